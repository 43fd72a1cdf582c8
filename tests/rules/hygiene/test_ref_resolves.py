"""References across files, counts of many, and the order in which a circle is told."""

from __future__ import annotations

import textwrap

import pytest

from apilint_rules.core.api.build import build
from apilint_rules.core.document import Document
from apilint_rules.core.engine import Selected, lint
from apilint_rules.core.finding import Finding
from apilint_rules.core.references import Library, RefusedError
from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from apilint_rules.core.version import version_of
from support import TODAY, findings_of_example, marked_lines

RULE = load_rules()["ref-resolves"]

CASES = {
    "faults of the text": """
        paths:
          /a:
            get:
              parameters:
                - {$ref: ''}  # <-
                - {$ref: 42}  # <-
                - {$ref: null}  # <-
                - {$ref: '#components/parameters/Page'}  # <-
                - {$ref: '#/components/parameters/%zz'}  # <-
        components: {parameters: {Page: {name: page, in: query}}}
        """,
    "another kind of object": """
        paths:
          /a:
            get:
              responses:
                '200': {$ref: '#/components/schemas/Order'}  # <-
                '404': {$ref: '#/info/title'}  # <-
                '500': {$ref: '#'}  # <-
        info: {title: Orders}
        components: {schemas: {Order: {type: object}}}
        """,
    "what unused components refer to": """
        components:
          schemas:
            Order: {$ref: '#/components/schemas/Nobody'}  # <-
          securitySchemes:
            key: {$ref: '#/components/securitySchemes/nobody'}  # <-
          examples:
            one: {$ref: '#/components/examples/nobody'}  # <-
          headers:
            Rate: {schema: {$ref: '#/components/schemas/Nobody'}}  # <-
        """,
    "trees are fine": """
        components:
          schemas:
            Tree: {properties: {children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
            Any: {anyOf: [{type: string}, {$ref: '#/components/schemas/Any'}]}
        """,
    "circles": """
        components:
          schemas:
            A: {$ref: '#/components/schemas/B'}  # <-
            B: {$ref: '#/components/schemas/A'}
            Own: {$ref: '#/components/schemas/Own'}  # <-
            Into: {$ref: '#/components/schemas/Own'}
            Parent: {allOf: [{$ref: '#/components/schemas/Child'}]}
            Child:
              allOf:
                - {$ref: '#/components/schemas/Parent'}  # <-
                - {type: object}
            Grandchild: {allOf: [{$ref: '#/components/schemas/Child'}]}
        """,
    "circles beside other keywords": """
        openapi: 3.1.0
        components:
          schemas:
            A: {$ref: '#/components/schemas/B', description: a}
            B:
              description: b
              $ref: '#/components/schemas/A'  # <-
        """,
    "properties that are called $ref": """
        components:
          schemas:
            Link: {properties: {$ref: {type: string}}}
        """,
    "extensions and nested data hold anything": """
        x-parts: {$ref: nowhere.yaml}
        components:
          schemas:
            Manager:
              example: {manager: {$ref: ../Users/26118915}}
              default: {$ref: ../Users/26118915, display: Alice}
        """,
    "data that is nothing but a reference": """
        components:
          schemas:
            Size: {type: integer, default: {$ref: size.yaml}}  # <-
            Found: {type: object, example: {$ref: '#/components/examples/one/value'}}
            Web: {type: object, example: {$ref: 'https://acme-shop.com/users/1'}}
          examples:
            one: {value: {id: 1}}
            two: {value: {$ref: '#/components/examples/three'}}  # <-
        """,
    "hosts that nobody can reach": """
        components:
          schemas:
            A: {$ref: 'https://example.com/a.yaml'}  # <-
            B: {$ref: 'http://schemas/a.yaml'}  # <-
            C: {$ref: 'http://10.0.0.7/a.yaml'}  # <-
            D: {$ref: 'http://api.localhost/a.yaml'}  # <-
            E: {$ref: 'http://[::1]/a.yaml'}  # <-
        """,
}


@pytest.mark.parametrize("case", CASES)
def test_findings_stand_on_exactly_the_marked_lines(case: str) -> None:
    found = [finding.span.line for finding in findings_of_files(CASES[case])]
    assert found == marked_lines(CASES[case])


def findings_of_files(root: str, **files: str) -> list[Finding]:
    """The findings on `root.yaml` beside other files; the web is not fetched."""
    texts = {"root": root, **files}

    def load(uri: str) -> Document:
        name = uri.rpartition("/")[2].removesuffix(".yaml")
        if uri.startswith("http"):
            raise RefusedError(f"`{uri}` is remote and was not fetched; allow it with `--allow-remote-refs`")
        if name not in texts:
            raise RefusedError(f"no such file: `{name}.yaml`")
        text = textwrap.dedent(texts[name]).strip("\n") + "\n"
        if name == "root" and "openapi:" not in text:
            text += "openapi: 3.1.0\n"
        return Document(f"{name}.yaml", uri, text.encode())

    library = Library(load)
    document = library.document("file:///root.yaml")
    api = build(document, version_of(document), library)
    return lint(api, [Selected(RULE, RULE.severity, {})], today=TODAY).findings


def test_a_fault_in_another_file_is_told_there() -> None:
    root = "components: {schemas: {Order: {$ref: 'other.yaml#/Order'}}}"
    (finding,) = findings_of_files(root, other="Order:\n  allOf:\n    - $ref: '#/Customer'\n")
    assert (finding.file, finding.span.line, finding.span.column) == ("other.yaml", 3, 7)
    assert finding.message == "`Customer` does not exist in `other.yaml`"


def test_a_missing_file_is_one_cause_whatever_part_is_wanted() -> None:
    schemas = "".join(f"    {name}: {{$ref: 'gone.yaml#/{name}'}}\n" for name in "ABCDE")
    (finding,) = findings_of_files(f"components:\n  schemas:\n{schemas}")
    assert finding.message == "`gone.yaml#/A` leads nowhere: no such file: `gone.yaml` (5 references)"
    assert [place.line for place in finding.related] == [4, 5, 6]


def test_few_references_with_one_fault_are_told_one_by_one() -> None:
    schemas = "".join(f"    {name}: {{$ref: '#/components/schemas/Nobody'}}\n" for name in "ABC")
    found = findings_of_files(f"components:\n  schemas:\n{schemas}")
    assert [finding.span.line for finding in found] == [3, 4, 5]


def test_remote_references_are_counted_once_and_mildly() -> None:
    schemas = "".join(f"    {name}: {{$ref: 'https://acme-shop.com/{name}.yaml'}}\n" for name in "ABCDE")
    (finding,) = findings_of_files(f"components:\n  schemas:\n{schemas}")
    assert finding.severity is Severity.INFO
    assert finding.message.startswith("5 remote references were not fetched")
    assert finding.help == "allow it with `--allow-remote-refs`"


def test_a_circle_through_files_is_told_once() -> None:
    found = findings_of_files(
        "components: {schemas: {Order: {$ref: 'other.yaml#/Order'}}}",
        other="Order: {$ref: 'root.yaml#/components/schemas/Order'}",
    )
    assert len(found) == 1
    assert "`other.yaml#/Order`" in found[0].message


def test_a_long_chain_of_allof_is_no_circle() -> None:
    chain = "".join(
        f"    S{n}: {{allOf: [{{$ref: '#/components/schemas/S{n + 1}'}}]}}\n" for n in range(1500)
    )
    assert findings_of_example(RULE, f"components:\n  schemas:\n{chain}    S1500: {{type: object}}\n") == []


def test_a_near_name_is_suggested() -> None:
    (finding,) = findings_of_example(RULE, RULE.bad)
    assert finding.help == "did you mean `Order`?"
