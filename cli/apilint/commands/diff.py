"""`apilint diff`: what changed between two descriptions, and what of it breaks clients."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from . import _options as given


def command(
    versions: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads annotations on Python 3.10 too
        typer.Argument(
            metavar="[OLD] NEW",
            help="Files, folders with one description, URLs, or `REF:path` as git names a file of a revision. "
            "Without OLD: NEW where this work left the default branch.",
            show_default=False,
        ),
    ] = None,
    strict_readers: Annotated[
        bool,
        typer.Option(
            "--strict-readers",
            help="Clients refuse properties that they do not know: adding one breaks them.",
        ),
    ] = False,
    sunset_days: Annotated[
        int,
        typer.Option(
            "--sunset-days",
            metavar="N",
            min=0,
            help="What is deprecated must have an `x-sunset` at least so far away.",
        ),
    ] = 0,
    check_version: Annotated[
        bool, typer.Option("--check-version", help="`info.version` must rise as the changes ask.")
    ] = False,
    approve: Annotated[
        list[str],
        typer.Option(
            "--approve",
            metavar="FINGERPRINT",
            help="Agree to this finding: it goes into apilint-approvals.yaml and is told no more. "
            "May be given several times.",
        ),
    ] = [],  # noqa: B006
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is agreed to.")] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="The last day on which the approval holds.")
    ] = "",
    usage: Annotated[
        list[Path],
        typer.Option(
            "--usage",
            metavar="TRAFFIC",
            help="Recorded traffic (HAR, or apilint's NDJSON or JSON): says how often it has to do with what "
            "breaks. May be given several times.",
        ),
    ] = [],  # noqa: B006
    base_url: Annotated[
        str,
        typer.Option(
            "--base-url",
            metavar="URL",
            help="What the paths of the recorded traffic stand below. Else the servers of OLD.",
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
    """Tell what changed in a description, and what breaks clients.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not run, 3 a bug of apilint.
    """
    arguments = given.common({**locals(), "versions": tuple(versions or ()), "approve": tuple(approve)})
    arguments["traffic"] = tuple(arguments.pop("usage"))
    from ..diffing import DiffOptions, diff

    raise typer.Exit(diff(DiffOptions(**arguments)))
