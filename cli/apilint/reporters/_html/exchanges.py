"""Exchanges, folded: the request as it was sent, secrets by the names of their variables, and what came back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apilint_rules.core.wire.exchange import Exchange, Fields

from .._curl import readable
from .._summary import plural
from ..run import WireRun
from .text import body, lines, safe

MOST = 200
"""Exchanges beside those of findings."""


def anchor(exchange: Exchange) -> str:
    """The name by which a page links to an exchange."""
    return f"x{exchange.number}"


def folded(exchange: Exchange, wire: WireRun) -> str:
    """One exchange to be unfolded."""
    request, answer = wire.shown(exchange.request), exchange.answer
    took = f"{answer.seconds * 1000:,.0f} ms"
    return (
        f'<details class="exchange" id="{anchor(exchange)}"><summary><span class="number">#{exchange.number}</span> '
        f'<b>{safe(request.method)}</b> <span class="path">{safe(_short(request.target))}</span> '
        f'{status(answer.status)} <span class="aside">{took}{_phase(exchange)}</span></summary>'
        f"{copyable(readable(exchange, wire))}"
        f'<div class="sides"><div><h4>Request</h4>{_message(f"{request.method} {request.target}", request.headers)}'
        f"{_body(request.body or b'', request.header('content-type') or '')}</div>"
        f"<div><h4>Answer</h4>{_message(str(answer.status), answer.headers)}"
        f"{_body(answer.body, answer.content_type)}{'<p>The rest was not kept.</p>' if answer.is_cut else ''}</div>"
        "</div></details>"
    )


def others(wire: WireRun, told: Iterable[Exchange]) -> Iterator[str]:
    """The section of the exchanges that no finding shows."""
    numbers = {exchange.number for exchange in told}
    kept = [exchange for exchange in wire.exchanges if exchange.number not in numbers]
    if not kept:
        return
    yield '<section id="exchanges"><h2>Exchanges</h2>'
    yield f'<p class="lead">{len(kept[:MOST]):,} more of {plural(wire.requests, "request")}; '
    yield "those of findings stand with them.</p>"
    yield from (folded(exchange, wire) for exchange in kept[:MOST])
    yield "</section>"


def status(number: int) -> str:
    """A status, coloured by its class."""
    return f'<span class="status s{number // 100}">{number}</span>'


def copyable(line: str) -> str:
    """A command with a button that copies it."""
    return (
        f'<div class="copyable"><pre class="curl" tabindex="0">{safe(line)}</pre>'
        '<button type="button" class="copy" hidden>Copy</button></div>'
    )


def _message(first: str, headers: Fields) -> str:
    fields = "\n".join(
        [_short(first, 600), *(f"{name}: {_short(value, 600)}" for name, value in headers[:60])]
    )
    return f'<pre tabindex="0">{lines(fields)}</pre>'


def _body(data: bytes, media_type: str) -> str:
    return f'<pre class="body" tabindex="0">{body(data, media_type.lower())}</pre>' if data else ""


def _phase(exchange: Exchange) -> str:
    return f" · {safe(exchange.phase)}" if exchange.phase else ""


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
