"""What a client may write, it may read.

A field that POST or PUT takes and GET never returns cannot be checked, shown in a form or carried over into
the next PUT, so that replacing an item silently loses it.

Compared are the fields of the JSON bodies of POST on a collection and PUT on an item with those of GET on
the item. Fields marked `writeOnly`, passwords and other credentials are written on purpose, uploads come
back in another form (`image`, `member_ids`), and `insert_before` or `notify` are orders. Requests that
share less than half of their fields with the item are commands and not judged.

On the wire something is created, replaced where there is a PUT, and read: each field that was sent must be there.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Kind, Operation, Probe, Problem, Request, Rule, Schema, Severity, Situation, Unjudged
from ..core.words import words
from ._readback import changed, sent_and_read

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
    wire_api="""
        paths:
          /orders:
            post: {responses: {'201': {description: created}}}
          /orders/{id}:
            get: {responses: {'200': {description: the order}}}
    """,
    wire_bad="""
        > POST /orders
        >
        > {"total": 5, "note": "ground"}
        < 201 Created
        < Location: /orders/17
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/18
        < 200 OK
        <
        < {"id": 18, "total": 5}
    """,
    wire_good="""
        > POST /orders
        >
        > {"total": 5, "note": "ground"}
        < 201 Created
        < Location: /orders/17
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/18
        < 200 OK
        <
        < {"id": 18, "total": 5, "note": "ground"}
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


def can_be_read(operation: Operation) -> bool:
    item = operation.resource if operation.method == "put" else operation.resource.item
    return is_write(operation) and item is not None and item.operation("get") is not None


@RULE.on_probe(about=can_be_read, writes=True)
def returned(operation: Operation, situation: Situation) -> Probe:
    """Writes a thing that the run has made, and reads it."""
    make = situation.create if operation.method == "post" else situation.create_for
    thing = yield from make(operation)
    if thing is None:
        yield Unjudged("nothing could be created")
        return
    exchange = thing.made_by
    if operation.method == "put":
        request = situation.request(operation, thing)
        if request is None:
            yield Unjudged("no request is known")
            return
        exchange = yield request
    read = yield Request("GET", thing.path)
    both = sent_and_read(operation, exchange.request.json, read.answer.json)
    if both is None or not exchange.answer.is_success or not read.answer.is_success:
        yield Unjudged(f"it was written with {exchange.status} and read with {read.status}")
        return
    sent, body = both
    lost = [
        name for name in sent if name not in body and sent[name] is not None and tokens_differ(name, body)
    ]
    for names, what in ((lost, "not returned by GET"), (sorted(changed(sent, body)), "another value in GET")):
        if names:
            yield Problem(
                operation,
                f"`{operation.label}` takes {shown(names)}: {what}",
                help="return what was written, or mark it `writeOnly: true`",
                evidence=[exchange, read],
                cause=f"{operation.label} {what}",
            )


def tokens_differ(name: str, body: dict[str, object]) -> bool:
    """Whether a field is under no other name in a body either, and was not written on purpose only."""
    tokens = words(name)
    on_purpose = bool(tokens) and (tokens[0] in ORDERS or tokens[-1] in UPLOADS)
    return not on_purpose and stem(name) not in {stem(str(other)) for other in body}
