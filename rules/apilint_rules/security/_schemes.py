"""Which security schemes a description declares."""

from __future__ import annotations

from typing import Any

from ..core import Api, Operation, SecurityScheme


def declared_schemes(api: Api) -> dict[str, Any]:
    """The schemes as they were written, also those behind a `$ref` that leads nowhere."""
    if api.version[0] == 2:
        return api.root.mapping("securityDefinitions")
    schemes = api.root.mapping("components").get("securitySchemes")
    return schemes if type(schemes) is dict else {}


def has_schemes(api: Api) -> bool:
    """Whether the description declares any security scheme."""
    return bool(declared_schemes(api))


def home_of_schemes(api: Api) -> str:
    """Where this version of OpenAPI has its security schemes."""
    return "securityDefinitions" if api.version[0] == 2 else "components.securitySchemes"


def schemes_of(operation: Operation) -> list[SecurityScheme]:
    """The schemes that an operation asks for, those that are declared."""
    names = dict.fromkeys(name for requirement in operation.security for name in requirement.schemes)
    declared = operation.api.security_schemes
    return [declared[name] for name in names if name in declared]
