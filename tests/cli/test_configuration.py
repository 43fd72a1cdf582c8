"""apilint.yaml, .apilint.yaml and [tool.apilint]: where they are found, what they may say, and how mistakes are told."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from program import apilint
from support import FIXTURES

ORDERS = (FIXTURES / "orders.yaml").read_text()
ONLY = "rules: {naming: off, resources: off, versioning: off, methods: off, pagination: off, errors: off, security: off, "
ONLY += "rate-limits: off, caching: off, schemas: off, documentation: off, consistency: off, statuses: off, hygiene: off, "


def project(folder: Path, configuration: str, name: str = "apilint.yaml") -> Path:
    (folder / name).write_text(configuration)
    (folder / "openapi.yaml").write_text(ORDERS)
    return folder


def findings(folder: Path, *arguments: str) -> list[tuple[str, str]]:
    run = apilint("check", "--format", "json", *arguments, "openapi.yaml", cwd=folder)
    assert run.code in (0, 1), run.err
    return [(finding["rule"], finding["severity"]) for finding in run.findings]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("apilint.yaml", ONLY + "created-has-location: error}"),
        (".apilint.yaml", ONLY + "created-has-location: {severity: error}}"),
        ("pyproject.toml", "[tool.apilint.rules]\nall-off = 1\n"),
    ],
)
def test_each_kind_of_file_is_found_upwards(tmp_path: Path, name: str, text: str) -> None:
    if name == "pyproject.toml":
        rules = yaml.safe_load(ONLY + "created-has-location: error}")["rules"]
        lines = [
            f"{rule} = {json.dumps('off' if value is False else value)}" for rule, value in rules.items()
        ]
        text = "[tool.apilint.rules]\n" + "\n".join(lines) + "\n"
    folder = tmp_path / "deep" / "down"
    folder.mkdir(parents=True)
    (tmp_path / name).write_text(text)
    (folder / "openapi.yaml").write_text(ORDERS)
    assert findings(folder) == [("created-has-location", "error")]


def test_isolated_uses_none(tmp_path: Path) -> None:
    project(tmp_path, ONLY + "created-has-location: error}")
    assert ("document-valid", "error") in findings(tmp_path, "--isolated")


def test_extends_lays_one_file_over_another(tmp_path: Path) -> None:
    project(tmp_path, "extends: base.yaml\nrules: {created-has-location: warning}\n")
    (tmp_path / "base.yaml").write_text(ONLY + "created-has-location: error, document-valid: info}")
    assert set(findings(tmp_path)) == {("created-has-location", "warning"), ("document-valid", "info")}


def test_the_command_line_wins_over_the_configuration(tmp_path: Path) -> None:
    project(tmp_path, ONLY + "created-has-location: error}")
    assert findings(tmp_path, "--severity", "created-has-location=info") == [("created-has-location", "info")]
    assert findings(tmp_path, "--ignore", "created-has-location") == []


def test_overrides_change_rules_for_files_paths_and_operations(tmp_path: Path) -> None:
    base = ONLY + "created-has-location: error}\noverrides:\n  - {%s, rules: {created-has-location: off}}\n"
    for selector, kept in (
        ("files: openapi.yaml", 0), ("files: ['legacy/**']", 1), ("paths: '/orders'", 0), ("paths: ['/internal/**']", 1),
        ("operations: placeOrder", 0), ("operations: ['POST /orders']", 0), ("operations: [other]", 1),
        ("files: openapi.yaml, paths: /other", 1),
    ):  # fmt: skip
        project(tmp_path, base % selector)
        assert len(findings(tmp_path)) == kept, selector


def test_an_override_can_turn_a_rule_on_for_some_files(tmp_path: Path) -> None:
    project(
        tmp_path, ONLY + "}\noverrides: [{files: 'open*.yaml', rules: {created-has-location: warning}}]\n"
    )
    assert findings(tmp_path) == [("created-has-location", "warning")]


def test_apis_are_what_is_checked_without_targets(tmp_path: Path) -> None:
    for apis in ("[openapi.yaml]", "openapi.yaml", "open*.yaml"):
        project(tmp_path, f"apis: {apis}\nfail-on: never\n")
        (tmp_path / "other.yaml").write_text(ORDERS)
        run = apilint("check", "--format", "concise", cwd=tmp_path)
        assert run.code == 0
        assert run.out.endswith("in 1 file\n")


def test_excluded_files_are_left_out_of_folders(tmp_path: Path) -> None:
    project(tmp_path, "exclude: ['old/*']\n")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "api.yaml").write_text(ORDERS)
    assert apilint("check", "--format", "concise", cwd=tmp_path).out.endswith("in 1 file\n")


@pytest.mark.parametrize(
    ("text", "where", "message", "advice"),
    [
        ("ruels: {}\n", "1:1", "`ruels` is not allowed in a configuration", "did you mean `rules`?"),
        ("rules:\n  created-has-locaton: off\n", "2:3", "no rule or topic is called `created-has-locaton`", "did you mean `created-has-location`?"),
        ("rules:\n  document-valid: fatal\n", "2:19", "`document-valid` must be `on`, `off`, `error`, `warning`, `info`, `true` or `false`, not `fatal`", ""),
        ("profile: corp\n", "1:10", "`profile` must be `core`, ", ""),
        ("fail-on: errors\n", "1:10", "`fail-on` must be `error`, `warning`, `info` or `never`, not `errors`", "did you mean `error`?"),
        ("rules: [a]\n", "1:8", "`rules` must be an object, not an array", ""),
        ("- a\n", "1:1", "the configuration must be an object", ""),
        ("rules: {a: 1\n", "1:8", "the `{` that opens here is never closed, or a comma is missing", ""),
        ("rules: {}\nrules: {}\n", "2:1", "`rules` stands here twice", ""),
        ("extends: nothing.yaml\n", "1:10", "no such file: `nothing.yaml`", ""),
        ("extends: apilint.yaml\n", "1:10", "`apilint.yaml` extends this file in turn", ""),
        ("overrides: [{files: a}]\n", "1:13", "`overrides[0]` lacks `rules`", ""),
        ("overrides: [{rule: {}}]\n", "1:14", "`rule` is not allowed in `overrides[0]`", "did you mean `rules`?"),
        ("profile: [core, strickt]\n", "1:17", "`profile[1]` must be `core`, ", "did you mean `strict`?"),
        ("rules: {info-contact: on, info-contct: off}\n", "1:27", "no rule or topic is called `info-contct`", "did you mean `info-contact`?"),
        ("rules: {info-contact: {severty: error}}\n", "1:24", "`severty` is not allowed in `info-contact`", "did you mean `severity`?"),
        ("zzz: 1\n", "1:1", "`zzz` is not allowed in a configuration", "allowed are $schema, extends, profile"),
    ],
)  # fmt: skip
def test_a_mistake_has_a_place_and_a_suggestion(
    tmp_path: Path, text: str, where: str, message: str, advice: str
) -> None:
    project(tmp_path, text)
    run = apilint("check", "openapi.yaml", cwd=tmp_path)
    assert run.code == 2
    assert run.err.splitlines()[0].startswith(f"apilint.yaml:{where}: {message}")
    assert advice in run.err


def test_a_mistake_in_pyproject_has_a_place_too(tmp_path: Path) -> None:
    project(
        tmp_path,
        '[project]\nname = "x"\n\n[tool.apilint]\nprofile = "core"\nfail-om = "error"\n',
        "pyproject.toml",
    )
    run = apilint("check", "openapi.yaml", cwd=tmp_path)
    assert run.err.splitlines() == [
        "pyproject.toml:6:1: `fail-om` is not allowed in a configuration", "  help: did you mean `fail-on`?",
    ]  # fmt: skip


def test_an_empty_configuration_is_no_mistake(tmp_path: Path) -> None:
    project(tmp_path, "")
    assert ("document-valid", "error") in findings(tmp_path)


def test_the_published_schema_accepts_what_is_accepted_and_knows_every_rule() -> None:
    schema = json.loads(apilint("schema", "config").out)
    validator = jsonschema_rs.Draft202012Validator(schema)
    assert validator.is_valid(
        json.loads(
            json.dumps({"profile": ["core", "security"], "rules": {"document-valid": "off", "naming": False}})
        )
    )
    assert not validator.is_valid({"rules": {"nothing": "off"}})
    listed = json.loads(apilint("rules", "--format", "json").out)["rules"]
    assert {rule["id"] for rule in listed} <= set(schema["$defs"]["rules"]["properties"])
