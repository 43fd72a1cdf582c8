"""The same description in another order: of the keys of every object, and of the branches of `oneOf` and `anyOf`."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from apilint_rules.core.change.change import Policy
from apilint_rules.core.change.diff import Diff
from apilint_rules.core.change.lenses import compare
from apilint_rules.core.dispatch import Selected
from apilint_rules.core.document import Document
from apilint_rules.core.registry import load_rules
from support import api_of

UNORDERED = ("oneOf", "anyOf", "enum", "required")


def shuffled(rng: Random, value: Any, key: str = "") -> Any:
    """A copy in another order."""
    if type(value) is dict:
        keys = rng.sample(list(value), len(value))
        return {each: shuffled(rng, value[each], each) for each in keys}
    if type(value) is list:
        items = [shuffled(rng, item) for item in value]
        return rng.sample(items, len(items)) if key in UNORDERED else items
    return value


def told(old: dict[str, Any], new: dict[str, Any]) -> set[tuple[str, str]]:
    """The rule and the fingerprint of everything that all change rules find."""
    apis = [
        api_of(Document(f"{name}.json", f"file:///{name}.json", json.dumps(data).encode()))
        for name, data in (("old", old), ("new", new))
    ]
    rules = [rule for rule in load_rules().values() if rule.change_lenses]
    selected = [
        Selected(rule, rule.severity, {name: option.default for name, option in rule.options.items()})
        for rule in rules
    ]
    found = compare(Diff(*apis, Policy("2026-11-25")), selected).findings
    return {(each.rule, each.fingerprint) for each in found}
