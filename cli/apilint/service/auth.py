"""What `--auth` says: which kind of credentials, for which scheme, out of which environment variables."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..errors import ApilintError

FORMS = (
    "bearer:VARIABLE, basic:VARIABLE (holding USER:PASSWORD), apikey:NAME=VARIABLE, "
    "oauth2-client:URL=ID_VARIABLE,SECRET_VARIABLE"
)
_TEXT = re.compile(r"(?:(?P<scheme>[\w.-]+)=)?(?P<kind>bearer|basic|apikey|oauth2-client):(?P<rest>.+)")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Auth(NamedTuple):
    """One `--auth`. `scheme` is empty unless it names a security scheme; `shown` is the variable that stands for it."""

    scheme: str
    kind: str
    variables: tuple[str, ...]
    parameter: str = ""
    token_url: str = ""

    @property
    def shown(self) -> str:
        """The name under which its secret is printed."""
        return "ACCESS_TOKEN" if self.kind == "oauth2-client" else self.variables[0]

    @property
    def is_bearer(self) -> bool:
        return self.kind in ("bearer", "oauth2-client")


def parse_auth(text: str, option: str = "--auth") -> Auth:
    """An `--auth` taken apart. Raises `ApilintError`, which never repeats what may be a secret."""
    found = _TEXT.fullmatch(text)
    kind = found["kind"] if found else ""
    parameter, token_url, rest = "", "", found["rest"] if found else ""
    if kind == "apikey":
        parameter, _, rest = rest.partition("=")
    elif kind == "oauth2-client":
        token_url, _, rest = rest.rpartition("=")
    variables = tuple(rest.split(","))
    wanted = 2 if kind == "oauth2-client" else 1
    if not kind or len(variables) != wanted or not all(map(_VARIABLE.fullmatch, variables)):
        raise ApilintError(
            f"`{option} {kind or '...'}` takes names of environment variables, not the secrets themselves",
            help=f"the forms are {FORMS}",
        )
    return Auth(found["scheme"] or "" if found else "", kind, variables, parameter, token_url)


def secret_of(
    auth: Auth, environment: Mapping[str, str], fetch_token: Callable[[str, str, str], str], option: str
) -> str:
    """The secret: the variable's value, or a fresh token. Raises `ApilintError` where a variable is not set."""
    values = [environment.get(name, "") for name in auth.variables]
    for name, value in zip(auth.variables, values, strict=True):
        if not value:
            # A name in small letters may be the secret itself, typed in the wrong place.
            called = f"`{name}`" if name.isupper() and len(name) <= 40 else "the variable"
            raise ApilintError(
                f"{called} of `{option} {auth.kind}` is not set", help="export it first, then name it here"
            )
        if re.search(r"[\x00-\x1f\x7f]", value):
            raise ApilintError(f"`{name}` holds a line end or a control character; no header can carry it")
    if auth.kind == "basic" and ":" not in values[0]:
        raise ApilintError(
            f"`{auth.variables[0]}` holds no `USER:PASSWORD`", help="put a colon between the two"
        )
    return fetch_token(auth.token_url, values[0], values[1]) if auth.kind == "oauth2-client" else values[0]


def basic(pair: str) -> str:
    """`USER:PASSWORD` as a header carries it (RFC 7617)."""
    return base64.b64encode(pair.encode()).decode()
