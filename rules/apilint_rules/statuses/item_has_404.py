"""Operations on an item say what they answer when there is no such item.

Things get deleted between the call that found them and the next one. A client that knows the answer can
refresh its list; without it, a missing order looks like a broken service.

`404`, `410`, `4XX` and `default` all count. A path parameter that only chooses between things that all exist
(an enum, a date, a version, a language) is no item, nor is what is looked for below a search. A PUT or POST
that may create its own target is exempt when no other item stands in its path. A DELETE may answer `204` to a
repeated call as well, so there the finding is only information.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Severity
from ._answers import is_documented, items_of, responses_key, statuses

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
