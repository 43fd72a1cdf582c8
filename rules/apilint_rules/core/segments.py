"""Segments of paths, taken apart."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_PARAMETER = re.compile(r"\{([^{}]*)\}")
_EXTENSION = re.compile(
    r"\.(json|xml|csv|ya?ml|txt|html?|pdf|zip|tar|gz|png|jpe?g|svg|ics|geojson|rss|atom)$", re.IGNORECASE
)
_VERSION = re.compile(
    r"v\d+([._]\d+)*((alpha|beta|rc|preview)\d*)?|\d+\.\d+|\d{4}-\d{2}(-\d{2})?", re.IGNORECASE
)


class Segment(NamedTuple):
    """One segment of a path: as written, without extension and `:verb`, and the parameters in it."""

    text: str
    name: str
    parameters: tuple[str, ...]
    verb: str
    extension: str

    @property
    def is_static(self) -> bool:
        return not self.parameters

    @property
    def is_version(self) -> bool:
        return self.is_static and _VERSION.fullmatch(self.text) is not None

    @property
    def key(self) -> str:
        """What two segments share that mean the same: `{id}` and `{orderId}`, `orders` and `orders.json`."""
        return f"{self.name}:{self.verb}" if self.verb else self.name


@cache
def segments_of(path: str) -> tuple[Segment, ...]:
    """The segments of a path without query and fragment; a `/` in braces (`{name=orders/*}`) is no border."""
    texts, start, end = [], 0, len(path)
    for found in re.finditer(r"\{[^{}]*\}|[/?#]", path):
        if found[0] == "/":
            texts.append(path[start : found.start()])
            start = found.end()
        elif found[0] in "?#":
            end = found.start()
            break
    texts.append(path[start:end])
    first = 1 if texts[0] == "" else 0
    last = len(texts) - 1 if len(texts) > first and texts[-1] == "" else len(texts)
    return tuple(parse_segment(text) for text in texts[first:last])


@cache
def parse_segment(text: str) -> Segment:
    """`{id}.json`: the parameter `id` with extension `json`; `orders:cancel`: `orders` with verb `cancel`."""
    parameters = tuple(_PARAMETER.findall(text))
    name = _PARAMETER.sub("{}", text)
    extension = ""
    found = _EXTENSION.search(name)
    if found:
        name, extension = name[: found.start()], found[1].lower()
    name, _, verb = name.partition(":") if not name.startswith(":") else (name, "", "")
    return Segment(text, name, parameters, verb, extension)
