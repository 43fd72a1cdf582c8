"""`apilint check`: lint descriptions."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from . import _options as given

Targets = Annotated[
    Optional[list[str]],  # noqa: UP045 - typer reads annotations on Python 3.10 too
    typer.Argument(
        metavar="[TARGET]...",
        help="Files, folders, globs, URLs, or `-` for standard input. Without any: the `apis` of the configuration, "
        "else every OpenAPI document below this folder.",
        show_default=False,
    ),
]


def command(
    targets: Targets = None,
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
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="GIT_REF",
            help="Only findings that the same files did not have at this revision.",
        ),
    ] = "",
    stdin_name: Annotated[
        str, typer.Option("--stdin-name", metavar="FILE", help="The name of what comes from standard input.")
    ] = "",
    skip_others: Annotated[
        bool,
        typer.Option(
            "--skip-others", help="Skip named files that are no OpenAPI document instead of refusing them."
        ),
    ] = False,
    allow_remote_refs: given.AllowRemoteRefs = False,
    ref_root: given.RefRoots = [],  # noqa: B006
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=0, help="Processes; 0 for as many as help.")
    ] = 0,
    color: given.Color = "",
    statistics: given.Statistics = False,
    quiet: given.Quiet = False,
) -> None:
    """Lint OpenAPI descriptions against REST conventions.

    Takes OpenAPI 2.0 to 3.2, in YAML or JSON, in one file or many.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not run, 3 a bug of apilint.
    """
    arguments = given.common({**locals(), "targets": targets or []})
    from ..checking import Options, check

    raise typer.Exit(check(Options(**arguments)))
