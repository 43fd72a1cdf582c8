"""What uses a component: references, discriminators, security requirements, and mentions of its pointer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import unquote

from ..core import Api, Place, Reference, Requirement


class Component(NamedTuple):
    """A component: the section that holds it, its name, its place and its value."""

    section: str
    name: str
    place: Place
    value: dict[str, Any]


class Uses:
    """Everything in one description that uses a component."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._references: dict[int, list[Reference]] = defaultdict(list)
        for reference in api.references:
            if reference.target is not None:
                self._references[id(reference.target.value)].append(reference)
        self._required = {name for requirement in api.all(Requirement) for name in requirement.schemes}

    def has(self, component: Component) -> bool:
        """Whether something outside of a component uses it, or it asks to be kept."""
        references = self._references.get(id(component.value), [])
        if component.value.get("x-keep") or not all(
            _is_inside(component, reference) for reference in references
        ):
            return True
        if component.section.startswith("security") and component.name in self._required:
            return True
        if component.section in ("schemas", "definitions") and self._is_told_apart(component):
            return True
        if component.name in self._named_by_extensions:
            return True
        # Each reference of a schema to itself is a mention as well.
        return self._mentions[component.section, component.name] > len(references)

    def _is_told_apart(self, component: Component) -> bool:
        """Whether a discriminator leads to a schema, by mapping or because it extends the one that has it."""
        if component.name in self._mapped:
            return True
        schema = self.api.schema_of(component.place.document, component.value)
        if schema is None:
            return False
        return any("discriminator" in part.value for part in schema.flat.parts if part is not schema)

    @cached_property
    def _mapped(self) -> set[str]:
        """The names of schemas in the mappings of discriminators; full pointers count as mentions."""
        found: set[str] = set()
        for schema in self.api.schemas_with("discriminator"):
            discriminator = schema.value.get("discriminator")
            mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
            if isinstance(mapping, dict):
                found.update(target for target in mapping.values() if isinstance(target, str))
        return found

    @cached_property
    def _named_by_extensions(self) -> set[str]:
        """Every text in the extensions of the root: some list components by their names."""
        found: set[str] = set()
        waiting = [value for key, value in self.api.root.value.items() if key.startswith("x-")]
        while waiting:
            value = waiting.pop()
            if type(value) is str:
                found.add(value)
            elif type(value) in (dict, list):
                waiting += value.values() if type(value) is dict else value
        return found

    @cached_property
    def _mentions(self) -> Counter[tuple[str, str]]:
        """How often the pointer of each component is written, in whatever place."""
        written: Counter[tuple[bytes, bytes]] = Counter()
        for document in self.api.documents:
            text = document.utf8.replace(b"\\/", b"/")
            written.update(re.findall(rb"#/(?:components/)?(\w+)/([^\s\"'`,/\\\])}>]+)", text))
        found: Counter[tuple[str, str]] = Counter()
        for (section, name), number in written.items():
            found[section.decode(), unquote(name.decode()).replace("~1", "/").replace("~0", "~")] += number
        return found


def _is_inside(component: Component, reference: Reference) -> bool:
    document, pointer, _ = component.place
    return reference.document is document and reference.pointer[: len(pointer)] == pointer
