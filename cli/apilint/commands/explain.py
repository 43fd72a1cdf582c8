"""`apilint explain`: the page of a rule."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ._complete import rule_names


def command(
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE", autocompletion=rule_names, help="The id of a rule.", show_default=False
        ),
    ],
) -> None:
    """Explain a rule: what it asks for and why, with examples."""
    from apilint_rules.core.pages import page

    from ..config.select import unknown_rule
    from ..installed import installed_rules

    rules = installed_rules()
    if rule not in rules:
        raise unknown_rule(rule, rules)
    text = page(rules[rule])
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(text))
    else:
        typer.echo(text, nl=False)
