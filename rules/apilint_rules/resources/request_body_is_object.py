"""A JSON request is an object.

An array or a bare string at the top leaves no place for the next option: a flag, a reason, an idempotency
key. To add one breaks every client that sends the old form.

Batches are arrays by nature (`/orders/batch`, `bulkCreate`), as are JSON Patch documents and lists that are
read as arrays and replaced as a whole. What may be several things (`oneOf`) is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Kind, MediaType, Operation, Problem, RequestBody, Role, Rule, Schema, Severity
from ..core.words import words

RULE = Rule(
    severity=Severity.INFO,
    sources=("Azure", "IBM"),
    bad="""
        paths:
          /orders/{id}/tags:
            post:
              requestBody:
                content:
                  application/json:
                    schema: {type: string}  # <-
    """,
    good="""
        paths:
          /orders/{id}/tags:
            post:
              requestBody:
                content:
                  application/json:
                    schema: {type: object, properties: {tag: {type: string}}}
    """,
)

BATCHES = frozenset(
    (
        "bulk",
        "batch",
        "batches",
        "multi",
        "multiple",
        "many",
        "mass",
        "import",
        "all",
        "sync",
        "events",
        "array",
    )
)


def has_known_type(body: RequestBody) -> bool:
    """Whether a body that a client sends is JSON of a known type."""
    media = body.json
    is_known = media is not None and media.schema is not None and bool(media.schema.flat.types)
    return is_known and any(operation.role is Role.PATH for operation in body.operations)


@RULE.on_document(where=has_known_type, many="{count} of {total} JSON requests are no objects")
def is_object(body: RequestBody) -> Iterator[Problem]:
    media = body.json
    schema = media.schema if media is not None else None
    if media is None or schema is None or "object" in schema.flat.types or is_patch(media, schema):
        return
    users = [operation for operation in body.operations if operation.role is Role.PATH]
    if schema.flat.is_array and any(is_batch(user) or is_read_as_array(user) for user in users):
        return
    kind = " or ".join(sorted(schema.flat.types - {"null"})) or "null"
    yield Problem(
        media.at("schema"),
        f"the JSON request is {'an' if kind[0] in 'aeiou' else 'a'} {kind} at the top, not an object",
        help="send an object that holds it under a name, so that options can be added",
    )


def is_patch(media: MediaType, schema: Schema) -> bool:
    """Whether the body is a JSON Patch, by its media type or by its operations."""
    items = schema.flat.items
    return "json-patch" in media.essence or (items is not None and "op" in items.flat.property_names)


def is_batch(operation: Operation) -> bool:
    """Whether many things are meant to be sent: by its name, or because a list is replaced as a whole."""
    if operation.method == "put" and operation.resource.kind is Kind.COLLECTION:
        return True
    names = {*words(operation.path), *words(operation.id), *words(operation.summary)}
    return not names.isdisjoint(BATCHES) or words(operation.resource.segment.name)[-1:] == ("list",)


def is_read_as_array(operation: Operation) -> bool:
    """Whether GET on the same path answers with an array: what is read that way is written that way."""
    get = operation.resource.operation("get")
    bodies = [response.json.schema for response in get.successes if response.json is not None] if get else []
    return any(schema is not None and schema.flat.is_array for schema in bodies)
