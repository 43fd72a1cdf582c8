"""`apilint diff --usage traffic.har`: how often recorded traffic has to do with what breaks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from program import Ended, apilint

ADDRESS = {"type": "object", "properties": {"zip": {"type": "string"}, "floor": {"type": "string"}}}
ORDER = {
    "type": "object",
    "required": ["article", "total"],
    "properties": {
        "article": {"type": "string", "maxLength": 40},
        "total": {"type": "number"},
        "note": {"type": "string", "maxLength": 200},
        "address": {"$ref": "#/components/schemas/Address"},
        "lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
    },
}
LINE = {"type": "object", "required": ["sku"], "properties": {"sku": {"type": "string"}}}
IN = {"type": "object", "properties": {key: ORDER["properties"][key] for key in ("article", "note", "lines")}}  # type: ignore[index]


def query(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "integer"}, **more}


def answer(schema: str) -> dict[str, Any]:
    media = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {
        "description": "one",
        "headers": {"X-Total": {"schema": {"type": "integer"}}},
        "content": {"application/json": media},
    }


def old() -> dict[str, Any]:
    """The description that the traffic was recorded by."""
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/In"}}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Orders", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com/v1"}],
        "paths": {
            "/orders": {
                "get": {
                    "parameters": [query("page"), query("limit")],
                    "responses": {"200": answer("Order"), "206": answer("Order")},
                },
                "post": {"requestBody": body, "responses": {"201": answer("Order")}},
                "delete": {"responses": {"204": {"description": "gone"}}},
            }
        },
        "components": {"schemas": {"Order": ORDER, "In": IN, "Address": ADDRESS, "Line": LINE}},
    }
    return json.loads(json.dumps(document))  # type: ignore[no-any-return]


def call(
    method: str, path: str, status: int, sent: Any = None, got: Any = None, day: str = "01"
) -> dict[str, Any]:
    """An entry of a HAR; the text `LEFT OUT` stands for an answer that the recorder left out."""
    is_out = got == "LEFT OUT"
    request: dict[str, Any] = {"method": method, "url": f"https://api.example.com/v1{path}", "headers": []}
    if sent is not None:
        request["headers"] = [{"name": "Content-Type", "value": "application/json"}]
        request["postData"] = {"text": json.dumps(sent)}
    content = {"size": 99} if is_out else {"size": 9, "text": "" if got is None else json.dumps(got)}
    headers = [{"name": "Content-Type", "value": "application/json"}, {"name": "x-total", "value": "3"}]
    return {
        "startedDateTime": f"2026-11-{day}T10:00:00Z",
        "time": 1,
        "request": request,
        "response": {"status": status, "headers": headers if got else [], "content": content},
    }


TRAFFIC = [
    call("GET", "/orders?page=2", 200, got={"article": "a", "total": 1, "address": {"floor": "3"}}, day="03"),
    call("GET", "/orders", 200, got={"article": "a", "total": 1}),
    call("GET", "/orders?limit=5", 206, got="LEFT OUT", day="02"),
    call("POST", "/orders", 201, {"article": "a", "lines": [{"sku": "s"}, {}]}, {"article": "a"}),
    call("POST", "/orders", 201, {"note": "n"}, {"article": "a"}, day="04"),
    call("GET", "/elsewhere", 404),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "traffic.har").write_text(json.dumps({"log": {"version": "1.2", "entries": TRAFFIC}}))
    (tmp_path / "old.yaml").write_text(yaml.safe_dump(old(), sort_keys=False))
    return tmp_path


def diff(folder: Path, new: dict[str, Any], *options: str) -> Ended:
    (folder / "new.yaml").write_text(yaml.safe_dump(new, sort_keys=False))
    return apilint("diff", "old.yaml", "new.yaml", "--usage", "traffic.har", *options, cwd=folder)


def usages(
    folder: Path, new: dict[str, Any], rule: str, *options: str
) -> list[tuple[int, bool, str | None, int]]:
    """Of each finding of a rule: how many calls, whether they lack something, the last day, how many are unknown."""
    run = diff(folder, new, "--select", rule, "-f", "json", *options)
    found = [each.get("usage") for each in run.findings]
    assert found
    assert all(each["calls"] == 5 for each in found)
    return [(each["seen"], each["is_lack"], each["last"], each["unread"]) for each in found]


def test_calls_of_an_operation_are_counted(folder: Path) -> None:
    new = old()
    del new["paths"]["/orders"]["delete"]
    assert usages(folder, new, "operation-removed") == [(0, False, None, 0)]
    del new["paths"]["/orders"]["post"]
    assert (2, False, "2026-11-04", 0) in usages(folder, new, "operation-removed")


def test_parameters_are_counted_where_they_are_sent_or_where_they_lack(folder: Path) -> None:
    new = old()
    parameters = new["paths"]["/orders"]["get"]["parameters"]
    del parameters[0]
    assert usages(folder, new, "parameter-removed") == [(1, False, "2026-11-03", 0)]
    new = old()
    new["paths"]["/orders"]["get"]["parameters"][1]["required"] = True
    assert usages(folder, new, "parameter-became-required") == [(2, True, "2026-11-03", 0)]
    new["paths"]["/orders"]["get"]["parameters"].append(query("tenant", required=True))
    assert usages(folder, new, "required-parameter-added") == [(3, True, "2026-11-03", 0)]
    new = old()
    new["paths"]["/orders"]["get"]["parameters"][0]["schema"]["maximum"] = 100
    assert usages(folder, new, "parameter-narrowed") == [(1, False, "2026-11-03", 0)]


def test_properties_of_requests_are_counted(folder: Path) -> None:
    new = old()
    new["components"]["schemas"]["In"]["properties"]["note"]["maxLength"] = 100
    assert usages(folder, new, "request-narrowed") == [(1, False, "2026-11-04", 0)]
    new = old()
    new["components"]["schemas"]["In"]["required"] = ["article"]
    assert usages(folder, new, "request-narrowed") == [(1, True, "2026-11-04", 0)]
    new = old()
    new["components"]["schemas"]["Line"]["required"] = ["sku", "price"]
    new["components"]["schemas"]["Line"]["properties"]["price"] = {"type": "number"}
    assert usages(folder, new, "request-narrowed") == [(1, True, "2026-11-01", 0)]


def test_what_answers_hold_is_counted(folder: Path) -> None:
    new = old()
    del new["paths"]["/orders"]["get"]["responses"]["206"]
    assert usages(folder, new, "response-status-removed") == [(1, False, "2026-11-02", 0)]
    new = old()
    del new["components"]["schemas"]["Order"]["properties"]["total"]
    new["components"]["schemas"]["Order"]["required"] = ["article"]
    assert usages(folder, new, "response-widened") == [(2, False, "2026-11-03", 1)]
    new = old()
    del new["components"]["schemas"]["Address"]["properties"]["floor"]
    severe = "response-property-removed=warning"
    assert usages(folder, new, "response-property-removed", "--severity", severe) == [
        (1, False, "2026-11-03", 1)
    ]


def test_text_and_markdown_say_it_in_words_and_json_fits_its_schema(folder: Path) -> None:
    new = old()
    del new["paths"]["/orders"]["delete"], new["paths"]["/orders"]["post"]
    text = diff(folder, new).out
    assert "  = usage: never seen in 5 calls\n" in text
    assert "  = usage: seen in 2 of 5 calls, last on 2026-11-04\n" in text
    assert "<br>seen in 2 of 5 calls, last on 2026-11-04<br>" in diff(folder, new, "-f", "markdown").out
    schema = json.loads(apilint("schema", "report").out)
    jsonschema_rs.Draft202012Validator(schema).validate(json.loads(diff(folder, new, "-f", "json").out))


def test_a_break_of_another_service_s_traffic_is_refused(folder: Path) -> None:
    (folder / "traffic.har").write_text(json.dumps({"log": {"entries": [TRAFFIC[-1]]}}))
    run = diff(folder, old())
    assert (run.code, run.out) == (2, "")
    assert "traffic.har: holds no call of an operation of old.yaml" in run.err
    (folder / "traffic.har").write_text("{}")
    assert (diff(folder, old()).code, "is no HAR" in diff(folder, old()).err) == (2, True)
    (folder / "traffic.har").unlink()
    assert diff(folder, old()).code == 2


def test_traffic_below_another_host_is_this_services_too(folder: Path) -> None:
    text = (folder / "traffic.har").read_text().replace("https://api.example.com", "http://127.0.0.1:8000")
    (folder / "traffic.har").write_text(text)
    new = old()
    del new["paths"]["/orders"]["post"]
    assert usages(folder, new, "operation-removed") == [(2, False, "2026-11-04", 0)]
