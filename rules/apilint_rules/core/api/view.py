"""What every part of a description has in common: its text, its place, and careful access to its members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..document import Document, Place
from ..pointer import Pointer

if TYPE_CHECKING:
    from .model import Api, Reference

_NOTHING: dict[str, Any] = {}


class View:
    """A part of the description as its reader sees it: `$ref`s followed, never altered.

    `value` is the mapping that was written, in `document` at `pointer`; `used_by` is the `$ref` that led here, None
    where the text stands where it is used. Members of a wrong type count as absent: the rule
    `document-valid` reports them.
    """

    __slots__ = ("_parent", "_tokens", "api", "document", "used_by", "value")

    def __init__(
        self, api: Api, document: Document, value: Any, parent: View | None, tokens: tuple[str | int, ...]
    ) -> None:
        self.api = api
        self.document = document
        self.value: dict[str, Any] = value if type(value) is dict else _NOTHING
        self._parent = parent
        self._tokens = tokens
        self.used_by: Reference | None = None

    @property
    def pointer(self) -> Pointer:
        """Where the text stands in its document."""
        tokens, view = self._tokens, self._parent
        while view is not None:
            tokens, view = view._tokens + tokens, view._parent
        return Pointer(tokens)

    @property
    def site(self) -> Place | None:
        """The place of the `$ref` that led here, None where the text stands where it is used."""
        return self.used_by.place if self.used_by is not None else None

    @property
    def place(self) -> Place:
        """The key of this part, or its first word where it has no key."""
        return Place(self.document, self.pointer)

    def at(self, *tokens: str | int) -> Place:
        """The key of a member, given the tokens that lead to it; the member need not exist."""
        return Place(self.document, self.pointer.child(*tokens))

    def value_at(self, *tokens: str | int) -> Place:
        """The value of a member rather than its key."""
        return Place(self.document, self.pointer.child(*tokens), on_key=False)

    def text(self, key: str) -> str:
        """A member that is a string; empty when it is absent or something else."""
        value = self.value.get(key)
        return value if type(value) is str else ""

    def flag(self, key: str) -> bool:
        """Whether a member is `true`."""
        return self.value.get(key) is True

    def mapping(self, key: str) -> dict[str, Any]:
        """A member that is a mapping; empty when it is absent or something else."""
        value = self.value.get(key)
        return value if type(value) is dict else _NOTHING

    def sequence(self, key: str) -> list[Any]:
        """A member that is an array; empty when it is absent or something else."""
        value = self.value.get(key)
        return value if type(value) is list else []

    def has(self, *keys: str) -> bool:
        """Whether any of these members was written, whatever its type."""
        return any(key in self.value for key in keys)

    @property
    def description(self) -> str:
        """The `description`; empty when there is none."""
        return self.text("description")

    @property
    def deprecated(self) -> bool:
        """Whether `deprecated: true` was written."""
        return self.flag("deprecated")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.document.name}#{self.pointer})"
