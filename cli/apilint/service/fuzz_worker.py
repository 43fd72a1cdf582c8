"""The only module that imports schemathesis: generates requests, sends them, and prints what came back.

It runs as a process of its own (`python -m apilint.service.fuzz_worker`), because checks and hooks of schemathesis are
global, and so that a hang or its memory ends with it. It reads one JSON object from standard input (the order that
`fuzzing.py` writes) and prints one JSON object a line: `{"sending": ...}` before each request, `{"sent": ...}` after
it, `{"judged": {id: kind}}` when it is known how some were meant, `{"phase": ...}`, `{"note": ...}`. Pinned to
schemathesis 4.32, whose engine is not a public API.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, Any

CHECKS = (
    "not_a_server_error", "negative_data_rejection", "positive_data_acceptance", "missing_required_header",
)  # fmt: skip
"""What needs to know how a request was made, or is worth a shorter one; the rest is judged by apilint's own lenses."""

PRECONDITIONS = ("if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range")

MOST_BYTES = 1 << 20
"""Of an answer's body that are handed on."""

JUDGES = {
    "negative": ("negative_data_rejection", "missing_required_header"),
    "positive": ("positive_data_acceptance",),
}


Say = Callable[[dict[str, Any]], None]


def main() -> None:
    """Carries out one order."""
    order = json.load(sys.stdin)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(
        sys.stderr.fileno(), sys.stdout.fileno()
    )  # whatever a library prints must not get between the lines
    os.environ.pop("SCHEMATHESIS_HOOKS", None)  # code of the user's that was meant for another tool
    say = partial(write_line, out, threading.Lock())
    for line in fuzz(order, say):
        say(line)


def write_line(out: IO[str], lock: threading.Lock, line: dict[str, Any]) -> None:
    """Writes one object as one line. The engine's threads speak at once, and a line must not get into another."""
    text = json.dumps(line) + "\n"
    with lock:
        out.write(text)
        out.flush()


def fuzz(order: dict[str, Any], say: Say) -> Iterator[dict[str, Any]]:
    """What happens, line by line; requests and answers are told by hooks, from inside of the engine's threads."""
    import schemathesis
    from schemathesis.engine import events, from_schema

    deadline = time.monotonic() + order["seconds"]
    schema: Any = schemathesis.openapi.from_dict(order["document"], config=_config(order))
    if order["only"]:
        schema = schema.include(name=order["only"])
    if order["leave_out"]:
        schema = schema.exclude(name=order["leave_out"])
    _announce(order, say)
    stream = from_schema(schema).execute()
    for event in stream:
        if isinstance(event, events.ScenarioFinished):
            yield {"judged": dict(_kinds(event.recorder))}
        elif isinstance(event, events.PhaseStarted):
            yield {"phase": event.phase.name.value.lower()}
        elif isinstance(event, events.NonFatalError):
            yield {"note": f"{event.label}: {_first_line(event.value)}"}
        elif isinstance(event, events.FatalError):
            yield {"note": f"schemathesis stopped: {_first_line(event.exception)}"}
        elif isinstance(event, events.EngineFinished):
            yield {"stopped": str(event.stop_reason.value)}
        if time.monotonic() > deadline:
            stream.stop()


def _config(order: dict[str, Any]) -> Any:
    from schemathesis import Config

    phases = {
        name: {"enabled": name in order["phases"]} for name in ("examples", "coverage", "fuzzing", "stateful")
    }
    return Config.from_dict(
        {
            "seed": order["seed"],
            "base-url": order["base_url"],
            "workers": order["workers"],
            "continue-on-failure": True,
            "request-timeout": order["timeout"],
            "headers": order["headers"],
            **({"rate-limit": order["rate"]} if order["rate"] else {}),
            "generation": {"max-examples": order["max_examples"], "database": "none", "mode": "all"},
            "phases": phases,
            "checks": {"enabled": False, **{name: {"enabled": True} for name in CHECKS}},
            "cache": {"enabled": False},
        }
    )


def _announce(order: dict[str, Any], say: Say) -> None:
    """Prints each request before it is sent, so that one that kills the service is known; adds query credentials."""
    import schemathesis

    keys = itertools.count(1)

    @schemathesis.hook
    def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
        for name, value in order["query"].items():
            case.query[name] = value
        _make_sense(case.headers, f"apilint-{order['seed']}-{next(keys)}")
        request = case.as_transport_kwargs(base_url=order["base_url"])
        prepared = _prepared(request)
        line = {"sending": _request(prepared.method, prepared.url, prepared.headers, prepared.body)}
        say({**line, "operation": case.operation.label})

    @schemathesis.hook
    def after_call(context: Any, case: Any, response: Any) -> None:
        say(_sent(case, response))


def _sent(case: Any, response: Any) -> dict[str, Any]:
    request = response.request
    return {
        "sent": _request(request.method, request.url, request.headers, request.body),
        "id": case.id,
        "operation": case.operation.label,
        "phase": case.meta.phase.name.value if case.meta is not None else "",
        "status": response.status_code,
        "headers": [[name, value] for name, values in response.headers.items() for value in values],
        "body": base64.b64encode((response.content or b"")[:MOST_BYTES]).decode(),
        "size": response.content_size,
        "seconds": response.elapsed,
    }


def _make_sense(headers: Any, key: str) -> None:
    """A made-up precondition only fails, and an idempotency key used twice is a mistake of the caller's."""
    for name in list(headers or ()):
        if name.lower() in PRECONDITIONS:
            del headers[name]
        elif "idempotency" in name.lower():
            headers[name] = str(uuid.uuid5(uuid.NAMESPACE_URL, key))


def _prepared(arguments: dict[str, Any]) -> Any:
    import requests

    names = ("method", "url", "headers", "files", "data", "params", "auth", "cookies", "json")
    return requests.Request(**{name: arguments[name] for name in names if name in arguments}).prepare()


def _kinds(recorder: Any) -> Iterator[tuple[str, str]]:
    for case_id, interaction in recorder.interactions.items():
        if interaction.response is not None and case_id in recorder.cases:
            case, checks = recorder.cases[case_id].value, recorder.checks.get(case_id, ())
            yield case_id, _kind(case, interaction.response.status_code, checks)


def _kind(case: Any, status: int, checks: Any) -> str:
    """`positive` or `negative` where schemathesis is sure of it, so that the answer can be judged by it; else empty."""
    from schemathesis.engine import Status

    mode = case.meta.generation.mode.value if case is not None and case.meta is not None else ""
    failed = {node.name for node in checks if node.status == Status.FAILURE}
    if mode == "negative" and (400 <= status < 500 or failed & set(JUDGES["negative"])):
        return "negative"
    if mode == "positive" and (200 <= status < 300 or failed & set(JUDGES["positive"])):
        return "positive"
    return ""


def _request(method: str, url: str, headers: Any, body: Any) -> dict[str, Any]:
    if isinstance(body, str):
        body = body.encode(errors="surrogateescape")
    fields = [
        [name, item if isinstance(item, str) else item.decode("latin-1")]
        for name, value in headers.items()
        for item in (value if isinstance(value, list) else [value])
    ]
    encoded = base64.b64encode(body).decode() if isinstance(body, bytes) else None
    return {"method": method, "url": url, "headers": fields, "body": encoded}


_UNREACHABLE = re.compile(
    r"connection (refused|reset|aborted|broken|error)|remote ?end ?closed|max retries", re.I
)


def _first_line(error: BaseException) -> str:
    """What went wrong, in one line; of a service that could not be spoken to in our words."""
    if _UNREACHABLE.search(f"{type(error).__name__} {error}"):
        return "the service did not answer, or closed the connection"
    if "timed out" in str(error).lower():
        return "the service did not answer in time"
    return (str(error).strip() or type(error).__name__).splitlines()[0][:300]


if __name__ == "__main__":
    main()
