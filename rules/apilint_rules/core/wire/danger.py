"""Operations that end a session, an account or the service: told by whole words, for they would ruin a run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..api.model import Operation
from ..segments import segments_of
from ..words import words

_WORDS = {
    "ends the session": ("logout", "logoff", "signout", "signoff"),
    "stops the service": ("shutdown", "reboot", "restart", "poweroff", "halt", "selfdestruct"),
    "throws data away": (
        "flush", "reset", "purge", "wipe", "truncate", "erase", "cleanup", "createdb", "dropdb", "initdb",
    ),
    "takes a right away": ("deactivate", "revoke", "disable"),
    "changes a password": ("password", "passwd"),
}  # fmt: skip
_PHRASES = {
    "ends the session": (r"(log|sign)[\s_-]*(me[\s_-]*)?(out|off)",),
    "stops the service": (r"shut[\s_-]*down", r"power[\s_-]*off"),
    "throws data away": (
        r"(drop|recreate|init(ialize)?)[\s_-]*(the[\s_-]*)?(db|database|tables?)",
        r"(delete|clear|remove|drop)[\s_-]*(all|everything)",
        r"factory[\s_-]*reset",
    ),
}
_OWN = re.compile(
    r"/(me|self|current[_-]?user|my[_-]?account|account|profile|user|session|sessions/current)/?$"
)


def danger(operation: Operation) -> str:
    """What an operation seems to do that would ruin a run; empty for all others."""
    if operation.method == "delete" and _OWN.search(operation.path.lower()):
        return "deletes the account or the session itself"
    tokens = set(_tokens(operation))
    texts = [*_static(operation.path), operation.id, operation.summary]
    for what, names in _WORDS.items():
        if tokens.intersection(names) and not (what == "changes a password" and operation.method == "get"):
            return what
    for what, patterns in _PHRASES.items():
        if any(re.search(rf"\b{pattern}\b", _spaced(text)) for pattern in patterns for text in texts):
            return what
    return ""


def _tokens(operation: Operation) -> Iterator[str]:
    """The words of path and `operationId`, and the first of the summary: what it does stands in front."""
    for text in _static(operation.path):
        yield from words(text)
    yield from words(operation.id)
    yield from words(operation.summary)[:1]


def _static(path: str) -> list[str]:
    return [segment.name for segment in segments_of(path) if segment.is_static]


def _spaced(text: str) -> str:
    return " ".join(words(text))
