"""An object in a request that took unknown properties takes them still.

With `additionalProperties: false` a request is refused as soon as it has a property too many: one that a client
sends without need, or that it was told to leave out only now. No contract promised that it would be taken, so that
this is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Problem, Related, Rule, Schema, Severity
from ._properties import is_closed
from ._words import where

RULE = Rule(
    severity=Severity.WARNING,
    sources=("JSON Schema Core 10.3.2.3", "Zalando 111"),
    change_old="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        article: {type: string}
    """,
    change_new="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      additionalProperties: false  # <-
                      properties:
                        article: {type: string}
    """,
)


@RULE.on_change(where=lambda change: change.is_sent and is_closed(change.new) and not is_closed(change.old))
def closed(change: Pair[Schema]) -> Iterator[Problem]:
    keyword = next(
        (key for key in ("additionalProperties", "unevaluatedProperties") if change.new.has(key)), None
    )
    if change.old.flat.is_object and change.new.flat.is_object and keyword is not None:
        yield Problem(
            change.new.at(keyword),
            f"{where(change)} refuses unknown properties now",
            help="leave it open",
            related=[Related(change.old.place, "it took them")],
        )
