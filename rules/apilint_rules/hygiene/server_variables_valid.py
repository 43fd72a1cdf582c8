"""Variables of a server URL are declared, and their defaults are among the values that are allowed.

A client builds the address of every call from the URL and its variables. One that is not declared stays in
the URL with its braces, and a default outside of `enum` makes the very first choice that a tool offers an
invalid one.

A variable that is declared and not used does no harm to a call: that is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Rule, Server, Severity
from ._templates import braces

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Server Variable Object", "NL /core/oas3-server-variables"),
    bad="""
        servers:
          - url: https://{region}.acme-shop.com/{version}  # <-
            variables:
              region: {default: us, enum: [eu, ap]}  # <-
    """,
    good="""
        servers:
          - url: https://{region}.acme-shop.com/{version}
            variables:
              region: {default: eu, enum: [eu, ap]}
              version: {default: v1}
    """,
)


@RULE.on_document
def valid(server: Server) -> Iterator[Problem]:
    if server.api.version[0] == 2:
        return
    names, faults = braces(server.url)
    for fault in faults:
        yield Problem(server.value_at("url"), f"`{server.url}` {fault}", subject=fault)
    yield from undeclared(server, [name for name in dict.fromkeys(names) if name not in server.variables])
    for name in server.variables:
        if name not in names and not faults:
            yield Problem(
                server.at("variables", name),
                f"variable `{name}` is not used in `{server.url}`",
                help=f"remove it, or write `{{{name}}}` where it belongs",
                severity=Severity.WARNING,
            )
        yield from misfit(server, name)


def undeclared(server: Server, names: list[str]) -> Iterator[Problem]:
    if names:
        listed = ", ".join(f"`{{{name}}}`" for name in names)
        yield Problem(
            server.value_at("url"),
            f"{listed} in `{server.url}` {'is' if len(names) == 1 else 'are'} not declared",
            help=f"add `{names[0]}` to `variables`, with a `default`",
        )


def misfit(server: Server, name: str) -> Iterator[Problem]:
    """A default that is not one of the values."""
    variable = server.variables[name]
    allowed = variable.get("enum") if isinstance(variable, dict) else None
    if isinstance(allowed, list) and allowed and "default" in variable and variable["default"] not in allowed:
        yield Problem(
            server.value_at("variables", name, "default"),
            f"default `{variable['default']}` of `{name}` is not in its `enum`",
            help="add it there, or choose " + " or ".join(f"`{value}`" for value in allowed[:3]),
        )
