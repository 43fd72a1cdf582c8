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
        first: Reference | None = None
        seen: list[int] = []
        while "$ref" in at.value and not (seen and self._has_siblings(at, expected)):
            reference = self._reference(at, expected)
            if reference.target is None or self._closes_loop(reference, seen):
                return None
            first = first or reference
            document, pointer, value = reference.target
            at = Spot(document, value, None, pointer, first)
            if type(value) is not dict:
                return None
        self._note_fragment(at, expected)
        return at

    def _has_siblings(self, at: Spot, expected: str) -> bool:
        """From 3.1 a schema may say more beside its `$ref`, and is then a schema of its own."""
        return expected == "Schema" and len(at.value) > 1 and self.api.version >= (3, 1)

    def _closes_loop(self, reference: Reference, seen: list[int]) -> bool:
        """Whether the chain comes back to where it was; notes the loop on the reference that closes it."""
        value = reference.target.value  # type: ignore[union-attr]
        closes = id(value) in seen or len(seen) > MAX_CHAIN
        seen.append(id(value))
        if closes:
            reference.loop = self._loop(reference)
        return closes

    def _loop(self, reference: Reference) -> list[str]:
        """The places that a loop of references passes, the first one again at the end left out."""
        names: list[str] = []
        step: Reference | None = reference
        while step is not None and step.target is not None:
            name = f"{step.target.document.name}#{step.target.pointer}"
            if name in names or len(names) > MAX_CHAIN:
                break
            names.append(name)
            step = self._known.get((id(step.target.value), reference.expected))
        return names

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
        if at.document is self.api.document and at.tokens[:1] in (
            ("components",),
            ("definitions",),
            ("paths",),
        ):
            return
        key = (expected, id(at.value))
        if key not in self._fragments:
            self._fragments.add(key)
            self.api.fragments.append((expected, Target(at.document, Pointer(at.tokens), at.value)))


def _misfit(reference: Reference, target: Target) -> str | None:
    """Why what a reference names cannot be what is expected; None when it can."""
    found = ""
    pointer, value = target.pointer, target.value
    if type(value) is not dict and not (type(value) is bool and reference.expected == "Schema"):
        found = _kind(value)
    elif not pointer and _is_description(value):
        found = "a whole OpenAPI description"
    elif len(pointer) == 3 and pointer[0] == "components":
        kind = SECTIONS.get(pointer[1])  # type: ignore[arg-type]
        found = _article(kind) if kind is not None and kind != reference.expected else ""
    return (
        f"`{reference.text}` names {found}, where {_article(reference.expected)} belongs" if found else None
    )


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
