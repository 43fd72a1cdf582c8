"""Passwords, secrets, tokens and keys are not sent in the URL.

URLs are kept where bodies and headers are not: in access logs, proxies, browser histories, `Referer`
headers and error reports. A credential in one of them is a credential of everybody who can read them.

Names are judged by whole words, so `secret_name`, `token_id`, `page_token` and `hide_secret` (a boolean)
mean no credential. `token` alone says nothing and counts only where the description calls it an access, API
or authentication token; a path segment named after its collection (`/tokens/{token}`) is an identifier. API
keys that are declared as a security scheme are the business of `no-api-key-in-query`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ..core import Api, Parameter, Problem, Rule, Severity
from ..core.words import words

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "RFC 9700 section 4.3.2",
        "RFC 6750 section 2.3",
        "OWASP API2:2023",
        "NL /core/transport/no-sensitive-uris",
    ),
    bad="""
        paths:
          /orders:
            get:
              parameters:
                - name: status
                  in: query
                - name: access_token  # <-
                  in: query
    """,
    good="""
        paths:
          /orders:
            get:
              security: [{bearer: []}]
              parameters:
                - name: status
                  in: query
    """,
)

SINGLE = (
    "password", "passwd", "pwd", "passphrase", "apikey", "accesstoken", "authtoken", "clientsecret",
    "privatekey", "jwt",
)  # fmt: skip
PAIRS = (
    ("access", "token"), ("auth", "token"), ("api", "token"), ("refresh", "token"), ("bearer", "token"),
    ("authentication", "token"), ("authorization", "token"), ("session", "token"), ("api", "key"),
    ("api", "secret"), ("client", "secret"), ("app", "secret"), ("shared", "secret"), ("secret", "key"),
    ("private", "key"),
)  # fmt: skip
A_REAL_TOKEN = r"(?i)\b(access|api|auth|authentication|authorization|bearer|session)\W{1,3}token"


@RULE.on_document
def absent(api: Api) -> Iterator[Problem]:
    declared = {key.parameter_name for key in api.security_schemes.values() if key.location == "query"}
    found: dict[tuple[str, str], list[Parameter]] = defaultdict(list)
    for parameter in api.all(Parameter):
        if parameter.name not in declared and is_credential(parameter):
            found[parameter.location, parameter.name].append(parameter)
    for (location, name), parameters in found.items():
        times = f" ({len(parameters)} times)" if len(parameters) > 1 else ""
        where = "query string" if location == "query" else "path"
        yield Problem(
            parameters[0].value_at("name"),
            f"`{name}` sends a credential in the {where}{times}",
            help="send it in the `Authorization` header or in the request body",
            subject=name,
        )


def is_credential(parameter: Parameter) -> bool:
    """Whether the name, the type and (for `token`) the description are those of a credential."""
    tokens = words(parameter.name)
    schema = parameter.any_schema
    if parameter.location not in ("query", "path") or not tokens:
        return False
    if schema is not None and schema.flat.types and "string" not in schema.flat.types:
        return False
    if tokens == ("token",):
        return parameter.location == "query" and re.search(A_REAL_TOKEN, parameter.description) is not None
    if tokens[-1] not in SINGLE and tokens[-2:] not in PAIRS:
        return False
    return parameter.location == "query" or not names_its_collection(parameter)


def names_its_collection(parameter: Parameter) -> bool:
    """Whether the segment before it says the same: `/passwords/{password}`."""
    before = [operation.path.partition("/{" + parameter.name + "}")[0] for operation in parameter.operations]
    last = words(parameter.name)[-1]
    return any(words(path.rpartition("/")[2])[-1:] in ((last,), (last + "s",)) for path in before)
