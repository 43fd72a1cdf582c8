"""All points in time are written in one notation.

Where some fields are RFC 3339 strings and others are numbers of seconds or milliseconds, every client needs
two parsers and sooner or later feeds one of them with the other's input, which often succeeds and yields a
date in 1970.

Counted are strings with `format: date-time` on the one side, and on the other numbers that say they are epoch
times: by their format, their description, or a name such as `created_at` or `timestamp`. Where strings have a
clear majority each number is reported, else the mixture as such, once. Durations and the fields that OAuth
client registration (RFC 7591) defines as seconds are not counted.

On the wire the values of real answers are compared in the same way: names that mean points in time, under which
numbers of seconds or milliseconds come as well as dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import (
    Api,
    Exchange,
    Header,
    Operation,
    Problem,
    Related,
    Rule,
    Schema,
    Seen,
    Severity,
)
from ..core.wire.bodies import body_of, members
from ..core.words import majority, words
from ._branches import alternatives, label, whole
from ._instants import follows_event

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Zalando 169", "AIP-142", "NL /core/date-time/format"),
    bad="""
        components:
          schemas:
            Order:
              type: object
              properties:
                created_at: {type: string, format: date-time}
                updated_at: {type: string, format: date-time}
                paid_at: {type: string, format: date-time}
                sent_at: {type: string, format: date-time}
                expires_at: {type: integer, format: int64}  # <-
    """,
    good="""
        components:
          schemas:
            Order:
              type: object
              properties:
                created_at: {type: string, format: date-time}
                updated_at: {type: string, format: date-time}
                paid_at: {type: string, format: date-time}
                sent_at: {type: string, format: date-time}
                expires_at: {type: string, format: date-time}
    """,
    wire_api="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200': {description: the order, content: {application/json: {schema: {type: object}}}}
    """,
    wire_bad="""
        > GET /orders/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"created_at": "2026-03-01T10:00:00Z", "updated_at": 1772359200}
    """,
    wire_good="""
        > GET /orders/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"created_at": "2026-03-01T10:00:00Z", "updated_at": "2026-03-02T10:00:00Z", "paid_at": null}
    """,
)

EPOCH_FORMATS = (
    "unixtime",
    "unix-time",
    "timestamp",
    "epoch",
    "epoch-seconds",
    "epoch-millis",
    "utc-millisec",
)
EPOCH = r"(?i)\b(unix|epoch)\b|\bseconds since\b"
DURATION = r"(?i)\b(duration|minutes|hours|days)\b"
DEFINED_ELSEWHERE = (("client", "id", "issued", "at"), ("client", "secret", "expires", "at"))
NUMERIC = frozenset(("integer", "number"))


@RULE.on_document
def consistent(api: Api) -> Iterator[Problem]:
    schemas = [schema for schema in api.schemas_with("format", "type") if may_be_instant(schema)]
    instants = [(schema, notation) for schema in schemas if (notation := notation_of(schema))]
    strings = [schema for schema, notation in instants if notation == "date-time"]
    numbers = [schema for schema, notation in instants if notation == "epoch"]
    if not strings or not numbers:
        return
    usual = majority(notation for _, notation in instants)
    if usual is None or usual.value == "epoch":
        yield mixture(strings, numbers)
        return
    for schema in numbers:
        others = f"{usual.number} of {usual.total} points in time are `date-time` strings"
        yield Problem(
            schema,
            f"{label(schema)} is a number, while {others}",
            help="use `type: string`, `format: date-time`, in the next version if clients rely on the number",
        )


def may_be_instant(schema: Schema) -> bool:
    """A glance that rules most schemas out."""
    if schema.value.get("type") in ("string", "object", "boolean"):
        return schema.value.get("format") == "date-time"
    return schema.value.get("format") == "date-time" or not schema.types.isdisjoint(NUMERIC)


def mixture(strings: list[Schema], numbers: list[Schema]) -> Problem:
    return Problem(
        strings[0],
        f"{len(strings)} points in time are `date-time` strings and {len(numbers)} are numbers",
        help="choose one notation; guidelines recommend `type: string`, `format: date-time`",
        related=[Related(numbers[0].place, "this one is a number")],
        subject="mixture",
    )


def notation_of(schema: Schema) -> str:
    """`date-time`, `epoch`, or nothing when it is no point in time, does not say so, or allows both."""
    if schema.format == "date-time":
        return "date-time" if "string" in schema.types and not has_numeric_twin(schema) else ""
    if schema.types.isdisjoint(NUMERIC) or "string" in schema.types or isinstance(schema.owner, Header):
        return ""
    if schema.format in EPOCH_FORMATS:
        return "epoch"
    name = schema.property_name
    if not name or words(name) in DEFINED_ELSEWHERE or re.search(DURATION, schema.description):
        return ""
    return "epoch" if follows_event(name) or re.search(EPOCH, schema.description) else ""


def has_numeric_twin(schema: Schema) -> bool:
    """Whether it is one of several alternatives, another of which is a number."""
    around = whole(schema)
    return around is not schema and any(
        not branch.types.isdisjoint(NUMERIC) for branch in alternatives(around)
    )


def has_instant(exchange: Exchange, operation: Operation) -> bool:
    """Whether a point in time came."""
    return any(instants(Seen(exchange, operation)))


def instants(seen: Seen) -> Iterator[tuple[str, str]]:
    """The notations of the points in time of a body, each with the name of the property."""
    body = body_of(*seen)
    for name, value, *_ in members(body.value, None) if body is not None else ():
        notation = sent_as(name, value)
        if notation:
            yield notation, name


@RULE.on_traffic(where=has_instant)
def sent(traffic: list[Seen]) -> Iterator[Problem]:
    found: dict[str, tuple[str, Seen]] = {}
    for seen in traffic:
        for notation, name in instants(seen):
            found.setdefault(notation, (name, seen))
    if len(found) > 1:
        (text, _), (number, seen) = found["a date"], found["a number"]
        yield Problem(
            seen.operation,
            f"`{number}` was sent as a number, `{text}` as a date",
            help="choose one notation; guidelines recommend RFC 3339",
            evidence=[found["a date"][1].exchange, seen.exchange],
            cause="two notations",
        )


def sent_as(name: str, value: object) -> str:
    """The notation of a value under the name of a point in time; empty of what is none."""
    if not follows_event(name) or words(name) in DEFINED_ELSEWHERE:
        return ""
    if type(value) is str and re.match(r"\d{4}-\d\d-\d\d[Tt ]\d\d:", value):
        return "a date"
    return "a number" if type(value) in (int, float) and value > EARLIEST else ""  # type: ignore[operator]


EARLIEST = 10**9
"""September 2001 in seconds; smaller numbers are counts and durations."""
