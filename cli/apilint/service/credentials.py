"""Adds credentials to requests as the security requirements of an operation want them; nothing else knows secrets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from apilint_rules.core.api.model import Api, Operation, SecurityScheme
from apilint_rules.core.wire.exchange import Credentials, Request
from apilint_rules.core.wire.routing import Router

from .auth import Auth, basic, secret_of
from .tokens import expired, is_jwt, made_up, unsigned


class Field(NamedTuple):
    """What carries a secret: a `header`, `query` or `cookie`, its name, what stands before the secret, the secret."""

    location: str
    name: str
    prefix: str
    secret: str


class Wallet:
    """The credentials of both identities. `notes` says where they had to be sent by guess.

    environment: answers the variables; `can_log_in` says that asking for them logs in. fetch_token: given URL, client
    id and client secret, an access token. Raises `ApilintError` where a variable is missing.
    """

    def __init__(
        self,
        api: Api,
        main: Iterable[Auth],
        other: Iterable[Auth],
        environment: Callable[[], Mapping[str, str]],
        fetch_token: Callable[[str, str, str], str],
        can_log_in: bool = False,
    ) -> None:
        self.api = api
        self.main = tuple(main)
        self.other = tuple(other)
        self.notes: list[str] = []
        self.secrets: dict[str, str] = {}
        self._router = Router(api)
        self._environment = environment
        self._fetch_token = fetch_token
        self._known: dict[Auth, str] = {}
        self._expired: dict[Auth, str] = {}
        self._can_log_in = can_log_in
        self._secures = any(each.security for each in api.operations)
        self.renew()

    def renew(self) -> bool:
        """Logs in, reads the variables and fetches tokens again; whether that may have helped."""
        before = dict(self._known)
        environment = self._environment()
        for option, auths in (("--auth", self.main), ("--auth2", self.other)):
            for auth in auths:
                self._known[auth] = secret_of(auth, environment, self._fetch_token, option)
                self._remember(auth, self._known[auth])
                self._take_expired(auth, environment.get(f"{auth.shown}_EXPIRED", ""))
        return self._can_log_in or before != self._known

    @property
    def available(self) -> frozenset[Credentials]:
        """The credentials that can be sent."""
        found = {Credentials.MAIN, Credentials.NONE}
        if self.main or self.api.security_schemes:
            found.add(Credentials.GARBAGE)
        if self.other:
            found.add(Credentials.OTHER)
        if any(auth.is_bearer and is_jwt(self._known[auth]) for auth in self.main):
            found |= {Credentials.EXPIRED, Credentials.UNSIGNED}
        if any(auth in self._expired for auth in self.main):
            found.add(Credentials.EXPIRED)
        return frozenset(found)

    def added(self, request: Request) -> Request:
        """A request with its credentials, as it is sent."""
        return self._with(request, self._real)

    def shown(self, request: Request) -> Request:
        """A request with its credentials, as it may be printed: `$VARIABLE` in the place of a secret."""
        return self._with(request, self._printed)

    def everywhere(self) -> tuple[dict[str, str], dict[str, str]]:
        """Headers and query parameters with the main credentials, for what sends them with every request."""
        fields = [self._field(auth, self._real(auth, Credentials.MAIN)) for auth in self.main]
        sent = _with_fields(Request("GET", "/"), fields)
        return dict(sent.headers), dict(sent.query)

    def is_sent(self, request: Request) -> bool:
        """Whether a request carries the secrets of the main identity."""
        return request.credentials is Credentials.MAIN and bool(self._chosen(request))

    # Which ----------------------------------------------------------------------------------------------------

    def _chosen(self, request: Request) -> list[Auth]:
        """What fits the operation; of an undeclared method, what fits its path."""
        auths = (
            self.other if request.credentials is Credentials.OTHER else self.main or self._invented(request)
        )
        if request.credentials is Credentials.NONE:
            return []
        route = self._router.find(request.method, request.path)
        routes = [route] if route else self._router.matching(request.path)
        return self._fitting(routes[0].operation, auths) if routes else list(auths)

    def _fitting(self, operation: Operation, auths: Iterable[Auth]) -> list[Auth]:
        named = [auth for auth in auths if _has_parameter(operation, auth)]
        for requirement in operation.security:
            found = [self._match(name, auths) for name in requirement.schemes]
            if found and None not in found:
                return list(dict.fromkeys([*(auth for auth in found if auth), *named]))
        free = [auth for auth in auths if not auth.scheme]
        if operation.is_secured and free:
            self._note(f"no credentials fit what {operation.label} requires: all were sent")
            return free
        if not self._secures and free:
            self._note("the description requires no credentials anywhere: they were sent with every request")
            return free
        return named

    def _match(self, name: str, auths: Iterable[Auth]) -> Auth | None:
        """The credentials of a scheme: those that name it, else the first of its kind."""
        auths = list(auths)
        called = next((auth for auth in auths if auth.scheme == name), None)
        scheme = self.api.security_schemes.get(name)
        fitting = (auth for auth in auths if not auth.scheme and scheme and _is_of(auth, scheme, name))
        return called or next(fitting, None)

    def _invented(self, request: Request) -> tuple[Auth, ...]:
        """Credentials of the forms that the description declares, for made up ones where no real ones were given."""
        if request.credentials is not Credentials.GARBAGE:
            return ()
        return tuple(_invented(name, scheme) for name, scheme in self.api.security_schemes.items())

    # What -----------------------------------------------------------------------------------------------------

    def _with(self, request: Request, value: Callable[[Auth, Credentials], str]) -> Request:
        fields = [self._field(auth, value(auth, request.credentials)) for auth in self._chosen(request)]
        return _with_fields(request, fields)

    def _real(self, auth: Auth, credentials: Credentials) -> str:
        known = self._known.get(auth, "nobody:anything" if auth.kind == "basic" else "")
        if credentials is Credentials.GARBAGE:
            known = made_up(known)
        elif credentials is Credentials.EXPIRED and auth in self._expired:
            known = self._expired[auth]
        elif auth.is_bearer and is_jwt(known) and credentials in _CHANGED:
            known = _CHANGED[credentials](known)
        return basic(known) if auth.kind == "basic" else known

    def _printed(self, auth: Auth, credentials: Credentials) -> str:
        if credentials is Credentials.GARBAGE:
            return self._real(auth, credentials)
        suffix = f"_{credentials.name}" if auth.is_bearer and credentials in _CHANGED else ""
        return f"${auth.shown}{suffix}"

    def _field(self, auth: Auth, value: str) -> Field:
        if auth.kind != "apikey":
            return Field("header", "Authorization", "Bearer " if auth.is_bearer else "Basic ", value)
        scheme = next((each for each in self._schemes_of(auth) if each.type == "apiKey"), None)
        if scheme is not None:
            return Field(scheme.location, scheme.parameter_name, "", value)
        return Field(self._locations.get(auth.parameter.lower(), "header"), auth.parameter, "", value)

    @cached_property
    def _locations(self) -> dict[str, str]:
        """Where plain parameters travel, by their names."""
        parameters = (each for operation in self.api.operations for each in operation.parameters)
        return {each.name.lower(): each.location for each in parameters if each.location != "path"}

    def _schemes_of(self, auth: Auth) -> Iterator[SecurityScheme]:
        for name, scheme in self.api.security_schemes.items():
            if name == auth.scheme or (not auth.scheme and _is_of(auth, scheme, name)):
                yield scheme

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def _take_expired(self, auth: Auth, secret: str) -> None:
        """A token that was good once (`$TOKEN_EXPIRED`); one made here has no signature that anybody would accept."""
        if auth.is_bearer and secret:
            self._expired[auth] = secret
            self.secrets[secret] = f"${auth.shown}_EXPIRED"

    def _remember(self, auth: Auth, secret: str) -> None:
        """What must never be printed, and what is printed in its place."""
        self.secrets[secret] = f"${auth.shown}"
        if auth.kind == "basic":
            self.secrets[basic(secret)] = f"${auth.shown}"
            self.secrets[secret.partition(":")[2]] = f"${auth.shown}"
        if is_jwt(secret):
            self.secrets[expired(secret)] = f"${auth.shown}_EXPIRED"
            self.secrets[unsigned(secret)] = f"${auth.shown}_UNSIGNED"


_CHANGED = {Credentials.EXPIRED: expired, Credentials.UNSIGNED: unsigned}


def _with_fields(request: Request, fields: Iterable[Field]) -> Request:
    cookies = []
    for location, name, prefix, secret in fields:
        if location == "query":
            request = request.with_parameter(name, prefix + secret)
        elif location == "cookie":
            cookies.append(f"{name}={prefix}{secret}")
        else:
            request = request.with_header(name, prefix + secret)
    if cookies:
        request = request.with_header(
            "Cookie", "; ".join([*filter(None, [request.header("cookie")]), *cookies])
        )
    return request


def _has_parameter(operation: Operation, auth: Auth) -> bool:
    """Whether an operation has a key as a plain parameter, which is no security to OpenAPI but is meant as such."""
    name = (auth.parameter or "authorization").lower()
    return any(each.name.lower() == name for each in operation.parameters)


def _is_of(auth: Auth, scheme: SecurityScheme, name: str) -> bool:
    if scheme.type == "apiKey":
        is_bearer = auth.is_bearer and scheme.parameter_name.lower() == "authorization"
        names = (scheme.parameter_name.lower(), name.lower())
        return is_bearer or (auth.kind == "apikey" and auth.parameter.lower() in names)
    if scheme.type == "http":
        return auth.is_bearer if scheme.scheme == "bearer" else auth.kind == scheme.scheme
    return scheme.type in ("oauth2", "openIdConnect") and auth.is_bearer


def _invented(name: str, scheme: SecurityScheme) -> Auth:
    if scheme.type == "apiKey":
        return Auth(name, "apikey", ("MADE_UP",), scheme.parameter_name)
    return Auth(name, "basic" if scheme.scheme == "basic" else "bearer", ("MADE_UP",))
