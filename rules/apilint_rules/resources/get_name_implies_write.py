"""What is named a deed is not done by GET.

GET is safe: browsers prefetch it, crawlers follow it, proxies cache it and clients repeat it after a
timeout, all without asking. A `GET /orders/{id}/cancel` is called by a link checker one day, and an answer
from a cache means that nothing was cancelled.

A name counts as a deed when it begins with a verb for a change (`cancelOrder`, `users/deleteAll`) or ends
in one behind the name of a thing (`orders.create`). Names that begin with `get`, `list`, `is` and the like
are believed, and nouns such as `cancellations` are no verbs.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Severity
from ..core.words import words

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 9.2.1", "NL /core/http-safety"),
    bad="""
        paths:
          /orders/{id}/cancel:
            get:  # <-
              summary: Cancel an order
          /orders/draft:
            get:
              operationId: createDraft  # <-
    """,
    good="""
        paths:
          /orders/{id}/cancel:
            post:
              summary: Cancel an order
          /orders/draft:
            get:
              operationId: getDraft
    """,
)

WRITES = frozenset(
    (
        "create", "update", "delete", "send", "cancel", "approve", "insert", "modify", "remove", "destroy",
        "revoke", "reject", "activate", "deactivate", "enable", "disable", "terminate", "uninstall",
        "unsubscribe", "publish",
    )
)  # fmt: skip
READS = frozenset(
    (
        "get", "list", "read", "fetch", "find", "search", "show", "view", "retrieve", "query", "describe",
        "check", "count", "is", "has", "can", "download", "export", "preview", "validate", "test", "lookup",
        "browse", "load",
    )
)  # fmt: skip
NOUNS = frozenset(("update", "publish"))
"""Of these the ones that can end the name of a thing: `last_update`."""


@RULE.on_document(where=lambda operation: operation.method == "get")
def deed(operation: Operation) -> Iterator[Problem]:
    verb = deed_of(operation.id)
    if verb:
        yield Problem(
            operation.value_at("operationId"),
            f"`{operation.id}` is a GET, but its name says that it will {verb} something",
            help=f"let {method_for(verb)} do it, or name what it returns",
        )
    elif not operation.id or not operation.path_item or len(operation.path_item.operations) == 1:
        yield from by_path(operation)


def by_path(operation: Operation) -> Iterator[Problem]:
    """A path that takes GET alone and ends in a deed, where the operationId does not say otherwise."""
    segment = operation.resource.segment
    verb = deed_of(segment.verb or (segment.name.rpartition(".")[2] if segment.is_static else ""))
    if verb and not operation.resource.children and not begins_harmlessly(operation.id):
        yield Problem(
            operation,
            f"`{operation.label}` is a GET, but its name says that it will {verb} something",
            help=f"let {method_for(verb)} do it, or name what it returns",
        )


def deed_of(name: str) -> str:
    """The verb by which a name promises a change; empty when it does not."""
    tokens = words(name)
    if not tokens or begins_harmlessly(name):
        return ""
    if tokens[0] in WRITES:
        return tokens[0]
    is_dotted = len(tokens) > 1 and name.lower().endswith(
        (f".{tokens[-1]}", f"/{tokens[-1]}", f"_{tokens[-1]}")
    )
    return tokens[-1] if is_dotted and tokens[-1] in WRITES - NOUNS else ""


def begins_harmlessly(name: str) -> bool:
    """Whether a name says first that something is read."""
    return bool(READS & set(words(name)[:1]))


def method_for(verb: str) -> str:
    return "DELETE" if verb in ("delete", "remove", "destroy") else "POST"
