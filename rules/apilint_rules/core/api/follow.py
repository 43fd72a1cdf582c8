"""Follows the `$ref`s of a walk and notes each of them."""

from __future__ import annotations

from typing import Any

from ..pointer import Pointer
from ..references import Library, Target, UnresolvedError
from .model import Api, Reference
from .spot import Spot

MAX_CHAIN = 100
"""References that lead to references; a longer chain counts as a loop."""


class Follower:
    """Follows references for one `Api`, to which it adds references, documents and fragments."""

    def __init__(self, api: Api, library: Library) -> None:
        self.api = api
        self.library = library
        self._known: dict[tuple[int, str], Reference] = {}
        self._documents = {id(api.document)}
        self._fragments: set[tuple[str, int]] = set()

    def follow(self, at: Spot, expected: str) -> Spot | None:
        """The spot itself, or what its `$ref` leads to; None when that is nowhere or no mapping.

        `expected` names the kind of object that belongs here (`Parameter`, `Schema`, ...).
        """
        if type(at.value) is not dict:
            return None
        if "$ref" not in at.value:
            return at
        seen: list[str] = []
        site = None
        while type(at.value) is dict and "$ref" in at.value and not (seen and self._has_siblings(at, expected)):
            reference = self._reference(at, expected)
            if reference.target is None or self._closes_loop(reference, seen):
                return None
            site = site or reference.place
            document, pointer, value = reference.target
            at = Spot(document, value, None, tuple(pointer), site)
        self._note_fragment(at, expected)
        return at if type(at.value) is dict else None

    def _has_siblings(self, at: Spot, expected: str) -> bool:
        """From 3.1 a schema may say more beside its `$ref`, and is then a schema of its own."""
        return expected == "Schema" and len(at.value) > 1 and self.api.version >= (3, 1)

    def _closes_loop(self, reference: Reference, seen: list[str]) -> bool:
        document, pointer, _ = reference.target  # type: ignore[misc]
        key = f"{document.name}#{pointer}"
        if key in seen or len(seen) > MAX_CHAIN:
            reference.loop = seen[seen.index(key) :] if key in seen else seen
            return True
        seen.append(key)
        return False

    def _reference(self, at: Spot, expected: str) -> Reference:
        """The reference written at a spot, resolved and noted once."""
        key = (id(at.value), expected)
        if key not in self._known:
            reference = self._known[key] = Reference(at.document, at.parent, at.tokens, at.value)
            reference.expected = expected
            self.api.references.append(reference)
            self._resolve(reference)
        return self._known[key]

    def _resolve(self, reference: Reference) -> None:
        document = reference.document
        try:
            site = reference.pointer if self.library.has_ids(document) else None
            target = self.library.resolve(document, reference.text, site)
        except UnresolvedError as error:
            reference.error, reference.help = str(error), error.help
            return
        reference.error = _misfit(reference, target)
        if reference.error is not None:
            return
        reference.target = target
        self.api.referenced.add(id(target.value))
        if id(target.document) not in self._documents:
            self._documents.add(id(target.document))
            self.api.documents.append(target.document)

    def _note_fragment(self, at: Spot, expected: str) -> None:
        """What stands outside of the usual places is validated as what it is used as."""
        if at.document is self.api.document and at.tokens[:1] in (("components",), ("definitions",), ("paths",)):
            return
        key = (expected, id(at.value))
        if key not in self._fragments:
            self._fragments.add(key)
            self.api.fragments.append((expected, Target(at.document, Pointer(at.tokens), at.value)))


def _misfit(reference: Reference, target: Target) -> str | None:
    """Why what a reference names cannot be what is expected; None when it can."""
    wanted = f"where {_article(reference.expected)} belongs"
    is_schema = reference.expected == "Schema"
    if type(target.value) is not dict and not (is_schema and type(target.value) is bool):
        return f"`{reference.text}` names {_kind(target.value)}, {wanted}"
    if not target.pointer and _is_description(target.value):
        return f"`{reference.text}` names a whole OpenAPI description, {wanted}"
    section = target.pointer[1] if len(target.pointer) == 3 and target.pointer[0] == "components" else None
    if section in SECTIONS and SECTIONS[section] != reference.expected:  # type: ignore[index]
        return f"`{reference.text}` names {_article(SECTIONS[section])}, {wanted}"  # type: ignore[index]
    return None


def _is_description(value: Any) -> bool:
    return type(value) is dict and ("openapi" in value or "swagger" in value)


def _kind(value: Any) -> str:
    kinds = {str: "a string", list: "an array", bool: "a boolean", int: "a number", float: "a number"}
    return kinds.get(type(value), "nothing")


def _article(expected: str) -> str:
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in expected).strip()
    return f"an {words}" if words[0] in "aeio" else f"a {words}"


SECTIONS = {
    "schemas": "Schema", "responses": "Response", "parameters": "Parameter", "examples": "Example",
    "requestBodies": "RequestBody", "headers": "Header", "securitySchemes": "SecurityScheme", "links": "Link",
    "callbacks": "Callback", "pathItems": "PathItem", "mediaTypes": "MediaType",
}  # fmt: skip
"""The sections of the Components Object and what each holds."""
