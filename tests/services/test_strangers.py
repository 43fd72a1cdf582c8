"""Services that nobody here wrote: what of them is reached, and that nothing right is called wrong.

`pytest -m services`; each is installed from its registry first, and left out, with a word, where that takes too long.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import reach

pytestmark = pytest.mark.services
IN_TIME = 300
"""Seconds that an installation may take."""

OPTIONS = argparse.Namespace(budget="60s", seed="1")
ON_CONVENTIONS = "plan,probes"


def home_of(name: str) -> Path:
    """Where a service is installed; skips the test when it cannot be, or not in time."""
    code = f"import sys; sys.path.insert(0, {str(Path(reach.__file__).parent)!r}); import reach; reach.installed({name!r})"
    try:
        subprocess.run([sys.executable, "-c", code], check=True, timeout=IN_TIME, capture_output=True)
    except (subprocess.SubprocessError, OSError) as error:
        pytest.skip(f"{name} could not be installed in time: {type(error).__name__}")
    return reach.HOME / name


def reached(wire: dict[str, Any]) -> int:
    return sum(1 for each in wire["reach"] if each["state"] == "accepted")


def test_most_of_kinto_is_reached_and_its_conditional_requests_and_pages_are_right() -> None:
    report = reach.report(reach.SERVICES["kinto"], home_of("kinto"), ON_CONVENTIONS, OPTIONS)
    assert reached(report["wire"]) >= 30
    told = {(finding["rule"], finding["severity"]) for finding in report["findings"]}
    assert not {"conditional-get", "optimistic-locking", "list-has-next"} & {rule for rule, _ in told}
    assert {rule for rule, severity in told if severity == "error"} <= {
        "no-server-error",
        "response-matches-schema",
    }


def test_all_of_loopbacks_example_is_reached() -> None:
    report = reach.report(reach.SERVICES["loopback"], home_of("loopback"), "plan", OPTIONS)
    assert reached(report["wire"]) == len(report["wire"]["reach"]) == 8


def test_a_self_link_of_pygeoapi_that_forgets_the_offset_is_found() -> None:
    report = reach.report(reach.SERVICES["pygeoapi"], home_of("pygeoapi"), ON_CONVENTIONS, OPTIONS)
    links = [finding for finding in report["findings"] if finding["rule"] == "list-has-next"]
    assert any("offset" in finding["message"] and "self" in finding["message"] for finding in links)


REALLY_DONE = {
    "method-not-allowed",  # its 405 has no Allow
    "www-authenticate-on-401",  # nor its 401 a challenge
    "auth-enforced",  # it looks whether there is a token, not which
    "problem-status-matches",  # its 400 and 401 say `status: 100`, the least that the schema allows
    "idempotent-methods",  # it forgets nothing that was deleted
}


def test_a_mock_of_its_own_description_is_accused_of_nothing_but_what_it_really_does() -> None:
    if not reach.CAFE.exists():
        pytest.skip("the shared corpus is not beside the repository")
    report = reach.report(reach.SERVICES["prism"], home_of("prism"), ON_CONVENTIONS, OPTIONS)
    found = {finding["rule"] for finding in report["findings"] if finding["severity"] == "error"}
    assert found <= REALLY_DONE
    assert "response-matches-schema" not in {finding["rule"] for finding in report["findings"]}
