"""A property that clients send is still understood.

Most services ignore what they do not know: the request succeeds, and a part of what it asked for is not done.
Deprecate it first; one that is gone after its `x-sunset` (or was deprecated without one) is told as `info`. Where
unknown properties are refused (`additionalProperties: false`) it is an error of `request-narrowed`. A property that is
`readOnly` now is gone from the request, too: a service may ignore it, or refuse the whole request.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Removed, Rule, Schema, Severity
from ._properties import is_closed_above, is_request_property, kept
from ._removal import notice_of
from ._words import path

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Zalando 107", "OpenAPI Schema Object", "oasdiff request-property-removed"),
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
                        note: {type: string}  # <-
                        status: {type: string}  # <-
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
                      properties:
                        article: {type: string}
                        status: {type: string, readOnly: true}
    """,
)


@RULE.on_change(where=is_request_property)
def removed(change: Removed[Schema]) -> Iterator[Problem]:
    notice, there = notice_of(change, change.old), kept(change)
    severity = Severity.INFO if notice.is_fair else None
    if there is not None:
        place = there.at("readOnly") if there.has("readOnly") else there.place
        message = f"the property `{path(change.path)}` is read-only now, and was part of the request"
        yield Problem(place, message, facet="readOnly", severity=severity, oasdiff=[])
    elif not is_closed_above(change):
        message = f"the property `{path(change.path)}` of the request was removed {notice.words}"
        yield Problem(change.place, message, severity=severity)
