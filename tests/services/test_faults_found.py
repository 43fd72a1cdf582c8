"""`apilint test` finds each fault of the shop alone: by its rule, at the right line, with curl lines that show it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from reproducing import VARIABLES, comparable, shown

from apilint.installed import installed_rules
from apilint.main import guarded
from running import SERVICES
from shop.contract import operations
from shop.faults import FAULTS, Fault
from shop.faults.table import EVERYWHERE

SHOP = SERVICES / "shop" / "openapi.yaml"
GRAVE = ("error", "warning")

FUZZED = {"valid-input-refused"}
"""Faults that show only with generated bodies: no example, and nothing that is made from one, is refused."""

TOLD = {
    "server-version-header", "property-case-differs", "cache-metadata-missing", "vary-missing", "path-case-ignored",
    "create-returns-200", "503-without-retry-after", "rate-limit-incomplete", "deprecation-malformed",
}  # fmt: skip
"""Faults that are told as `info` on purpose: the catalogue of rules has them so."""

ELSEWHERE = {"created-not-listed": "/paths/~1customers/post"}
"""Faults that are at home in one operation and rightly told of another: it is the POST that is not kept."""

WIDE = {"vary-missing", "unknown-parameter-ignored"}
"""Faults that show only beside what other resources do."""

SPENT = {"429-without-retry-after", "503-without-retry-after"}
"""Faults that show only when something is used up: the line shows it as long as it is."""


class Told(NamedTuple):
    """What a run said of a shop: its findings, and the answers of the recorded exchanges by their numbers."""

    findings: list[dict[str, Any]]
    answers: dict[int, dict[str, Any]]


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_fault_is_found(
    start_shop: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for variable in VARIABLES.items():
        monkeypatch.setenv(*variable)
    fault, url = FAULTS[name], start_shop("--fault", name)
    told = told_by(url, tmp_path, *only(fault), *switched_on(fault.rule))
    own = [finding for finding in told.findings if finding["rule"] == fault.rule]
    assert own
    assert any(finding["severity"] in GRAVE for finding in own) == (name not in TOLD)
    grave = {finding["rule"] for finding in told.findings if finding["severity"] in GRAVE}
    assert grave <= {fault.rule, *fault.also}
    for finding in own:
        assert is_at_home(finding["pointer"], fault)
        assert finding["line"] in lines_of(finding["pointer"])
        reproduces(finding, told, url, start_shop, name)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_shop_without_faults_has_nothing_above_info(
    start_shop: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: str
) -> None:
    for variable in VARIABLES.items():
        monkeypatch.setenv(*variable)
    rules = sorted({fault.rule for fault in FAULTS.values()})
    told = told_by(start_shop(), tmp_path, "--phases", "plan,probes", "--seed", seed, *switched_on(*rules))
    assert [finding for finding in told.findings if finding["severity"] in GRAVE] == []


def test_what_is_said_of_single_faults_names_faults() -> None:
    assert {*FUZZED, *TOLD, *ELSEWHERE, *WIDE, *SPENT} <= set(FAULTS)


def told_by(url: str, folder: Path, *arguments: str) -> Told:
    """Runs the command on a shop."""
    report, traffic = folder / "report.json", folder / "traffic.har"
    code = guarded(
        [
            "test", str(SHOP), "--url", url, "--isolated", "--quiet",
            "--auth", "bearer:ALICE", "--auth2", "bearer:BOB", "--fail-on", "never",
            "--format", f"json={report}", "--format", f"har={traffic}", *arguments,
        ]
    )  # fmt: skip
    assert code == 0
    entries = json.loads(traffic.read_text())["log"]["entries"]
    return Told(
        json.loads(report.read_text())["findings"], {each["_number"]: each["response"] for each in entries}
    )


def only(fault: Fault) -> Iterator[str]:
    """Options for what a fault shows in: plan and probes, of one resource."""
    if fault.name in FUZZED:
        yield from ("--phases", "plan,fuzzing", "--include", fault.operation)
        return
    yield from ("--phases", "plan,probes")
    if fault.name not in WIDE and fault.operation != EVERYWHERE:
        yield from ("--include", f"/{path_of(fault).split('/')[1]}*")


def switched_on(*rules: str) -> Iterator[str]:
    """Options for those of some rules that are off by default."""
    for rule in rules:
        if not installed_rules()[rule].default:
            yield from ("--severity", f"{rule}=warning")


def reproduces(
    finding: dict[str, Any], told: Told, url: str, start_shop: Callable[..., str], name: str
) -> None:
    """Whether the curl lines get the recorded answer, and tell a faulty shop from one that is not."""
    again = shown(finding["curl"])[-1]
    recorded = told.answers[finding["exchanges"][-1]]
    assert again.status == recorded["status"]
    assert set(again.headers) - {"date", "link"} == {each["name"].lower() for each in recorded["headers"]} - {
        "date",
        "link",
    }
    if name not in SPENT:
        faulty, exemplary = (
            comparable(shown(line.replace(url, new) for line in finding["curl"]))
            for new in (start_shop("--fault", name), start_shop())
        )
        assert faulty != exemplary


# Where ----------------------------------------------------------------------------------------------------------


def path_of(fault: Fault) -> str:
    """The path of the operation that a fault shows on."""
    return next(
        path
        for path, methods in operations().items()
        if fault.operation in [each.id for each in methods.values()]
    )


def is_at_home(pointer: str, fault: Fault) -> bool:
    """Whether a place belongs to the operation of a fault: its path, the operation, or a component that it refers to."""
    if fault.operation == EVERYWHERE:
        return pointer.startswith("/paths")
    path = path_of(fault)
    method = next(each.method.lower() for each in operations()[path].values() if each.id == fault.operation)
    item = f"/paths/{path.replace('/', '~1')}"
    homes = {f"{item}/{method}", ELSEWHERE.get(fault.name, item), *components(f"{item}/{method}")}
    return pointer == item or any(f"{pointer}/".startswith(f"{home}/") for home in homes - {item})


@cache
def described() -> Any:
    """The description as plain values."""
    return yaml.load(SHOP.read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def components(pointer: str) -> frozenset[str]:
    """The pointers of the components that a part of the description refers to, directly or not."""
    found, waiting = set[str](), [pointer]
    item = pointer.rpartition("/")[0]
    waiting += [f"{item}/parameters"]
    while waiting:
        for target in _targets(_at(waiting.pop())):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return frozenset(found)


def _targets(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].removeprefix("#")
        value = list(value.values())
    for each in value if isinstance(value, list) else ():
        yield from _targets(each)


def _at(pointer: str) -> Any:
    value = described()
    for step in _steps(pointer):
        value = value.get(step) if isinstance(value, dict) else value[int(step)]
    return value


def lines_of(pointer: str) -> set[int]:
    """The lines of the key and of the value that a pointer names, by another parser than apilint's."""
    node, lines = _composed(), {1}
    for step in _steps(pointer):
        if isinstance(node, yaml.MappingNode):
            key, node = next(pair for pair in node.value if pair[0].value == step)
            lines = {key.start_mark.line + 1, node.start_mark.line + 1}
        else:
            node = node.value[int(step)]
            lines = {node.start_mark.line + 1}
    return lines


@cache
def _composed() -> Any:
    return yaml.compose(SHOP.read_bytes())


def _steps(pointer: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
