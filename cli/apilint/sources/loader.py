"""Opens the files behind references, within bounds: this project, this size, and the network only when allowed."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from apilint_rules.core.document import Document
from apilint_rules.core.references import Refused

from .project import display_name, path_of, project_root, stable_name

MAX_BYTES = 200_000_000
"""A description larger than this is refused; the largest known is 13 MB."""


class Loader:
    """Loads documents for one run; each file is parsed once, however many descriptions share it."""

    def __init__(self, root: Path, extra_roots: tuple[Path, ...] = (), allow_remote: bool = False, origin: str = "") -> None:
        self.root = root
        self.roots = (root, *extra_roots)
        self.allow_remote = allow_remote
        self.origin = origin
        self._documents: dict[str, Document] = {}

    def __call__(self, uri: str) -> Document:
        """The document at a URI. Raises `Refused` with the reason, or `TextError` when it cannot be parsed."""
        if uri not in self._documents:
            scheme = urlsplit(uri).scheme
            if scheme in ("http", "https"):
                self._documents[uri] = self._remote(uri)
            elif scheme == "file":
                self._documents[uri] = self._file(uri)
            else:
                raise Refused(f"`{scheme}:` references are not followed")
        return self._documents[uri]

    def _file(self, uri: str) -> Document:
        if urlsplit(uri).netloc not in ("", "localhost"):
            raise Refused(f"`{uri}` names a file on another machine")
        path = path_of(uri)
        name = display_name(path)
        # Links are followed before the check: a link must not lead out either.
        if not any(path.resolve().is_relative_to(root.resolve()) for root in self.roots):
            raise Refused(f"`{name}` is outside of the project's folder; allow it with `--ref-root {path.parent}`")
        raw = read_bounded(path, name)
        return Document(name, uri, raw, stable_name(path, self.root))

    def _remote(self, uri: str) -> Document:
        if not self.allow_remote and _origin(uri) != self.origin:
            raise Refused(f"`{uri}` is remote and was not fetched; allow it with `--allow-remote-refs`")
        from .remote import fetch

        return Document(uri, uri, fetch(uri), uri)


def read_bounded(path: Path, name: str) -> bytes:
    """The bytes of a file. Raises `Refused` when it is none, too large or not readable."""
    try:
        if path.is_dir():
            raise Refused(f"`{name}` is a folder, not a file")
        if not path.exists():
            raise Refused(f"no such file: `{name}`")
        if not path.is_file():
            raise Refused(f"`{name}` is no regular file")
        if path.stat().st_size > MAX_BYTES:
            raise Refused(f"`{name}` is larger than {MAX_BYTES // 1_000_000} MB")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Refused(f"`{name}` cannot be read: {reason}") from None


def _origin(uri: str) -> str:
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}"


def loader_for(path: Path, extra_roots: tuple[Path, ...], allow_remote: bool) -> Loader:
    """A loader for the project of a file."""
    return Loader(project_root(path), extra_roots, allow_remote)
