"""`apilint baseline`: take what is there today as known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..sources.project import BASELINE_NAME
from .check import Targets


def command(
    targets: Targets = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where the baseline is written.")
    ] = Path(BASELINE_NAME),
) -> None:
    """Take today's findings as known: only new ones are told then.

    The same as `apilint check --write-baseline FILE`. Use it with `apilint check --baseline FILE`, or with
    `baseline: FILE` in apilint.yaml.
    """
    from ..checking import Options, check

    raise typer.Exit(check(Options(targets=targets or [], write_baseline=output, formats=["_none"])))
