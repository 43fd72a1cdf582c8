"""A convention: one module, one rule id, up to four lenses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, overload

from .finding import Problem
from .severity import Severity
from .sources import url_of

if TYPE_CHECKING:
    from .api.model import Operation
    from .wire.exchange import Exchange
    from .wire.probe import Probe

LIST = "[]"
"""Stands for a `type` that is a list of types."""

_CHANGE = re.compile(r"(Pair|Added|Removed)\[(\w+)\]")

Check = Callable[..., Iterator[Problem]]
C = TypeVar("C", bound=Check)
P = TypeVar("P", bound="Callable[..., Probe]")


class Option(NamedTuple):
    """A setting of a rule: its default, what it does, and (where they are few) the values it may have."""

    default: Any
    description: str
    choices: tuple[Any, ...] = ()


class Lens(NamedTuple):
    """One way of looking at a convention, and what its function wants to be handed."""

    check: Check
    views: tuple[str, ...]
    options: tuple[str, ...]
    having: tuple[str, ...]
    lacking: tuple[str, ...]
    where: Callable[[Any], bool] | None
    many: str | None
    structural: bool
    of_type: tuple[str, ...]


class WireLens(NamedTuple):
    """A lens on what goes over the wire: on one exchange, or a probe that sends requests of its own.

    about: the operations that the rule is about, by the description alone. Others are not judged, unless something
        was seen that an exchange lens judges. where: of an exchange lens, the exchanges that tell something. An
        operation that it is about and for which `where` never held could not be judged, for the reason in `unseen`.
    most: the requests that a probe may send for one operation. writes: whether it sends unsafe methods.
    """

    check: Callable[..., Any]
    options: tuple[str, ...]
    about: Callable[[Operation], bool] | None = None
    where: Callable[[Exchange, Operation], bool] | None = None
    unseen: str = ""
    most: int = 0
    writes: bool = False
    many: None = None
    structural: bool = False


class ChangeLens(NamedTuple):
    """A lens on what became of the parts of a description.

    `wants` are the kinds of changes and of parts it is handed: (`Removed`, `Operation`).
    """

    check: Check
    wants: tuple[tuple[str, str], ...]
    options: tuple[str, ...]
    where: Callable[[Any], bool] | None
    many: None = None
    structural: bool = False


class Rule:
    """A convention. Its module's name is its id, its module's docstring is its page.

    severity: how bad a breach is. An error breaks a client or a MUST of a specification; style is never one.
    default: whether the default profile has it. Rules that wait for a feature to be used are on by default and silent.
    sources: where the convention comes from, most authoritative first (`RFC 9110 section 15.5.2`, `Zalando 133`,
        `AIP-158`, `OWASP API4:2023`, `OpenAPI Paths Object`); see `sources.py` for the spellings that get a link.
    bad, good: descriptions (fragments suffice) that break and keep it. Lines of `bad` that get a finding end in
        `# <-`; `good` must be silent. Both are executed by the tests and printed on the rule's page.
    wire_bad, wire_good: exchanges, written as curl -v prints them (see `wire/transcript.py`), that break and keep it
        on the wire. wire_api: the description they are about; `good` when it is left out.
    change_old, change_new: descriptions of one API, of which the second breaks with the first. Lines of `change_new`
        that get a finding end in `# <-`; where something is gone, it is the line of `change_old`.
    change_same: a second one that does not break with it (`change_old` once more when it is left out).
    bump: the version that a finding asks for that breaks nothing: `minor`, or `patch` where no message is another.
    options: settings by name; a lens asks for one by having a parameter of that name.
    covered_by: rules that, where they have a problem with the same operation, make this rule's superfluous.
    profiles: what profiles other than `core` make of it: True, False, a `Severity`, or a mapping of options.
    """

    def __init__(
        self,
        *,
        severity: Severity,
        sources: tuple[str, ...],
        bad: str = "",
        good: str = "",
        wire_bad: str = "",
        wire_good: str = "",
        wire_api: str = "",
        change_old: str = "",
        change_new: str = "",
        change_same: str = "",
        bump: str = "minor",
        default: bool = True,
        options: Mapping[str, Option] | None = None,
        profiles: Mapping[str, bool | Severity | Mapping[str, Any]] | None = None,
        covered_by: tuple[str, ...] = (),
    ) -> None:
        self.severity = severity
        self.sources = sources
        self.bad = bad
        self.good = good
        self.wire_bad = wire_bad
        self.wire_good = wire_good
        self.wire_api = wire_api or good
        self.change_old = change_old
        self.change_new = change_new
        self.change_same = change_same or change_old
        self.bump = bump
        self.default = default
        self.options = dict(options or {})
        self.profiles = dict(profiles or {})
        self.covered_by = covered_by
        self.document_lenses: list[Lens] = []
        self.exchange_lenses: list[WireLens] = []
        self.probe_lenses: list[WireLens] = []
        self.traffic_lenses: list[WireLens] = []
        self.change_lenses: list[ChangeLens] = []
        # Stamped by the registry.
        self.id = ""
        self.topic = ""
        self.doc = ""
        self.module = ""

    @overload
    def on_document(self, check: C) -> C: ...

    @overload
    def on_document(
        self,
        *,
        having: tuple[str, ...] = (),
        lacking: tuple[str, ...] = (),
        where: Callable[[Any], bool] | None = None,
        many: str | None = None,
        structural: bool = False,
        of_type: tuple[str, ...] = (),
    ) -> Callable[[C], C]: ...

    def on_document(
        self,
        check: Check | None = None,
        *,
        having: tuple[str, ...] = (),
        lacking: tuple[str, ...] = (),
        where: Callable[[Any], bool] | None = None,
        many: str | None = None,
        structural: bool = False,
        of_type: tuple[str, ...] = (),
    ) -> Any:
        """Registers a generator of problems as the lens on the description.

        The annotation of its first parameter says what it is handed, one at a time: `Operation`, `Webhook`,
        `Operation | Webhook`, `PathItem`, `Parameter`, `RequestBody`, `Response`, `MediaType`, `Header`, `Schema`,
        `Example`, `SecurityScheme`, `Requirement`, `Server`, `Tag`, `Link`, `Document`, or `Api` for the whole.
        Further parameters are options of the rule.

        having: hand over only parts with at least one of these keys. Schemas are many: say which keyword matters.
        lacking: hand over only parts with none of these keys.
        where: hand over only parts for which this holds; they are the candidates that `many` speaks of.
        many: a message with `{count}` and `{total}`. When more than half of the candidates (and at least four) have
            a problem, that is one cause: it is reported once, at the first place, with this message.
        of_type: of schemas, hand over only those whose `type` is one of these, or a list (`LIST` means lists only).
        structural: the problems say that the structure is broken; what other rules find in those places is dropped.
        """

        def register(check: Check) -> Check:
            names = check.__code__.co_varnames[: check.__code__.co_argcount]
            views = _view_names(check.__annotations__[names[0]])
            self.document_lenses.append(
                Lens(check, views, names[1:], having, lacking, where, many, structural, of_type)
            )
            return check

        return register if check is None else register(check)

    def on_exchange(
        self,
        *,
        where: Callable[[Exchange, Operation], bool] | None = None,
        about: Callable[[Operation], bool] | None = None,
        unseen: str = "",
    ) -> Callable[[C], C]:
        """Registers a generator of problems as the lens on a recorded exchange.

        It is handed the `Exchange` and the `Operation` that it belongs to; further parameters are options of the rule.

        where: only exchanges for which this holds (`lambda exchange, operation: exchange.status == 429`).
        about: the operations it is about by the description alone (those that declare a 429); all without it.
        unseen: why one of those without such an exchange could not be judged (`no 429 was seen`); without it they
            are not spoken of.
        """

        def register(check: C) -> C:
            names = check.__code__.co_varnames[: check.__code__.co_argcount]
            self.exchange_lenses.append(WireLens(check, names[2:], about, where, unseen))
            return check

        return register

    def on_traffic(
        self,
        *,
        where: Callable[[Exchange, Operation], bool],
        about: Callable[[Operation], bool] | None = None,
        unseen: str = "",
    ) -> Callable[[C], C]:
        """Registers a generator of problems as the lens on all exchanges of a run, for what only many of them show.

        It is handed a list of `Seen` (exchange and operation) when the run is over: those for which `where` holds, but
        of one operation and status no more than `MOST_ALIKE`; further parameters are options of the rule. Each problem
        needs `evidence`; it counts for the operation of its last exchange. about, unseen: as of `on_exchange`.
        """

        def register(check: C) -> C:
            names = check.__code__.co_varnames[: check.__code__.co_argcount]
            self.traffic_lenses.append(WireLens(check, names[1:], about, where, unseen))
            return check

        return register

    def on_probe(
        self, *, about: Callable[[Operation], bool], most: int = 6, writes: bool = False
    ) -> Callable[[P], P]:
        """Registers a probe: a generator that asks for requests and judges the answers (`wire/probe.py`).

        It is handed the `Operation` and the `Situation`; further parameters are options of the rule.

        about: the operations that it judges, by the description alone; where only the service can tell, it yields
        `NotAbout()`. most: the requests it may send for one. writes: whether it sends any but GET, HEAD and OPTIONS.
        """

        def register(check: P) -> P:
            names = check.__code__.co_varnames[: check.__code__.co_argcount]
            self.probe_lenses.append(WireLens(check, names[2:], about, most=most, writes=writes))
            return check

        return register

    def on_change(self, *, where: Callable[[Any], bool] | None = None) -> Callable[[C], C]:
        """Registers a generator of problems as the lens on what changed between two descriptions.

        The annotation of its first parameter says what it is handed, one at a time: `Removed[Operation]`,
        `Added[Parameter]`, `Pair[Schema]` (which is in both), or several with `|`; of the parts `Api`, `Info`,
        `Server`, `SecurityScheme`, `Tag`, `Operation`, `Webhook`, `Parameter`, `RequestBody`, `Response`, `Header`,
        `MediaType` and `Schema`. Further parameters are options of the rule. A problem that names no related place
        gets that of the old part. where: hand over only changes for which this holds.
        """

        def register(check: C) -> C:
            names = check.__code__.co_varnames[: check.__code__.co_argcount]
            wants = tuple(_CHANGE.findall(str(check.__annotations__[names[0]])))
            self.change_lenses.append(ChangeLens(check, wants, names[1:], where))
            return check

        return register

    @property
    def lenses(self) -> tuple[str, ...]:
        """The names of the lenses that it has: `document`, `exchange`, `probe`, `change`."""
        found = {
            "document": self.document_lenses,
            "exchange": self.exchange_lenses + self.traffic_lenses,
            "probe": self.probe_lenses,
            "change": self.change_lenses,
        }
        return tuple(name for name, lenses in found.items() if lenses)

    @property
    def summary(self) -> str:
        """The first line of the page: the convention in one sentence."""
        return self.doc.strip().partition("\n")[0].strip().rstrip(".")

    @property
    def url(self) -> str:
        """A page about the convention: that of the first source that has one."""
        return next((url for url in map(url_of, self.sources) if url), "")


def _view_names(annotation: Any) -> tuple[str, ...]:
    """`Operation | Webhook`, as text or as types, to names."""
    if isinstance(annotation, str):
        return tuple(part.strip() for part in annotation.split("|"))
    return tuple(kind.__name__ for kind in getattr(annotation, "__args__", (annotation,)))
