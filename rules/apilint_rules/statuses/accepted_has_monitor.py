"""A `202` answer says where to follow what it has begun.

`202` promises nothing but that somebody will look at the request. A client that is not told where to ask
cannot know whether its import has finished, failed, or never begun; so it waits for a time that somebody
guessed, or sends it again.

Accepted are `Location`, `Operation-Location` and similar headers, a field of the body that is a link or names
a job (`statusUrl`, `jobId`, `id`), an OpenAPI link, a callback of the operation, and `Retry-After`, which
says to ask here again. Where GET on the same path exists, or on the item that the path is a part of, the
thing itself can be watched. Receivers of webhooks owe nothing, and events handed in for good (`/logs`,
`/metrics`) have nothing to follow.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Kind, Operation, Problem, Response, Rule, Severity, Webhook
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
