"""The text means the same to every YAML parser.

A key written twice is legal to most parsers: the last one wins, and the paths or schemas below the first
are gone without a word. Quotes left out are the other trap. Half of the tools read YAML 1.1, where `no`,
`on`, `1_000`, `12:30:45` and `2026-11-23` are a boolean, numbers and a date; the other half read 1.2, where
they are strings.

Scalars are looked at where OpenAPI wants a string: titles, versions, summaries, descriptions, names,
operation ids, tags, enum values, and the names of properties and components. What both versions read as a
number is told by `document-valid`. Status codes without quotes work nearly everywhere and are counted once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..core import (
    Api,
    Document,
    Header,
    Info,
    Operation,
    Parameter,
    PathItem,
    Place,
    Problem,
    RequestBody,
    Response,
    Rule,
    Schema,
    SecurityScheme,
    Server,
    Severity,
    Tag,
    Webhook,
)
from ._scalars import WORDS, misread_as, written_at
from ._slips import slips_of

RULE = Rule(
    severity=Severity.ERROR,
    sources=("YAML 1.2", "OpenAPI"),
    bad="""
        info:
          title: Orders
          version: 2026-11-23  # <-
        paths:
          /orders:
            get: {}
          /orders:  # <-
            post: {}
    """,
    good="""
        info:
          title: Orders
          version: '2026-11-23'
        paths:
          /orders:
            get: {}
            post: {}
    """,
)


@RULE.on_document
def slips(document: Document) -> Iterator[Problem]:
    yield from slips_of(document)


@RULE.on_document
def info_texts(api: Api) -> Iterator[Problem]:
    yield from texts(api.info)


@RULE.on_document
def texts(
    view: Info
    | Operation
    | Webhook
    | PathItem
    | Parameter
    | RequestBody
    | Response
    | Header
    | Tag
    | Server
    | SecurityScheme,
) -> Iterator[Problem]:
    if view.document.is_json:
        return
    for key in ("title", "version", "name", "operationId", "summary", "description"):
        yield from misread(view.text(key), view.value_at, key)
    for number, name in enumerate(view.sequence("tags")):
        yield from misread(name, view.value_at, "tags", number)


@RULE.on_document(having=("enum", "const", "default"))
def values(schema: Schema) -> Iterator[Problem]:
    if schema.document.is_json:
        return
    for number, value in enumerate(schema.enum or ()):
        if type(value) is not str or misread_as(value) is None:
            continue
        problem = next(misread(value, schema.value_at, "enum", number), None)
        if problem is not None:  # what is wrong with one value is wrong with its neighbours
            yield problem
            break
    for key in ("const", "default"):
        if schema.types == {"string"}:
            yield from misread(schema.value.get(key), schema.value_at, key)


@RULE.on_document(having=("properties",))
def names(schema: Schema) -> Iterator[Problem]:
    if not schema.document.is_json:
        for name in schema.mapping("properties").keys() & WORDS:
            yield from misread(name, schema.at, "properties", name)


def misread(text: Any, find: Callable[..., Place], *tokens: str | int) -> Iterator[Problem]:
    """A problem if YAML 1.1 reads a text as something else and no quotes keep it from doing so.

    `find` answers the place of the text, given tokens.
    """
    kind = misread_as(text) if type(text) is str else None
    if kind is None:
        return
    place = find(*tokens)
    if written_at(place) == text:
        yield Problem(
            place,
            f"many parsers read `{text}` as {kind} (YAML 1.1)",
            help=f"write `'{text}'`",
            severity=Severity.WARNING,
        )
