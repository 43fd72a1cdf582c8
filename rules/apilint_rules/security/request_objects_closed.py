"""Request bodies say that they accept no other properties.

A service that binds whatever it is sent to its own objects lets a caller set `role`, `price` or `verified`.
A closed schema makes validators in front of the service refuse such a request, and tells an honest client
about its typo.

This is the opposite of what guidelines for extensible APIs ask for, so it is off unless security comes
first. Only request bodies are looked at, as a whole. What `allOf` joins can be closed by
`unevaluatedProperties`, which came with OpenAPI 3.1; before that it is left alone, and so are maps,
alternatives and bodies without named properties.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import MediaType, Problem, RequestBody, Role, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"security": True},
    sources=("OWASP API3:2023", "Azure rest-fail-for-unknown-fields"),
    bad="""
        paths:
          /users:
            post:
              requestBody:
                content:
                  application/json:
                    schema:  # <-
                      properties:
                        name: {type: string}
    """,
    good="""
        paths:
          /users:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        name: {type: string}
                      additionalProperties: false
    """,
)


def is_object_sent(media: MediaType) -> bool:
    """Whether it is a JSON object with named properties that a client sends (webhooks are sent to it)."""
    if not isinstance(media.owner, RequestBody) or not media.is_json or media.schema is None:
        return False
    if all(operation.role is not Role.PATH for operation in media.operations):
        return False
    flat = media.schema.flat
    if len(flat.parts) > 1 and media.api.version < (3, 1):
        return False
    return flat.is_object and flat.is_complete and bool(flat.property_names)


@RULE.on_document(
    where=is_object_sent, many="{count} of {total} request bodies accept properties that they do not name"
)
def closed(media: MediaType) -> Iterator[Problem]:
    schema = media.schema
    if schema is None or says_what_else(media):
        return
    joined = schema.has("allOf") and media.api.version >= (3, 1)
    yield Problem(
        schema,
        f"`{name_of(media)}` accepts properties that it does not name",
        help=f"add `{'unevaluatedProperties' if joined else 'additionalProperties'}: false`",
    )


def says_what_else(media: MediaType) -> bool:
    """Whether any part of the schema, or an alternative in it, speaks of further properties."""
    keywords = ("additionalProperties", "unevaluatedProperties", "oneOf", "anyOf", "patternProperties")
    parts = media.schema.flat.parts if media.schema is not None else []
    return any(
        part.value[keyword] is not True for part in parts for keyword in keywords if keyword in part.value
    )


def name_of(media: MediaType) -> str:
    """The schema's name, else the operation that takes it."""
    name = media.schema.name if media.schema is not None else ""
    return name or next((operation.label for operation in media.operations), "the request body")
