"""What the specification demands in words that its JSON Schema cannot say."""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Operation, Problem, Related, Severity, Tag
from ._parameters import Entry, ParameterLists


def beyond_schema(api: Api) -> Iterator[Problem]:
    """The mistakes that only prose forbids."""
    yield from _operations_behind_references(api)
    yield from _tags_declared_twice(api)
    if api.version[0] == 2:
        lists = ParameterLists(api)
        for operation in api.operations:
            yield from _several_bodies(operation, lists)


def _operations_behind_references(api: Api) -> Iterator[Problem]:
    """`$ref` in place of an operation: not in the specification, but followed by most tools, so told once."""
    found = [reference for reference in api.references if reference.expected == "Operation"]
    if found:
        count = f" ({len(found)} times)" if len(found) > 1 else ""
        yield Problem(
            found[0].place,
            f"`$ref` stands in place of an operation, where the specification has none{count}",
            help="move the `$ref` up to the path item, which many more tools follow",
            severity=Severity.INFO,
            subject="operation-reference",
        )


def _tags_declared_twice(api: Api) -> Iterator[Problem]:
    first: dict[str, Tag] = {}
    for tag in api.tags:
        known = first.setdefault(tag.name, tag) if tag.name else tag
        if known is not tag:
            yield Problem(
                tag.value_at("name"),
                f"tag `{tag.name}` is already declared",
                help="keep one of them",
                related=[Related(known.value_at("name"), "the first one")],
            )


def _several_bodies(operation: Operation, lists: ParameterLists) -> Iterator[Problem]:
    """A request has one body: one `body` parameter, or the `formData` ones (2.0, Parameter Object)."""
    entries = [*lists.entries(operation.path_item), *lists.entries(operation)]
    own = {(entry.location, entry.name): entry for entry in entries}.values()
    bodies = [entry for entry in own if entry.location == "body"]
    forms = [entry for entry in own if entry.location == "formData"]
    if bodies and forms:
        yield _excluded(operation, forms[0], bodies[0], "`body` and `formData` parameters exclude each other")
    # A path's body parameter of another name is meant to be replaced.
    own_bodies = [entry for entry in lists.entries(operation) if entry.location == "body"]
    if len(own_bodies) > 1:
        yield _excluded(
            operation, own_bodies[1], own_bodies[0], "an operation has one `body` parameter at most"
        )


def _excluded(operation: Operation, later: Entry, first: Entry, message: str) -> Problem:
    return Problem(
        later.place, message, subject=operation.label, related=[Related(first.place, "the other one")]
    )
