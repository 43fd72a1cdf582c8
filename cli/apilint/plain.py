"""The everyday command lines of `check`, read without typer, whose import takes as long as a small description.

Whatever is not plain (help, a mistake, an odd spelling) is left to typer, which can explain it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .checking import Options

_NAMES = {
    "--format": "formats", "-f": "formats", "--profile": "profiles", "--severity": "severities",
    "--ref-root": "ref_roots", "-j": "jobs", "-q": "quiet",
}  # fmt: skip
"""Options that are not called like their field of `Options`."""
_UNNAMED = frozenset(("targets", *_NAMES.values())) - {"jobs", "quiet"}


class _NotPlainError(Exception):
    pass


def plain_options(arguments: Sequence[str]) -> Options | None:
    """What the arguments behind `check` say; None where typer has to read them."""
    values = asdict(Options())
    names = _NAMES | {f"--{field.replace('_', '-')}": field for field in values if field not in _UNNAMED}
    waiting = iter(arguments)
    try:
        for argument in waiting:
            if argument == "-" or argument[:1] != "-":
                values["targets"].append(argument)
            else:
                _read(argument, waiting, names, values)
    except _NotPlainError:
        return None
    return Options(**values)


def _read(argument: str, waiting: Iterator[str], names: dict[str, str], values: dict[str, Any]) -> None:
    """Reads one option, with its value if it has one."""
    name, equals, text = argument.partition("=")
    field = names.get(name)
    if field is None or (equals and name[:2] != "--"):
        raise _NotPlainError
    known = values[field]
    if type(known) is bool:
        if equals:
            raise _NotPlainError
        values[field] = True
        return
    text = text if equals else next(waiting, "-")
    if text[:1] == "-" or (type(known) is int and not (text.isascii() and text.isdigit())):
        raise _NotPlainError
    value = _KINDS.get(field, type(known) if type(known) is int else str)(text)
    values[field] = [*known, value] if type(known) is list else value


_KINDS: dict[str, Callable[[str], Any]] = dict.fromkeys(
    ("config", "baseline", "write_baseline", "ref_roots"), Path
)
