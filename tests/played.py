"""Probes played against a function that answers requests: for services that are easier computed than written down."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from apilint_rules.core import Answer, Exchange, Request, Situation
from apilint_rules.core.engine import Selected
from apilint_rules.core.registry import load_rules
from apilint_rules.core.wire.conduct import Conduct, WireOutcome
from support import TODAY
from wire import api_of

Service = Callable[[Request], Answer]
RULES = load_rules()


def as_json(value: Any, status: int = 200, **headers: str) -> Answer:
    """A JSON answer; `next_page` in `headers` is `Next-Page`."""
    fields = [(name.replace("_", "-"), text) for name, text in headers.items()]
    return Answer(status, (("Content-Type", "application/json"), *fields), json.dumps(value).encode())


def play(rule_id: str, text: str, service: Service, *known: Request, **situation: Any) -> WireOutcome:
    """What the probes of a rule make of a service, whose answers to the `known` requests have been recorded before.

    All exchanges are seen by the rule's other lenses too, as the driver does it.
    """
    api, rule = api_of(text), RULES[rule_id]
    options = {name: option.default for name, option in rule.options.items()}
    conduct = Conduct(api, [Selected(rule, rule.severity, options)], TODAY)
    surroundings = Situation(api, **situation)
    sent: list[Exchange] = []

    def send(request: Request) -> Exchange:
        exchange = Exchange(request, service(request), len(sent) + 1)
        sent.append(exchange)
        route = surroundings.router.find(request.method, request.path)
        if route:
            conduct.see(exchange, route.operation)
        return exchange

    for request in known:
        surroundings.record(send(request))
    for operation in api.operations:
        for choice, lens in conduct.probes(operation):
            conduct.probe(choice, lens, operation, surroundings, send)
    return conduct.outcome()


def told(outcome: WireOutcome) -> list[tuple[str, str]]:
    """Severity and message of each finding."""
    return [(finding.severity.name, finding.message) for finding in outcome.findings]


def reasons(outcome: WireOutcome) -> list[str]:
    """Why operations could not be judged."""
    return [judgement.reason for judgement in outcome.judgements if judgement.reason]
