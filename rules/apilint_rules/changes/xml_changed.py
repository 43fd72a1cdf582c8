"""Elements and attributes of XML keep their names.

`xml` renames the element of a property, makes an attribute of it, or wraps a list: whoever reads or writes XML finds
it elsewhere from then on, and no JSON Schema says a word. Looked at where a body travels as XML.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import MediaType, Pair, Problem, Related, Rule, Schema, Severity
from ._words import shown, where

_KEY = "xml"
_PARTS = ("name", "namespace", "nodeType")
"""What is written; a prefix may be any (Namespaces in XML 1.0, section 3)."""

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI 3.1 XML Object", "OpenAPI 3.2 XML Object"),
    change_old="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/xml:
                    schema:
                      type: object
                      xml: {name: order}
                      properties:
                        id: {type: integer, xml: {attribute: true}}
                        note: {type: string}
    """,
    change_new="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/xml:
                    schema:
                      type: object
                      xml: {name: purchase}  # <-
                      properties:
                        id: {type: integer}  # <-
                        note: {type: string}
    """,
    change_same="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/xml:
                    schema:
                      type: object
                      xml: {name: order, prefix: o}
                      properties:
                        id: {type: integer, xml: {attribute: true}}
                        note: {type: string, xml: {name: note}}
    """,
)


@RULE.on_change(where=lambda change: change.old.has(_KEY) or change.new.has(_KEY))
def changed(change: Pair[Schema]) -> Iterator[Problem]:
    bodies = change.all_nearest(MediaType)
    if not any("xml" in body.name.lower() for body in bodies):
        return
    for key in _PARTS:
        before, after = _said(change, change.old, key), _said(change, change.new, key)
        if before != after:
            yield Problem(
                change.new.at(_KEY),
                f"in XML, the {key} of {where(change)} is {shown(after)} now; it was {shown(before)}",
                facet=key,
                related=[Related(change.old.at(_KEY), "what it was")],
                oasdiff=[],
            )


def _said(change: Pair[Schema], schema: Schema, key: str) -> object:
    """What holds for a schema, be it written or not."""
    xml = schema.mapping(_KEY)
    if key == "name":
        return xml.get(key) or (change.path[-1] if change.path else schema.name)
    return xml.get(key) or (_node_type(schema) if key == "nodeType" else "")


def _node_type(schema: Schema) -> str:
    """What stood for the `nodeType` of 3.2 before."""
    xml = schema.mapping(_KEY)
    if xml.get("attribute") is True:
        return "attribute"
    return "none" if schema.flat.is_array and xml.get("wrapped") is not True else "element"
