"""Fuzzing real services: one that dies of one request, and one that can be logged out of."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from apilint.service.fuzz_worker import write_line
from program import apilint
from running import service

SERVICES = Path(__file__).resolve().parents[2] / "fixtures" / "services"


def test_a_service_that_dies_of_one_request_is_tested_to_the_end_and_the_request_is_named() -> None:
    run = apilint(
        "test", "--exec", f"{sys.executable} -m mortal --port {{port}}", "--format", "json", "--isolated",
        "--phases", "plan,coverage", "--budget", "90s", cwd=SERVICES,
    )  # fmt: skip
    assert run.code == 1, run.err
    report = json.loads(run.out)
    deaths = [finding for finding in report["findings"] if "died" in finding["message"]]
    assert [(death["rule"], death["operations"]) for death in deaths] == [
        ("no-server-error", ["PUT /notes/{noteId}"])
    ]
    assert '"priority": 10' in deaths[0]["curl"][-1]
    assert {each["state"] for each in report["wire"]["reach"]} == {"accepted"}


def test_a_logout_in_the_description_costs_no_reach() -> None:
    reached = []
    for options in ((), ("--without-logout",)):
        with service("logout", *options) as url:
            run = apilint(
                "test", f"{url}/openapi.json", "--url", url, "--format", "json", "--isolated", "--fail-on", "never",
                "--auth", "bearer:SESSION", "--phases", "plan,probes,coverage", "--budget", "60s",
                SESSION="the-session-of-alice",
            )  # fmt: skip
            assert run.code == 0, run.err
            reach = {each["operation"]: each["state"] for each in json.loads(run.out)["wire"]["reach"]}
            reached.append({name: state for name, state in reach.items() if "/log" not in name})
    assert reached[0] == reached[1]
    assert set(reached[0].values()) == {"accepted"}


def test_lines_of_several_threads_do_not_run_into_each_other() -> None:
    """Two lines came as one, now and then, and the run ended as a bug of apilint."""
    reading, writing = os.pipe()
    lock, ready = threading.Lock(), threading.Barrier(8)
    with os.fdopen(writing, "w") as out:

        def speak(number: int) -> None:
            ready.wait()
            for _ in range(50):
                write_line(out, lock, {"sending": f"{number}" * 900})

        with os.fdopen(reading) as heard, ThreadPoolExecutor(9) as pool:
            lines = pool.submit(lambda: [json.loads(heard.readline())["sending"] for _ in range(8 * 50)])
            list(pool.map(speak, range(8)))
            assert Counter(lines.result()) == {f"{number}" * 900: 50 for number in range(8)}
