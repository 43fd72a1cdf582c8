"""What an operation asks for by way of credentials, as alternatives of which each is a set of schemes with scopes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ..core import Api, Operation, Pair, Place, SecurityScheme

Alternative = Mapping[str, frozenset[str]]
"""Scheme to scopes: all of them are needed."""


_NOTHING: Alternative = {}


def alternatives(operation: Operation, old: Api) -> list[Alternative]:
    """What is enough to call an operation; one empty alternative where nothing is needed.

    A scheme goes by the name that it has in the old description, also where it was renamed. Source: OpenAPI Security
    Requirement Object.
    """
    names = _names(operation.api, old)
    found: list[Alternative] = [
        {names.get(name, name): frozenset(map(str, scopes)) for name, scopes in requirement.schemes.items()}
        for requirement in operation.security
    ]
    return found or [_NOTHING]


def _names(api: Api, old: Api) -> dict[str, str]:
    if api is old:
        return {}
    known = {identity(scheme): name for name, scheme in old.security_schemes.items()}
    return {
        name: known[identity(scheme)]
        for name, scheme in api.security_schemes.items()
        if name not in old.security_schemes and identity(scheme) in known
    }


def identity(scheme: SecurityScheme) -> str:
    """What makes a scheme the same under another name."""
    flows = {
        name: [flow.value.get("tokenUrl"), flow.value.get("authorizationUrl")]
        for name, flow in scheme.flows.items()
    }
    return json.dumps([takes(scheme), scheme.type, flows, scheme.text("openIdConnectUrl")], sort_keys=True)


def takes(scheme: SecurityScheme) -> str:
    """What a request has to carry, in words: the same for all kinds of bearer tokens."""
    if scheme.type == "apiKey":
        return f"a key in the {scheme.location} `{scheme.parameter_name}`"
    if scheme.type in ("oauth2", "openIdConnect"):
        return "`bearer` credentials"
    return f"`{scheme.scheme or scheme.type}` credentials"


def is_enough(given: Alternative, needed: Alternative) -> bool:
    """Whether a client with these credentials satisfies an alternative."""
    return all(name in given and scopes <= given[name] for name, scopes in needed.items())


def spelled(alternative: Alternative) -> str:
    """`` `login` with `read`, `write` ``; `no credentials` for the empty one."""
    parts = [
        f"`{name}`" + (" with " + ", ".join(f"`{scope}`" for scope in sorted(scopes)) if scopes else "")
        for name, scopes in alternative.items()
    ]
    return " and ".join(parts) or "no credentials"


def canonical(alternative: Alternative) -> str:
    """The same, whatever the order in which the schemes are written."""
    return spelled(dict(sorted(alternative.items())))


def place_of(operation: Operation) -> Place:
    """Where an operation's `security` is written: at itself, or at the root."""
    if operation.has("security") or not operation.api.root.has("security"):
        return operation.at("security")
    return operation.api.key("security")


def subject_of(change: Pair[Operation]) -> str:
    """What oasdiff calls the security of an operation, or that of the whole description."""
    is_global = not change.old.has("security") and not change.new.has("security")
    return "api-global-security" if is_global else "api-security"
