"""An operation documents the errors that nearly all operations like it document.

Where 23 of 24 operations that get an item say what a `404` looks like, the last one answers it as well,
most likely. Its client has no branch for it, and its mock never sends it.

Alike are operations with the same method on the same kind of resource, ten at least, deprecated ones left
aside. What nine of ten document is expected of all; `default` and ranges such as `4XX` satisfy it. `401`
and `403` are expected only of operations that need credentials. It is a statistical guess, so it is off
unless asked for, and shows its evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..core import Api, Kind, Operation, Option, Problem, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"strict": True},
    sources=("RFC 9110 section 15",),
    options={
        "share": Option(0.9, "how much of the operations that are alike must document a status"),
        "least": Option(10, "how many operations must be alike"),
    },
    bad="""
        paths:
          /customers/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /invoices/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /orders/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /parcels/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /payments/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /products/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /refunds/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /returns/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /suppliers/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /warehouses/{id}:
            get:
              responses:  # <-
                '200': {}
    """,
    good="""
        paths:
          /customers/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /invoices/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /orders/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /parcels/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /payments/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /products/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /refunds/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /returns/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /suppliers/{id}: {get: {responses: {'200': {}, '404': {}}}}
          /warehouses/{id}:
            get:
              responses:
                '200': {}
                '404': {}
    """,
)

KINDS = {
    Kind.COLLECTION: "collections",
    Kind.ITEM: "items",
    Kind.SINGLETON: "singletons",
    Kind.ACTION: "actions",
}
CREDENTIALS = ("401", "403")


@RULE.on_document
def expected(api: Api, share: float, least: int) -> Iterator[Problem]:
    groups: dict[tuple[str, str], list[Operation]] = defaultdict(list)
    for operation in api.operations:
        if operation.resource.kind in KINDS and operation.responses and not operation.deprecated:
            groups[operation.method.upper(), KINDS[operation.resource.kind]].append(operation)
    for (method, kind), alike in groups.items():
        if len(alike) >= least:
            yield from outliers(alike, f"`{method}` operations on {kind}", share)


def outliers(alike: list[Operation], what: str, share: float) -> Iterator[Problem]:
    """One problem for each operation that lacks what nearly all others document."""
    lacking: dict[int, list[str]] = defaultdict(list)
    for status in sorted(
        {status for operation in alike for status in operation.responses if is_error(status)}
    ):
        asked = [operation for operation in alike if status not in CREDENTIALS or operation.is_secured]
        having = sum(names(operation, status) for operation in asked)
        for number, operation in enumerate(alike):
            if having >= share * len(asked) and operation in asked and not operation.documents(status):
                lacking[number].append(f"`{status}` ({having} of {len(asked)})")
    for number, evidence in lacking.items():
        yield Problem(
            alike[number].at("responses"),
            f"nearly all {what} document {', '.join(evidence)}, this one does not",
            help="document it here, or `default`",
        )


def names(operation: Operation, status: str) -> bool:
    """Whether a status is documented by itself or by its range; `default` does not tell which are meant."""
    return status in operation.responses or f"{status[0]}XX" in operation.responses


def is_error(status: str) -> bool:
    return len(status) == 3 and status.isdigit() and status[0] in "45"
