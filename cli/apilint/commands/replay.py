"""`apilint replay`: send the requests of a report again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from . import _options as given


def command(
    report: Annotated[
        Path,
        typer.Argument(
            metavar="REPORT",
            help="What `apilint test --format json=FILE` (or ndjson, har) wrote.",
            show_default=False,
        ),
    ],
    fingerprint: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads annotations on Python 3.10 too
        typer.Argument(
            metavar="[FINGERPRINT]...", help="Only these findings (or how they begin).", show_default=False
        ),
    ] = None,
    spec: Annotated[
        str, typer.Option("--spec", metavar="SPEC", help="The description. Else the one of the report.")
    ] = "",
    url: Annotated[
        str,
        typer.Option("--url", metavar="URL", help="Where the service runs. Else the description's server."),
    ] = "",
    run: Annotated[
        str,
        typer.Option(
            "--exec",
            metavar="COMMAND",
            help="Start the service, restart it when it dies, stop it at the end. `{port}` is a free port.",
        ),
    ] = "",
    app: given.App = "",
    auth: given.Auth = [],  # noqa: B006
    auth2: given.Auth2 = [],  # noqa: B006
    login: given.Login = "",
    allow_host: given.AllowHost = [],  # noqa: B006
    read_only: given.ReadOnly = False,
    data: given.Data = None,
    budget: Annotated[
        str, typer.Option("--budget", metavar="TIME", help="The time for everything: 60s, 5m.")
    ] = "60s",
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same seed sends the same.")] = 1,
    rate: Annotated[str, typer.Option("--rate", metavar="N/s", help="No more requests: 10/s, 100/m.")] = "",
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="How long to wait for an answer.")
    ] = 10.0,
    select: given.Select = [],  # noqa: B006
    ignore: given.Ignore = [],  # noqa: B006
    profile: given.Profiles = [],  # noqa: B006
    severity: given.Severities = [],  # noqa: B006
    config: given.Config = None,
    isolated: given.Isolated = False,
    allow_remote_refs: given.AllowRemoteRefs = False,
    ref_root: given.RefRoots = [],  # noqa: B006
    quiet: given.Quiet = False,
) -> None:
    """Send the requests of a report again: which findings are gone?

    The rules look at the new answers; a finding of a probe is probed again. Exit codes: 0 all are gone, 1 at least
    one remains or could not be judged again, 2 could not run, 3 a bug of apilint.
    """
    arguments = given.common({**locals(), "fingerprints": tuple(fingerprint or ())})
    del arguments["fingerprint"]
    arguments |= {"command": arguments.pop("run"), "allow_hosts": arguments.pop("allow_host")}
    from ..testing.replaying import ReplayOptions, replay

    raise typer.Exit(replay(ReplayOptions(**arguments)))
