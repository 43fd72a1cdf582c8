"""What two descriptions of a payload come to: whether all values of the one are values of the other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..api.media import is_json
from ..api.model import Direction, Header, MediaType, Parameter
from ..api.schema import Schema
from .alike import Likeness
from .broken import Broken
from .change import Pair
from .forms import is_old_form
from .gap import Gap
from .octets import is_any_file, is_file_field

if TYPE_CHECKING:
    from ..inclusion import Budget, Comparison, Difference
    from .diff import Diff

Payload = MediaType | Parameter | Header
Both = tuple["Schema | None", "Schema | None"]


class Payloads:
    """Compares the payloads of one `Diff`, each pair of schemas once."""

    def __init__(self, diff: Diff) -> None:
        self._diff = diff
        self._comparisons: dict[tuple[Direction, bool], Comparison] = {}
        self._known: dict[tuple[object, ...], list[Gap]] = {}
        self._likeness = Likeness()
        self._budget: Budget | None = None

    def broken(self, pair: Pair[Any]) -> list[Gap]:
        """The values that break: that could be sent and are refused, or that were never answered and may come now."""
        return self._gaps(pair, pair.is_sent)

    def eased(self, pair: Pair[Any]) -> list[Gap]:
        """The other way about: the values that may be sent now, or that are not answered any more."""
        return self._gaps(pair, not pair.is_sent)

    def _gaps(self, pair: Pair[Any], from_old: bool) -> list[Gap]:
        found: list[Gap] = []
        for old, new, is_item in payloads_of(pair):
            gaps = self._compared(pair, (old, new), from_old)
            gaps = [gap for gap in gaps if not _is_same_file(pair, (old, new), gap)]
            found += map(_of_item, gaps) if is_item else gaps
        if id(pair) in self._diff.unfinished:
            found.append(_unfinished())
        return found

    def _compared(self, pair: Pair[Any], schemas: Both, from_old: bool) -> list[Gap]:
        if self._likeness.is_alike(*schemas):
            return []
        is_text = isinstance(pair.new, Parameter | Header) and not pair.new.content
        key = (*map(id, schemas), pair.direction, from_old, is_text)
        if key not in self._known:
            left, right = schemas if from_old else schemas[::-1]
            if is_text and _is_exploded(pair.new if from_old else pair.old):
                right = _of_one(left, right)
            found = self._comparison(pair.direction, from_old).differences(left, right, is_text)
            gaps = [_gap(each, from_old) for each in found if not self._is_behind(schemas, each)]
            self._known[key] = _as_one(gaps) if is_nothing(right) else gaps
        return self._known[key]

    def _is_behind(self, schemas: Both, found: Difference) -> bool:
        """Whether a reference that leads nowhere makes all the difference: `ref-resolves` tells of it."""
        return (not found.refuted or found.facet == "unknown") and any(
            broken.count and broken.is_behind(schema, found.path)
            for broken, schema in zip(self._broken, schemas, strict=True)
        )

    @cached_property
    def _broken(self) -> tuple[Broken, Broken]:
        """The references that lead nowhere in one of the descriptions only."""
        old, new = self._diff.broken
        return Broken(self._diff.old, new.texts), Broken(self._diff.new, old.texts)

    def _comparison(self, direction: Direction, from_old: bool) -> Comparison:
        from ..inclusion import Budget, Comparison

        if (direction, from_old) not in self._comparisons:
            roots: tuple[list[Schema], list[Schema]] = ([], [])
            for change in self._diff.changes:
                if isinstance(change, Pair) and change.direction is direction:
                    for *both, _ in payloads_of(change):
                        if not self._likeness.is_alike(*both):
                            for schemas, schema in zip(roots, both, strict=True):
                                schemas += [schema] if schema is not None else []
            apis = (self._diff.old, self._diff.new)
            if not from_old:
                apis, roots = apis[::-1], roots[::-1]
            self._budget = self._budget or Budget()
            self._comparisons[direction, from_old] = Comparison(*apis, direction, roots, self._budget)
        return self._comparisons[direction, from_old]


def payloads_of(pair: Pair[Any]) -> Iterator[tuple[Schema | None, Schema | None, bool]]:
    """The old and the new schema of a payload, and (where it is a sequence) those of its items: then True."""
    both, items = schemas_of(pair), _items_of(pair)
    if both is not None and items is None:
        yield *both, False
    elif both is not None and items is not None:
        yield *items, True
        if pair.old.schema_value is not None and pair.new.schema_value is not None:
            yield *both, False


def schemas_of(pair: Pair[Any]) -> Both | None:
    """The old and the new schema of a payload (None: anything); None where one of them is not known, or both are
    any file."""
    if isinstance(pair.old, Schema) and isinstance(pair.new, Schema):
        return _embedded(pair.old, pair.new)
    if not isinstance(pair.old, Payload) or not isinstance(pair.new, Payload):
        return None
    if is_any_file(pair.old) and is_any_file(pair.new):
        return None
    forms = [isinstance(part, MediaType) and is_old_form(part) for part in (pair.old, pair.new)]
    if any(forms):
        return None if all(forms) else _form_schemas(pair, forms[0])  # both: field by field, as parameters
    if not (_is_known(pair.old) and _is_known(pair.new)):
        return None
    return _schema_of(pair, pair.old), _schema_of(pair, pair.new)


def _embedded(old: Schema, new: Schema) -> Both | None:
    """The schemas of the JSON in a text; without a media type they say nothing (JSON Schema Validation 8.5)."""
    has_one = old.has("contentSchema") or new.has("contentSchema")
    if not has_one or not all(is_json(schema.text("contentMediaType")) for schema in (old, new)):
        return None
    return old.subschema("contentSchema"), new.subschema("contentSchema")


def _form_schemas(pair: Pair[MediaType], is_old: bool) -> Both | None:
    """The schemas of a form of OpenAPI 2.0 and of one of 3.x."""
    operation = pair.operation
    if not isinstance(operation, Pair) or not _is_known(pair.new if is_old else pair.old):
        return None
    if is_old:
        return pair.diff.forms.schema(operation.old), _schema_of(pair, pair.new)
    return _schema_of(pair, pair.old), pair.diff.forms.schema(operation.new)


def _is_same_file(pair: Pair[Any], schemas: Both, gap: Gap) -> bool:
    """Whether a difference is between two ways to say that a field of a form, or each of its items, is any file."""
    name, *below = gap.path or ("",)
    operation = pair.operation
    if gap.facet != "type" or below not in ([], ["[]"]) or not isinstance(operation, Pair):
        return False
    return all(
        isinstance(media, MediaType) and is_file_field(media, operations, name, deepest(schema, gap.path))
        for media, operations, schema in zip(
            (pair.old, pair.new), (operation.old, operation.new), schemas, strict=True
        )
    )


def _is_known(part: Payload) -> bool:
    """Whether no `$ref` leads nowhere."""
    is_written = part.schema_value is not None or (not isinstance(part, MediaType) and bool(part.content))
    return not is_written or _own_schema(part) is not None


def _schema_of(pair: Pair[Any], part: Payload) -> Schema | None:
    if part.schema_value is False:
        return pair.diff.forms.nothing(part)
    schema = _own_schema(part)
    if schema is not None and schema.api.version[0] == 2 and schema.types == {"file"}:
        return pair.diff.forms.file(part)
    return None if part.schema_value is True else schema


def _own_schema(part: Payload) -> Schema | None:
    return part.schema if isinstance(part, MediaType) else part.any_schema


def _items_of(pair: Pair[Any]) -> Both | None:
    """The schemas of the items of a sequence (OpenAPI 3.2, `itemSchema`); those of an array are the same."""
    if not any(isinstance(part, MediaType) and part.has("itemSchema") for part in (pair.old, pair.new)):
        return None
    return _item_of(pair, pair.old), _item_of(pair, pair.new)


def _item_of(pair: Pair[Any], media: MediaType) -> Schema | None:
    if media.has("itemSchema"):
        value = media.value["itemSchema"]
        if type(value) is bool:
            return None if value else pair.diff.forms.nothing(media, "itemSchema")
        return media.api.schema_of(media.document, value)
    schema = media.schema
    return schema.flat.items if schema is not None and schema.flat.is_array else None


def is_nothing(schema: Schema | None) -> bool:
    """Whether a schema is `false`."""
    return schema is not None and schema.value == {"not": {}}


def _as_one(gaps: list[Gap]) -> list[Gap]:
    """One difference where nothing is left, not one for each type of JSON."""
    shown = next((gap for gap in gaps if gap.is_shown), None) or next(iter(gaps), None)
    return [shown._replace(facet="false", path=())] if shown is not None else []


def _of_item(gap: Gap) -> Gap:
    """A difference of an item as one of the sequence that holds it."""
    return gap._replace(path=("[]", *gap.path), witness=[gap.witness] if gap.is_shown else None)


def schema_at(schema: Schema | None, path: tuple[str, ...]) -> Schema | None:
    """The schema at a path in a payload; None where the path does not lead there."""
    for token in path:
        schema = schema and _below(schema, token)
    return schema


def _below(schema: Schema, token: str) -> Schema | None:
    return schema.flat.items if token == "[]" else schema.flat.properties.get(token)


def deepest(schema: Schema | None, path: tuple[str, ...]) -> Schema | None:
    """The schema at a path in a payload, or the last one on the way to it."""
    for token in path:
        below = schema and _below(schema, token)
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


def _unfinished() -> Gap:
    from ..inclusion import SPENT

    return Gap("unknown", (), None, None, False, None, SPENT, True)


def _gap(found: Difference, from_old: bool) -> Gap:
    from ..inclusion import SPENT

    old, new = (found.left, found.right) if from_old else (found.right, found.left)
    is_given_up = not found.refuted and found.reason == SPENT
    return Gap(found.facet, found.path, old, new, found.refuted, found.witness, found.reason, is_given_up)
