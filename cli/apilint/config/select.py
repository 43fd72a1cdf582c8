"""Which rules run, how severe and with which options: profiles, then configuration, then the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from fnmatch import translate
from functools import cache
from re import Pattern
from re import compile as compile_pattern
from typing import Any, NamedTuple

from apilint_rules.core.api.model import Api
from apilint_rules.core.engine import Adjust, Raw, Selected
from apilint_rules.core.rule import Rule
from apilint_rules.core.severity import Severity

from ..errors import ApilintError
from ..sources.project import path_of
from .schema import profile_names
from .settings import Override, RuleSetting, Settings


class Choices(NamedTuple):
    """What the command line says about rules."""

    profiles: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()


class Selection(NamedTuple):
    """The rules that run, those of them that only overrides turn on, and the ids of all that there are."""

    rules: list[Selected]
    dormant: frozenset[str]
    overrides: tuple[Override, ...]
    known: tuple[str, ...] = ()

    def adjust(self, api: Api) -> Adjust | None:
        """The per-file, per-path and per-operation settings of one description; None when there are none."""
        if not self.overrides:
            return None
        return _Adjuster(self, {operation.label: operation.id for operation in api.operations}).adjust


def select(rules: Mapping[str, Rule], settings: Settings, choices: Choices) -> Selection:
    """The selection. Raises `ApilintError` for an unknown rule, topic, profile or severity."""
    profiles = choices.profiles or settings.profiles
    _check_profiles(profiles, rules)
    only = named(choices.select, rules) if choices.select else None
    ignored = named(choices.ignore, rules)
    severities = dict(_severities(choices.severities, rules))
    woken = {name for override in settings.overrides for name, said in override.rules.items() if said.enabled}
    chosen, dormant = [], set()
    for rule in rules.values():
        setting = settings.rules.get(rule.id, RuleSetting()).over(_from_profiles(rule, profiles))
        enabled = rule.id in only if only is not None else bool(setting.enabled) and rule.id not in ignored
        if severities.get(rule.id) == "off":
            enabled = False
        elif rule.id in severities and only is None:
            enabled = True
        if not enabled and rule.id in woken and rule.id not in ignored and only is None:
            dormant.add(rule.id)
        if enabled or rule.id in dormant:
            chosen.append(Selected(rule, _severity(rule, setting, severities), _options(rule, setting)))
    return Selection(chosen, frozenset(dormant), settings.overrides, tuple(rules))


def named(names: Iterable[str], rules: Mapping[str, Rule]) -> set[str]:
    """The ids that some names mean: ids, topics, or `all`. Raises `ApilintError` with a suggestion."""
    found: set[str] = set()
    for name in (part.strip() for text in names for part in text.split(",")):
        topic = {rule.id for rule in rules.values() if rule.topic.replace("_", "-") == name.replace("_", "-")}
        if name in rules:
            found.add(name)
        elif topic or name == "all":
            found |= topic or set(rules)
        else:
            raise unknown_rule(name, rules)
    return found


def unknown_rule(name: str, rules: Mapping[str, Rule]) -> ApilintError:
    """The error for a name that is no rule and no topic."""
    topics = {rule.topic.replace("_", "-") for rule in rules.values()}
    close = get_close_matches(name, [*rules, *topics], 1, 0.5)
    advice = f"did you mean `{close[0]}`?" if close else "`apilint rules` lists them"
    ours = [f"`{rule.id}`" for rule in rules.values() if f"oasdiff {name}" in rule.sources]
    if ours:
        advice = f"what oasdiff calls so is {' or '.join(ours)} here"
    return ApilintError(f"no rule or topic is called `{name}`", help=advice)


def _check_profiles(profiles: Iterable[str], rules: Mapping[str, Rule]) -> None:
    known = profile_names(rules)
    for name in profiles:
        if name not in known:
            raise ApilintError(f"no profile is called `{name}`", help=f"the profiles are {', '.join(known)}")


def _from_profiles(rule: Rule, profiles: Iterable[str]) -> RuleSetting:
    setting = RuleSetting(rule.default)
    for name in profiles:
        said: Any = rule.profiles.get(name)
        if isinstance(said, bool):
            setting = RuleSetting(said).over(setting)
        elif isinstance(said, Severity):
            setting = RuleSetting(True, said).over(setting)
        elif said is not None:
            setting = RuleSetting(True, None, dict(said)).over(setting)
    return setting


def _severities(texts: Iterable[str], rules: Mapping[str, Rule]) -> Iterator[tuple[str, str]]:
    levels = ("error", "warning", "info", "off")
    for text in (part.strip() for given in texts for part in given.split(",")):
        name, equals, level = text.partition("=")
        if not equals or level not in levels:
            raise ApilintError(
                f"`{text}` is no severity", help=f"write RULE=LEVEL, LEVEL one of {', '.join(levels)}"
            )
        for rule in named([name], rules):
            yield rule, level


def _severity(rule: Rule, setting: RuleSetting, severities: Mapping[str, str]) -> Severity:
    level = severities.get(rule.id)
    return Severity(level) if level not in (None, "off") else setting.severity or rule.severity


def _options(rule: Rule, setting: RuleSetting) -> dict[str, Any]:
    defaults = {name: option.default for name, option in rule.options.items()}
    return {**defaults, **{name: value for name, value in setting.options.items() if name in defaults}}


class _Adjuster:
    def __init__(self, selection: Selection, operation_ids: Mapping[str, str]) -> None:
        self.selection = selection
        self.operation_ids = operation_ids

    def adjust(self, raw: Raw) -> Severity | None:
        """The severity of a problem where it stands, None when it is not wanted there; later overrides win."""
        name = raw.selected.rule.id
        enabled, severity = name not in self.selection.dormant, raw.severity
        for override in self.selection.overrides:
            said = override.rules.get(name)
            if said is not None and self._fits(override, raw):
                enabled = enabled if said.enabled is None else said.enabled
                severity = said.severity or severity
        return severity if enabled else None

    def _fits(self, override: Override, raw: Raw) -> bool:
        document, pointer, _ = raw.problem.place
        label = raw.problem.operation or ""
        path = label.partition(" ")[2]
        if len(pointer) > 1 and pointer[0] == "paths":
            path = str(pointer[1])
            label = f"{str(pointer[2]).upper()} {path}" if len(pointer) > 2 else label
        if override.files and not _matches(_relative(document.uri, override), override.files):
            return False
        if override.paths and not _matches(path, override.paths):
            return False
        wanted = override.operations
        return not wanted or label in wanted or self.operation_ids.get(label, "") in wanted


def _relative(uri: str, override: Override) -> str:
    if not uri.startswith("file:"):
        return uri
    path = path_of(uri)
    return (
        path.relative_to(override.base).as_posix() if path.is_relative_to(override.base) else path.as_posix()
    )


def _matches(text: str, globs: Iterable[str]) -> bool:
    return bool(text) and any(_pattern(glob).match(text) for glob in globs)


@cache
def _pattern(glob: str) -> Pattern[str]:
    # `**` and `*` alike cross slashes here, as in most configurations of linters.
    return compile_pattern(translate(glob.replace("**", "*")))
