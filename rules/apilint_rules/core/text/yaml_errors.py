"""libyaml's complaints in plain words, at the place where the mistake is."""

from __future__ import annotations

import re
from typing import Any

import yaml

from .lines import Lines
from .reading import MARKUP, TextError

_TELLING = {
    "while scanning a quoted scalar": "the quote that opens here is never closed",
    "while parsing a flow mapping": "the `{` that opens here is never closed, or a comma is missing",
    "while parsing a flow sequence": "the `[` that opens here is never closed, or a comma is missing",
}
_PLAIN = (
    ("found character '\\t' that cannot start", "YAML does not allow a tab as indentation"),
    ("found character that cannot start any token", "this character cannot begin a value: quote the text"),
    ("mapping values are not allowed", "a `:` is not allowed here: indent the line, or quote the text"),
    ("did not find expected key", "expected a key here: look at the indentation of this line"),
    ("did not find expected '-' indicator", "expected `- ` here: look at the indentation of this line"),
    ("could not find expected ':'", "expected a `:` after this key"),
    ("control characters are not allowed", "a control character is not allowed here"),
    ("did not find expected ',' or", "expected a comma here, or the end of the list or mapping"),
    ("did not find expected node content", "expected a value here"),
    ("did not find expected <document start>", "expected the end of the document here"),
)


def explain(error: yaml.YAMLError, text: str) -> TextError:
    """The error as a `TextError` with the place that a reader should look at."""
    if re.match(r"\s*<[!?A-Za-z]", text):
        return TextError(MARKUP)
    if isinstance(error, yaml.reader.ReaderError):
        return TextError("a control character is not allowed here", *Lines(text).place(_offset(error)))
    if not isinstance(error, yaml.MarkedYAMLError):
        return TextError(str(error))
    place = Lines(text).place
    context = re.sub(r"\s+", " ", error.context or "")
    problem = error.problem or "not YAML"
    if context in _TELLING and error.context_mark is not None and _is_unclosed(error):
        return TextError(_TELLING[context], *place(error.context_mark.index))
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return TextError(problem)
    line, column = place(min(mark.index, len(text)))
    return TextError(_plain(problem, text[mark.index : mark.index + 1]), line, column)


def _is_unclosed(error: Any) -> bool:
    """Whether what was opened runs on beyond its line, so that the opening is the place to look at."""
    quoted = error.context == "while scanning a quoted scalar"
    return quoted or error.problem_mark is None or error.problem_mark.line > error.context_mark.line


def _offset(error: Any) -> int:
    return error.position if isinstance(error.position, int) else 0


def _plain(problem: str, character: str) -> str:
    if character == "\t":
        return "YAML does not allow a tab here: indent with spaces"
    for start, words in _PLAIN:
        if problem.startswith(start):
            return words
    return problem
