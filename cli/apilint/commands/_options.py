"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from . import _complete as complete

Formats = Annotated[
    list[str],
    typer.Option(
        "--format",
        "-f",
        metavar="NAME[=FILE]",
        autocompletion=complete.formats,
        help="How to report, and where to: text, concise, json, sarif, "
        "github, gitlab, junit, checkstyle, markdown, html, har, ndjson, "
        "of `diff` also changelog. May be given several times.",
    ),
]
Select = Annotated[
    list[str],
    typer.Option(
        "--select",
        metavar="RULE,...",
        autocompletion=complete.rules_and_topics,
        help="Run only these rules or topics.",
    ),
]
Ignore = Annotated[
    list[str],
    typer.Option(
        "--ignore",
        metavar="RULE,...",
        autocompletion=complete.rules_and_topics,
        help="Leave these rules or topics out.",
    ),
]
Profiles = Annotated[
    list[str],
    typer.Option(
        "--profile",
        metavar="NAME,...",
        autocompletion=complete.profiles,
        help="core (default), strict, security, zalando, google, azure, agid, nlgov.",
    ),
]
Severities = Annotated[
    list[str],
    typer.Option("--severity", metavar="RULE=LEVEL,...", help="Set a rule to error, warning, info or off."),
]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        metavar="LEVEL",
        help="Exit with 1 from this severity on: error, warning, info, never.",
        show_default="error",
    ),
]
Show = Annotated[
    str,
    typer.Option(
        "--show",
        metavar="LEVEL",
        help="Report only findings of this severity and above: error, warning, info.",
        show_default="info",
    ),
]
Config = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads annotations on Python 3.10 too
    typer.Option("--config", metavar="FILE", help="Use this configuration, not the nearest."),
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Use no configuration file.")]
Baseline = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--baseline", metavar="FILE", help="Leave out the findings that this file knows."),
]
WriteBaseline = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--write-baseline",
        metavar="FILE",
        help="Write the findings to this file as known, and exit with 0.",
    ),
]
AllowRemoteRefs = Annotated[
    bool,
    typer.Option("--allow-remote-refs", help="Fetch http(s) `$ref`s. Off: nothing is sent anywhere."),
]
RefRoots = Annotated[
    list[Path],
    typer.Option(
        "--ref-root", metavar="DIR", help="A folder outside of the project that `$ref` may lead into."
    ),
]
Color = Annotated[
    str, typer.Option("--color", metavar="WHEN", help="auto, always, never.", show_default="auto")
]
Statistics = Annotated[bool, typer.Option("--statistics", help="Count the findings of each rule.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print findings and nothing else.")]
App = Annotated[
    str, typer.Option("--app", metavar="MODULE:ATTR", help="Call an ASGI or WSGI app in this process.")
]
Auth = Annotated[
    list[str],
    typer.Option(
        "--auth",
        metavar="[SCHEME=]KIND:...",
        help="bearer:VARIABLE, basic:VARIABLE (holding USER:PASSWORD), apikey:NAME=VARIABLE, "
        "oauth2-client:URL=ID_VARIABLE,SECRET_VARIABLE. May be given several times. "
        "VARIABLE_EXPIRED may hold a token that was good once.",
    ),
]
Auth2 = Annotated[
    list[str],
    typer.Option("--auth2", metavar="[SCHEME=]KIND:...", help="A second identity, for object-level checks."),
]
Login = Annotated[
    str,
    typer.Option(
        "--login",
        metavar="COMMAND",
        help="Prints VARIABLE=VALUE lines for --auth; run first, and again when credentials stop working.",
    ),
]
AllowHost = Annotated[
    list[str],
    typer.Option("--allow-host", metavar="HOST", help="Test this host too. Else only this machine."),
]
ReadOnly = Annotated[bool, typer.Option("--read-only", help="Send nothing but GET, HEAD and OPTIONS.")]
Data = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--data",
        metavar="FILE",
        help="YAML with values: `orderId: 17` for all operations, `POST /orders: {body: {...}}` for one.",
    ),
]


def common(given: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a command by the names that `CommonOptions` has for them."""
    plurals = {"profile": "profiles", "severity": "severities", "ref_root": "ref_roots"}
    return {plurals.get(name, name): value for name, value in given.items()}
