"""A `default` stays what it was.

Whoever leaves the value out gets another meaning without having changed anything: another page size, another sort
order. No request is refused and no answer has another shape, so that it is told as `info`; read each of them all
the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Problem, Related, Rule, Schema, Severity
from ._oasdiff import ids_of
from ._words import shown, where

RULE = Rule(
    severity=Severity.INFO,
    sources=(
        "JSON Schema Validation 9.2",
        "oasdiff request-parameter-default-value-changed",
        "oasdiff request-parameter-default-value-added",
        "oasdiff request-parameter-default-value-removed",
        "oasdiff request-body-default-value-changed",
        "oasdiff request-property-default-value-changed",
        "oasdiff response-property-default-value-changed",
    ),
    change_old="""
        paths:
          /orders:
            get:
              parameters:
                - name: limit
                  in: query
                  schema:
                    type: integer
                    default: 50
    """,
    change_new="""
        paths:
          /orders:
            get:
              parameters:
                - name: limit
                  in: query
                  schema:
                    type: integer
                    default: 20  # <-
    """,
)


@RULE.on_change(where=lambda change: change.old.has("default") or change.new.has("default"))
def changed(change: Pair[Schema]) -> Iterator[Problem]:
    old, new = change.old, change.new
    before, after = old.value.get("default"), new.value.get("default")
    if old.has("default") == new.has("default") and before == after and type(before) is type(after):
        return
    was = f"it was {shown(before)}" if old.has("default") else "there was none"
    now = f"is {shown(after)} now" if new.has("default") else "is gone"
    verb = (
        "changed"
        if old.has("default") and new.has("default")
        else "added"
        if new.has("default")
        else "removed"
    )
    yield Problem(
        new.at("default"),
        f"the default of {where(change)} {now}; {was}",
        related=[Related(old.at("default"), "what it was")],
        oasdiff=ids_of(change, f"default-value-{verb}"),
    )
