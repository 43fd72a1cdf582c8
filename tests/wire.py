"""Rules run over written exchanges: the service is a script, and a probe must ask for what the script answers."""

from __future__ import annotations

from typing import Any

from apilint_rules.core import Api, Exchange, Operation, Request, Situation
from apilint_rules.core.api.build import build
from apilint_rules.core.engine import Selected
from apilint_rules.core.finding import Finding
from apilint_rules.core.references import Library
from apilint_rules.core.rule import Rule
from apilint_rules.core.version import version_of
from apilint_rules.core.wire.conduct import Conduct, WireOutcome
from apilint_rules.core.wire.transcript import Transcript, read_all
from support import TODAY, as_document, no_files


def api_of(text: str) -> Api:
    """The description of an example."""
    document = as_document(text)
    library = Library(no_files)
    library.add(document)
    return build(document, version_of(document), library)


class AnotherScriptError(Exception):
    """The first request is not that of the script."""


class Script:
    """A service that answers as it is written. What it is asked for must be what comes next."""

    def __init__(self, exchanges: list[Exchange]) -> None:
        self.exchanges = list(exchanges)
        self.waiting = list(exchanges)

    def __call__(self, request: Request) -> Exchange:
        assert self.waiting, f"the script has no answer to {request.method} {request.target}"
        written = self.waiting.pop(0)
        wanted = written.request
        if written is self.exchanges[0] and (request.method, request.target) != (
            wanted.method,
            wanted.target,
        ):
            raise AnotherScriptError
        assert (request.method, request.target) == (wanted.method, wanted.target)
        assert request.credentials is wanted.credentials
        for name, value in wanted.headers:
            assert request.header(name) == value, f"{request} lacks {name}: {value}"
        if wanted.body is not None:
            assert request.json == wanted.json if wanted.json is not None else request.body == wanted.body
        return Exchange(request, written.answer, written.number)


def outcomes(rule: Rule, text: str, api_text: str = "", **options: Any) -> list[WireOutcome]:
    """What a rule makes of each transcript in a text.

    One without `---` is looked at by the exchange lenses; one with it is played by the probes that ask for its first
    request, of the first operation that a probe is about (in the order of the transcript), the part above being known.
    """
    api = api_of(api_text or rule.wire_api)
    chosen = {name: options.get(name, option.default) for name, option in rule.options.items()}
    found = []
    for script in read_all(text):
        conduct = Conduct(api, [Selected(rule, rule.severity, chosen)], TODAY)
        situation = Situation(api)
        for exchange in script.before:
            situation.record(exchange)
        (_play if script.is_script else _see)(conduct, api, situation, script)
        found.append(conduct.outcome())
    return found


def findings_of_transcripts(rule: Rule, text: str, api_text: str = "", **options: Any) -> list[list[Finding]]:
    """The findings of each transcript in a text."""
    return [outcome.findings for outcome in outcomes(rule, text, api_text, **options)]


def severities(rule: Rule, text: str, api_text: str = "", **options: Any) -> list[str]:
    """The severities of what is found in one transcript."""
    (findings,) = findings_of_transcripts(rule, text, api_text, **options)
    return [finding.severity.value for finding in findings]


def _see(conduct: Conduct, api: Api, situation: Situation, script: Transcript) -> None:
    for exchange in script.then:
        route = situation.router.find(exchange.request.method, exchange.request.path)
        assert route, f"the description has no {exchange.request.method} {exchange.request.path}"
        conduct.see(exchange, route.operation)


def _play(conduct: Conduct, api: Api, situation: Situation, script: Transcript) -> None:
    operation = _first_probed(conduct, api, situation, script)
    played = 0
    for choice, lens in conduct.probes(operation):
        service = Script(script.then)
        try:
            conduct.probe(choice, lens, operation, situation, service)
        except AnotherScriptError:
            continue
        assert not service.waiting, f"nobody asked for {service.waiting}"
        played += 1
    assert played, f"no probe begins with {script.then[0]}"


def _first_probed(conduct: Conduct, api: Api, situation: Situation, script: Transcript) -> Operation:
    asked = [exchange.request for exchange in (*script.before, *script.then)]
    found = [situation.router.find(request.method, request.path) for request in asked]
    routes = [route for route in found if route]
    routes += [route for request in asked for route in situation.router.matching(request.path)]
    for operation in [route.operation for route in routes] + api.operations:
        if list(conduct.probes(operation)):
            return operation
    raise AssertionError("no probe of the rule is about an operation of the transcript")
