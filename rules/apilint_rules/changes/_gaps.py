"""How the rules tell of values that only one of two schemas accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..core import Gap, Pair, Place, Problem, Related, Schema, Severity, Witness
from ..core.change.change import place_of
from ..core.change.payloads import deepest, schemas_of
from ._branches import branch_of
from ._gap_words import name_of, of_branch, sentence
from ._oasdiff import of_gap


def every(gap: Gap) -> bool:
    """Wants all of them."""
    return True


def none(gap: Gap) -> Severity | None:
    """Leaves the severity to the rule."""
    return None


def lost(
    pair: Pair[Any],
    severity: Callable[[Gap], Severity | None] = none,
    wanted: Callable[[Gap], bool] = every,
) -> Iterator[Problem]:
    """What breaks: values that are refused now, or (where the service sends them) that come now and never came."""
    grows = not pair.is_sent
    words = "may come now, and never did" if grows else "was accepted, and is refused now"
    return _told(pair, filter(wanted, pair.diff.payloads.broken(pair)), grows, words, severity)


def gained(pair: Pair[Any]) -> Iterator[Problem]:
    """What does not break: values that are accepted now, or (where the service sends them) that never come any more.

    Not the properties that came to a closed object or went when it was closed: other rules tell of them.
    """
    grows = pair.is_sent
    words = "is accepted now, and was refused" if grows else "came, and does not come any more"
    gaps = [gap for gap in pair.diff.payloads.eased(pair) if gap.is_shown and not _is_told_as_property(gap)]
    return _told(pair, gaps, grows, words, none)


def _is_told_as_property(gap: Gap) -> bool:
    """Whether a closed object refuses what only the other one declares."""
    if gap.facet not in ("additionalProperties", "unevaluatedProperties") or not gap.path:
        return False
    declared = [
        schema is not None and gap.path[-1] in schema.flat.property_names for schema in (gap.old, gap.new)
    ]
    return declared[0] is not declared[1]


def _told(
    pair: Pair[Any], gaps: Iterable[Gap], grows: bool, words: str, severity: Callable[[Gap], Severity | None]
) -> Iterator[Problem]:
    """A problem for each gap, at the keyword in the innermost schema; what is not certain is a warning."""
    old, new = schemas_of(pair) or (None, None)
    for gap in gaps:
        if gap.is_given_up:
            yield _given_up(pair, gap)
            continue
        branch = branch_of(pair, gap, grows)
        gap = branch.gap if branch else gap
        name = name_of(pair, gap)
        yield Problem(
            _place(gap.new or deepest(new, gap.path), gap, pair.new.place),
            of_branch(name, branch.label, grows) if branch else sentence(name, gap, grows),
            related=[Related(_place(gap.old or deepest(old, gap.path), gap, pair.old.place), "what it was")],
            severity=severity(gap) if gap.is_shown else Severity.WARNING,
            facet=gap.facet,
            subject=branch.label if branch else "/".join(gap.path[-1:]),
            witness=Witness(gap.witness, words) if gap.is_shown else None,
            oasdiff=of_gap(pair, gap, grows),
            path=gap.path,
        )


def _given_up(pair: Pair[Any], gap: Gap) -> Problem:
    """All that was given up is told in one finding: the place and the words are the same."""
    return Problem(
        place_of(pair.diff.new),
        f"cannot tell whether some payloads break: {gap.reason}",
        related=[Related(place_of(pair.diff.old), "what it was")],
        severity=Severity.WARNING,
        facet="unknown",
    )


def _place(schema: Schema | None, gap: Gap, otherwise: Place) -> Place:
    """The property that is meant, the keyword, or the schema."""
    if schema is None:
        return otherwise
    if (
        gap.facet in ("required", "additionalProperties")
        and gap.path[-1:]
        and gap.path[-1] in schema.mapping("properties")
    ):
        return schema.at("properties", gap.path[-1])
    keyword = (
        _SAID_BY[gap.facet]
        if gap.facet in _SAID_BY and schema.value.get(gap.facet) in (None, True)
        else gap.facet
    )
    return schema.at(keyword) if schema.has(keyword) else schema.place


_SAID_BY = {"enum": "const", "exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
"""What may say the value of a keyword that is not there, or (before OpenAPI 3.1) is no more than `true`."""
