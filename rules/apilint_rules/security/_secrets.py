"""What secrets look like that tools can recognise by their shape alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..core.scan import windows

JSON_WEB_TOKEN, PRIVATE_KEY = "JSON web token", "private key"
# What each begins with, what it is, and what follows.
SHAPES = (
    (("AKIA", "ASIA"), "AWS access key", r"[0-9A-Z]{16}"),
    (("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), "GitHub token", r"[A-Za-z0-9]{36,255}"),
    (("github_pat_",), "GitHub token", r"[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
    (("glpat-",), "GitLab token", r"[\w-]{20,}"),
    (("xoxa-", "xoxb-", "xoxp-", "xoxr-", "xoxs-"), "Slack token", r"[0-9]{8,}-[\w-]{20,}"),
    (("hooks.slack.com/services/",), "Slack webhook", r"T\w{8,}/B\w{8,}/\w{24}"),
    (("sk_live_", "rk_live_"), "Stripe key", r"[A-Za-z0-9]{20,}"),
    (("AIza",), "Google API key", r"[\w-]{35}"),
    (("GOCSPX-",), "Google client secret", r"[\w-]{28}"),
    (("SG.",), "SendGrid key", r"[\w-]{22}\.[\w-]{43}"),
    (("npm_",), "npm token", r"[A-Za-z0-9]{36}"),
    (("pypi-AgEIcHlwaS5vcmc",), "PyPI token", r"[\w-]{50,}"),
    (("dop_v1_", "doo_v1_", "dor_v1_"), "DigitalOcean token", r"[0-9a-f]{64}"),
    (("shpat_", "shpca_", "shppa_", "shpss_"), "Shopify token", r"[0-9a-fA-F]{32}"),
    (("sk-ant-",), "Anthropic key", r"[\w-]{80,}"),
    (("sk-",), "OpenAI key", r"[\w-]{20,150}T3BlbkFJ[\w-]{20,150}"),
    (("hf_",), "Hugging Face token", r"[A-Za-z]{34}"),
    (("dckr_pat_",), "Docker token", r"[\w-]{27}"),
    (("hvs.",), "Vault token", r"[\w-]{90,}"),
    (("AGE-SECRET-KEY-1",), "age key", r"[0-9A-Z]{58}"),
    (("eyJ",), JSON_WEB_TOKEN, r"[\w-]{16,}\.eyJ[\w-]{16,}\.[\w-]{20,}"),
    (("-----BEGIN ",), PRIVATE_KEY, r"(?:RSA |EC |DSA |OPENSSH )?PRIVATE KEY-----"),
)
PLACEHOLDER = (
    r"(?i)example|sample|dummy|fake|test|demo|your|placeholder|redacted|change|replace|secret|token|xxxx|0{6}"
    r"|1234567|7654321|abcdef|16C7e42F292c6912E7710c838347Ae178B4a|4eC39HqLyjWDarjtT1zdp7dc"
)
"""What made-up values consist of; the last two stand in GitHub's and Stripe's own documentation."""
LEAST_CHARACTERS = 10
LEAST_KEY = 60
"""Characters of the shortest private key (Ed25519), in base64."""


class Secret(NamedTuple):
    """What was found: its kind, the secret itself (never to be shown) and where it stands in the text."""

    kind: str
    value: str
    start: int
    end: int


@cache
def _beginnings() -> re.Pattern[str]:
    """What each secret begins with, for finding where one may be."""
    return re.compile("|".join(re.escape(begin) for begins, _, _ in SHAPES for begin in begins))


@cache
def _shapes() -> str:
    """All shapes as one regular expression, for the search in long texts."""
    literal = {
        begin: re.sub(r"([.+*?()\[\]{}|^$])", r"\\\1", begin) for begins, _, _ in SHAPES for begin in begins
    }
    return "|".join(
        f"(?:{'|'.join(literal[begin] for begin in begins)})(?:{rest})" for begins, _, rest in SHAPES
    )


@cache
def _shape(begin: str) -> tuple[str, re.Pattern[str]]:
    """The kind of secret that begins like this, and what follows."""
    kind, rest = next((kind, rest) for begins, kind, rest in SHAPES if begin in begins)
    return kind, re.compile(rest)


def secrets_in(text: str, today: int) -> Iterator[Secret]:
    """Everything that looks like a live secret; `today` is a POSIX time, by which tokens expire."""
    seen = -1
    for begin in _possible(text):
        kind, rest = _shape(begin[0])
        if begin.start() <= seen:
            continue
        seen = begin.start()
        start, found = begin.start(), rest.match(text, begin.end())
        if found is None or (start and kind != PRIVATE_KEY and re.match(r"[\w-]", text[start - 1])):
            continue
        value = _private_key(text, found.end()) if kind == PRIVATE_KEY else begin[0] + found[0]
        if not value or is_made_up(value) or (kind == JSON_WEB_TOKEN and not _is_live(value, today)):
            continue
        yield Secret(kind, value, start, found.end())


def timestamp(day: str) -> int:
    """The POSIX time at which a day (ISO 8601) begins."""
    from datetime import UTC, datetime

    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


def _possible(text: str) -> Iterator[re.Match[str]]:
    for start, end in windows(text, _shapes()):
        yield from _beginnings().finditer(text, start, end)


def is_made_up(value: str) -> bool:
    """Whether somebody typed it to show the shape: it holds a word, a sequence, or few characters."""
    return re.search(PLACEHOLDER, value) is not None or len(set(value)) < LEAST_CHARACTERS


def _private_key(text: str, start: int) -> str:
    """The base64 of a PEM block whose first line ends at `start`; empty when it is no whole, open key."""
    body = re.sub(r"\\[nr]|\s", "", text[start : start + 8000]).partition("-----END")
    is_key = re.fullmatch(r"(?:M[CHI]|b3BlbnNzaC1rZXk)[A-Za-z0-9+/]+=*", body[0]) is not None
    return body[0] if is_key and body[1] and len(body[0]) >= LEAST_KEY else ""


def _is_live(token: str, today: int) -> bool:
    """Whether a JWT says until when it is valid, and that is still to come."""
    import json
    from base64 import urlsafe_b64decode

    try:
        payload = token.split(".")[1]
        claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except ValueError:
        return False
    expires = claims.get("exp") if isinstance(claims, dict) else None
    return isinstance(expires, (int, float)) and expires > today and not is_made_up(str(claims))
