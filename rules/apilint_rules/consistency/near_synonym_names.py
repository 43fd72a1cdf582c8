"""One thing has one name: `created_at` is not called `creation_date` elsewhere.

A caller who has learnt `created_at` from the order looks for it in the invoice, does not find it, and reads
the whole schema again. Sorting, filtering and generated code have to know both names.

Found are moments of a record's life (created, updated, deleted, expires) under several names, and names
that differ only in where their words are cut (`username`, `user_name`). Names that stand side by side, or
whose values are written differently (a date and a date-time), mean two things. Names that differ only in
case are for the casing rules. Both are left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ..core import Api, Parameter, Place, Problem, Related, Rule, Schema, Severity
from ..core.words import words
from ._kinds import kind_of

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"strict": True},
    sources=("Azure rest-clear-naming", "IBM"),
    bad="""
        components:
          schemas:
            Order:
              properties:
                created_at: {type: string, format: date-time}
            Customer:
              properties:
                created_at: {type: string, format: date-time}
            Invoice:
              properties:
                creation_date: {type: string, format: date-time}  # <-
    """,
    good="""
        components:
          schemas:
            Order:
              properties:
                created_at: {type: string, format: date-time}
            Customer:
              properties:
                created_at: {type: string, format: date-time}
            Invoice:
              properties:
                created_at: {type: string, format: date-time}
    """,
)

EVENTS = {
    "created": ("created", "create", "creation"),
    "updated": ("updated", "update", "modified", "modification", "changed"),
    "deleted": ("deleted", "delete", "deletion"),
    "expires": ("expires", "expire", "expiry", "expiration"),
}
MOMENTS = frozenset(("at", "on", "date", "time", "datetime", "timestamp", "ts", "last"))


class Use(NamedTuple):
    """One place where a name is given to a value: a schema's property, or a parameter."""

    name: str
    owner: Schema | Parameter
    value: Schema | None

    @property
    def place(self) -> Place:
        if isinstance(self.owner, Parameter):
            return self.owner.value_at("name")
        return self.owner.at("properties", self.name)

    def stands_beside(self, name: str) -> bool:
        """Whether the other name is given to something else at the same place."""
        if isinstance(self.owner, Parameter):
            return any(
                other.name == name for operation in self.owner.operations for other in operation.parameters
            )
        return name in self.owner.mapping("properties")


@RULE.on_document
def one_name(api: Api) -> Iterator[Problem]:
    schemas = api.schemas_with("properties")
    yield from clashes(
        Use(name, schema, prop) for schema in schemas for name, prop in schema.properties.items()
    )
    asked = [parameter for parameter in api.all(Parameter) if parameter.location in ("query", "path")]
    yield from clashes(Use(parameter.name, parameter, parameter.any_schema) for parameter in asked)


def clashes(uses: Iterable[Use]) -> Iterator[Problem]:
    """One problem for each name that is not the usual one of what it names."""
    things: dict[str, dict[str, list[Use]]] = defaultdict(lambda: defaultdict(list))
    for use in uses:
        thing = thing_of(use.name)
        if thing in EVENTS and is_bare(use.name) and not is_moment(use.value):
            continue
        things[thing][use.name].append(use)
    for thing, names in things.items():
        if thing and len(names) > 1:
            usual = max(names, key=lambda name: len(names[name]))
            for name, found in names.items():
                if name != usual and are_synonyms(found[0], names[usual][0]):
                    yield problem(found, names[usual])


@cache
def thing_of(name: str) -> str:
    """What a name names, spelt so that its synonyms agree; empty where that cannot be told."""
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name) is None or name.isupper():
        return ""
    tokens = words(name)
    for event, forms in EVENTS.items():
        rest = [token for token in tokens if token not in forms]
        if len(rest) == len(tokens) - 1 and MOMENTS.issuperset(rest):
            return "" if event == "expires" and "date" in rest else event  # cards have an expiry date
    return "=" + "".join(tokens)


def is_bare(name: str) -> bool:
    """Whether only the event is named: `created` may be a moment, a flag or a count."""
    return len(words(name)) == 1


def is_moment(value: Schema | None) -> bool:
    """Whether a value is a point in time, by its format or its description."""
    flat = value.flat if value is not None else None
    if flat is None or not flat.types & {"string", "integer", "number"}:
        return False
    said = f"{flat.first('format')} {flat.first('description')}"
    return re.search(r"(?i)\b(date|date-time|time|timestamp|unix|epoch)\b", said) is not None


def are_synonyms(use: Use, usual: Use) -> bool:
    """Whether names differ in more than case, their values do not, and they never stand together."""
    if words(use.name) == words(usual.name) or use.stands_beside(usual.name) or usual.stands_beside(use.name):
        return False
    if use.value is None or usual.value is None or kind_of(use.value) != kind_of(usual.value):
        return False
    return bool(use.value.flat.first("format") == usual.value.flat.first("format"))


def problem(found: list[Use], usual: list[Use]) -> Problem:
    name, other = found[0].name, usual[0].name
    return Problem(
        found[0].place,
        f"`{name}` ({times(len(found))}) names what `{other}` ({times(len(usual))}) names elsewhere",
        help=f"write `{other}`",
        related=[Related(usual[0].place, f"`{other}` here")],
        subject=name,
    )


def times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
