"""Readers: values as YAML 1.2 and JSON mean them, and positions that lie on what they name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from apilint_rules.core.document import Document
from apilint_rules.core.pointer import Pointer
from apilint_rules.core.text import json_reader, json_walk
from apilint_rules.core.text.reading import SlipKind, TextError

TEXTS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\x85"
    ),
    max_size=12,
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | TEXTS
)
VALUES = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(TEXTS, below, max_size=4),
    max_leaves=20,
)
ROOTS = st.dictionaries(TEXTS, VALUES, min_size=1, max_size=5)


def read(text: str, name: str = "x.yaml") -> Document:
    return Document(name, f"file:///{name}", text.encode())


def pointers(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[Pointer]:
    yield Pointer(at)
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for token, member in members:
        yield from pointers(member, (*at, token))


def text_at(document: Document, pointer: Pointer, on_key: bool) -> str:
    span = document.locate([(pointer, on_key)])[0]
    assert span.line == span.end_line
    return document.line(span.line)[span.column - 1 : span.end_column - 1]


@settings(max_examples=300, deadline=None)
@given(ROOTS, st.sampled_from([None, 2, 7]))
def test_json_is_read_as_json_and_positions_lie_on_the_values(
    value: dict[str, Any], indent: int | None
) -> None:
    check_json(json.dumps(value, indent=indent, ensure_ascii=False), value)


@settings(max_examples=300, deadline=None)
@given(ROOTS, st.randoms(use_true_random=False))
def test_positions_lie_on_the_values_of_json_however_it_is_indented(
    value: dict[str, Any], random: Random
) -> None:
    check_json(written_oddly(value, "", random), value)


def written_oddly(value: Any, margin: str, random: Random) -> str:
    """JSON with some line ends left out, and what is in a value indented by more than the line in which it begins."""
    if not isinstance(value, (dict, list)) or not value:
        return json.dumps(value, ensure_ascii=False)
    inner = margin + random.choice(["", " ", "  ", "\t"])
    texts = []
    for member in value.items() if isinstance(value, dict) else enumerate(value):
        is_new_line = random.random() < 0.7
        written = written_oddly(member[1], inner + " " if is_new_line else inner + "   ", random)
        key = json.dumps(member[0], ensure_ascii=False) + ": " if isinstance(value, dict) else ""
        texts.append((f"\n{inner} " if is_new_line else " ") + key + written)
    end = random.choice([f"\n{margin}", " "])
    return (
        ("{" if isinstance(value, dict) else "[")
        + ",".join(texts)
        + end
        + ("}" if isinstance(value, dict) else "]")
    )


def check_json(text: str, value: Any) -> None:
    document = read(text, "x.json")
    assert document.data == value
    for pointer in pointers(value):
        if pointer and isinstance(pointer[-1], str):
            assert json.loads(text_at(document, pointer, True)) == pointer[-1]
        member = document.value(pointer)
        if not isinstance(member, (dict, list)):
            assert json.loads(text_at(document, pointer, False)) == member
        elif pointer:
            assert text_at(document, pointer, False) in ("{", "[")


@settings(max_examples=300, deadline=None)
@given(ROOTS, st.sampled_from([None, True, False]), st.sampled_from([None, '"', "'"]))
def test_yaml_is_read_as_it_was_written_and_positions_lie_on_the_keys(
    value: dict[str, Any], flow: bool | None, style: str | None
) -> None:
    text = yaml.safe_dump(
        value, default_flow_style=flow, default_style=style, allow_unicode=True, width=10_000
    )
    document = read(text)
    assert document.data == _as_core_schema(text, value)
    for pointer in pointers(document.data):
        if pointer and isinstance(pointer[-1], str):
            written = text_at(document, pointer, True)
            assert written
            assert str(_key(written)) == pointer[-1] or written.startswith("?")


def _as_core_schema(text: str, value: Any) -> Any:
    """PyYAML writes for YAML 1.1: what it leaves unquoted may be read otherwise, never as another kind of container."""
    return read(text).data if _has_exotic(value) else value


def _has_exotic(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_exotic(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return any(map(_has_exotic, value))
    # Floats are written with other digits, and some words are plain to 1.1 only (`0o7`).
    return isinstance(value, float) or (isinstance(value, str) and value[:2] in ("0o", "0x"))


def _key(written: str) -> Any:
    return yaml.safe_load(written) if written[:1] in "\"'" else written


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("on", "on"), ("yes", "yes"), ("012", 12), ("0o17", 15), ("0x1F", 31), ("1_000", "1_000"),
        ("12:30:45", "12:30:45"), ("2026-11-23", "2026-11-23"), ("~", None), ("", None), ("null", None), ("True", True),
        ("1.10", 1.1), ("+1", 1), ("1e3", 1000.0), (".5", 0.5), ("1.", 1.0), ("-", "-"), ("'200'", "200"), ('"no"', "no"),
        ("18446744073709552000", 18446744073709552000), ("!!str 12", "12"), ("!!int '12'", 12),
    ],
)  # fmt: skip
def test_plain_scalars_follow_the_core_schema_of_yaml_1_2(written: str, value: object) -> None:
    if written == "-":
        written = "'-'"
    data = read(f"a: {written}\nb: 1\n").data
    assert data["a"] == value
    assert type(data["a"]) is type(value)


@pytest.mark.parametrize("written", [".inf", "-.Inf", ".nan", "1e999"])
def test_a_number_that_json_cannot_hold_stays_text_and_is_told(written: str) -> None:
    document = read(f"a: {written}\n")
    assert document.data == {"a": written}
    assert [(slip.kind, str(slip.pointer)) for slip in document.slips] == [(SlipKind.NOT_JSON, "/a")]


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("", "the file is empty", 1, 1),
        ("a: [1\nb: 2\n", "the `[` that opens here is never closed, or a comma is missing", 1, 4),
        ("a: 1\n b: 2\n", "a `:` is not allowed here: indent the line, or quote the text", 2, 3),
        ("a: &x [*x]\n", "alias `*x` stands inside its own anchor", 1, 8),
        ("a: *x\n", "alias `*x` has no anchor `&x` before it", 1, 4),
        ("a: !foo 1\n", "unknown tag `!foo`", 1, 4),
        ("a: 1\n---\nb: 2\n", "more than one YAML document in the file", 2, 1),
        ("a: \x01\n", "a control character is not allowed here", 1, 4),
        ("<<: 1\n", "the value of a merge key `<<` must be a mapping or a list of mappings", 2, 1),
        ("? {a: 1}\n: 2\n", "a key must be a scalar, not a list or a mapping", 1, 3),
    ],
)
def test_errors_name_the_place_in_plain_words(text: str, message: str, line: int, column: int) -> None:
    with pytest.raises(TextError) as caught:
        read(text)
    assert (caught.value.message, caught.value.line, caught.value.column) == (message, line, column)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_errors_in_json_name_the_place_however_lines_end(end: str) -> None:
    with pytest.raises(TextError) as caught:
        read(f'{{{end}  "é😀": [1],{end} "b": oops{end}}}', "x.json")
    assert (caught.value.line, caught.value.column) == (3, 7)


def test_merge_keys_give_way_to_own_keys_and_keep_their_places() -> None:
    document = read("base: &b\n  a: 1\n  b: 2\nmerged:\n  <<: *b\n  b: 3\n  c: 4\n")
    assert document.data["merged"] == {"b": 3, "c": 4, "a": 1}
    lines = [document.locate([(Pointer(("merged", key)), True)])[0].line for key in "abc"]
    assert lines == [2, 6, 7]


def test_aliases_are_shared_and_placed_where_they_are_written() -> None:
    document = read("a: &x {k: 1}\nb: *x\n")
    assert document.data["a"] is document.data["b"]
    assert document.locate([(Pointer(("b", "k")), True)])[0].line == 1


def test_duplicate_keys_keep_the_last_value_and_name_both_places() -> None:
    for name, text in (("x.yaml", "a: 1\nb: 2\na: 3\n"), ("x.json", '{"a": 1,\n "b": 2,\n "a": 3}')):
        document = read(text, name)
        assert document.data["a"] == 3
        [slip] = document.slips
        assert slip.span is not None
        assert slip.first is not None
        assert (slip.span.line, slip.first.line) == (3, 1)
        assert document.locate([(Pointer(("a",)), True)])[0].line == 3


def test_keys_that_are_no_strings_become_strings_and_are_told() -> None:
    document = read("200: a\ntrue: b\nnull: c\n1.10: d\n")
    assert list(document.data) == ["200", "true", "null", "1.10"]
    assert [slip.written for slip in document.slips] == ["200", "true", "null", "1.10"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_move_no_position(end: str) -> None:
    text = end.join(["a: 1", "b:", "  - x", "  - é: 2", ""])
    document = Document("x.yaml", "file:///x.yaml", b"\xef\xbb\xbf" + text.encode())
    span = document.locate([(Pointer(("b", 1, "é")), False)])[0]
    assert (span.line, span.column) == (4, 8)


def test_columns_count_code_points() -> None:
    document = read('"🐾": {a: 1}\n')
    assert document.locate([(Pointer(("🐾", "a")), True)])[0].column == 7


def test_utf_16_is_read_by_its_mark() -> None:
    assert Document("x.yaml", "file:///x.yaml", "a: é\n".encode("utf-16")).data == {"a": "é"}


@pytest.mark.parametrize("indent", [0, 1, 2, None])
def test_the_value_at_an_offset_is_found_however_json_is_indented(indent: int | None) -> None:
    """Without indentation, the bracket that closes an inner value was taken for that of the outer one."""
    text = json.dumps(
        {"k": [{"a": [{}, {"b": 1}], "c": {"d": []}}], "z": {"y": 1}, "m": [[{}], {"é": ["x"]}]},
        indent=indent,
    )
    document = Document("api.json", "/api.json", text.encode())
    offsets = [document.lines.text.index(each) for each in ("1", '"x"', "[]")]
    found = document.pointers_at([*offsets, offsets[0]])
    assert [str(pointer) for pointer in found] == ["/k/0/a/1/b", "/m/1/é/0", "/k/0/c/d", "/k/0/a/1/b"]


def test_many_offsets_of_json_are_looked_up_in_one_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each secret cost a walk: 2,000 of them in a document of 4 MB on one line took a quarter of an hour."""
    walks: list[object] = []

    def counted(scan: Callable[[json_walk.Skip], Any]) -> Any:
        walks.append(scan)
        return json_walk.walk(scan)

    monkeypatch.setattr(json_reader, "walk", counted)
    text = json.dumps({"examples": [f"{number:04}" for number in range(2000)]})
    document = Document("api.json", "/api.json", text.encode())
    found = document.pointers_at(text.index(f'"{number:04}"') for number in range(2000))
    assert found == [Pointer(("examples", number)) for number in range(2000)]
    assert len(walks) == 1


def test_a_pointer_that_leads_nowhere_gets_the_nearest_place() -> None:
    document = read("a:\n  b: 1\n")
    assert document.locate([(Pointer(("a", "c", "d")), True)])[0].line == 1


def test_aliases_that_expand_without_bound_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    with pytest.raises(TextError, match="too many aliases"):
        read("\n".join(lines))
