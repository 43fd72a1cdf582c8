"""What several reporters say of a run against a live service, in the same words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from apilint_rules.core.finding import Finding
from apilint_rules.core.severity import Severity
from apilint_rules.core.wire.conduct import Verdict

from ._curl import LONGEST_READ, bearable, change_line
from ._essential import essential
from ._script import script_lines
from ._summary import plural
from .run import Reached, Run, WireRun

MOST_OPERATIONS = 5
"""Operations that are named beneath a finding; the others are counted."""

LONGEST = 400
"""Characters of a value that are printed for people."""


def verdict(finding: Finding) -> Verdict | None:
    """`promised but not done`, or `done but not promised`; None for a finding about the description alone."""
    if not finding.operations or finding.change is not None:
        return None
    return Verdict.GAP if finding.gap else Verdict.BROKEN


def beneath(operations: Sequence[str], most: int = MOST_OPERATIONS) -> str:
    """`GET /a, GET /b and 3 more`."""
    named = ", ".join(operations[:most])
    return f"{named} and {len(operations) - most} more" if len(operations) > most else named


def tries(finding: Finding, run: Run) -> list[str]:
    """The curl lines of a finding that fit a page, the telling one last; empty for one about the description alone."""
    if run.wire is None:
        line = change_line(finding, run.diff)
        return [bearable(line)] if line else []
    return essential(script_lines(finding.evidence, run.wire))


def finding_aside(finding: Finding) -> str:
    """The verdict with the operations in brackets, for formats with one line a finding; of a change the operations."""
    if finding.change is not None:
        return f" ({beneath(finding.operations)})" if _names_operations(finding) else ""
    agreement = verdict(finding)
    return f" ({agreement.value}: {beneath(finding.operations)})" if agreement else ""


def told(finding: Finding, run: Run) -> list[str]:
    """What to say beneath the message of a finding: verdict with operations, help, requests."""
    agreement = verdict(finding)
    lines = [f"{agreement.value}: {beneath(finding.operations)}"] if agreement else []
    lines += [f"in: {beneath(finding.operations)}"] if _names_operations(finding) else []
    lines += [words] if (words := shown(finding, run)) else []
    lines += [f"usage: {words}"] if (words := used(finding, run)) else []
    lines += [f"help: {finding.help}"] if finding.help else []
    if finding.change is not None and finding.severity is not Severity.INFO:
        lines.append(f"fingerprint: {finding.fingerprint}")
    return lines + [f"try: {line}" for line in (tries(finding, run) if run.wire is not None else ())]


def shown(finding: Finding, run: Run) -> str:
    """What shows a change: `was accepted, and is refused now: curl ...`, or a value as JSON; empty without any."""
    line = change_line(finding, run.diff)
    witness = finding.change.witness if finding.change is not None else None
    words = witness.words if witness is not None else "used to work"
    if line and (len(line) <= LONGEST_READ or witness is None):
        return f"{words}: {bearable(line)}"
    return shown_value(finding)


def shown_value(finding: Finding) -> str:
    """The value that shows a change, as JSON: `may come now, and never did: {"note": null}`; empty without one."""
    witness = finding.change.witness if finding.change is not None else None
    if witness is None:
        return ""
    text = json.dumps(witness.value, ensure_ascii=False, default=str)
    return f"{witness.words}: " + (
        text if len(text) <= LONGEST else f"{text[:LONGEST]}... (see --format json)"
    )


def used(finding: Finding, run: Run) -> str:
    """How often recorded traffic has to do with a finding: `never seen in 9,310 calls`; empty where nobody knows."""
    usage = run.diff.usage_of(finding) if run.diff is not None else None
    return usage.words if usage is not None else ""


def _names_operations(finding: Finding) -> bool:
    """Whether a finding about a change reaches operations that its message does not name already."""
    return finding.change is not None and any(name not in finding.message for name in finding.operations)


def reach_line(reached: Iterable[Reached]) -> str:
    """`reached 31 of 35 operations (2 refused, 2 never)`."""
    states = Counter(each.state for each in reached)
    aside = ", ".join(f"{states[name]} {name}" for name in ("refused", "never") if states[name])
    return f"reached {states['accepted']} of {plural(states.total(), 'operation')}" + (
        f" ({aside})" if aside else ""
    )


def reasons(reached: Iterable[Reached]) -> Iterator[str]:
    """Why operations were not reached: a line for each reason, `never: no id was found: GET /a, GET /b`."""
    groups: dict[tuple[str, str], list[str]] = {}
    for each in reached:
        if each.state != "accepted":
            groups.setdefault((each.state, each.reason), []).append(each.operation)
    for (state, reason), operations in sorted(groups.items(), key=lambda item: item[0], reverse=True):
        yield f"{state}{f', {reason}' if reason else ''}: {beneath(operations)}"


def verdict_line(wire: WireRun) -> str:
    """`212 agree, 4 promised but not done, 3 done but not promised, 40 could not be judged`; empty without any."""
    numbers = Counter(judgement.verdict for judgement in wire.judgements)
    words = {Verdict.AGREES: "agree"}
    return ", ".join(f"{numbers[each]:,} {words.get(each, each.value)}" for each in Verdict if numbers[each])


def reach_section(run: Run) -> Iterator[str]:
    """What a run against a service came to, in lines: notes, reach with reasons, verdicts. Nothing for `check`."""
    wire = run.wire
    if wire is None:
        return
    if wire.interrupted:
        yield "interrupted: this is what was done until then"
    yield from (f"note: {note}" for note in wire.notes)
    yield reach_line(wire.reached)
    yield from (f"  {line}" for line in reasons(wire.reached))
    if run.statistics:
        yield from (
            f"  never seen of {each.operation}: {', '.join(each.unseen)}"
            for each in wire.reached
            if each.unseen
        )
    if wire.judgements:
        yield verdict_line(wire)
