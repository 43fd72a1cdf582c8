"""Fixed path segments use letters, digits and `-._~` only.

All other characters may or must be percent-encoded, and clients, proxies and signature algorithms differ in
whether they do so. One that encodes and one that does not are then asking for two resources.

A `:` before a verb (`/orders/{id}:cancel`) and a segment such as `@me` are accepted, and so are `$`,
`(key='x')` and `@` where the API speaks OData. Query strings and fragments are told by
`path-no-query-or-fragment`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Api, Parameter, Place, Problem, Rule, Severity
from ._casing import at_places
from ._paths import path_items, segments_of

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 3986 section 2.3", "Azure http-url-allowed-characters", "Zalando 228"),
    bad="""
        paths:
          /orders/by customer: {}  # <-
          /orders/{id}:cancel: {}
    """,
    good="""
        paths:
          /orders/by-customer: {}
          /orders/{id}:cancel: {}
    """,
)


@RULE.on_document
def safe(api: Api) -> Iterator[Problem]:
    odata = "$@()',=;*+!" if is_odata(api) else ""
    for text, places in segments(api).items():
        static = re.sub(r"\{[^{}]*\}|^@(?=\w)", "", text)
        odd = [
            sign
            for sign in dict.fromkeys(static)
            if not re.match(r"[\w.~:{}-]", sign, re.ASCII) and sign not in odata
        ]
        if odd:
            signs = ", ".join("a blank" if sign == " " else f"`{sign}`" for sign in odd)
            message = f"path segment `{text}` contains {signs}"
            yield from at_places(places, message, "use letters, digits and `-._~` only", text)


def segments(api: Api) -> dict[str, list[Place]]:
    """The segments as written, each with the keys of the paths that have it."""
    found: dict[str, list[Place]] = {}
    for item in path_items(api):
        for text in {segment.text: None for segment in segments_of(item.path)}:
            found.setdefault(text, []).append(item.key)
    return found


def is_odata(api: Api) -> bool:
    """Whether paths or parameters are spelt as OData has them: `$metadata`, `Orders('{id}')`, `$filter`."""
    names = {parameter.name for parameter in api.all(Parameter) if parameter.location == "query"}
    if names & {"$filter", "$select", "$expand", "$orderby", "$top", "$skip", "$count"}:
        return True
    return any(re.search(r"/\$[a-z]+\b|\w\((\w+=)?'?\{", item.path) for item in path_items(api))
