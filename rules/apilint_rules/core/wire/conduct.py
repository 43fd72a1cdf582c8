"""Runs the lenses on the wire, and says for each rule and operation how paper and wire agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple

from ..api.model import Api, Operation
from ..dispatch import Raw, RuleCrashError, Selected
from ..engine import Adjust, adjusted, silenced, uncovered
from ..finding import Finding, Problem
from ..locate import locate
from ..rule import WireLens
from ..suppression import suppressions_of
from .exchange import Exchange, Request, Seen
from .probe import drive
from .situation import Situation


class Verdict(Enum):
    """How the description and the service agree on a convention."""

    AGREES = "agrees"
    BROKEN = "promised but not done"
    GAP = "done but not promised"
    UNJUDGED = "could not be judged"


class Judgement(NamedTuple):
    """The verdict of one rule on one operation, and the reason where it could not be judged."""

    rule: str
    operation: str
    verdict: Verdict
    reason: str = ""


class WireOutcome(NamedTuple):
    """The findings, a judgement for each rule and operation it is about, and how many findings were silenced."""

    findings: list[Finding]
    judgements: list[Judgement]
    suppressed: int


_Key = tuple[str, str]

MOST_RAWS = 5
"""Problems of one rule, operation and cause that are kept, those with the shortest requests."""

MOST_CAUSES = 100
"""Causes of one rule and operation; more of them are no causes but values in a message."""

MOST_ALIKE = 20
"""Exchanges of one operation with one status that a lens on the traffic is handed."""


class Conduct:
    """One run of some rules over the exchanges with one service, and over the probes that it answers."""

    def __init__(self, api: Api, selected: Iterable[Selected], today: str) -> None:
        self.api = api
        self.today = today
        self.selected = list(selected)
        self._raws: dict[_Key, dict[str, list[Raw]]] = defaultdict(dict)
        self._judged: dict[_Key, Verdict] = {}
        self._reasons: dict[_Key, str] = {}
        self._traffic: dict[int, list[Seen]] = defaultdict(list)
        self._alike: Counter[tuple[int, str, int]] = Counter()

    def see(self, exchange: Exchange, operation: Operation) -> list[Problem]:
        """Looks at one exchange through every exchange lens; the problems are kept, and answered as well.

        Raises `RuleCrashError`.
        """
        problems = []
        for choice in self.selected:
            for lens in choice.rule.exchange_lenses:
                with _Guard(choice, exchange):
                    problems += self._seen(choice, lens, exchange, operation)
            for lens in choice.rule.traffic_lenses:
                with _Guard(choice, exchange):
                    self._remember(lens, Seen(exchange, operation))
        return problems

    def probes(self, operation: Operation) -> Iterator[tuple[Selected, WireLens]]:
        """The probes that are about an operation. Raises `RuleCrashError`."""
        for choice in self.selected:
            for lens in choice.rule.probe_lenses:
                with _Guard(choice, operation):
                    is_about = lens.about is None or lens.about(operation)
                if is_about:
                    yield choice, lens

    def probe(
        self,
        choice: Selected,
        lens: WireLens,
        operation: Operation,
        situation: Situation,
        send: Callable[[Request], Exchange],
    ) -> list[Problem]:
        """Runs one probe on one operation; what `send` answers is also looked at by the driver, not here.

        Raises `RuleCrashError`, and whatever but `UnsendableError` comes from `send`.
        """
        sending = _Passed(send)
        with _Guard(choice, operation, sending):
            probe = lens.check(operation, situation, **self._options(choice, lens))
            ended = drive(probe, sending, lens.most)
        self._keep(choice, lens, operation, ended.problems)
        if not ended.problems and ended.is_about:
            self._judge(choice.rule.id, operation, Verdict.UNJUDGED if ended.unjudged else Verdict.AGREES)
            if ended.unjudged:
                self._reasons.setdefault((choice.rule.id, operation.label), ended.unjudged)
        return ended.problems

    def report(self, rule: str, operation: Operation, problem: Problem) -> None:
        """Keeps a problem that was found without a lens (the death of the service), if the rule is to run."""
        for choice in self.selected:
            if choice.rule.id == rule:
                self._keep(choice, choice.rule.exchange_lenses[0], operation, [problem])

    def leave_out(self, choice: Selected, operation: Operation, reason: str) -> None:
        """Says why a probe was not run on an operation."""
        self._judge(choice.rule.id, operation, Verdict.UNJUDGED)
        self._reasons.setdefault((choice.rule.id, operation.label), reason)

    def outcome(self, adjust: Adjust | None = None) -> WireOutcome:
        """What came of it all: one finding a cause, and a judgement for each rule and operation."""
        kept = [raw for causes in self._raws.values() for alike in causes.values() for raw in alike]
        raws = uncovered(list(adjusted(kept + list(self._over_traffic()), adjust)))
        suppressions = suppressions_of(self.api.documents)
        raws, number = silenced(raws, suppressions, self.today)
        findings = locate(self.api, _clustered(raws))
        return WireOutcome(findings, sorted(self._judgements()), number)

    def _seen(
        self, choice: Selected, lens: WireLens, exchange: Exchange, operation: Operation
    ) -> list[Problem]:
        if lens.where is not None and not lens.where(exchange, operation):
            return []
        problems = list(lens.check(exchange, operation, **self._options(choice, lens)))
        for problem in problems:
            problem.evidence = problem.evidence or (exchange,)
        self._keep(choice, lens, operation, problems)
        if not problems:
            self._judge(choice.rule.id, operation, Verdict.AGREES)
        return problems

    def _remember(self, lens: WireLens, seen: Seen) -> None:
        key = (id(lens.check), seen.operation.label, seen.exchange.status)
        if self._alike[key] < MOST_ALIKE and (lens.where is None or lens.where(*seen)):
            self._alike[key] += 1
            self._traffic[id(lens.check)].append(seen)

    def _over_traffic(self) -> Iterator[Raw]:
        """What the lenses on the traffic have to say about all of it."""
        for choice in self.selected:
            for lens in choice.rule.traffic_lenses:
                traffic = self._traffic[id(lens.check)]
                with _Guard(choice, "the traffic"):
                    problems = list(lens.check(list(traffic), **self._options(choice, lens)))
                users = {id(seen.exchange): seen.operation for seen in traffic}
                for operation in users.values():
                    self._judge(choice.rule.id, operation, Verdict.AGREES)
                for problem in problems:
                    yield self._raw(choice, lens, users[id(problem.evidence[-1])], problem)

    def _options(self, choice: Selected, lens: WireLens) -> Mapping[str, Any]:
        values = {"today": self.today, **choice.options}
        return {name: values[name] for name in lens.options}

    def _keep(
        self, choice: Selected, lens: WireLens, operation: Operation, problems: Iterable[Problem]
    ) -> None:
        for problem in problems:
            raw = self._raw(choice, lens, operation, problem)
            by_cause = self._raws[choice.rule.id, operation.label]
            cause = _cause(problem)
            if cause in by_cause or len(by_cause) < MOST_CAUSES:
                alike = by_cause.setdefault(cause, [])
                alike.append(raw)
                alike.sort(key=_length)
                del alike[MOST_RAWS:]

    def _raw(self, choice: Selected, lens: WireLens, operation: Operation, problem: Problem) -> Raw:
        problem.operation = operation.label
        self._judge(choice.rule.id, operation, Verdict.GAP if problem.gap else Verdict.BROKEN)
        return Raw(choice, lens, problem, problem.severity or choice.severity)

    def _judge(self, rule: str, operation: Operation, verdict: Verdict) -> None:
        """The gravest verdict on an operation stays."""
        key = (rule, operation.label)
        before = self._judged.get(key)
        if before is None or _GRAVITY[verdict] > _GRAVITY[before]:
            self._judged[key] = verdict

    def _judgements(self) -> Iterator[Judgement]:
        for (rule, label), verdict in self._judged.items():
            reason = self._reasons.get((rule, label), "") if verdict is Verdict.UNJUDGED else ""
            yield Judgement(rule, label, verdict, reason)
        for choice in self.selected:
            for operation in self.api.operations:
                unseen = self._unseen(choice, operation)
                if unseen and (choice.rule.id, operation.label) not in self._judged:
                    yield Judgement(choice.rule.id, operation.label, Verdict.UNJUDGED, unseen)

    def _unseen(self, choice: Selected, operation: Operation) -> str:
        """Why an operation that a rule is about could not be judged by exchanges; empty where it is not about it."""
        lenses = [lens for lens in choice.rule.exchange_lenses + choice.rule.traffic_lenses if lens.unseen]
        with _Guard(choice, operation):
            return next((lens.unseen for lens in lenses if lens.about is None or lens.about(operation)), "")


_GRAVITY = {Verdict.UNJUDGED: 0, Verdict.AGREES: 1, Verdict.GAP: 2, Verdict.BROKEN: 3}


class _Passed:
    """Passes requests on, and remembers whether an exception is the sender's and not the rule's."""

    def __init__(self, send: Callable[[Request], Exchange]) -> None:
        self.send = send
        self.error: BaseException | None = None

    def __call__(self, request: Request) -> Exchange:
        try:
            return self.send(request)
        except BaseException as error:
            self.error = error
            raise


class _Guard:
    """Turns whatever a rule raises into a `RuleCrashError` that names it."""

    def __init__(self, choice: Selected, looking_at: object, passed: _Passed | None = None) -> None:
        self.choice = choice
        self.looking_at = looking_at
        self.passed = passed

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        is_ours = isinstance(error, Exception) and not (self.passed and self.passed.error is error)
        if is_ours and not isinstance(error, RuleCrashError):
            raise RuleCrashError(self.choice.rule.id, repr(self.looking_at)) from error


def _clustered(raws: Iterable[Raw]) -> list[Raw]:
    """One problem a cause: the first, with the places and the names of all operations beneath it."""
    groups: dict[tuple[Any, ...], list[Raw]] = defaultdict(list)
    for raw in raws:
        groups[raw.selected.rule.id, _cause(raw.problem), raw.severity, raw.problem.gap].append(raw)
    return [_merged(members) for members in groups.values()]


def _cause(problem: Problem) -> str:
    return problem.cause or problem.subject or problem.message


def _length(raw: Raw) -> int:
    """Of the requests that show a problem, bodies and all: the shortest is the best to be shown."""
    requests = [each.request for each in raw.problem.evidence]
    return sum(len(request.target) + len(request.body or b"") for request in requests)


def _merged(members: list[Raw]) -> Raw:
    first = min(members, key=_length)
    problem = first.problem
    problem.operations = tuple(sorted({str(raw.problem.operation) for raw in members}))
    problem.subject = problem.subject or problem.cause
    places = {(id(raw.problem.place.document), raw.problem.place.pointer): raw for raw in members}
    others = [raw.problem.place for raw in places.values() if raw.problem.place != problem.place]
    if others:
        problem.stands_for = [problem.place, *others]
    return first
