"""The JSON Schema of the JSON report."""

from __future__ import annotations

from typing import Any

from apilint_rules.core.severity import Severity

_NUMBER = {"type": "integer", "minimum": 0}
_PLACE = {"type": "integer", "minimum": 1}
_TEXT = {"type": "string"}
_OPTIONAL = {"type": ["string", "null"]}


def report_schema() -> dict[str, Any]:
    """What `--format json` writes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "apilint report",
        **_object(
            {
                "version": {"const": 1},
                "findings": {"type": "array", "items": _finding()},
                "summary": _object(dict.fromkeys(_SUMMARY, _NUMBER)),
            }
        ),
    }


_SUMMARY = tuple(
    "files operations errors warnings infos suppressed baselined not_new skipped_files failed_files".split()
)


def _finding() -> dict[str, Any]:
    place = {"file": _TEXT, "line": _PLACE, "column": _PLACE}
    return _object(
        {
            "rule": _TEXT,
            "severity": {"enum": [severity.value for severity in Severity]},
            "message": _TEXT,
            "help": _OPTIONAL,
            **place,
            "end_line": _PLACE,
            "end_column": _PLACE | {"description": "exclusive; columns count code points"},
            "pointer": _TEXT | {"description": "JSON pointer (RFC 6901) of the key or value at the place"},
            "operation": _OPTIONAL
            | {"description": "`GET /orders/{id}` when the finding belongs to one operation"},
            "related": {"type": "array", "items": _object({**place, "pointer": _TEXT, "message": _TEXT})},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
            "url": _TEXT,
        }
    )


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
