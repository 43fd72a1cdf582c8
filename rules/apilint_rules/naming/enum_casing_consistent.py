"""The values of one enum are written in one case.

Callers compare with these values literally. Where `in_progress` stands beside `on-hold`, a value typed from
memory is wrong half of the time, and a filter with a wrong value mostly finds nothing instead of failing.

Each enum is looked at by itself. Acronyms, codes, units, locales and free text fit everywhere; enums that
list every value in two cases are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Api, Problem, Rule, Schema, Severity
from ..core.words import CASES, case_of, fits, is_neutral
from ._casing import at_places, rewritten

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 240", "IBM enum-casing-convention"),
    bad="""
        components:
          schemas:
            Status:
              type: string
              enum: [draft, in_progress, on-hold, paid_in_full]  # <-
    """,
    good="""
        components:
          schemas:
            Status:
              type: string
              enum: [draft, in_progress, on_hold, paid_in_full]
    """,
)

LOCALE = r"[a-z]{2,3}([-_]([A-Z]{2}|[a-z]{2}|[A-Z][a-z]{3}|\d{3}))+"
UNIT = r"[kKMGTPEmµn]?i?([bB]|bps|bit|byte|Hz|W|Wh|s|m|g)"


@RULE.on_document
def same_case(api: Api) -> Iterator[Problem]:
    owners: dict[tuple[str, ...], list[Schema]] = {}
    for schema in api.schemas_with("enum"):
        values = tuple(value for value in schema.enum or () if type(value) is str)
        if len(values) > 1:
            owners.setdefault(values, []).append(schema)
    for values, schemas in owners.items():
        yield from mixture(values, schemas)


def mixture(values: tuple[str, ...], schemas: list[Schema]) -> Iterator[Problem]:
    """A problem for each place of an enum whose values differ in case, if most of them agree."""
    if len(set(map(case_of, values))) < 2:
        return
    telling = {value: without_codes(value) for value in values if not is_code(value)}
    counts = {case: sum(fits(value, case) for value in telling.values()) for case in CASES}
    case = max(counts, key=counts.__getitem__)
    odd = [value for value, plain in telling.items() if not fits(plain, case)]
    if not odd or counts[case] < max(2, len(odd) + 1) or not is_comparable(values):
        return
    fitting = [value for value, plain in telling.items() if fits(plain, case)]
    witness = next((value for value in fitting if not is_neutral(value)), fitting[0])
    shown = ", ".join(f"`{value}`" for value in odd[:3]) + f" and {len(odd) - 3} more" * (len(odd) > 3)
    message = f"enum mixes cases: {shown} beside `{witness}`"
    places = [schema.at("enum") for schema in schemas]
    yield from at_places(places, message, f"write `{rewritten(odd[0], case)}`", "")


def is_comparable(values: tuple[str, ...]) -> bool:
    """Whether the values are names: no free text, and none of them in two spellings."""
    are_names = all(re.fullmatch(r"[A-Za-z0-9]+([_-][A-Za-z0-9]+)*|\*?", value) for value in values)
    return are_names and len({value.lower().replace("-", "_") for value in values}) == len(values)


def without_codes(value: str) -> str:
    """A value with codes such as `P400` or `GB` written like the words around them (`reader_p400`)."""
    if value.isupper():
        return value
    return re.sub(
        r"(?<![A-Za-z0-9])([A-Z]+\d[A-Z\d]*|[A-Z]{2,3})(?![A-Za-z0-9])", lambda found: found[0].lower(), value
    )


def is_code(value: str) -> bool:
    """Whether a value fits everywhere: a short acronym, an algorithm, a locale, a unit."""
    return (
        not re.search("[a-z]{2}|[A-Z]{5}|[a-z]_", value)
        or re.fullmatch(LOCALE, value) is not None
        or re.fullmatch(UNIT, value) is not None
        or (value.isalnum() and value.isupper() and any(sign.isdigit() for sign in value))
    )
