"""A GET does not hand out passwords, private keys or card codes.

What a GET returns is kept in caches, logs, browser storage and test recordings, and is seen by everybody
who may read the resource. A password that was set once has no reason to come back; clients that load a
resource, change a field and send it all back then carry it around for ever.

Secrets that are shown once when they are made, that clients are meant to receive (generated, ephemeral,
client-side), or that the description calls masked are left alone, and so is every property marked
`writeOnly`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..core import Api, Operation, Problem, Rule, Schema, Severity
from ..core.words import words

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OWASP API3:2023", "Azure rest-no-secrets-in-get-response"),
    bad="""
        paths:
          /users/{id}:
            get:
              responses:
                '200':
                  content:
                    application/json:
                      schema:
                        properties:
                          name: {type: string}
                          password: {type: string}  # <-
    """,
    good="""
        paths:
          /users/{id}:
            get:
              responses:
                '200':
                  content:
                    application/json:
                      schema:
                        properties:
                          name: {type: string}
                          password: {type: string, writeOnly: true}
    """,
)

SINGLE = ("password", "passwd", "passphrase", "cvv", "cvv2", "cvc", "cvc2", "clientsecret", "privatekey")
PAIRS = (("client", "secret"), ("private", "key"), ("shared", "secret"), ("pin", "code"), ("card", "pin"))
NO_SECRET = frozenset(
    (
        "has",
        "is",
        "no",
        "public",
        "encrypted",
        "masked",
        "hashed",
        "hash",
        "reset",
        "requires",
        "expires",
        "allow",
    )
)
"""Words of names that speak about a secret and do not hold it."""
SECRET_PATHS = frozenset(("credential", "credentials", "secret", "secrets", "password", "passwords"))
"""Words of paths whose GET is there to hand out secrets."""
MEANT_TO_BE_SEEN = (
    r"(?i)\b(only (be )?(returned|shown|visible|available|present|displayed) |once|mask|redact|obfuscat"
    r"|encrypt|hashed|generated|temporary|ephemeral|short-lived|client-side|publishable|never returned"
    r"|not returned|always (null|empty))"
)


@RULE.on_document
def absent(api: Api) -> Iterator[Problem]:
    objects = api.schemas_with("properties")
    suspects = {id(schema.value) for schema in objects if any(map(is_secret, schema.mapping("properties")))}
    for schema, operation in returned_by_get(api) if suspects else ():
        for name in schema.mapping("properties") if id(schema.value) in suspects else ():
            if is_secret(name) and hands_out(schema, name):
                yield Problem(
                    schema.at("properties", name),
                    f"`{operation.label}` returns `{name}`",
                    help=help_for(schema),
                    subject=name,
                )


@cache
def is_secret(name: str) -> bool:
    """Whether a property of this name holds a secret, by whole words."""
    tokens = words(name)
    return bool(tokens) and (tokens[-1] in SINGLE or tokens[-2:] in PAIRS) and NO_SECRET.isdisjoint(tokens)


def hands_out(schema: Schema, name: str) -> bool:
    """Whether the property is a text that is really sent."""
    prop = schema.properties.get(name)
    if prop is None or (prop.flat.types and not prop.flat.types & {"string", "integer"}):
        return False
    ways = (prop, *prop.any_of, *prop.one_of)
    if any(way.flat.first("writeOnly") is True for way in ways):
        return False
    return re.search(MEANT_TO_BE_SEEN, str(prop.flat.first("description"))) is None


def returned_by_get(api: Api) -> Iterator[tuple[Schema, Operation]]:
    """Every schema that a successful GET sends, once, with the first operation that does."""
    seen: set[int] = set()
    for operation in api.operations:
        bodies = [media.schema for answer in operation.successes for media in answer.content.values()]
        asked_for = operation.method != "get" or SECRET_PATHS & set(words(operation.path))
        waiting = [] if asked_for else [body for body in bodies if body is not None]
        while waiting:
            schema = waiting.pop()
            if id(schema.value) not in seen:
                seen.add(id(schema.value))
                yield schema, operation
                waiting += below(schema)


def below(schema: Schema) -> list[Schema]:
    """The schemas of what a value of this schema holds."""
    others = (schema.items, schema.reference, schema.subschema("additionalProperties"))
    members = [member for member in schema.properties.values() if not member.flag("writeOnly")]
    return [
        *members,
        *schema.all_of,
        *schema.any_of,
        *schema.one_of,
        *(other for other in others if other is not None),
    ]


def help_for(schema: Schema) -> str:
    if schema.api.version[0] == 2:
        return "leave it out of what is returned: give requests a schema of their own"
    return "mark it `writeOnly: true`" if schema.in_request else "leave it out of what is returned"
