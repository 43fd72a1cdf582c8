"""The program: assembles the commands, turns errors into exit codes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

from . import __version__, exits
from .errors import ApilintError, Debugging, InterruptedRunError

COMMANDS = (
    "check", "diff", "test", "judge", "replay", "rules", "explain", "init", "baseline", "new-rule", "schema",
)  # fmt: skip
HELP = "Lint OpenAPI descriptions against REST conventions, and prove them on the running service."


def run() -> None:
    """Runs the program and ends the process."""
    # Descriptions are large trees without cycles: collecting garbage only costs (5.35 s to 1.54 s on 9.9 MB).
    gc.disable()
    code = guarded(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        pass  # the reader has gone
    os._exit(code)  # freeing a million objects one by one would cost as much as a rule


def guarded(arguments: list[str]) -> int:
    """Runs one command line and answers its exit code; no exception leaves here, unless `--debug` asks for it."""
    debug = "--debug" in arguments
    Debugging.is_wanted = debug
    arguments = [argument for argument in arguments if argument != "--debug"]
    try:
        return _invoke(arguments)
    except ApilintError as error:
        _say(str(error) if error.where else f"error: {error}", error.help)
        return exits.CANNOT_RUN
    except (KeyboardInterrupt, InterruptedRunError):
        _say("interrupted")
        return exits.INTERRUPTED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the reader of the pipe has gone
        return exits.FINDINGS
    except Exception as error:
        if debug:
            raise
        _say(
            f"this is a bug in apilint: {type(error).__name__}: {error}",
            "run it again with `--debug`, and report what it says",
        )
        return exits.BUG


def _invoke(arguments: list[str]) -> int:
    try:
        _application(arguments)(arguments, prog_name="apilint")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else exits.CLEAN
    return exits.CLEAN


def _application(arguments: list[str]) -> Any:
    import typer

    app = typer.Typer(
        help=HELP,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog="`apilint COMMAND --help` says more. Exit codes: 0 clean, 1 findings, 2 could not run, 3 a bug.",
    )
    app.callback()(_callback())
    # Importing one command instead of all saves its start-up from the others' imports.
    named = next((argument for argument in arguments if not argument.startswith("-")), "")
    for name in (named,) if named in COMMANDS else COMMANDS:
        module = import_module(f"apilint.commands.{name.replace('-', '_')}")
        app.command(name)(_interruptible(module.command))
    return app


def _interruptible(command: Callable[..., None]) -> Callable[..., None]:
    @wraps(command)
    def run(**arguments: Any) -> None:
        try:
            command(**arguments)
        except KeyboardInterrupt:
            raise InterruptedRunError from None

    return run


def _callback() -> Any:
    import typer

    def show_version(wanted: bool) -> None:
        if wanted:
            typer.echo(f"apilint {__version__}")
            raise typer.Exit

    def callback(
        version: bool = typer.Option(
            False, "--version", "-V", help="Print the version.", callback=show_version, is_eager=True
        ),
        debug: bool = typer.Option(False, "--debug", help="Let a bug show its traceback."),
    ) -> None:
        pass

    callback.__doc__ = HELP
    return callback


def _say(message: str, help: str | None = None) -> None:  # noqa: A002
    print(message, file=sys.stderr)
    if help:
        print(f"  help: {help}", file=sys.stderr)
