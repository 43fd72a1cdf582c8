"""Credentials that were enough are still enough.

`security` is a list of alternatives, each of which names schemes (with scopes) that are needed together. A change
is safe when every old alternative still contains a new one: whoever had it can still call. Another scheme beside
the old one, an alternative that is gone, a scope more, or credentials where none were needed answer 401 or 403 to
clients that worked.

Schemes that were only renamed are the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Pair, Problem, Related, Rule, Severity
from ._security import Alternative, alternatives, canonical, is_enough, place_of, spelled, subject_of

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "RFC 9110 section 15.5.2",
        "OpenAPI Security Requirement Object",
        "oasdiff api-security-added",
        "oasdiff api-security-removed",
        "oasdiff api-security-scope-added",
        "oasdiff api-global-security-added",
        "oasdiff api-global-security-removed",
        "oasdiff api-global-security-scope-added",
    ),
    change_old="""
        paths:
          /orders:
            get:
              security: [{key: []}, {login: [read]}]
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
              security: [{key: []}, {login: [read, write]}]  # <-
              responses: {'200': {description: all orders}}
        components:
          securitySchemes:
            key: {type: apiKey, in: header, name: X-Key}
            login: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {read: reads, write: writes}}}}
    """,
    change_same="""
        paths:
          /orders:
            get:
              security: [{key: []}, {login: []}]
              responses: {'200': {description: all orders}}
        components:
          securitySchemes:
            key: {type: apiKey, in: header, name: X-Key}
            login: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {read: reads, write: writes}}}}
    """,
)


@RULE.on_change()
def tightened(change: Pair[Operation]) -> Iterator[Problem]:
    old = change.diff.old
    before, after = alternatives(change.old, old), alternatives(change.new, old)
    for given in before:
        if not any(is_enough(given, needed) for needed in after):
            wanted = ", or ".join(map(spelled, after))
            yield Problem(
                place_of(change.new),
                f"{spelled(given)} {'was' if len(given) < 2 else 'were'} enough, and now it takes {wanted}",
                help="keep the old alternative beside the new one until clients have changed",
                subject=f"{canonical(given)} -> {', or '.join(sorted(map(canonical, after)))}",
                related=[Related(place_of(change.old), "what was enough")],
                oasdiff=[f"{subject_of(change)}-{_verb(given, after)}"],
                credentials=list(given),
            )


def _verb(given: Alternative, after: list[Alternative]) -> str:
    if any(each.keys() == given.keys() for each in after):
        return "scope-added"
    return "removed" if given else "added"
