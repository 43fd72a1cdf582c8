"""Rate-limit headers are of one family, and complete.

A client that keeps to a limit needs three numbers: how many calls there are, how many are left, and when
they are renewed. With only the first of them it still runs into the wall; with two families in one API it
needs two parsers, and reads stale numbers from the one that a gateway in front of the service has
forgotten.

There are three families: `RateLimit` with `RateLimit-Policy` (the current draft of the IETF),
`RateLimit-Limit`, `-Remaining` and `-Reset` (its older versions), and the same with `X-`. Which one is used
is not judged, and APIs without any of these headers are left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..core import Api, Problem, Response, Rule, Severity
from ._fields import CURRENT, families, missing_parts

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 6585 section 4", "Zalando 153", "OWASP API4:2023", "AgID missing-ratelimit"),
    bad="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: the orders
                  headers:  # <-
                    X-RateLimit-Limit: {schema: {type: integer}}
                    X-RateLimit-Remaining: {schema: {type: integer}}
    """,
    good="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: the orders
                  headers:
                    X-RateLimit-Limit: {schema: {type: integer}}
                    X-RateLimit-Remaining: {schema: {type: integer}}
                    X-RateLimit-Reset: {schema: {type: integer}}
    """,
)


def tells_limits(response: Response) -> bool:
    return bool(response.headers) and bool(families(response.headers))


@RULE.on_document(
    where=tells_limits, many="{count} of {total} answers with rate-limit headers lack some of them"
)
def complete(response: Response) -> Iterator[Problem]:
    for family, names in families(response.headers).items():
        written = [response.headers[name].name or name for name in names]
        missing = [f"`{name}`" for name in missing_parts(family, written)]
        if missing:
            yield Problem(
                response.at("headers"),
                f"`{written[0]}` comes without {' and '.join(missing)}",
                help=f"add {' and '.join(missing)}",
                severity=Severity.INFO if family == CURRENT else None,
                subject=family,
            )


@RULE.on_document
def one_family(api: Api) -> Iterator[Problem]:
    answers = [response for response in api.all(Response) if tells_limits(response)]
    counts = Counter(family for response in answers for family in families(response.headers))
    for family in sorted(counts, key=lambda family: (-counts[family], family))[1:]:
        first = next(response for response in answers if family in families(response.headers))
        usual = counts.most_common(1)[0]
        yield Problem(
            first.at("headers"),
            f"`{family}` headers in {counts[family]} answers, `{usual[0]}` in {usual[1]}",
            help="use one family of rate-limit headers",
            subject=family,
        )
