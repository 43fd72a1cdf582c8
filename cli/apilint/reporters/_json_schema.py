"""The JSON Schema of the JSON report."""

from __future__ import annotations

from typing import Any

from apilint_rules.core.api.model import Direction
from apilint_rules.core.severity import Severity
from apilint_rules.core.wire.conduct import Verdict
from apilint_rules.core.wire.exchange import Credentials

_NUMBER = {"type": "integer", "minimum": 0}
_PLACE = {"type": "integer", "minimum": 1}
_TEXT = {"type": "string"}
_OPTIONAL = {"type": ["string", "null"]}
_TIME = {"type": "number", "minimum": 0}


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
            },
            {"wire": _wire(), "diff": _diff()},
        ),
    }


_SUMMARY = tuple(
    "files operations errors warnings infos suppressed baselined not_new not_shown skipped_files failed_files".split()
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
        },
        {
            "operations": _array(_TEXT) | {"description": "all that share the cause"},
            "verdict": {"enum": [Verdict.BROKEN.value, Verdict.GAP.value]},
            "curl": _array(_TEXT)
            | {
                "description": "to run in order in one POSIX shell; things that the run had created are created "
                "again; secrets as `$NAME`; of a change the request that was accepted so far"
            },
            "exchanges": _array(_NUMBER)
            | {"description": "those of `wire` that show it, the telling one last"},
            "change": _object(
                {
                    "kind": {"enum": ["changed", "added", "removed"]},
                    "direction": {"enum": [each.value for each in Direction]},
                    "facet": _OPTIONAL | {"description": "the keyword that makes the difference"},
                    "oasdiff": _array(_TEXT)
                    | {
                        "description": "the ids of the checks of oasdiff that tell of it, for those who come from there"
                    },
                },
                {
                    "witness": {"description": "a payload that shows it"},
                    "shows": _TEXT | {"description": "what the witness shows"},
                },
            ),
            "usage": _object(_USAGE) | {"description": "how often recorded calls have to do with a break"},
        },
    )


_USAGE = {
    "seen": _NUMBER,
    "calls": _NUMBER | {"description": "all that were recorded of the old description's operations"},
    "is_lack": {"type": "boolean", "description": "those that lack something are counted"},
    "is_refusal": {"type": "boolean", "description": "those with a value that would be refused are counted"},
    "last": _OPTIONAL | {"description": "the day of the last one"},
    "unread": _NUMBER | {"description": "those whose body would tell, and was not recorded"},
}


def _diff() -> dict[str, Any]:
    """Of two descriptions."""
    names = {"old": _TEXT, "new": _TEXT, "old_version": _TEXT, "new_version": _TEXT}
    return _object({**names, "verdict": {"enum": ["major", "minor", "patch", "none"]}, "approved": _NUMBER})


def _wire() -> dict[str, Any]:
    """Of a run against a live service, or over recorded traffic (then without a seed)."""
    judgement = {"rule": _TEXT, "operation": _TEXT, "verdict": {"enum": [each.value for each in Verdict]}}
    reach = {
        "operation": _TEXT,
        "state": {"enum": ["accepted", "refused", "never"]},
        "reason": _TEXT,
        "statuses": {"type": "object", "additionalProperties": _NUMBER},
        "unseen": _array(_TEXT) | {"description": "declared statuses and media types that never came"},
    }
    latency = {"operation": _TEXT, "p50_ms": _TIME, "p95_ms": _TIME, "p99_ms": _TIME}
    return _object(
        {
            "description": _TEXT | {"description": "the file or URL of the description"},
            "base_url": _TEXT,
            "seed": {"type": ["integer", "null"]},
            "requests": _NUMBER,
            "interrupted": {"type": "boolean"},
            "started": _TEXT,
            "seconds": _TIME,
            "phases": _array(_object({"name": _TEXT, "requests": _NUMBER, "seconds": _TIME})),
            "reach": _array(_object(reach)),
            "latency": _array(_object(latency)),
            "judgements": _array(_object({**judgement, "reason": _TEXT})),
            "exchanges": _array(_exchange()),
            "notes": _array(_TEXT),
        }
    )


def _exchange() -> dict[str, Any]:
    fields = _array({"type": "array", "prefixItems": [_TEXT, _TEXT], "minItems": 2, "items": False})
    return _object(
        {
            "number": _NUMBER,
            "phase": _TEXT,
            "method": _TEXT,
            "path": _TEXT | {"description": "below `base_url`, percent-encoded"},
            "query": fields,
            "headers": fields,
            "body": _OPTIONAL,
            "encoding": {"enum": ["utf-8", "base64"]},
            "credentials": {"enum": [each.value for each in Credentials]},
            "status": _NUMBER,
        }
    )


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _object(properties: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties | (optional or {}),
        "required": list(properties),
        "additionalProperties": False,
    }
