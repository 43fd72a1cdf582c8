"""HAR 1.2: the exchanges kept, for browsers' tools, `apilint judge` and `apilint replay`."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from apilint_rules.core.finding import Finding
from apilint_rules.core.wire.exchange import Exchange, Fields, Request

from .. import __version__
from ._json_wire import wire_object
from .json import as_object
from .run import Run, WireRun


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """One log, an entry a line; empty for `check`. Credentials are the names of their variables.

    The findings and the run, as the JSON report has them, stand behind the entries in members that begin with `_`.
    """
    findings = list(findings)
    log = {"version": "1.2", "creator": {"name": "apilint", "version": __version__}}
    entries = [entry(exchange, run.wire) for exchange in run.wire.exchanges] if run.wire else []
    yield '{"log": ' + json.dumps(log)[:-1] + ', "entries": ['
    for at, each in enumerate(entries):
        yield json.dumps(each, ensure_ascii=False) + ("," if at + 1 < len(entries) else "")
    if run.wire is None:
        yield "]}}"
        return
    own = {
        "_findings": [as_object(finding, run.wire) for finding in findings],
        "_wire": wire_object(findings, run.wire),
    }
    yield "], " + json.dumps(own, ensure_ascii=False)[1:-1] + "}}"


def entry(exchange: Exchange, wire: WireRun) -> dict[str, Any]:
    """One exchange. What HAR has no name for stands in members that begin with `_`."""
    milliseconds = round(exchange.answer.seconds * 1000, 3)
    return {
        "startedDateTime": wire.started,
        "time": milliseconds,
        "request": _request(wire.shown(exchange.request), wire.base_url),
        "response": _response(exchange),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        "_number": exchange.number,
        "_phase": exchange.phase,
        "_credentials": exchange.request.credentials.value,
    }


def _request(request: Request, base_url: str) -> dict[str, Any]:
    sent: dict[str, Any] = {
        "method": request.method,
        "url": base_url + quote(request.target, safe="%/?:@!$&'()*+,;=-._~"),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _fields(request.headers),
        "queryString": _fields(request.query),
        "headersSize": -1,
        "bodySize": len(request.body or b""),
    }
    if request.body is not None:
        text, encoding = _text(request.body)
        sent["postData"] = {"mimeType": request.header("content-type") or "", "text": text}
        sent["postData"] |= {"_encoding": encoding} if encoding else {}
    return sent


def _response(exchange: Exchange) -> dict[str, Any]:
    answer = exchange.answer
    text, encoding = _text(answer.body)
    content = {"size": len(answer.body), "mimeType": answer.content_type, "text": text}
    return {
        "status": answer.status,
        "statusText": _phrase(answer.status),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _fields(answer.headers),
        "content": content | ({"encoding": encoding} if encoding else {}),
        "redirectURL": answer.header("location") or "",
        "headersSize": -1,
        "bodySize": len(answer.body),
        "_isCut": answer.is_cut,
    }


def _fields(fields: Fields) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in fields]


def _text(body: bytes) -> tuple[str, str]:
    """A body as text, and the encoding where it is none."""
    try:
        return body.decode(), ""
    except UnicodeDecodeError:
        return base64.b64encode(body).decode(), "base64"


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
