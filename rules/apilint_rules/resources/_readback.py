"""What was sent compared with what is read: a service may write a value in its own way, but not make another of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..core import Exchange, Operation, Problem, Schema, Severity, Thing
from ..core.wire.likeness import is_volatile
from ..core.words import words

_SECRETS = frozenset(("password", "passwd", "secret", "token", "pin", "cvc", "cvv", "otp", "captcha", "key"))
_DEEPEST = 6


def sent_and_read(operation: Operation, sent: Any, read: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The fields of both as they compare, each out of its envelope; None where one of them is no object."""
    if type(sent) is not dict or type(read) is not dict:
        return None
    if len(sent) == 1 and type(next(iter(sent.values()))) is dict and not sent.keys() <= read.keys():
        sent = next(iter(sent.values()))
    if not sent.keys() & read.keys():
        inner = [value for value in read.values() if type(value) is dict and sent.keys() & value.keys()]
        read = inner[0] if len(inner) == 1 else read
    return {name: value for name, value in sent.items() if is_kept(operation, name)}, read


def is_kept(operation: Operation, name: str) -> bool:
    """Whether a field that is written should be read as it was: no secret, and not the service's own affair."""
    media = operation.request_body.json if operation.request_body is not None else None
    schema: Schema | None = (
        media.schema.flat.properties.get(name) if media is not None and media.schema else None
    )
    flags = [schema.flat.first(flag) for flag in ("readOnly", "writeOnly")] if schema is not None else []
    return True not in flags and not is_volatile(name) and _SECRETS.isdisjoint(words(name))


def changed(sent: Any, read: Any, name: str = "", depth: int = 0) -> Iterator[str]:
    """The names of fields that are read with another value than was sent; what is not read is not looked at."""
    if type(sent) is dict and type(read) is dict and depth < _DEEPEST:
        for key in sent.keys() & read.keys():
            if not is_volatile(key):
                yield from changed(sent[key], read[key], f"{name}.{key}" if name else str(key), depth + 1)
    elif type(sent) is list and type(read) is list:
        if len(sent) != len(read) and len(set(map(str, sent))) != len(read):
            yield name
    elif not is_same(sent, read):
        yield name


def is_same(sent: Any, read: Any) -> bool:
    """Whether two scalars are one value in two spellings: case, blanks, `5` and `5.0`, an instant in another zone."""
    if sent == read or sent is None or read is None:
        return True
    if type(sent) in (dict, list) or type(read) in (dict, list):
        return True  # an id that was expanded, a text that was parsed
    if type(sent) is bool or type(read) is bool:
        return str(sent).lower() == str(read).lower()
    one, other = _plain(sent), _plain(read)
    return one == other or _numbers(one, other) or (_is_instant(one) and _is_instant(other))


def _plain(value: Any) -> str:
    return re.sub(r"\s+", " ", str(value)).strip().lower()


def _numbers(one: str, other: str) -> bool:
    try:
        return abs(float(one) - float(other)) <= 0.01 * min(abs(float(one)), 1)
    except ValueError:
        return False


def _is_instant(text: str) -> bool:
    return re.match(r"\d{4}-\d\d-\d\d", text) is not None


def stored_otherwise(operation: Operation, thing: Thing, read: Exchange) -> Iterator[Problem]:
    """Compares a thing with the request that created it."""
    both = sent_and_read(operation, thing.made_by.request.json, read.answer.json)
    names = sorted(changed(*both)) if both is not None else []
    if names:
        shown = ", ".join(f"`{name}`" for name in names[:5])
        yield Problem(
            operation,
            f"{shown} of what was created {'is' if len(names) == 1 else 'are'} read with another value than was sent",
            help="store what is sent, or refuse it; what the service decides should be `readOnly`",
            severity=Severity.WARNING,
            evidence=[thing.made_by, read],
            cause=f"{operation.label} stores something else",
        )
