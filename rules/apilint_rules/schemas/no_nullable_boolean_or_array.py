"""Booleans and arrays are never `null`.

A nullable boolean has three values, and every client has to guess whether `null` means false, unknown or
unchanged; an `enum` can name the third one. A nullable array has two ways of saying that there is nothing, so
that code which loops over the answer works until the day on which it fails.

Off by default, because three states may be meant, and because `null` in a merge patch means that a member is
removed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Rule, Schema, Severity
from ._branches import label

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"zalando": True},
    sources=("Zalando 122", "Zalando 124"),
    bad="""
        components:
          schemas:
            Order:
              type: object
              properties:
                paid:
                  type: [boolean, 'null']  # <-
                lines:
                  type: [array, 'null']  # <-
                  items: {type: string}
    """,
    good="""
        components:
          schemas:
            Order:
              type: object
              properties:
                paid:
                  type: boolean
                lines:
                  type: array
                  items: {type: string}
    """,
)

ADVICE = {
    "boolean": "remove `null`; if a third state is meant, make it an `enum` of three names",
    "array": "remove `null` and use an empty array",
}


@RULE.on_document(having=("type",))
def types(schema: Schema) -> Iterator[Problem]:
    kinds = schema.types
    if "null" not in kinds or len(kinds) != 2:
        return
    keyword = next((name for name in ("nullable", "x-nullable") if schema.flag(name)), "type")
    # From 3.1 on `nullable` means nothing: `schema-dialect` tells of it.
    if keyword == "type" or schema.api.version < (3, 1):
        yield from told(schema, keyword, kinds)


@RULE.on_document(having=("anyOf", "oneOf"))
def alternatives(schema: Schema) -> Iterator[Problem]:
    branches = [*schema.any_of, *schema.one_of]
    kinds = frozenset(name for branch in branches for name in branch.types)
    if (
        len(branches) == 2
        and all(branch.types for branch in branches)
        and "null" in kinds
        and len(kinds) == 2
    ):
        yield from told(schema, "anyOf" if "anyOf" in schema.value else "oneOf", kinds)


def told(schema: Schema, keyword: str, kinds: frozenset[str]) -> Iterator[Problem]:
    for kind in kinds & ADVICE.keys():
        article = "an" if kind == "array" else "a"
        yield Problem(
            schema.at(keyword), f"{label(schema)} is {article} {kind} that may be `null`", help=ADVICE[kind]
        )
