"""The matrix: operations against rules, a verdict in each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from apilint_rules.core.finding import Finding
from apilint_rules.core.rule import Rule
from apilint_rules.core.wire.conduct import Judgement, Verdict

from ..run import Reached, Run, WireRun
from .text import operation, safe

CLASSES = {
    Verdict.AGREES: "agrees",
    Verdict.BROKEN: "broken",
    Verdict.GAP: "gap",
    Verdict.UNJUDGED: "unjudged",
}
SYMBOLS = {Verdict.AGREES: "✓", Verdict.BROKEN: "✗", Verdict.GAP: "+", Verdict.UNJUDGED: "?"}
WORDS = {Verdict.AGREES: "agree"}

MOST_CELLS = 40_000
"""Cells of a matrix; of a larger one the rules without a problem are left out."""


HINT = (
    "Point at a cell, or walk with the arrow keys. Where one is empty, the rule is not about the operation."
)


def section(findings: Sequence[Finding], run: Run, wire: WireRun) -> Iterator[str]:
    """The section; nothing without judgements. Cells link to findings by the attribute `data-finding`."""
    if not wire.judgements:
        return
    cells = {(judgement.operation, judgement.rule): judgement for judgement in wire.judgements}
    groups = _groups(wire)
    rules, left_out = _columns(wire, run.rules, sum(map(len, groups.values())))
    yield '<section id="matrix"><h2>Operations and rules</h2>'
    yield f'<div class="filters" role="group" aria-label="Show only">{"".join(_filters(wire))}</div>'
    if left_out:
        yield f"<p>{left_out} rules without a problem are left out.</p>"
    yield f'<p id="cell" class="cell" aria-live="polite">{HINT}</p>'
    yield '<div class="scroll" tabindex="-1"><table class="matrix" role="grid"><thead>'
    yield from _heads(rules, run.rules)
    yield "</thead><tbody>"
    links = _links(findings)
    for group, labels in groups.items():
        yield f'<tr class="group"><th colspan="{len(rules) + 1}"><span>{safe(group)}</span></th></tr>'
        for label in labels:
            row = "".join(_cell(cells.get((label, rule)), links) for rule in rules)
            yield f'<tr><th scope="row" title="{safe(label)}">{operation(label)}</th>{row}</tr>'
    yield "</tbody></table></div></section>"


def totals(wire: WireRun) -> Counter[Verdict]:
    """How often each verdict was given."""
    return Counter(judgement.verdict for judgement in wire.judgements)


def _filters(wire: WireRun) -> Iterator[str]:
    numbers = totals(wire)
    yield '<button type="button" data-only="" aria-pressed="true">All</button>'
    for each in (Verdict.BROKEN, Verdict.GAP, Verdict.UNJUDGED, Verdict.AGREES):
        name = CLASSES[each]
        yield (
            f'<button type="button" data-only="{name}" aria-pressed="false"><i class="{name}">{SYMBOLS[each]}</i> '
            f"{WORDS.get(each, each.value)} <b>{numbers[each]:,}</b></button>"
        )


def _heads(rules: Sequence[str], known: Mapping[str, Rule]) -> Iterator[str]:
    topics = Counter(_topic(rule, known) for rule in rules)
    row = "".join(
        f'<th colspan="{number}" title="{safe(topic)}"><span>{safe(topic)}</span></th>'
        for topic, number in topics.items()
    )
    yield f'<tr class="topics"><td></td>{row}</tr>'
    names = "".join(
        f'<th scope="col" title="{safe(known[rule].summary if rule in known else rule)}"><span>{safe(rule)}</span></th>'
        for rule in rules
    )
    yield f'<tr class="rules"><td></td>{names}</tr>'


def _cell(judgement: Judgement | None, links: Mapping[tuple[str, str], int]) -> str:
    if judgement is None:
        return "<td></td>"
    name, symbol = CLASSES[judgement.verdict], SYMBOLS[judgement.verdict]
    finding = links.get((judgement.operation, judgement.rule))
    link = f' data-finding="f{finding}"' if finding is not None else ""
    why = f' data-why="{safe(judgement.reason)}"' if judgement.reason else ""
    return f'<td class="{name}" tabindex="-1"{link}{why}>{symbol}</td>'


def _links(findings: Sequence[Finding]) -> dict[tuple[str, str], int]:
    """By operation and rule the number of the first finding, as the section of the findings counts them."""
    links: dict[tuple[str, str], int] = {}
    for number, finding in enumerate(findings):
        for label in finding.operations:
            links.setdefault((label, finding.rule), number)
    return links


def _groups(wire: WireRun) -> dict[str, list[str]]:
    """The operations by tag, else by the first segment of their path."""
    judged = dict.fromkeys(judgement.operation for judgement in wire.judgements)
    reached = {each.operation: each for each in wire.reached}
    labels = sorted([*reached, *(label for label in judged if label not in reached)], key=_path)
    groups: dict[str, list[str]] = {}
    for label in labels:
        groups.setdefault(_group(label, reached), []).append(label)
    return groups


def _group(label: str, reached: Mapping[str, Reached]) -> str:
    tags = reached[label].tags if label in reached else ()
    return tags[0] if tags else "/" + label.partition(" ")[2].lstrip("/").partition("/")[0]


def _path(label: str) -> str:
    return label.partition(" ")[2]


def _topic(rule: str, known: Mapping[str, Rule]) -> str:
    return known[rule].topic.replace("_", " ") if rule in known else "other"


def _columns(wire: WireRun, known: Mapping[str, Rule], rows: int) -> tuple[list[str], int]:
    """The rules in the order of topics, and how many were left out to keep the page small."""
    judged = {judgement.rule for judgement in wire.judgements}
    kept = judged
    if rows * len(judged) > MOST_CELLS:
        kept = {each.rule for each in wire.judgements if each.verdict in (Verdict.BROKEN, Verdict.GAP)}
    return sorted(kept, key=lambda rule: (_topic(rule, known), rule)), len(judged) - len(kept)
