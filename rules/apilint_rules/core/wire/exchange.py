"""One request and its answer, free of any HTTP library."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from ..api.media import essence, is_json

if TYPE_CHECKING:
    from ..api.model import Operation

Fields = tuple[tuple[str, str], ...]
"""Header fields or query parameters in their order; names may repeat."""


class Credentials(Enum):
    """With whose credentials a request is sent. The driver adds them; a rule never sees a secret."""

    MAIN = "main"
    OTHER = "other"
    """Those of a second identity."""
    NONE = "none"
    GARBAGE = "garbage"
    """Of the right form, but made up."""
    EXPIRED = "expired"
    """The token of the main identity with an `exp` in the past (JWTs only)."""
    UNSIGNED = "unsigned"
    """The token of the main identity with `alg: none` and no signature (JWTs only)."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be sent. `path` stands below the base URL, begins with `/` and is percent-encoded; `query` is not."""

    method: str
    path: str
    query: Fields = ()
    headers: Fields = ()
    body: bytes | None = None
    credentials: Credentials = Credentials.MAIN

    @property
    def target(self) -> str:
        """Path and query as they are sent."""
        query = "&".join(f"{quote(name, safe='[]$')}={quote(value, safe='')}" for name, value in self.query)
        return f"{self.path}?{query}" if query else self.path

    @property
    def json(self) -> Any:
        """The body as JSON; None when there is none."""
        return _parsed(self.body or b"")

    def header(self, name: str) -> str | None:
        """The values of a header field, joined by commas; None without it."""
        return _joined(self.headers, name)

    def parameter(self, name: str) -> str | None:
        """The first value of a query parameter; None without it."""
        return next((value for key, value in self.query if key == name), None)

    def but(self, **changes: Any) -> Request:
        """The same request with other attributes (`method`, `path`, `body`, `credentials`, ...)."""
        return replace(self, **changes)

    def with_header(self, name: str, value: str | None) -> Request:
        """The same request with one header field set; None takes it away."""
        return replace(self, headers=_set(self.headers, name, value, name.lower()))

    def with_parameter(self, name: str, value: str | None) -> Request:
        """The same request with one query parameter set; None takes it away."""
        kept = tuple(field for field in self.query if field[0] != name)
        return replace(self, query=kept if value is None else (*kept, (name, value)))

    def with_json(self, value: Any, media_type: str = "application/json") -> Request:
        """The same request with a JSON body."""
        body = json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass")
        return replace(self, body=body).with_header("Content-Type", media_type)


@dataclass(frozen=True)
class Answer:
    """What came back. `seconds` is the time to the last byte; `is_cut` says that the body was too long to be kept."""

    status: int
    headers: Fields = ()
    body: bytes = b""
    seconds: float = 0.0
    is_cut: bool = False

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_error(self) -> bool:
        return 400 <= self.status < 600

    def header(self, name: str) -> str | None:
        """The values of a header field, joined by commas (RFC 9110 section 5.3); None without it."""
        return _joined(self.headers, name)

    @property
    def content_type(self) -> str:
        """The media type as sent; empty without one."""
        return self.header("content-type") or ""

    @property
    def media_type(self) -> str:
        """The media type in lower case without parameters; empty without one."""
        return essence(self.content_type)

    @property
    def is_json(self) -> bool:
        """Whether the answer says that it is JSON."""
        return is_json(self.content_type)

    @cached_property
    def json(self) -> Any:
        """The body as JSON, whatever media type it has; None when it is none."""
        return None if self.is_cut else _parsed(self.body)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode(errors="replace")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer. `number` counts the exchanges of a run; `phase` says what it was sent for."""

    request: Request
    answer: Answer
    number: int = 0
    phase: str = ""

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.answer.status

    def __repr__(self) -> str:
        return f"Exchange({self.request.method} {self.request.path} -> {self.answer.status})"


class Seen(NamedTuple):
    """An exchange and the operation that it belongs to."""

    exchange: Exchange
    operation: Operation


def _joined(fields: Fields, name: str) -> str | None:
    values = [value for key, value in fields if key.lower() == name.lower()]
    return ", ".join(values) if values else None


def _set(fields: Iterable[tuple[str, str]], name: str, value: str | None, key: str) -> Fields:
    kept = tuple(field for field in fields if field[0].lower() != key)
    return kept if value is None else (*kept, (name, value))


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
