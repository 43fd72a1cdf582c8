"""The parameters as an operation or a path lists them, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..core import Api, Place, Reference, View


class Entry(NamedTuple):
    """One entry of a list of parameters: its place, and its Parameter Object, behind `$ref` or not."""

    place: Place
    value: dict[str, Any]

    @property
    def name(self) -> str:
        name = self.value.get("name")
        return name if isinstance(name, str) else ""

    @property
    def location(self) -> str:
        location = self.value.get("in")
        return location if isinstance(location, str) else ""


class ParameterLists:
    """Reads the lists of one description."""

    def __init__(self, api: Api) -> None:
        self._references: dict[int, Reference] = {
            id(reference.value): reference for reference in api.references
        }

    def entries(self, view: View) -> Iterator[Entry]:
        """The entries of a view's own list whose parameter is known."""
        for number, entry in enumerate(view.sequence("parameters")):
            value = self._behind(entry)
            if value is not None:
                yield Entry(view.at("parameters", number), value)

    def are_known(self, view: View) -> bool:
        """Whether every entry of a view's own list leads to a parameter."""
        return all(self._behind(entry) is not None for entry in view.sequence("parameters"))

    def _behind(self, entry: Any) -> dict[str, Any] | None:
        for _ in range(len(self._references) + 1):
            if type(entry) is not dict or "$ref" not in entry:
                break
            reference = self._references.get(id(entry))
            if reference is None or reference.target is None or reference.loop:
                return None
            entry = reference.target.value
        return entry if type(entry) is dict and "$ref" not in entry else None
