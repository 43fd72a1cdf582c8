"""Path templates taken apart: the names in braces, and what is wrong with the braces."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class Template(NamedTuple):
    """`names`: what stands in the braces of the path itself; `behind`: in those behind `?` or `#`."""

    names: tuple[str, ...]
    behind: tuple[str, ...]
    faults: tuple[str, ...]


@cache
def template_of(path: str) -> Template:
    """The template of a path."""
    end = min((path.index(mark) for mark in "?#" if mark in path), default=len(path))
    names, faults = braces(path[:end])
    behind, _ = braces(path[end:])
    if "" in names:
        faults.append("has `{}` without a name in it")
    return Template(tuple(names), tuple(behind), tuple(faults))


def bare(name: str) -> str:
    """The name in what frameworks write: `{id:[0-9]+}`, `{name=orders/*}`, `{proxy+}`, `{path*}`."""
    for mark in ":=":
        name = name.partition(mark)[0]
    return name.strip("+*")


def braces(text: str) -> tuple[list[str], list[str]]:
    """What stands in the outer braces, and the faults of the braces; inner ones may belong to a pattern."""
    names: list[str] = []
    faults: list[str] = []
    depth = start = 0
    for at, letter in enumerate(text):
        if letter == "{":
            if depth == 0:
                start = at + 1
            elif ":" not in text[start:at]:
                faults.append("has a brace in a brace")
            depth += 1
        elif letter == "}" and depth == 0:
            faults.append("closes a brace that is not open")
        elif letter == "}":
            depth -= 1
            if depth == 0:
                names.append(text[start:at])
    if depth:
        faults.append("opens a brace that is not closed")
    return names, list(dict.fromkeys(faults))
