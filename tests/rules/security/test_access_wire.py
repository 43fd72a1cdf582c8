"""Who is let in, on the wire: wrong credentials, other callers, foreign origins."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from apilint_rules.core import Answer, Credentials, Request
from played import as_json, play, reasons, told

READ, WRITE = Request("GET", "/orders"), Request("POST", "/orders")
SCHEMES = """
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    session: {type: apiKey, in: cookie, name: session}
"""
API = f"""{SCHEMES}
security: [{{token: []}}]
paths:
  /orders: {{get: {{responses: {{'200': {{}}}}}}, post: {{responses: {{'201': {{}}}}}}}}
  /orders/{{id}}: {{get: {{}}, put: {{}}, delete: {{}}}}
"""
ONLY = frozenset({Credentials.MAIN, Credentials.NONE, Credentials.GARBAGE})


class Shop:
    """Orders that their owners alone can see; `lets_in` are the credentials that count as the owner's."""

    def __init__(self, *lets_in: Credentials, refusal: int = 401) -> None:
        self.lets_in = {Credentials.MAIN, *lets_in}
        self.refusal = refusal
        self.orders: set[str] = set()
        self.seen: list[Request] = []

    def __call__(self, request: Request) -> Answer:
        self.seen.append(request)
        if request.credentials not in self.lets_in:
            return Answer(self.refusal)
        if request.method == "POST":
            self.orders.add(f"/orders/{len(self.orders) + 1}")
            return Answer(201, (("Location", f"/orders/{len(self.orders)}"),))
        if request.path != "/orders" and request.path not in self.orders:
            return Answer(404)
        if request.method == "DELETE":
            self.orders.remove(request.path)
            return Answer(204)
        return as_json({"id": request.path})


@pytest.mark.parametrize("status", [401, 403, 404, 302, 429, 503])
def test_every_way_of_keeping_out_is_right(status: int) -> None:
    outcome = play("auth-enforced", API, Shop(refusal=status), READ, WRITE, credentials=ONLY)
    assert told(outcome) == []


def test_made_up_credentials_are_one_finding_for_all_operations() -> None:
    outcome = play("auth-enforced", API, Shop(Credentials.GARBAGE), READ, WRITE, credentials=ONLY)
    [finding] = outcome.findings
    assert finding.severity.name == "ERROR"
    assert finding.message.endswith("to made-up credentials")
    assert finding.operations == (
        "DELETE /orders/{id}",
        "GET /orders",
        "POST /orders",
        "PUT /orders/{id}",
    )


def test_only_what_the_run_has_made_is_written_to() -> None:
    shop = Shop()
    play("auth-enforced", API, shop, READ, WRITE, credentials=ONLY)
    made = {f"/orders/{number}" for number in range(1, 9)}
    assert {r.path for r in shop.seen if r.method in ("PUT", "DELETE")} <= made


def test_a_delete_that_works_is_not_tried_again() -> None:
    shop = Shop(Credentials.NONE, Credentials.GARBAGE)
    play("auth-enforced", API, shop, READ, WRITE, credentials=ONLY)
    assert [r.credentials for r in shop.seen if r.method == "DELETE"] == [Credentials.NONE]


def test_a_failure_over_a_token_is_told() -> None:
    outcome = play("auth-enforced", API, Shop(refusal=500), READ, credentials=ONLY)
    assert ("ERROR", "`GET /orders` fails with 500 over made-up credentials") in told(outcome)


def test_a_login_page_is_no_answer_for_programs() -> None:
    def redirected(request: Request) -> Answer:
        if request.credentials is Credentials.MAIN:
            return as_json({})
        return Answer(200, (("Content-Type", "text/html"),), b"<html>")

    outcome = play("auth-enforced", API, redirected, READ, credentials=ONLY)
    assert {severity for severity, _ in told(outcome)} == {"WARNING"}


@pytest.mark.parametrize(
    "security", ["security: [{token: []}, {}]", "security: []", ""], ids=["optional", "open", "silent"]
)
def test_open_operations_are_left_alone(security: str) -> None:
    text = f"{SCHEMES}\n{security}\npaths: {{/orders: {{get: {{}}}}}}"
    shop = Shop(*Credentials)
    play("auth-enforced", text, shop, READ)
    assert shop.seen == [READ]


def test_a_login_is_called_before_there_are_credentials() -> None:
    text = f"{SCHEMES}\nsecurity: [{{token: []}}]\npaths: {{/login: {{post: {{}}}}}}"
    shop = Shop(*Credentials)
    play("auth-enforced", text, shop, Request("POST", "/login"))
    assert len(shop.seen) == 1


def test_basic_is_another_scheme_only_where_a_token_is_wanted() -> None:
    cookie = API.replace("[{token: []}]", "[{session: []}]")
    shop = Shop()
    play("auth-enforced", cookie, shop, READ, credentials=ONLY)
    assert not any(request.header("Authorization") for request in shop.seen)


def test_unreached_operations_cannot_be_judged() -> None:
    outcome = play("auth-enforced", API, Shop(), credentials=ONLY)
    assert (told(outcome), len(reasons(outcome))) == ([], 5)


# object-level-auth --------------------------------------------------------------------------------------------


def test_what_others_can_read_and_delete() -> None:
    outcome = play("object-level-auth", API, Shop(Credentials.OTHER), WRITE)
    assert told(outcome) == [
        ("ERROR", "what one caller has created can be read by another one"),
        ("ERROR", "what one caller has created can be replaced by another one"),
        ("ERROR", "what one caller has created can be deleted by another one"),
    ]


def test_public_things_may_be_read_by_all() -> None:
    def public(shop: Shop) -> Callable[[Request], Answer]:
        return lambda request: shop(
            request.but(credentials=Credentials.MAIN) if request.method == "GET" else request
        )

    assert told(play("object-level-auth", API, public(Shop()), WRITE)) == []


def test_without_a_second_identity_nothing_is_judged() -> None:
    shop = Shop()
    outcome = play("object-level-auth", API, shop, WRITE, credentials=ONLY)
    assert (len(shop.seen), set(reasons(outcome))) == (1, {"there is no second identity"})


# cors-not-permissive ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "security", "expected"),
    [
        ({"Access-Control-Allow-Origin": "*"}, "session", []),
        ({"Access-Control-Allow-Origin": "https://app.example"}, "session", []),
        ({"Access-Control-Allow-Origin": "https://apilint.example"}, "session", []),
        ({"Access-Control-Allow-Credentials": "true"}, "session", []),
        (
            {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "true"},
            "session",
            [("ERROR", "answers are open to `*`, with the user's credentials")],
        ),
        (
            {
                "Access-Control-Allow-Origin": "https://apilint.example",
                "Access-Control-Allow-Credentials": "true",
            },
            "token",
            [("WARNING", "answers are open to any `Origin` that asks, with the user's credentials")],
        ),
    ],
)
def test_origins(fields: dict[str, str], security: str, expected: list[tuple[str, str]]) -> None:
    text = f"{SCHEMES}\nsecurity: [{{{security}: []}}]\npaths: {{/orders: {{get: {{}}}}}}"
    outcome = play("cors-not-permissive", text, lambda _: Answer(200, tuple(fields.items())), READ)
    assert told(outcome) == expected


@pytest.mark.parametrize(("own", "severity"), [(True, "WARNING"), (False, "ERROR")])
def test_basic_that_takes_in_whoever_comes(own: bool, severity: str) -> None:
    text = """
        components: {securitySchemes: {basic: {type: http, scheme: basic}}}
        security: [{basic: []}]
        paths: {/orders: {get: {}}}
    """

    def welcoming(request: Request) -> Answer:
        if request.credentials is Credentials.NONE:
            return Answer(401)
        return as_json([request.credentials.value] if own else [])

    outcome = play("auth-enforced", text, welcoming, READ, credentials=ONLY)
    assert [found for found, _ in told(outcome)] == [severity]
