"""A `202` answer says where to follow what it has begun.

`202` promises nothing but that somebody will look at the request. A client that is not told where to ask
cannot know whether its import has finished, failed, or never begun; so it waits for a time that somebody
guessed, or sends it again.

Accepted are `Location`, `Operation-Location` and similar headers, a field of the body that is a link or names
a job (`statusUrl`, `jobId`, `id`), an OpenAPI link, a callback of the operation, and `Retry-After`, which
says to ask here again. Where GET on the same path exists, or on the item that the path is a part of, the
thing itself can be watched. Receivers of webhooks owe nothing, and events handed in for good (`/logs`,
`/metrics`) have nothing to follow.

On the wire a `202` says so as well, and what it names is followed for a few requests: it must be there, and must not
fail before the work is done.
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
from ..core.wire.promises import declares, promise_place, promised
from ..core.words import words
from ._links import field_names, is_link

RULE = Rule(
    severity=Severity.INFO,
    sources=("RFC 9110 section 15.3.3", "Azure long-running-operations", "AIP-151", "adidas"),
    bad="""
        paths:
          /imports:
            post:
              responses:
                '202':  # <-
                  description: the import has begun
    """,
    good="""
        paths:
          /imports:
            post:
              responses:
                '202':
                  description: the import has begun
                  headers:
                    Location: {schema: {type: string, format: uri-reference}}
    """,
    wire_bad="""
        > POST /imports
        < 202 Accepted
        ===
        > POST /imports
        < 202 Accepted
        < Location: /imports/17
        ---
        > GET /imports/17
        < 404 Not Found
    """,
    wire_good="""
        > POST /imports
        < 202 Accepted
        < Location: /imports/17
        ===
        > POST /imports
        < 202 Accepted
        < Location: /imports/17
        ---
        > GET /imports/17
        < 200 OK
        <
        < {"status": "running"}
        > GET /imports/17
        < 200 OK
        <
        < {"status": "done"}
    """,
)

HEADERS = (
    "location",
    "operation-location",
    "azure-asyncoperation",
    "content-location",
    "link",
    "retry-after",
)
IDENTIFIERS = frozenset(("id", "ids", "uuid", "guid", "token", "name", "key", "reference", "handle"))
FOR_GOOD = frozenset(
    (
        "event", "events", "log", "logs", "metric", "metrics", "trace", "traces", "telemetry", "track",
        "ping", "heartbeat", "notify", "notifications",
    )
)  # fmt: skip


ADDRESSES = ("location", "operation-location", "azure-asyncoperation")


def can_be_followed(response: Response) -> bool:
    return response.status == "202" and any(is_followed(operation) for operation in response.operations)


@RULE.on_document(
    where=can_be_followed, many="{count} of {total} `202` answers do not say where to follow the work"
)
def followed(response: Response) -> Iterator[Problem]:
    if any(response.header(name) for name in HEADERS) or response.links:
        return
    if not any(is_monitor(name) for name in field_names(response)):
        yield Problem(
            response,
            "`202` does not say where to follow the work it has begun",
            help="add a `Location` header with the address of a status, or a link to it in the body",
        )


def is_followed(operation: Operation) -> bool:
    """Whether a client wants to know how it ends and is not told otherwise."""
    if isinstance(operation, Webhook) or operation.callbacks:
        return False
    return not is_watched(operation) and not FOR_GOOD & set(words(operation.resource.segment.name))


def is_watched(operation: Operation) -> bool:
    """Whether a client can look at the very thing that is worked on."""
    resource, parent = operation.resource, operation.resource.parent
    if operation.method == "post" and resource.kind is Kind.COLLECTION:
        return False
    above = [parent, parent.item if resource.kind is Kind.ACTION else None] if parent is not None else []
    things = [node for node in above if node is not None and node.kind in (Kind.ITEM, Kind.SINGLETON)]
    return any(node.operation("get") is not None for node in (resource, *things))


def is_monitor(name: str) -> bool:
    """Whether a field of the body leads to the work: a link, or the id of something."""
    tokens = words(name)
    return is_link(name) or (bool(tokens) and tokens[-1] in IDENTIFIERS)


@RULE.on_exchange(
    where=lambda exchange, operation: exchange.status == 202 and is_followed(operation),
    about=lambda operation: declares(operation, 202) and is_followed(operation),
    unseen="no 202 was seen",
)
def sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    answer = exchange.answer
    names = answer.json if type(answer.json) is dict else {}
    response = promised(operation, 202)
    missing = next((name for name in ADDRESSES if response is not None and response.header(name)), "")
    if any(answer.header(name) for name in HEADERS) or (not missing and any(map(is_monitor, names))):
        return
    what = f"the promised `{missing}`" if missing else "a word on where to follow the work"
    yield Problem(
        promise_place(operation, 202),
        f"a `202` came without {what}",
        help="send `Location` with the address of a status, or a link to it in the body",
        severity=Severity.WARNING if missing else None,
        cause="202 without a monitor",
    )


def may_be_followed(operation: Operation) -> bool:
    return operation.documents("202") and is_followed(operation)


@RULE.on_probe(about=may_be_followed, most=4)
def leads_to_an_end(operation: Operation, situation: Situation) -> Probe:
    """Asks for the monitor that a `202` has named, until the work is done or the requests are used up."""
    accepted = situation.accepted(operation)
    answer = accepted.answer if accepted is not None else None
    address = answer and (answer.header("operation-location") or answer.header("location"))
    request = situation.follow(accepted, address) if accepted is not None and address else None
    if accepted is None or accepted.status != 202 or request is None:
        is_promised = declares(operation, 202)
        yield Unjudged("no `202` with an address in this service was seen") if is_promised else NotAbout()
        return
    for _ in range(4):
        found = yield request
        if found.status in (404, 410) or found.status >= 500:
            yield Problem(
                promise_place(operation, 202),
                f"the address that a `202` names was answered with {found.status}",
                help="name an address under which the work can be followed until it is done",
                severity=Severity.WARNING,
                cause="dead monitor",
            )
        if not is_running(found):
            return


def is_running(exchange: Exchange) -> bool:
    """Whether a status says that the work is not done yet."""
    body = exchange.answer.json
    told = [body.get(name) for name in ("status", "state")] if type(body) is dict else []
    return exchange.status in (200, 202) and any(
        type(value) is str and set(words(value)) & RUNNING for value in told
    )


RUNNING = frozenset(
    ("accepted", "pending", "queued", "waiting", "running", "started", "processing", "progress", "created")
)
