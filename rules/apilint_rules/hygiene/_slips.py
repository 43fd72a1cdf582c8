"""What the reader noticed: keys written twice, keys that are no text, numbers that JSON cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Document, Place, Problem, Severity
from ..core.text.reading import Slip, SlipKind


def slips_of(document: Document) -> Iterator[Problem]:
    """A problem for each slip; keys that are plain numbers, mostly status codes, are counted."""
    numbers = []
    for slip in document.slips:
        if slip.kind is SlipKind.DUPLICATE_KEY:
            yield _duplicate(document, slip)
        elif slip.kind is SlipKind.PLAIN_KEY and re.fullmatch(r"0|[1-9]\d*", slip.written):
            numbers.append(slip)
        elif slip.kind is SlipKind.PLAIN_KEY:
            yield _odd_key(document, slip)
        elif slip.kind is SlipKind.NOT_JSON:
            yield _no_json(document, slip)
    if numbers:
        yield _unquoted_numbers(document, numbers)


def _duplicate(document: Document, slip: Slip) -> Problem:
    before = f", on line {slip.first.line}" if slip.first else ""
    return Problem(
        Place(document, slip.pointer),
        f"key `{slip.pointer[-1]}` is already in this mapping{before}: one of the two is lost",
        help="merge the two, or rename one",
        span=slip.span,
        subject="duplicate",
    )


def _odd_key(document: Document, slip: Slip) -> Problem:
    kind = "a number with two readings" if slip.written[:1].isdigit() else "not a text"
    return Problem(
        Place(document, slip.pointer),
        f"key `{slip.written}` is {kind} to YAML",
        help=f"write `'{slip.written}'`, or another name",
        span=slip.span,
        severity=Severity.WARNING,
        subject="odd key",
    )


def _no_json(document: Document, slip: Slip) -> Problem:
    return Problem(
        Place(document, slip.pointer, on_key=False),
        f"`{slip.written[:40]}` is a number to YAML that JSON cannot hold",
        help="write a finite number, or put it in quotes",
        span=slip.span,
        severity=Severity.WARNING,
        subject="not JSON",
    )


def _unquoted_numbers(document: Document, numbers: list[Slip]) -> Problem:
    first = numbers[0]
    what = "1 key is a number" if len(numbers) == 1 else f"{len(numbers)} keys are numbers"
    return Problem(
        Place(document, first.pointer),
        f"{what} without quotes, such as `{first.written}`; OpenAPI wants strings",
        help=f"write `'{first.written}'`",
        span=first.span,
        severity=Severity.INFO,
        subject="numbers",
    )
