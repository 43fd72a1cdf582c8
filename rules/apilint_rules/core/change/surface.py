"""The changed surface: the operations that are new, or that take or answer something else than before.

What is only said in other words (descriptions, examples, names of components, another way to write the same) is no
change; what a shared component changes reaches all of its operations.
"""

from __future__ import annotations

from typing import Any

from ..api.model import Api, Header, MediaType, Operation, Parameter, RequestBody, Response, Role
from ..api.schema import Schema
from .change import Added, Change, Pair, Policy, Removed
from .diff import Diff
from .matching import base_path, template

_CARRIED = ("style", "explode", "allowReserved", "allowEmptyValue", "collectionFormat")
_BESIDE = ("default", "readOnly", "writeOnly", "format", "contentEncoding", "contentMediaType", "xml")
_PARTS = (Operation, Parameter, RequestBody, MediaType, Response, Header, Schema)


def changed_operations(old: Api, new: Api) -> frozenset[str]:
    """The labels (`GET /orders`) of the operations of the new description that belong to the changed surface."""
    labels = set()
    for change in Diff(old, new, Policy()).changes:
        if _is_changed(change):
            reached: list[Change[Any]] = [*change.operations] or [change]
            labels |= {
                each.part.label for each in reached if not isinstance(each, Removed) and _is_call(each)
            }
    return frozenset(labels)


def _is_call(change: Change[Any]) -> bool:
    return isinstance(change.part, Operation)


def _is_changed(change: Change[Any]) -> bool:
    if isinstance(change, Added | Removed):
        return isinstance(change.part, _PARTS)
    assert isinstance(change, Pair)
    old, new = change.old, change.new
    if isinstance(old, Operation):
        return _address(old) != _address(new) or _security(old) != _security(new)
    if isinstance(old, Schema):
        return _beside_values(old) != _beside_values(new) or _takes_other_values(change)
    if isinstance(old, Response):
        return _links(old) != _links(new)
    if isinstance(old, Parameter | RequestBody | Header) and old.required != new.required:
        return True
    if isinstance(old, MediaType | Parameter | Header):
        return _carried(old) != _carried(new) or _takes_other_values(change)
    return False


def _takes_other_values(change: Pair[Any]) -> bool:
    return bool(change.diff.payloads.broken(change) or change.diff.payloads.eased(change))


def _address(operation: Operation) -> str:
    if operation.role is Role.CALLBACK:
        return operation.path
    return base_path(operation) + template(operation.path)


def _security(operation: Operation) -> list[Any]:
    """The alternatives, with what their schemes are."""
    schemes = operation.api.security_schemes
    return [
        [(_without_words(schemes[name].value) if name in schemes else name, sorted(map(str, scopes)))
         for name, scopes in each.schemes.items()]
        for each in operation.security
    ]  # fmt: skip


def _beside_values(schema: Schema) -> list[Any]:
    """What a schema says beside the values that its payload may be."""
    closed = [schema.value.get(key) is False for key in ("additionalProperties", "unevaluatedProperties")]
    return closed + [schema.value.get(key) for key in _BESIDE]


def _links(response: Response) -> dict[str, Any]:
    return {name: _without_words(link.value) for name, link in response.links.items()}


def _carried(part: Any) -> list[Any]:
    """How a value is written, beside its schema."""
    return [part.value.get(key) for key in (*_CARRIED, "encoding")]


def _without_words(value: dict[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in value.items() if key != "description" and not key.startswith("x-")}
