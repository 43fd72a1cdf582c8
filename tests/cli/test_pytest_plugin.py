"""The pytest plugin, in suites of a user: one test an operation, whose failure says what `apilint test` says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from running import SERVICES, service
from shop import tokens

SPEC = SERVICES / "shop" / "openapi.yaml"
QUICK = "phases=['plan,probes'], isolated=True, auth=['bearer:TOKEN'], auth2=['bearer:BOB']"


def suite(folder: Path, text: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Runs pytest on a suite of one file."""
    (folder / "test_shop.py").write_text(f"from apilint.pytest_plugin import apilint_test\n{text}\n")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", *options]
    known = {"TOKEN": tokens.ALICE, "BOB": tokens.BOB, "PYTHONPATH": str(SERVICES)}
    return subprocess.run(command, cwd=folder, env={**os.environ, **known}, capture_output=True, text=True)


def outcomes(run: subprocess.CompletedProcess[str]) -> dict[str, str]:
    return dict(re.findall(r"test_shop\.py::test_api\[([^\]]+)\] (PASSED|FAILED|SKIPPED)", run.stdout))


def test_every_operation_of_a_running_service_is_a_test(tmp_path: Path) -> None:
    with service("shop", "--fault", "405-without-allow") as url:
        run = suite(tmp_path, f"test_api = apilint_test({str(SPEC)!r}, url={url!r}, {QUICK})", "-v")
    found = outcomes(run)
    assert len(found) == 16, run.stdout + run.stderr
    assert [label for label, outcome in found.items() if outcome == "FAILED"] == ["GET /orders"]
    assert "error[method-not-allowed] a `405` came without `Allow`" in run.stdout
    assert f"= try: curl -sS -i -X PUT '{url}/orders' -H \"Authorization: Bearer $TOKEN\"" in run.stdout
    assert tokens.ALICE not in run.stdout
    assert "Traceback" not in run.stdout


def test_an_app_is_tested_within_the_process(tmp_path: Path) -> None:
    text = f"from shop.app import create_app\ntest_api = apilint_test(create_app([]), {QUICK})"
    run = suite(tmp_path, text, "-v")
    found = outcomes(run)
    assert len(found) == 16, run.stdout + run.stderr
    assert set(found.values()) == {"PASSED"}, run.stdout


def test_collecting_asks_nobody_where_the_description_is_a_file(tmp_path: Path) -> None:
    text = f"test_api = apilint_test({str(SPEC)!r}, url='http://127.0.0.1:9', exclude=['orders'], {QUICK})"
    run = suite(tmp_path, text, "--collect-only", "-q")
    assert "test_shop.py::test_api[GET /customers]" in run.stdout
    assert "/orders" not in run.stdout


def test_a_service_that_is_not_there_fails_its_tests_and_not_the_collection(tmp_path: Path) -> None:
    text = "test_api = apilint_test('http://127.0.0.1:9', isolated=True)\ndef test_else(): pass"
    run = suite(tmp_path, text, "-v")
    assert outcomes(run) == {"the service": "FAILED"}
    assert "http://127.0.0.1:9 publishes no description at any usual place" in run.stdout
    assert "1 failed, 1 passed" in run.stdout


def test_what_is_left_out_of_a_run_is_skipped_with_the_reason(tmp_path: Path) -> None:
    with service("logout") as url:
        run = suite(
            tmp_path, f"test_api = apilint_test({url!r}, phases=['plan'], isolated=True)", "-v", "-rs"
        )
    skipped = [label for label, outcome in outcomes(run).items() if outcome == "SKIPPED"]
    assert any("logout" in label for label in skipped), run.stdout
    assert "never reached: left out: " in run.stdout


def test_the_plugin_costs_nothing_where_it_is_not_used() -> None:
    program = (
        "import sys; before = set(sys.modules); import apilint.pytest_plugin;"
        "print(*sorted(set(sys.modules) - before))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = run.stdout.split()
    assert [name for name in loaded if name.startswith("apilint")] == ["apilint", "apilint.pytest_plugin"]
    assert not {"httpx", "typer", "yaml", "schemathesis", "pytest"} & set(loaded)
