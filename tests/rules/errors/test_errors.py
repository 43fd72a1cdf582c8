"""The odd cases of the rules on errors: findings on the marked lines, silence where none is marked."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from support import findings_of_example, marked_lines

RULES = load_rules()


def error(
    schema: str = "{type: object}", media: str = "application/json", status: str = "'400'", mark: str = ""
) -> str:
    """A document with one error; `mark` goes behind `schema`."""
    return f"""
        paths:
          /orders:
            post:
              responses:
                '201': {{description: created}}
                {status}:
                  description: an error
                  content:
                    {media}:
                      schema:{mark}
                        {schema}
    """


def errors(*schemas: str) -> str:
    """A document with one error for each schema, at `/0`, `/1`, ..."""
    lines = ["        paths:"]
    for number, schema in enumerate(schemas):
        content = f"{{application/json: {{schema: {schema}}}}}"
        lines.append(f"          /{number}: {{get: {{responses: {{'400': {{content: {content}}}}}}}}}")
    return "\n".join(lines)


BASE = "{properties: {code: {}, message: {}}}"
MARK = "  # <-"
TEXT, FAULT = "{properties: {text: {}}}", "{properties: {fault: {}}}"
PROBLEM = "application/problem+json"

CASES = {
    # Shapes ---------------------------------------------------------------------------------------
    "error-shape-consistent four errors say nothing": errors(*[BASE] * 3, "{properties: {other: {}}}"),
    "error-shape-consistent odd one": errors(*[BASE] * 5, "{properties: {other: {}}}") + MARK,
    "error-shape-consistent array": errors(*[BASE] * 5, "{type: array, items: {type: string}}") + MARK,
    "error-shape-consistent further fields": errors(
        *[BASE] * 5, f"{{allOf: [{BASE}, {{properties: {{x: {{}}}}}}]}}"
    ),
    "error-shape-consistent has the message": errors(*[BASE] * 5, "{properties: {message: {}, path: {}}}"),
    "error-shape-consistent OAuth": errors(*[BASE] * 5, "{properties: {error: {}, error_description: {}}}"),
    "error-shape-consistent free-form": errors(
        *[BASE] * 5, "{type: object}", "{}", "{additionalProperties: true}"
    ),
    "error-shape-consistent one alternative keeps to it": errors(
        *[BASE] * 5, f"{{oneOf: [{{properties: {{other: {{}}}}}}, {BASE}]}}"
    ),
    "error-shape-consistent part that cannot be found": errors(
        *[BASE] * 5, "{allOf: [{$ref: '#/nowhere'}, {properties: {other: {}}}]}"
    ),
    "error-shape-consistent no base": errors(*[TEXT] * 3, *[FAULT] * 2).replace("paths:", "paths:" + MARK),
    "error-shape-consistent nothing but text": errors(*["{type: string}"] * 6),
    "error-shape-consistent success is no error": errors(*[TEXT] * 5, "{}").replace(
        "{'400': {content: {application/json: {schema: {}}}}}",
        "{default: {content: {application/json: {schema: {properties: {id: {}}}}}}}",
    ),
    # Schemas --------------------------------------------------------------------------------------
    "error-has-schema no content": """
        paths:
          /a:
            get:
              responses:
                '200': {description: ok}
                '304': {description: unchanged}
                '401': {description: from the gateway}
                '404': {description: nothing}  # <-
                '429': {description: too many}
                '502': {description: from the gateway}
                default: {description: anything else}  # <-
    """,
    "error-has-schema default alone may be the success": """
        paths: {/a: {get: {responses: {default: {description: all}}}}}
    """,
    "error-has-schema HEAD": "paths: {/a: {head: {responses: {'200': {}, '404': {description: no}}}}}",
    "error-has-schema callbacks are answered by the client": """
        paths:
          /a:
            post:
              callbacks: {done: {'{$request.body#/url}': {post: {responses: {'400': {description: no}}}}}}
    """,
    "error-has-schema webhooks are answered by the client": """
        webhooks: {done: {post: {responses: {'400': {description: no}}}}}
    """,
    "error-has-schema text needs none": """
        paths: {/a: {get: {responses: {'400': {content: {text/plain: {}}}}}}}
    """,
    "error-has-schema JSON needs one": """
        paths:
          /a:
            get:
              responses:
                '400':
                  content:
                    application/json: {}  # <-
    """,
    "error-has-schema behind a broken reference": """
        paths: {/a: {get: {responses: {'400': {content: {application/json: {schema: {$ref: '#/no'}}}}}}}}
    """,
    "error-has-schema shared answers are told once": """
        paths:
          /a: {get: {responses: {'400': {$ref: '#/components/responses/Wrong'}}}}
          /b: {get: {responses: {'400': {$ref: '#/components/responses/Wrong'}}}}
        components:
          responses:
            Wrong: {description: wrong input}  # <-
            Unused: {description: nobody uses it}
    """,
    "error-has-schema 2.0": """
        swagger: '2.0'
        paths:
          /a:
            get:
              responses:
                '400': {description: no}  # <-
                '404': {description: no, schema: {type: object}}
    """,
    # Problems -------------------------------------------------------------------------------------
    "error-problem-json offered beside": """
        paths:
          /a:
            get:
              responses:
                '400': {content: {application/json: {}, application/problem+json: {}}}
                '500': {content: {text/html: {}}}
                '503': {content: {application/problem+json; charset=utf-8: {}}}
    """,
    "problem-schema-valid extensions are free": error(
        "{properties: {type: {}, title: {}, status: {type: integer}, detail: {}, errors: {type: array}}}",
        PROBLEM,
    ),
    "problem-schema-valid not a problem": error("{properties: {status: {type: string}}}"),
    "problem-schema-valid free-form": error("{type: object}", PROBLEM),
    "problem-schema-valid type is an object": error(
        "properties: {title: {}, status: {}, detail: {}, type: {type: object}}  # <-", PROBLEM
    ),
    "problem-schema-valid nullable": error(
        "{properties: {title: {type: [string, 'null']}, status: {type: number}, detail: {}, type: {}}}",
        PROBLEM,
    ),
    "problem-schema-valid list of problems": error("{type: array, items: {}}", PROBLEM, mark=MARK),
    "problem-schema-valid something else": error("{properties: {name: {}, total: {}}}", PROBLEM, mark=MARK),
    "problem-schema-valid composed": error(
        "{allOf: [{properties: {type: {}, title: {}}}, {properties: {status: {}, detail: {}}}]}", PROBLEM
    ),
    # Internals ------------------------------------------------------------------------------------
    "error-no-internals whole names only": error(
        "{properties: {stackId: {}, exceptionId: {}, sqlEngine: {}, traceId: {}, haystack: {}, trace: {}}}"
    ),
    "error-no-internals nested in a list": error(
        "properties: {errors: {type: array, items: {properties: {call_stack: {}}}}}  # <-"
    ),
    "error-no-internals not in a success": error("{properties: {exception: {}}}", status="'202'"),
    "error-no-internals inherited from a component": """
        paths:
          /a:
            get:
              responses:
                '500': {content: {application/json: {schema: {$ref: '#/components/schemas/E'}}}}
        components:
          schemas:
            E: {allOf: [{$ref: '#/components/schemas/Base'}]}
            Base:
              properties:
                message: {type: string}
                innerException: {type: string}  # <-
    """,
    "error-no-internals endless schema": """
        paths:
          /a:
            get:
              responses:
                '500': {content: {application/json: {schema: {$ref: '#/components/schemas/E'}}}}
        components:
          schemas:
            E:
              properties:
                cause: {$ref: '#/components/schemas/E'}
                any: {anyOf: [{$ref: '#/components/schemas/E'}]}
    """,
    "error-no-internals examples": """
        paths:
          /a:
            get:
              responses:
                '500':
                  content:
                    application/json:
                      examples:
                        java: {value: {text: "failed\\n  at com.example.Orders.find(Orders.java:12)"}}  # <-
                        python: {value: {errors: ["Traceback (most recent call last):\\n"]}}  # <-
                        oracle: {value: {text: 'ORA-00942: table or view does not exist'}}  # <-
                        harmless: {value: {text: 'look at the documentation (page 12)'}}
                '200': {content: {application/json: {example: {log: 'ORA-00942: table'}}}}
    """,
    # Codes ----------------------------------------------------------------------------------------
    "error-machine-code suffix": error("{properties: {messageText: {}, errorCode: {}}}"),
    "error-machine-code nested": error("{properties: {error: {properties: {text: {}}}}}"),
    "error-machine-code in a list": error(
        "{properties: {errors: {type: array, items: {properties: {code: {}}}}}}"
    ),
    "error-machine-code status is none": error("{properties: {status: {}, message: {}}}", mark=MARK),
    "error-machine-code only text": error("{type: string}", mark=MARK),
    "error-machine-code free-form": error("{type: object}"),
    "error-machine-code open": error("{properties: {ok: {}}, additionalProperties: true}"),
    "error-machine-code unknown part": error("{properties: {message: {}, details: {type: object}}}"),
}


@pytest.mark.parametrize("case", CASES)
def test_findings_stand_on_the_marked_lines(case: str) -> None:
    rule = RULES[case.partition(" ")[0]]
    assert [finding.span.line for finding in findings_of_example(rule, CASES[case])] == marked_lines(
        CASES[case]
    )


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.topic == "errors"])
@pytest.mark.parametrize(
    "text",
    [
        "paths: {/a: {get: {responses: {'400': {content: {application/json: {schema: true}}}}}}}",
        "paths: {/a: {get: {responses: {'400': {content: {application/problem+json: {schema: {}}}}}}}}",
        "paths: {/a: {get: {responses: {'400': {content: {application/json: {schema: {properties: []}}}}}}}}",
    ],
)
def test_what_is_missing_or_of_a_wrong_type_is_borne(name: str, text: str) -> None:
    messages = [finding.message for finding in findings_of_example(RULES[name], text)]
    assert messages in ([], ["`400` is `application/json`"])


def test_members_that_are_not_declared_are_only_mentioned() -> None:
    example = error("{properties: {type: {}, title: {}, status: {}, details: {type: string}}}", PROBLEM)
    (finding,) = findings_of_example(RULES["problem-schema-valid"], example)
    assert finding.severity is Severity.INFO
    assert finding.help == "`details` should be `detail`"


def test_an_error_schema_is_called_by_its_name_or_its_answer() -> None:
    (finding,) = findings_of_example(RULES["error-machine-code"], error("{properties: {message: {}}}"))
    assert finding.message == "the schema of `400` of `POST /orders` has no machine-readable code"


def test_answers_with_one_odd_schema_are_one_finding() -> None:
    odd = "{$ref: '#/components/schemas/Odd'}"
    example = (
        errors(*[BASE] * 8, odd, odd) + "\n        components: {schemas: {Odd: {properties: {fault: {}}}}}"
    )
    (finding,) = findings_of_example(RULES["error-shape-consistent"], example)
    assert finding.message == (
        "error schema `Odd` (2 answers) is not built on `code`, `message` as 8 other errors are"
    )
