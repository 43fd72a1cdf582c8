"""Every schema has a value that fits it, and so has every property that it requires.

A schema that refuses everything makes its operation useless: no request is accepted, or no answer is valid,
although the description looks complete. It mostly comes from `allOf`: two parts want different types, one
part closes the object against a property that the other requires, or a property is declared twice in ways
that exclude each other.

Only what is certain is reported, with the two keywords that clash. A schema that requires itself is a
warning, because it may only lack a `null` or an optional property, and so is an optional property that can
have no value. What clashes within one part is told by `bounds-coherent` and `enum-values-valid`, and
references that lead nowhere are left out of the proof.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Place, Problem, Related, Rule, Schema, Severity
from ..core.json_schema import CONSTRAINTS
from ._branches import label
from ._clash import clash_of
from ._conflicts import conflicts
from ._endless import Recursion

RULE = Rule(
    severity=Severity.ERROR,
    sources=("JSON Schema Core 10.2.1.1", "JSON Schema Validation 6.1.1"),
    bad="""
        components:
          schemas:
            Order:
              allOf:  # <-
                - {type: object, properties: {total: {type: integer}}}
                - {type: array, items: {type: string}}
            Category:
              type: object
              required: [parent]  # <-
              properties:
                parent: {$ref: '#/components/schemas/Category'}
    """,
    good="""
        components:
          schemas:
            Order:
              allOf:
                - {type: object, properties: {total: {type: integer}}}
                - {type: object, properties: {lines: {type: array, items: {type: string}}}}
            Category:
              type: object
              properties:
                parent: {$ref: '#/components/schemas/Category'}
    """,
)


@RULE.on_document(having=("allOf", "$ref"))
def possible(schema: Schema) -> Iterator[Problem]:
    """Parts that exclude each other, where this schema is the first to bring them together."""
    if len(schema.flat.parts) > 1 and schema.flat.is_complete:
        found = list(conflicts(schema))
        if not found and is_impossible(schema):
            yield Problem(
                schema.at("allOf" if "allOf" in schema.value else "$ref"),
                f"no value fits {label(schema)}: its parts exclude each other",
                help="change one of the parts",
            )
        for conflict in (each for each in found if is_new(each.holders, schema)):
            pairs = zip(conflict.clash.places, conflict.clash.keywords, strict=True)
            yield Problem(
                schema.at("allOf" if "allOf" in schema.value else "$ref"),
                conflict.message,
                help="change one of the two parts",
                related=[Related(place, f"`{keyword}` here") for place, keyword in pairs],
                subject=conflict.message,
                severity=conflict.severity,
            )


def is_impossible(schema: Schema) -> bool:
    """Whether nothing fits the parts together, although something may fit each of them."""
    if not may_clash(schema):
        return False
    nothing_fits = schema.api.validators.nothing_fits
    return nothing_fits(schema) and not any(nothing_fits(part) for part in schema.conjuncts)


def may_clash(schema: Schema) -> bool:
    """Whether two parts speak of one property, or one of them leaves a choice: else there is nothing to decide."""
    parts = [part for part in schema.flat.parts if not CONSTRAINTS.isdisjoint(part.value)]
    names = [name for part in parts for name in part.mapping("properties")]
    return len(parts) > 1 and (len(set(names)) < len(names) or any(part.has(*CHOICES) for part in parts))


CHOICES = ("oneOf", "anyOf", "not", "if")


def is_new(holders: tuple[Schema, Schema], schema: Schema) -> bool:
    """Whether none of the joined schemas has both already."""
    joined = schema.all_of + ([schema.reference] if schema.reference else [])
    both = {id(part.value) for part in holders}
    return not any(both <= {id(part.value) for part in inner.flat.parts} for inner in joined)


@RULE.on_document(having=("minimum", "exclusiveMinimum"))
def has_number(schema: Schema) -> Iterator[Problem]:
    """Bounds between which there is no integer."""
    if len(schema.flat.parts) == 1:
        clash = clash_of([schema])
        if clash is not None:
            yield Problem(schema.at(clash.keywords[0]), f"no number fits {label(schema)}: none {clash.words}")


@RULE.on_document(having=("required",))
def allowed(schema: Schema) -> Iterator[Problem]:
    """Properties that are required and `false`."""
    for number, name in enumerate(schema.required):
        if schema.mapping("properties").get(name) is False:
            message = f"`{name}` is required, and its schema is `false`, which no value fits"
            yield Problem(schema.value_at("required", number), message)


@RULE.on_document
def ends(api: Api) -> Iterator[Problem]:
    """Schemas that require themselves; each loop is told once."""
    recursion = Recursion()
    told: set[int] = set()
    for schema in api.schemas_with("required", "minItems"):
        if api.may_recur(schema) and id(schema.value) not in told:
            names = recursion.loop_of(schema)
            if names:
                told.update(recursion.members)
                yield endless(schema, names)


def endless(schema: Schema, names: list[str]) -> Problem:
    first = names[0]
    path = ".".join(names).replace(".[]", "[]")
    place = schema.at("minItems") if first == "[]" else required_at(schema, first)
    return Problem(
        place,
        f"no finite value fits {label(schema)}: it requires `{path}`, which is {label(schema)} again",
        help=f"make `{path}` optional, or let it be null or empty",
        severity=Severity.WARNING,
    )


def required_at(schema: Schema, name: str) -> Place:
    return (
        schema.value_at("required", schema.required.index(name))
        if name in schema.required
        else schema.at("required")
    )
