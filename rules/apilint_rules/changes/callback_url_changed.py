"""A callback is sent to the URL that it was sent to.

The expression above a callback says where the service finds the URL: in a member of the request's body, in a query
parameter, with another path behind it. Clients go on giving their URL where they gave it, listen where they listened,
and are never called again; nothing fails where they could see it.

A callback of the same name that has one other expression is the same callback. A path parameter that has another name
only is no other URL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Pair, Problem, Related, Role, Rule, Severity, Webhook
from ..core.change.parts import callback_url

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Callback Object", "OpenAPI Runtime Expressions"),
    change_old="""
        paths:
          /orders:
            post:
              responses: {'201': {description: created}}
              callbacks:
                paid:
                  '{$request.body#/paidUrl}':
                    post:
                      responses: {'204': {description: understood}}
    """,
    change_new="""
        paths:
          /orders:
            post:
              responses: {'201': {description: created}}
              callbacks:
                paid:
                  '{$request.body#/callbackUrl}':  # <-
                    post:
                      responses: {'204': {description: understood}}
    """,
    change_same="""
        paths:
          /orders:
            post:
              responses: {'201': {description: created}}
              callbacks:
                orderPaid:
                  $request.body#/paidUrl:
                    post:
                      responses: {'204': {description: understood}}
    """,
)

_NO_EXPRESSION = re.compile(r"\{[^{}$][^{}]*\}")
_OF_PATH = re.compile(r"(?<=\$request\.path\.)[^{}]+")


@RULE.on_change(where=lambda change: change.new.role is Role.CALLBACK)
def changed(change: Pair[Webhook]) -> Iterator[Problem]:
    above = change.above[0]
    paths = (above.old.path, above.new.path) if isinstance(above, Pair) else ("", "")
    before, after = (_url(*each) for each in zip((change.old, change.new), paths, strict=True))
    if before != after:
        key = change.new.path_item.key
        yield Problem(
            key,
            f"the callback `{key.pointer[-2]}` is sent to `{change.new.path}` now, and was sent to `{change.old.path}`",
            help="let clients go on saying where they want to be called as they did",
            related=[Related(change.old.path_item.key, "what it was")],
        )


def _url(callback: Webhook, path: str) -> str:
    """The URL of a callback with the places of path parameters instead of their names, and without other names."""
    names = re.findall(r"\{([^{}/]*)\}", path)
    url = _OF_PATH.sub(
        lambda found: str(names.index(found[0])) if found[0] in names else found[0], callback_url(callback)[1]
    )
    return _NO_EXPRESSION.sub("{}", url)
