"""What a reporter is told beside the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from apilint_rules.core.finding import Finding
from apilint_rules.core.rule import Rule
from apilint_rules.core.severity import Severity

from ..errors import ApilintError

if TYPE_CHECKING:
    from apilint_rules.core.change.requests import Working
    from apilint_rules.core.wire.conduct import Judgement
    from apilint_rules.core.wire.exchange import Exchange, Request


class Reached(NamedTuple):
    """How far a run came with one operation.

    `state` is `accepted` (a 2xx was seen), `refused` (answers, but no 2xx) or `never`; `reason` says why not accepted.
    `statuses` counts the answers by status; `unseen` are the declared statuses and media types that never came.
    `latencies` are p50, p95 and p99 in milliseconds, empty without an answer. `tags` are those of the description.
    """

    operation: str
    state: str
    reason: str = ""
    statuses: Mapping[int, int] = {}
    unseen: tuple[str, ...] = ()
    latencies: tuple[float, ...] = ()
    tags: tuple[str, ...] = ()


class Phase(NamedTuple):
    """A part of a run: what it is called, how many requests it sent, and how many seconds it took."""

    name: str
    requests: int
    seconds: float


class Made(NamedTuple):
    """Something that a run has created: its path, the path parameter that names it, its name there, and by what."""

    path: str
    parameter: str
    name: str
    by: Exchange


class WireRun(NamedTuple):
    """What a run against a live service (or over recorded traffic) saw beside its findings.

    `started` is an ISO 8601 time; `seed` is None where nothing was sent. `exchanges` are those kept for reports (all
    that findings name among them), of `requests` in all. `shown` adds the credentials of a request to it, secrets as
    the names of their variables (`$TOKEN`), so that it can be printed; answers hold none any more.
    `notes` are what a reader should know: logins, restarts, what was left out.
    `description` is the file or URL of the description. `made` is what the run has created, by its path.
    """

    base_url: str
    started: str
    seconds: float
    seed: int | None
    requests: int
    phases: tuple[Phase, ...] = ()
    reached: tuple[Reached, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    shown: Callable[[Request], Request] = lambda request: request
    interrupted: bool = False
    notes: tuple[str, ...] = ()
    description: str = ""
    made: Mapping[str, Made] = {}


class Usage(NamedTuple):
    """How many of the recorded `calls` have to do with a break: they use what broke, lack what is needed now
    (`is_lack`), or hold a value that was accepted and would be refused (`is_refusal`).

    `last` is the day of the last of them (ISO 8601); of `unread` calls the body that would tell was not recorded.
    """

    seen: int
    calls: int
    is_lack: bool = False
    last: str = ""
    unread: int = 0
    is_refusal: bool = False

    @property
    def words(self) -> str:
        """`seen in 412 of 9,310 calls, last on 2026-11-20`; `never seen in 9,310 calls`."""
        calls = f"{self.calls:,} call{'s' if self.calls > 1 else ''}"
        days = f", last on {self.last}" if self.last else ""
        verb = "missing" if self.is_lack else "seen"
        if self.is_refusal:
            told = (
                f"{self.seen:,} of {calls} would be refused{days}"
                if self.seen
                else f"none of {calls} would be refused"
            )
        else:
            told = f"{verb} in {self.seen:,} of {calls}{days}" if self.seen else f"never {verb} in {calls}"
        return told + (f" (the bodies of {self.unread:,} were not recorded)" if self.unread else "")


class DiffRun(NamedTuple):
    """What two descriptions came to: their names and versions, and the `verdict`: major, minor, patch or none.

    `approved` are the findings that were agreed to: left out, but of the changelog. `usage` says by fingerprint how
    often recorded traffic has to do with a finding; None where there is no recording. `requests` are, by fingerprint
    too, those that were accepted and that show what breaks.
    """

    old: str
    new: str
    old_version: str
    new_version: str
    verdict: str
    approved: tuple[Finding, ...] = ()
    usage: Mapping[str, Usage] | None = None
    requests: Mapping[str, Working] = {}

    def usage_of(self, finding: Finding) -> Usage | None:
        """How often the thing is used that a finding is about, where that is known."""
        return (self.usage or {}).get(finding.fingerprint)


class Run(NamedTuple):
    """One run: what was looked at, what was left out, and how the output may look.

    `color` and `width` (in columns, 0 for unlimited) are those of the terminal; other outputs have neither.
    """

    rules: Mapping[str, Rule]
    files: int = 0
    operations: int = 0
    skipped: int = 0
    suppressed: int = 0
    baselined: int = 0
    milder: int = 0
    stale: int = 0
    failed: int = 0
    old: int = 0
    color: bool = False
    width: int = 0
    quiet: bool = False
    statistics: bool = False
    notes: tuple[str, ...] = ()
    wire: WireRun | None = None
    diff: DiffRun | None = None


Reporter = Callable[[Iterable[Finding], Run], Iterator[str]]
"""Findings to lines (without line ends)."""


def format_names() -> list[str]:
    """The formats there are: each module here with a `report` is one."""
    names = (path.stem for path in Path(__file__).parent.glob("*.py"))
    return sorted(name for name in names if name not in ("__init__", "run") and not name.startswith("_"))


def reporter(name: str) -> Reporter:
    """The reporter of a format. Raises `ApilintError` for an unknown one."""
    if name not in (*format_names(), "_none"):
        raise ApilintError(
            f"no format is called `{name}`", help=f"the formats are {', '.join(format_names())}"
        )
    return import_module(f"apilint.reporters.{name}").report  # type: ignore[no-any-return]


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity, gravest first."""
    counter = Counter(finding.severity for finding in findings)
    return {severity: counter[severity] for severity in Severity}
