"""`apilint diff`: what changed between two descriptions, and what of it breaks clients."""

from __future__ import annotations

from typing import Annotated

import typer

from . import _options as given


def command(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            help="The description that clients know: a file, folder or URL.",
            show_default=False,
        ),
    ],
    new: Annotated[
        str, typer.Argument(metavar="NEW", help="The description as it is now.", show_default=False)
    ],
    formats: given.Formats = [],  # noqa: B006
    select: given.Select = [],  # noqa: B006
    ignore: given.Ignore = [],  # noqa: B006
    profile: given.Profiles = [],  # noqa: B006
    severity: given.Severities = [],  # noqa: B006
    fail_on: given.FailOn = "",
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
    arguments = given.common(locals())
    from ..diffing import DiffOptions, diff

    raise typer.Exit(diff(DiffOptions(**arguments)))
