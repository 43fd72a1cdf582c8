"""Living with old documents: suppressions in the document, a baseline, and only what is new since a revision."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from program import apilint
from support import FIXTURES

ORDERS = (FIXTURES / "orders.yaml").read_text()
CLEAN = (FIXTURES / "clean.yaml").read_text()
RULES = "document-valid,created-has-location,suppression-used"


def check(folder: Path, text: str, *arguments: str, rules: str = RULES) -> list[dict[str, Any]]:
    (folder / "openapi.yaml").write_text(text)
    run = apilint("check", "--format", "json", "--select", rules, *arguments, "openapi.yaml", cwd=folder)
    assert run.code in (0, 1), run.err
    return run.findings


def told(findings: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return [(finding["rule"], finding["line"]) for finding in findings]


def test_a_comment_silences_its_line(tmp_path: Path) -> None:
    text = ORDERS.replace(
        "version: 1.10", "version: 1.10  # apilint: ignore[document-valid] a number on purpose"
    )
    assert told(check(tmp_path, text)) == [
        ("document-valid", 5),
        ("document-valid", 9),
        ("created-has-location", 17),
    ]


def test_a_comment_of_its_own_silences_the_next_line_and_its_block(tmp_path: Path) -> None:
    comment = "    # apilint: ignore[created-has-location, document-valid] being rewritten\n"
    assert told(check(tmp_path, ORDERS.replace("    post:", comment + "    post:"))) == [
        ("document-valid", 4),
        ("document-valid", 5),
    ]


def test_an_extension_silences_its_object_and_everything_below(tmp_path: Path) -> None:
    text = ORDERS.replace(
        "    post:", "    x-apilint-ignore: {document-valid: legacy, created-has-location: legacy}\n    post:"
    )
    assert told(check(tmp_path, text)) == [("document-valid", 4), ("document-valid", 5)]


def test_an_extension_at_the_root_silences_the_whole_document(tmp_path: Path) -> None:
    text = (
        ORDERS
        + "x-apilint-ignore:\n  - {rule: document-valid, reason: legacy, until: 2999-01-31}\n  - created-has-location\n"
    )
    assert told(check(tmp_path, text, rules="document-valid,created-has-location")) == []


def test_suppressed_findings_are_counted(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(ORDERS + "x-apilint-ignore: {document-valid: legacy}\n")
    run = apilint("check", "--format", "concise", "--select", "document-valid", "openapi.yaml", cwd=tmp_path)
    assert (run.code, run.out) == (0, "no findings in 1 file (3 suppressed)\n")


@pytest.mark.parametrize(
    ("entry", "messages"),
    [
        ("document-valid: legacy", ["silencing `document-valid` is unused: it reports nothing here"]),
        ("info-contact: {reason: legacy, until: 2020-01-31}", ["silencing `info-contact` expired on 2020-01-31"]),
        ("info-contact: {reason: legacy, until: 2027-13-01}", ["`2027-13-01` is no date, so this never expires"]),
        ("info-contact: until 31.12.2027 legacy", ["`31.12.2027` is no date, so this never expires"]),
        ("info-contact: legacy", []),
        ("info-contact: ''", ["silencing `info-contact` gives no reason"]),
        ("info-contct: legacy", ["no rule is called `info-contct`, so this silences nothing"]),
    ],
)  # fmt: skip
def test_unused_undated_unreasoned_and_unknown_suppressions_are_findings(
    tmp_path: Path, entry: str, messages: list[str]
) -> None:
    found = check(tmp_path, CLEAN + f"x-apilint-ignore: {{{entry}}}\n")
    assert [finding["message"] for finding in found if finding["rule"] == "suppression-used"] == messages


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("ignore", "`# apilint: ignore` silences nothing"),
        ("ignore(info-contact) legacy", "`# apilint: ignore(info-contact) legacy` silences nothing"),
        ("disable=info-contact", "`# apilint: disable=info-contact` silences nothing"),
        ("ignore[all] legacy", "no rule is called `all`, so this silences nothing"),
    ],
)
def test_a_comment_that_silences_nothing_is_told(tmp_path: Path, comment: str, message: str) -> None:
    text = CLEAN.replace("info:\n", f"info: # apilint: {comment}\n")
    [found] = [finding for finding in check(tmp_path, text) if finding["rule"] == "suppression-used"]
    assert (found["message"], found["line"], found["column"]) == (message, 2, 7)


def test_a_comment_about_apilint_is_no_suppression(tmp_path: Path) -> None:
    text = CLEAN.replace("info:\n", "info: # apilint: the linter, see the wiki\n")
    assert [finding for finding in check(tmp_path, text) if finding["rule"] == "suppression-used"] == []


def test_an_expired_suppression_silences_nothing(tmp_path: Path) -> None:
    text = ORDERS.replace(
        "version: 1.10", "version: 1.10  # apilint: ignore[document-valid] until 2020-01-31 soon"
    )
    assert ("document-valid", 4) in told(check(tmp_path, text))


# Fingerprints ---------------------------------------------------------------------------------------------------

ITEMS = """\
openapi: 3.0.4
info: {title: Orders, version: '1'}
tags:
  - name: a
    colour: red
  - name: b
    colour: red
paths:
  /orders:
    get:
      sumary: x
      parameters:
        - {name: limit, in: query, typo: 1, schema: {type: integer}}
        - {name: page, in: query, typo: 1, schema: {type: integer}}
      responses: {'200': {description: ok}}
"""


def fingerprints(folder: Path, text: str) -> set[str]:
    found = check(folder, text)
    assert len({finding["fingerprint"] for finding in found}) == len(found) == 5
    return {finding["fingerprint"] for finding in found}


def test_fingerprints_survive_moved_lines_re_ordered_keys_and_inserted_items(tmp_path: Path) -> None:
    before = fingerprints(tmp_path, ITEMS)
    assert fingerprints(tmp_path, "# moved\n" * 100 + ITEMS) == before
    lines = ITEMS.splitlines(keepends=True)
    reordered = "".join(lines[:2] + lines[7:] + lines[2:7])
    assert fingerprints(tmp_path, reordered) == before
    inserted = ITEMS.replace("  - name: a\n", "  - name: z\n  - name: a\n").replace(
        "        - {name: limit",
        "        - {name: first, in: query, schema: {type: integer}}\n        - {name: limit",
    )
    assert fingerprints(tmp_path, inserted) == before
    as_json = json.dumps(__import__("yaml").safe_load(ITEMS))
    assert fingerprints(tmp_path, as_json) == before


def test_fingerprints_are_the_same_wherever_the_run_starts(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "openapi.yaml").write_text(ORDERS)
    runs = [
        apilint("check", "--format", "json", "--select", RULES, target, cwd=folder).findings
        for target, folder in (
            ("api/openapi.yaml", tmp_path),
            ("openapi.yaml", tmp_path / "api"),
            (tmp_path / "api/openapi.yaml", Path("/")),
        )
    ]
    assert len({tuple(finding["fingerprint"] for finding in run) for run in runs}) == 1


# Baseline -------------------------------------------------------------------------------------------------------


def test_a_baseline_hides_what_is_known_and_tells_what_is_new(tmp_path: Path) -> None:
    check(tmp_path, ORDERS, "--write-baseline", "known.json")
    assert check(tmp_path, "# moved\n" * 100 + ORDERS, "--baseline", "known.json") == []
    worse = ORDERS.replace("operationId", "operationID")
    assert told(check(tmp_path, worse, "--baseline", "known.json")) == [("document-valid", 10)]


def test_a_baseline_that_knows_too_much_says_so(tmp_path: Path) -> None:
    check(tmp_path, ORDERS, "--write-baseline", "known.json")
    (tmp_path / "openapi.yaml").write_text(CLEAN)
    run = apilint("check", "--select", RULES, "--baseline", "known.json", "openapi.yaml", cwd=tmp_path)
    assert run.code == 0
    assert "4 entries of the baseline match nothing any more" in run.err


def test_a_run_over_one_file_or_rule_says_nothing_about_what_is_known_of_the_others(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(ORDERS)
    apilint("baseline", cwd=tmp_path)
    for arguments in (["a.yaml"], ["--select", "document-valid"]):
        run = apilint("check", "--baseline", "apilint-baseline.json", *arguments, cwd=tmp_path)
        assert (run.code, run.err) == (0, "")
    (tmp_path / "a.yaml").write_text(ORDERS.replace("version: 1.10", "version: '1'"))
    run = apilint("check", "--baseline", "apilint-baseline.json", "a.yaml", cwd=tmp_path)
    assert run.err.startswith("1 entry of the baseline matches nothing any more")


def test_the_baseline_command_and_the_configuration_go_together(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(ORDERS)
    (tmp_path / "apilint.yaml").write_text("baseline: apilint-baseline.json\n")
    made = apilint("baseline", cwd=tmp_path)
    assert (made.code, made.out) == (0, "")
    assert made.err.startswith("wrote ")
    first = (tmp_path / "apilint-baseline.json").read_bytes()
    assert apilint("check", cwd=tmp_path).code == 0
    apilint("baseline", cwd=tmp_path)
    assert (tmp_path / "apilint-baseline.json").read_bytes() == first


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 9, "findings": []}', '{"findings": [1]}'])
def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "openapi.yaml").write_text(CLEAN)
    (tmp_path / "known.json").write_text(text)
    run = apilint("check", "--baseline", "known.json", "openapi.yaml", cwd=tmp_path)
    assert run.code == 2
    assert run.err.startswith("known.json: ")


# Since ----------------------------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_since_tells_only_what_the_same_files_did_not_have(tmp_path: Path) -> None:
    text = ORDERS.replace("schema: {type: object}", "schema: {$ref: 'parts/order.yaml'}")
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "order.yaml").write_text("type: objec\n")
    (tmp_path / "openapi.yaml").write_text(text)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    assert len(check(tmp_path, text)) == 5
    assert check(tmp_path, "# moved\n" + text, "--since", "HEAD") == []
    (tmp_path / "parts" / "order.yaml").write_text("type: objec\nformat: 1\n")
    assert [(f["file"], f["line"]) for f in check(tmp_path, text, "--since", "HEAD")] == [
        ("parts/order.yaml", 2)
    ]


def test_since_takes_a_new_file_as_all_new(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("x")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    assert len(check(tmp_path, ORDERS, "--since", "HEAD")) == 4


@pytest.mark.parametrize(
    ("reference", "message"),
    [("nowhere", "git knows no revision `nowhere`"), ("--all", "git knows no revision `--all`")],
)
def test_since_an_unknown_revision_is_refused(tmp_path: Path, reference: str, message: str) -> None:
    (tmp_path / "openapi.yaml").write_text(CLEAN)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    run = apilint("check", f"--since={reference}", "openapi.yaml", cwd=tmp_path)
    assert run.code == 2
    assert message in run.err


def test_since_outside_of_a_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(CLEAN)
    run = apilint(
        "check", "--since", "HEAD", "openapi.yaml", cwd=tmp_path, GIT_CEILING_DIRECTORIES=str(tmp_path.parent)
    )
    assert run.code == 2
    assert "not a git repository" in run.err
