"""A parameter is written into the request as before.

`?tag=a&tag=b` and `?tag=a,b` are two ways to send one array. A service that expects the one misreads the other,
mostly without an error. What counts is what `style`, `explode` (2.0: `collectionFormat`) or a media type under
`content` come to, defaults included, and only where the value is such that it makes a difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Parameter, Problem, Related, Rule, Severity
from ._serialization import serialization_of

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Parameter Object",),
    change_old="""
        paths:
          /orders:
            get:
              parameters:
                - name: tag
                  in: query
                  schema: {type: array, items: {type: string}}
    """,
    change_new="""
        paths:
          /orders:
            get:
              parameters:
                - name: tag  # <-
                  in: query
                  explode: false
                  schema: {type: array, items: {type: string}}
    """,
    change_same="""
        paths:
          /orders:
            get:
              parameters:
                - name: tag
                  in: query
                  style: form
                  explode: true
                  schema: {type: array, items: {type: string}}
    """,
)


@RULE.on_change()
def changed(change: Pair[Parameter]) -> Iterator[Problem]:
    before, after = serialization_of(change.old), serialization_of(change.new)
    if before is None or after is None or before[0] != after[0] or before[1] == after[1]:
        return  # where other kinds of values are sent, `parameter-narrowed` weighs it
    yield Problem(
        change.new.value_at("name"),
        f"the {change.new.location} parameter `{change.new.name}` is sent as {after[1]}, and was sent as {before[1]}",
        help="keep it as it was, or add a parameter of another name",
        subject=after[1],
        related=[Related(change.old.value_at("name"), "what it was")],
    )


@RULE.on_change(where=lambda change: change.old.flag("allowReserved") is not change.new.flag("allowReserved"))
def reserved(change: Pair[Parameter]) -> Iterator[Problem]:
    """Reserved characters as they are, which no longer may be there, are mostly understood all the same."""
    is_allowed = change.new.flag("allowReserved")
    may = (
        "may hold reserved characters as they are"
        if is_allowed
        else "must have reserved characters encoded now"
    )
    yield Problem(
        change.new.at("allowReserved"),
        f"the {change.new.location} parameter `{change.new.name}` {may}",
        facet="allowReserved",
        severity=Severity.INFO if is_allowed is change.is_sent else Severity.WARNING,
        related=[Related(change.old.at("allowReserved"), "what it was")],
    )
