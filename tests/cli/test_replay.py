"""`apilint replay`: the findings of a report are looked for again, on the same service or on a mended one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from program import Ended, apilint
from running import SERVICES, service
from shop import tokens

SPEC = SERVICES / "shop" / "openapi.yaml"
WHO = ("--isolated", "--auth", "bearer:TOKEN", "--auth2", "bearer:BOB")
SECRETS = {"TOKEN": tokens.ALICE, "BOB": tokens.BOB}
FAULTS = ("405-without-allow", "created-without-location", "content-type-undeclared")
RULES = {"method-not-allowed", "created-has-location", "response-content-type"}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of a shop with three faults."""
    path = tmp_path_factory.mktemp("replay") / "report.json"
    with service("shop", *(word for name in FAULTS for word in ("--fault", name))) as url:
        run = apilint(
            "test", SPEC, "--url", url, *WHO, "--phases", "plan,probes", 
            *(word for name in ("json", "ndjson", "har") for word in ("--format", f"{name}={path.with_suffix('.' + name)}")),
            **SECRETS,
        )  # fmt: skip
    assert run.code == 1, run.err
    return path


def replayed(report: Path, *arguments: str, faults: tuple[str, ...] = ()) -> Ended:
    with service("shop", *(word for name in faults for word in ("--fault", name))) as url:
        return apilint("replay", report, *arguments, "--url", url, *WHO, **SECRETS)


def states(run: Ended) -> dict[str, str]:
    return {
        line.split()[2]: line.split()[0] for line in run.out.splitlines()[:-1] if not line.startswith("note")
    }


def test_everything_remains_on_the_same_service(report: Path) -> None:
    run = replayed(report, faults=FAULTS)
    assert states(run) == dict.fromkeys(RULES, "remains"), run.out + run.err
    assert (run.code, run.out.splitlines()[-1]) == (1, "3 replayed: 3 remains")


def test_everything_is_gone_on_a_mended_service(report: Path) -> None:
    run = replayed(report)
    assert set(states(run).values()) <= {"gone", "unclear"}, run.out
    assert states(run)["method-not-allowed"] == states(run)["created-has-location"] == "gone"
    assert run.code == (1 if "unclear" in run.out else 0)


@pytest.mark.parametrize("suffix", [".ndjson", ".har"])
def test_other_reports_of_a_run_are_replayed_like_the_json_one(report: Path, suffix: str) -> None:
    findings = json.loads(report.read_text())["findings"]
    fingerprint = next(each["fingerprint"] for each in findings if each["rule"] == "method-not-allowed")
    run = replayed(report.with_suffix(suffix), faults=FAULTS[1:])
    remains = {"created-has-location": "remains", "response-content-type": "remains"}
    assert states(run) == {"method-not-allowed": "gone", **remains}
    assert f"gone     {fingerprint}  method-not-allowed" in run.out


def test_a_killed_run_leaves_nothing_to_be_replayed(report: Path, tmp_path: Path) -> None:
    lines = report.with_suffix(".ndjson").read_text().splitlines(keepends=True)
    (tmp_path / "cut.ndjson").write_text("".join(lines[:5]))
    run = apilint("replay", "cut.ndjson", cwd=tmp_path)
    assert (run.code, run.err) == (2, "cut.ndjson: ends before the findings: its run was killed\n")


def test_a_recording_of_a_browser_has_nothing_to_be_replayed(tmp_path: Path) -> None:
    (tmp_path / "traffic.har").write_text('{"log": {"version": "1.2", "entries": []}}')
    run = apilint("replay", "traffic.har", cwd=tmp_path)
    assert (run.code, run.err.splitlines()) == (
        2, ["traffic.har: is a recording without findings", "  help: `apilint judge SPEC FILE` looks for them"]
    )  # fmt: skip


def test_one_finding_can_be_named(report: Path) -> None:
    findings = {each["rule"]: each for each in json.loads(report.read_text())["findings"]}
    fingerprint = findings["method-not-allowed"]["fingerprint"]
    run = replayed(report, fingerprint[:9], faults=FAULTS[1:])
    assert (run.code, states(run)) == (0, {"method-not-allowed": "gone"})
    assert f"gone     {fingerprint}  method-not-allowed  GET /orders: " in run.out


def test_a_fingerprint_that_is_not_there_is_an_error(report: Path) -> None:
    run = apilint("replay", report, "ffff", "--url", "http://127.0.0.1:9")
    assert run.code == 2
    assert "has no finding `ffff` of a live service" in run.err


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 1, "findings": [{"exchanges": [7]}], "wire": {"exchanges": [{}]}}']
)
def test_what_is_no_report_is_an_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(text)
    run = apilint("replay", "report.json", cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("report.json: is no report of a live service\n")


def test_nothing_is_sent_beyond_this_machine(report: Path) -> None:
    run = apilint("replay", report, "--url", "http://192.0.2.1", *WHO, **SECRETS)
    assert run.code == 2
    assert "`192.0.2.1` is not this machine" in run.err


def test_what_was_made_invalid_is_judged_as_such_again(tmp_path: Path) -> None:
    """A body that the fuzzer made wrong on purpose was `unclear` on a service that still takes it."""
    invalid = {
        "number": 1, "phase": "negative", "method": "POST", "path": "/exports", "query": [],
        "headers": [["Content-Type", "application/json"]], "body": '{"format": 7}', "encoding": "utf-8",
        "credentials": "main", "status": 202,
    }  # fmt: skip
    finding = {
        "rule": "negative-input-rejected", "fingerprint": "0123456789abcdef", "message": "was accepted",
        "operations": ["POST /exports"], "exchanges": [1],
    }  # fmt: skip
    wire = {"description": str(SPEC), "exchanges": [invalid]}
    (tmp_path / "report.json").write_text(json.dumps({"findings": [finding], "wire": wire}))
    run = replayed(tmp_path / "report.json")
    assert states(run) == {"negative-input-rejected": "gone"}, run.out + run.err
