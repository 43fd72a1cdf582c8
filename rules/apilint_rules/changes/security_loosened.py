"""Less is needed to call an operation, or something else beside what was enough.

It breaks no client, but it is worth a look: was it meant that callers without these credentials or scopes get in?
Where some of what was enough is so no longer, `security-tightened` says what is enough now.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Pair, Problem, Related, Rule, Severity
from ._security import Alternative, alternatives, is_enough, place_of, spelled, subject_of

RULE = Rule(
    severity=Severity.INFO,
    sources=(
        "OpenAPI Security Requirement Object",
        "oasdiff api-security-removed",
        "oasdiff api-security-scope-removed",
        "oasdiff api-global-security-removed",
    ),
    change_old="""
        paths:
          /orders:
            get:
              security: [{login: [read, write]}]
              responses: {'200': {description: all orders}}
        components:
          securitySchemes:
            key: {type: apiKey, in: header, name: X-Key}
            login: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {read: reads, write: writes}}}}
    """,
    change_new="""
        paths:
          /orders:
            get:
              security: [{login: [read]}]  # <-
              responses: {'200': {description: all orders}}
        components:
          securitySchemes:
            key: {type: apiKey, in: header, name: X-Key}
            login: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {read: reads, write: writes}}}}
    """,
)


@RULE.on_change()
def loosened(change: Pair[Operation]) -> Iterator[Problem]:
    old = change.diff.old
    before, after = alternatives(change.old, old), alternatives(change.new, old)
    if not all(any(is_enough(given, needed) for needed in after) for given in before):
        return  # `security-tightened` says what was enough, and all that is now
    for needed in after:
        if not any(is_enough(needed, asked) for asked in before):
            took = ", or ".join(map(spelled, before))
            yield Problem(
                place_of(change.new),
                f"{spelled(needed)} {'is' if len(needed) < 2 else 'are'} enough now, and it took {took}",
                subject=spelled(needed),
                related=[Related(place_of(change.old), "what it took")],
                oasdiff=[f"{subject_of(change)}-{_verb(needed, before)}"],
            )


def _verb(needed: Alternative, before: list[Alternative]) -> str:
    if any(each.keys() == needed.keys() for each in before):
        return "scope-removed"
    return "added" if needed else "removed"
