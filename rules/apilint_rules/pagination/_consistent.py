"""How the consistency rules of this topic tell that one thing has several names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ..core import Api, Problem, View
from ..core.words import majority

AT_LEAST = 5
"""With fewer samples nothing is usual."""

TOLD_APART = 3
"""As many places as this are told one by one; more of them with the same name are one finding."""


class Use(NamedTuple):
    """One use of a name: a key by which names compare, the name as written, and where to change it."""

    key: str
    name: str
    view: View


def several_names(api: Api, thing: str, uses: list[Use], verb: str = "is called") -> Iterator[Problem]:
    """Problems for the uses whose name is not the usual one, or a single one where no name is usual."""
    counts = Counter(use.key for use in uses)
    if len(counts) < 2 or len(uses) < AT_LEAST:
        return
    written = {use.key: use.name for use in reversed(uses)}
    usual = majority(use.key for use in uses)
    if usual is None:
        names = ", ".join(f"`{written[key]}` ({count})" for key, count in counts.most_common())
        message = f"{thing} has {len(counts)} names: {names}"
        yield Problem(api.key("paths"), message, help="choose one of them for all lists", subject=thing)
        return
    name = written[usual.value]
    for key in counts.keys() - {usual.value}:
        odd = {id(use.view.value): use for use in reversed(uses) if use.key == key}
        told = list(odd.values())[::-1]
        often = f" in {len(told)} places" if len(told) > TOLD_APART else ""
        message = (
            f"{thing} {verb} `{written[key]}`{often}, but `{name}` in {usual.number} of {usual.total} lists"
        )
        for use in told if not often else told[:1]:
            problem = Problem(use.view, message, help=f"call it `{name}`", subject=f"{thing} {key}")
            problem.stands_for = [other.view.place for other in told] if often else []
            yield problem
