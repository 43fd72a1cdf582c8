"""`apilint test`: prove a description on a running service."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from . import _options as given

Spec = Annotated[
    Optional[str],  # noqa: UP045 - typer reads annotations on Python 3.10 too
    typer.Argument(
        metavar="[SPEC]",
        help="The description: a file or a URL. Without it: the only one of the configuration, "
        "else what the service publishes at a usual place.",
        show_default=False,
    ),
]


def command(
    spec: Spec = None,
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
    phases: Annotated[
        list[str],
        typer.Option(
            "--phases", metavar="PHASE", help="plan, probes, examples, coverage, fuzzing, stateful. Else all."
        ),
    ] = [],  # noqa: B006
    include: Annotated[
        list[str],
        typer.Option(
            "--include",
            metavar="PATTERN",
            help="Only these operations: a path glob, a method, both, a tag or an operationId.",
        ),
    ] = [],  # noqa: B006
    exclude: Annotated[
        list[str], typer.Option("--exclude", metavar="PATTERN", help="Leave these operations out.")
    ] = [],  # noqa: B006
    changed_since: Annotated[
        str,
        typer.Option(
            "--changed-since",
            metavar="GIT_REF",
            help="Only operations that are new or differ from what they were at this revision.",
        ),
    ] = "",
    data: given.Data = None,
    budget: Annotated[
        str, typer.Option("--budget", metavar="TIME", help="The time for everything: 60s, 5m.")
    ] = "60s",
    max_examples: Annotated[
        int, typer.Option("--max-examples", metavar="N", min=1, help="Generated requests an operation.")
    ] = 20,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same seed sends the same.")] = 1,
    workers: Annotated[int, typer.Option("--workers", metavar="N", min=1, help="Threads that fuzz.")] = 1,
    rate: Annotated[str, typer.Option("--rate", metavar="N/s", help="No more requests: 10/s, 100/m.")] = "",
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="How long to wait for an answer.")
    ] = 10.0,
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
    """Prove a description on the running service.

    Looks at conventions and the contract, and fuzzes.

    Sends to this machine only, unless --allow-host names another; deletes nothing that it has not created.
    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not run, 3 a bug of apilint.
    """
    arguments = given.common({**locals(), "spec": spec or ""})
    arguments |= {"command": arguments.pop("run"), "allow_hosts": arguments.pop("allow_host")}
    from ..testing.options import TestOptions
    from ..testing.run import run_tests

    raise typer.Exit(run_tests(TestOptions(**arguments)))
