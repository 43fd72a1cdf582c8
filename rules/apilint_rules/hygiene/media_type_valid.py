"""Media types are spelt as the ones they are meant to be.

The key below `content` decides which parser a client picks and which `Accept` it sends. With
`aplication/json` a generated client finds no parser, and a validating gateway refuses every real request.

Anything of the `vnd.`, `prs.` and `x-` trees is free, and so are names that resemble no known one.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, MediaType, Operation, Place, Problem, Related, Rule, Severity, View, Webhook
from ._media_types import fault_of

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 8.3.1", "RFC 6838 section 4.2"),
    bad="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: the orders
                  content:
                    aplication/json: {schema: {type: object}}  # <-
    """,
    good="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: the orders
                  content:
                    application/json: {schema: {type: object}}
    """,
)

MOST_NAMED = 3


@RULE.on_document
def valid(api: Api) -> Iterator[Problem]:
    places: dict[str, dict[Place, None]] = {}
    for name, place in written(api):
        places.setdefault(name, {})[place] = None
    for name, users in places.items():
        fault = fault_of(name)
        if fault is not None:
            first, *others = users
            message, meant = fault
            yield Problem(
                first,
                f"`{name}` {message}" + (f" ({len(users)} times)" if others else ""),
                help=f"did you mean `{meant}`?" if meant else None,
                related=[Related(other, "also here") for other in others[:MOST_NAMED]],
            )


def written(api: Api) -> Iterator[tuple[str, Place]]:
    """Every media type with its place; 2.0 lists them apart from the bodies."""
    if api.version[0] > 2:
        for media in api.all(MediaType):
            yield media.name, media.place
        return
    views: list[View] = [api.root, *api.all(Operation, Webhook)]
    for view in views:
        for key in ("consumes", "produces"):
            for number, name in enumerate(view.sequence(key)):
                if isinstance(name, str):
                    yield name, view.value_at(key, number)
