"""`apilint check`: lint descriptions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

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
    formats: Annotated[
        list[str],
        typer.Option(
            "--format",
            "-f",
            metavar="NAME[=FILE]",
            help="How to report, and where to: text, concise, json, sarif, "
            "github, gitlab, junit, checkstyle, markdown. May be given several times.",
        ),
    ] = [],  # noqa: B006
    select: Annotated[
        list[str], typer.Option("--select", metavar="RULE", help="Run only these rules or topics.")
    ] = [],  # noqa: B006
    ignore: Annotated[
        list[str], typer.Option("--ignore", metavar="RULE", help="Leave these rules or topics out.")
    ] = [],  # noqa: B006
    profile: Annotated[
        list[str],
        typer.Option(
            "--profile", metavar="NAME", help="core (default), strict, security, zalando, google, azure."
        ),
    ] = [],  # noqa: B006
    severity: Annotated[
        list[str],
        typer.Option("--severity", metavar="RULE=LEVEL", help="Set a rule to error, warning, info or off."),
    ] = [],  # noqa: B006
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="LEVEL",
            help="Exit with 1 from this severity on: error, warning, info, never.",
            show_default="error",
        ),
    ] = "",
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="FILE", help="Use this configuration, not the nearest."),
    ] = None,
    isolated: Annotated[bool, typer.Option("--isolated", help="Use no configuration file.")] = False,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", help="Leave out the findings that this file knows."),
    ] = None,
    write_baseline: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--write-baseline",
            metavar="FILE",
            help="Write the findings to this file as known, and exit with 0.",
        ),
    ] = None,
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
    allow_remote_refs: Annotated[
        bool,
        typer.Option("--allow-remote-refs", help="Fetch http(s) `$ref`s. Off: nothing is sent anywhere."),
    ] = False,
    ref_root: Annotated[
        list[Path],
        typer.Option(
            "--ref-root", metavar="DIR", help="A folder outside of the project that `$ref` may lead into."
        ),
    ] = [],  # noqa: B006
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=0, help="Processes; 0 for as many as help.")
    ] = 0,
    color: Annotated[
        str, typer.Option("--color", metavar="WHEN", help="auto, always, never.", show_default="auto")
    ] = "",
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count the findings of each rule.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print findings and nothing else.")] = False,
) -> None:
    """Lint OpenAPI descriptions (2.0 to 3.2; YAML or JSON; one file or many) against REST conventions.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not run, 3 a bug of apilint.
    """
    from ..checking import Options, check

    options = Options(
        targets=targets or [],
        formats=formats,
        select=select,
        ignore=ignore,
        profiles=profile,
        severities=severity,
        fail_on=fail_on,
        config=config,
        isolated=isolated,
        baseline=baseline,
        write_baseline=write_baseline,
        since=since,
        stdin_name=stdin_name,
        skip_others=skip_others,
        allow_remote_refs=allow_remote_refs,
        ref_roots=ref_root,
        jobs=jobs,
        color=color,
        statistics=statistics,
        quiet=quiet,
    )
    raise typer.Exit(check(options))
