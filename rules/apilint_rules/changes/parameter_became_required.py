"""An optional parameter stays optional.

Requests without it worked, and are refused with a 400 now.

In webhooks and callbacks the service is the one that sends: there it breaks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Parameter, Problem, Related, Rule, Severity

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "Zalando 107",
        "OpenAPI Parameter Object",
        "oasdiff request-parameter-became-required",
        "oasdiff request-header-property-became-required",
    ),
    change_old="""
        paths:
          /orders:
            get:
              parameters:
                - {name: tenant, in: query, schema: {type: string}}
    """,
    change_new="""
        paths:
          /orders:
            get:
              parameters:
                - {name: tenant, in: query, required: true, schema: {type: string}}  # <-
    """,
)


def became_required(change: Pair[Parameter]) -> bool:
    return change.new.required and not change.old.required and change.new.location != "path"


@RULE.on_change(where=became_required)
def required(change: Pair[Parameter]) -> Iterator[Problem]:
    yield Problem(
        change.new.at("required"),
        f"the {change.new.location} parameter `{change.new.name}` is required now",
        help="leave it optional" if change.is_sent else None,
        related=[Related(change.old.at("required"), "it was optional")],
        severity=None if change.is_sent else Severity.INFO,
        oasdiff=["request-parameter-became-required"],
    )
