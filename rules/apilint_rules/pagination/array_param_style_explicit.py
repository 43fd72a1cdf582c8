"""Array and object parameters state how they are written into the URL.

`?tag=a&tag=b` and `?tag=a,b` are different requests. The specification has a default, but it differs
between its versions (2.0: commas, 3.x: repeated), between query, path and header, and from what many
frameworks do; generators and hand-written clients get it wrong, and the service then sees one tag with the
name `a,b`. Writing the default down changes nothing on the wire.

In 2.0 it is `collectionFormat` that is asked for. Parameters with `content`, names that end in `[]`, and
arrays in paths and headers, where all styles look the same, are left alone.

On the wire two values are sent as the description says. Where they are refused, and taken in the other way, it says
the wrong thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core import (
    Direction,
    Operation,
    Parameter,
    Probe,
    Problem,
    Request,
    Rule,
    Severity,
    Situation,
    Unjudged,
)
from ..core.wire.exchange import Fields
from ..core.wire.spelling import query_fields

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 154", "OpenAPI Parameter Object"),
    bad="""
        paths:
          /orders:
            get:
              parameters:
                - name: status  # <-
                  in: query
                  schema: {type: array, items: {type: string}}
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - name: status
                  in: query
                  style: form
                  explode: true
                  schema: {type: array, items: {type: string}}
    """,
    wire_api="""
        paths:
          /orders:
            get:
              parameters:
                - name: status
                  in: query
                  schema: {type: array, items: {type: string, enum: [open, paid, sent]}}
              responses: {'200': {description: the orders}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders?status=open&status=paid
        < 400 Bad Request
        > GET /orders?status=open%2Cpaid
        < 200 OK
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders?status=open&status=paid
        < 200 OK
    """,
)


LISTS = frozenset(("array", "object", "null"))


def is_composite(parameter: Parameter) -> bool:
    """Whether its value is written differently by different styles."""
    schema = parameter.any_schema
    if schema is None or not schema.types <= LISTS or parameter.content or not parameter.operations:
        return False
    types = schema.flat.types - {"null"}
    if types == {"array"}:
        return parameter.location in ("query", "cookie") and not parameter.name.endswith("]")
    return types == {"object"} and parameter.location in ("query", "cookie", "path", "header")


@RULE.on_document(
    where=is_composite,
    many="{count} of {total} array and object parameters do not state how they are written into the URL",
)
def states_style(parameter: Parameter) -> Iterator[Problem]:
    missing, default = "neither `style` nor `explode`", "`style: form` and `explode: true`"
    if parameter.api.version < (3,):
        missing, default = "no `collectionFormat`", "`collectionFormat: csv`"
    elif parameter.location in ("path", "header"):
        default = "`style: simple` and `explode: false`"
    elif parameter.style:
        missing = "no `explode`"
    if not parameter.has("explode", "collectionFormat") and parameter.style in ("", "form"):
        schema = parameter.any_schema
        kind = "object" if schema is not None and schema.flat.is_object else "array"
        yield Problem(
            parameter,
            f"{kind} parameter `{parameter.name}` states {missing}",
            help=f"write {default}, which is the default, or what is served",
        )


MOST = 3
"""Parameters of one operation that are tried, with two requests at most each."""


def arrays(operation: Operation) -> list[tuple[Parameter, list[Any]]]:
    """The query parameters of a GET that are lists written one after the other or with commas, and two valid values."""
    if operation.method != "get":
        return []
    plain = [one for one in operation.parameters_in("query") if is_composite(one) and is_plain(one)]
    return [(one, values) for one in plain if (values := two_values(one))]


def is_plain(parameter: Parameter) -> bool:
    """Whether nothing but repetition and commas is in question."""
    schema = parameter.schema
    style = parameter.style in ("", "form") and parameter.text("collectionFormat") in ("", "csv", "multi")
    return style and schema is not None and schema.flat.is_array


def two_values(parameter: Parameter) -> list[Any]:
    """Two values that the description certainly allows, without a comma: an example, or two of the enum."""
    schema = parameter.schema
    items = schema.flat.items if schema is not None else None
    written = [example.data for example in parameter.examples if example.has_data]
    listed = items.flat.first("enum") if items is not None else None
    for values in (*written, listed):
        two = values[:2] if type(values) is list else []
        texts = [type(value) in (str, int) and "," not in str(value) for value in two]
        fits = schema is not None and schema.api.validators.accepts(schema, two, Direction.REQUEST)
        if len(two) == 2 and all(texts) and fits:
            return two
    return []


@RULE.on_probe(about=lambda operation: bool(arrays(operation)))
def understood(operation: Operation, situation: Situation) -> Probe:
    """Sends two values as the description says, and where they are refused in the other way."""
    known = situation.accepted(operation)
    if known is None:
        yield Unjudged("no request was accepted")
        return
    for parameter, values in arrays(operation)[:MOST]:
        promised = query_fields(parameter, values)
        joined: Fields = ((parameter.name, ",".join(map(str, values))),)
        repeated = tuple((parameter.name, str(value)) for value in values)
        sent = yield with_fields(known.request, parameter, promised)
        if sent.answer.is_success:
            continue
        if sent.status not in (400, 422):
            yield Unjudged(f"two values of `{parameter.name}` were answered with {sent.status}")
            continue
        other = repeated if len(promised) == 1 else joined
        again = yield with_fields(known.request, parameter, other)
        if again.answer.is_success:
            yield misdescribed(parameter, takes_commas=len(other) == 1)
        else:
            yield Unjudged(f"two values of `{parameter.name}` were refused in both ways")


def misdescribed(parameter: Parameter, takes_commas: bool) -> Problem:
    """The problem with a parameter that is taken otherwise than it is described."""
    how = ("with commas", "one after the other")[:: 1 if takes_commas else -1]
    key, value = "explode", "false" if takes_commas else "true"
    if parameter.api.version[0] == 2:
        key, value = "collectionFormat", "csv" if takes_commas else "multi"
    return Problem(
        parameter,
        f"two values of `{parameter.name}` are taken {how[0]}, and refused {how[1]}",
        help=f"write `{key}: {value}`, or take what is described",
        severity=Severity.WARNING,
        cause=f"{parameter.pointer} is written otherwise",
    )


def with_fields(request: Request, parameter: Parameter, fields: Fields) -> Request:
    kept = tuple(field for field in request.query if field[0] != parameter.name)
    return request.but(query=(*kept, *fields))
