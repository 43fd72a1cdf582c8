"""An answer comes in the media types that it came in.

A client that asks for one (`Accept`) that is gone gets a 406, or an answer that it cannot read. Where only a range
is left (`application/*`), nothing says any more that it comes.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import MediaType, Pair, Problem, Removed, Rule, Severity
from ._bodies import is_request

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "RFC 9110 section 12.5.1",
        "Zalando 107",
        "oasdiff response-media-type-removed",
        "oasdiff response-media-type-name-generalized",
    ),
    change_old="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: orders
                  content:
                    application/json:
                      schema: {type: object}
                    application/xml:  # <-
                      schema: {type: object}
    """,
    change_new="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: orders
                  content:
                    application/json:
                      schema: {type: object}
    """,
    change_same="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: orders
                  content:
                    'application/json; charset=utf-8':
                      schema: {type: object}
                    application/xml:
                      schema: {type: object}
    """,
)


@RULE.on_change(where=lambda change: not is_request(change))
def removed(change: Removed[MediaType]) -> Iterator[Problem]:
    message = f"the answer does not come as `{change.old.name}` any more"
    yield Problem(change.place, message, oasdiff=["response-media-type-removed"])


@RULE.on_change(where=lambda change: not is_request(change))
def generalized(change: Pair[MediaType]) -> Iterator[Problem]:
    if "*" in change.new.essence and change.new.essence != change.old.essence:
        message = f"the answer comes as `{change.new.name}`, and came as `{change.old.name}`"
        help_ = f"say `{change.old.name}` beside it"
        yield Problem(change.new, message, help=help_, oasdiff=["response-media-type-name-generalized"])
