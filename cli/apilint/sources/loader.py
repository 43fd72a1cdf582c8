"""Opens the files behind references, within bounds: this project, this size, and the network only when allowed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from apilint_rules.core.document import Document
from apilint_rules.core.references import RefusedError

from .project import display_name, path_of, shown_uri, stable_name

MAX_BYTES = 200_000_000
"""A description larger than this is refused; the largest known is 13 MB."""

Read = Callable[[Path, str], bytes]
"""Given a path and how messages call it, the bytes. Raises `RefusedError` with the reason."""


def read_bounded(path: Path, name: str) -> bytes:
    """The bytes of a file on disk. Raises `RefusedError` when it is none, too large or not readable."""
    try:
        if path.is_dir():
            raise RefusedError(f"`{name}` is a folder, not a file")
        if not path.exists():
            raise RefusedError(f"no such file: `{name}`")
        if not path.is_file():
            raise RefusedError(f"`{name}` is no regular file")
        if path.stat().st_size > MAX_BYTES:
            raise RefusedError(f"`{name}` is larger than {MAX_BYTES // 1_000_000} MB")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise RefusedError(f"`{name}` cannot be read: {reason}") from None


class Loader:
    """Loads documents for one run; each file is parsed once, however many descriptions share it.

    root: the folder that references may not leave, None for descriptions that were fetched. extra_roots: further
    folders that are allowed. origins: those of a fetched description, as it was named and as redirects led to it, from
    which its parts may be fetched too.
    """

    def __init__(
        self,
        root: Path | None,
        extra_roots: tuple[Path, ...],
        allow_remote: bool,
        origins: frozenset[str] = frozenset(),
        read: Read = read_bounded,
        named: Callable[[Path], str] = display_name,
    ) -> None:
        self.root = root
        self.roots = tuple(folder.resolve() for folder in (root, *extra_roots) if folder is not None)
        self.allow_remote = allow_remote
        self.origins = origins
        self.read = read
        self.named = named
        self._documents: dict[str, Document] = {}

    def __call__(self, uri: str) -> Document:
        """The document at a URI. Raises `RefusedError` with the reason, or `TextError` when it cannot be parsed."""
        if uri not in self._documents:
            parts = urlsplit(uri)
            if parts.scheme in ("http", "https"):
                self._documents[uri] = self._remote(uri)
            elif parts.scheme == "file" and parts.netloc in ("", "localhost"):
                self._documents[uri] = self._file(uri)
            else:
                raise RefusedError(f"`{uri}` is neither a file here nor http(s)")
        return self._documents[uri]

    def _file(self, uri: str) -> Document:
        path = path_of(uri)
        name = self.named(path)
        # Links are followed before the check: a link must not lead out either.
        if not any(path.resolve().is_relative_to(root) for root in self.roots):
            raise RefusedError(
                f"`{name}` is outside of the project's folder; allow it with `--ref-root {path.parent}`"
            )
        raw = self.read(path, name)
        return Document(name, uri, raw, stable_name(path, self.root or path.parent))

    def _remote(self, uri: str) -> Document:
        from .remote import ALLOW, fetch, origin_of

        if not self.allow_remote and origin_of(uri) not in self.origins:
            raise RefusedError(f"`{uri}` is remote and was not fetched; {ALLOW}")
        raw, url = fetch(uri, None if self.allow_remote else self.origins)
        return self._documents.get(url) or Document(shown_uri(uri), url, raw, shown_uri(uri))
