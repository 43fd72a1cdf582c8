"""What the command line of `test` says, and what its texts mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from apilint_rules.core.api.model import METHODS, Api, Operation
from apilint_rules.core.wire.set_up import SetUp, set_up

from ..configurations import CommonOptions
from ..errors import ApilintError

PHASES = ("plan", "probes", "examples", "coverage", "fuzzing", "stateful")
FUZZ_PHASES = PHASES[2:]
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|)")
_SECONDS = {"ms": 0.001, "s": 1, "": 1, "m": 60, "h": 3600}
_RATE = re.compile(r"(\d+(?:\.\d+)?)(?:/(s|m|h))?")


@dataclass(frozen=True, slots=True)
class TestOptions(CommonOptions):
    """What the command line of `test` says."""

    __test__ = False  # pytest takes it for a test otherwise

    spec: str = ""
    url: str = ""
    command: str = ""
    app: Any = ""
    login: str = ""
    auth: list[str] = field(default_factory=list)
    auth2: list[str] = field(default_factory=list)
    allow_hosts: list[str] = field(default_factory=list)
    read_only: bool = False
    phases: list[str] = field(default_factory=list)
    include: list[str] = field(default_factory=list)
    exclude: list[str] = field(default_factory=list)
    changed_since: str = ""
    only: frozenset[str] | None = None
    data: Path | None = None
    budget: str = "60s"
    max_examples: int = 20
    seed: int = 1
    workers: int = 1
    rate: str = ""
    timeout: float = 10.0


def phases_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The phases that were asked for, in their order; all without any. Raises `ApilintError`."""
    names = [name.strip() for text in texts for name in text.split(",")]
    for name in names:
        if name not in PHASES:
            raise ApilintError(f"no phase is called `{name}`", help=f"the phases are {', '.join(PHASES)}")
    return tuple(phase for phase in PHASES if phase in names or not names)


def seconds_of(text: str) -> float:
    """`60s`, `5m`, `90` as seconds. Raises `ApilintError`."""
    found = _DURATION.fullmatch(text.strip())
    if not found or not float(found[1]):
        raise ApilintError(f"`{text}` is no duration", help="write `--budget 60s`, or 5m, 1h")
    return float(found[1]) * _SECONDS[found[2]]


def interval_of(text: str) -> float:
    """The seconds between two requests at a rate (`10/s`, `100/m`); 0 without one. Raises `ApilintError`."""
    if not text:
        return 0.0
    found = _RATE.fullmatch(text.strip())
    if not found or not float(found[1]):
        raise ApilintError(f"`{text}` is no rate", help="write `--rate 10/s`, or 100/m")
    return _SECONDS[found[2] or "s"] / float(found[1])


def data_of(path: Path | None) -> Mapping[str, Any]:
    """The values that the user has set, as `Maker` reads them. Raises `ApilintError`."""
    if path is None:
        return {}
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ApilintError(f"cannot be read: {error.strerror}", where=str(path)) from None
    except (ValueError, yaml.YAMLError) as error:
        raise ApilintError(f"is no YAML: {str(error).splitlines()[0]}", where=str(path)) from None
    if not isinstance(data, dict):
        raise ApilintError(
            "holds no mapping",
            where=str(path),
            help="write parameters (`orderId: 17`) and operations (`POST /orders: {body: {...}}`)",
        )
    return data


def chosen(api: Api, options: TestOptions) -> frozenset[str] | None:
    """The labels of the operations to be tested; None for all. Raises `ApilintError` for a pattern that fits none."""
    if not options.include and not options.exclude:
        return options.only
    for pattern in (*options.include, *options.exclude):
        if not any(fits(operation, pattern) for operation in api.operations):
            raise ApilintError(
                f"no operation fits `{pattern}`",
                help="write a path (`/orders/*`), a method (`GET`), both, a tag or an operationId",
            )
    labels = {operation.label for operation in api.operations if _is_allowed(operation, options)}
    return frozenset(labels if options.only is None else labels & options.only)


def beside(api: Api, options: TestOptions, tested: frozenset[str] | None) -> SetUp:
    """What may be sent beside the operations to be tested: where they are all that has changed, what they need."""
    if tested is None or not options.changed_since:
        return SetUp()
    allowed = {operation.label for operation in api.operations if _is_allowed(operation, options)}
    needed = set_up(api, tested)
    return SetUp(needed.producers & allowed, needed.beside & allowed)


def _is_allowed(operation: Operation, options: TestOptions) -> bool:
    """Whether an operation may be sent by what `--include` and `--exclude` say."""
    include, exclude = options.include, options.exclude
    return (not include or any(fits(operation, pattern) for pattern in include)) and not any(
        fits(operation, pattern) for pattern in exclude
    )


def fits(operation: Operation, pattern: str) -> bool:
    """Whether an operation is meant by a path glob, a method, both, a tag or an `operationId`."""
    if pattern.startswith("/"):
        return fnmatchcase(operation.path, pattern)
    method, _, path = pattern.partition(" ")
    if method.lower() in METHODS:
        return operation.method == method.lower() and (not path or fnmatchcase(operation.path, path))
    return any(fnmatchcase(name, pattern) for name in (operation.id, *operation.tags))
