"""The requests that show a finding as lines for a POSIX shell that can be run one after the other, also much later.

What the run had created is gone by then: it is created again, and called by its new name (`$orderId1`). An entity tag
is taken from the answer that it came with. A token without a signature is made from the real one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from apilint_rules.core.wire.exchange import Exchange, Request

from ._curl import curl_line
from .run import Made, WireRun

SHORTEST = 8
"""Characters of a name that is known again in a query or a body; shorter ones may be anything."""

UNSIGNED = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"
"""`{"alg":"none","typ":"JWT"}`, the first part of a token that needs no signature."""

_CONDITIONS = ("if-match", "if-none-match")
_GONE = (404, 410)
_NO_WORD = re.compile(r"\W|^\d+", re.ASCII)
_SIMPLE = re.compile(r"[\w.~-]+", re.ASCII)
_UNSIGNED = re.compile(r"\$([A-Za-z_]\w*)_UNSIGNED\b", re.ASCII)


class Taken(NamedTuple):
    """A value of an answer that later requests name: the variable that holds it, and the filter that finds it."""

    value: str
    variable: str
    filter: str


def script_lines(exchanges: Iterable[Exchange], wire: WireRun) -> list[str]:
    """The lines that send some requests again, in their order, behind those that create what they are about."""
    evidence = list(exchanges)
    chain = _chain(evidence, wire.made)
    numbers = {each.number for each in evidence}
    taken: list[Taken] = []
    lines = []
    for at, exchange in enumerate(chain):
        line = _named(exchange.request, taken, wire)
        fresh = list(_taken(exchange, chain[at + 1 :], wire.made, len(taken)))
        lines.append(_keeping(line, fresh, at + 1, exchange.number in numbers) if fresh else line)
        taken += fresh
    variables = dict.fromkeys(found[1] for line in lines for found in _UNSIGNED.finditer(line))
    return [*(_unsigned(variable) for variable in variables), *lines]


def _chain(evidence: list[Exchange], made: Mapping[str, Made]) -> list[Exchange]:
    """The exchanges, each behind those that have made what it is about."""
    chain: list[Exchange] = []
    known = {each.number for each in evidence}

    def add(exchange: Exchange) -> None:
        for thing in _things_in(exchange, made) if exchange.status not in _GONE else ():
            if thing.by.number not in known:
                known.add(thing.by.number)
                add(thing.by)
        chain.append(exchange)

    for exchange in evidence:
        add(exchange)
    return chain


def _things_in(exchange: Exchange, made: Mapping[str, Made]) -> list[Made]:
    """What the run had made and a request names."""
    named = {value for _, value in exchange.request.query}
    body = (exchange.request.body or b"").decode(errors="replace")
    return [
        thing
        for path, thing in made.items()
        if thing.by.number < exchange.number
        and (
            f"{exchange.request.path}/".startswith(f"{path}/")
            or (len(thing.name) >= SHORTEST and (thing.name in named or f'"{thing.name}"' in body))
        )
    ]


def _taken(
    exchange: Exchange, later: list[Exchange], made: Mapping[str, Made], count: int
) -> Iterator[Taken]:
    """What an answer must be asked for, because later requests name it."""
    needed = {thing.path for each in later for thing in _things_in(each, made)}
    for thing in made.values():
        filter_ = _filter(exchange, thing.name) if thing.path in needed else ""
        if thing.by.number == exchange.number and filter_:
            count += 1
            yield Taken(thing.path, f"{_NO_WORD.sub('', thing.parameter) or 'id'}{count}", filter_)
    tag = exchange.answer.header("etag")
    if tag and any(each.request.header(name) == tag for each in later for name in _CONDITIONS):
        yield Taken(tag, f"etag{count + 1}", "grep -i '^etag:' | sed 's/^[^ ]* *//'")


def _filter(exchange: Exchange, name: str) -> str:
    """What finds the name of a new thing in the answer that has made it; empty where that is not simple."""
    if (exchange.answer.header("location") or "").rpartition("/")[2] == name:
        return "grep -i '^location:' | sed 's|.*/||'"
    text = exchange.answer.text if _SIMPLE.fullmatch(name) else ""
    member = re.search(rf'"(\w+)": *"?{re.escape(name)}"?(?![\w-])', text, re.ASCII)
    first = re.search(rf'"{member[1]}": *("[^"]*"|[0-9]+)', text) if member else None
    if member is None or first is None or first[1].strip('"') != name:
        return ""
    return f"grep -oE '\"{member[1]}\": *(\"[^\"]*\"|[0-9]+)' | head -n 1 | sed 's/.*: *//' | tr -d '\"'"


def _named(request: Request, taken: list[Taken], wire: WireRun) -> str:
    """The line of a request, with variables in the place of what earlier answers told."""
    shown = wire.shown(request)
    line = curl_line(_marked(request, taken, wire), _marked(shown, taken, wire), wire.base_url)
    for each in taken:
        line = line.replace(_mark(each), f"'\"${each.variable}\"'")
    return re.sub(r"(\"\$\w+\")''(?=\s|$)", r"\1", line)


def _marked(request: Request, taken: list[Taken], wire: WireRun) -> Request:
    segments = request.path.split("/")
    query, headers, body = request.query, request.headers, request.body
    for each in taken:
        mark, thing = _mark(each), wire.made.get(each.value)
        if thing is None:
            headers = tuple(
                (name, mark if value == each.value and name.lower() in _CONDITIONS else value)
                for name, value in headers
            )
            continue
        if f"{request.path}/".startswith(f"{thing.path}/"):
            segments[thing.path.count("/")] = mark
        if len(thing.name) >= SHORTEST:
            query = tuple((name, mark if value == thing.name else value) for name, value in query)
            body = body and body.replace(f'"{thing.name}"'.encode(), f'"{mark}"'.encode())
    return request.but(path="/".join(segments), query=query, headers=headers, body=body)


def _mark(taken: Taken) -> str:
    """What no quoting changes, and what is no text of anybody's."""
    return f"APILINT_{taken.variable}_TNILIPA"


def _keeping(line: str, taken: list[Taken], number: int, is_evidence: bool) -> str:
    """A line that keeps what an answer tells; what shows the finding is printed as well."""
    answer = f"answer{number}"
    parts = [f"{answer}=$({line})"] + ([f"printf '%s\\n' \"${answer}\""] if is_evidence else [])
    parts += [
        f"{each.variable}=$(printf '%s\\n' \"${answer}\" | tr -d '\\r' | {each.filter})" for each in taken
    ]
    return "; ".join(parts)


def _unsigned(variable: str) -> str:
    return f'{variable}_UNSIGNED="{UNSIGNED}.$(printf \'%s\' "${variable}" | cut -d . -f 2)."'
