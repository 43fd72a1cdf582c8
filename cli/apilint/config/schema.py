"""The JSON Schema of the configuration, generated from the rules that are installed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apilint_rules.core.rule import Option, Rule

FAIL_ON = ("error", "warning", "info", "never")
_SWITCH = {"enum": ["on", "off", "error", "warning", "info", True, False]}
_STRINGS = {"type": "array", "items": {"type": "string"}}
_ONE_OR_MORE = {"anyOf": [{"type": "string"}, _STRINGS]}


def configuration_schema(rules: Mapping[str, Rule]) -> dict[str, Any]:
    """The schema of `apilint.yaml`, for validation here and completion in editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "apilint configuration",
        "type": "object",
        "properties": _properties(rules),
        "additionalProperties": False,
        "$defs": {
            "rules": _rules(rules),
            "override": {
                "type": "object",
                "properties": {
                    "files": _ONE_OR_MORE
                    | {"description": "globs of files, from this configuration's folder"},
                    "paths": _ONE_OR_MORE | {"description": "globs of API paths, such as `/internal/**`"},
                    "operations": _ONE_OR_MORE | {"description": "operationIds, or `GET /orders/{id}`"},
                    "rules": {"$ref": "#/$defs/rules"},
                },
                "required": ["rules"],
                "additionalProperties": False,
            },
        },
    }


def profile_names(rules: Mapping[str, Rule]) -> list[str]:
    """Every profile that a rule knows, `core` first."""
    return ["core", *sorted({name for rule in rules.values() for name in rule.profiles} - {"core"})]


def _properties(rules: Mapping[str, Rule]) -> dict[str, Any]:
    profile = {"enum": profile_names(rules)}
    return {
        "$schema": {"type": "string"},
        "extends": _ONE_OR_MORE | {"description": "configuration files that this one builds on"},
        "profile": {
            "anyOf": [profile, {"type": "array", "items": profile, "minItems": 1}],
            "description": "sets of rules; later ones win",
        },
        "rules": {"$ref": "#/$defs/rules"},
        "overrides": {"type": "array", "items": {"$ref": "#/$defs/override"}},
        "apis": _ONE_OR_MORE
        | {"description": "what `apilint check` looks at without targets: files, folders, globs"},
        "exclude": _ONE_OR_MORE
        | {"description": "globs of files that are left out when folders are searched"},
        "fail-on": {"enum": list(FAIL_ON)},
        "baseline": {"type": "string", "description": "a file of known findings"},
        "ref-roots": _ONE_OR_MORE
        | {"description": "folders outside of the project that `$ref` may lead into"},
        "allow-remote-refs": {"type": "boolean", "description": "whether http(s) `$ref`s are fetched"},
    }


def _rules(rules: Mapping[str, Rule]) -> dict[str, Any]:
    topics = dict.fromkeys(rule.topic for rule in rules.values())
    return {
        "type": "object",
        "properties": {
            **{
                topic.replace("_", "-"): _SWITCH | {"description": f"all rules of {topic}"}
                for topic in topics
            },
            **{rule.id: _rule(rule) for rule in rules.values()},
        },
        "additionalProperties": False,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    options = {name: _option(option) for name, option in rule.options.items()}
    severity = {"enum": ["error", "warning", "info", "off"]}
    setting = {
        "type": "object",
        "properties": {"severity": severity, **options},
        "additionalProperties": False,
    }
    return {"anyOf": [_SWITCH, setting], "description": rule.summary}


def _option(option: Option) -> dict[str, Any]:
    if option.choices:
        return {"enum": list(option.choices), "description": option.description, "default": option.default}
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string"}
    described = {"description": option.description}
    if isinstance(option.default, (list, tuple)):
        return _STRINGS | described | {"default": list(option.default)}
    kind = kinds.get(type(option.default))
    return described | ({"type": kind, "default": option.default} if kind else {})
