"""What two descriptions of a payload come to: whether all values of the one are values of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..api.model import Direction, Header, MediaType, Parameter
from ..api.schema import Schema
from .alike import Likeness
from .change import Pair
from .gap import Gap

if TYPE_CHECKING:
    from ..inclusion import Comparison, Difference
    from .diff import Diff

Payload = MediaType | Parameter | Header


class Payloads:
    """Compares the payloads of one `Diff`, each pair of schemas once."""

    def __init__(self, diff: Diff) -> None:
        self._diff = diff
        self._comparisons: dict[tuple[Direction, bool], Comparison] = {}
        self._known: dict[tuple[object, ...], list[Gap]] = {}
        self._likeness = Likeness()

    def broken(self, pair: Pair[Any]) -> list[Gap]:
        """The values that break: that could be sent and are refused, or that were never answered and may come now."""
        return self._gaps(pair, pair.is_sent)

    def eased(self, pair: Pair[Any]) -> list[Gap]:
        """The other way about: the values that may be sent now, or that are not answered any more."""
        return self._gaps(pair, not pair.is_sent)

    def _gaps(self, pair: Pair[Any], from_old: bool) -> list[Gap]:
        schemas = schemas_of(pair)
        if schemas is None or self._likeness.is_alike(*schemas):
            return []
        is_text = isinstance(pair.new, Parameter | Header) and not pair.new.content
        key = (*map(id, schemas), pair.direction, from_old, is_text)
        if key not in self._known:
            left, right = schemas if from_old else schemas[::-1]
            if is_text and _is_exploded(pair.new if from_old else pair.old):
                right = _of_one(left, right)
            found = self._comparison(pair.direction, from_old).differences(left, right, is_text)
            self._known[key] = [_gap(each, from_old) for each in found]
        return self._known[key]

    def _comparison(self, direction: Direction, from_old: bool) -> Comparison:
        from ..inclusion import Comparison

        if (direction, from_old) not in self._comparisons:
            roots: tuple[list[Schema], list[Schema]] = ([], [])
            for change in self._diff.changes:
                if isinstance(change, Pair) and change.direction is direction:
                    both = schemas_of(change)
                    if both is not None and not self._likeness.is_alike(*both):
                        for schemas, schema in zip(roots, both, strict=True):
                            schemas += [schema] if schema is not None else []
            apis = (self._diff.old, self._diff.new)
            if not from_old:
                apis, roots = apis[::-1], roots[::-1]
            self._comparisons[direction, from_old] = Comparison(*apis, direction, roots)
        return self._comparisons[direction, from_old]


def schemas_of(pair: Pair[Any]) -> tuple[Schema | None, Schema | None] | None:
    """The old and the new schema of a payload (None: anything); None where one of them is not known."""
    found: list[Schema | None] = []
    for part in (pair.old, pair.new):
        if not isinstance(part, Payload) or (part.text("in") == "formData" and isinstance(part, MediaType)):
            return None
        if part.schema_value is False:
            return None
        schema = part.schema if isinstance(part, MediaType) else part.any_schema
        is_written = part.schema_value is not None or (not isinstance(part, MediaType) and part.content)
        if schema is None and is_written:
            return None  # a `$ref` leads nowhere
        found.append(None if part.schema_value is True else schema)
    return found[0], found[1]


def deepest(schema: Schema | None, path: tuple[str, ...]) -> Schema | None:
    """The schema at a path in a payload, or the last one on the way to it."""
    for token in path:
        below = None
        if schema is not None:
            below = schema.flat.items if token == "[]" else schema.flat.properties.get(token)
        if below is None:
            return schema
        schema = below
    return schema


def _is_exploded(part: Parameter | Header) -> bool:
    """Whether an array of one is written like its item: `?tag=a` (`style: form, explode: true`)."""
    is_form = part.text("style") in ("", "form") and part.value.get("explode") in (None, True)
    return (
        isinstance(part, Parameter)
        and part.location in ("query", "cookie")
        and is_form
        and part.api.version[0] > 2
    )


def _of_one(left: Schema | None, right: Schema | None) -> Schema | None:
    """What single values have to be where an array takes one; else the schema as it is."""
    if left is None or right is None or left.flat.types & {"array", "object"} or not left.flat.types:
        return right
    is_array = right.flat.types == {"array"} and right.flat.first("minItems") in (None, 0, 1)
    return right.flat.items if is_array else right


def _gap(found: Difference, from_old: bool) -> Gap:
    old, new = (found.left, found.right) if from_old else (found.right, found.left)
    return Gap(found.facet, found.path, old, new, found.refuted, found.witness, found.reason)
