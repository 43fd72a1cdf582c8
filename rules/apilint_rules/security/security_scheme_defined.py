"""Every security scheme that an operation requires is declared.

A requirement that names an unknown scheme says that credentials are needed but not which. Generated clients
leave them out, gateways refuse the import, and validators differ in what they make of it.

A name that is missing is told once, however many operations require it. Names that are URIs (OpenAPI 3.2)
and schemes that another file of the description declares are accepted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches

from ..core import Api, Problem, Requirement, Rule, Severity
from ._schemes import declared_schemes, home_of_schemes

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Security Requirement Object", "azure-api-style-guide security-requirements"),
    bad="""
        components:
          securitySchemes:
            bearerAuth: {type: http, scheme: bearer}
        paths:
          /orders:
            get:
              security:
                - bearer_auth: []  # <-
    """,
    good="""
        components:
          securitySchemes:
            bearerAuth: {type: http, scheme: bearer}
        paths:
          /orders:
            get:
              security:
                - bearerAuth: []
    """,
)


@RULE.on_document
def defined(api: Api) -> Iterator[Problem]:
    declared = declared_schemes(api)
    if "$ref" in declared:  # the whole section stands in another file
        return
    unknown: dict[str, list[Requirement]] = defaultdict(list)
    for requirement in api.all(Requirement):
        for name in requirement.schemes:
            if name not in declared and not is_declared_elsewhere(requirement, name):
                unknown[name].append(requirement)
    for name, users in unknown.items():
        times = f" (required {len(users)} times)" if len(users) > 1 else ""
        close = get_close_matches(name, declared, 1)
        yield Problem(
            users[0].at(name),
            f"security scheme `{name}` is not declared{times}",
            help=f"write `{close[0]}`" if close else f"declare it under `{home_of_schemes(api)}`",
            subject=name,
        )


def is_declared_elsewhere(requirement: Requirement, name: str) -> bool:
    """Whether it is a URI, or the file that requires it declares it itself."""
    api, data = requirement.api, requirement.document.data
    if name.startswith("x-") or (
        api.version >= (3, 2) and not name.isidentifier() and {"/", "#", ":", "."} & set(name)
    ):
        return True
    components = (
        data.get("components") if type(data) is dict and requirement.document is not api.document else None
    )
    schemes = components.get("securitySchemes") if type(components) is dict else None
    return type(schemes) is dict and name in schemes
