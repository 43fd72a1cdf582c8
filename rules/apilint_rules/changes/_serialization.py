"""How a parameter is written into a request, as far as it makes a difference."""

from __future__ import annotations

from ..core import Parameter, Schema

_DEFAULT_STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
_STYLES = {  # of OpenAPI 2.0's `collectionFormat`: style and explode
    "csv": ("", False), "ssv": ("spaceDelimited", False), "pipes": ("pipeDelimited", False),
    "tsv": ("tabDelimited", False), "multi": ("form", True),
}  # fmt: skip
_OF_SCALARS = ("matrix", "label")
"""The styles that write something beside the value itself."""


def serialization_of(parameter: Parameter) -> tuple[frozenset[str], str] | None:
    """Which compound values it may have, and how its value is written, in the words of OpenAPI 3; None when unknown.

    Source: OpenAPI Parameter Object, Style Values.
    """
    if parameter.content:
        media = next(iter(parameter.content.values()))
        held = _kinds(media.schema) if media.schema is not None else frozenset()
        return held & {"array", "object"}, f"`{media.essence}`"
    schema = parameter.schema
    kinds = _kinds(schema) if schema is not None else frozenset()
    if not kinds:
        return None
    style, explode = _style(parameter)
    compound = kinds & {"array", "object"}
    if not compound:
        return compound, f"`style: {style}`" if style in _OF_SCALARS else "a plain value"
    if style == "simple" and "object" not in kinds:
        return compound, "`style: simple`"  # exploded or not, an array is written alike
    return compound, f"`style: {style}, explode: {str(explode).lower()}`"


def _kinds(schema: Schema) -> frozenset[str]:
    flat = schema.flat
    if flat.types:
        return flat.types - {"null"}
    branches = [each for part in flat.parts for each in part.any_of + part.one_of]
    found = [each.flat.types for each in branches]
    return frozenset().union(*found) - {"null"} if found and all(found) else frozenset()


def _style(parameter: Parameter) -> tuple[str, bool]:
    default = _DEFAULT_STYLES.get(parameter.location, "form")
    if parameter.api.version[0] == 2:
        style, explode = _STYLES.get(parameter.text("collectionFormat"), ("", False))
        return style or default, explode
    style = parameter.style or default
    written = parameter.value.get("explode")
    return style, written if type(written) is bool else style in ("form", "deepObject")
