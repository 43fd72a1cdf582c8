"""Items are addressed by ids that cannot be counted through.

Integer ids invite a client to try the next one. If the service forgets a single check of ownership, all
items can be walked by adding one; and they tell every customer how many orders there are. Random ids
(UUIDs) do not replace the check, but take the map away.

Only names that say so are looked at (`order_id`, or `/orders/{order}`): years, versions, positions and
other numbers mean something.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Kind, Parameter, Problem, Resource, Role, Rule, Severity
from ..core.english import pluralize
from ..core.words import words

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"security": True},
    sources=("OWASP API1:2023", "AgID"),
    bad="""
        paths:
          /orders/{order_id}:
            get:
              parameters:
                - name: order_id
                  in: path
                  required: true
                  schema: {type: integer}  # <-
    """,
    good="""
        paths:
          /orders/{order_id}:
            get:
              parameters:
                - name: order_id
                  in: path
                  required: true
                  schema: {type: string, format: uuid}
    """,
)


def addresses_items(parameter: Parameter) -> bool:
    """Whether it is the id by which items of a path are addressed."""
    own = "{" + parameter.name + "}"
    resources = [operation.resource for operation in parameter.operations if operation.role is Role.PATH]
    nodes = (node for resource in resources for node in [resource, *resource.ancestors])
    return parameter.location == "path" and any(
        node.kind is Kind.ITEM and node.segment.text == own and is_id(parameter.name, node) for node in nodes
    )


def is_id(name: str, item: Resource) -> bool:
    """Whether it says that it is an id (`order_id`, `sid`) or names its collection (`/orders/{order}`)."""
    last = words(name)[-1:]
    before = words(item.parent.segment.name)[-1:] if item.parent is not None else ()
    return bool(last) and (last[0].endswith("id") or last == before or (pluralize(last[0]),) == before)


@RULE.on_document(
    where=addresses_items, many="{count} of {total} path parameters that address items are integers"
)
def random(parameter: Parameter) -> Iterator[Problem]:
    schema = parameter.any_schema
    if schema is not None and schema.flat.types == {"integer"}:
        yield Problem(
            parameter.value_at("schema") if parameter.has("schema") else parameter.value_at("type"),
            f"`{parameter.name}` addresses items by an integer",
            help="use ids that cannot be guessed (`type: string`, `format: uuid`)",
        )
