"""Operation ids are usable as names in programs.

Generators turn an `operationId` into the name of a function. Blanks, brackets and leading digits are
replaced by each generator in its own way, or refused, so that the same description yields different method
names in every language, and two ids that differ only in such signs collide.

Letters, digits, `_`, `-` and `.` are fine everywhere, the first sign a letter or `_`. The option `allow`
has further signs: by default `/`, which groups operations as in `orders/list`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Operation, Option, Problem, Rule, Severity, Webhook

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI Operation Object", "IBM operationid-naming-convention"),
    options={"allow": Option("/", "further characters that are accepted")},
    bad="""
        paths:
          /orders:
            get: {operationId: list all orders}  # <-
            post: {operationId: createOrder}
    """,
    good="""
        paths:
          /orders:
            get: {operationId: listAllOrders}
            post: {operationId: createOrder}
    """,
)


def has_id(operation: Operation) -> bool:
    return bool(operation.id)


@RULE.on_document(where=has_id, many="{count} of {total} operationIds are no identifiers")
def identifier(operation: Operation | Webhook, allow: str) -> Iterator[Problem]:
    if re.fullmatch(r"[A-Za-z_][\w.-]*", "".join(c for c in operation.id if c not in allow), re.ASCII):
        return
    yield Problem(
        operation.value_at("operationId"),
        f"operationId `{operation.id}` {fault(operation.id, allow)}, which names in programs must not",
        help=f"write `{suggestion(operation.id)}`",
    )


def fault(name: str, allow: str) -> str:
    """What is wrong with an id."""
    signs = [
        sign for sign in dict.fromkeys(name) if not re.match(r"[\w.-]", sign, re.ASCII) and sign not in allow
    ]
    if not signs:
        return f"begins with `{name[0]}`"
    return "contains " + ", ".join("a blank" if sign == " " else f"`{sign}`" for sign in signs)


def suggestion(name: str) -> str:
    """The id with each run of illegal signs as one `_`."""
    written = re.sub(r"[^\w.-]+", "_", name, flags=re.ASCII).strip("_.-")
    return written if re.match(r"[A-Za-z_]", written) else f"_{written}"
