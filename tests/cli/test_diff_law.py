"""The law of `apilint diff`: requests must not become less, answers not more; where the service sends, the other way."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import apilint

HEAD = "openapi: 3.1.0\ninfo: {title: Orders, version: 1.0.0}\n"
SHAPES = {
    "request": """
paths:
  /orders:
    post:
      %s
      requestBody: {content: {application/json: {schema: %s}}}
      responses: {'202': {description: taken in}}
""",
    "response": """
paths:
  /orders:
    get:
      %s
      responses: {'200': {description: all, content: {application/json: {schema: %s}}}}
""",
    "webhook": """
webhooks:
  paid:
    post:
      %s
      requestBody: {content: {application/json: {schema: %s}}}
      responses: {'204': {description: understood}}
""",
    "callback": """
paths:
  /orders:
    post:
      %s
      responses: {'202': {description: taken in}}
      callbacks:
        paid:
          '{$request.query.url}':
            post:
              requestBody: {content: {application/json: {schema: %s}}}
              responses: {'204': {description: understood}}
""",
    "answer to a webhook": """
webhooks:
  paid:
    post:
      %s
      responses: {'200': {description: understood, content: {application/json: {schema: %s}}}}
""",
}
SENT_BY_CLIENT = ("request", "answer to a webhook")
LESS = [
    ("{type: string}", "{type: string, maxLength: 20}"),
    ("{type: object, properties: {a: {type: string}}}", "{type: object, required: [a], properties: {a: {type: string}}}"),
    ("{type: [integer, 'null']}", "{type: integer}"),
    ("{anyOf: [{type: string}, {type: integer}]}", "{type: integer}"),
    ("{type: array, items: {type: number}}", "{type: array, items: {type: integer}}"),
    ("{type: string}", "{type: string, not: {const: none}}"),
    ("{type: object, additionalProperties: {type: string}}", "{type: object, additionalProperties: {type: string, minLength: 1}}"),
]  # fmt: skip


def found(folder: Path, old: str, new: str, *options: str) -> dict[str, str]:
    (folder / "old.yaml").write_text(HEAD + old)
    (folder / "new.yaml").write_text(HEAD + new)
    run = apilint("diff", "old.yaml", "new.yaml", "--format", "json", *options, cwd=folder)
    assert run.code in (0, 1), run.err
    return {each["rule"]: each["severity"] for each in run.findings}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("is_less", [True, False], ids=["less", "more"])
@pytest.mark.parametrize(("wide", "narrow"), LESS)
def test_the_direction_of_a_value_decides(
    shape: str, is_less: bool, wide: str, narrow: str, tmp_path: Path
) -> None:
    old, new = (
        SHAPES[shape] % ("summary: x", schema) for schema in ((wide, narrow) if is_less else (narrow, wide))
    )
    is_sent = shape in SENT_BY_CLIENT
    rule = f"{'request' if is_sent else 'response'}-{'narrowed' if is_less else 'widened'}"
    assert found(tmp_path, old, new) == {rule: "error" if is_sent == is_less else "info"}


@pytest.mark.parametrize(
    ("level", "severity"), [("draft", "info"), ("alpha", "info"), ("beta", "error"), ("stable", "error")]
)
def test_what_is_not_stable_is_not_held_to_the_contract(level: str, severity: str, tmp_path: Path) -> None:
    old, new = (SHAPES["request"] % (f"x-stability-level: {level}", schema) for schema in LESS[0])
    assert found(tmp_path, old, new) == {"request-narrowed": severity}
    assert found(tmp_path, old, "paths: {}\n") == {"operation-removed": severity}


@pytest.mark.parametrize(
    ("marks", "severity"),
    [
        ("", "error"),
        ("deprecated: true, ", "info"),
        ("deprecated: true, x-sunset: '2020-01-31', ", "info"),
        ("deprecated: true, x-sunset: '2990-01-31', ", "error"),
    ],
)
def test_a_required_property_may_go_as_its_deprecation_announced(
    marks: str, severity: str, tmp_path: Path
) -> None:
    schema = f"{{type: object, required: [a], properties: {{a: {{{marks}type: string}}}}}}"
    old, new = (
        SHAPES["response"] % ("summary: x", each) for each in (schema, "{type: object, properties: {b: {}}}")
    )
    assert found(tmp_path, old, new)["response-widened"] == severity


@pytest.mark.parametrize(
    ("marks", "options", "severity"),
    [
        ("", (), "warning"),
        ("", ("--strict-readers",), "error"),
        ("x-extensible-enum: [a], ", ("--strict-readers",), "info"),
        ("x-apilint-open-enum: true, ", (), "info"),
    ],
)
def test_another_value_in_answers_depends_on_the_readers(
    marks: str, options: tuple[str, ...], severity: str, tmp_path: Path
) -> None:
    old, new = (
        SHAPES["response"] % ("summary: x", f"{{{marks}type: string, enum: {values}}}")
        for values in ("[a]", "[a, b]")
    )
    assert found(tmp_path, old, new, *options) == {"response-enum-extended": severity}


@pytest.mark.parametrize(("options", "severity"), [((), "info"), (("--strict-readers",), "error")])
def test_another_property_of_a_closed_answer_depends_on_the_readers(
    options: tuple[str, ...], severity: str, tmp_path: Path
) -> None:
    closed = "{type: object, additionalProperties: false, properties: {%s}}"
    old, new = (SHAPES["response"] % ("summary: x", closed % each) for each in ("a: {}", "a: {}, b: {}"))
    assert found(tmp_path, old, new, *options) == {"response-property-added": severity}


def test_one_cause_in_a_component_is_one_finding_with_all_that_it_reaches(tmp_path: Path) -> None:
    text = """
paths:
  /orders:
    get: {responses: {'200': {description: all, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}}}}
  /orders/{id}:
    get: {responses: {'200': {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}}
components: {schemas: {Order: {type: object, properties: {total: {type: integer}}}}}
"""
    (tmp_path / "old.yaml").write_text(HEAD + text)
    (tmp_path / "new.yaml").write_text(HEAD + text.replace("integer", "number"))
    run = apilint("diff", "old.yaml", "new.yaml", "--format", "json", cwd=tmp_path)
    (finding,) = run.findings
    assert finding["operations"] == ["GET /orders", "GET /orders/{id}"]
    assert finding["message"] == "`total` is `number` now, and was `integer`"
    assert finding["change"]["witness"] == [{"total": 0.5}]


@pytest.mark.parametrize(
    ("old", "new", "rule", "severity"),
    [
        ("{const: a}", "{const: b}", "response-widened", "error"),
        ("{enum: [a]}", "{enum: [b]}", "response-widened", "error"),
        ("{enum: [a]}", "{enum: [a, b]}", "response-enum-extended", "warning"),
        ("{enum: [a, b]}", "{enum: [a, c]}", "response-enum-extended", "warning"),
        ("{enum: [a, b]}", "{type: string}", "response-enum-extended", "warning"),
        ("{enum: [a, b]}", "{type: [string, integer], enum: [a, b, 3]}", "response-enum-extended", "warning"),
        (
            "{oneOf: [{type: object, required: [k], properties: {k: {const: a}}}]}",
            "{oneOf: [{type: object, required: [k], properties: {k: {const: a}}},"
            " {type: object, required: [k], properties: {k: {const: b}}}]}",
            "response-widened",
            "error",
        ),
    ],
)
def test_a_value_more_is_not_another_value(
    old: str, new: str, rule: str, severity: str, tmp_path: Path
) -> None:
    said = found(tmp_path, *(SHAPES["response"] % ("summary: x", each) for each in (old, new)))
    said.pop("response-narrowed", None)
    assert said == {rule: severity}


def test_a_property_of_any_name_is_called_so(tmp_path: Path) -> None:
    schema = "{type: object, properties: {files: {type: object, additionalProperties: {type: %s}}}}"
    (tmp_path / "old.yaml").write_text(HEAD + SHAPES["request"] % ("summary: x", schema % "[object, 'null']"))
    (tmp_path / "new.yaml").write_text(HEAD + SHAPES["request"] % ("summary: x", schema % "object"))
    run = apilint("diff", "old.yaml", "new.yaml", "--format", "json", cwd=tmp_path)
    assert [each["message"] for each in run.findings] == [
        "`files.*` is `object` now, and was `object` or `null`"
    ]


@pytest.mark.parametrize(
    ("wide", "narrow", "told"),
    [
        ("{properties: {a: {}, b: {}}}", "{required: [a, b], properties: {a: {}, b: {}}}", "is required now"),
        (
            "{additionalProperties: false, properties: {a: {$ref: '#/x'}, b: {$ref: '#/x'}}}",
            "{additionalProperties: false, properties: {c: {}}}",
            "must not be there any more",
        ),
    ],
)
def test_each_of_two_members_that_break_alike_is_told(
    wide: str, narrow: str, told: str, tmp_path: Path
) -> None:
    end = "\nx: {type: string}\n"
    (tmp_path / "old.yaml").write_text(HEAD + SHAPES["request"] % ("summary: x", wide) + end)
    (tmp_path / "new.yaml").write_text(HEAD + SHAPES["request"] % ("summary: x", narrow) + end)
    run = apilint(
        "diff", "old.yaml", "new.yaml", "--format", "json", "--select", "request-narrowed", cwd=tmp_path
    )
    assert [each["message"][:3] for each in run.findings if told in each["message"]] == ["`a`", "`b`"]


def test_one_is_not_true_in_an_object_that_is_wanted(tmp_path: Path) -> None:
    """`const: {a: 1}` was taken for `const: {a: true}`, as Python takes it."""
    old, new = (HEAD + SHAPES["request"] % ("", f"{{const: {{a: {each}}}}}") for each in ("1", "true"))
    (tmp_path / "old.yaml").write_text(old)
    (tmp_path / "new.yaml").write_text(new)
    run = apilint("diff", "old.yaml", "new.yaml", "--format", "json", cwd=tmp_path)
    assert {each["rule"] for each in run.findings} == {"request-narrowed", "request-widened"}
