"""Every component is used somewhere.

A component that nothing refers to is read, translated and kept correct for nobody, and generated into every
client. Often it is the trace of a mistake: the operation that should refer to it has a copy of its own.

A discriminator uses the schemas that it maps to and those that extend its own; security requirements use
schemes; a mention of the full pointer anywhere (`#/components/schemas/Order`), also in an extension or in
another file of this API, is a use. Documents without operations are libraries, and `x-keep: true` keeps one
component.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Place, Pointer, Problem, Related, Rule, Severity
from ._uses import Component, Uses

RULE = Rule(
    severity=Severity.INFO,
    sources=("OpenAPI Components Object", "Azure unused-definition"),
    bad="""
        paths:
          /orders:
            get:
              responses:
                '200': {$ref: '#/components/responses/Orders'}
        components:
          responses:
            Orders: {description: the orders}
            Order: {description: one order}  # <-
    """,
    good="""
        paths:
          /orders:
            get:
              responses:
                '200': {$ref: '#/components/responses/Orders'}
        components:
          responses:
            Orders: {description: the orders}
    """,
)

MANY = 4
SINGULAR = {
    "schemas": "schema", "definitions": "definition", "responses": "response", "parameters": "parameter",
    "examples": "example", "requestBodies": "request body", "headers": "header", "links": "link",
    "securitySchemes": "security scheme", "securityDefinitions": "security scheme", "callbacks": "callback",
    "pathItems": "path item", "mediaTypes": "media type",
}  # fmt: skip


@RULE.on_document
def used(api: Api) -> Iterator[Problem]:
    if not api.operations and not api.webhooks:
        return
    uses = Uses(api)
    for section, components in components_of(api).items():
        unused = [component for component in components if not uses.has(component)]
        if len(unused) >= MANY and 2 * len(unused) > len(components):
            yield told_at_once(section, unused, len(components))
        else:
            yield from (told(component) for component in unused)


def components_of(api: Api) -> dict[str, list[Component]]:
    """The components that are objects, section by section."""
    is_swagger = api.version[0] == 2
    holder = api.root.value if is_swagger else api.root.mapping("components")
    sections: dict[str, list[Component]] = {}
    for section in SINGULAR.keys() & holder.keys():
        pointer = Pointer((section,) if is_swagger else ("components", section))
        members = holder[section].items() if isinstance(holder[section], dict) else ()
        sections[section] = [
            Component(section, name, Place(api.document, pointer.child(name)), value)
            for name, value in members
            if isinstance(value, dict) and not name.startswith("x-")
        ]
    return sections


def told(component: Component) -> Problem:
    kind = SINGULAR[component.section]
    return Problem(
        component.place, f"{kind} `{component.name}` is not used", help="remove it, or refer to it"
    )


def told_at_once(section: str, unused: list[Component], total: int) -> Problem:
    first, *others = unused
    return Problem(
        first.place,
        f"{len(unused)} of {total} entries of `{section}` are not used",
        help="remove them; `x-keep: true` keeps one that others rely on",
        related=[Related(other.place, "also not used") for other in others[:3]],
    )
