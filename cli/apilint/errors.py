"""The one exception that a user can cause."""

from __future__ import annotations


class ApilintError(Exception):
    """Something that the user can put right: what is wrong, where, and what to type next.

    `where` is `FILE`, `FILE:LINE` or `FILE:LINE:COLUMN`; it comes first in the message.
    """

    def __init__(self, message: str, *, where: str = "", help: str | None = None) -> None:  # noqa: A002
        super().__init__(message)
        self.message = message
        self.where = where
        self.help = help

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class InterruptedRunError(BaseException):
    """Ctrl-C while a command ran; typer would swallow a `KeyboardInterrupt` without a word."""


class Debugging:
    """Whether `--debug` was given: then a bug shows its traceback. Set once, before anything runs."""

    is_wanted = False
