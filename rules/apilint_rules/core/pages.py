"""The page of a rule: its docstring, its examples and its settings as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from .rule import Rule
from .severity import Severity
from .sources import url_of


def page(rule: Rule, heading: str = "#") -> str:
    """The whole page of a rule in Markdown, ending in a line end."""
    return "\n".join(_lines(rule, heading)) + "\n"


def _lines(rule: Rule, heading: str) -> Iterator[str]:
    yield f"{heading} {rule.id}"
    yield ""
    yield f"**{rule.severity.value}** · {_where(rule)} · looks at: {', '.join(rule.lenses)}"
    yield ""
    yield textwrap.dedent(rule.doc).strip()
    yield ""
    yield from _example("Breaks it", rule.bad, heading)
    yield from _example("Keeps it", rule.good, heading)
    yield from _example("Breaks it on the wire", rule.wire_bad, heading, "http")
    yield from _example("Keeps it on the wire", rule.wire_good, heading, "http")
    yield from _example("Before", rule.change_old, heading)
    yield from _example("After", rule.change_new, heading)
    if rule.change_same != rule.change_old:
        yield from _example("After, without a finding", rule.change_same, heading)
    if rule.options:
        yield f"{heading}# Options"
        yield ""
        for name, option in rule.options.items():
            choices = (
                f" (one of {', '.join(f'`{choice}`' for choice in option.choices)})" if option.choices else ""
            )
            yield f"- `{name}`: {option.description}{choices}. Default: `{_shown(option.default)}`."
        yield ""
    yield f"{heading}# Sources"
    yield ""
    yield "; ".join(_source(source) for source in rule.sources) + "."


def _where(rule: Rule) -> str:
    """Which profiles have the rule."""
    state = "on by default" if rule.default else "off by default"
    others = [name for name, setting in rule.profiles.items() if (setting is not False) != rule.default]
    verb = "not in" if rule.default else "in"
    return state + (f", {verb} " + ", ".join(f"`{name}`" for name in sorted(others)) if others else "")


def _example(title: str, text: str, heading: str, language: str = "yaml") -> Iterator[str]:
    if not text:
        return
    yield f"{heading}# {title}"
    yield ""
    yield from _legend(text) if language == "http" else ()
    yield f"```{language}"
    yield textwrap.dedent(text).strip("\n").rstrip()
    yield "```"
    yield ""


def _legend(text: str) -> Iterator[str]:
    """What the lines between the exchanges of a transcript mean."""
    lines = {line.strip() for line in text.splitlines()}
    told = {"---": "above `---`: what was known before", "===": "below `===`: another case"}
    found = [meaning for mark, meaning in told.items() if mark in lines]
    if found:
        yield "; ".join(found).capitalize() + "."
        yield ""


def _source(source: str) -> str:
    url = url_of(source)
    return f"[{source}]({url})" if url else source


def _shown(value: Any) -> str:
    if isinstance(value, Severity):
        return value.value
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(str, value)) + "]"
    return str(value).lower() if isinstance(value, bool) or value is None else str(value)
