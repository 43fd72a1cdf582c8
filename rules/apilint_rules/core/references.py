"""`$ref`: from a text and the document it stands in to the value it names, across files, without opening any.

Sources: RFC 3986 section 5 (relative references), RFC 6901 section 6 (JSON pointers in fragments), JSON Schema
2020-12 sections 8.2.1 to 8.2.3 (`$id`, `$anchor`), OpenAPI 3.2 section 4.6 (`$self`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple
from urllib.parse import quote, unquote_to_bytes, urldefrag, urljoin

from .document import Document
from .pointer import Pointer, step
from .text.reading import TextError

Load = Callable[[str], Document]
"""Given the URI of a file (`file:` or http), its document. Raises `RefusedError` when it must not or cannot be read."""

_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


class RefusedError(Exception):
    """Why a file behind a reference was not read, in words for the user."""


class UnresolvedError(Exception):
    """Why a reference leads nowhere, in words for the user, and what to write instead where that can be told."""

    def __init__(self, message: str, help: str | None = None) -> None:  # noqa: A002
        super().__init__(message)
        self.help = help


class Target(NamedTuple):
    """What a reference names."""

    document: Document
    pointer: Pointer
    value: Any


class Library:
    """The documents of one run: each file is read once, whoever asks for it."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._known: dict[str, Document | Exception] = {}
        self._resolved: dict[tuple[int, str], Target | UnresolvedError] = {}
        self._identified: dict[int, dict[str, Pointer]] = {}
        self._anchors: dict[int, dict[str, Pointer]] = {}

    def add(self, document: Document) -> None:
        """Makes a document known under its own uri."""
        self._known[document.uri] = document

    def document(self, uri: str) -> Document:
        """The document at an absolute path or URL. Raises `RefusedError`, or `TextError` when it cannot be parsed."""
        if uri not in self._known:
            try:
                self._known[uri] = self._load(uri)
            except (RefusedError, TextError) as error:
                self._known[uri] = error
        known = self._known[uri]
        if isinstance(known, Exception):
            raise known
        return known

    def resolve(self, document: Document, reference: object, site: Pointer | None = None) -> Target:
        """What `reference`, standing in `document`, names. Raises `UnresolvedError`.

        `site` is where the reference stands; it matters only in documents with `$id`.
        """
        if not isinstance(reference, str):
            raise UnresolvedError("`$ref` must be a string")
        if site is not None and self._ids(document):
            return self._resolve(document, reference, site)
        key = (id(document), reference)
        if key not in self._resolved:
            try:
                self._resolved[key] = self._resolve(document, reference, None)
            except UnresolvedError as error:
                self._resolved[key] = error
        found = self._resolved[key]
        if isinstance(found, UnresolvedError):
            raise found
        return found

    def _resolve(self, document: Document, reference: str, site: Pointer | None) -> Target:
        if not reference:
            raise UnresolvedError("`$ref` is empty")
        if _BAD_ESCAPE.search(reference):
            raise UnresolvedError(f"`{reference}` has a `%` that is followed by no two hexadecimal digits")
        address, fragment = urldefrag(reference)
        document, base = self._base(document, address, site)
        return self._in_document(document, base, _decoded(fragment), reference)

    def _base(self, document: Document, address: str, site: Pointer | None) -> tuple[Document, Pointer]:
        """The document, and the pointer of the schema resource in it, that an address names."""
        ids = self._ids(document)
        if ids and site is not None:
            scope = max((p for p in ids.values() if site[: len(p)] == p), key=len, default=None)
            names = {pointer: uri for uri, pointer in ids.items()}
            absolute = urljoin(names[scope] if scope is not None else document.uri, address)
            if not address:
                return document, scope or Pointer()
            if absolute in ids:
                return document, ids[absolute]
        if not address or _own_name(document, address):
            return document, Pointer()
        return self._other(document, address), Pointer()

    def _other(self, document: Document, address: str) -> Document:
        # Percent-encoded or not, one file has one URI.
        uri = urljoin(document.uri, address if "://" in address else quote(unquote_to_bytes(address)))
        for known in self._known.values():
            if isinstance(known, Document) and _own_name(known, uri):
                return known
        try:
            return self.document(uri)
        except RefusedError as refused:
            raise UnresolvedError(str(refused), _bare_name(document, address)) from None
        except TextError as error:
            where = f"{address}:{error.line}:{error.column}"
            raise UnresolvedError(f"`{address}` cannot be read: {error.message} ({where})") from None

    def _in_document(self, document: Document, base: Pointer, fragment: str, reference: str) -> Target:
        if fragment and not fragment.startswith("/"):
            pointer = self._anchored(document).get(fragment)
            if pointer is None:
                raise _no_anchor(reference, fragment)
            return Target(document, pointer, document.value(pointer))
        pointer = base.child(*Pointer.parse(fragment))
        value = document.data
        for number, token in enumerate(pointer):
            try:
                value = step(value, token)
            except KeyError:
                raise _nowhere(document, pointer, number, value) from None
        return Target(document, pointer, value)

    def has_ids(self, document: Document) -> bool:
        """Whether `$id`s change what the relative references of a document mean."""
        return bool(self._ids(document))

    def _ids(self, document: Document) -> dict[str, Pointer]:
        """Each `$id` below the root of a document, made absolute, and where it stands."""
        if id(document) not in self._identified:
            self._identified[id(document)] = dict(_identified(document)) if document.mentions("$id") else {}
        return self._identified[id(document)]

    def _anchored(self, document: Document) -> dict[str, Pointer]:
        if id(document) not in self._anchors:
            self._anchors[id(document)] = {
                value[name]: pointer
                for pointer, value in _mappings(document.data)
                for name in ("$anchor", "$dynamicAnchor")
                if isinstance(value.get(name), str)
            }
        return self._anchors[id(document)]


def _decoded(fragment: str) -> str:
    return unquote_to_bytes(fragment).decode(errors="replace")


def _own_name(document: Document, address: str) -> bool:
    """Whether an address is the `$self` of an OpenAPI 3.2 document."""
    own = document.data.get("$self") if isinstance(document.data, dict) else None
    return isinstance(own, str) and urldefrag(own)[0] == address


def _identified(document: Document) -> Iterator[tuple[str, Pointer]]:
    bases: dict[Pointer, str] = {}
    for pointer, value in _mappings(document.data):
        identifier = value.get("$id")
        # A property that happens to be called `$id` holds a schema, not a string.
        if isinstance(identifier, str):
            scope = max((p for p in bases if pointer[: len(p)] == p), key=len, default=None)
            bases[pointer] = urldefrag(
                urljoin(bases[scope] if scope is not None else document.uri, identifier)
            )[0]
            yield bases[pointer], pointer


def _mappings(data: Any) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    """Each mapping of a document with its pointer, outer ones first; shared nodes once."""
    seen: set[int] = set()
    waiting: list[tuple[Pointer, Any]] = [(Pointer(), data)]
    while waiting:
        pointer, value = waiting.pop()
        if id(value) in seen:
            continue
        if type(value) is dict:
            seen.add(id(value))
            yield pointer, value
            waiting += [(pointer.child(key), member) for key, member in value.items()]
        elif type(value) is list:
            seen.add(id(value))
            waiting += [(pointer.child(number), item) for number, item in enumerate(value)]


def _no_anchor(reference: str, fragment: str) -> UnresolvedError:
    if reference.startswith("#") and "/" in fragment:
        return UnresolvedError(
            f"`{reference}` leads nowhere", f"write `#/{fragment}`: a pointer begins with a slash"
        )
    return UnresolvedError(f"`{reference}` leads nowhere: no `$anchor` is called `{fragment}`")


def _bare_name(document: Document, address: str) -> str | None:
    """Somebody who writes `$ref: Pet` means the component."""
    data = document.data if isinstance(document.data, dict) else {}
    for section in ("components/schemas", "definitions"):
        try:
            if address in document.value(section.split("/")):
                return f"write `#/{section}/{address}`"
        except (KeyError, TypeError):
            continue
    return "write `#/components/schemas/...` to name a component" if data and "." not in address else None


def _nowhere(document: Document, pointer: Pointer, number: int, value: Any) -> UnresolvedError:
    missing, parent = pointer[number], Pointer(pointer[:number])
    if type(value) is dict:
        message = f"`{missing}` does not exist in `{document.name}`" + (f" at `{parent}`" if parent else "")
        close = get_close_matches(str(missing), list(value)[:5000], 1)
        return UnresolvedError(message, f"did you mean `{close[0]}`?" if close else None)
    if type(value) is list:
        return UnresolvedError(
            f"`{missing}` is no index of the array at `{parent}`, which has {len(value)} items"
        )
    return UnresolvedError(f"`{parent}` in `{document.name}` has nothing below it")
