"""Runs the rules over targets, one after another or several at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from apilint_rules.core.api.build import build
from apilint_rules.core.api.model import Api
from apilint_rules.core.document import Document
from apilint_rules.core.engine import RuleCrashError, lint
from apilint_rules.core.finding import Finding
from apilint_rules.core.references import Library
from apilint_rules.core.text.reading import TextError
from apilint_rules.core.version import version_of

from .config.select import Selection
from .errors import ApilintError, Debugging
from .sources.loader import Loader, Read, read_bounded
from .sources.project import display_name, project_root, stable_name
from .sources.remote import origin_of
from .sources.targets import Target


class Job(NamedTuple):
    """One target and how it is to be looked at.

    `today` is the date (ISO 8601) by which suppressions expire; `read` opens files, the disk's or a revision's, and
    `named` is what reports call them.
    """

    target: Target
    selection: Selection
    today: str
    ref_roots: tuple[Path, ...] = ()
    allow_remote: bool = False
    read: Read = read_bounded
    named: Callable[[Path], str] = display_name


class Result(NamedTuple):
    """What came of one target: its findings, how many the document silenced, or why it could not be looked at."""

    target: str
    findings: list[Finding]
    suppressed: int = 0
    operations: int = 0
    error: str | None = None
    bug: str | None = None


def lint_all(jobs: Iterable[Job], advance: Callable[[str], None] = lambda name: None) -> list[Result]:
    """The result of each job, in order. Files that several targets share are parsed once."""
    loaders: dict[Path | frozenset[str], Loader] = {}
    results = []
    for job in jobs:
        advance(job.target.name)
        results.append(lint_one(job, loaders))
    return results


def lint_one(job: Job, loaders: dict[Path | frozenset[str], Loader] | None = None) -> Result:
    """The result of one job; whatever is wrong with its target ends up in the result."""
    target = job.target
    try:
        api = load(job, {} if loaders is None else loaders)
        adjust, known = job.selection.adjust(api), job.selection.known
        outcome = lint(api, job.selection.rules, today=job.today, adjust=adjust, known=known)
    except ApilintError as error:
        return Result(target.name, [], error=str(error))
    except RuleCrashError as crash:
        return Result(target.name, [], bug=f"{target.name}: {told(crash)}")
    return Result(target.name, outcome.findings, outcome.suppressed, len(api.operations))


def load(job: Job, loaders: dict[Path | frozenset[str], Loader]) -> Api:
    """The description of a job. Raises `ApilintError` when it cannot be had or read."""
    target = job.target
    try:
        document, library = _open(job, loaders)
        return build(document, version_of(document), library)
    except TextError as error:
        where = f"{target.name}:{error.line}:{error.column}"
        raise ApilintError(error.message, where=where) from None


def told(crash: RuleCrashError) -> str:
    """A bug in a rule in one line, with its traceback below if `--debug` asks for it."""
    cause = crash.__cause__
    line = f"{crash}: {type(cause).__name__}: {cause}"
    if not Debugging.is_wanted or cause is None:
        return line
    from traceback import format_exception

    return line + "\n" + "".join(format_exception(cause)).rstrip()


def _open(job: Job, loaders: dict[Path | frozenset[str], Loader]) -> tuple[Document, Library]:
    """A target's document, and the library that finds what it refers to. Raises `TextError` and `ApilintError`."""
    target = job.target
    raw, uri = target.read()
    if target.path is None:
        origins = frozenset(map(origin_of, (target.uri, uri)))
        loader = loaders.setdefault(origins, Loader(None, job.ref_roots, job.allow_remote, origins, job.read))
        stable = target.name
    else:
        root = project_root(target.path)
        loader = loaders.setdefault(
            root, Loader(root, job.ref_roots, job.allow_remote, read=job.read, named=job.named)
        )
        stable = stable_name(target.path, root)
    document = Document(target.name, uri, raw, stable)
    library = Library(loader)
    library.add(document)
    return document, library
