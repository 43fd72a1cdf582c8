"""A value with the text it stands in, while the description is being walked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ..document import Document
from .view import View

if TYPE_CHECKING:
    from .model import Reference


class Spot(NamedTuple):
    """A value below a view, or (without one) at the pointer `tokens` of its document.

    `used_by` is the `$ref` that led here.
    """

    document: Document
    value: Any
    parent: View | None
    tokens: tuple[str | int, ...]
    used_by: Reference | None = None

    @classmethod
    def of(cls, view: View) -> Spot:
        """The spot of a view itself, from which others are found."""
        return cls(view.document, view.value, view, ())

    def below(self, *tokens: str | int) -> Spot:
        """The spot at some tokens that lead somewhere."""
        value = self.value
        for token in tokens:
            value = value[token]
        return Spot(self.document, value, self.parent, (*self.tokens, *tokens))

    def members(self, key: str) -> Iterator[Spot]:
        """A spot for each member of a mapping below; none when there is no mapping."""
        value = self.value.get(key) if type(self.value) is dict else None
        for name in value if type(value) is dict else ():
            yield self.below(key, name)

    def entries(self, key: str) -> Iterator[Spot]:
        """A spot for each entry of an array below; none when there is no array."""
        value = self.value.get(key) if type(self.value) is dict else None
        for number in range(len(value)) if type(value) is list else ():
            yield self.below(key, number)
