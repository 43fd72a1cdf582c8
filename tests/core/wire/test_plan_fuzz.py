"""The planner over the corpus, as it is and mangled, against services that answer whatever they like."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apilint_rules.core.api.build import build
from apilint_rules.core.api.model import Api
from apilint_rules.core.document import Document
from apilint_rules.core.references import Library
from apilint_rules.core.text.reading import TextError
from apilint_rules.core.version import version_of
from apilint_rules.core.wire.exchange import Answer, Exchange, Request
from apilint_rules.core.wire.make import Maker
from apilint_rules.core.wire.plan import MOST_REQUESTS, plan, tidy
from apilint_rules.core.wire.probe import Steps, UnsendableError
from apilint_rules.core.wire.reach import Reach
from apilint_rules.core.wire.situation import Situation
from support import SHARED, no_files
from test_fuzz import EXAMPLES, mangled_structure

SMALL = 400_000
CORPUS = sorted(
    path
    for folder in ("dev", "nasty")
    for path in (SHARED / "corpus" / folder).glob("*.*")
    if path.suffix in (".json", ".yaml") and path.stat().st_size < SMALL
)
ODD: list[Any] = [
    None, [], {}, [[]], [None], "text", 5, {"id": 5}, {"id": "a/b"}, {"id": ""}, {"id": None}, {"data": {"id": 7}}, [{"id": 1}, {"id": 2}],
    {"items": [{"id": "x"}], "next": "/more"}, ["a", "b"], {"message": "name is required"}, {"token": "t"}, [{"id": {"id": 1}}], {"": ""},
]  # fmt: skip
STATUSES = [200, 201, 202, 204, 302, 400, 401, 403, 404, 405, 406, 409, 412, 415, 422, 428, 429, 500, 503]
LOCATIONS = ["", "/", "/x/1", "http://elsewhere.example/x", "//", "%", "?a", "/pets/7", "\u00e9"]


def api_of(raw: bytes, name: str) -> Api:
    document = Document(name, f"file:///{name}", raw)
    library = Library(no_files)
    library.add(document)
    return build(document, version_of(document), library)


def run(api: Api, seed: int) -> list[Exchange]:
    """What is sent to a service that throws dice; two of three requests are accepted."""
    pick = random.Random(seed)
    situation, maker, reach = Situation(api), Maker(api, seed), Reach(api)
    sent: list[Exchange] = []

    def service(request: Request) -> Exchange:
        check(request)
        if pick.random() < 0.02:
            raise UnsendableError("no answer")
        status = pick.choice(STATUSES) if pick.random() < 0.4 else pick.choice([200, 201])
        headers = (("Location", pick.choice(LOCATIONS)), ("ETag", '"1"')) if pick.random() < 0.3 else ()
        sent.append(
            Exchange(request, Answer(status, headers, json.dumps(pick.choice(ODD)).encode()), len(sent) + 1)
        )
        return sent[-1]

    drive(plan(situation, maker, reach), service)
    assert len(sent) <= (MOST_REQUESTS + 12) * len(api.operations)
    drive(tidy(situation), service)
    for progress in reach.report():
        assert progress.state in ("accepted", "refused", "never")
        assert bool(progress.reason) is (progress.state != "accepted")
    return sent


def drive(steps: Steps[None], service: Any) -> None:
    try:
        request = next(steps)
        while True:
            try:
                exchange = service(request)
            except UnsendableError as error:
                request = steps.throw(error)
            else:
                request = steps.send(exchange)
    except StopIteration:
        return


def check(request: Request) -> None:
    """Whether a client can send it at all: one line for the target, one for each header."""
    assert request.path.startswith("/")
    request.target.encode("ascii")
    assert not set(request.target) & set(" \r\n{}")
    for name, value in request.headers:
        assert name
        assert all(" " <= char <= "~" for char in name + value), (name, value)
    assert request.body is None or type(request.body) is bytes


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_a_plan_for_any_description_comes_to_its_end(path: Path) -> None:
    try:
        api = api_of(path.read_bytes(), path.name)
    except (TextError, ValueError):
        pytest.skip("no description")
    if len(api.operations) > 150:
        api.views[type(api.operations[0])] = api.operations[:150]
    run(api, 1)


@settings(max_examples=max(30, int(os.environ.get("APILINT_FUZZ", "0")) // 10), deadline=None,
          suppress_health_check=list(HealthCheck), derandomize=EXAMPLES == 300)  # fmt: skip
@given(st.integers(0, 2**32))
def test_a_plan_for_a_mangled_description_comes_to_its_end(seed: int) -> None:
    try:
        raw = json.dumps(mangled_structure(seed), default=str, allow_nan=False).encode()
        api = api_of(raw, "openapi.json")
    except (TypeError, ValueError, TextError):
        return
    run(api, seed)
