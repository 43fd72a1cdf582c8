"""`apilint init`: a configuration, a pre-commit hook and a CI job, after asking."""

from __future__ import annotations

from typing import Annotated

import typer


def command(
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Ask nothing, write everything that fits.")
    ] = False,
) -> None:
    """Set apilint up here: configuration, pre-commit hook, CI job.

    Existing files are never changed.
    """
    from ..setup import propose

    for proposal in propose():
        if proposal.path.exists():
            typer.echo(f"{proposal.path} exists already; add this to it if you want {proposal.purpose}:")
            typer.echo("\n".join(f"    {line}" for line in proposal.snippet.rstrip().splitlines()))
        elif yes or typer.confirm(f"Write {proposal.path} ({proposal.purpose})?", default=True):
            proposal.write()
            typer.echo(f"wrote {proposal.path}")
    typer.echo("now run `apilint check`; `apilint baseline` takes today's findings as known")
