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
    new["paths"]["/orders"]["get"]["parameters"][0]["schema"]["maximum"] = 1
    assert usages(folder, new, "parameter-narrowed") == [(1, False, "2026-11-03", 0)]
    new["paths"]["/orders"]["get"]["parameters"][0]["schema"]["maximum"] = 2
    assert usages(folder, new, "parameter-narrowed") == [(0, False, None, 0)]


def test_properties_of_requests_are_counted(folder: Path) -> None:
    new = old()
    new["components"]["schemas"]["In"]["properties"]["note"]["minLength"] = 2
    assert usages(folder, new, "request-narrowed") == [(1, False, "2026-11-04", 0)]
    new["components"]["schemas"]["In"]["properties"]["note"]["minLength"] = 1
    assert usages(folder, new, "request-narrowed") == [(0, False, None, 0)]
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


KINDS = ["plain", "gift", "old"]
FORM = "application/x-www-form-urlencoded"


def shipping() -> dict[str, Any]:
    """A description of which values are taken away one by one."""
    text, kind = {"type": "string"}, {"type": "string", "enum": KINDS}
    names = {"type": "array", "items": dict(kind)}
    schema = {
        "type": "object",
        "properties": {
            "kind": kind,
            "size": {"type": "integer"},
            "colour": {**text, "x-extensible-enum": KINDS},
        },
    }
    parameters = [
        {"name": "area", "in": "path", "required": True, "schema": dict(text)},
        {"name": "kind", "in": "query", "schema": dict(names)},
        {"name": "kinds", "in": "query", "explode": False, "style": "form", "schema": dict(names)},
        {"name": "X-Kind", "in": "header", "schema": dict(kind)},
    ]
    media = {"schema": {"$ref": "#/components/schemas/Parcel"}}
    content = dict.fromkeys(("application/json", FORM, "multipart/form-data"), media)
    operation = {
        "parameters": parameters,
        "requestBody": {"content": content},
        "responses": {"204": {"description": "done"}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Parcels", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com/v1"}],
        "paths": {"/{area}/parcels": {"post": operation}},
        "components": {"schemas": {"Parcel": schema}},
    }
    return json.loads(json.dumps(document))  # type: ignore[no-any-return]


def posted(
    text: str, media_type: str = "application/json", path: str = "/north/parcels", **headers: str
) -> dict[str, Any]:
    entry = call("POST", path, 204)
    fields = {"Content-Type": media_type, **headers}
    entry["request"]["headers"] = [{"name": name.replace("_", "-"), "value": fields[name]} for name in fields]
    entry["request"]["postData"] = {"mimeType": media_type, "text": text}
    return entry


PARCELS = [
    posted('{"kind": "old"}'),
    posted('{"kind": "old", "size": 70}'),
    posted('{"kind": "gift", "size": 7, "colour": "old"}', path="/south/parcels"),
    posted('{"kind": "never in any contract"}', path="/north/parcels?kind=gift&kind=old"),
    posted("kind=old&size=70", FORM, path="/north/parcels?kinds=plain,old"),
    posted(
        '--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nold\r\n--x--',
        "multipart/form-data; boundary=x",
    ),
    posted("{}", X_Kind="old"),
    {
        **call("POST", "/north/parcels", 204),
        "request": {**call("POST", "/north/parcels", 204)["request"], "bodySize": 9},
    },
]


def parcels(folder: Path, new: dict[str, Any], rule: str) -> tuple[int, int, str]:
    """How many calls would be refused, how many cannot be told, and the words of it."""
    (folder / "old.yaml").write_text(yaml.safe_dump(shipping(), sort_keys=False))
    (folder / "traffic.har").write_text(json.dumps({"log": {"entries": PARCELS}}))
    [finding] = diff(folder, new, "--select", rule, "-f", "json").findings
    usage = finding["usage"]
    assert (usage["calls"], usage["is_refusal"]) == (len(PARCELS), True)
    [line] = [line for line in diff(folder, new, "--select", rule).out.splitlines() if "= usage: " in line]
    return usage["seen"], usage["unread"], line.partition("usage: ")[2]


def test_calls_that_would_be_refused_are_counted(folder: Path) -> None:
    new = shipping()
    del new["components"]["schemas"]["Parcel"]["properties"]["kind"]["enum"][2]
    words = "3 of 8 calls would be refused, last on 2026-11-01 (the bodies of 2 were not recorded)"
    assert parcels(folder, new, "request-narrowed") == (3, 2, words)
    new = shipping()
    new["components"]["schemas"]["Parcel"]["properties"]["size"]["maximum"] = 69
    assert parcels(folder, new, "request-narrowed")[:2] == (2, 2)
    new["components"]["schemas"]["Parcel"]["properties"]["size"]["maximum"] = 70
    words = "none of 8 calls would be refused (the bodies of 2 were not recorded)"
    assert parcels(folder, new, "request-narrowed") == (0, 2, words)
    new = shipping()
    del new["components"]["schemas"]["Parcel"]["properties"]["colour"]["x-extensible-enum"][2]
    assert parcels(folder, new, "request-narrowed")[:2] == (1, 2)


@pytest.mark.parametrize(("parameter", "seen"), [(0, 1), (1, 1), (2, 1), (3, 1)])
def test_values_of_parameters_that_would_be_refused_are_counted(
    parameter: int, seen: int, folder: Path
) -> None:
    new = shipping()
    schema = new["paths"]["/{area}/parcels"]["post"]["parameters"][parameter]["schema"]
    if parameter:
        del schema.get("items", schema)["enum"][2]
    else:
        schema["pattern"] = "^north$"
    assert parcels(folder, new, "parameter-narrowed")[:2] == (seen, 0)


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


def test_reports_of_a_run_are_recordings_too(folder: Path) -> None:
    """The same calls as HAR, NDJSON and JSON; of the answers JSON keeps only the status."""
    new = old()
    del new["paths"]["/orders"]["post"]
    del new["components"]["schemas"]["Address"]["properties"]["floor"]
    lines = [json.dumps({"type": "exchange", "exchange": entry}) for entry in TRAFFIC]
    (folder / "traffic.ndjson").write_text(
        "\n".join([*lines, '{"type": "run", "summary": {}}', '{"type": "exch'])
    )
    kept = [
        {
            "number": number, "phase": "plan", "method": entry["request"]["method"], "path": "/orders",
            "query": [["page", "2"]], "headers": [], "body": None, "encoding": "utf-8", "credentials": "none",
            "status": entry["response"]["status"],
        }
        for number, entry in enumerate(TRAFFIC[:5])
    ]  # fmt: skip
    report = {"base_url": "http://127.0.0.1:7/v1", "started": "2026-11-09T10:00:00Z", "exchanges": kept}
    (folder / "traffic.json").write_text(json.dumps({"version": 1, "findings": [], "wire": report}, indent=2))
    severe = ("--severity", "response-property-removed=warning", "-f", "json")
    for name, floors, unread in (("traffic.har", 1, 1), ("traffic.ndjson", 1, 1), ("traffic.json", 0, 3)):
        (folder / "new.yaml").write_text(yaml.safe_dump(new, sort_keys=False))
        run = apilint("diff", "old.yaml", "new.yaml", "--usage", name, *severe, cwd=folder)
        usage = {each["rule"]: each["usage"] for each in run.findings}
        assert (usage["operation-removed"]["seen"], usage["operation-removed"]["calls"]) == (2, 5)
        floor = usage["response-property-removed"]
        assert (name, floor["seen"], floor["unread"]) == (name, floors, unread)


def test_traffic_of_another_base_path_is_placed_by_an_option(folder: Path) -> None:
    text = (
        (folder / "traffic.har")
        .read_text()
        .replace("https://api.example.com/v1", "http://127.0.0.1:8000/shop")
    )
    (folder / "traffic.har").write_text(text)
    new = old()
    del new["paths"]["/orders"]["post"]
    run = diff(folder, new)
    assert (run.code, "--base-url URL" in run.err) == (2, True)
    at = ("--base-url", "http://127.0.0.1:8000/shop/")
    assert usages(folder, new, "operation-removed", *at) == [(2, False, "2026-11-04", 0)]
    assert "write `--base-url http" in diff(folder, new, "--base-url", "shop").err


HOSTILE = {
    "empty": (b"", "has no `entries`"),
    "cut off": (b'{"log": {"entries": [{"request": {"method": "G', "is no HAR: "),
    "a list": (b"[1, 2]", "has no `entries`"),
    "of nothing": (b'{"log": {"entries": [1, null, [], {"request": 5}]}}', "holds no exchange"),
    "deep": (b'{"log": {"entries": [' + b"[" * 200_000, "is no HAR: "),
    "bytes": (bytes(range(256)) * 999, "has no `entries`"),
    "lines of nothing": (b'{"type": "exchange"}\n[1]\n{"type": "exchange", "exchange": 7}\n', "holds no exchange"),
    "lines that are none": (b'{"type": "run"}\n\n{"type": oops}\n', "line 3: "),
    "a report of a check": (b'{"version": 1, "findings": []}', "a JSON report without exchanges"),
    "numbers without end": (
        b'{"log": {"entries": [{"request": {"method": "GET", "url": "https://api.example.com/v1/orders"},'
        b' "response": {"status": Infinity}}, {"request": {"method": "GET", "url": "https://api.example.com/v1/orders"},'
        b' "time": 1e999, "response": {"status": 200, "content": {"size": Infinity}}}]}}',
        "holds no exchange",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_recording_is_refused_in_one_line(name: str, folder: Path) -> None:
    text, message = HOSTILE[name]
    (folder / "traffic.har").write_bytes(text)
    run = diff(folder, old())
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("traffic.har: ")
    assert message in run.err


def test_a_recording_that_a_shell_wrote_as_utf_16_is_read(folder: Path) -> None:
    (folder / "traffic.har").write_text((folder / "traffic.har").read_text(), encoding="utf-16")
    new = old()
    del new["paths"]["/orders"]["post"]
    assert usages(folder, new, "operation-removed") == [(2, False, "2026-11-04", 0)]


def test_traffic_below_another_host_is_this_services_too(folder: Path) -> None:
    text = (folder / "traffic.har").read_text().replace("https://api.example.com", "http://127.0.0.1:8000")
    (folder / "traffic.har").write_text(text)
    new = old()
    del new["paths"]["/orders"]["post"]
    assert usages(folder, new, "operation-removed") == [(2, False, "2026-11-04", 0)]
