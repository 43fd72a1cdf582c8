"""What is embedded in a text is written as before.

A JSON text that was `base64` and is `quoted-printable` now, or was `application/json` and is `text/plain` now, is
read wrongly by whoever is on the other end: JSON Schema takes both for notes, so that no validator says a word.
Told where both descriptions say something, and something else.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Problem, Related, Rule, Schema, Severity
from ._oasdiff import ids_of
from ._words import shown, where

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "JSON Schema Validation 8",
        "oasdiff request-property-content-encoding-changed",
        "oasdiff request-property-content-media-type-changed",
        "oasdiff response-property-content-encoding-changed",
        "oasdiff response-property-content-media-type-changed",
    ),
    change_old="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        scan:
                          type: string
                          contentEncoding: base64
                          contentMediaType: image/png
    """,
    change_new="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        scan:
                          type: string
                          contentEncoding: base64url  # <-
                          contentMediaType: image/webp  # <-
    """,
    change_same="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        scan:
                          type: string
                          contentEncoding: BASE64
    """,
)


@RULE.on_change()
def changed(change: Pair[Schema]) -> Iterator[Problem]:
    for key in ("contentEncoding", "contentMediaType"):
        before, after = change.old.text(key), change.new.text(key)
        if before and after and before.lower() != after.lower():
            yield Problem(
                change.new.at(key),
                f"the `{key}` of {where(change)} is {shown(after)} now; it was {shown(before)}",
                facet=key,
                oasdiff=ids_of(
                    change, "content-encoding-changed" if "Enc" in key else "content-media-type-changed"
                ),
                related=[Related(change.old.at(key), "what it was")],
            )
