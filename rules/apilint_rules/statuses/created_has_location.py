"""A `201` answer says where the new resource is.

Without `Location` a client that has just created something must guess its address or dig an id out of the
body, and every client guesses differently.

A link to itself in the body (`href`, `url`, `links.self`) is accepted as well, and so is an OpenAPI link,
which says the same to tools. PUT, and POST on an item, create what their own path names; an answer with many
new things has no single address, and what a webhook's receiver creates is its own affair: those are left
alone, and so are actions on an item that show nothing new.

On the wire a real `201` must have it, whether it is declared or not, and a GET on the address must be answered.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Exchange,
    Kind,
    NotAbout,
    Operation,
    Probe,
    Problem,
    Response,
    Rule,
    Severity,
    Situation,
    Unjudged,
    Webhook,
)
from ..core.wire.promises import declares
from ..core.words import words
from ._links import bodies, field_names, is_link

RULE = Rule(
    severity=Severity.INFO,
    sources=(
        "RFC 9110 section 15.3.2",
        "RFC 9110 section 10.2.2",
        "Zalando 133",
        "Azure http-return-location",
    ),
    bad="""
        paths:
          /orders:
            post:
              responses:
                '201':  # <-
                  description: created
    """,
    good="""
        paths:
          /orders:
            post:
              responses:
                '201':
                  description: created
                  headers:
                    Location: {schema: {type: string, format: uri-reference}}
          /orders/{id}:
            get: {responses: {'200': {description: one order}}}
    """,
    wire_bad="""
        > POST /orders
        > Content-Type: application/json
        >
        > {"total": 5}
        < 201 Created
        < Content-Type: application/json
        <
        < {"id": 17, "total": 5}
        ===
        > POST /orders
        > Content-Type: application/json
        >
        > {"total": 5}
        < 201 Created
        < Location: /orders/17
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/18
        < 404 Not Found
    """,
    wire_good="""
        > POST /orders
        > Content-Type: application/json
        >
        > {"total": 5}
        < 201 Created
        < Location: /orders/17
        ===
        > POST /orders
        > Content-Type: application/json
        >
        > {"total": 5}
        < 201 Created
        < Location: /orders/17
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/18
        < 200 OK
    """,
)


def is_created(response: Response) -> bool:
    """Whether a POST of the client created one thing."""
    if response.status != "201" or any(schema.flat.is_array for schema in bodies(response)):
        return False
    return any(creates(operation) for operation in response.operations) and not is_mere_action(response)


def creates(operation: Operation) -> bool:
    posts = not isinstance(operation, Webhook) and operation.method == "post"
    return posts and operation.resource.kind is not Kind.ITEM


def is_mere_action(response: Response) -> bool:
    """Whether an action on an item answers `201` without showing anything that it has created."""
    resources = [operation.resource for operation in response.operations if creates(operation)]
    acts = all(one.kind is Kind.ACTION and one.parent and one.parent.kind is Kind.ITEM for one in resources)
    return acts and not field_names(response)


@RULE.on_document(where=is_created, many="{count} of {total} `201` answers declare no `Location` header")
def declared(response: Response) -> Iterator[Problem]:
    located = response.header("location") or response.header("content-location") or response.links
    if not located and not any(is_own_address(name) for name in field_names(response)):
        yield Problem(
            response,
            "`201` declares no `Location` header",
            help="add `Location` to its `headers`: the address of the new resource",
        )


def is_own_address(name: str) -> bool:
    """Whether a field holds the address of the whole: `href`, `selfLink`, `_links`, but not `avatar_url`."""
    tokens = words(name)
    return is_link(name) and (
        len(tokens) == 1 or "self" in tokens or "resource" in tokens or name.startswith("@")
    )


@RULE.on_exchange(
    where=lambda exchange, operation: exchange.status == 201 and creates(operation),
    about=lambda operation: declares(operation, 201) and creates(operation),
    unseen="no 201 was seen",
)
def sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    answer = exchange.answer
    if answer.header("location") or answer.header("content-location") or type(answer.json) is list:
        return
    if type(answer.json) is dict and any(is_own_address(name) for name in answer.json):
        return
    promised = "201" in operation.responses and operation.responses["201"].header("location")
    yield Problem(
        operation.at("responses", "201") if "201" in operation.responses else operation,
        "a `201` came without a `Location`" + (", which the description promises" if promised else ""),
        help="send `Location`: the address of what was created",
        severity=Severity.WARNING if promised else None,
        cause="no location",
    )


@RULE.on_probe(about=creates, writes=True)
def leads_somewhere(operation: Operation, situation: Situation) -> Probe:
    """The address that a `201` names is asked for once."""
    thing = yield from situation.create(operation)
    location = thing.made_by.answer.header("location") if thing else None
    if thing is None or not location:
        yield Unjudged("no `201` with a `Location` was seen") if declares(operation, 201) else NotAbout()
        return
    request = situation.follow(thing.made_by, location)
    if request is None:
        yield Unjudged("the `Location` leads out of the service")
        return
    found = yield request
    if found.status in (404, 410) or found.status >= 500:
        yield Problem(
            operation.at("responses", "201") if "201" in operation.responses else operation,
            f"the `Location` of a `201` leads to {found.status}",
            help="name the address under which the new resource can be read",
            severity=Severity.ERROR,
            cause="dead location",
        )
