"""Puts entries into `apilint-approvals.yaml` and leaves everything else in it as it is: comments, order, spelling."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from ..errors import ApilintError
from ..sources.project import display_name
from ..writing import make_room, write_atomically
from .file import VERSION, Approval, parsed

_HEAD = f"""\
# Changes that were agreed to, though they break clients: `apilint diff` leaves them out.
# `apilint diff OLD NEW --approve FINGERPRINT --reason TEXT [--until DATE]` adds an entry.
version: {VERSION}
approvals: []
"""


def write_approvals(path: Path, entries: Iterable[Approval]) -> list[Approval]:
    """Adds entries to a file, or renews them, and answers all of its entries. Raises `ApilintError`."""
    make_room(path)
    name = display_name(path)
    text = path.read_bytes().decode("utf-8-sig", errors="surrogateescape") if path.exists() else _HEAD
    expected = {each.fingerprint: each._replace(line=0) for each in parsed(name, _raw(text))}
    for entry in entries:
        text = with_entry(text, entry, name)
        expected[entry.fingerprint] = entry
    written = parsed(name, _raw(text))
    if {each.fingerprint: each._replace(line=0) for each in written} != expected:
        raise _unwritable(name)
    write_atomically(path, text)
    return written


def with_entry(text: str, entry: Approval, name: str) -> str:
    """The text with an entry more, at its place in the order; one that is there already gets its reason and date."""
    newline = "\r\n" if "\r\n" in text else "\n"
    listed = _list_of(text, name)
    if not isinstance(listed, yaml.SequenceNode) or listed.flow_style:
        if listed.value not in ([], "", "null", "~"):
            raise _unwritable(name)
        block = _block(entry, 2).replace("\n", newline).rstrip()
        return text[: listed.start_mark.index].rstrip(" ") + newline + block + _rest(text, listed, newline)
    for item in listed.value:
        if _members(item).get("fingerprint") == entry.fingerprint:
            return _renewed(text, item, entry, newline)
    lines = text.splitlines(keepends=True)
    at = _line_for(lines, listed, entry)
    if at == len(lines) and lines and not lines[-1].endswith("\n"):
        lines[-1] += newline
    lines.insert(at, _block(entry, listed.start_mark.column).replace("\n", newline))
    return "".join(lines)


def _list_of(text: str, name: str) -> Any:
    """The node of the list."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "approvals":
            return value
    raise ApilintError("has no list `approvals`", where=name, help="write `approvals: []` into it")


def _rest(text: str, node: Any, newline: str) -> str:
    """What stands behind an empty list: the rest of its line as a comment, and all that follows."""
    rest = text[node.end_mark.index :]
    comment, end, below = rest.partition("\n")
    kept = f"{newline}{comment.strip()}" if comment.strip() else ""
    return kept + (newline + below if end else newline)


def _line_for(lines: list[str], listed: Any, entry: Approval) -> int:
    """The line before which an entry belongs: above the comments of the first that comes after it in the order."""
    for item in listed.value:
        members = _members(item)
        key = tuple(str(members.get(name) or "") for name in ("rule", "operation", "fingerprint"))
        if key > entry.key:
            at = int(item.start_mark.line)
            while at and lines[at - 1].lstrip().startswith("#"):
                at -= 1
            return at
    return _last_line(listed.value[-1]) + 1


def _last_line(item: Any) -> int:
    """The line on which the text of an entry ends."""
    _, last = max(item.value, key=lambda pair: pair[1].end_mark.index)
    end = last.end_mark
    return int(end.line) if end.column and last.style not in ("|", ">") else int(end.line) - 1


def _renewed(text: str, item: Any, entry: Approval, newline: str) -> str:
    """The text with what is new of an entry that is there: its reason, its date, what it covers."""
    nodes = {key.value: (key, value) for key, value in item.value}
    _, reason = nodes["reason"]
    is_block = reason.style in ("|", ">")
    scalar = _scalar("reason", entry.reason) + (newline if is_block else "")
    edits = [(reason.start_mark.index, reason.end_mark.index, scalar)]
    added = ""
    for name in ("operation", "until", "covers"):
        given = str(getattr(entry, name))
        written = _scalar(name, given) if given else ""
        if name in nodes:
            key, value = nodes[name]
            start = value.start_mark.index if written else key.start_mark.index
            end = value.end_mark.index
            edits.append((start, end, written) if written else _whole_line(text, start, end))
        elif written:
            added += f"{' ' * item.start_mark.column}{name}: {written}{newline}"
    if added and is_block:
        edits[0] = (*edits[0][:2], f"{scalar}{added}")
    elif added:
        end = text.find("\n", reason.end_mark.index)
        end = len(text) if end < 0 else end + 1
        edits.append((end, end, added))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _whole_line(text: str, start: int, end: int) -> tuple[int, int, str]:
    """An edit that takes the line away on which something stands."""
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if after < 0 else after + 1, ""


def _members(item: Any) -> dict[str, str]:
    pairs = item.value if isinstance(item, yaml.MappingNode) else ()
    return {key.value: str(value.value) for key, value in pairs}


def _block(entry: Approval, column: int) -> str:
    """An entry as YAML whose dash stands in a column."""
    lines = [
        f"{key}: {_scalar(key, value)}" for key, value in entry._asdict().items() if key != "line" and value
    ]
    pad = " " * column
    return f"{pad}- " + f"\n{pad}  ".join(lines) + "\n"


def _scalar(key: str, value: str) -> str:
    """A text as YAML on one line, in quotes where it needs them."""
    if key == "until":
        return value
    style = (
        "'" if value[:1] in "0123456789+-." else None
    )  # `12e4` is a number for some readers and a text for others
    dumped = yaml.safe_dump(value, allow_unicode=True, width=1 << 30, default_style=style)
    return dumped.removesuffix("\n").removesuffix("\n...")


def _raw(text: str) -> bytes:
    return text.encode(errors="surrogateescape")


def _unwritable(name: str) -> ApilintError:
    return ApilintError(
        "cannot be added to as it is written",
        where=name,
        help="write its entries one below the other, each with `- `",
    )
