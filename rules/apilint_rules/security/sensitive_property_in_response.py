"""A GET does not hand out passwords, private keys or card codes.

What a GET returns is kept in caches, logs, browser storage and test recordings, and is seen by everybody
who may read the resource. A password that was set once has no reason to come back; clients that load a
resource, change a field and send it all back then carry it around for ever.

Secrets that are shown once when they are made, that clients are meant to receive (generated, ephemeral,
client-side), or that the description calls masked are left alone, and so is every property marked
`writeOnly`.

On the wire the bodies of GETs are searched for such fields with a value that is not masked, and for keys and tokens of
known shapes; what the caller had sent along is no secret. The value itself is never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..core import Api, Exchange, Operation, Problem, Rule, Schema, Severity
from ..core.wire.promises import promise_place
from ..core.words import words
from ._leaks import is_echo, is_masked, texts_in
from ._secrets import JSON_WEB_TOKEN, secrets_in, timestamp

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
    wire_bad="""
        > GET /users/7
        < 200 OK
        < Content-Type: application/json
        <
        < {"name": "Ada", "password": "correct horse"}
    """,
    wire_good="""
        > GET /users/7
        < 200 OK
        < Content-Type: application/json
        <
        < {"name": "Ada", "password": "********"}
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


HOLDERS = frozenset(("properties", "items", "additionalProperties", "allOf", "anyOf", "oneOf", "$ref"))


def below(schema: Schema) -> list[Schema]:
    """The schemas of what a value of this schema holds."""
    if HOLDERS.isdisjoint(schema.value):
        return []
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


def is_read(exchange: Exchange, operation: Operation) -> bool:
    """Whether a GET answered with JSON that is not there to hand out secrets."""
    is_get = exchange.request.method == "GET" and exchange.answer.is_success and exchange.answer.is_json
    return is_get and may_hand_out(operation)


def may_hand_out(operation: Operation) -> bool:
    """Whether an operation reads, and is not there to hand out secrets."""
    return operation.method == "get" and SECRET_PATHS.isdisjoint(words(operation.path))


@RULE.on_exchange(where=is_read, about=may_hand_out, unseen="no JSON of a GET was seen")
def not_sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    found = {name for name, value in texts_in(exchange.answer.json) if is_handed_out(name, value, exchange)}
    for name in sorted(found):
        yield Problem(
            promise_place(operation, exchange.status),
            f"`{operation.label}` sent `{name}`",
            help="leave it out of what is returned",
            subject=name,
            cause=f"{name} sent",
        )


def is_handed_out(name: str, value: str, exchange: Exchange) -> bool:
    return is_secret(name) and not is_masked(value) and not is_echo(value, exchange)


@RULE.on_exchange(where=is_read)
def no_known_secret(exchange: Exchange, operation: Operation, today: str) -> Iterator[Problem]:
    for kind, value, _, _ in secrets_in(exchange.answer.text, timestamp(today)):
        if kind != JSON_WEB_TOKEN and not is_echo(value, exchange):
            yield Problem(
                promise_place(operation, exchange.status),
                f"`{operation.label}` sent what looks like a live {kind}: `{value[:4]}...`",
                help="revoke it, and leave it out of what is returned",
                subject=kind,
                severity=Severity.ERROR,
                cause=f"{kind} sent",
            )
