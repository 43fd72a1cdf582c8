"""The schema of a problem (`application/problem+json`) has the members of RFC 9457.

Whoever declares this media type promises a format that libraries read without asking: `type` and `instance`
are URI references, `title` and `detail` are text, `status` is the number of the status. A body that differs
is dropped by these libraries or, in typed languages, makes the parsing of the error fail, which hides the
error itself.

A member of the wrong type is a warning. Members that are not declared at all are only mentioned, since none
is obligatory; further members are free.

On the wire the members of a real problem have these types.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Exchange,
    MediaType,
    Operation,
    Problem,
    Rule,
    Schema,
    Severity,
)
from ..core.api.media import is_problem
from ..core.wire.promises import promise_place
from ._bodies import problem_in, promises_problem

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9457 section 3.1", "Zalando 176", "NL /core/problem-details", "adidas"),
    bad="""
        paths:
          /orders/{id}:
            get:
              responses:
                '404':
                  description: no such order
                  content:
                    application/problem+json:
                      schema:
                        type: object
                        properties:
                          type: {type: string, format: uri-reference}
                          title: {type: string}
                          status: {type: string}  # <-
                          detail: {type: string}
    """,
    good="""
        paths:
          /orders/{id}:
            get:
              responses:
                '404':
                  description: no such order
                  content:
                    application/problem+json:
                      schema:
                        type: object
                        properties:
                          type: {type: string, format: uri-reference}
                          title: {type: string}
                          status: {type: integer, minimum: 100, maximum: 599}
                          detail: {type: string}
    """,
    wire_bad="""
        > GET /orders/17
        < 404 Not Found
        < Content-Type: application/problem+json
        <
        < {"title": "no such order", "status": "404"}
    """,
    wire_good="""
        > GET /orders/17
        < 404 Not Found
        < Content-Type: application/problem+json
        <
        < {"title": "no such order", "status": 404, "order": 17}
    """,
)

MEMBERS = {"type": "string", "title": "string", "status": "integer", "detail": "string", "instance": "string"}
EXPECTED = ("type", "title", "status", "detail")


def is_problem_media(media: MediaType) -> bool:
    return is_problem(media.name) and media.name.lower().endswith("json") and media.schema is not None


@RULE.on_document(where=is_problem_media)
def valid(media: MediaType) -> Iterator[Problem]:
    schema = media.schema
    if schema is None:
        return
    flat = schema.flat
    if flat.types and "object" not in flat.types:
        yield Problem(
            schema, f"a problem is an object, not {_types(schema)}", help="declare one problem, not a list"
        )
        return
    for name, member in flat.properties.items():
        if name in MEMBERS:
            yield from wrong_type(name, member)
    if flat.property_names and flat.is_complete and not schema.any_of + schema.one_of:
        yield from missing(schema)


def wrong_type(name: str, member: Schema) -> Iterator[Problem]:
    """A member whose values cannot be what the RFC says."""
    types = member.flat.types
    wanted = {"integer", "number"} if name == "status" else {"string"}
    if types and types.isdisjoint(wanted):
        message = f"`{name}` of a problem is {_types(member)}, where RFC 9457 has a {MEMBERS[name]}"
        yield Problem(member, message, help=f"write `type: {MEMBERS[name]}`", subject=name)


def missing(schema: Schema) -> Iterator[Problem]:
    """The usual members that are not declared, with a near miss (`details`) where there is one."""
    names = schema.flat.property_names
    absent = [name for name in EXPECTED if name not in names]
    if len(absent) == len(EXPECTED):
        yield Problem(
            schema, "problem schema has no member of RFC 9457", help="is this the schema that was meant?"
        )
        return
    if not absent:
        return
    near = [name for name in absent if name + "s" in names]
    help_ = (
        f"`{near[0]}s` should be `{near[0]}`" if near else "declare them, so that clients can rely on them"
    )
    listed = ", ".join(f"`{name}`" for name in absent)
    yield Problem(schema, f"problem schema does not declare {listed}", help=help_, severity=Severity.INFO)


def _types(schema: Schema) -> str:
    return " or ".join(f"`{name}`" for name in sorted(schema.flat.types))


@RULE.on_exchange(
    where=lambda exchange, operation: problem_in(exchange) is not None,
    about=promises_problem,
    unseen="no problem+json was seen",
)
def sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    for name, value in (problem_in(exchange) or {}).items():
        wanted = {"string": str, "integer": int}.get(MEMBERS.get(name, ""))
        if wanted is not None and type(value) is not wanted:
            yield Problem(
                promise_place(operation, exchange.status),
                f"`{name}` of a problem was sent as `{str(value)[:40]}`, where RFC 9457 has a {MEMBERS[name]}",
                help=f"send a {MEMBERS[name]}",
                cause=f"{name} of a problem",
            )
