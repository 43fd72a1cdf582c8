"""Nothing stands beside a `$ref` that ignores it.

In OpenAPI 2.0 and 3.0 whatever is written beside `$ref` is ignored. Somebody who adds `nullable: true`,
`required` or another description there sees it in the editor and nowhere else: not in the documentation, not
in the generated client, and some tools do read it, so that two readers see two APIs.

From 3.1 on a schema may say more beside its `$ref`, and a reference to anything else may have its own
`summary` and `description`. Path items and extensions (`x-...`) are left alone. It is an error where a
constraint is lost (`required`, `nullable`), a warning for annotations (`readOnly`, `default`), and an info
for documentation, or where the target says the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Place, Problem, Reference, Rule, Severity
from ._versions import version_in

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Reference Object", "OpenAPI 2.0 Reference Object", "Spectral"),
    bad="""
        openapi: 3.0.4
        components:
          schemas:
            Order:
              type: object
              properties:
                customer:
                  $ref: '#/components/schemas/Customer'
                  required: [email]  # <-
            Customer:
              type: object
              properties:
                email: {type: string}
    """,
    good="""
        openapi: 3.0.4
        components:
          schemas:
            Order:
              type: object
              properties:
                customer:
                  allOf:
                    - $ref: '#/components/schemas/Customer'
                    - required: [email]
            Customer:
              type: object
              properties:
                email: {type: string}
    """,
)

UNDEFINED = ("PathItem", "Operation")
"""Where the specification leaves open what siblings mean, or knows no `$ref` at all."""
DOCUMENTATION = frozenset(
    ("description", "summary", "title", "example", "examples", "externalDocs", "xml", "$comment")
)
ANNOTATIONS = frozenset(("readOnly", "writeOnly", "deprecated", "default", "format", "$id", "$anchor"))


@RULE.on_document
def meant(api: Api) -> Iterator[Problem]:
    for reference, key in ignored(api):
        if key not in DOCUMENTATION:
            message = f"`{key}` is ignored beside `$ref`"
            repeated = is_repeated(reference, key)
            milder = Severity.INFO if repeated else Severity.WARNING if key in ANNOTATIONS else None
            advice = "remove it: what the `$ref` names says the same" if repeated else cure(reference)
            yield Problem(place_of(reference, key), message, help=advice, subject=key, severity=milder)


@RULE.on_document(many="{count} times documentation stands beside a `$ref`, where it is ignored")
def documentation(api: Api) -> Iterator[Problem]:
    for reference, key in ignored(api):
        if key in DOCUMENTATION:
            message = f"`{key}` is ignored beside `$ref`"
            yield Problem(
                place_of(reference, key), message, help=cure(reference), subject=key, severity=Severity.INFO
            )


def ignored(api: Api) -> Iterator[tuple[Reference, str]]:
    """Each reference with each key beside it that its version ignores."""
    for reference in api.references:
        if not reference.siblings or reference.expected in UNDEFINED:
            continue
        read: tuple[str, ...] = ()
        if version_in(reference.document, api) >= (3, 1):
            if reference.expected == "Schema":
                continue
            read = ("summary", "description")
        for key in reference.siblings:
            if key not in read and not str(key).startswith("x-"):
                yield reference, str(key)


def place_of(reference: Reference, key: str) -> Place:
    return Place(reference.document, reference.pointer.child(key))


def is_repeated(reference: Reference, key: str) -> bool:
    """Whether what is referred to says the same, so that nothing is lost."""
    target = reference.target.value if reference.target is not None else None
    if type(target) is not dict or key not in target:
        return False
    return bool(target[key] == reference.document.value(reference.pointer.child(key)))


def cure(reference: Reference) -> str:
    if reference.expected == "Schema":
        return "put the `$ref` into an `allOf` and the rest beside that, or move it to what the `$ref` names"
    return "move it to what the `$ref` names, or write that out here"
