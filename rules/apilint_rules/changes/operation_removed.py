"""An operation that clients call is still there.

Every client that calls it gets a 404 or 405 from the day on which it is gone. Deprecate it first, say with
`x-sunset` when it will end, and remove it after that day: then it is told as `info`. Without an `x-sunset`, being
deprecated is notice enough; removal before the day is an error whatever is announced.

An operation that moved to another path below another server (`/v1` + `/orders` to `/` + `/v1/orders`) is the same
one, and so is one whose path parameters have other names.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Removed, Rule, Severity
from ..core.change.matching import template
from ._removal import notice_of

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "RFC 8594 section 3",
        "Zalando 106",
        "oasdiff api-removed-without-deprecation",
        "oasdiff api-path-removed-without-deprecation",
        "oasdiff api-removed-before-sunset",
        "oasdiff api-path-removed-before-sunset",
        "oasdiff api-removed-with-deprecation",
        "oasdiff api-path-removed-with-deprecation",
    ),
    change_old="""
        paths:
          /orders:
            get:
              responses: {'200': {description: all orders}}
            delete:  # <-
              responses: {'204': {description: all are gone}}
    """,
    change_new="""
        paths:
          /orders:
            get:
              responses: {'200': {description: all orders}}
    """,
)


@RULE.on_change()
def removed(change: Removed[Operation]) -> Iterator[Problem]:
    notice = notice_of(change, change.old)
    is_path_left = any(
        template(each.path) == template(change.old.path) for each in change.diff.new.operations
    )
    yield Problem(
        change.place,
        f"`{change.old.label}` was removed {notice.words}",
        help=notice.help,
        severity=Severity.INFO if notice.is_fair else None,
        oasdiff=[f"api-{'' if is_path_left else 'path-'}removed-{notice.oasdiff}"],
    )
