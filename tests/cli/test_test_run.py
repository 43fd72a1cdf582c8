"""`apilint test` against the well-behaved shop: what comes out, and what is left behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from program import Ended, apilint
from running import SERVICES, service, shops
from shop import tokens

SHOP = SERVICES / "shop" / "openapi.yaml"
IDENTITIES = ("--auth", "bearer:TOKEN", "--auth2", "bearer:BOB")
QUICK = ("--isolated", "--phases", "plan,probes")
UNJUDGED = "could not be judged"
TIMES = {"started", "seconds", "latency", "base_url"}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with service("shop") as url:
        yield url


def run_shop(url: str, *arguments: str | Path) -> Ended:
    tokens_ = {"TOKEN": tokens.ALICE, "BOB": tokens.BOB}
    return apilint("test", SHOP, "--url", url, *QUICK, *IDENTITIES, *arguments, **tokens_)


def timeless(value: Any) -> Any:
    """A report without what differs from run to run."""
    if type(value) is dict:
        return {name: timeless(member) for name, member in value.items() if name not in TIMES}
    return [timeless(item) for item in value] if type(value) is list else value


def test_the_well_behaved_shop_is_reached_whole_without_a_finding(url: str) -> None:
    run = run_shop(url)
    assert (run.code, run.err) == (0, "")
    assert "reached 16 of 16 operations\n" in run.out
    assert "no findings in " in run.out


def test_a_rule_is_silent_on_operations_that_it_is_not_about(url: str) -> None:
    judgements = json.loads(run_shop(url, "--format", "json").out)["wire"]["judgements"]
    judged: dict[str, set[str]] = {}
    for each in judgements:
        judged.setdefault(each["rule"], set()).add(each["operation"])
    everything = judged["no-server-error"]
    reads = {label for label in everything if label.startswith("GET ")}
    assert len(everything) == 16
    assert judged["get-cache-metadata"] == judged["head-matches-get"] == reads
    assert judged["item-has-404"] == {label for label in everything if "{" in label}
    assert judged["deprecated-has-sunset"] == {"GET /orders/{orderId}/receipt"}
    assert judged["www-authenticate-on-401"] == everything - {"GET /health"}
    assert judged["filter-params-work"] == {"GET /customers", "GET /orders"}
    assert "discriminator-valid" not in judged
    assert {(each["rule"], each["reason"]) for each in judgements if each["verdict"] == UNJUDGED} == {
        ("too-many-requests-has-retry-after", "no 429 was seen"),
        ("item-has-404", "no 404 was seen"),
        # without the phases that fuzz
        ("example-valid", "no example was sent"),
        ("negative-input-rejected", "no invalid request was made"),
        ("positive-input-accepted", "no request that was made valid was sent"),
    }


def test_a_fault_is_found_and_ends_with_1() -> None:
    with service("shop", "--fault", "405-without-allow") as url:
        run = run_shop(url, "--format", "json")
    found = json.loads(run.out)["findings"]
    assert [(each["rule"], each["severity"]) for each in found] == [("method-not-allowed", "error")]
    assert run.code == 1


def test_the_same_seed_and_state_give_the_same_report_and_another_seed_another() -> None:
    with shops() as start:
        first, second, other = (
            json.loads(run_shop(start(), "--format", "json", "--seed", seed).out) for seed in ("7", "7", "8")
        )
    assert first["wire"]["requests"] > 30
    assert timeless(first) == timeless(second)
    assert timeless(first) != timeless(other)


def test_what_probes_have_deleted_is_not_deleted_again(url: str, tmp_path: Path) -> None:
    """The end of the run sent DELETE for everything that was ever made, also for what was gone."""
    run_shop(url, "--format", f"ndjson={tmp_path / 'run.ndjson'}")
    lines = map(json.loads, (tmp_path / "run.ndjson").read_text().splitlines())
    sent = [each["exchange"] for each in lines if each["type"] == "exchange"]
    deletes = [each for each in sent if each["request"]["method"] == "DELETE"]
    gone = {
        each["request"]["url"]
        for each in deletes
        if each["_phase"] != "tidy" and each["response"]["status"] == 204
    }
    tidied = {each["request"]["url"] for each in deletes if each["_phase"] == "tidy"}
    assert gone
    assert tidied
    assert gone.isdisjoint(tidied)
