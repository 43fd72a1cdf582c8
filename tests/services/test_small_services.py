"""The service that dies on one request, the one with a logout, and the shop as an application without a port."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import httpx
import pytest
from shopping import bearer

from logout import LOGIN, TOKEN
from running import service
from shop.app import create_app

NOTE = {"text": "buy tea", "priority": 3}


@pytest.fixture
def notes() -> Iterator[httpx.Client]:
    with service("mortal") as url, httpx.Client(base_url=url, timeout=30, verify=False) as client:
        yield client


def test_the_mortal_one_answers_all_other_requests(notes: httpx.Client) -> None:
    created = notes.post("/notes", json=NOTE)
    path = created.headers["location"]
    assert (created.status_code, notes.get(path).json()) == (201, created.json())
    assert notes.put(path, json={**NOTE, "priority": 9}).json()["priority"] == 9
    assert notes.post("/notes", json={**NOTE, "priority": 10}).status_code == 201
    assert [notes.put(path, json={**NOTE, "priority": bad}).status_code for bad in (0, 11, "10")] == [422] * 3
    assert notes.put("/notes/nothing", json=NOTE).status_code == 404
    assert (notes.delete(path).status_code, notes.delete(path).status_code) == (204, 404)
    assert len(notes.get("/notes").json()["items"]) == 1
    assert notes.get("/health").json() == {"status": "up"}


@pytest.mark.parametrize("exists", [True, False])
def test_the_mortal_one_dies_of_the_highest_priority(notes: httpx.Client, exists: bool) -> None:
    path = notes.post("/notes", json=NOTE).headers["location"] if exists else "/notes/nothing"
    with pytest.raises(httpx.TransportError):
        notes.put(path, json={**NOTE, "priority": 10})
    with pytest.raises(httpx.TransportError):
        notes.get("/health")


def test_the_mortal_one_describes_what_kills_it_as_valid(notes: httpx.Client) -> None:
    schemas = notes.get("/openapi.json").json()["components"]["schemas"]
    assert schemas["NoteInput"]["properties"]["priority"]["maximum"] == 10


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_logout_revokes_the_session_until_the_next_login(method: str) -> None:
    with (
        service("logout") as url,
        httpx.Client(base_url=url, headers=bearer(TOKEN), timeout=30, verify=False) as client,
    ):
        assert client.get("/tasks").status_code == 200
        assert client.request(method, "/logout").status_code == 200
        refused = client.get("/tasks/1")
        assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
        assert client.post("/login", json={**LOGIN, "password": "wrong"}).status_code == 401
        assert client.get("/tasks").status_code == 401
        assert client.post("/login", json=LOGIN).json() == {"token": TOKEN}
        assert client.get("/tasks").status_code == 200


def test_the_logout_can_be_left_out() -> None:
    paths = []
    for options in ((), ("--without-logout",)):
        with service("logout", *options) as url:
            paths.append(set(httpx.get(f"{url}/openapi.json", verify=False).json()["paths"]))
    assert paths[0] - paths[1] == {"/logout"}
    assert paths[1] < paths[0]


def test_the_shop_is_an_application_with_faults_of_its_own() -> None:
    async def allowed(*faults: str) -> str | None:
        transport = httpx.ASGITransport(create_app(faults))
        async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
            answer = await client.delete("/orders")
            return answer.headers.get("allow")

    assert asyncio.run(allowed("405-without-allow")) is None
    assert asyncio.run(allowed()) == "GET, HEAD, OPTIONS, POST"
