"""The list of rules as a table, JSON or Markdown."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from apilint_rules.core.rule import Rule
from apilint_rules.core.severity import Severity

from .config.schema import profile_names
from .config.select import Choices, select
from .config.settings import Settings
from .errors import ApilintError


class Filters(NamedTuple):
    """Which rules are wanted; empty fields want all."""

    topics: tuple[str, ...] = ()
    severity: str = ""
    profile: str = ""
    off: bool = False


def filtered(rules: Mapping[str, Rule], filters: Filters) -> list[Rule]:
    """The rules that fit. Raises `ApilintError` for filters that no rule can fit."""
    topics = {rule.topic.replace("_", "-") for rule in rules.values()}
    wanted = [topic.replace("_", "-") for topic in filters.topics]
    for topic in wanted:
        if topic not in topics:
            raise ApilintError(
                f"no topic is called `{topic}`", help=f"the topics are {', '.join(sorted(topics))}"
            )
    if filters.severity and filters.severity not in {severity.value for severity in Severity}:
        raise ApilintError(f"`{filters.severity}` is no severity", help="write error, warning or info")
    in_profile = _in_profile(rules, filters.profile) if filters.profile else set(rules)
    return [
        rule
        for rule in rules.values()
        if (not wanted or rule.topic.replace("_", "-") in wanted)
        and (not filters.severity or rule.severity.value == filters.severity)
        and rule.id in in_profile
        and not (filters.off and rule.default)
    ]


def _in_profile(rules: Mapping[str, Rule], name: str) -> set[str]:
    chosen = select(rules, Settings(profiles=(name,)), Choices())
    return {selected.rule.id for selected in chosen.rules}


def listing(rules: list[Rule], output: str) -> Iterator[str]:
    """The lines of a list. Raises `ApilintError` for an unknown format."""
    formats = {"table": _table, "json": _json, "markdown": _markdown}
    if output not in formats:
        raise ApilintError(f"no format is called `{output}`", help=f"the formats are {', '.join(formats)}")
    return formats[output](rules)


def _table(rules: list[Rule]) -> Iterator[str]:
    if sys.stdout.isatty():
        yield _rich_table(rules)
        return
    width = max((len(rule.id) for rule in rules), default=0)
    for rule in rules:
        yield f"{rule.id:{width}}  {rule.severity.value:7}  {'on ' if rule.default else 'off'}  {rule.summary}"


def _rich_table(rules: list[Rule]) -> str:
    from rich.console import Console
    from rich.table import Table

    styles = {"error": "red", "warning": "yellow", "info": "blue"}
    table = Table(box=None, padding=(0, 1), header_style="bold")
    for name in ("rule", "severity", "default", "what it asks for"):
        table.add_column(name, no_wrap=name != "what it asks for")
    topic = ""
    for rule in rules:
        if rule.topic != topic:
            topic = rule.topic
            table.add_row(f"[bold]{topic.replace('_', ' ')}[/bold]")
        style = styles[rule.severity.value]
        severity = f"[{style}]{rule.severity.value}[/{style}]"
        table.add_row(
            f"  {rule.id}", severity, "on" if rule.default else "off", rule.summary.replace("[", "\\[")
        )
    console = Console()
    with console.capture() as captured:
        console.print(table)
        console.print(f"{len(rules)} rules; `apilint explain RULE` says more", highlight=False)
    return captured.get().rstrip("\n")


def _json(rules: list[Rule]) -> Iterator[str]:
    yield json.dumps(
        {"version": 1, "rules": [as_object(rule) for rule in rules]}, indent=2, ensure_ascii=False
    )


def as_object(rule: Rule) -> dict[str, Any]:
    """A rule as JSON."""
    return {
        "id": rule.id,
        "topic": rule.topic.replace("_", "-"),
        "severity": rule.severity.value,
        "default": rule.default,
        "summary": rule.summary,
        "profiles": sorted(profile_names({rule.id: rule})[1:]),
        "options": {name: option.default for name, option in rule.options.items()},
        "sources": list(rule.sources),
        "url": rule.url,
    }


def _markdown(rules: list[Rule]) -> Iterator[str]:
    yield "| rule | severity | default | what it asks for |"
    yield "|---|---|---|---|"
    for rule in rules:
        summary = rule.summary.replace("|", "\\|")
        yield f"| `{rule.id}` | {rule.severity.value} | {'on' if rule.default else 'off'} | {summary} |"
