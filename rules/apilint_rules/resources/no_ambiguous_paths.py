"""No URL matches two paths.

`/{entity}/latest` and `/orders/{id}` both match `/orders/latest`. The OpenAPI Specification leaves it open
which one is meant, and frameworks answer differently: the one that was declared first, the one with the
longest fixed beginning, or an error at start. The same call then means different things in the service, in
its mock and in its gateway.

A fixed segment beats a parameter, so `/orders/latest` beside `/orders/{id}` is clear and common. Paths are
compared for each method; parameters whose types, formats, patterns or enumerations exclude each other keep
them apart. So do ids: `/files/{fileId}/tags` and `/files/uploads/{uploadId}` both match
`/files/uploads/tags`, but nobody calls that, as neither word is an id. Equal templates are the concern of
`no-identical-path-templates`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ..core import Api, PathItem, Problem, Related, Rule, Severity
from ._calls import call_of, can_meet, is_meant, is_whole
from ._overlap import Index, Template, template_of
from ._paths import path_items

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI Paths Object", "IBM"),
    bad="""
        paths:
          /{entity}/latest:
            get: {summary: Get the latest of something}
          /orders/{id}:  # <-
            get: {summary: Get an order}
    """,
    good="""
        paths:
          /latest/{entity}:
            get: {summary: Get the latest of something}
          /orders/{id}:
            get: {summary: Get an order}
    """,
)

MOST_RIVALS, MOST_TOLD = 100, 3
"""Of one path: how many are looked at, and how many are told; more of them say nothing new."""


@RULE.on_document
def ambiguous(api: Api) -> Iterator[Problem]:
    index, known = Index(), dict[str, PathItem]()
    for item in path_items(api):
        template = template_of(item.path)
        rivals = islice(index.rivals(template), MOST_RIVALS)
        yield from islice(
            clashes(item, template, [(known[rival.path], rival) for rival in rivals]), MOST_TOLD
        )
        index.add(template)
        known[item.path] = item


def clashes(item: PathItem, template: Template, rivals: list[tuple[PathItem, Template]]) -> Iterator[Problem]:
    for other, rival in rivals:
        methods = shared_methods(item, template, other, rival)
        if methods:
            method, url = methods[0].upper(), example_of(template, rival)
            yield Problem(
                item.key,
                f"`{method} {url}` matches both `{item.path}` and `{rival.path}`",
                help="give one of them a fixed segment of its own, or restrict its parameter",
                related=[Related(other.key, "the other path")],
                subject=rival.path,
            )


def shared_methods(item: PathItem, template: Template, other: PathItem, rival: Template) -> list[str]:
    """The methods with which one URL can be meant for either path."""
    shared = []
    for method, operation in item.operations.items():
        if method in other.operations:
            one, two = call_of(operation, template), call_of(other.operations[method], rival)
            if can_meet(one, two) and (is_meant(one, two) or is_meant(two, one)):
                shared.append(method)
    return shared


def example_of(template: Template, rival: Template) -> str:
    """A URL that both match: the fixed segments of either."""
    pairs = zip(template.segments, rival.segments, strict=True)
    return "/" + "/".join(theirs.text if is_whole(mine) else mine.text for mine, theirs in pairs)
