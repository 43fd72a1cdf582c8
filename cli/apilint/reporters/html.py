"""One HTML file for people: findings, the matrix of operations and rules, reach, latency, every exchange kept.

The file needs no network and no other file. Its policy allows the one style and the one script that it has, so that
nothing in it that a stranger wrote could run even if it were not escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from apilint_rules.core.finding import Finding
from apilint_rules.core.wire.conduct import Verdict

from .. import __version__
from ._html import changes, matrix, pictures
from ._html.exchanges import others
from ._html.findings import Findings
from ._html.text import safe
from ._summary import plural, summary
from .run import Run, WireRun, counts

_PARTS = Path(__file__).parent / "_html"
_SECTIONS = ("operations", "findings", "matrix", "reach", "latency", "run", "exchanges")


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """The lines of the page."""
    style, script = ((_PARTS / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    told = Findings(list(findings), run)
    body = list(_body(told, run))
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src '{_hash(script)}'; base-uri 'none'"
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}; form-action \'none\'">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
    yield f"<title>{safe(summary(told.findings, run))}</title>"
    yield f"<style>{style}</style></head><body>"
    yield from _header(told.findings, run)
    yield _navigation(body, {"findings": "Changes"} if run.diff is not None else {})
    yield "<main>"
    yield from body
    yield f"</main><footer>apilint {__version__}</footer><script>{script}</script></body></html>"


def _body(told: Findings, run: Run) -> Iterator[str]:
    if run.diff is not None:
        yield from changes.section(told.findings)
    yield from told.section()
    wire = run.wire
    if wire is not None:
        yield from matrix.section(told.findings, run, wire)
        yield from pictures.reach(wire)
        yield from pictures.latency(wire)
        yield from pictures.phases(wire)
        yield from others(wire, (each for each in wire.exchanges if each.number in told.shown))


def _header(findings: Sequence[Finding], run: Run) -> Iterator[str]:
    numbers = {severity.value: number for severity, number in counts(findings).items()}
    tone = "bad" if numbers["error"] else "fair" if numbers["warning"] else "good"
    name = f"apilint {'test' if run.wire is not None else 'diff' if run.diff is not None else 'check'}"
    yield f'<header class="{tone}"><div><p class="eyebrow">{name}</p><h1>{_headline(findings, run)}</h1>'
    yield f'<p class="meta">{_meta(run)}</p></div>'
    if run.wire is not None and run.wire.reached:
        yield f'<div class="reached">{pictures.ring(run.wire.reached)}<span>of the operations reached</span></div>'
    yield '</header><div class="tiles">'
    yield from (
        _tile(name, "", number, name if name == "info" else f"{name}s") for name, number in numbers.items()
    )
    if run.wire is not None:
        yield from _verdicts(run.wire)
    yield "</div>"


def _verdicts(wire: WireRun) -> Iterator[str]:
    numbers = matrix.totals(wire)
    for each in (Verdict.AGREES, Verdict.BROKEN, Verdict.GAP, Verdict.UNJUDGED) if numbers else ():
        words = matrix.WORDS.get(each, each.value)
        yield _tile(matrix.CLASSES[each], f"{matrix.SYMBOLS[each]} ", numbers[each], words)


def _tile(name: str, symbol: str, number: int, words: str) -> str:
    none = " none" if not number else ""
    return f'<div class="tile {name}{none}"><b>{symbol}{number:,}</b> <span>{words}</span></div>'


def _headline(findings: Sequence[Finding], run: Run) -> str:
    if run.diff is not None:
        return changes.headline(findings)
    if findings:
        return plural(len(findings), "finding")
    return "Everything that could be judged agrees" if run.wire is not None else "No findings"


def _meta(run: Run) -> str:
    wire = run.wire
    parts = [plural(run.files, "file"), plural(run.operations, "operation")]
    if run.diff is not None:
        parts = list(changes.meta(run.diff))
    if wire is not None:
        parts = [f"<b>{safe(wire.base_url)}</b>", plural(wire.requests, "request"), f"{wire.seconds:,.1f} s"]
        parts += [f"seed {wire.seed}"] if wire.seed is not None else []
        parts += [safe(wire.started), *(["interrupted"] if wire.interrupted else [])]
    parts += [f"{run.suppressed} suppressed"] if run.suppressed else []
    parts += [f"{run.baselined} in the baseline"] if run.baselined else []
    parts += [f"{run.milder} milder not shown"] if run.milder else []
    return " · ".join(parts)


def _navigation(body: Sequence[str], names: Mapping[str, str]) -> str:
    there = [name for name in _SECTIONS if any(f'<section id="{name}">' in part for part in body)]
    links = "".join(f'<a href="#{name}">{names.get(name, name.capitalize())}</a>' for name in there)
    return f'<nav aria-label="Sections">{links}</nav>' if len(there) > 1 else ""


def _hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
