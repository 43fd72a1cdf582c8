"""Every format says what a run against a live service found, how far it came, and how to see it again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import example_run as example
import jsonschema_rs
import pytest
from lxml import etree

from apilint.reporters._essential import essential
from apilint.reporters._json_schema import report_schema
from apilint.reporters._json_wire import request_of
from apilint_rules.core.wire.exchange import Request
from support import FIXTURES

GOLDEN = Path(__file__).parent / "golden"
SCHEMAS = FIXTURES.parent / "schemas"
EVIL = "</script><img src=x onerror=alert(1)>\x1b[31m\u202e`x`,|::error::\n%0A]]>&amp;"


def evil_run() -> tuple[list[example.Finding], example.Run]:
    """A run in which everything that a stranger may write is hostile."""
    sent = Request("POST", "/<img>", ((EVIL, EVIL),), (("X-Odd", EVIL),), EVIL.encode())
    shown = example.exchange(1, "POST", "/", 200, got={EVIL: EVIL}, headers=(("X-Odd", EVIL),))
    evidence = (example.Exchange(sent, shown.answer, 1, EVIL),)
    findings = [
        example.finding(
            "x", "error", EVIL, 5, help=EVIL, operation=EVIL, operations=(EVIL, "GET /"), evidence=evidence
        )
    ]
    wire = example.wire_run(
        reached=(example.Reached(EVIL, "refused", EVIL, {200: 1}, (EVIL,), (1.0, 2.0, 3.0), (EVIL,)),),
        judgements=(example.Judgement("x", EVIL, example.Verdict.UNJUDGED, EVIL),),
        exchanges=evidence,
        notes=(EVIL,),
        phases=(example.Phase(EVIL, 1, 1.0),),
    )
    return findings, example.run(wire)


@pytest.mark.parametrize("name", ["text", "json", "markdown"])
def test_report_is_as_it_was_read_and_found_good(name: str) -> None:
    assert example.report(name) == (GOLDEN / f"{name}.txt").read_text()


@pytest.mark.parametrize("is_evil", [False, True])
def test_json_follows_its_published_schema(is_evil: bool) -> None:
    validator = jsonschema_rs.Draft202012Validator(report_schema())
    report = example.report("json", *evil_run()) if is_evil else example.report("json")
    assert [str(error) for error in validator.iter_errors(json.loads(report))] == []


def test_json_of_two_runs_is_the_same_apart_from_times() -> None:
    slow = example.wire_run(
        started="2027-01-01T00:00:00Z",
        seconds=99.0,
        phases=tuple(phase._replace(seconds=phase.seconds * 3) for phase in example.wire_run().phases),
        reached=tuple(
            each._replace(latencies=tuple(value * 3 for value in each.latencies))
            for each in example.wire_run().reached
        ),
    )
    reports = [
        json.loads(example.report("json", told=example.run(wire))) for wire in (example.wire_run(), slow)
    ]
    assert reports[0] != reports[1]
    for report in reports:
        for member in ("started", "seconds", "latency"):
            del report["wire"][member]
        for phase in report["wire"]["phases"]:
            del phase["seconds"]
    assert reports[0] == reports[1]


def test_requests_of_a_json_report_can_be_sent_again() -> None:
    odd = Request(
        "PUT", "/%C3%A4", (("q", "ü&="),), (("X", "1"), ("X", "2")), b"\xff\x00", example.Credentials.GARBAGE
    )
    evidence = (example.Exchange(odd, example.EXCHANGES[0].answer, 9), *example.EXCHANGES)
    findings = [example.finding("x", "error", "m", 5, operations=("GET /",), evidence=evidence)]
    wire = json.loads(example.report("json", findings))["wire"]
    requests = {data["number"]: request_of(data) for data in wire["exchanges"]}
    assert requests == {exchange.number: exchange.request for exchange in evidence}


@pytest.mark.parametrize(("name", "schema"), [("junit", "junit-10.xsd"), ("checkstyle", "checkstyle.xsd")])
@pytest.mark.parametrize("is_evil", [False, True])
def test_xml_reports_are_valid(name: str, schema: str, is_evil: bool) -> None:
    report = example.report(name, *evil_run()) if is_evil else example.report(name)
    etree.XMLSchema(etree.parse(str(SCHEMAS / schema))).assertValid(etree.fromstring(report.encode()))


def test_junit_has_a_case_for_each_operation() -> None:
    suite = etree.fromstring(example.report("junit").encode())[0]
    cases = {case.get("name"): [child.tag for child in case] for case in suite}
    assert list(cases) == [*example.OPERATIONS, "the description"]
    assert cases["GET /customers/{id}/orders"] == []
    assert cases["POST /logout"] == ["skipped"]
    assert cases["the description"] == ["system-out"]
    assert sum(children == ["failure"] for children in cases.values()) == int(suite.get("failures"))


def test_sarif_is_valid_and_has_the_requests() -> None:
    text = (SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text().replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$")
    validator = jsonschema_rs.Draft4Validator(json.loads(text))
    for log in (json.loads(example.report("sarif")), json.loads(example.report("sarif", *evil_run()))):
        assert [str(error) for error in validator.iter_errors(log)] == []
    result = json.loads(example.report("sarif"))["runs"][0]["results"][3]
    assert len(result["properties"]["operations"]) == 7
    assert result["properties"]["curl"] == [
        "curl -sS -i -X PUT 'http://127.0.0.1:8000/orders/17' -H \"Authorization: Bearer $TOKEN\""
    ]


@pytest.mark.parametrize("name", ["text", "concise", "markdown"])
def test_nothing_a_service_says_can_steer_a_terminal(name: str) -> None:
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", example.report(name, *evil_run())
    )


def test_github_commands_cannot_be_forged_by_a_service() -> None:
    lines = example.report("github", *evil_run()).splitlines()
    assert [line for line in lines if line.lstrip().startswith("::")] == lines[:1]
    assert lines[0].startswith("::error file=shop.yaml,")


def test_text_names_what_was_never_seen_when_asked() -> None:
    assert "never seen" not in example.report("text")
    text = example.report("text", told=example.run(statistics=True))
    assert "  never seen of GET /orders: 404, 200 text/csv\n" in text


def test_text_says_when_a_run_was_interrupted() -> None:
    text = example.report("text", [], example.run(example.wire_run(interrupted=True)))
    assert text.startswith("interrupted: this is what was done until then\n")


def test_many_operations_and_many_requests_are_counted() -> None:
    many = tuple(f"GET /{number}" for number in range(9))
    findings = [example.finding("x", "error", "m", 5, operations=many, evidence=example.EXCHANGES)]
    text = example.report("text", findings)
    assert "  = promised but not done: GET /0, GET /1, GET /2, GET /3, GET /4 and 4 more\n" in text
    assert text.count("try: curl") == len(example.EXCHANGES)
    assert "requests left out" not in text


def test_a_long_script_is_shown_with_all_that_its_last_line_needs() -> None:
    made = [
        "answer1=$(curl -X POST /a); id1=$(printf '%s' \"$answer1\")",
        'answer2=$(curl /a/"$id1"); tag2=$(x)',
    ]
    pages = [f"curl /a?page={number}" for number in range(20)]
    told = essential([*made, *pages, 'curl /a/\'"$id1"\' -H "$tag2"'])
    assert told[:2] == made
    assert told[2] == "# 11 requests left out: see `curl` in --format json"
    assert told[3:] == [*pages[11:], 'curl /a/\'"$id1"\' -H "$tag2"']
    assert essential([*made, *pages[:10]]) == [*made, *pages[:10]]
