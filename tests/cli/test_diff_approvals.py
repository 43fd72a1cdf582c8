"""`apilint diff --approve`: changes that were agreed to, in a file that people read and commit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from program import Ended, apilint

OLD = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses: {'200': {description: orders}, '206': {description: some}}
    delete:
      responses: {'204': {description: gone}}
"""
NEW = """\
openapi: 3.1.0
info: {title: Orders, version: 2.0.0}
paths:
  /orders:
    get:
      parameters: [{name: page, in: query, required: true, schema: {type: integer}}]
      responses: {'200': {description: orders}}
"""
FILE = "apilint-approvals.yaml"
LATER = "2990-12-31"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "apilint.yaml").write_text("fail-on: error\n")
    (tmp_path / "old.yaml").write_text(OLD)
    (tmp_path / "new.yaml").write_text(NEW)
    return tmp_path


def diff(folder: Path, *options: str) -> Ended:
    return apilint("diff", "old.yaml", "new.yaml", *options, cwd=folder)


def fingerprint(folder: Path, rule: str) -> str:
    findings = json.loads(apilint("diff", "old.yaml", "new.yaml", "-f", "json", cwd=folder).out)["findings"]
    return next(str(each["fingerprint"]) for each in findings if each["rule"] == rule)


def approve(folder: Path, rule: str, *options: str) -> Ended:
    return diff(folder, "--approve", fingerprint(folder, rule), *options)


def test_an_approved_change_is_told_no_more_and_does_not_fail(folder: Path) -> None:
    before = diff(folder)
    assert before.code == 1
    assert f"= fingerprint: {fingerprint(folder, 'operation-removed')}\n" in before.out
    options = [
        f"--approve={fingerprint(folder, rule)}" for rule in ("operation-removed", "response-status-removed")
    ]
    run = diff(folder, *options, "--reason", "nobody calls it", "--until", LATER)
    assert (run.code, run.err) == (1, f"wrote 2 approvals to {FILE}\n")
    assert run.out.endswith("\n1 error in new.yaml since old.yaml (2 approved): major\n")
    run = approve(folder, "parameter-became-required", "--reason", "all of them send it")
    assert (run.code, run.out) == (0, "no findings in new.yaml since old.yaml (3 approved): major\n")
    assert diff(folder).code == 0
    assert json.loads(diff(folder, "-f", "json").out)["diff"]["approved"] == 3


def test_the_file_has_an_entry_a_finding_in_order(folder: Path) -> None:
    approve(folder, "response-status-removed", "--reason", "who: nobody # really", "--until", LATER)
    approve(folder, "operation-removed", "--reason", "nobody calls it")
    assert (folder / FILE).read_text().partition("version")[2] == (
        f"""\
: 1
approvals:
  - fingerprint: {fingerprint_as_written(folder, "operation-removed")}
    rule: operation-removed
    operation: DELETE /orders
    reason: nobody calls it
  - fingerprint: {fingerprint_as_written(folder, "response-status-removed")}
    rule: response-status-removed
    operation: GET /orders
    reason: 'who: nobody # really'
    until: {LATER}
"""
    )


def fingerprint_as_written(folder: Path, rule: str) -> str:
    """In quotes where it begins with a digit: `12e4` is a number."""
    (folder / FILE).rename(folder / "aside")
    found = fingerprint(folder, rule)
    (folder / "aside").rename(folder / FILE)
    return f"'{found}'" if found[0].isdigit() else found


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_people_wrote_into_the_file_stays(newline: str, folder: Path) -> None:
    approve(folder, "response-status-removed", "--reason", "nobody reads it")
    written = (folder / FILE).read_text()
    text = written.replace("  - finger", "  # agreed in the\n  # meeting of May\n  - finger").replace(
        "reads it", "reads it   # says Ada"
    )
    text = (text + "\n# the end\n").replace("\n", newline)
    (folder / FILE).write_bytes(text.encode())
    approve(folder, "operation-removed", "--reason", "nobody calls it")
    after = (folder / FILE).read_bytes().decode()
    lines = after.split(newline)
    assert [line for line in text.split(newline) if line not in lines] == []
    assert (
        after.index("DELETE /orders") < after.index("# agreed in the") < after.index("reads it   # says Ada")
    )
    assert ("\r\n" in newline) == ("\r\n" in after)
    assert after.count("\n") == after.count(newline)


def test_an_approval_can_be_renewed(folder: Path) -> None:
    found = fingerprint(folder, "operation-removed")
    for options in (
        ["first", "--until", LATER],
        ["second"],
        ["third", "--until", LATER],
        ["fourth", "--until", LATER],
    ):
        run = diff(folder, "--approve", found, "--reason", *options)
        assert run.err == f"wrote 1 approval to {FILE}\n"
        text = (folder / FILE).read_text()
        assert text.count("fingerprint: ") == 1
        assert f"    reason: {options[0]}\n" in text
        assert (f"    until: {LATER}\n" in text) == (len(options) > 1)


def test_an_approval_holds_until_its_day_and_then_it_is_told(folder: Path) -> None:
    approve(folder, "operation-removed", "--reason", "nobody calls it", "--until", LATER)
    text = (folder / FILE).read_text()
    (folder / FILE).write_text(text.replace(LATER, "2020-02-29"))
    run = diff(folder)
    assert run.code == 1
    assert run.err == f"{FILE}:5: the approval of operation-removed (DELETE /orders) ended on 2020-02-29\n"
    assert "error[operation-removed]" in run.out


def test_an_approval_that_fits_nothing_is_told(folder: Path) -> None:
    approve(folder, "operation-removed", "--reason", "nobody calls it")
    unused = (
        f"{FILE}:5: the approval of operation-removed (DELETE /orders) fits no change any more; delete it\n"
    )
    assert apilint("diff", "old.yaml", "old.yaml", cwd=folder).err == unused
    assert apilint("diff", "old.yaml", "old.yaml", "--quiet", cwd=folder).err == ""
    assert apilint("diff", "old.yaml", "old.yaml", "--ignore", "operation-removed", cwd=folder).err == ""


def test_an_approval_of_another_description_is_none_of_this_ones_business(folder: Path) -> None:
    approve(folder, "operation-removed", "--reason", "nobody calls it")
    (folder / "carts.yaml").write_text(OLD.replace("/orders", "/carts"))
    assert apilint("diff", "carts.yaml", "carts.yaml", cwd=folder).err == ""


def test_the_file_stands_beside_the_configuration(folder: Path) -> None:
    (folder / "api").mkdir()
    for name in ("old.yaml", "new.yaml"):
        (folder / name).rename(folder / "api" / name)
    inside = folder / "api"
    assert (
        approve(inside, "operation-removed", "--reason", "nobody").err == f"wrote 1 approval to ../{FILE}\n"
    )
    assert (folder / FILE).exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--approve", "0000000000000000", "--reason", "x"], "is not the fingerprint of one finding"),
        (["--approve", "", "--reason", "x"], "is not the fingerprint of one finding"),
        (["--approve", "00000000"], "an approval needs a reason"),
        (["--reason", "x"], "nothing is approved"),
        (["--approve", "00000000", "--reason", "x", "--until", "tomorrow"], "`tomorrow` is no date"),
        (
            ["--approve", "00000000", "--reason", "x", "--until", "2020-01-01"],
            "`--until 2020-01-01` has passed",
        ),
    ],
)
def test_approvals_that_make_no_sense_are_refused(options: list[str], message: str, folder: Path) -> None:
    run = diff(folder, *options)
    assert (run.code, run.out) == (2, "")
    assert message in run.err
    assert not (folder / FILE).exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version: 2\napprovals: []\n", "apilint-approvals.yaml:1: needs `version: 1`"),
        (
            "version: 1\napprovals:\n  - rule: x\n",
            "apilint-approvals.yaml:3: an approval has no `fingerprint`",
        ),
        ("version: 1\napprovals:\n  - {fingerprint: a, reason: b, until: May}\n", "yaml:3: `May` is no date"),
        ("version: [", "apilint-approvals.yaml:1:"),
        ("- 1\n", "needs `version: 1`"),
    ],
)
def test_a_file_that_is_not_understood_is_refused_with_its_line(
    text: str, message: str, folder: Path
) -> None:
    (folder / FILE).write_text(text)
    run = diff(folder)
    assert (run.code, run.out) == (2, "")
    assert message in run.err


@pytest.mark.parametrize(
    "listed", ["approvals: []   # none\n", "approvals:\n", "approvals: []", "approvals: null\n# x\n"]
)
def test_an_empty_list_takes_a_first_entry(listed: str, folder: Path) -> None:
    (folder / FILE).write_text("# ours\nversion: 1\n" + listed)
    assert approve(folder, "operation-removed", "--reason", "nobody").err == f"wrote 1 approval to {FILE}\n"
    text = (folder / FILE).read_text()
    assert text.startswith("# ours\nversion: 1\napprovals:\n  - fingerprint: ")
    assert text.endswith("\n")
    assert ("# none" in text, "# x" in text) == ("# none" in listed, "# x" in listed)
    assert len(diff(folder, "-f", "json", "--select", "operation-removed").findings) == 0


def test_a_list_on_one_line_is_left_alone(folder: Path) -> None:
    text = "version: 1\napprovals: [{fingerprint: abcdef00, rule: a, operation: b, reason: c}]\n"
    (folder / FILE).write_text(text)
    run = approve(folder, "operation-removed", "--reason", "nobody")
    assert run.code == 2
    assert "cannot be added to as it is written" in run.err
    assert (folder / FILE).read_text() == text


def test_without_a_configuration_the_file_stands_where_the_run_began(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    (inside / "api").mkdir(parents=True)
    for name, text in (("old.yaml", OLD), ("new.yaml", NEW)):
        (inside / "api" / name).write_text(text)
    names = ("api/old.yaml", "api/new.yaml")
    findings = apilint("diff", *names, "-f", "json", cwd=inside).findings
    apilint("diff", *names, "--approve", findings[0]["fingerprint"], "--reason", "x", cwd=inside)
    assert [path.relative_to(tmp_path) for path in tmp_path.rglob(FILE)] == [Path("inside", FILE)]
