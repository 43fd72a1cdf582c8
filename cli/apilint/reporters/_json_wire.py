"""What the JSON report says of a run against a live service. Times stand only where a name says so."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any

from apilint_rules.core.finding import Finding
from apilint_rules.core.wire.exchange import Credentials, Exchange, Request

from ._script import script_lines
from ._wire import verdict
from .run import Reached, WireRun


def finding_members(finding: Finding, wire: WireRun) -> dict[str, Any]:
    """What a finding on the wire has beside the members of every finding; nothing for one about the description."""
    agreement = verdict(finding)
    if agreement is None:
        return {}
    return {
        "operations": list(finding.operations),
        "verdict": agreement.value,
        "curl": script_lines(finding.evidence, wire),
        "exchanges": [exchange.number for exchange in finding.evidence],
    }


def wire_object(findings: Iterable[Finding], wire: WireRun) -> dict[str, Any]:
    """A run. Of its exchanges only the requests that findings name are kept: `apilint replay` sends them again."""
    named = {exchange.number: exchange for finding in findings for exchange in finding.evidence}
    return {
        "description": wire.description,
        "base_url": wire.base_url,
        "seed": wire.seed,
        "requests": wire.requests,
        "interrupted": wire.interrupted,
        "started": wire.started,
        "seconds": round(wire.seconds, 3),
        "phases": [
            {"name": phase.name, "requests": phase.requests, "seconds": round(phase.seconds, 3)}
            for phase in wire.phases
        ],
        "reach": [_reach(reached) for reached in wire.reached],
        "latency": [_latency(reached) for reached in wire.reached if reached.latencies],
        "judgements": [
            {"rule": rule, "operation": operation, "verdict": judged.value, "reason": reason}
            for rule, operation, judged, reason in wire.judgements
        ],
        "exchanges": [exchange_object(named[number]) for number in sorted(named)],
        "notes": list(wire.notes),
    }


def _reach(reached: Reached) -> dict[str, Any]:
    return {
        "operation": reached.operation,
        "state": reached.state,
        "reason": reached.reason,
        "statuses": {str(status): reached.statuses[status] for status in sorted(reached.statuses)},
        "unseen": list(reached.unseen),
    }


def _latency(reached: Reached) -> dict[str, Any]:
    names = ("p50_ms", "p95_ms", "p99_ms")
    return {
        "operation": reached.operation,
        **{name: round(value, 2) for name, value in zip(names, reached.latencies, strict=False)},
    }


def exchange_object(exchange: Exchange) -> dict[str, Any]:
    """A request that can be sent again, and the status that it got. Credentials are named, not told."""
    request = exchange.request
    return {
        "number": exchange.number,
        "phase": exchange.phase,
        "method": request.method,
        "path": request.path,
        "query": [list(field) for field in request.query],
        "headers": [list(field) for field in request.headers],
        **_body(request.body),
        "credentials": request.credentials.value,
        "status": exchange.status,
    }


def request_of(data: dict[str, Any]) -> Request:
    """The request of an `exchange_object`. Raises `KeyError`, `TypeError` or `ValueError` for anything else."""
    body = data["body"]
    if body is not None:
        body = base64.b64decode(body, validate=True) if data["encoding"] == "base64" else body.encode()
    return Request(
        method=str(data["method"]),
        path=str(data["path"]),
        query=tuple((str(name), str(value)) for name, value in data["query"]),
        headers=tuple((str(name), str(value)) for name, value in data["headers"]),
        body=body,
        credentials=Credentials(data["credentials"]),
    )


def _body(body: bytes | None) -> dict[str, str | None]:
    try:
        return {"body": None if body is None else body.decode(), "encoding": "utf-8"}
    except UnicodeDecodeError:
        return {"body": base64.b64encode(body or b"").decode(), "encoding": "base64"}
