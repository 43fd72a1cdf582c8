"""How far a run came with each operation, and why not further."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..api.media import essence
from ..api.model import Api, Operation
from .exchange import Answer, Exchange

MOST_SAID = 200
"""Characters of what a service says that are shown."""

_SAYING = (
    "detail",
    "message",
    "error_description",
    "error",
    "title",
    "msg",
    "reason",
    "errors",
    "description",
)


class Progress(NamedTuple):
    """How far a run came with one operation.

    `state` is `accepted` (a 2xx was seen, or a 3xx where no 2xx is declared), `refused` (answers, but none of those) or
    `never`; `reason` says why it was not accepted. `statuses` counts the answers by status; `unseen` are the declared
    statuses and media types that never came. `latencies` are p50, p95, p99 in milliseconds, empty without an answer.
    """

    operation: str
    state: str
    reason: str = ""
    statuses: Mapping[int, int] = {}
    unseen: tuple[str, ...] = ()
    latencies: tuple[float, ...] = ()


class Reach:
    """Collects exchanges and reasons while a run goes on; `report` can be asked for at any time.

    `notes` are what a reader should know beside it.
    """

    def __init__(self, api: Api) -> None:
        self.api = api
        self.notes: list[str] = []
        self._seen: dict[str, list[_Seen]] = defaultdict(list)
        self._reasons: dict[str, str] = {}
        self._last: dict[str, str] = {}

    def see(self, exchange: Exchange, operation: Operation) -> None:
        """Counts an answer; only a few words of it are kept."""
        answer = exchange.answer
        self._seen[operation.label].append(_Seen(answer.status, answer.media_type, answer.seconds))
        if not is_accepted(exchange, operation):
            self._last[operation.label] = refusal(answer)

    def explain(self, operation: Operation, reason: str) -> None:
        """Says why an operation was not accepted, where the answers do not tell; an empty reason lets them speak."""
        self._reasons[operation.label] = reason

    def note(self, text: str) -> None:
        """Keeps what a reader should know, once."""
        if text not in self.notes:
            self.notes.append(text)

    def is_reached(self, operation: Operation) -> bool:
        """Whether an accepted answer was seen."""
        return any(_accepts(seen.status, operation) for seen in self._seen[operation.label])

    def report(self) -> list[Progress]:
        """The progress of every operation, in the order of the description."""
        return [self._progress(operation) for operation in self.api.operations]

    def _progress(self, operation: Operation) -> Progress:
        label = operation.label
        seen = self._seen[label]
        state = "accepted" if self.is_reached(operation) else "refused" if seen else "never"
        said = self._reasons.get(label) or self._last.get(label, "")
        reason = "" if state == "accepted" else said or "nothing was sent"
        statuses = dict(sorted(Counter(each.status for each in seen).items()))
        times = sorted(1000 * each.seconds for each in seen)
        return Progress(label, state, reason, statuses, tuple(_unseen(operation, seen)), _percentiles(times))


class _Seen(NamedTuple):
    status: int
    media_type: str
    seconds: float


def is_accepted(exchange: Exchange, operation: Operation) -> bool:
    """Whether an answer counts as accepted."""
    return _accepts(exchange.status, operation)


def refusal(answer: Answer) -> str:
    """Why a request was refused, in the words of the service."""
    if answer.status == 401:
        return "401: credentials are missing or were not accepted"
    if 300 <= answer.status < 400 and answer.header("location"):
        return f"{answer.status}: leads to `{str(answer.header('location'))[:MOST_SAID]}`"
    said = said_in(answer)
    return f"{answer.status}: the service says `{said}`" if said else f"{answer.status} without a word"


def said_in(answer: Answer) -> str:
    """What an error says for a reader, in one line of at most 200 characters."""
    text = _said(answer.json) or ("" if answer.media_type == "text/html" else answer.text)
    text = " ".join(text[: 4 * MOST_SAID].split())
    return text if len(text) <= MOST_SAID else f"{text[: MOST_SAID - 1]}…"


def _said(body: Any, depth: int = 0) -> str:
    if type(body) is str:
        return body
    if depth > 4:
        return ""
    if type(body) is list:
        return "; ".join(filter(None, (_said(each, depth + 1) for each in body[:5])))
    if type(body) is dict:
        place = body.get("loc") or body.get("path") or body.get("field") or body.get("pointer") or ""
        where = ".".join(map(str, place)) if type(place) is list else str(place)
        said = [_said(body[name], depth + 1) for name in _SAYING if name in body]
        found = max(said, key=len, default="")
        return f"{where}: {found}" if where and found else found
    return ""


def _accepts(status: int, operation: Operation) -> bool:
    redirects = not operation.successes and any(name[:1] == "3" for name in operation.responses)
    return 200 <= status < 300 or (redirects and 300 <= status < 400)


def _unseen(operation: Operation, seen: list[_Seen]) -> Iterator[str]:
    """The declared statuses that never came, and of those that came the media types that did not."""
    for status, response in operation.responses.items():
        came = [each for each in seen if _matches(status, each.status)]
        if status == "default":
            continue
        if not came:
            yield status
            continue
        kinds = {each.media_type for each in came}
        for name in response.content:
            if essence(name) not in kinds and "*" not in name:
                yield f"{status} {name}"


def _matches(declared: str, status: int) -> bool:
    return declared == str(status) or (declared.upper() == f"{status // 100}XX")


def _percentiles(times: list[float]) -> tuple[float, ...]:
    """The 50th, 95th and 99th percentile (nearest rank)."""
    if not times:
        return ()
    ranks = (-(-len(times) * percent // 100) for percent in (50, 95, 99))
    return tuple(round(times[rank - 1], 1) for rank in ranks)
