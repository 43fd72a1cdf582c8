"""No `pattern` lets a short text keep a validator busy for minutes.

Most languages match patterns by trying one way after another. Where a loop can read the same text in two
ways, such as `(a+)+`, every further character doubles the ways to try, and fifty characters stop a server.
Whoever checks requests with the pattern can be stopped by a request.

Only loops that are certain to be ambiguous, with a text that shows it, are reported. Patterns with
look-around or back-references inside of the loop are left alone, and so is what takes merely quadratic time.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Rule, Schema, Severity
from ..core.ecma.reader import shown
from ._ambiguity import Blowup, blowup

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OWASP API4:2023",),
    bad="""
        components:
          schemas:
            Customer:
              type: object
              properties:
                name: {type: string, pattern: '^([A-Za-z]+ ?)+$'}  # <-
    """,
    good="""
        components:
          schemas:
            Customer:
              type: object
              properties:
                name: {type: string, pattern: '^[A-Za-z]+( [A-Za-z]+)*$'}
    """,
)


@RULE.on_document(having=("pattern",))
def safe(schema: Schema) -> Iterator[Problem]:
    pattern = schema.text("pattern")
    found = blowup(pattern)
    if found is not None:
        yield Problem(
            schema.value_at("pattern"),
            f"pattern `{shown(pattern)}` takes exponential time on a text such as `{example_of(found)}`",
            help="rewrite the repeated group so that it can read a text in one way only",
        )


def example_of(found: Blowup) -> str:
    """A text that is long enough, with its repetition cut short for the reader."""
    return f"{found.start}{found.again * 3}...{found.again}{found.end}".replace("\n", "\\n")
