"""Every server is reached by https or wss.

Over http anybody on the way can read and change what is sent: credentials, personal data, and the answers
that clients act upon. A redirect does not help, because the first request has already been sent in the
clear, with its token.

Loopback, private and test hosts, hosts without a dot (containers), relative addresses and servers marked
`x-sandbox` are left alone. Variables count with their default. Where the same server is listed with https
as well it is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Place, Problem, Rule, Server, Severity
from ._transport import is_insecure

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OWASP API8:2023", "NL /core/transport/tls", "GDS", "adidas", "AgID"),
    bad="""
        openapi: 3.1.0
        servers:
          - url: http://api.example.com/v1  # <-
    """,
    good="""
        openapi: 3.1.0
        servers:
          - url: https://api.example.com/v1
    """,
)


@RULE.on_document(having=("url",))
def encrypted(server: Server) -> Iterator[Problem]:
    url = with_defaults(server)
    if not is_insecure(url) or server.flag("x-sandbox"):
        return
    name = variable_to_change(server)
    twin = any(with_defaults(other).lower() == secure(url).lower() for other in server.api.all(Server))
    yield Problem(
        server.value_at("variables", name, "default") if name else server.value_at("url"),
        f"`{url}` is not encrypted",
        help="leave it out: the same server is listed with https" if twin else f"write `{secure(url)}`",
        severity=Severity.WARNING if twin else None,
    )


def with_defaults(server: Server) -> str:
    """The address with its variables replaced by their defaults."""
    url = server.url
    for name, variable in server.variables.items():
        if type(variable) is dict and type(variable.get("default")) is str:
            url = url.replace("{" + name + "}", variable["default"])
    return url


def variable_to_change(server: Server) -> str:
    """The variable whose default brings the http; empty where the address itself says it."""
    names = [name for name in server.variables if server.url.startswith("{" + name + "}")]
    return names[0] if names else ""


def secure(url: str) -> str:
    """The same address with TLS."""
    scheme, _, rest = url.partition("://")
    return f"{scheme.lower()}s://{rest}"


@RULE.on_document
def schemes_encrypted(api: Api) -> Iterator[Problem]:
    """2.0 has a host and a list of schemes."""
    host = api.root.text("host")
    if api.version[0] == 2 and is_insecure(f"http://{host}"):
        yield from in_schemes(api.root.sequence("schemes"), api.root.value_at("schemes"), host)
        for operation in api.operations:
            yield from in_schemes(operation.sequence("schemes"), operation.value_at("schemes"), host)


def in_schemes(schemes: list[object], place: Place, host: str) -> Iterator[Problem]:
    twin = "https" in schemes or "wss" in schemes
    for number, scheme in enumerate(schemes):
        if scheme in ("http", "ws"):
            yield Problem(
                Place(place.document, place.pointer.child(number), on_key=False),
                f"`{scheme}://{host}` is not encrypted",
                help=f"leave `{scheme}` out" if twin else f"write `{scheme}s`",
                severity=Severity.WARNING if twin else None,
            )
