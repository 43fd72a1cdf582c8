"""`apilint test --auth`: what is sent to whom, and that no secret is printed."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path

import pytest

from apilint_rules.core.wire.exchange import Credentials
from desks import SECRETS, desk
from program import apilint
from running import service

EVERY = (
    "--auth", "bearer:TOKEN", "--auth", "basic:PAIR", "--auth", "headerKey=apikey:X-Key=KEY",
    "--auth", "queryKey=apikey:key=KEY", "--auth", "cookieKey=apikey:session=KEY",
)  # fmt: skip
FORMATS = (
    "text", "concise", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown", "html", "har", "ndjson",
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "auth"),
    [
        ("/bearer", "bearer:TOKEN"),
        ("/basic", "basic:PAIR"),
        ("/headerKey", "apikey:X-Key=KEY"),
        ("/queryKey", "apikey:key=KEY"),
        ("/cookieKey", "apikey:session=KEY"),
        ("/cookieKey", "cookieKey=apikey:anything=KEY"),
        ("/oauth", "oauth2-client:{url}/token=CLIENT_ID,CLIENT_SECRET"),
    ],
)
def test_credentials_of_every_kind_are_accepted(path: str, auth: str, tmp_path: Path) -> None:
    with desk(tmp_path, "--only", path) as service:
        run = service.test("--auth", auth.format(url=service.url))
    assert "reached 1 of 1 operation\n" in run.out, run.out + run.err


def test_each_operation_gets_the_credentials_that_it_requires_and_no_others(tmp_path: Path) -> None:
    with desk(tmp_path) as service:
        service.test(*EVERY)
    whoever = {"/bearer", "/basic", "/headerKey", "/queryKey", "/cookieKey", "/oauth"}
    holders: dict[str, set[str]] = {}
    for request in service.sent:
        path = request["target"].partition("?")[0]
        for secret in ("the-secret-of-the-bearer", encoded(), "the-secret-key"):
            if path in whoever and secret in json.dumps(request):
                holders.setdefault(secret, set()).add(path)
    assert holders["the-secret-of-the-bearer"] == {"/bearer", "/oauth"}
    assert holders[encoded()] == {"/basic"}
    assert holders["the-secret-key"] == {"/headerKey", "/queryKey", "/cookieKey"}


def encoded() -> str:
    return base64.b64encode(SECRETS["PAIR"].encode()).decode()


def test_no_report_holds_a_secret_though_the_service_sends_it_back(tmp_path: Path) -> None:
    files = {name: tmp_path / f"report.{name}" for name in FORMATS}
    reports = [word for name, file in files.items() for word in ("--format", f"{name}={file}")]
    with desk(tmp_path) as service:
        run = service.test(*EVERY, "--profile", "strict", "--severity", "all=info", *reports, "-f", "text")
    assert any("the-secret-key" in json.dumps(request) for request in service.sent)
    texts = {name: file.read_text() for name, file in files.items()} | {"out": run.out, "err": run.err}
    for name, text in texts.items():
        for secret in (
            "the-secret-of-the-bearer",
            SECRETS["PAIR"],
            encoded(),
            "the-secret-of-alice",
            "the-secret-key",
        ):
            assert secret not in text, name
    assert "$KEY" in texts["har"]


def test_the_curl_line_of_a_finding_runs_as_it_is(tmp_path: Path) -> None:
    """The error shape of the desk is none: a rule finds that, and its line asks for the same with `$TOKEN`."""
    with desk(tmp_path, "--only", "/bearer") as service:
        run = service.test("--auth", "bearer:TOKEN", "--profile", "strict", "--format", "json")
        lines = [line for finding in run.findings for line in finding["curl"]]
        line = next(line for line in lines if "$TOKEN" in line)
        again = subprocess.run(
            ["sh", "-c", line], env={**SECRETS, "PATH": "/usr/bin:/bin"}, capture_output=True, text=True
        )
    assert "the-secret-of-the-bearer" in again.stdout, again


@pytest.mark.parametrize(
    ("auth", "message"),
    [
        ("bearer:UNSET", "error: `UNSET` of `--auth bearer` is not set"),
        ("bearer:s3cret-token.value", "error: `--auth bearer` takes names of environment variables, not the secrets themselves"),
        ("bearer:s3cretToken", "error: the variable of `--auth bearer` is not set"),
        ("hmac:KEY", "error: `--auth ...` takes names of environment variables"),
        ("basic:KEY", "error: `KEY` holds no `USER:PASSWORD`"),
        ("oauth2-client:http://desk.invalid/token=CLIENT_ID,CLIENT_SECRET", "error: `desk.invalid` is not this machine"),
        ("oauth2-client:{url}/token=KEY,CLIENT_SECRET", "{url}/token: no access token: it answered 401"),
    ],
)  # fmt: skip
def test_credentials_that_cannot_be_used_end_with_2_and_help(auth: str, message: str, tmp_path: Path) -> None:
    with desk(tmp_path, "--only", "/bearer") as service:
        run = service.test("--auth", auth.format(url=service.url))
    assert run.code == 2
    assert run.err.startswith(message.format(url=service.url)), run.err
    assert "\n  help: " in run.err
    assert "s3cret" not in run.err


def test_without_any_that_fits_all_are_sent_and_that_is_said(tmp_path: Path) -> None:
    with desk(tmp_path, "--only", "/oauth") as service:
        run = service.test("--auth", "basic:PAIR")
    assert "no credentials fit what GET /oauth requires: all were sent" in run.out
    assert any(request["headers"].get("authorization") == f"Basic {encoded()}" for request in service.sent)


def test_a_token_that_has_run_out_is_fetched_anew(tmp_path: Path) -> None:
    """Each token holds for one request; the run needs more of them, and says so."""
    with desk(
        tmp_path, "--only", "/oauth", "--only", "/notes", "--only", "/notes/{noteId}", "--uses", "1"
    ) as service:
        run = service.test("--auth", f"oauth2-client:{service.url}/token=CLIENT_ID,CLIENT_SECRET")
        granted = [request for request in service.sent if request["target"] == "/token"]
    assert len(granted) > 1
    assert "note: the credentials stopped working since request " in run.out
    assert "logged in again" in run.out
    assert "reached 4 of 4 operations" in run.out or "reached 5 of 5 operations" in run.out


def test_credentials_that_are_lost_for_good_are_told_of(tmp_path: Path) -> None:
    with desk(tmp_path, "--only", "/bearer", "--only", "/oauth", "--uses", "1") as service:
        run = service.test("--auth", "bearer:TOKEN")
    assert (
        "note: every answer has been 401 since request 1 (GET /bearer); the credentials cannot be renewed"
        in run.out
    )
    assert "`--login COMMAND` may set their variables anew" in run.out


def test_a_login_command_is_run_first_and_its_variables_are_used(tmp_path: Path) -> None:
    with desk(tmp_path, "--only", "/bearer") as service:
        run = service.test("--login", "printf NEW=the-secret-of-the-bearer", "--auth", "bearer:NEW")
        failed = service.test("--login", "false", "--auth", "bearer:NEW")
    assert "reached 1 of 1 operation\n" in run.out
    assert (failed.code, failed.err) == (
        2,
        "error: `--login` ended with 1\n  help: run it by hand to see why\n",
    )


def test_made_up_credentials_have_the_form_of_the_real_ones() -> None:
    from apilint.service.tokens import expired, is_jwt, made_up, unsigned

    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
             for part in ({"alg": "RS256", "typ": "JWT"}, {"sub": "alice", "exp": 4102444800})]  # fmt: skip
    token = ".".join([*parts, "c2lnbmF0dXJl"])
    assert is_jwt(token)
    assert not is_jwt("a.b.c")
    for changed in (made_up(token), expired(token)):
        assert is_jwt(changed)
        assert changed != token
    _, claims, signature = made_up(token).split(".")  # of the same caller, signed by nobody
    assert json.loads(base64.urlsafe_b64decode(claims + "=="))["sub"] == "alice"
    assert signature != token.split(".")[2]
    header, claims, signature = unsigned(token).split(".")
    assert json.loads(base64.urlsafe_b64decode(header + "==")) == {"alg": "none", "typ": "JWT"}
    assert (claims, signature) == (parts[1], "")
    assert len(made_up("sk_live_0123ABC")) == len("sk_live_0123ABC")
    assert made_up("sk_live_0123ABC") != "sk_live_0123ABC"
    assert {each.value for each in Credentials} == {"main", "other", "none", "garbage", "expired", "unsigned"}


def test_a_token_that_was_good_once_is_tried_where_it_is_given() -> None:
    from shop import tokens

    with service("shop", "--fault", "expired-token-accepted") as url:
        run = apilint(
            "test", f"{url}/openapi.yaml", "--url", url, "--isolated", "--format", "json", "--phases", "plan,probes",
            "--auth", "bearer:TOKEN", "--select", "auth-enforced",
            TOKEN=tokens.ALICE, TOKEN_EXPIRED=tokens.EXPIRED,
        )  # fmt: skip
    assert [finding["rule"] for finding in run.findings] == ["auth-enforced"]
    assert "$TOKEN_EXPIRED" in run.findings[0]["curl"][-1]
    assert tokens.EXPIRED not in run.out
