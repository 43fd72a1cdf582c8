"""`apilint rules`: the list of rules."""

from __future__ import annotations

from typing import Annotated

import typer


def command(
    output: Annotated[
        str, typer.Option("--format", "-f", metavar="NAME", help="table, json or markdown.")
    ] = "table",
    topic: Annotated[list[str], typer.Option("--topic", metavar="TOPIC", help="Only these topics.")] = [],  # noqa: B006
    severity: Annotated[
        str, typer.Option("--severity", metavar="LEVEL", help="Only error, warning or info.")
    ] = "",
    profile: Annotated[
        str, typer.Option("--profile", metavar="NAME", help="Only what this profile turns on.")
    ] = "",
    off: Annotated[bool, typer.Option("--off", help="Only rules that are off by default.")] = False,
) -> None:
    """List the rules, with filters."""
    from ..installed import installed_rules
    from ..listing import Filters, filtered, listing

    rules = filtered(installed_rules(), Filters(tuple(topic), severity, profile, off))
    for line in listing(rules, output):
        typer.echo(line)
