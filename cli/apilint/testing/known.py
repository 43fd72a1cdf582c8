"""The findings of a report that `apilint replay` looks for again, be it JSON, NDJSON or HAR."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from apilint_rules.core.wire.exchange import Request

from ..errors import ApilintError
from ..reporters._json_wire import request_of

LONGEST_REPORT = 200_000_000


class Known(NamedTuple):
    """A finding of a report, and the requests that showed it, each with the phase that it was sent in."""

    rule: str
    fingerprint: str
    message: str
    operations: tuple[str, ...]
    requests: tuple[tuple[Request, str], ...]
    status: int


def read_report(path: Path, fingerprints: Iterable[str]) -> tuple[str, list[Known]]:
    """The description of a report, and those of its findings that are of a live service.

    Raises `ApilintError` for what is no such report, and for a fingerprint that it has not.
    """
    try:
        if path.stat().st_size > LONGEST_REPORT:
            raise ApilintError(f"is larger than {LONGEST_REPORT // 1_000_000} MB", where=str(path))
        data = _report(path.read_text(encoding="utf-8-sig"), path)
        requests = {
            each["number"]: (request_of(each), str(each.get("phase", "")))
            for each in data["wire"]["exchanges"]
        }
        statuses = {each["number"]: int(each["status"]) for each in data["wire"]["exchanges"]}
        known = [_known(each, requests, statuses) for each in data["findings"] if "exchanges" in each]
        description = str(data["wire"]["description"])
    except OSError as error:
        raise ApilintError(f"cannot be read: {error.strerror}", where=str(path)) from None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise ApilintError(
            "is no report of a live service",
            where=str(path),
            help="make one: `apilint test --format json=FILE`",
        ) from None
    wanted = tuple(fingerprints)
    for name in wanted:
        if not any(each.fingerprint.startswith(name) for each in known):
            raise ApilintError(f"has no finding `{name}` of a live service", where=str(path))
    return description, [each for each in known if not wanted or each.fingerprint.startswith(wanted)]


def _report(text: str, path: Path) -> dict[str, Any]:
    """The members `findings` and `wire`. Raises `ValueError`, `LookupError`, `TypeError` or `ApilintError`."""
    if text.lstrip().startswith('{"type"'):
        return _of_lines(text, path)
    data: dict[str, Any] = json.loads(text)
    if "log" not in data:
        return data
    if "_findings" not in data["log"]:
        raise ApilintError(
            "is a recording without findings",
            where=str(path),
            help="`apilint judge SPEC FILE` looks for them",
        )
    return {"findings": data["log"]["_findings"], "wire": data["log"]["_wire"]}


def _of_lines(text: str, path: Path) -> dict[str, Any]:
    """NDJSON, of which a run that was killed leaves the beginning."""
    lines = [json.loads(line) for line in text.split("\n") if line.startswith(('{"type": "f', '{"type": "r'))]
    if not lines or lines[-1]["type"] != "run":
        raise ApilintError("ends before the findings: its run was killed", where=str(path))
    return {"findings": lines[:-1], "wire": lines[-1]["wire"]}


def _known(data: dict[str, Any], requests: dict[int, tuple[Request, str]], statuses: dict[int, int]) -> Known:
    return Known(
        str(data["rule"]),
        str(data["fingerprint"]),
        str(data["message"]),
        tuple(map(str, data["operations"])),
        tuple(requests[number] for number in data["exchanges"]),
        statuses[data["exchanges"][-1]],
    )
