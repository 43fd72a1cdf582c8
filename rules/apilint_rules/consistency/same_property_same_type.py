"""A property has one type wherever it appears.

Where `row_id` is a text in eleven schemas and a number in the twelfth, every client needs a conversion at
one place, and the one who forgets it compares `"7"` with `7`.

Only plain values are compared (texts, numbers, booleans), and only where at least four of five uses agree.
Names of one word (`id`, `value`, `status`, `score`) mean something else in every object and are left alone,
and so are properties that allow several types.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..core import Api, Problem, Related, Rule, Schema, Severity
from ..core.words import majority, words
from ._kinds import kind_of, with_article

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"strict": True},
    sources=("Azure rest-clear-naming", "IBM property-consistent-name-and-type"),
    bad="""
        components:
          schemas:
            Order: {properties: {customer_number: {type: string}}}
            Invoice: {properties: {customer_number: {type: string}}}
            Refund: {properties: {customer_number: {type: string}}}
            Customer: {properties: {customer_number: {type: string}}}
            Contract:
              properties:
                customer_number: {type: integer}  # <-
    """,
    good="""
        components:
          schemas:
            Order: {properties: {customer_number: {type: string}}}
            Invoice: {properties: {customer_number: {type: string}}}
            Refund: {properties: {customer_number: {type: string}}}
            Customer: {properties: {customer_number: {type: string}}}
            Contract:
              properties:
                customer_number: {type: string}
    """,
)

PLAIN = frozenset(("string", "integer", "number", "boolean"))


@RULE.on_document
def alike(api: Api) -> Iterator[Problem]:
    named: dict[str, list[tuple[Schema, str]]] = defaultdict(list)
    for schema in api.all(Schema):
        for name, prop in schema.properties.items() if "properties" in schema.value else ():
            kind = "" if prop.has("oneOf", "anyOf") else kind_of(prop)
            if kind in PLAIN and len(words(name)) > 1:
                named[name].append((schema, "number" if kind == "integer" else kind))
    for name, uses in named.items():
        usual = majority(kind for _, kind in uses)
        if usual is not None and usual.number < usual.total:
            yield from outliers(name, uses, usual.value)


def outliers(name: str, uses: list[tuple[Schema, str]], usual: str) -> Iterator[Problem]:
    """One problem for each use that differs."""
    common = [schema for schema, kind in uses if kind == usual]
    for schema, kind in uses:
        if kind != usual:
            yield Problem(
                schema.at("properties", name),
                f"`{name}` is {with_article(kind)} here, {with_article(usual)} in {len(common)} others",
                help=f"make it {with_article(usual)}, or give it a name of its own",
                related=[Related(common[0].at("properties", name), f"{with_article(usual)} here")],
                subject=name,
            )
