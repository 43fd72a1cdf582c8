"""A 2xx body is not an error.

Retries, circuit breakers, alarms and generated clients go by the status. An error that comes with `200` is
cached, counted as a success and handed to the caller as the thing it asked for; nobody notices before the
data is wrong.

Reported are 2xx bodies of `application/problem+json`, bodies that have nothing but an error in them, bodies
whose `success` can only be false, and bodies made of the very schema that the same operation uses for its
errors. `207`, batches, imports and validations report errors as their result and are left alone, as are
resources that are errors themselves (`/errors`).

On the wire the same is asked of real bodies; an empty `errors` or an `error` that is `null` says that there is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Exchange,
    MediaType,
    Operation,
    Problem,
    Response,
    Rule,
    Schema,
    Severity,
    Webhook,
)
from ..core.api.media import is_problem
from ..core.wire.promises import promise_place
from ..core.words import words

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 15.3", "RFC 9457 section 1", "Azure rest-error-code-header", "adidas"),
    bad="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: the orders could not be read
                  content:
                    application/problem+json:  # <-
                      schema: {type: object}
    """,
    good="""
        paths:
          /orders:
            get:
              responses:
                '503':
                  description: the orders could not be read
                  content:
                    application/problem+json:
                      schema: {type: object}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        < Content-Type: application/json
        <
        < {"error": "the orders could not be read"}
        ===
        > GET /orders
        < 200 OK
        < Content-Type: application/json
        <
        < {"success": false, "message": "try again"}
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        < Content-Type: application/json
        <
        < {"orders": [], "errors": []}
    """,
)

ERRORS = frozenset(("error", "errors", "fault", "faults", "exception"))
TRIMMINGS = frozenset(
    (
        "error_code", "error_message", "error_description", "error_uri", "error_details", "request_id",
        "trace_id", "timestamp", "path",
    )
)  # fmt: skip
REPORTS = frozenset(
    (
        "batch", "bulk", "multi", "import", "imports", "validate", "validation", "validations", "check",
        "verify", "lint", "test", "dry", "error", "errors", "problem", "problems", "fault", "faults",
        "exception", "exceptions", "issue", "issues", "failure", "failures", "graphql", "analyze",
        "analysis", "inspect", "explain",
    )
)  # fmt: skip


def is_looked_at(response: Response) -> bool:
    if not response.is_success or response.status in ("204", "205", "207"):
        return False
    return any(
        not isinstance(operation, Webhook) and not reports(operation) for operation in response.operations
    )


@RULE.on_document(where=is_looked_at, many="{count} of {total} successful answers are errors")
def no_error(response: Response) -> Iterator[Problem]:
    for media in response.content.values():
        why = why_error(media, response)
        if why:
            yield Problem(
                media, f"`{response.status}` {why}", help="answer errors with a `4xx` or `5xx` status"
            )


def reports(operation: Operation) -> bool:
    """Whether errors are what a call is made for."""
    return bool(REPORTS & {*words(operation.path), *words(operation.id)})


def why_error(media: MediaType, response: Response) -> str:
    """What shows that a body is an error; empty when nothing does."""
    if is_problem(media.name):
        return f"has a body of `{media.essence}`, the type of errors"
    schema = media.schema
    if schema is None:
        return ""
    names = {"_".join(words(name)) for name in schema.flat.property_names}
    if names & ERRORS and names <= ERRORS | TRIMMINGS and not has_alternatives(schema):
        return f"has a body with nothing but an error (`{'`, `'.join(sorted(schema.flat.property_names))}`)"
    if any(is_false(schema.flat.properties.get(name)) for name in ("success", "ok")):
        return "has a body that can only say that the call failed"
    if is_error_schema(schema, response):
        return f"has the schema of the operation's errors, `{schema.name}`"
    return ""


def has_alternatives(schema: Schema) -> bool:
    return any(part.has("oneOf", "anyOf", "additionalProperties") for part in schema.flat.parts)


def is_false(schema: Schema | None) -> bool:
    return schema is not None and (
        schema.flat.first("const") is False or schema.flat.first("enum") == [False]
    )


def is_error_schema(schema: Schema, response: Response) -> bool:
    """Whether the errors of an operation are made of the schema too, and its name agrees."""
    if not (ERRORS | {"problem"}) & set(words(schema.name)):
        return False
    others = [
        other for operation in response.operations for other in operation.responses.values() if other.is_error
    ]
    return any(
        media.schema is not None and media.schema.value is schema.value
        for other in others
        for media in other.content.values()
    )


@RULE.on_exchange(
    where=lambda exchange, operation: (
        exchange.answer.is_success and exchange.status != 207 and not reports(operation)
    ),
    about=lambda operation: not reports(operation),
    unseen="no success was seen",
)
def sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    why = why_sent_error(exchange)
    if why:
        yield Problem(
            promise_place(operation, exchange.status),
            f"an answer `{exchange.status}` {why}",
            help="answer errors with a `4xx` or `5xx` status",
            cause=f"{operation.label} {exchange.status} {why}",
        )


def why_sent_error(exchange: Exchange) -> str:
    """What shows that a real body is an error; empty when nothing does."""
    answer = exchange.answer
    if is_problem(answer.content_type):
        return f"has a body of `{answer.media_type}`, the type of errors"
    if type(answer.json) is not dict:
        return ""
    told = {"_".join(words(name)) for name, value in answer.json.items() if value}
    if told & ERRORS and told <= ERRORS | TRIMMINGS:
        return "has a body with nothing but an error"
    if any(answer.json.get(name) is False for name in ("success", "ok")):
        return "says that the call failed"
    return ""
