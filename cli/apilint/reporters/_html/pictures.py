"""Reach, latency and phases as pictures of HTML and SVG; every number is there as text too."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from .._summary import plural
from .._wire import reach_line
from ..run import Reached, WireRun
from .exchanges import status
from .text import operation, safe

STATES = ("accepted", "refused", "never")
TICKS = (0.1, 1, 10, 100, 1000, 10_000, 100_000)
"""Milliseconds at which the scale of the latencies may have a mark."""


def ring(reached: Sequence[Reached]) -> str:
    """How many operations were reached, as a ring."""
    states = Counter(each.state for each in reached)
    total = max(1, states.total())
    share = 100 * states["accepted"] / total
    refused = 100 * states["refused"] / total
    return (
        f'<svg class="ring" viewBox="0 0 42 42" role="img" aria-label="{safe(reach_line(reached))}">'
        '<circle class="track" cx="21" cy="21" r="15.915"/>'
        f'<circle class="refused" cx="21" cy="21" r="15.915" stroke-dasharray="{share + refused:.1f} 100"/>'
        f'<circle class="accepted" cx="21" cy="21" r="15.915" stroke-dasharray="{share:.1f} 100"/>'
        f'<text x="21" y="23.6">{share:.0f}%</text></svg>'
    )


def reach(wire: WireRun) -> Iterator[str]:
    """The section about reach: a bar, and a table with the statuses seen and those never seen."""
    if not wire.reached:
        return
    states = Counter(each.state for each in wire.reached)
    unseen = sum(len(each.unseen) for each in wire.reached)
    yield f'<section id="reach"><h2>Reach</h2><p class="lead">{safe(reach_line(wire.reached))}. '
    yield f"{plural(unseen, 'declared answer')} never seen.</p>"
    yield '<div class="stack">'
    yield from (
        f'<span class="{state}" style="flex-grow:{states[state]}"><b>{states[state]}</b> {state}</span>'
        for state in STATES
        if states[state]
    )
    yield '</div><div class="scroll"><table class="reach"><thead><tr><th>Operation</th><th>Reached</th>'
    yield "<th>Answers seen</th><th>Declared, never seen</th></tr></thead><tbody>"
    for each in sorted(wire.reached, key=lambda each: -STATES.index(each.state)):
        seen = " ".join(
            f'{status(code)}<span class="count">×{n:,}</span>' for code, n in sorted(each.statuses.items())
        )
        missed = " ".join(f'<span class="status unseen">{safe(name)}</span>' for name in each.unseen)
        why = f'<div class="why">{safe(each.reason)}</div>' if each.reason else ""
        yield (
            f'<tr><th scope="row">{operation(each.operation)}</th><td><span class="state {each.state}">{each.state}'
            f"</span>{why}</td><td>{seen}</td><td>{missed}</td></tr>"
        )
    yield "</tbody></table></div></section>"


def latency(wire: WireRun) -> Iterator[str]:
    """The section about latency: p50, p95 and p99 of each operation on a logarithmic scale, the slowest first."""
    measured = [each for each in wire.reached if len(each.latencies) == 3]
    if not measured:
        return
    values = [max(value, TICKS[0]) for each in measured for value in each.latencies]
    low = max(tick for tick in TICKS if tick <= min(values))
    high = next((tick for tick in TICKS if tick >= max(values) and tick > low), max(values))
    ticks = [tick for tick in TICKS if low <= tick <= high]
    yield '<section id="latency"><h2>Latency</h2><p class="lead">Time to the last byte: '
    yield '<span class="key50">p50</span> <span class="key95">p95</span> <span class="key99">p99</span></p>'
    yield '<div class="latency"><div class="scale"><span></span><div>'
    yield "".join(f'<span style="left:{_at(tick, low, high):.1f}%">{_time(tick)}</span>' for tick in ticks)
    yield "</div><span></span></div>"
    lines = "".join(
        f'<line class="tick" x1="{x:.1f}%" x2="{x:.1f}%" y1="0" y2="100%"/>'
        for x in (_at(t, low, high) for t in ticks)
    )
    for each in sorted(measured, key=lambda each: -each.latencies[1]):
        told = " / ".join(_time(value) for value in each.latencies)
        places = [_at(value, low, high) for value in each.latencies]
        yield (
            f'<div class="row"><span class="label" title="{safe(each.operation)}">{operation(each.operation)}</span>'
            f'<svg role="img" aria-label="{safe(f"{each.operation}: {told}")}">{lines}{_marks(*places)}</svg>'
            f'<span class="numbers">{told}</span></div>'
        )
    yield "</div></section>"


def _marks(p50: float, p95: float, p99: float) -> str:
    dots = ((p99, "p99", 3.5), (p95, "p95", 4.5), (p50, "p50", 5))
    return f'<line class="span" x1="{p50:.1f}%" x2="{p99:.1f}%" y1="50%" y2="50%"/>' + "".join(
        f'<circle class="{name}" cx="{at:.1f}%" cy="50%" r="{radius}"/>' for at, name, radius in dots
    )


def phases(wire: WireRun) -> Iterator[str]:
    """The section about how the run went: phases in time, and notes."""
    notes = [
        *(["The run was interrupted: this is what was done until then."] if wire.interrupted else []),
        *wire.notes,
    ]
    if not wire.phases and not notes:
        return
    total = sum(phase.seconds for phase in wire.phases) or 1
    yield '<section id="run"><h2>The run</h2>'
    if wire.phases:
        yield '<ol class="phases">'
        for number, phase in enumerate(wire.phases):
            grow = max(phase.seconds / total, 0.02)
            yield (
                f'<li style="flex-grow:{grow:.3f}" class="phase{number % 5}"><b>{safe(phase.name)}</b> '
                f"<span>{phase.seconds:,.1f} s · {plural(phase.requests, 'request')}</span></li>"
            )
        yield "</ol>"
    if notes:
        yield f'<ul class="notes">{"".join(f"<li>{safe(note)}</li>" for note in notes)}</ul>'
    yield "</section>"


def _at(value: float, low: float, high: float) -> float:
    """Where a value stands on the scale, in percent, with room for marks at both ends."""
    share = math.log(max(value, low) / low) / math.log(high / low)
    return 3 + 94 * min(share, 1)


def _time(milliseconds: float) -> str:
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.3g} s"
    return f"{milliseconds:.3g} ms"
