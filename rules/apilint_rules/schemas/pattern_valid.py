"""A `pattern` is a regular expression of ECMA-262.

JSON Schema means the dialect of JavaScript. A pattern that this dialect cannot read makes validators refuse
the whole schema or skip the check, and which of the two depends on the tool. Spellings of other languages are
worse where they can be read: `\\A` and `\\Z` are plain letters, and slashes around a pattern must stand
in the text.

Whatever is an expression with the flags `u`, `v` or without any is accepted, so nothing that only some
dialect knows is reported as long as ECMA-262 knows it. A `pattern` that is no string is a matter of
`document-valid`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Place, Problem, Rule, Schema, Severity
from ..core.ecma.errors import PatternError
from ..core.ecma.reader import read
from ..core.ecma.reader import shown as shown_pattern

RULE = Rule(
    severity=Severity.ERROR,
    sources=("JSON Schema Validation 6.3.3", "OpenAPI Schema Object"),
    bad="""
        components:
          schemas:
            Order:
              type: object
              properties:
                number: {type: string, pattern: '^(ORD-[0-9]+$'}  # <-
                customer: {type: string, pattern: '^(?P<region>[A-Z]{2})[0-9]+$'}  # <-
                voucher: {type: string, pattern: '/^[A-Z]{8}$/i'}  # <-
    """,
    good="""
        components:
          schemas:
            Order:
              type: object
              properties:
                number: {type: string, pattern: '^ORD-[0-9]+$'}
                customer: {type: string, pattern: '^(?<region>[A-Z]{2})[0-9]+$'}
                voucher: {type: string, pattern: '^[A-Za-z]{8}$'}
    """,
)


@RULE.on_document(having=("pattern", "patternProperties"))
def valid(schema: Schema) -> Iterator[Problem]:
    patterns = [(schema.text("pattern"), schema.value_at("pattern"))] if schema.text("pattern") else []
    patterns += [(name, schema.at("patternProperties", name)) for name in schema.mapping("patternProperties")]
    for pattern, place in patterns:
        yield from mistakes(pattern, place)


def mistakes(pattern: str, place: Place) -> Iterator[Problem]:
    tree = read(pattern)
    shown = shown_pattern(pattern)
    if isinstance(tree, PatternError):
        yield Problem(place, f"pattern `{shown}` cannot be read: {tree}", help=tree.help)
    elif is_delimited(pattern):
        yield Problem(
            place,
            f"pattern `{shown}` has slashes around it, which are part of what must match",
            help=f"write `{shown_pattern(pattern[1:].rpartition('/')[0])}`; flags cannot be given",
            severity=Severity.WARNING,
        )
    else:
        yield from foreign(pattern, shown, place)


def is_delimited(pattern: str) -> bool:
    """Whether a pattern stands between slashes: with an anchor just inside of them, a set or a group."""
    inside = re.fullmatch(r"/(.+)/[dgimsuvy]*", pattern, re.DOTALL)
    return inside is not None and (
        inside[1][0] == "^" or inside[1].endswith("$") or re.search(r"[\[(]", inside[1]) is not None
    )


def foreign(pattern: str, shown: str, place: Place) -> Iterator[Problem]:
    """What is an anchor or a set in other languages and only letters in ECMA-262."""
    bare = re.sub(r"\\\\", "", pattern)
    for found, meaning, advice in (
        (re.search(r"\\A", bare), "the letter `A`", "write `^`"),
        (re.search(r"\\[zZ]", bare), "a letter", "write `$`"),
        (re.search(r"\[\[:\^?[a-z]+:\]", bare), "a few letters and colons", "write out the characters"),
    ):
        if found is not None:
            message = f"`{found[0]}` in pattern `{shown}` means {meaning} in ECMA-262"
            yield Problem(place, message, help=advice, severity=Severity.WARNING, subject=found[0])
