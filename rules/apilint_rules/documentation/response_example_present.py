"""Successful JSON answers have an example.

One example shows at a glance what three screens of schema describe, and mock servers, portals and contract
tests answer with it. Without one they invent values that no real service would send.

An example of the media type or of its schema counts, and so does one that can be put together from
examples, defaults, enumerations and constants of most properties. Bodies that are no JSON and the answers
to webhooks are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from ..core import Api, MediaType, Problem, Response, Rule, Schema, Severity, Webhook

RULE = Rule(
    severity=Severity.INFO,
    sources=("OpenAPI Media Type Object", "adidas"),
    bad="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  content:
                    application/json:  # <-
                      schema: {type: object, properties: {total: {type: integer}}}
    """,
    good="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  content:
                    application/json:
                      schema: {type: object, properties: {total: {type: integer, examples: [1999]}}}
    """,
)

VALUED = ("example", "examples", "x-example", "enum", "const", "default")
DEEPEST = 8
"""Levels below the body that are looked at for examples."""


def is_answer(media: MediaType) -> bool:
    owner = media.owner
    if not isinstance(owner, Response) or not owner.is_success or not media.is_json or media.schema is None:
        return False
    return any(not isinstance(operation, Webhook) for operation in owner.operations)


@RULE.on_document(where=is_answer, many="{count} of {total} successful JSON answers have no example")
def present(media: MediaType) -> Iterator[Problem]:
    if not media.examples and not media.has("x-examples") and not shows(media.schema, DEEPEST):
        yield Problem(
            media,
            f"`{media.name}` has no example",
            help="add `example`, or examples to the properties of its schema",
        )


KNOWN: WeakKeyDictionary[Api, dict[tuple[int, int], bool]] = WeakKeyDictionary()
"""What is known of the schemas of each description; answers share most of theirs."""


def shows(schema: Schema | None, depth: int) -> bool:
    """Whether a telling value can be put together from what a schema shows, so many levels down."""
    if schema is None or depth == 0:
        return False
    known, key = KNOWN.setdefault(schema.api, {}), (id(schema.value), depth)
    if key not in known:
        known[key] = composed(schema, depth)
    return known[key]


def composed(schema: Schema, depth: int) -> bool:
    flat = schema.flat
    if any(part.has(*VALUED) for part in flat.parts) or (flat.types and flat.types <= {"boolean", "null"}):
        return True
    if flat.is_array:
        return shows(flat.items, depth - 1)
    choices = [choice for part in flat.parts for choice in part.one_of + part.any_of]
    if choices:
        return any(shows(choice, depth - 1) for choice in choices)
    members = flat.properties.values()
    if not members:  # a free or empty object; as the whole answer it needs to be shown
        return flat.is_object and depth < DEEPEST
    # A value that shows most properties tells enough.
    return 2 * sum(shows(member, depth - 1) for member in members) >= len(members)
