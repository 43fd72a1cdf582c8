"""A JSON object a line, while the run goes on: exchanges as they come, then the findings, then the run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from apilint_rules.core.finding import Finding
from apilint_rules.core.wire.exchange import Exchange, Request

from . import har
from ._json_wire import wire_object
from .json import as_object, summary
from .run import Run, WireRun


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """The exchanges kept, the findings, the run; `type` says which a line is."""
    if run.wire is not None:
        yield from (exchange_line(exchange, run.wire) for exchange in run.wire.exchanges)
    yield from rest(findings, run)


def rest(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """What can be said only at the end: a line for each finding, and one for the run."""
    findings = list(findings)
    yield from (_line("finding", as_object(finding, run.wire, run.diff)) for finding in findings)
    end: dict[str, Any] = {"summary": summary(findings, run)}
    if run.wire is not None:
        end["wire"] = wire_object(findings, run.wire)
    yield _line("run", end)


def stream(
    file: BinaryIO,
    base_url: str,
    started: str,
    shown: Callable[[Request], Request],
    clean: Callable[[Exchange], Exchange],
) -> Callable[[Exchange, object], None]:
    """A listener that writes each exchange at once: a run that is killed leaves whole lines.

    `clean` takes the secrets out. The file must be unbuffered.
    """
    wire = WireRun(base_url, started, 0.0, None, 0, shown=shown)

    def see(exchange: Exchange, operation: object) -> None:
        file.write(f"{exchange_line(clean(exchange), wire)}\n".encode(errors="backslashreplace"))

    return see


def exchange_line(exchange: Exchange, wire: WireRun) -> str:
    """An exchange as an entry of HAR 1.2."""
    return _line("exchange", {"exchange": har.entry(exchange, wire)})


def _line(kind: str, members: dict[str, Any]) -> str:
    return json.dumps({"type": kind, **members}, ensure_ascii=False)
