"""`apilint diff --usage`: how often recorded traffic has to do with what breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from apilint_rules.core.api.model import Api, Direction
from apilint_rules.core.change.touched import touched, unread_key
from apilint_rules.core.change.uses import Uses, wanted
from apilint_rules.core.finding import Finding
from apilint_rules.core.severity import Severity
from apilint_rules.core.wire.exchange import Exchange, Request

from ..errors import ApilintError
from ..reporters.run import Usage
from ..service.target import normalised
from .placing import Placing
from .recorded import Recorded, calls_of


def usage_of(
    files: Iterable[Path], old: Api, new: Api, findings: Iterable[Finding], base_url: str = ""
) -> Mapping[str, Usage]:
    """How often the old API was used in the way that each break is about, by fingerprint. Raises `ApilintError`.

    base_url: what the paths of the recordings stand below; else the servers of the old description.
    """
    files, counted = list(files), Uses(old, new)
    breaks = [finding for finding in findings if finding.severity is not Severity.INFO]
    uses = {each.fingerprint: use for each in breaks if (use := counted.of(each)) is not None}
    placing, looked_for = (
        Placing(old, [normalised(base_url, "--base-url")] if base_url else None),
        wanted(uses.values()),
    )
    calls, others = 0, 0
    seen: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    last: dict[str, str] = {}
    for entry in (entry for file in files for entry in calls_of(file)):
        route = placing.find(entry.method, entry.url).route
        if route is None:
            others += 1
            continue
        calls += 1
        keys = touched(_exchange(entry), route, looked_for)
        if entry.is_unsent:
            keys.add(unread_key(route.operation, Direction.REQUEST))
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
            help="say what the paths of the recording stand below: `--base-url URL`"
            if others
            else "`--usage` takes recordings of the service that OLD describes",
        )
    return {
        name: Usage(seen[name], calls, use.is_lack, last.get(name, ""), unread[name], use.is_refusal)
        for name, use in uses.items()
    }


def _exchange(entry: Recorded) -> Exchange:
    path = urlsplit(entry.url).path
    return Exchange(
        Request(entry.method, path, entry.query, entry.headers, entry.body), entry.answer, entry.number
    )
