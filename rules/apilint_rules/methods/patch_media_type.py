"""PATCH takes a patch format: merge patch or JSON Patch.

A PATCH body is a list of changes, and its media type says how to read it. Plain `application/json` does not:
whether a missing member means "leave it" or "remove it", whether `null` removes a member, and whether an
array is replaced or appended to are all left to guessing. `application/merge-patch+json` and
`application/json-patch+json` answer each of these.

Nearly every published API does take plain JSON, so the rule is off unless a profile asks for it. Types that
define patches of their own (`application/vnd.api+json`, `application/scim+json`), forms, files and media
ranges are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    sources=("RFC 5789 section 2", "RFC 7396", "Zalando 148", "Azure patch-content-type", "AgID"),
    bad="""
        paths:
          /orders/{id}:
            patch:
              requestBody:
                required: true
                content:
                  application/json:  # <-
                    schema: {type: object}
              responses:
                '200': {description: the order}
    """,
    good="""
        paths:
          /orders/{id}:
            patch:
              requestBody:
                required: true
                content:
                  application/merge-patch+json:
                    schema: {type: object}
              responses:
                '200': {description: the order}
    """,
    profiles={"strict": True, "zalando": True, "azure": True},
)

PLAIN = ("application/json", "text/json")


def patches(operation: Operation) -> bool:
    return operation.method == "patch" and operation.request_body is not None


@RULE.on_document(
    where=patches, many="{count} of {total} PATCH operations take plain JSON instead of a patch format"
)
def patch_format(operation: Operation) -> Iterator[Problem]:
    body = operation.request_body
    assert body is not None
    media = list(body.content.values())
    if media and all(one.essence in PLAIN for one in media):
        yield Problem(
            media[0],
            f"PATCH takes `{media[0].name}`, which does not say how changes are applied",
            help="take `application/merge-patch+json` (RFC 7396) or `application/json-patch+json` (RFC 6902)",
        )
