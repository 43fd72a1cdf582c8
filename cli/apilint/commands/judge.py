"""`apilint judge`: hold recorded traffic against a description."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import _options as given


def command(
    spec: Annotated[
        str, typer.Argument(metavar="SPEC", help="The description: a file or a URL.", show_default=False)
    ],
    traffic: Annotated[
        list[Path],
        typer.Argument(
            metavar="TRAFFIC...",
            help="HAR files, or what `apilint test --format ndjson=FILE` wrote.",
            show_default=False,
        ),
    ],
    base_url: Annotated[
        str,
        typer.Option(
            "--base-url", metavar="URL", help="What the paths stand below. Else the description's servers."
        ),
    ] = "",
    formats: given.Formats = [],  # noqa: B006
    select: given.Select = [],  # noqa: B006
    ignore: given.Ignore = [],  # noqa: B006
    profile: given.Profiles = [],  # noqa: B006
    severity: given.Severities = [],  # noqa: B006
    fail_on: given.FailOn = "",
    show: given.Show = "",
    config: given.Config = None,
    isolated: given.Isolated = False,
    baseline: given.Baseline = None,
    write_baseline: given.WriteBaseline = None,
    allow_remote_refs: given.AllowRemoteRefs = False,
    ref_root: given.RefRoots = [],  # noqa: B006
    color: given.Color = "",
    statistics: given.Statistics = False,
    quiet: given.Quiet = False,
) -> None:
    """Hold recorded traffic (HAR) against a description. Sends nothing.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not run, 3 a bug of apilint.
    """
    arguments = given.common({**locals(), "traffic": tuple(traffic)})
    from ..testing.judging import JudgeOptions, judge

    raise typer.Exit(judge(JudgeOptions(**arguments)))
