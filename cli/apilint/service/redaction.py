"""Takes secrets out of whatever is reported: a service may send back what it was sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from apilint_rules.core.finding import Finding
from apilint_rules.core.wire.exchange import Answer, Exchange, Fields, Request

SHORTEST = 4
"""Characters; what is shorter stands in any text by chance."""


class Redactor:
    """Puts names in the places of secrets. The mapping may grow while the run lasts."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self._secrets = secrets
        self._count = -1
        self._spellings: list[tuple[str, str]] = []

    def text(self, text: str) -> str:
        """A text without secrets, however they are spelt: as they are, in a URL, in JSON."""
        for spelling, name in self._all():
            if spelling in text:
                text = text.replace(spelling, name)
        return text

    def finding(self, finding: Finding) -> Finding:
        """A finding with its evidence."""
        return finding._replace(
            message=self.text(finding.message),
            help=self.text(finding.help) if finding.help else finding.help,
            evidence=tuple(map(self.exchange, finding.evidence)),
        )

    def exchange(self, exchange: Exchange) -> Exchange:
        """An exchange; the same object where it holds no secret."""
        request, answer = self._request(exchange.request), self._answer(exchange.answer)
        if (request, answer) == (exchange.request, exchange.answer):
            return exchange
        return replace(exchange, request=request, answer=answer)

    def _request(self, request: Request) -> Request:
        return request.but(
            path=self.text(request.path),
            query=self._fields(request.query),
            headers=self._fields(request.headers),
            body=self._bytes(request.body) if request.body else request.body,
        )

    def _answer(self, answer: Answer) -> Answer:
        return replace(answer, headers=self._fields(answer.headers), body=self._bytes(answer.body))

    def _fields(self, fields: Fields) -> Fields:
        return tuple((self.text(name), self.text(value)) for name, value in fields)

    def _bytes(self, raw: bytes) -> bytes:
        for spelling, name in self._all():
            secret = spelling.encode(errors="surrogateescape")
            if secret in raw:
                raw = raw.replace(secret, name.encode())
        return raw

    def _all(self) -> list[tuple[str, str]]:
        """Every spelling with its name, the longest first, since one may be a part of another."""
        if self._count != len(self._secrets):
            self._count = len(self._secrets)
            found: dict[str, str] = {}
            for secret, name in self._secrets.items():
                if len(secret) >= SHORTEST:
                    for spelling in (secret, quote(secret, safe=""), json.dumps(secret)[1:-1]):
                        found.setdefault(spelling, name)
            self._spellings = sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))
        return self._spellings
