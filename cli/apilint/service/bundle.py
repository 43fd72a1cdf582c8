"""A description of many files as one tree, for libraries that read one: nothing is fetched."""

from __future__ import annotations

from typing import Any

from apilint_rules.core.api.model import Api
from apilint_rules.core.document import Document

ELSEWHERE = "x-apilint-files"
"""Where the other files stand, by their number."""


def bundled(api: Api) -> dict[str, Any]:
    """The description as one tree in which every `$ref` that leads somewhere begins with `#`.

    Values that YAML aliases share stay shared, so the tree is no larger in memory than the documents.
    """
    copier = _Copier(api)
    root: dict[str, Any] = copier.copy(api.document.data)
    others = {str(number): copier.copy(each.data) for number, each in enumerate(api.documents) if number}
    return {**root, ELSEWHERE: others} if others else root


class _Copier:
    def __init__(self, api: Api) -> None:
        self._numbers = {id(document): number for number, document in enumerate(api.documents)}
        self._references = {id(reference.value): reference for reference in api.references}
        self._copies: dict[int, Any] = {}

    def copy(self, value: Any) -> Any:
        """A copy in which every reference has its new address; of one value always the same copy."""
        if type(value) not in (dict, list):
            return value
        if id(value) not in self._copies:
            if type(value) is list:
                items: list[Any] = []
                self._copies[id(value)] = items
                items += map(self.copy, value)
            else:
                members: dict[str, Any] = {}
                self._copies[id(value)] = members
                members |= self._members(value)
        return self._copies[id(value)]

    def _members(self, value: dict[Any, Any]) -> dict[str, Any]:
        reference = self._references.get(id(value))
        members = {str(key): self.copy(member) for key, member in value.items()}
        if reference is None:
            return members
        del members["$ref"]
        if reference.target is None:
            return members
        return {"$ref": self._address(reference.target.document, str(reference.target.pointer)), **members}

    def _address(self, document: Document, pointer: str) -> str:
        number = self._numbers.get(id(document), 0)
        return f"#/{ELSEWHERE}/{number}{pointer}" if number else f"#{pointer}"
