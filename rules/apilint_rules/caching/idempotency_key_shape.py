"""An idempotency key is a string header of one name, and its conflicts are declared.

A client that gets no answer to a POST cannot know whether its payment was made. With a key that it sends
along, it can simply try again, if it knows how: the header has to have one name everywhere, it has to take
the strings (mostly UUIDs) that libraries make, and the client has to recognise a first attempt that is
still running (`409`) and a key that was used for something else (`422`).

Header names of vendors are accepted (`Idempotency-Key`, `PayPal-Request-Id`, `Repeatability-Request-ID`),
`4XX` and `default` count as both answers, and APIs without such a header are left alone. A key on GET is
told of, since reading can be repeated anyway.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..core import Api, Operation, Parameter, Problem, Rule, Severity
from ..core.words import words

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 230", "AIP-155", "Azure actions-support-repeatability-headers", "PayPal"),
    bad="""
        paths:
          /payments:
            post:  # <-
              parameters:
                - name: Idempotency-Key
                  in: header
                  schema: {type: string}
              responses:
                '201': {description: paid}
    """,
    good="""
        paths:
          /payments:
            post:
              parameters:
                - name: Idempotency-Key
                  in: header
                  schema: {type: string}
              responses:
                '201': {description: paid}
                '409': {description: the first attempt is still running}
                '422': {description: the key was used for another payment}
    """,
)


def is_key(parameter: Parameter) -> bool:
    """Whether a header makes a call idempotent."""
    if parameter.location != "header":
        return False
    parts = words(parameter.name)
    named = any(part.startswith("idempot") for part in parts)
    return named or parts[:2] == ("repeatability", "request") or parameter.name.lower() == "paypal-request-id"


def has_key(operation: Operation) -> bool:
    return any(is_key(parameter) for parameter in operation.parameters)


@RULE.on_document(
    where=has_key, many="{count} of {total} calls with an idempotency key do not declare its conflicts"
)
def declares_conflicts(operation: Operation) -> Iterator[Problem]:
    missing = [f"`{status}`" for status in ("409", "422") if not operation.documents(status)]
    if missing and operation.method in ("post", "patch"):
        yield Problem(
            operation,
            f"`{operation.label}` takes an idempotency key but declares no {' and no '.join(missing)}",
            help="`409`: the first attempt is still running; `422`: the key was used for something else",
        )


@RULE.on_document(where=is_key)
def is_a_string(parameter: Parameter) -> Iterator[Problem]:
    schema = parameter.any_schema
    types = schema.flat.types - {"null"} if schema is not None else frozenset()
    if types and "string" not in types:
        written = " or ".join(f"`{name}`" for name in sorted(types))
        yield Problem(
            parameter, f"`{parameter.name}` is {written}, not a string", help="write `type: string`"
        )


@RULE.on_document(where=has_key)
def is_needed(operation: Operation) -> Iterator[Problem]:
    if operation.method in ("get", "head", "options"):
        method = operation.method.upper()
        message = f"{method} takes an idempotency key, but changes nothing that could happen twice"
        yield Problem(operation, message, help="remove the parameter")


@RULE.on_document
def has_one_name(api: Api) -> Iterator[Problem]:
    keys: list[Parameter] = [parameter for parameter in api.all(Parameter) if is_key(parameter)]
    counts = Counter(parameter.name.lower() for parameter in keys for _ in parameter.operations)
    if len(counts) < 2:
        return
    usual = counts.most_common(1)[0][0]
    name = next(parameter.name for parameter in keys if parameter.name.lower() == usual)
    for parameter in keys:
        if parameter.name.lower() != usual:
            message = f"the idempotency key is called `{parameter.name}` here, but `{name}` elsewhere"
            yield Problem(parameter, message, help=f"call it `{name}`")
