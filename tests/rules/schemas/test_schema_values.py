"""The odd cases of the rules on patterns, bounds, defaults, enums and satisfiability."""

from __future__ import annotations

import time

import pytest

from apilint_rules.core.ecma.errors import PatternError
from apilint_rules.core.ecma.reader import read
from apilint_rules.core.registry import load_rules
from apilint_rules.schemas._ambiguity import blowup
from support import findings_of_example, marked_lines

RULES = load_rules()

CASES = {
    "pattern-valid what other languages know": r"""
        components:
          schemas:
            A: {pattern: '\Aabc\z'}  # <- <-
            B: {pattern: '[[:alpha:]]+'}  # <-
            C: {pattern: '(?i)abc'}  # <-
            D: {pattern: '\\A'}
            E: {patternProperties: {'^(x': {}}}  # <-
    """,
    "pattern-valid slashes": """
        components:
          schemas:
            A: {pattern: '/[a-z]+/'}  # <-
            B: {pattern: /v1/orders}
            C: {pattern: '^/v1/[a-z]+/$'}
            D: {pattern: /api/}
    """,
    "pattern-valid what is no string": """
        components: {schemas: {A: {pattern: 42}, B: {pattern: ''}, C: {patternProperties: []}}}
    """,
    "pattern-valid a parameter of 2.0": """
        swagger: '2.0'
        paths: {/a: {get: {parameters: [{name: a, in: query, type: string, pattern: '(x'}]}}}  # <-
    """,
    "pattern-anchored parts that are meant as parts": r"""
        components:
          schemas:
            A: {pattern: '^https://'}
            B: {pattern: '\.pdf$'}
            C: {pattern: '^do:(droplet|space):.*'}
            D: {pattern: '\S+'}
            E: {pattern: '(?=.*[a-z])(?=.*[A-Z])'}
            F: {pattern: '\{question\}'}
            G: {pattern: '(\{a\}[\s\S]*?\{b\}|\{b\}[\s\S]*?\{a\})'}
            H: {pattern: '^refs/(heads|tags)/.*$'}
            I: {pattern: '^(a|b)$'}
            J: {pattern: '(^a$|^b$)'}
            K: {pattern: 'a+', enum: [a]}
            L: {pattern: '[a-z]'}
    """,
    "pattern-anchored parts that are meant as a whole": r"""
        components:
          schemas:
            A: {pattern: '^[a-z]+'}  # <-
            B: {pattern: '[a-z]+$'}  # <-
            C: {pattern: '^$|[0-9]{8}'}  # <-
            D: {pattern: 'asc|desc'}  # <-
            E: {pattern: '\d+(\.\d+)?'}  # <-
            F: {pattern: '(?:[a-z]+-[0-9]+)'}  # <-
    """,
    "pattern-redos-safe what is not certain": r"""
        components:
          schemas:
            A: {pattern: '^((?!x)a+)+$'}
            B: {pattern: '^(a+)+'}
            C: {pattern: '^[a-z]+(-[a-z]+)*$'}
            D: {pattern: '(x'}
            E: {pattern: '^(\d+,)*\d+$'}
            F: {pattern: '^(a+b?)+$'}  # <-
    """,
    "bounds-coherent all kinds": """
        openapi: 3.0.4
        components:
          schemas:
            A: {type: string, minLength: 5, maxLength: 2}  # <-
            B: {type: object, minProperties: 2, maxProperties: 1}  # <-
            C: {type: number, minimum: 1.5, maximum: 1}  # <-
            D: {type: number, minimum: 5, exclusiveMinimum: true, maximum: 5}  # <-
            E: {type: number, minimum: 5, exclusiveMinimum: false, maximum: 5}
            F: {type: integer, minimum: '9', maximum: 1, minLength: x, maxLength: 0}
    """,
    "bounds-coherent exclusive numbers": """
        components:
          schemas:
            A: {exclusiveMinimum: 5, exclusiveMaximum: 5}  # <-
            B: {minimum: 1, exclusiveMinimum: 9, maximum: 5}  # <-
            C: {contains: {type: string}, minContains: 3, maxContains: 2}  # <-
    """,
    "default-valid odd defaults": """
        components:
          schemas:
            A: {type: object, required: [id, a], properties: {id: {readOnly: true}, a: {}}, default: {a: 1}}
            B: {type: array, items: {type: string}, default: a}  # <-
            C: {type: string, default: null}  # <-
            D: {anyOf: [{type: string, default: null}, {type: 'null'}]}
            E: {type: object, properties: {default: {type: string}}}
        paths:
          /a:
            get:
              parameters:
                - {name: a, in: query, schema: {type: array, items: {type: string}, default: 'a,b'}}
                - {name: b, in: query, schema: {type: integer, default: many}}  # <-
    """,
    "default-valid 2.0": """
        swagger: '2.0'
        paths:
          /a:
            get:
              parameters:
                - {name: a, in: query, type: string, enum: [x], default: y}  # <-
    """,
    "enum-values-valid types, formats and places": """
        openapi: 3.0.4
        components:
          schemas:
            A: {type: array, enum: [a, b], items: {type: string}}  # <-
            B: {type: string, format: date, enum: [2026-01-31, tomorrow]}  # <-
            C: {type: string, pattern: '^[a-z]$', enum: [a, bc]}  # <-
            D: {type: number, enum: [1, 2.5]}
            E: {type: string, enum: [a, null]}  # <-
            F: {enum: [a, 1, null]}
            G: {type: string, enum: x}
            H: {type: string, enum: []}
    """,
    "enum-values-valid nullable": """
        openapi: 3.0.4
        components:
          schemas:
            A: {type: string, nullable: true, enum: [a, null]}
            B: {type: string, nullable: true, enum: [a]}  # <-
    """,
    "enum-values-valid twice": """
        components:
          schemas:
            A: {enum: [1, 1.0]}  # <-
            B: {enum: [true, 1, 'true', '1']}
            C: {enum: [{a: 1, b: 2}, {b: 2, a: 1}]}  # <-
    """,
    "schema-satisfiable allOf": """
        components:
          schemas:
            Closed: {type: object, additionalProperties: false, properties: {id: {type: string}}}
            A:
              allOf:  # <-
                - {$ref: '#/components/schemas/Closed'}
                - {type: object, required: [name], properties: {name: {type: string}}}
            B:
              allOf: [{$ref: '#/components/schemas/A'}, {type: object}]
            C:
              allOf: [{type: string, minLength: 5}, {type: string, maxLength: 3}]  # <-
            D:
              allOf: [{type: integer}, {minimum: 1}, {maximum: 0}]  # <-
            E:
              allOf: [{enum: [a, b]}, {enum: [c]}]  # <-
            F:
              allOf: [{enum: [a, b]}, {type: integer}]  # <-
            G:
              allOf: [{type: integer}, {type: number}]
            H:
              allOf: [{minLength: 5}, {maxLength: 3}]
            I:
              allOf: [{type: [string, 'null']}, {type: [object, 'null']}]
            J:
              allOf: [{$ref: '#/nowhere'}, {type: string}, {type: integer}]
            K: {type: integer, minimum: 1.2, maximum: 1.8}  # <-
            L: {type: object, required: [a], properties: {a: false}}  # <-
            M: {type: object, required: [a], patternProperties: {a: {}}, additionalProperties: false}
    """,
    "schema-satisfiable properties declared twice": """
        components:
          schemas:
            Base: {type: object, required: [kind], properties: {kind: {enum: [a, b]}, id: {type: integer}}}
            A:
              allOf:  # <- <-
                - {$ref: '#/components/schemas/Base'}
                - {type: object, properties: {kind: {const: c}, id: {type: string}}}
            B:
              allOf:
                - {$ref: '#/components/schemas/Base'}
                - {type: object, properties: {kind: {const: a}, id: {minimum: 1}}}
    """,
    "schema-satisfiable 3.1 references with siblings": """
        components:
          schemas:
            Text: {type: string}
            A: {$ref: '#/components/schemas/Text', type: integer}  # <-
            B: {$ref: '#/components/schemas/Text', minLength: 1}
    """,
    "schema-satisfiable recursion": """
        components:
          schemas:
            Endless:
              type: object
              required: [next]  # <-
              properties: {next: {$ref: '#/components/schemas/Endless'}}
            There:
              type: object
              required: [back]  # <-
              properties: {back: {$ref: '#/components/schemas/Back'}}
            Back: {type: object, required: [there], properties: {there: {$ref: '#/components/schemas/There'}}}
            Dependent: {type: object, required: [x], properties: {x: {$ref: '#/components/schemas/Back'}}}
            Items: {type: array, minItems: 1, items: {$ref: '#/components/schemas/Items'}}  # <-
            Tree:
              type: object
              required: [kids]
              properties: {kids: {type: array, items: {$ref: '#/components/schemas/Tree'}}}
            Maybe:
              type: object
              required: [m]
              properties: {m: {anyOf: [{$ref: '#/components/schemas/Maybe'}, {type: 'null'}]}}
            Loose: {required: [l], properties: {l: {$ref: '#/components/schemas/Loose'}}}
            Inherit: {allOf: [{$ref: '#/components/schemas/Inherit'}], required: [a]}
    """,
    "oneof-branches-disjoint what is meant that way": """
        components:
          schemas:
            A: {type: object, properties: {a: {}, b: {}}, oneOf: [{required: [a]}, {required: [b]}]}
            B:
              oneOf: [{type: object}, {type: object, required: [k]}]
              discriminator: {propertyName: k}
            C: {oneOf: [{type: string, format: uri}, {type: string, format: email}]}
            D: {oneOf: [{type: string, format: date}, {type: string, format: date-time}]}
            E: {oneOf: [{type: string}, {type: 'null'}]}
            F: {oneOf: [{$ref: '#/nowhere'}, {type: string}]}
            G: {oneOf: [{type: string, pattern: '^(?<a>x)$'}, {type: string, pattern: '^y$'}]}
            H: {required: [c], oneOf: [{properties: {c: {const: 1}}}, {properties: {c: {const: 2}}}]}
    """,
    "oneof-branches-disjoint what no value can tell apart": """
        components:
          schemas:
            A: {oneOf: [{type: string}, {type: string, format: uuid}]}  # <-
            B: {oneOf: [{type: integer}, {type: number}]}  # <-
            C: {oneOf: [{const: a}, {enum: [b, a]}]}  # <-
            D: {oneOf: [{type: object, properties: {a: {}}}, {type: object, properties: {b: {}}}]}  # <-
            E: {oneOf: [{type: object, required: [id], properties: {id: {}}}, {type: object}]}  # <-
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_findings_are_on_the_marked_lines(name: str) -> None:
    rule = RULES[name.split()[0]]
    found = findings_of_example(rule, CASES[name])
    assert [finding.span.line for finding in found] == marked_lines(CASES[name]), [f.message for f in found]


READ = {
    r"^\p{L}+[\d--[0-4]]$": True, r"[\w-./:]+": True, r"a{,3}": True, r"{": True, r"]": True,
    r"(?<y>a)\k<y>": True, r"(?=a)*": True, r"\u{1F600}": True, r"(?<=a)b": True, r"[z-a]": False,
    r"a{3,2}": False, r"a**": False, r"a++": False, r"(?>a)": False, r"(?P<a>b)": False, r"a)": False,
    "[a": False, "a\\": False, r"(?<=a)*": False, r"(?#a)": False, "^*": False,
}  # fmt: skip


@pytest.mark.parametrize("pattern", READ)
def test_patterns_are_read_as_javascript_reads_them(pattern: str) -> None:
    assert isinstance(read(pattern), PatternError) is not READ[pattern]


BLOWS_UP = {
    r"^(a+)+$": True, r"(a*)*b": True, r"^(a|a)*$": True, r"^(a|b|ab)*c": True, r"(\w+\s?)*$": True,
    r"^(a{2,3})+$": True, r"^([a-z]{1,20}-?){1,20}$": True, r"^(\p{L}+\s*)+$": True,
    r"^(\d+|\d+\.\d+)*$": True, r"(a+)+": False, r"([\s\S]*)*$": False, r"^(a{5})+$": False,
    r"^(?:([a-z]+-)*([a-z]+)?)$": False, r"^(\p{Lu}\p{Ll}*)+$": False, r"^(a+)\1+$": False,
    r"^([a-z0-9]{1,63}\.)+[a-z]+$": False,
}  # fmt: skip


@pytest.mark.parametrize("pattern", BLOWS_UP)
def test_only_ambiguous_loops_blow_up(pattern: str) -> None:
    assert (blowup(pattern) is not None) is BLOWS_UP[pattern]


def test_a_huge_enum_with_one_value_twice() -> None:
    values = ", ".join([f"CODE_{number:05}" for number in range(20_000)] + ["CODE_00007"])
    start = time.process_time()
    (found,) = findings_of_example(
        RULES["enum-values-valid"], f"components: {{schemas: {{A: {{type: string, enum: [{values}]}}}}}}\n"
    )
    assert (found.message, time.process_time() - start < 2) == (
        "`CODE_00007` is listed twice in `enum`",
        True,
    )


def test_a_long_chain_of_allof_is_no_problem() -> None:
    chain = "".join(f"    C{n}: {{allOf: [{{$ref: '#/components/schemas/C{n + 1}'}}]}}\n" for n in range(400))
    text = f"components:\n  schemas:\n{chain}    C400: {{type: string}}\n"
    text += "    A: {allOf: [{$ref: '#/components/schemas/C0'}], example: 1}\n"
    assert findings_of_example(RULES["schema-satisfiable"], text) == []
    assert [found.message for found in findings_of_example(RULES["example-valid"], text)] == [
        "`example` must be a string, not a number"
    ]


def test_the_clash_is_named_with_both_of_its_places() -> None:
    text = "components: {schemas: {A: {allOf: [{type: string}, {type: object}]}}}\n"
    (found,) = findings_of_example(RULES["schema-satisfiable"], text)
    assert found.message == "no value fits `A`: none is `string` and `object` at once"
    assert [related.pointer for related in found.related] == [
        "/components/schemas/A/allOf/0/type",
        "/components/schemas/A/allOf/1/type",
    ]


def test_a_witness_is_printed_with_the_branches_that_it_fits() -> None:
    text = "components: {schemas: {A: {oneOf: [{type: integer}, {type: string}, {type: number}]}}}\n"
    (found,) = findings_of_example(RULES["oneof-branches-disjoint"], text)
    assert found.message == "`1` fits branch 1 and branch 3, so `oneOf` refuses it"
