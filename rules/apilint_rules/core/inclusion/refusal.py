"""A keyword of one clause that does not take all that another one allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from .clause import Clause

FORMATS_WITHIN = {
    ("date-time", "string"), ("ipv4", "ip"), ("ipv6", "ip"), ("float", "double"), ("email", "idn-email"),
    ("hostname", "idn-hostname"), ("uri", "iri"), ("uri", "uri-reference"), ("uri", "iri-reference"),
    ("iri", "iri-reference"), ("uri-reference", "iri-reference"), ("uuid4", "uuid"),
}  # fmt: skip
"""Pairs of formats of which whatever fits the first fits the second."""


class Refusal(NamedTuple):
    """A keyword that does not take all, values to try for showing it, and why it is not certain without one."""

    facet: str
    candidates: Callable[[], Iterator[Any]]
    reason: str = ""


def of_formats(left: Clause, right: Clause, samples: Callable[[], Iterator[Any]]) -> Iterator[Refusal]:
    for name in sorted(right.formats - left.formats):
        if not any((other, name) in FORMATS_WITHIN for other in left.formats):
            reason = f"what the format `{name}` takes is not known for certain"
            yield Refusal("format", samples, reason)
