"""Mangled documents: whatever a stranger writes, apilint never fails by a bug of its own.

300 documents in CI, as many as APILINT_FUZZ says in the nightly run (5000).
"""

from __future__ import annotations

import copy
import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apilint.config.select import Choices, select
from apilint.config.settings import Settings
from apilint.errors import ApilintError
from apilint.linting import Job, Result, lint_one, load
from apilint.sources.targets import Target
from apilint_rules.core.api.model import Api
from apilint_rules.core.change.change import Policy
from apilint_rules.core.change.diff import Diff
from apilint_rules.core.change.lenses import compare
from apilint_rules.core.engine import Selected
from apilint_rules.core.registry import load_rules
from support import FIXTURES, SHARED, TODAY

EXAMPLES = int(os.environ.get("APILINT_FUZZ", "300"))
SMALL = 60_000
RULES = load_rules()
SELECTION = select(RULES, Settings(profiles=("core", "strict", "security")), Choices())
CHANGES = [Selected(rule, rule.severity, {}) for rule in RULES.values() if rule.change_lenses]
SEEDS = sorted(FIXTURES.glob("*.yaml")) + sorted(
    path
    for folder in ("dev", "nasty")
    for path in (SHARED / "corpus" / folder).glob("*.[yj]*")
    if path.suffix in (".yaml", ".json") and path.stat().st_size < SMALL
)
ODD: list[Any] = [
    None, True, False, 0, -1, 1.5, 10**30, "", "x", "$ref", "#/", "#/components/schemas/X", "é🐾\u202e", [], {}, [[]], [None], {"": ""},
    {"$ref": "#"}, {"$ref": "#/paths"}, {"$ref": 1}, {"$ref": {}}, {"type": ["string", None, 1]}, {"x-apilint-ignore": [1, {"rule": 2}]},
]  # fmt: skip


def lint(name: str, raw: bytes) -> Result:
    return lint_one(
        Job(Target(name, f"file:///nowhere/{name}", Path("/nowhere") / name, raw), SELECTION, TODAY)
    )


def parsed(path: Path) -> Any:
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        return json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError, RecursionError):
        return {}


# Written out without its aliases, one of them would fill the disk.
STRUCTURES = [
    data
    for data in (parsed(path) for path in SEEDS if path.stem != "billion-laughs")
    if isinstance(data, dict)
]


def places(value: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for token, member in list(members):
        found.append((value, token))
        if len(found) < 20_000:
            places(member, found)
    return found


def mangled_structure(seed: int, again: int = 0) -> Any:
    """A description with a few of its parts replaced, removed, renamed, doubled or moved somewhere else."""
    pick = random.Random(seed)
    data = copy.deepcopy(pick.choice(STRUCTURES))
    pick = random.Random(seed + again) if again else pick
    for _ in range(pick.randint(1, 6)):
        found = places(data, [])
        if not found:
            return data
        holder, token = pick.choice(found)
        change = pick.randrange(6)
        if change == 0:
            holder[token] = copy.deepcopy(pick.choice(ODD))
        elif change == 1:
            del holder[token]
        elif change == 2 and isinstance(holder, dict):
            holder[str(pick.choice(ODD))[:20]] = holder.pop(token)
        elif change == 3 and isinstance(holder, list):
            holder.append(holder[token])
        else:
            other, key = pick.choice(found)
            if isinstance(holder, dict) or token < len(holder):
                holder[token] = (
                    copy.deepcopy(other[key])
                    if key in other or (isinstance(other, list) and key < len(other))
                    else None
                )
    return data


def mangled_bytes(seed: int) -> bytes:
    """A file with stretches cut out, doubled, overwritten or moved."""
    pick = random.Random(seed)
    raw = bytearray(pick.choice(SEEDS).read_bytes())
    for _ in range(pick.randint(1, 8)):
        start = pick.randrange(len(raw) + 1)
        end = min(len(raw), start + pick.randint(0, 40))
        change = pick.randrange(4)
        if change == 0:
            del raw[start:end]
        elif change == 1:
            raw[start:start] = raw[start:end]
        elif change == 2:
            raw[start:end] = pick.choice(
                [
                    b"\t",
                    b"\x00",
                    b"\xff",
                    b"- ",
                    b": ",
                    b"{",
                    b"[",
                    b"'",
                    b'"',
                    b"&a ",
                    b"*a ",
                    b"<<: *a\n",
                    b"\n",
                    b"!!x ",
                    b"\xe2\x80\xa8",
                ]
            )
        else:
            raw[start:start] = pick.choice(SEEDS).read_bytes()[:200]
    return bytes(raw)


FUZZ = settings(
    max_examples=EXAMPLES // 3,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=EXAMPLES == 300,
)


@FUZZ
@given(st.integers(0, 2**32))
def test_a_mangled_structure_is_no_bug(seed: int) -> None:
    data = mangled_structure(seed)
    try:
        raw = json.dumps(data, default=str, ensure_ascii=False, allow_nan=False).encode(
            errors="surrogatepass"
        )
    except (TypeError, ValueError):
        return
    assert lint("openapi.json", raw).bug is None


@FUZZ
@given(st.integers(0, 2**32))
def test_a_mangled_structure_in_yaml_is_no_bug(seed: int) -> None:
    data = mangled_structure(seed)
    assert (
        lint(
            "openapi.yaml", yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode(errors="replace")
        ).bug
        is None
    )


@FUZZ
@given(st.integers(0, 2**32), st.booleans())
def test_two_mangled_structures_can_be_compared(seed: int, is_forward: bool) -> None:
    """One description, mangled in two ways."""
    mangled = [mangled_structure(seed, again) for again in (0, 1)]
    try:
        raws = [json.dumps(each, default=str, allow_nan=False).encode() for each in mangled]
        old, new = (opened(raw) for raw in (raws if is_forward else raws[::-1]))
    except (TypeError, ValueError, ApilintError):
        return
    compare(Diff(old, new, Policy(TODAY, strict_readers=True, sunset_days=90)), CHANGES)


def opened(raw: bytes) -> Api:
    target = Target("openapi.json", "file:///nowhere/openapi.json", Path("/nowhere/openapi.json"), raw)
    return load(Job(target, SELECTION, TODAY), {})


@FUZZ
@given(st.integers(0, 2**32))
def test_a_mangled_file_is_no_bug(seed: int) -> None:
    assert lint("openapi.yaml", mangled_bytes(seed)).bug is None


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_a_file_without_change_is_no_bug(path: Path) -> None:
    assert lint(path.name, path.read_bytes()).bug is None
