"""Runs the rules over targets, one after another or several at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from apilint_rules.core.api.build import build
from apilint_rules.core.document import Document
from apilint_rules.core.engine import RuleCrashError, Selected, lint
from apilint_rules.core.finding import Finding
from apilint_rules.core.references import Library
from apilint_rules.core.text.reading import TextError
from apilint_rules.core.version import version_of

from .errors import ApilintError
from .sources.loader import Loader, loader_for
from .sources.project import project_root, stable_name
from .sources.targets import Target


class Result(NamedTuple):
    """What came of one target: its findings, how many the document silenced, or why it could not be looked at."""

    target: str
    findings: list[Finding]
    suppressed: int
    operations: int
    error: str | None = None
    bug: str | None = None


class Job(NamedTuple):
    """How targets are to be looked at."""

    selected: list[Selected]
    today: str
    extra_roots: tuple[Path, ...] = ()
    allow_remote: bool = False


def lint_targets(targets: Iterable[Target], job: Job) -> list[Result]:
    """The result of each target, in order. Files that several of them share are parsed once."""
    loaders: dict[Path | None, Loader] = {}
    return [lint_target(target, job, loaders) for target in targets]


def lint_target(target: Target, job: Job, loaders: dict[Path | None, Loader]) -> Result:
    """The result of one target; whatever is wrong with it ends up in the result."""
    try:
        document, library = open_target(target, job, loaders)
        version = version_of(document)
    except TextError as error:
        return _failed(target, f"{target.name}:{error.line}:{error.column}: {error.message}")
    except ApilintError as error:
        return _failed(target, str(error))
    try:
        api = build(document, version, library)
        outcome = lint(api, job.selected, today=job.today)
    except RuleCrashError as crash:
        cause = crash.__cause__
        return _failed(target, None, f"{target.name}: {crash}: {type(cause).__name__}: {cause}")
    return Result(target.name, outcome.findings, outcome.suppressed, len(api.operations))


def open_target(target: Target, job: Job, loaders: dict[Path | None, Loader]) -> tuple[Document, Library]:
    """A target's document, and the library that finds what it refers to. Raises `TextError` and `ApilintError`."""
    raw = target.read()
    root = project_root(target.path) if target.path is not None else None
    if root not in loaders:
        loaders[root] = (
            loader_for(target.path, job.extra_roots, job.allow_remote)
            if target.path is not None
            else Loader(Path("/nonexistent"), job.extra_roots, job.allow_remote, target.uri.split("/", 3)[0] + "//" + target.uri.split("/")[2])
        )
    stable = stable_name(target.path, root) if target.path is not None and root is not None else target.uri
    document = Document(target.name, target.uri, raw, stable)
    library = Library(loaders[root])
    library.add(document)
    return document, library


def _failed(target: Target, error: str | None, bug: str | None = None) -> Result:
    return Result(target.name, [], 0, 0, error, bug)
