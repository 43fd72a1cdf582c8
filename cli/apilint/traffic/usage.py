"""`apilint diff --usage`: how often recorded traffic has to do with what breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from apilint_rules.core.api.model import Api
from apilint_rules.core.change.touched import touched
from apilint_rules.core.change.uses import Uses, lacking
from apilint_rules.core.finding import Finding
from apilint_rules.core.severity import Severity
from apilint_rules.core.wire.exchange import Exchange, Request

from ..errors import ApilintError
from ..reporters.run import Usage
from .placing import Placing
from .recorded import Recorded, recorded


def usage_of(files: Iterable[Path], old: Api, findings: Iterable[Finding]) -> Mapping[str, Usage]:
    """How often the old API was used in the way that each break is about, by fingerprint. Raises `ApilintError`."""
    files, counted = list(files), Uses(old)
    breaks = [finding for finding in findings if finding.severity is not Severity.INFO]
    uses = {each.fingerprint: use for each in breaks if (use := counted.of(each)) is not None}
    placing, lacks = Placing(old), lacking(uses.values())
    calls, others = 0, 0
    seen: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    last: dict[str, str] = {}
    for entry in (entry for file in files for entry in recorded(file)):
        route = placing.find(entry.method, entry.url).route
        if route is None:
            others += 1
            continue
        calls += 1
        keys = touched(_exchange(entry), route.operation, lacks)
        for fingerprint, use in uses.items():
            if use.is_in(keys):
                seen[fingerprint] += 1
                last[fingerprint] = max(last.get(fingerprint, ""), entry.started[:10])
            elif not use.unread.isdisjoint(keys):
                unread[fingerprint] += 1
    if not calls:
        raise ApilintError(
            f"holds no call of an operation of {old.document.name}" if others else "holds no exchange",
            where=", ".join(map(str, files)),
            help="`--usage` takes recordings of the service that OLD describes",
        )
    return {
        name: Usage(seen[name], calls, use.is_lack, last.get(name, ""), unread[name])
        for name, use in uses.items()
    }


def _exchange(entry: Recorded) -> Exchange:
    path = urlsplit(entry.url).path
    return Exchange(
        Request(entry.method, path, entry.query, entry.headers, entry.body), entry.answer, entry.number
    )
