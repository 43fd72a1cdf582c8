"""The program: assembles the commands, turns errors into exit codes."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

from . import exits
from .errors import ApilintError

COMMANDS = ("check",)
_HELP = "Lint OpenAPI descriptions against REST conventions. Offline, no telemetry."


def run() -> None:
    """Runs the program and ends the process; the only place that knows every exit code."""
    # Descriptions are large trees without cycles: collecting garbage only costs (5.35 s to 1.54 s on 9.9 MB).
    gc.disable()
    code = guarded(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # freeing a million objects one by one would cost as much as a rule


def guarded(arguments: list[str]) -> int:
    """Runs one command line and answers its exit code; no exception leaves here."""
    debug = "--debug" in arguments
    try:
        return _invoke(arguments)
    except ApilintError as error:
        _say(str(error), error.help)
        return exits.CANNOT_RUN
    except KeyboardInterrupt:
        _say("interrupted")
        return 130
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the reader of the pipe has gone
        return exits.FINDINGS
    except Exception as error:
        if debug:
            raise
        _say(_apology(error), "run it again with `--debug` for the details, and report them")
        return exits.BUG


def _invoke(arguments: list[str]) -> int:
    app = _application(arguments)
    try:
        app(arguments, prog_name="apilint", standalone_mode=True)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else exits.CLEAN
    return exits.CLEAN


def _application(arguments: list[str]):  # type: ignore[no-untyped-def]
    import typer

    app = typer.Typer(
        name="apilint",
        help=_HELP,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    # Importing one command instead of all saves its start-up from the others' imports.
    named = next((argument for argument in arguments if not argument.startswith("-")), "")
    for name in (named,) if named in COMMANDS else COMMANDS:
        module = import_module(f"apilint.commands.{name.replace('-', '_')}")
        app.command(name)(module.command)
    return app


def _options(version: bool = False) -> None:
    """Lint OpenAPI descriptions against REST conventions. Offline, no telemetry."""


def _say(message: str, help: str | None = None) -> None:  # noqa: A002
    print(f"apilint: {message}" if not message[:1] == "/" else message, file=sys.stderr)
    if help:
        print(f"  help: {help}", file=sys.stderr)


def _apology(error: Exception) -> str:
    return f"this is a bug in apilint: {type(error).__name__}: {error}"
