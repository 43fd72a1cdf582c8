"""A parameter that clients send is still understood.

Most services ignore what they do not know: the request succeeds, and the filter or the limit in it is not applied,
which is found late. Deprecate it first; a parameter that is gone after its `x-sunset` (or was deprecated without
one) is told as `info`.

In webhooks and callbacks it is the client that reads it: there a required one that is gone is an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Parameter, Problem, Removed, Rule, Severity
from ._removal import notice_of

RULE = Rule(
    severity=Severity.WARNING,
    sources=(
        "Zalando 107",
        "oasdiff request-parameter-removed",
        "oasdiff request-parameter-removed-before-sunset",
        "oasdiff request-parameter-removed-with-deprecation",
    ),
    change_old="""
        paths:
          /orders:
            get:
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
                - {name: tenant, in: query, schema: {type: string}}  # <-
    """,
    change_new="""
        paths:
          /orders:
            get:
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
    """,
)


@RULE.on_change(where=lambda change: change.old.location != "path")
def removed(change: Removed[Parameter]) -> Iterator[Problem]:
    notice = notice_of(change, change.old)
    severity = Severity.INFO if notice.is_fair else None
    if not change.is_sent:
        severity = Severity.ERROR if change.old.required else Severity.INFO
    message = f"the {change.old.location} parameter `{change.old.name}` was removed {notice.words}"
    suffix = f"-{notice.oasdiff}" if change.old.deprecated else ""
    yield Problem(change.place, message, severity=severity, oasdiff=[f"request-parameter-removed{suffix}"])
