"""Whatever silences a rule is needed, says why, and has not expired.

A silence that outlives its cause hides the next mistake in the same place. One without a reason cannot be
judged by whoever finds it a year later, and an expired one is a promise that nobody kept: the finding is
back. One that names no rule (a slip, or a rule that was renamed) silences nothing, and neither does a comment that is
not written as `# apilint: ignore[RULE] reason`.

Rules that did not run in this check are not counted as unneeded.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Place, Problem, Rule, Severity, Suppression

RULE = Rule(
    severity=Severity.INFO,
    sources=(),
    bad="""
        paths:
          /orders/{id}:
            x-apilint-ignore:
              item-has-404: until 2020-06-30 the gateway answers it  # <-
              rate-limit-documented: ''  # <-
    """,
    good="""
        paths:
          /orders/{id}:
            x-apilint-ignore:
              item-has-404: the gateway answers it
              rate-limit-documented: {reason: only called by ourselves, until: 2099-06-30}
    """,
)


@RULE.on_document
def used(suppression: Suppression, today: str) -> Iterator[Problem]:
    name, until = suppression.rule, suppression.until
    if not suppression.is_understood:
        yield told(
            suppression, f"`{suppression.reason}` silences nothing", "write `# apilint: ignore[RULE] reason`"
        )
        return
    if not suppression.is_known:
        advice = (
            f"did you mean `{suppression.nearest}`?"
            if suppression.nearest
            else "`apilint rules` lists the rules"
        )
        yield told(suppression, f"no rule is called `{name}`, so this silences nothing", advice)
    elif suppression.is_expired(today):
        yield told(suppression, f"silencing `{name}` expired on {until}", "mend the cause, or set a new date")
    elif suppression.ran and not suppression.used:
        yield told(suppression, f"silencing `{name}` is unused: it reports nothing here", "remove this")
    if until and not suppression.has_date:
        yield told(suppression, f"`{until}` is no date, so this never expires", "write it as `2027-01-31`")
    if not suppression.reason:
        yield told(suppression, f"silencing `{name}` gives no reason", "say why behind the name of the rule")


def told(suppression: Suppression, message: str, advice: str) -> Problem:
    return Problem(
        place_of(suppression),
        message,
        help=advice,
        span=suppression.span,
        subject=f"{suppression.rule} {message.partition(' ')[0]}",
    )


def place_of(suppression: Suppression) -> Place:
    """The rule's own key where `x-apilint-ignore` is a mapping, else that extension or comment."""
    document, pointer, _ = suppression.place
    try:
        document.value(pointer.child(suppression.rule))
    except KeyError:
        return suppression.place
    return Place(document, pointer.child(suppression.rule))
