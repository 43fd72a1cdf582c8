"""Rate-limit headers are of one family, and complete.

A client that keeps to a limit needs three numbers: how many calls there are, how many are left, and when
they are renewed. With only the first of them it still runs into the wall; with two families in one API it
needs two parsers, and reads stale numbers from the one that a gateway in front of the service has
forgotten.

There are three families: `RateLimit` with `RateLimit-Policy` (the current draft of the IETF),
`RateLimit-Limit`, `-Remaining` and `-Reset` (its older versions), and the same with `X-`. Which one is used
is not judged, and APIs without any of these headers are left alone.

On the wire the fields that come must be complete as well, their numbers must be numbers and agree with each other, and
what remains must become less from call to call within one window.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..core import Api, Credentials, Exchange, Operation, Problem, Response, Rule, Seen, Severity
from ..core.wire.promises import promise_place
from ._fields import CURRENT, families, missing_parts
from ._quotas import Quota, faults_in, quotas_in

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 6585 section 4", "Zalando 153", "OWASP API4:2023", "AgID missing-ratelimit"),
    bad="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: the orders
                  headers:  # <-
                    X-RateLimit-Limit: {schema: {type: integer}}
                    X-RateLimit-Remaining: {schema: {type: integer}}
    """,
    good="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: the orders
                  headers:
                    X-RateLimit-Limit: {schema: {type: integer}}
                    X-RateLimit-Remaining: {schema: {type: integer}}
                    X-RateLimit-Reset: {schema: {type: integer}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        < X-RateLimit-Limit: 100
        < X-RateLimit-Remaining: 99
        ===
        > GET /orders
        < 200 OK
        < RateLimit: "default";r=120;t=30
        < RateLimit-Policy: "default";q=100;w=60
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        < X-RateLimit-Limit: 100
        < X-RateLimit-Remaining: 99
        < X-RateLimit-Reset: 30
        ===
        > GET /orders
        < 200 OK
        < RateLimit: "default";r=99;t=30
        < RateLimit-Policy: "default";q=100;w=60
    """,
)

ENOUGH = 5
"""Answers after which a number that never changes is no accident."""


def tells_limits(response: Response) -> bool:
    return bool(response.headers) and bool(families(response.headers))


@RULE.on_document(
    where=tells_limits, many="{count} of {total} answers with rate-limit headers lack some of them"
)
def complete(response: Response) -> Iterator[Problem]:
    for family, names in families(response.headers).items():
        written = [response.headers[name].name or name for name in names]
        missing = [f"`{name}`" for name in missing_parts(family, written)]
        if missing:
            yield Problem(
                response.at("headers"),
                f"`{written[0]}` comes without {' and '.join(missing)}",
                help=f"add {' and '.join(missing)}",
                severity=Severity.INFO if family == CURRENT else None,
                subject=family,
            )


@RULE.on_document
def one_family(api: Api) -> Iterator[Problem]:
    answers = [response for response in api.all(Response) if tells_limits(response)]
    counts = Counter(family for response in answers for family in families(response.headers))
    for family in sorted(counts, key=lambda family: (-counts[family], family))[1:]:
        first = next(response for response in answers if family in families(response.headers))
        usual = counts.most_common(1)[0]
        yield Problem(
            first.at("headers"),
            f"`{family}` headers in {counts[family]} answers, `{usual[0]}` in {usual[1]}",
            help="use one family of rate-limit headers",
            subject=family,
        )


def declares_limits(operation: Operation) -> bool:
    return any(map(tells_limits, operation.responses.values()))


def tells_quota(exchange: Exchange, operation: Operation) -> bool:
    return bool(families([name for name, _ in exchange.answer.headers]))


@RULE.on_exchange(where=tells_quota, about=declares_limits, unseen="no rate-limit field was seen")
def sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    fields = dict(exchange.answer.headers)
    place = promise_place(operation, exchange.status)
    for family, names in families(fields).items():
        missing = " and ".join(f"`{name}`" for name in missing_parts(family, names))
        if missing:
            severity = Severity.INFO if family == CURRENT else None
            message, advice = f"`{spelt(names[0])}` comes without {missing}", f"send {missing} as well"
            yield Problem(place, message, help=advice, severity=severity, cause=f"{family} incomplete")
        for cause, message in faults_in(family, {name.lower(): fields[name] for name in names}):
            yield Problem(place, message, help="send whole numbers that agree with each other", cause=cause)


def spelt(name: str) -> str:
    """A field as its draft spells it, where it came in lower case."""
    known = {"ratelimit": "RateLimit", "ratelimit-policy": "RateLimit-Policy"}
    return known.get(name, name)


@RULE.on_traffic(where=tells_quota)
def goes_down(traffic: list[Seen]) -> Iterator[Problem]:
    """What remains of one quota, within one window, over several answers to one caller."""
    told: dict[str, list[tuple[Quota, Seen]]] = {}
    for seen in traffic:
        if seen.exchange.request.credentials is Credentials.MAIN:
            for quota in quotas_in({name.lower(): value for name, value in seen.exchange.answer.headers}):
                told.setdefault(quota.name, []).append((quota, seen))
    for quotas in told.values():
        first, last = quotas[0][0], quotas[-1][1]
        if len(quotas) >= ENOUGH and all(quota.is_one_window_with(first) for quota, _ in quotas):
            yield Problem(
                promise_place(last.operation, last.exchange.status),
                f"{first.field} says {first.remaining} in each of {len(quotas)} answers",
                help="count the calls, or leave the field out",
                evidence=[quotas[0][1].exchange, last.exchange],
                cause=f"{first.field} never changes",
            )
