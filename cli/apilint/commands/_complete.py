"""What the shell may complete: names of rules, topics, profiles and formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def rule_names(incomplete: str) -> list[str]:
    """The rules that begin so."""
    from ..installed import installed_rules

    return [name for name in installed_rules() if name.startswith(incomplete)]


def rules_and_topics(incomplete: str) -> list[str]:
    """The rules and topics of which the last in a list begins so."""
    from ..installed import installed_rules

    rules = installed_rules()
    topics = {rule.topic.replace("_", "-"): None for rule in rules.values()}
    return list(_last_of_list(incomplete, [*topics, *rules]))


def profiles(incomplete: str) -> list[str]:
    """The profiles of which the last in a list begins so."""
    from ..config.schema import profile_names
    from ..installed import installed_rules

    return list(_last_of_list(incomplete, profile_names(installed_rules())))


def formats(incomplete: str) -> list[str]:
    """The formats that begin so."""
    from ..reporters.run import format_names

    return [name for name in format_names() if name.startswith(incomplete)]


def _last_of_list(incomplete: str, names: Iterable[str]) -> Iterator[str]:
    before, comma, begun = incomplete.rpartition(",")
    return (f"{before}{comma}{name}" for name in names if name.startswith(begun))
