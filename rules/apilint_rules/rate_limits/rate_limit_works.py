"""Too many calls in a row are answered with `429`, not with a failure.

A service that has no limit, or whose limit is its memory, falls over when one client has a loop in it: everybody else
gets `500`, or nothing. A limit that holds answers `429` early and cheaply, and no cache keeps that answer.

One GET of the description is called `burst` times in a row. That uses up a quota that others may need, so the rule is
off by default. A service that refuses nobody within the burst cannot be judged: its limit may be higher.
"""

from __future__ import annotations

import re

from ..core import Operation, Option, Probe, Problem, Rule, Severity, Situation, Unjudged

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    sources=("RFC 6585 section 4", "OWASP API4:2023"),
    options={"burst": Option(30, "how many calls are made in a row, at most 200")},
    wire_api="""
        paths:
          /orders:
            get: {responses: {'200': {description: the orders}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders
        < 200 OK
        > GET /orders
        < 503 Service Unavailable
        ===
        > GET /orders
        < 200 OK
        ---
        > GET /orders
        < 429 Too Many Requests
        < Cache-Control: public, max-age=600
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders
        < 200 OK
        > GET /orders
        < 429 Too Many Requests
        < Retry-After: 60
    """,
)

MOST = 200


def is_first_read(operation: Operation) -> bool:
    """Whether it is the first GET that needs no path parameters: one operation stands for all."""
    gets = (each for each in operation.api.operations if each.method == "get" and "{" not in each.path)
    return next(gets, None) is operation


@RULE.on_probe(about=is_first_read, most=MOST)
def holds(operation: Operation, situation: Situation, burst: int) -> Probe:
    """Calls until it is refused, or fails."""
    known = situation.accepted(operation)
    if known is None:
        yield Unjudged("no request was accepted")
        return
    for number in range(1, min(burst, MOST) + 1):
        exchange = yield known.request
        if exchange.status >= 500:
            yield Problem(
                operation,
                f"call {number} in a row is answered with {exchange.status}",
                help="refuse with `429` before the service fails",
                severity=Severity.WARNING,
                evidence=[exchange],
                cause="fails under a burst",
            )
            return
        if exchange.status == 429:
            caching = exchange.answer.header("cache-control") or ""
            if re.search(r"(?<!s-)max-age=[1-9]", caching) and "no-store" not in caching:
                yield Problem(
                    operation,
                    f"a `429` may be kept by caches: `Cache-Control: {caching[:80]}`",
                    help="send `Cache-Control: no-store` with it",
                    evidence=[exchange],
                    cause="429 is kept",
                )
            return
    yield Unjudged(f"nothing was refused within {min(burst, MOST)} calls")
