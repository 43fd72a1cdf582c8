"""What apilint finds of the shop's single faults, beside schemathesis alone, measured in one run.

python tests/benchmarks/faults.py --theirs [--seconds N]      measures schemathesis alone first, and keeps what it found
python tests/benchmarks/faults.py [--only NAME]... [--write]  measures apilint, and prints the table of both

Each fault is switched on alone. apilint has found it when the rule it belongs to has a finding; whatever else is new at
warning or above is named. schemathesis alone (its command line with every phase and check, same description, token and
seed, bounded by `--seconds`) has found it when a check fails on the path of the fault on which it does not fail without the
fault (in either of two runs): that is generous, since what it fails for by chance there is counted too. `--write` puts the table into its place.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ROOT / "fixtures" / "services"
sys.path.insert(0, str(SERVICES))

from shop import tokens  # noqa: E402
from shop.contract import operations  # noqa: E402
from shop.faults import FAULTS  # noqa: E402

SPEC = SERVICES / "shop" / "openapi.yaml"
TABLE = Path(__file__).with_name("faults.md")
ENV = {**os.environ, "ALICE": tokens.ALICE, "BOB": tokens.BOB, "ALICE_EXPIRED": tokens.EXPIRED}
BIN = Path(sys.executable).parent
GRAVE = ("error", "warning")
THEIRS = ROOT / ".ci" / "faults-schemathesis.json"
FUZZED = {"valid-input-refused": ["--phases", "plan,fuzzing", "--include", "createCustomer"]}
"""What no probe tries: the phase that finds it is run, whatever `arguments` say."""
LIMIT = {"429-without-retry-after": ["--quota", "createExport=3"], "rate-limit-incomplete": []}


class Seen(NamedTuple):
    """What one tool said about one fault."""

    found: bool
    others: tuple[str, ...]
    seconds: float


def apilint(arguments: list[str], shop: list[str]) -> tuple[list[dict[str, Any]], float]:
    """The findings of `apilint test` on a shop, and the seconds that it took."""
    command = f"{sys.executable} -m shop --port {{port}} {' '.join(shop)}"
    start = time.monotonic()
    ended = subprocess.run(
        [
            str(BIN / "apilint"), "test", str(SPEC), "--exec", command, "--isolated", "--format", "json",
            "--auth", "bearer:ALICE", "--auth2", "bearer:BOB", *arguments,
        ],
        cwd=SERVICES, env=ENV, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ended.returncode not in (0, 1):
        raise SystemExit(f"apilint ended with {ended.returncode}: {ended.stderr[-1000:]}")
    return json.loads(ended.stdout)["findings"], time.monotonic() - start


def by_apilint(name: str, arguments: list[str]) -> Seen:
    fault = FAULTS[name]
    options = FUZZED.get(name, arguments) + [
        part for rule in _off_by_default(fault.rule) for part in ("--severity", f"{rule}=warning")
    ]
    findings, seconds = apilint(options, ["--fault", name, *LIMIT.get(name, [])])
    grave = {finding["rule"] for finding in findings if finding["severity"] in GRAVE}
    found = any(finding["rule"] == fault.rule for finding in findings)
    return Seen(found, tuple(sorted(grave - {fault.rule, *fault.also})), seconds)


def _off_by_default(rule: str) -> list[str]:
    listed = subprocess.run(
        [str(BIN / "apilint"), "rules", "--format", "json"], capture_output=True, text=True, check=True
    )
    rules = {each["id"]: each for each in json.loads(listed.stdout)["rules"]}
    if rule not in rules:
        print(f"no rule is called {rule}", file=sys.stderr)
        return []
    return [] if rules[rule]["default"] else [rule]


def by_schemathesis(shop: list[str], limit: float) -> tuple[set[tuple[str, str]], float]:
    """The (operation, check) pairs at which schemathesis alone fails, and the seconds that it took."""
    service = subprocess.Popen(
        [sys.executable, "-m", "shop", *shop], cwd=SERVICES, stdout=subprocess.PIPE, text=True
    )
    try:
        url = (service.stdout.readline() if service.stdout else "").split()[-1]
        with tempfile.TemporaryDirectory() as folder:
            start = time.monotonic()
            report = Path(folder) / "report.ndjson"
            subprocess.run(
                [
                    str(BIN / "schemathesis"), "run", str(SPEC), "--url", url, "--seed", "1", "--max-time", f"{limit:.0f}",
                    "--continue-on-failure", "--generation-database", "none", "--request-timeout", "10",
                    "-H", f"Authorization: Bearer {tokens.ALICE}", "--report-ndjson-path", str(report),
                ],
                cwd=folder, capture_output=True, check=False,
                env={**os.environ, "HYPOTHESIS_STORAGE_DIRECTORY": folder},
            )  # fmt: skip
            return _failures(report), time.monotonic() - start
    finally:
        service.terminate()
        service.wait()


def _failures(report: Path) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for line in report.read_text(encoding="utf-8").splitlines():
        found |= set(_failed_checks(json.loads(line), ""))
    return found


def _failed_checks(value: Any, label: str) -> list[tuple[str, str]]:
    """Every failed check below a value, with the operation it belongs to."""
    if isinstance(value, list):
        return [pair for item in value for pair in _failed_checks(item, label)]
    if not isinstance(value, dict):
        return []
    label = (
        value.get("label") or value.get("operation") or label
        if isinstance(value.get("label"), str)
        else label
    )
    own = [(label, value["name"])] if value.get("status") == "failure" and "failure_info" in value else []
    return own + [pair for member in value.values() for pair in _failed_checks(member, label)]


def measure_theirs(names: list[str], limit: float) -> None:
    """Measures schemathesis alone on each fault, and keeps the results for the table."""
    before, _ = by_schemathesis([], limit)
    again, _ = by_schemathesis([], limit)
    found = {"": {"seconds": limit, "found": False}}
    for name in names:
        failed, seconds = by_schemathesis(["--fault", name, *LIMIT.get(name, [])], limit)
        new = sorted(pair for pair in failed - before - again if _is_at(pair[0], FAULTS[name].operation))
        found[name] = {"seconds": seconds, "found": bool(new)}
        print(name, new, f"{seconds:.0f} s", flush=True)
        THEIRS.parent.mkdir(exist_ok=True)
        THEIRS.write_text(json.dumps(found), encoding="utf-8")


def _is_at(label: str, operation: str) -> bool:
    """Whether a label (`GET /orders`) has the path of an operation of the shop; `*` is every operation."""
    paths = {each.id: path for path, methods in operations().items() for each in methods.values()}
    return operation == "*" or label.partition(" ")[2] == paths[operation]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--theirs", action="store_true", help="measure schemathesis alone")
    parser.add_argument(
        "--seconds", type=float, default=10, help="for schemathesis, beside its start and its end"
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("arguments", nargs="*", help="for apilint, behind `--`")
    given = parser.parse_args()
    names = given.only or list(FAULTS)
    if given.theirs:
        measure_theirs(names, given.seconds)
        return
    kept = json.loads(THEIRS.read_text(encoding="utf-8")) if THEIRS.exists() else {}
    rows = []
    for name in names:
        theirs = kept.get(name)
        rows.append(
            (
                name,
                by_apilint(name, given.arguments),
                Seen(theirs["found"], (), theirs["seconds"]) if theirs else None,
            )
        )
        print(_row(*rows[-1]), flush=True)
    print(_sum(rows))
    if given.write:
        TABLE.write_text(
            "\n".join([*_HEAD, *(_row(*row) for row in rows), "", _sum(rows), ""]), encoding="utf-8"
        )


_HEAD = (
    "# Single faults of the shop: who finds them",
    "",
    "Measured by `python tests/benchmarks/faults.py`, first with `--theirs`, then with `--write`.",
    "",
    "| fault | rule | apilint | new besides | schemathesis alone |",
    "|---|---|---|---|---|",
)


def _row(name: str, ours: Seen, theirs: Seen | None) -> str:
    other = "" if theirs is None else "found" if theirs.found else "-"
    return f"| {name} | {FAULTS[name].rule} | {'found' if ours.found else '-'} | {', '.join(ours.others)} | {other} |"


def _sum(rows: list[tuple[str, Seen, Seen | None]]) -> str:
    ours = sum(1 for _, seen, _ in rows if seen.found)
    took = sum(seen.seconds for _, seen, _ in rows) / len(rows)
    text = f"apilint: {ours} of {len(rows)} faults in {took:.0f} s each"
    others = [seen for _, _, seen in rows if seen is not None]
    if others:
        found = sum(1 for seen in others if seen.found)
        text += f"; schemathesis alone: {found} of {len(others)} in {sum(s.seconds for s in others) / len(others):.0f} s each"
    return text + "."


if __name__ == "__main__":
    main()
