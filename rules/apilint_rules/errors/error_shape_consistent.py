"""All JSON errors have the same fields at their base.

A client handles errors in one place, for every call: it reads the message, the code and the id of the
request from fields that it knows. An error of another shape falls through that code, usually as an empty
message or as a second error about a missing field, and just when something has gone wrong.

What counts as the base is what at least four in five of the document's JSON errors have. An error with
further fields keeps to it, and so does one that has the base's message or at least half of its fields. The
errors of OAuth 2 (RFC 6749 section 5.2) have a shape of their own, and free-form objects are not judged.

On the wire the same is asked of the JSON errors that really came, five of them at least.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..core import (
    Api,
    Exchange,
    Operation,
    Problem,
    Rule,
    Schema,
    Seen,
    Severity,
)
from ..core.listing import name_key
from ..core.wire.promises import promise_place
from ._bodies import ErrorBody, is_known, is_sent_error, json_errors, shapes_of, title_of

RULE = Rule(
    severity=Severity.WARNING,
    sources=(
        "Zalando 176",
        "AIP-193",
        "Azure rest-error-response-body-structure",
        "NL /core/problem-details",
    ),
    bad="""
        paths:
          /orders:
            get: {responses: &errors {4XX: {$ref: '#/components/responses/Error'}}}
            post: {responses: *errors}
          /orders/{id}:
            get: {responses: *errors}
            delete: {responses: *errors}
          /refunds:
            post:
              responses:
                '400':
                  description: wrong input
                  content:
                    application/json:
                      schema:  # <-
                        type: object
                        properties: {reason: {type: string}}
        components:
          responses:
            Error:
              description: an error
              content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}
          schemas:
            Error: {type: object, properties: {code: {type: string}, message: {type: string}}}
    """,
    good="""
        paths:
          /orders:
            get: {responses: &errors {4XX: {$ref: '#/components/responses/Error'}}}
            post: {responses: *errors}
          /orders/{id}:
            get: {responses: *errors}
            delete: {responses: *errors}
          /refunds:
            post:
              responses:
                '400':
                  description: wrong input
                  content:
                    application/json:
                      schema:
                        $ref: '#/components/schemas/Error'
        components:
          responses:
            Error:
              description: an error
              content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}
          schemas:
            Error: {type: object, properties: {code: {type: string}, message: {type: string}}}
    """,
    wire_bad="""
        > GET /orders
        < 400 Bad Request
        < Content-Type: application/json
        <
        < {"code": "x", "message": "wrong"}
        > GET /orders
        < 409 Conflict
        < Content-Type: application/json
        <
        < {"code": "x", "message": "wrong"}
        > POST /orders
        < 400 Bad Request
        < Content-Type: application/json
        <
        < {"code": "x", "message": "wrong"}
        > POST /orders
        < 409 Conflict
        < Content-Type: application/json
        <
        < {"code": "x", "message": "wrong", "field": "total"}
        > POST /refunds
        < 400 Bad Request
        < Content-Type: application/json
        <
        < {"reason": "wrong"}
    """,
    wire_good="""
        > GET /orders
        < 400 Bad Request
        < Content-Type: application/json
        <
        < {"code": "x", "message": "wrong"}
        > POST /refunds
        < 400 Bad Request
        < Content-Type: application/json
        <
        < {"reason": "wrong"}
    """,
)

AT_LEAST, SHARE = 5, 0.8
_TELLING = frozenset(("message", "msg", "error_message", "error", "errors", "detail", "details", "title"))


@RULE.on_document
def same_base(api: Api) -> Iterator[Problem]:
    errors = [error for error in json_errors(api) if not error.is_oauth and is_known_throughout(error.schema)]
    plain = [error for error in errors if len(shapes_of(error.schema)) == 1]
    if len(plain) < AT_LEAST:
        return
    counts = Counter(name for error in plain for name in error.schema.flat.properties)
    base = [name for name, count in counts.most_common() if count >= SHARE * len(plain)]
    if base:
        yield from odd_ones(errors, base)
    else:
        yield from no_base(api, plain)


def odd_ones(errors: list[ErrorBody], base: list[str]) -> Iterator[Problem]:
    """The errors that lack more than half of the base, each schema once."""
    odd: dict[int, list[ErrorBody]] = {}
    for error in errors:
        if not any(keeps_to(base, shape) for shape in shapes_of(error.schema)):
            odd.setdefault(id(error.schema.value), []).append(error)
    fields = ", ".join(f"`{name}`" for name in base[:4]) + ", ..." * (len(base) > 4)
    kept = len(errors) - sum(len(same) for same in odd.values())
    for same in odd.values():
        often = f" ({len(same)} answers)" if len(same) > 1 else ""
        title = title_of(same[0].schema, same[0].response)
        places = list({error.media.at("schema"): None for error in same})
        message = f"{title}{often} is not built on {fields} as {kept} other errors are"
        help_ = "use the schema of the other errors, or extend it by `allOf`"
        problem = Problem(places[0], message, help=help_, subject=same[0].schema.name)
        problem.stands_for = places if len(places) > 1 else []
        yield problem


def no_base(api: Api, errors: list[ErrorBody]) -> Iterator[Problem]:
    """One problem when there are several shapes, and no field is common to most errors."""
    counts = Counter(frozenset(fields_of(error.schema)) for error in errors)
    if len(counts) < 2:
        return
    shapes = [f"{count} with {_listed(names)}" for names, count in counts.most_common(3)]
    more = f", and {len(counts) - 3} more shapes" if len(counts) > 3 else ""
    yield Problem(
        api.key("paths"),
        f"{len(errors)} JSON errors have no common base: {', '.join(shapes)}{more}",
        help="give all of them one base schema",
    )


def keeps_to(base: list[str], schema: Schema) -> bool:
    shared = fields_of(schema).intersection(base)
    tells = any(name_key(name) in _TELLING for name in shared)
    return tells or 2 * len(shared) >= len(base)


def fields_of(schema: Schema) -> set[str]:
    return schema.flat.property_names


def is_known_throughout(schema: Schema) -> bool:
    return all(is_known(shape) and shape.flat.is_complete for shape in shapes_of(schema))


def _listed(names: frozenset[str]) -> str:
    listed = [f"`{name}`" for name in sorted(names)]
    return " ".join(listed[:4]) + " ..." * (len(listed) > 4) if listed else "none"


def is_judged(exchange: Exchange, operation: Operation) -> bool:
    """Whether an error is JSON, and not one of OAuth."""
    body = exchange.answer.json if exchange.answer.is_json and is_sent_error(exchange, operation) else None
    return body is not None and not (type(body) is dict and "error_description" in body)


@RULE.on_traffic(where=is_judged, unseen="no JSON error was seen")
def sent(traffic: list[Seen]) -> Iterator[Problem]:
    """Each status of each operation counts once for each shape that it came in."""
    shapes = {(seen.operation.label, seen.exchange.status, keys_of(seen.exchange)): seen for seen in traffic}
    counts = Counter(name for _, _, keys in shapes for name in keys)
    base = [name for name, count in counts.most_common() if count >= SHARE * len(shapes)]
    if len(shapes) < AT_LEAST or not base:
        return
    for (_, status, keys), seen in shapes.items():
        shared = keys.intersection(base)
        if not any(name_key(name) in _TELLING for name in shared) and 2 * len(shared) < len(base):
            yield Problem(
                promise_place(seen.operation, status),
                f"an error came with {_listed(keys)}, where others have {_listed(frozenset(base))}",
                help="give all errors the same fields at their base",
                evidence=[seen.exchange],
                cause=_listed(keys),
            )


def keys_of(exchange: Exchange) -> frozenset[str]:
    body = exchange.answer.json
    return frozenset(body) if type(body) is dict else frozenset()
