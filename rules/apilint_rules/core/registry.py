"""Finds every rule by walking packages: our own topics and whatever the entry-point group `apilint.rules` names."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Iterable, Iterator
from types import ModuleType

from .rule import Rule

TOPICS = (
    "naming", "resources", "versioning", "methods", "statuses", "pagination", "errors", "security", "rate_limits",
    "caching", "schemas", "documentation", "hygiene", "consistency", "changes",
)  # fmt: skip
"""The order of the topics in lists and documentation."""


class DuplicateRuleError(Exception):
    """Two modules with one rule id."""


class UnloadableError(Exception):
    """A package of rules that is not there, or that is no Python."""


def load_rules(packages: Iterable[str] = ("apilint_rules",)) -> dict[str, Rule]:
    """Every rule below the packages, by id, in the order of topics and ids.

    A module with a `RULE` is a rule. Raises `DuplicateRuleError` and `UnloadableError`.
    """
    found: dict[str, Rule] = {}
    for name in packages:
        for module in _loaded(name):
            rule = getattr(module, "RULE", None)
            if isinstance(rule, Rule):
                _stamp(rule, module)
                if rule.id in found:
                    raise DuplicateRuleError(
                        f"rule `{rule.id}` is defined by `{found[rule.id].module}` and `{rule.module}`"
                    )
                found[rule.id] = rule
    return dict(sorted(found.items(), key=lambda item: (_topic_order(item[1].topic), item[0])))


def _loaded(name: str) -> list[ModuleType]:
    try:
        return list(_modules(importlib.import_module(name)))
    except (ImportError, SyntaxError) as error:
        raise UnloadableError(f"the package of rules `{name}` cannot be loaded: {error}") from error


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    """The modules of the packages directly below a package; `core` holds no rules."""
    for topic in _names(package, packages=True):
        if topic == "core":
            continue
        subpackage = importlib.import_module(f"{package.__name__}.{topic}")
        for name in _names(subpackage, packages=False):
            yield importlib.import_module(f"{subpackage.__name__}.{name}")


def _names(package: ModuleType, packages: bool) -> list[str]:
    paths = list(package.__path__)
    if all(os.path.isdir(path) for path in paths):  # pkgutil takes ten times as long for the same names
        entries = [entry for path in paths for entry in os.scandir(path)]
        if packages:
            return sorted(
                entry.name
                for entry in entries
                if entry.name.isidentifier() and entry.is_dir() and entry.name[0] != "_"
            )
        return sorted(
            entry.name[:-3] for entry in entries if entry.name.endswith(".py") and entry.name[0] != "_"
        )
    return sorted(info.name for info in pkgutil.iter_modules(paths) if info.ispkg is packages)


def _stamp(rule: Rule, module: ModuleType) -> None:
    package, _, name = module.__name__.rpartition(".")
    rule.id = name.replace("_", "-")
    rule.topic = package.rpartition(".")[2]
    rule.doc = module.__doc__ or ""
    rule.module = module.__name__


def _topic_order(topic: str) -> tuple[int, str]:
    return (TOPICS.index(topic) if topic in TOPICS else len(TOPICS), topic)
