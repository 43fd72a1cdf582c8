"""References that lead nowhere: what they name is neither there nor gone, and all the rest is compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import Ended, apilint

HEAD = "openapi: 3.1.0\ninfo: {title: Orders, version: 1.0.0}\n"
BASE = (
    HEAD
    + """\
paths:
  /orders:
    parameters: [{name: page, in: query, schema: {type: integer}}]
    post:
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string}, k: {}, m: {}}}}}}
      responses:
        '200': {description: taken in, headers: {ETag: {}, Age: {}}, content: {application/json: {schema: {type: object, properties: {b: {type: string}, n: {}}}}}}
        '404': {description: nothing there}
      callbacks: {paid: {'{$request.query.url}': {post: {}}}, sent: {'{$request.query.other}': {post: {}}}}
"""
)
LOST = "{$ref: '#/components/schemas/Lost'}"
BODY = (
    "{content: {application/json: {schema: {type: object, properties: {a: {type: string}, k: {}, m: {}}}}}}"
)
ANSWER = "{description: taken in, headers: {ETag: {}, Age: {}}, content: {application/json: {schema: {type: object, properties: {b: {type: string}, n: {}}}}}}"
BROKEN = {
    "the path": ("    post:\n", "    $ref: nothing.yaml\n    x-post:\n"),
    "a parameter": ("[{name: limit, in: query, schema: {type: integer}}]", "[{$ref: nothing.yaml}]"),
    "the schema of a parameter": ("limit, in: query, schema: {type: integer}", f"limit, in: query, schema: {LOST}"),
    "the body": (BODY, "{$ref: nothing.yaml}"),
    "the schema of the body": ("{type: object, properties: {a: {type: string}, k: {}, m: {}}}", LOST),
    "a property of the body": ("a: {type: string}", f"a: {LOST}"),
    "a branch": ("a: {type: string}", f"a: {{anyOf: [{{type: string}}, {LOST}]}}"),
    "a part": ("a: {type: string}", f"a: {{allOf: [{LOST}, {{type: string}}]}}"),
    "a part beside": ("a: {type: string}", "a: {$ref: '#/components/schemas/Lost', type: string}"),
    "a property of an answer": ("b: {type: string}", f"b: {LOST}"),
    "an answer": (ANSWER, "{$ref: nothing.yaml}"),
    "a header": ("ETag: {}", "ETag: {$ref: '#/components/headers/Lost'}"),
    "a callback": ("paid: {'{$request.query.url}': {post: {}}}", "paid: {$ref: nothing.yaml}"),
}  # fmt: skip


def diff(folder: Path, old: str, new: str, *options: str) -> Ended:
    (folder / "old.yaml").write_text(old)
    (folder / "new.yaml").write_text(new)
    return apilint("diff", "old.yaml", "new.yaml", "--format", "json", *options, cwd=folder)


def told(run: Ended) -> list[tuple[str, str]]:
    return [(each["rule"], each["severity"]) for each in run.findings]


@pytest.mark.parametrize("is_forward", [True, False], ids=["new", "old"])
@pytest.mark.parametrize("name", BROKEN)
def test_what_a_broken_reference_names_is_neither_there_nor_gone(
    name: str, is_forward: bool, tmp_path: Path
) -> None:
    old, new = BASE, BASE.replace(*BROKEN[name])
    assert old != new
    run = diff(tmp_path, *((old, new) if is_forward else (new, old)))
    assert (run.code, told(run)) == (0, [("ref-resolves", "warning")])
    where = "now" if is_forward else "in the old description"
    assert run.findings[0]["message"].startswith("cannot tell whether this breaks: `")
    assert run.findings[0]["message"].endswith(f"` leads nowhere {where}")
    file = "new" if is_forward else "old"
    assert run.err == f"{file}.yaml: 1 reference leads nowhere, and what is named there was not compared\n"


CHANGES = {
    "required-parameter-added": ("[{name: page", "[{name: other, in: query, required: true}, {name: page"),
    "parameter-narrowed": ("page, in: query, schema: {", "page, in: query, schema: {maximum: 9, "),
    "request-property-removed": (", m: {}", ""),
    "request-narrowed": ("k: {}", "k: {type: string}"),
    "response-property-removed": (", n: {}", ""),
    "response-status-removed": ("        '404': {description: nothing there}\n", ""),
    "response-header-removed": (", Age: {}", ""),
    "callback-removed": (", sent: {'{$request.query.other}': {post: {}}}", ""),
}  # fmt: skip
HIDDEN = {
    "a parameter": ["required-parameter-added"],
    "the body": ["request-property-removed", "request-narrowed"],
    "the schema of the body": ["request-property-removed", "request-narrowed"],
    "an answer": ["response-property-removed", "response-header-removed"],
    "the path": list(CHANGES),
}


@pytest.mark.parametrize("side", ["new", "old", "both"])
@pytest.mark.parametrize("name", BROKEN)
def test_the_rest_of_an_operation_is_compared(name: str, side: str, tmp_path: Path) -> None:
    changes = {rule: change for rule, change in CHANGES.items() if rule not in HIDDEN.get(name, ())}
    old, new, broken = BASE, BASE, BROKEN[name]
    for change in changes.values():
        assert change[0] in new
        new, broken = new.replace(*change), tuple(each.replace(*change) for each in broken)
    old = old.replace(*BROKEN[name]) if side != "new" else old
    new = new.replace(*broken) if side != "old" else new
    found = told(diff(tmp_path, old, new))
    assert {rule for rule, _ in found} - {"ref-resolves", "response-widened", "response-narrowed"} == {
        *changes
    }
    assert found.count(("ref-resolves", "warning")) == (side != "both")


def test_a_parameter_that_both_know_by_one_broken_reference_hides_no_other(tmp_path: Path) -> None:
    old, new = (
        BASE.replace(*BROKEN["a parameter"]).replace(*each)
        for each in (("", ""), CHANGES["required-parameter-added"])
    )
    assert ("required-parameter-added", "error") in told(diff(tmp_path, old, new))


@pytest.mark.parametrize("name", ["a part", "a part beside"])
def test_what_changed_beside_a_reference_that_leads_nowhere_in_both_is_told(
    name: str, tmp_path: Path
) -> None:
    """It was left out, as if the reference were new and another finding told of it."""
    start, broken = BROKEN[name]
    old = BASE.replace(start, broken)
    new = BASE.replace(start, broken.replace("type: string", "type: integer"))
    assert old != new
    assert told(diff(tmp_path, old, new)) == [("request-narrowed", "warning")]
    assert told(diff(tmp_path, old, old)) == []


def test_one_file_that_is_not_there_is_one_finding(tmp_path: Path) -> None:
    new = BASE.replace("a: {type: string}", "a: {$ref: 'lost.yaml#/a'}").replace(
        "b: {type: string}", "b: {$ref: 'lost.yaml#/b'}"
    )
    run = diff(tmp_path, BASE, new)
    assert told(run) == [("ref-resolves", "warning")]


def test_a_component_that_leads_nowhere_hides_what_uses_it(tmp_path: Path) -> None:
    end = "components: {parameters: {Limit: %s}}\n"
    text = BASE.replace(BROKEN["a parameter"][0], "[{$ref: '#/components/parameters/Limit'}]")
    old, new = (
        text + end % each
        for each in ("{name: limit, in: query, schema: {type: integer}}", "{$ref: nothing.yaml}")
    )
    for texts in ((old, new), (new, old)):
        assert told(diff(tmp_path, *texts)) == [("ref-resolves", "warning")]
