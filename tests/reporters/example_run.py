"""A run against a live service, written by hand: twelve operations, every verdict, every state of reach."""

from __future__ import annotations

import json
from typing import Any

from apilint.reporters.run import Phase, Reached, Run, WireRun, reporter
from apilint_rules.core.finding import Excerpt, Finding
from apilint_rules.core.pointer import Span
from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from apilint_rules.core.wire.conduct import Judgement, Verdict
from apilint_rules.core.wire.exchange import Answer, Credentials, Exchange, Request

DESCRIPTION = """\
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
paths:
  /orders:
    get:
      tags: [orders]
      responses:
        '200': {description: a page of orders}
    post:
      tags: [orders]
      responses:
        '201':
          description: created
          headers: {Location: {schema: {type: string}}}
  /orders/{id}:
    get: {tags: [orders], responses: {'200': {description: one order}}}
"""
TAGS = {"orders": "orders", "customers": "customers", "reports": "", "logout": "auth"}
OPERATIONS = [
    "GET /orders", "POST /orders", "GET /orders/{id}", "PUT /orders/{id}", "DELETE /orders/{id}", "GET /customers",
    "POST /customers", "GET /customers/{id}", "PATCH /customers/{id}", "GET /customers/{id}/orders",
    "GET /reports/{year}", "POST /logout",
]  # fmt: skip
JSON = ("Content-Type", "application/json")
ORDER = json.dumps({"customer": "O'Hara", "lines": [{"sku": "A-1", "count": 2}]}).encode()


def exchange(number: int, method: str, path: str, status: int, **parts: Any) -> Exchange:
    """One exchange; `sent` and `got` are JSON bodies, `headers` those of the answer."""
    sent, got = parts.get("sent"), parts.get("got")
    request = Request(
        method,
        path,
        parts.get("query", ()),
        (JSON,) if sent is not None else (),
        sent,
        parts.get("by", Credentials.MAIN),
    )
    headers = (*parts.get("headers", ()), *((JSON,) if got is not None else ()))
    body = json.dumps(got).encode() if got is not None else b""
    return Exchange(
        request, Answer(status, headers, body, 0.004 * number), number, parts.get("phase", "conventions")
    )


EXCHANGES = (
    exchange(1, "POST", "/orders", 201, sent=ORDER, got={"id": 17, "customer": "O'Hara"}, phase="plan"),
    exchange(2, "GET", "/orders", 200, query=(("limit", "2"),), got={"items": [{"id": 17}, {"id": 16}]}),
    exchange(3, "GET", "/orders", 200, query=(("limit", "2"), ("after", "16 & 17")), got={"items": [{"id": 16}]}),
    exchange(4, "PUT", "/orders/17", 405, headers=(("Server", "shop/1.0"),)),
    exchange(5, "DELETE", "/orders/17", 200, by=Credentials.NONE, got={"deleted": True}),
    exchange(6, "GET", "/reports/2026", 404, got={"title": "no report", "status": 404}),
)  # fmt: skip


def shown(request: Request) -> Request:
    """What the driver adds for printing."""
    if request.credentials is Credentials.NONE:
        return request
    return request.with_header("Authorization", "Bearer $TOKEN")


def finding(rule: str, severity: str, message: str, line: int, **more: Any) -> Finding:
    """A finding on the first word of a line of the description."""
    text = DESCRIPTION.splitlines()[line - 1]
    start = len(text) - len(text.lstrip()) + 1
    word = text.split()[0].rstrip(":")
    return Finding(
        rule=rule, severity=Severity(severity), message=message, help=more.pop("help", None), file="shop.yaml",
        span=Span(line, start, line, start + len(word)), pointer=more.pop("pointer", "/paths"),
        operation=more.pop("operation", None), fingerprint=more.pop("fingerprint", f"{line:016x}"), url="",
        excerpt=Excerpt(text, 1), **more,
    )  # fmt: skip


FINDINGS = [
    finding(
        "created-has-location", "warning", "a `201` came without a `Location`, which the description promises", 12,
        help="send `Location`: the address of what was created", operation="POST /orders",
        operations=("POST /customers", "POST /orders"), evidence=EXCHANGES[:1], fingerprint="a" * 16,
    ),
    finding(
        "info-contact", "info", "`info` has no `contact`", 2, help="add `contact`", pointer="/info",
        fingerprint="b" * 16,
    ),
    finding(
        "list-has-pagination", "error", "page 2 repeats `16`, which page 1 has", 5, operation="GET /orders",
        help="order by something unique", operations=("GET /orders",), evidence=EXCHANGES[:3], fingerprint="c" * 16,
    ),
    finding(
        "method-not-allowed", "error", "a `405` came without `Allow`", 15, help="send `Allow: GET`",
        operations=tuple(OPERATIONS[2:9]), evidence=EXCHANGES[3:4], fingerprint="d" * 16,
    ),
    finding(
        "status-documented", "warning", "`404` is answered and not described", 16, operation="GET /orders/{id}",
        help="add `404` to `responses`", operations=("GET /reports/{year}",), evidence=EXCHANGES[5:], gap=True,
        fingerprint="e" * 16,
    ),
]  # fmt: skip


def reached(number: int, operation: str) -> Reached:
    state, reason = (
        ("accepted", "") if number < 10 else ("refused", "no report of a year that could be guessed")
    )
    if operation == "POST /logout":
        return Reached(
            operation, "never", "left out: it would end the session", tags=("auth",), unseen=("204",)
        )
    seen = {200 + (operation.startswith("POST")): 10 + number} if state == "accepted" else {404: 6}
    latencies = (2.0 + number, 5.5 + 3 * number, 9.0 + 4 * number)
    tag = TAGS[operation.split("/")[1]]
    unseen = ("404", "200 text/csv") if number % 3 == 0 else ()
    return Reached(operation, state, reason, seen, unseen, latencies, (tag,) if tag else ())


def judgements() -> tuple[Judgement, ...]:
    """All verdicts, those of the findings among them."""
    rules = {each.rule for each in FINDINGS if each.operations} | {"error-problem-json", "security-headers"}
    judged = {
        (rule, operation): (Verdict.UNJUDGED, "nothing could be created") if number % 4 == 3 else (Verdict.AGREES, "")
        for rule in rules
        for number, operation in enumerate(OPERATIONS)
        if (len(rule) + number) % 5
    }  # fmt: skip
    for each in FINDINGS:
        for operation in each.operations:
            judged[each.rule, operation] = (Verdict.GAP if each.gap else Verdict.BROKEN, "")
    return tuple(
        sorted((Judgement(*key, *value) for key, value in judged.items()), key=lambda each: each[:2])
    )


def wire_run(**changes: Any) -> WireRun:
    """The run, with changes."""
    parts: dict[str, Any] = {
        "base_url": "http://127.0.0.1:8000",
        "description": "shop.yaml",
        "started": "2026-11-25T16:00:00Z",
        "seconds": 12.3456,
        "seed": 7,
        "requests": 412,
        "phases": (Phase("plan", 40, 0.8), Phase("conventions", 72, 2.25), Phase("fuzz", 300, 9.1)),
        "reached": tuple(reached(number, operation) for number, operation in enumerate(OPERATIONS)),
        "judgements": judgements(),
        "exchanges": EXCHANGES,
        "shown": shown,
        "notes": ("logged in again after request 211, which was answered with 401",),
    }
    return WireRun(**(parts | changes))


def run(wire: WireRun | None = None, **changes: Any) -> Run:
    """What reporters are told."""
    return Run(rules=load_rules(), files=1, operations=len(OPERATIONS), wire=wire or wire_run(), **changes)


def report(name: str, findings: list[Finding] | None = None, told: Run | None = None) -> str:
    """The report in a format, as it would be written to a file."""
    return "".join(
        f"{line}\n" for line in reporter(name)(FINDINGS if findings is None else findings, told or run())
    )
