"""The property that tells alternatives apart stays the same one.

Generated clients and servers choose the class of an object by its discriminator; validators do not look at it. Told as
`info`: what becomes of the property itself, and of the values that are mapped to branches, is told where it breaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Problem, Related, Rule, Schema, Severity
from ._oasdiff import ids_of
from ._words import where

_KEY = "discriminator"

RULE = Rule(
    severity=Severity.INFO,
    sources=(
        "OpenAPI 3.1 Discriminator Object",
        "oasdiff request-property-discriminator-property-name-changed",
        "oasdiff response-property-discriminator-property-name-changed",
        "oasdiff request-body-discriminator-added",
        "oasdiff request-body-discriminator-removed",
    ),
    change_old="""
        paths:
          /pets:
            get:
              responses:
                '200':
                  description: the pets
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          oneOf:
                            - $ref: '#/components/schemas/Cat'
                            - $ref: '#/components/schemas/Dog'
                          discriminator: {propertyName: kind}
    """,
    change_new="""
        paths:
          /pets:
            get:
              responses:
                '200':
                  description: the pets
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          oneOf:
                            - $ref: '#/components/schemas/Cat'
                            - $ref: '#/components/schemas/Dog'
                          discriminator: {propertyName: petType}  # <-
    """,
    change_same="""
        paths:
          /pets:
            get:
              responses:
                '200':
                  description: the pets
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          oneOf:
                            - $ref: '#/components/schemas/Dog'
                            - $ref: '#/components/schemas/Cat'
                          discriminator: {propertyName: kind, mapping: {cat: Cat}}
    """,
)


@RULE.on_change(where=lambda change: change.old.has(_KEY) or change.new.has(_KEY))
def changed(change: Pair[Schema]) -> Iterator[Problem]:
    before, after = _name(change.old), _name(change.new)
    if before == after:
        return
    subject = where(change)
    if before:
        message = (
            f"the discriminator of {subject} {f'is `{after}` now' if after else 'is gone'}; it was `{before}`"
        )
    else:
        message = f"{subject} has the discriminator `{after}` now; there was none"
    what = "property-name-changed" if before and after else "added" if after else "removed"
    yield Problem(
        change.new.at(_KEY),
        message,
        facet=_KEY,
        related=[Related(change.old.at(_KEY), "what it was")],
        oasdiff=ids_of(change, f"{_KEY}-{what}"),
    )


def _name(schema: Schema) -> str:
    """The name of the property; OpenAPI 2.0 writes nothing else."""
    return schema.text(_KEY) or str(schema.mapping(_KEY).get("propertyName") or "")
