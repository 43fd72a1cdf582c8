"""What is embedded in a text is written as before.

A JSON text that was `base64` and is `quoted-printable` now, or was `application/json` and is `text/plain` now, is
read wrongly by whoever is on the other end: JSON Schema takes both for notes, so that no validator says a word.
Told where both descriptions say something, and something else. The JSON in a text is compared by its `contentSchema`,
as bodies are: less than what clients send, or more than what they were sent, is an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Gap, Pair, Problem, Related, Rule, Schema, Severity
from ..core.api.media import spelled
from ..core.outline import outline
from ._gap_words import name_of, sentence
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
                        options:
                          type: string
                          contentMediaType: application/json
                          contentSchema: {type: object, properties: {color: {type: string}}}
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
                        options:
                          type: string
                          contentMediaType: application/json
                          contentSchema: {type: object, properties: {color: {enum: [red, blue]}}}  # <-
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
        if before and after and _spelled(before) != _spelled(after):
            yield Problem(
                change.new.at(key),
                f"the `{key}` of {where(change)} is {shown(after)} now; it was {shown(before)}",
                facet=key,
                oasdiff=ids_of(
                    change, "content-encoding-changed" if "Enc" in key else "content-media-type-changed"
                ),
                related=[Related(change.old.at(key), "what it was")],
            )


def _spelled(text: str) -> list[str]:
    """An encoding or a media type in one spelling; its characters are UTF-8 where nothing is said (RFC 8259)."""
    essence, parameters = spelled(text)
    return [essence, *(each for each in parameters if each != "charset=utf-8")]


@RULE.on_change(where=lambda change: change.old.has("contentSchema") or change.new.has("contentSchema"))
def embedded(change: Pair[Schema]) -> Iterator[Problem]:
    payloads, grows = change.diff.payloads, not change.is_sent
    for gap in payloads.broken(change):
        severity = None if gap.is_shown else Severity.WARNING
        yield _embedded(change, gap, sentence(_name(change, gap), gap, grows), severity)
    for gap in payloads.eased(change):
        if gap.is_shown:
            yield _embedded(change, gap, sentence(_name(change, gap), gap, not grows), Severity.INFO)


def _name(change: Pair[Schema], gap: Gap) -> str:
    return name_of(change, gap) if gap.path else "it"


def _embedded(change: Pair[Schema], gap: Gap, words: str, severity: Severity | None) -> Problem:
    way = "to the service" if change.is_sent else "to the client"
    said = gap.new.value.get(gap.facet) if gap.new is not None else None
    return Problem(
        change.new.at("contentSchema"),
        f"in the JSON of {where(change)} on its way {way}, {words}",
        facet=gap.facet,
        subject="/".join((change.direction.value, *gap.path, outline(said))),
        severity=severity,
        related=[Related(change.old.at("contentSchema"), "what it was")],
        oasdiff=[],
    )
