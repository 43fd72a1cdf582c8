"""Operations on an item say what they answer when there is no such item.

Things get deleted between the call that found them and the next one. A client that knows the answer can
refresh its list; without it, a missing order looks like a broken service.

`404`, `410`, `4XX` and `default` all count. A path parameter that only chooses between things that all exist
(an enum, a date, a version, a language) is no item, nor is what is looked for below a search. A PUT or POST
that may create its own target is exempt when no other item stands in its path. A DELETE may answer `204` to a
repeated call as well, so there the finding is only information.

On the wire an item with a made-up id, of the shape of a real one, is asked for, where the description shows that
there are such items (a list, a POST that makes them, a `404`) and that it is no function of its parameter: `404` and
`410` are right, `401` and `403` are as well (not everybody may know what exists), neither a success nor a failure is.
A `404` that is not declared shows the gap.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Exchange,
    Operation,
    Probe,
    Problem,
    Rule,
    Severity,
    Situation,
    Unjudged,
)
from ..core.listing import listing_of
from ..core.wire.strangers import ask_for_stranger
from ._answers import is_documented, is_undeclared, items_of, lines_to_add, responses_key, statuses

RULE = Rule(
    severity=Severity.WARNING,
    covered_by=("operation-has-client-error",),
    sources=("RFC 9110 section 15.5.5", "AIP-193", "IBM"),
    bad="""
        paths:
          /orders/{id}:
            get:
              parameters:
                - {name: id, in: path, required: true, schema: {type: string}}
              responses:  # <-
                '200': {description: the order}
                '401': {description: not signed in}
    """,
    good="""
        paths:
          /orders/{id}:
            get:
              parameters:
                - {name: id, in: path, required: true, schema: {type: string}}
              responses:
                '200': {description: the order}
                '401': {description: not signed in}
                '404': {description: no such order}
    """,
    profiles={"zalando": False},
    wire_bad="""
        > GET /orders/17
        < 200 OK
        ---
        > GET /orders/999999937
        < 200 OK
        <
        < {}
    """,
    wire_good="""
        > GET /orders/17
        < 200 OK
        ---
        > GET /orders/999999937
        < 404 Not Found
    """,
)


def names_item(operation: Operation) -> bool:
    return is_documented(operation) and bool(needed(operation))


@RULE.on_document(
    where=names_item, many="{count} of {total} operations on items declare neither `404` nor `410`"
)
def declared(operation: Operation) -> Iterator[Problem]:
    if not operation.documents("404", "410"):
        yield Problem(
            responses_key(operation),
            f"`{operation.label}` declares no answer for an unknown `{needed(operation)[-1]}`",
            help="add `404` with the schema of errors",
            severity=Severity.INFO if operation.method == "delete" else None,
        )


def needed(operation: Operation) -> list[str]:
    """The parameters that name what must be there before the call."""
    items = items_of(operation)
    return items[:-1] if may_create_target(operation) else items


def may_create_target(operation: Operation) -> bool:
    """Whether a call may create what its path names: it says so, or is a PUT and nothing else creates it."""
    if operation.method not in ("put", "post") or not operation.resource.segment.parameters:
        return False
    if operation.method == "post" or "201" in statuses(operation):
        return "201" in statuses(operation)
    collection = operation.resource.collection
    return collection is None or collection.operation("post") is None


def is_missing(operation: Operation) -> bool:
    """Whether no answer for an unknown item is declared, though there may be none."""
    return names_item(operation) and not operation.documents("404", "410")


@RULE.on_exchange(
    where=lambda exchange, operation: exchange.status in (404, 410) and names_item(operation),
    about=names_item,
    unseen="no 404 was seen",
)
def seen(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    if is_undeclared(exchange, operation) and is_missing(operation):
        yield Problem(
            responses_key(operation),
            f"`{operation.label}` answers `{exchange.status}`, but does not declare it",
            help=lines_to_add(operation, exchange.status),
            severity=Severity.INFO if operation.method == "delete" else None,
            cause=f"undeclared {exchange.status}",
            gap=True,
        )


def reads_item(operation: Operation) -> bool:
    """Whether a GET ends in the id of what it reads."""
    is_last = operation.path.endswith("}") and operation.resource.segment.parameters == tuple(
        needed(operation)[-1:]
    )
    return operation.method == "get" and names_item(operation) and is_last and is_kept(operation)


def is_kept(operation: Operation) -> bool:
    """Whether something shows that the service keeps such items: it lists or makes them, or knows of missing ones."""
    collection = operation.resource.collection
    get, post = (collection.operation(method) if collection else None for method in ("get", "post"))
    lists = get is not None and listing_of(get) is not None
    makes = post is not None and bool({"201", "202"} & set(statuses(post)))
    return lists or makes or bool({"404", "410"} & set(statuses(operation)))


@RULE.on_probe(about=reads_item, most=1)
def unknown_is_missing(operation: Operation, situation: Situation) -> Probe:
    """Asks for an item that nobody has."""
    request = ask_for_stranger(operation, situation)
    if request is None:
        yield Unjudged("no item was read whose id could be changed")
        return
    answer = (yield request).answer
    if answer.is_success or (answer.status >= 500 and answer.status not in (501, 503)):
        yield Problem(
            operation,
            f"an unknown `{needed(operation)[-1]}` was answered with {answer.status}",
            help="answer `404` for what does not exist",
            severity=None if answer.is_success else Severity.ERROR,
            cause=f"{operation.label} {'knows everything' if answer.is_success else 'fails'}",
        )
    elif answer.status not in (401, 403, 404, 410) and answer.status < 500:
        yield Unjudged(f"the made-up id was answered with {answer.status}")
