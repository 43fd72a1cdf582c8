"""A success that clients wait for is still answered.

A client that acts on `201` takes the `200` in its place for something else. That an error is not documented any
more is told as `info`: a client has to expect it all the same. Where a range or `default` is left that says the
same, nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Removed, Response, Rule, Severity

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "RFC 9110 section 15",
        "Zalando 107",
        "oasdiff response-success-status-removed",
        "oasdiff response-non-success-status-removed",
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
                '206':  # <-
                  description: orders
                  content:
                    application/json:
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
                '2XX':
                  description: orders
                  content:
                    application/json:
                      schema: {type: object}
    """,
)


@RULE.on_change()
def removed(change: Removed[Response]) -> Iterator[Problem]:
    is_success = change.old.is_success
    message = (
        f"`{change.name}` is not answered any more"
        if is_success
        else f"`{change.name}` is not documented any more"
    )
    yield Problem(
        change.place,
        message,
        severity=None if is_success and not change.is_sent else Severity.INFO,
        oasdiff=[f"response-{'success' if is_success else 'non-success'}-status-removed"],
    )
