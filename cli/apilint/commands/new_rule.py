"""`apilint new-rule`: the file of a new rule, to be filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer


def command(
    name: Annotated[
        str, typer.Argument(metavar="TOPIC/ID", help="Such as `naming/path-no-dots`.", show_default=False)
    ],
    into: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--into", metavar="DIR", help="The package of rules; by default apilint's own, else this folder."
        ),
    ] = None,
) -> None:
    """Write the file of a new rule, to be filled in.

    A package of your own becomes part of apilint with an entry point:
    [project.entry-points."apilint.rules"]
    mine = "my_package"
    """
    from ..scaffold import write_rule

    path = write_rule(name, into)
    typer.echo(f"wrote {path}")
    typer.echo(
        "fill in what is in capitals, then run `pytest tests/test_rules.py` (or `apilint check` on a description)"
    )
