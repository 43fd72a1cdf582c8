"""An operation answers with another status, too.

Clients have to treat any status by its class (`2xx`, `4xx`) even if they do not know it, so that this breaks
nothing that follows the protocol.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Added, Problem, Response, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    sources=(
        "RFC 9110 section 15",
        "oasdiff response-success-status-added",
        "oasdiff response-non-success-status-added",
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
                '206':  # <-
                  description: orders
                  content:
                    application/json:
                      schema: {type: object}
    """,
)


@RULE.on_change()
def added(change: Added[Response]) -> Iterator[Problem]:
    kind = "success" if change.new.is_success else "non-success"
    yield Problem(change.new, f"`{change.name}` is answered, too", oasdiff=[f"response-{kind}-status-added"])
