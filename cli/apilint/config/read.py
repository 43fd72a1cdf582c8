"""Reads and validates a configuration file; every mistake has a position and, where one is near, a suggestion."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from apilint_rules.core.document import Document
from apilint_rules.core.pointer import Pointer
from apilint_rules.core.rule import Rule
from apilint_rules.core.severity import Severity
from apilint_rules.core.structure.retell import Violation, violations
from apilint_rules.core.text.reading import SlipKind, TextError

from ..errors import ApilintError
from ..sources.project import display_name, uri_of
from .schema import configuration_schema
from .settings import Override, RuleSetting, Settings

MAX_EXTENDS = 20


def read_settings(path: Path, rules: Mapping[str, Rule], seen: tuple[Path, ...] = ()) -> Settings:
    """The settings of a file with everything it extends. Raises `ApilintError` with the position of the mistake."""
    file = _File(path)
    file.validate(rules)
    data = file.data
    settings = Settings(source=path)
    for name in _listed(data.get("extends")):
        base = (path.parent / name).resolve()
        if base in (*seen, path.resolve()) or len(seen) > MAX_EXTENDS:
            raise file.error(f"`{name}` extends this file in turn", Pointer(("extends",)))
        if not base.is_file():
            raise file.error(f"no such file: `{display_name(base)}`", Pointer(("extends",)))
        settings = _over(read_settings(base, rules, (*seen, path.resolve())), settings)
    return _over(_own(data, path, rules), settings)


def _own(data: dict[str, Any], path: Path, rules: Mapping[str, Rule]) -> Settings:
    folder = path.parent
    return Settings(
        source=path,
        profiles=tuple(_listed(data.get("profile"))),
        rules=_rule_settings(data.get("rules"), rules),
        overrides=tuple(_override(item, folder, rules) for item in data.get("overrides") or ()),
        apis=tuple(_listed(data.get("apis"))),
        exclude=tuple(_listed(data.get("exclude"))),
        fail_on=data.get("fail-on") or "",
        baseline=folder / data["baseline"] if data.get("baseline") else None,
        ref_roots=tuple(folder / root for root in _listed(data.get("ref-roots"))),
        allow_remote_refs=bool(data.get("allow-remote-refs")),
    )


def _over(own: Settings, base: Settings) -> Settings:
    rules = dict(base.rules)
    for name, setting in own.rules.items():
        rules[name] = setting.over(rules.get(name, RuleSetting()))
    return Settings(
        source=own.source,
        profiles=own.profiles or base.profiles,
        rules=rules,
        overrides=base.overrides + own.overrides,
        apis=own.apis or base.apis,
        exclude=base.exclude + own.exclude,
        fail_on=own.fail_on or base.fail_on,
        baseline=own.baseline or base.baseline,
        ref_roots=base.ref_roots + own.ref_roots,
        allow_remote_refs=own.allow_remote_refs or base.allow_remote_refs,
    )


def _override(item: dict[str, Any], folder: Path, rules: Mapping[str, Rule]) -> Override:
    files, paths, operations = (tuple(_listed(item.get(key))) for key in ("files", "paths", "operations"))
    return Override(folder, files, paths, operations, _rule_settings(item.get("rules"), rules))


def _rule_settings(value: Any, rules: Mapping[str, Rule]) -> dict[str, RuleSetting]:
    """Settings by rule id; what is said of a topic holds for its rules that are not named themselves."""
    settings: dict[str, RuleSetting] = {}
    for name, said in (value or {}).items():
        for rule in rules.values():
            if rule.topic.replace("_", "-") == name:
                settings.setdefault(rule.id, _setting(said))
    for name, said in (value or {}).items():
        if name in rules:
            settings[name] = _setting(said)
    return settings


def _setting(said: Any) -> RuleSetting:
    if isinstance(said, dict):
        options = {name: value for name, value in said.items() if name != "severity"}
        if "severity" not in said:
            return RuleSetting(enabled=True, options=options)
        base = _setting(said["severity"])
        return RuleSetting(base.enabled, base.severity, options)
    if said in ("off", False):
        return RuleSetting(enabled=False)
    if said in ("on", True):
        return RuleSetting(enabled=True)
    return RuleSetting(True, Severity(said))


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


class _File:
    """A configuration file with the places of its parts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = display_name(path)
        self.document: Document | None = None
        raw = _read(path, self.name)
        if path.name == "pyproject.toml":
            self.data = _from_toml(raw, self.name)
            self.text = raw.decode("utf-8", errors="replace")
            return
        try:
            self.document = Document(self.name, uri_of(path.absolute()), raw) if raw.strip() else None
        except TextError as error:
            raise ApilintError(error.message, where=f"{self.name}:{error.line}:{error.column}") from None
        self.data = self.document.data if self.document is not None else {}
        if not isinstance(self.data, dict):
            raise ApilintError("the configuration must be an object", where=f"{self.name}:1:1")

    def validate(self, rules: Mapping[str, Rule]) -> None:
        """Raises `ApilintError` for the first mistake in the order of the text; help names how many follow."""
        import jsonschema_rs

        for slip in self.document.slips if self.document is not None else ():
            if slip.kind is SlipKind.DUPLICATE_KEY and slip.span is not None:
                where = f"{self.name}:{slip.span.line}:{slip.span.column}"
                raise ApilintError(f"`{slip.written}` stands here twice", where=where)
        schema = configuration_schema(rules)
        validator = jsonschema_rs.Draft202012Validator(schema)
        # A key with a slip is told before the key that is missing because of it.
        found = [
            (violation.kind == "required", self.place(violation.pointer, violation.on_key), violation)
            for violation in violations(validator, self.data, lambda definition: ())
        ]
        if found:
            _, _, first = min(found, key=lambda item: item[:2])
            more = f"{len(found) - 1} more mistakes follow" if len(found) > 2 else "one more mistake follows"
            advice = first.help or _nearest(first, schema, rules) or (more if len(found) > 1 else None)
            raise self.error(_in_our_words(first.message, first.pointer), first.pointer, first.on_key, advice)

    def error(
        self, message: str, pointer: Pointer, on_key: bool = False, advice: str | None = None
    ) -> ApilintError:
        """An error at a place of this file."""
        line, column = self.place(pointer, on_key)
        return ApilintError(message, where=f"{self.name}:{line}:{column}", help=advice)

    def place(self, pointer: Pointer, on_key: bool = False) -> tuple[int, int]:
        """Line and column of a part."""
        if self.document is not None:
            span = self.document.locate([(pointer, on_key)])[0]
            return span.line, span.column
        return _toml_place(self.text, pointer)


def _in_our_words(message: str, pointer: Pointer) -> str:
    if len(pointer) >= 2 and pointer[-2] == "rules" and message.endswith("is not allowed in `rules`"):
        return f"no rule or topic is called `{pointer[-1]}`"
    return message.replace("in the document", "in a configuration")


def _nearest(violation: Violation, schema: dict[str, Any], rules: Mapping[str, Rule]) -> str | None:
    """For a key that is not allowed, the nearest that is."""
    if violation.kind != "additionalProperties":
        return None
    *above, name = violation.pointer
    known: Collection[str]
    if not above:
        known = schema["properties"]
    elif above[-1] == "rules":
        known = schema["$defs"]["rules"]["properties"]
    elif above[-1] in rules:
        known = ("severity", *rules[str(above[-1])].options)
    else:
        known = schema["$defs"]["override"]["properties"]
    close = get_close_matches(str(name), known, 1)
    return (
        f"did you mean `{close[0]}`?"
        if close
        else f"allowed are {', '.join(known)}"
        if len(known) < 15
        else None
    )


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ApilintError(f"cannot be read: {error.strerror}", where=name) from None


def _from_toml(raw: bytes, name: str) -> dict[str, Any]:
    import tomllib

    try:
        table = tomllib.loads(raw.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"{name}:{found[1]}:{found[2]}" if found else f"{name}:1:1"
        raise ApilintError(f"not TOML: {str(error).partition(' (')[0]}", where=where) from None
    return table.get("tool", {}).get("apilint", {})  # type: ignore[no-any-return]


def _toml_place(text: str, pointer: Pointer) -> tuple[int, int]:
    """Where a key of `[tool.apilint]` stands; no TOML reader of the standard library tells."""
    lines = text.splitlines()
    start = next((number for number, line in enumerate(lines) if line.startswith("[tool.apilint")), 0)
    place = (start + 1, 1)
    for token in pointer:
        key = re.compile(rf"""(?:^|[\s{{,.\[])["']?{re.escape(str(token))}["']?\s*[=.\]]""")
        for number in range(place[0] - 1, len(lines)):
            found = key.search(lines[number])
            if found:
                place = (number + 1, found.start() + 1 + (found[0][0] in " {,.["))
                break
    return place
