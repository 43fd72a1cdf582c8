"""`apilint judge`: the lenses on exchanges look at recorded traffic; nothing is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from apilint_rules.core.api.model import Api
from apilint_rules.core.wire.conduct import Conduct
from apilint_rules.core.wire.exchange import Credentials, Exchange, Request
from apilint_rules.core.wire.reach import Reach
from apilint_rules.core.wire.situation import Situation

from .. import exits
from ..configurations import CommonOptions, Configurations, exit_code, tell_bug, threshold, weigh
from ..errors import ApilintError
from ..installed import installed_rules
from ..linting import load
from ..output import Output
from ..reporters.run import Reached, Run, WireRun
from ..service.redaction import Redactor
from ..service.target import normalised
from ..sources.targets import find_targets
from ..traffic.placing import Placing
from ..traffic.recorded import Recorded, recorded
from .watching import Watch

MOST_UNKNOWN = 5_000
"""Addresses outside of the description that are told apart."""

MOST_NAMED = 10

SHORTEST, MOST_SECRETS = 8, 1_000
"""Of what a recording sends as credentials, and reports must not repeat."""

_SECRET = ("authorization", "proxy-authorization", "cookie")


@dataclass(frozen=True, slots=True)
class JudgeOptions(CommonOptions):
    """What the command line of `judge` says."""

    spec: str = ""
    traffic: tuple[Path, ...] = ()
    base_url: str = ""


def judge(options: JudgeOptions) -> int:
    """Judges recorded traffic and answers the exit code. Raises `ApilintError`."""
    rules = installed_rules()
    output = Output(options.formats, options.color, options.quiet)
    configurations = Configurations(options, rules)
    targets = find_targets([options.spec]).targets
    if len(targets) != 1:
        raise ApilintError(f"`{options.spec}` is not one description", help="name one file or URL")
    target = targets[0]
    settings = configurations.settings_of(target)
    least = threshold(options.fail_on or settings.fail_on or "error")
    job = configurations.job(target)
    api = load(job, {})
    reach = Reach(api)
    watch = Watch(Conduct(api, job.selection.rules, configurations.today), reach, Situation(api), None)
    seen = _Seen(api, options.base_url)
    for file in options.traffic:
        for entry in recorded(file):
            seen.take(entry, watch)
    if not seen.count:
        raise ApilintError(
            "holds no exchange with this service" if seen.others else "holds no exchange",
            where=", ".join(map(str, options.traffic)),
            help="say what the paths stand below: `--base-url URL`" if seen.others else None,
        )
    outcome = watch.conduct.outcome(job.selection.adjust(api))
    redactor = Redactor(seen.secrets)
    findings = [redactor.finding(finding) for finding in outcome.findings]
    weighed = weigh(findings, options, settings)
    tags = {operation.label: tuple(operation.tags) for operation in api.operations}
    wire = WireRun(
        base_url=seen.base_url,
        description=target.name,
        started=seen.started,
        seconds=0.0,
        seed=None,
        requests=seen.count,
        reached=tuple(
            Reached(*each)._replace(tags=tags[each.operation], reason=_reason(each.state, each.reason))
            for each in reach.report()
        ),
        judgements=tuple(outcome.judgements),
        exchanges=tuple(map(redactor.exchange, watch.kept(findings))),
        shown=seen.shown,
        notes=tuple(seen.notes()),
    )
    run = Run(
        rules=rules,
        files=1,
        operations=len(api.operations),
        suppressed=outcome.suppressed,
        baselined=weighed.known,
        milder=weighed.milder,
        quiet=options.quiet,
        statistics=options.statistics,
        wire=wire,
    )
    output.write(weighed.shown, run)
    for bug in watch.bugs:
        tell_bug(bug)
    return exits.BUG if watch.bugs else exit_code(weighed.counted, least)


class _Seen:
    """Makes exchanges of what was recorded, and counts what is not the service's."""

    def __init__(self, api: Api, base_url: str) -> None:
        self._placing = Placing(api, [normalised(base_url, "--base-url")] if base_url else None)
        self.base_url = self._placing.bases[0]
        self.count = 0
        self.started = ""
        self.others = 0
        self._unknown: Counter[str] = Counter()
        self._keys = _keys(api)
        self._schemes: dict[str, str] = {}
        self.secrets: dict[str, str] = {}

    def take(self, entry: Recorded, watch: Watch) -> None:
        """Hands an exchange to the rules."""
        base, route, path = self._placing.find(entry.method, entry.url)
        if route is None:
            self.others += 1
            if len(self._unknown) < MOST_UNKNOWN:
                self._unknown[f"{entry.method} {path or urlsplit(entry.url).path}"] += 1
            return
        if not self.count:
            self.base_url, self.started = base, entry.started
        self.count += 1
        for name, value in entry.answer.headers:
            if name.lower() == "set-cookie":
                self._hide(value.partition(";")[0].partition("=")[2])
        watch.see(Exchange(self._request(entry, path), entry.answer, self.count, "recorded"), route.operation)

    def shown(self, request: Request) -> Request:
        """A request as it may be printed: the secrets of the recording are gone, `$TOKEN` stands for them."""
        for name, scheme in self._schemes.items() if request.credentials is Credentials.MAIN else ():
            request = request.with_header(name, f"{scheme}$TOKEN")
        return request

    def notes(self) -> Iterator[str]:
        """What was left out."""
        if self.others:
            named = [f"{what} ({number})" for what, number in self._unknown.most_common(MOST_NAMED)]
            more = len(self._unknown) - len(named)
            yield f"{self.others} recorded exchanges fit no operation: {', '.join(named)}" + (
                f" and {more} more" if more else ""
            )

    def _request(self, entry: Recorded, path: str) -> Request:
        """The request without credentials, which are remembered by their kind."""
        headers = tuple(field for field in entry.headers if field[0].lower() not in (*_SECRET, *self._keys))
        query = tuple(field for field in entry.query if field[0].lower() not in self._keys)
        for name, value in entry.headers:
            if name.lower() in (*_SECRET, *self._keys):
                scheme, space, secret = value.partition(" ")
                is_scheme = name.lower() == "authorization" and bool(space)
                self._schemes.setdefault(name, f"{scheme} " if is_scheme else "")
                self._hide(
                    *(each.partition("=")[2] for each in value.split(";")), secret if is_scheme else value
                )
        is_known = (headers, query) != (entry.headers, entry.query)
        credentials = entry.credentials or (Credentials.MAIN if is_known else Credentials.NONE)
        return Request(entry.method, path, query, headers, entry.body, credentials)

    def _hide(self, *secrets: str) -> None:
        for secret in secrets:
            if len(secret) >= SHORTEST and len(self.secrets) < MOST_SECRETS:
                self.secrets[secret.strip()] = "$TOKEN"


def _keys(api: Api) -> frozenset[str]:
    """The names under which API keys travel."""
    return frozenset(
        scheme.parameter_name.lower() for scheme in api.security_schemes.values() if scheme.type == "apiKey"
    )


def _reason(state: str, reason: str) -> str:
    return "not in the recording" if state == "never" else reason
