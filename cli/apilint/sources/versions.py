"""The two sides of `apilint diff`: files, folders, URLs, and `REF:path` of a git repository."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, TypeVar

from apilint_rules.core.references import RefusedError

from ..errors import ApilintError
from .discover import SUFFIXES, is_description_text
from .git import Revision, knows_revision, merge_base, top_of
from .loader import Read, read_bounded
from .project import display_name, uri_of
from .targets import Target, find_targets

T = TypeVar("T")

_REVISION = re.compile(r"(?P<reference>[^:]+):(?P<path>(?!//).*)", re.DOTALL)


class Version(NamedTuple):
    """A description as it is, or as it was at a git revision; `named` is what reports call its files."""

    target: Target
    read: Read = read_bounded
    named: Callable[[Path], str] = display_name
    revision: Revision | None = None

    def close(self) -> None:
        """Ends what git needs."""
        if self.revision is not None:
            self.revision.close()


def version_of(name: str, exclude: Iterable[str], folder: Path) -> Version:
    """The description that a name means. Raises `ApilintError` when it is none, or more than one."""
    if name != "-" and not os.path.exists(name):
        found = _REVISION.fullmatch(name)
        if found is not None and len(found["reference"]) > 1:  # not a drive of Windows
            return _at_revision(found["reference"], found["path"])
    target = _only(find_targets([name], None, exclude, folder).targets, name)
    if target.path is not None and target.raw is None and not target.path.exists():
        is_revision = knows_revision(name, Path.cwd())
        raise ApilintError(
            "no such file",
            where=f"{target.name}:1:1",
            help=f"`{name}` is a git revision: name a file of it, `{name}:FILE`" if is_revision else None,
        )
    return Version(target)


def version_before(new: Version) -> Version:
    """The same description where the work here left the default branch. Raises `ApilintError`."""
    path = new.target.path
    if path is None or new.revision is not None or new.target.raw is not None:
        raise ApilintError(
            f"`{new.target.name}` is no file here, so that git cannot tell what it was",
            help="name the old description, too: `apilint diff OLD NEW`",
        )
    asked_by = "name both (`apilint diff OLD NEW`): without OLD `apilint diff`"
    revision = Revision(merge_base(path.parent, asked_by), path.parent, asked_by)
    return _version(revision, path)


def _at_revision(reference: str, path: str) -> Version:
    here, asked_by = Path.cwd(), f"`{reference}:`"
    revision = Revision(reference, here, asked_by)
    # As git reads it: from the root of the repository, unless it begins with `./` or `../`.
    top = top_of(here, asked_by)
    where = here if path.startswith(("./", "../")) else top
    file = Path(os.path.normpath(where / path))
    below = revision.files(file)
    if below == [file]:
        return _version(revision, file)
    descriptions = [each for each in below if each.suffix in SUFFIXES and _is_description(revision, each)]
    if not below and path.strip("./"):
        raise ApilintError(f"no such file at {reference}", where=f"{reference}:{path}:1:1")
    return _version(revision, _only(descriptions, f"{reference}:{path}"))


def _is_description(revision: Revision, path: Path) -> bool:
    return is_description_text(revision.read(path, path.name), path.suffix == ".json")


def _version(revision: Revision, path: Path) -> Version:
    top = revision.top.resolve()

    def relative(file: Path) -> str:
        return Path(os.path.relpath(file.resolve(), top)).as_posix()

    def named(file: Path) -> str:
        return f"{revision.reference}:{relative(file)}"

    try:
        raw = revision.read(path, relative(path))
    except RefusedError as refused:
        message = str(refused).replace("`", "")
        raise ApilintError(message, help="name the old description: `apilint diff OLD NEW`") from None
    target = Target(named(path), uri_of(path.absolute()), path.absolute(), raw)
    return Version(target, revision.read, named, revision)


def _only(found: list[T], name: str) -> T:
    if len(found) != 1:
        raise ApilintError(
            f"`{name}` holds {len(found) or 'no'} OpenAPI documents, and one is compared with one",
            help="name the file: `apilint diff OLD NEW`",
        )
    return found[0]
