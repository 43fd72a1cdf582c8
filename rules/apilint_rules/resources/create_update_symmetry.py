"""What a client may write, it may read.

A field that POST or PUT takes and GET never returns cannot be checked, shown in a form or carried over into
the next PUT, so that replacing an item silently loses it.

Compared are the fields of the JSON bodies of POST on a collection and PUT on an item with those of GET on
the item. Fields marked `writeOnly`, passwords and other credentials are written on purpose, uploads come
back in another form (`image`, `member_ids`), and `insert_before` or `notify` are orders. Requests that
share less than half of their fields with the item are commands and not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Kind, Operation, Problem, Rule, Schema, Severity
from ..core.words import words

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"strict": True},
    sources=("Zalando 252", "Azure", "IBM"),
    bad="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  content:
                    application/json:
                      schema: {type: object, properties: {id: {type: string}, total: {type: number}}}
            put:
              requestBody:
                content:
                  application/json:
                    schema: {type: object, properties: {total: {type: number}, note: {type: string}}}  # <-
          /orders:
            get: {summary: List orders}
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
                      schema: {type: object, properties: {total: {type: number}, note: {type: string}}}
            put:
              requestBody:
                content:
                  application/json:
                    schema: {type: object, properties: {total: {type: number}, note: {type: string}}}
          /orders:
            get: {summary: List orders}
    """,
)

SECRETS = frozenset(
    (
        "password", "passwd", "secret", "token", "tokens", "credential", "credentials", "pin", "cvc", "cvv",
        "key", "captcha", "otp", "encrypted",
    )
)  # fmt: skip
ORDERS = frozenset(
    ("insert", "notify", "send", "force", "skip", "dry", "validate", "return", "expand", "include")
)
"""First words of fields that say what to do with a request, and not what the thing is like."""
UPLOADS = frozenset(("ids", "image", "file", "content", "data"))
"""Last words of fields that come back in another form: as an address, or as a list below the item."""


def is_write(operation: Operation) -> bool:
    kind = operation.resource.kind
    return (operation.method == "post" and kind is Kind.COLLECTION) or (
        operation.method == "put" and kind is Kind.ITEM
    )


@RULE.on_document(where=is_write)
def symmetric(operation: Operation) -> Iterator[Problem]:
    item = operation.resource if operation.method == "put" else operation.resource.item
    get = item.operation("get") if item is not None else None
    media = operation.request_body.json if operation.request_body is not None else None
    written, read = body_of(media.schema if media is not None else None), shown_by(get)
    if media is None or get is None or written is None or read is None:
        return
    names, returned = set(written.flat.properties), {stem(name) for name in read.flat.property_names}
    missing = sorted(name for name in names if stem(name) not in returned)
    lost = [name for name in missing if not is_on_purpose(written.flat.properties[name], name)]
    if lost and 2 * len(missing) <= len(names):
        yield Problem(
            media.at("schema"),
            f"`{operation.label}` takes {shown(lost)}, which `{get.label}` does not return",
            help="return them, or mark them `writeOnly: true`",
        )


def stem(name: str) -> tuple[str, ...]:
    """A name by which a field and what it stands for compare: `customer_id` and `customer`."""
    tokens = words(name)
    return tokens[:-1] if len(tokens) > 1 and tokens[-1] in ("id", "uuid", "name", "key", "url") else tokens


def shown(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names[:5]) + (" and more" if len(names) > 5 else "")


def shown_by(get: Operation | None) -> Schema | None:
    """The body of the first success of a GET."""
    bodies = [response.json.schema for response in get.successes if response.json is not None] if get else []
    return body_of(bodies[0]) if bodies else None


def body_of(schema: Schema | None) -> Schema | None:
    """An object that is completely known; one that only wraps another (`{"data": {...}}`) is unwrapped."""
    if (
        schema is None
        or not schema.flat.is_complete
        or not schema.flat.property_names
        or has_alternatives(schema)
    ):
        return None
    inner = list(schema.flat.properties.values())
    return body_of(inner[0]) if len(inner) == 1 and inner[0].flat.property_names else schema


def has_alternatives(schema: Schema) -> bool:
    return any(part.any_of or part.one_of for part in schema.flat.parts)


def is_on_purpose(schema: Schema, name: str) -> bool:
    """Whether a field is written only on purpose."""
    tokens = words(name)
    if tokens[:1] and (tokens[0] in ORDERS or tokens[-1] in UPLOADS):
        return True
    return schema.flat.first("writeOnly") is True or not SECRETS.isdisjoint(tokens)
