"""The planner against services that are written here as functions: requests in, exchanges out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pytest

from apilint_rules.core.wire.danger import danger
from apilint_rules.core.wire.exchange import Answer, Exchange, Request
from apilint_rules.core.wire.make import Maker
from apilint_rules.core.wire.order import in_order
from apilint_rules.core.wire.plan import plan, tidy
from apilint_rules.core.wire.probe import Steps, UnsendableError
from apilint_rules.core.wire.reach import Progress, Reach
from apilint_rules.core.wire.situation import Situation
from wire import api_of

Service = Callable[[Request], Answer]


def answer(status: int, body: Any = None, **headers: str) -> Answer:
    fields = [(name.replace("_", "-"), value) for name, value in headers.items()]
    if body is None:
        return Answer(status, tuple(fields))
    return Answer(status, (*fields, ("Content-Type", "application/json")), json.dumps(body).encode())


class Run(NamedTuple):
    """What a plan has done."""

    sent: list[Exchange]
    reach: Reach
    situation: Situation

    @property
    def lines(self) -> list[str]:
        return [f"{each.request.method} {each.request.target} -> {each.status}" for each in self.sent]

    def of(self, label: str) -> Progress:
        return next(each for each in self.reach.report() if each.operation == label)

    @property
    def states(self) -> dict[str, str]:
        return {each.operation: each.state for each in self.reach.report()}


def drive(steps: Steps[None], service: Service, sent: list[Exchange]) -> None:
    try:
        request = next(steps)
        while True:
            try:
                answered = service(request)
            except UnsendableError as error:
                request = steps.throw(error)
                continue
            sent.append(Exchange(request, answered, len(sent) + 1))
            request = steps.send(sent[-1])
    except StopIteration:
        return


def run(
    text: str, service: Service, data: Mapping[str, Any] | None = None, seed: int = 1, **options: Any
) -> Run:
    api = api_of(text)
    maker = Maker(api, seed, data)
    found = Run([], Reach(api), Situation(api, maker))
    drive(plan(found.situation, maker, found.reach, **options), service, found.sent)
    return found


# Two resources, one of which refers to the other ----------------------------------------------------------------

SHOP = """
openapi: 3.1.0
paths:
  /orders:
    get: {responses: {'200': {description: all, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}}}}
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses: {'201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}
    delete: {responses: {'204': {description: all gone}}}
  /orders/{orderId}:
    parameters: [{name: orderId, in: path, required: true, schema: {type: string}}]
    get: {responses: {'200': {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}}
    put:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses: {'200': {description: changed}}
    delete: {responses: {'204': {description: gone}}}
  /orders/{orderId}/cancel:
    parameters: [{name: orderId, in: path, required: true, schema: {type: string}}]
    post: {responses: {'204': {description: done}}}
  /customers:
    get: {responses: {'200': {description: all, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Customer'}}}}}}}
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Customer'}}}}
      responses: {'201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Customer'}}}}}
  /customers/{customerId}:
    parameters: [{name: customerId, in: path, required: true, schema: {type: string}}]
    get: {responses: {'200': {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/Customer'}}}}}}
    patch:
      requestBody: {content: {application/merge-patch+json: {schema: {$ref: '#/components/schemas/Customer'}}}}
      responses: {'200': {description: changed}}
    delete: {responses: {'204': {description: gone}}}
components:
  schemas:
    Customer:
      type: object
      required: [id, name]
      properties: {id: {type: integer, readOnly: true}, name: {type: string}}
    Order:
      type: object
      required: [id, customer_id]
      properties: {id: {type: integer, readOnly: true}, customer_id: {type: integer}, note: {type: string}}
"""


class Shop:
    """A service in memory. Names are unique, an order needs a customer; what is there at the beginning is not ours."""

    def __init__(self, customers: int = 1) -> None:
        self.rows: dict[str, dict[int, dict[str, Any]]] = {"customers": {}, "orders": {}}
        self.next = 100
        self.before = {self.add("customers", {"name": f"old {number}"}) for number in range(customers)}

    def add(self, kind: str, row: dict[str, Any]) -> int:
        self.next += 1
        self.rows[kind][self.next] = {"id": self.next, **row}
        return self.next

    def __call__(self, request: Request) -> Answer:
        _, kind, *rest = request.path.split("/")
        rows = self.rows[kind]
        if not rest:
            return self._collection(request, kind, rows)
        number = int(rest[0]) if rest[0].isdigit() else 0
        if number not in rows:
            return answer(404, {"title": "not found"})
        if rest[1:] == ["cancel"]:
            return answer(204)
        if request.method == "GET":
            return answer(200, rows[number])
        if request.method == "DELETE":
            del rows[number]
            return answer(204)
        rows[number].update(request.json)
        return answer(200, rows[number])

    def _collection(self, request: Request, kind: str, rows: dict[int, dict[str, Any]]) -> Answer:
        if request.method == "GET":
            return answer(200, list(rows.values()))
        if request.method == "DELETE":
            rows.clear()
            return answer(204)
        body = request.json
        if kind == "orders" and body["customer_id"] not in self.rows["customers"]:
            return answer(422, {"detail": "customer_id is unknown"})
        if kind == "customers" and any(row["name"] == body["name"] for row in rows.values()):
            return answer(409, {"detail": "the name is taken"})
        number = self.add(kind, body)
        return answer(201, rows[number], location=f"/{kind}/{number}")


def test_all_of_two_linked_resources_are_reached() -> None:
    found = run(SHOP, Shop())
    left_out = {"DELETE /orders"}
    assert {label for label, state in found.states.items() if state != "accepted"} == left_out
    assert found.of("DELETE /orders").reason == "left out: it would delete what this run did not create"
    assert len(found.sent) <= 22


def test_what_is_referred_to_is_made_first() -> None:
    labels = [operation.label for operation in in_order(api_of(SHOP))]
    assert labels.index("POST /customers") < labels.index("POST /orders")
    assert (
        labels.index("POST /orders")
        < labels.index("GET /orders/{orderId}")
        < labels.index("PUT /orders/{orderId}")
    )
    assert labels[-1] == "POST /orders/{orderId}/cancel"


def test_what_the_run_did_not_create_stays_as_it_was() -> None:
    shop = Shop(customers=3)
    before = {number: dict(shop.rows["customers"][number]) for number in shop.before}
    found = run(SHOP, shop)
    assert {number: shop.rows["customers"][number] for number in shop.before} == before
    changed = {line.split()[1] for line in found.lines if line.split()[0] in ("PUT", "PATCH", "DELETE")}
    assert not changed & {f"/customers/{number}" for number in shop.before}


def test_a_deed_is_done_only_to_what_the_run_created() -> None:
    def service(request: Request) -> Answer:
        if request.method == "POST" and not request.path.endswith("/cancel"):
            return answer(403)
        return answer(200, [{"id": 5}]) if request.path == "/orders" else answer(200, {"id": 5})

    found = run(SHOP, service)
    assert found.of("GET /orders/{orderId}").state == "accepted"
    assert found.of("POST /orders/{orderId}/cancel") == Progress(
        "POST /orders/{orderId}/cancel",
        "never",
        "left out: this run could create nothing that it may change or delete",
        unseen=("204",),
    )
    assert not [line for line in found.lines if line.startswith(("PUT /orders/5", "DELETE"))][1:]


def test_an_operation_that_hangs_is_tried_once() -> None:
    asked = []

    def service(request: Request) -> Answer:
        asked.append(request.path)
        if request.path.startswith("/shops/"):
            raise UnsendableError("no answer within 10 seconds")
        return answer(200, [{"id": 1}, {"id": 2}])

    found = run(READ, service)
    assert found.of("GET /shops/{shop}").reason == "no answer within 10 seconds"
    assert sum(path.startswith("/shops/") for path in asked) <= 2


def test_a_thing_of_each_kind_stays_for_the_probes_and_is_deleted_in_the_end() -> None:
    shop = Shop()
    found = run(SHOP, shop)
    kinds = [thing.resource.path for thing in found.situation.things]
    assert kinds.count("/customers/{customerId}") == 2
    assert kinds.count("/orders/{orderId}") == 2
    for thing in found.situation.things:
        assert shop(Request("GET", thing.path)).status == 200
    drive(tidy(found.situation), shop, found.sent)
    assert set(shop.rows["customers"]) == shop.before
    assert not shop.rows["orders"]
    assert not found.situation.things


def test_the_same_seed_sends_the_same_requests() -> None:
    one, same, other = (run(SHOP, Shop(), seed=seed).sent for seed in (1, 1, 2))
    assert [each.request for each in one] == [each.request for each in same]
    assert [each.request for each in one] != [each.request for each in other]


def test_reading_only_sends_nothing_else() -> None:
    found = run(SHOP, Shop(), read_only=True)
    assert {each.request.method for each in found.sent} == {"GET"}
    assert found.of("POST /orders").reason == "left out: only reading is allowed"
    assert found.of("GET /customers/{customerId}").state == "accepted"


def test_another_request_can_be_made_after_the_plan() -> None:
    shop = Shop()
    found = run(SHOP, shop)
    post = next(each for each in found.situation.api.operations if each.label == "POST /customers")
    names = []
    for _ in range(2):
        sent: list[Exchange] = []
        drive(found.situation.create(post), shop, sent)  # type: ignore[arg-type]
        names.append(sent[0].request.json["name"])
        assert sent[0].status == 201
    assert len(set(names)) == 2


# Rules of trying again ------------------------------------------------------------------------------------------

ITEM = """
openapi: 3.1.0
paths:
  /things:
    post:
      parameters:
        - {name: verbose, in: query, schema: {type: boolean}}
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Thing'}}
          application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Thing'}}
      responses: {'201': {description: made, content: {application/json: {schema: {}}}}}
components:
  schemas:
    Thing:
      type: object
      required: [name]
      properties:
        name: {type: string, example: tea}
        size: {type: string, enum: [s, m, l]}
        color: {type: string}
"""


def posting(accepts: Callable[[Request], Answer | None]) -> Run:
    """A run against a service that answers 201 unless the function has another answer."""
    return run(ITEM, lambda request: accepts(request) or answer(201, {"id": 1}))


def first(found: Run) -> list[int]:
    """The statuses until the first success."""
    statuses = [each.status for each in found.sent]
    return statuses[: statuses.index(201) + 1]


def test_a_request_that_is_accepted_is_sent_once_and_then_a_second_thing_made() -> None:
    found = posting(lambda request: None)
    assert first(found) == [201]
    assert found.sent[0].request.json["name"] == "tea"
    assert len({each.request.json["name"] for each in found.sent}) == 2
    assert all(set(each.request.json) == {"name"} and not each.request.query for each in found.sent)


def test_a_property_that_an_error_misses_is_put_in() -> None:
    found = posting(
        lambda request: None if "size" in request.json else answer(400, {"message": "size is required"})
    )
    assert first(found) == [400, 201]


def test_a_parameter_that_an_error_misses_is_put_in() -> None:
    found = posting(lambda r: None if r.parameter("verbose") else answer(422, {"loc": ["query", "verbose"]}))
    assert first(found) == [422, 201]


def test_a_property_that_an_error_names_gets_another_value() -> None:
    found = posting(
        lambda r: answer(422, {"pointer": "/name", "detail": "bad"}) if r.json["name"] == "tea" else None
    )
    assert first(found) == [422, 201]


def test_a_property_that_an_error_names_again_is_left_out() -> None:
    api = ITEM.replace("required: [name]", "example: {name: tea, color: red}")

    def service(request: Request) -> Answer:
        if "color" in request.json:
            return answer(400, {"message": "`color` is unknown"})
        return answer(201, {"id": 1})

    assert first(run(api, service)) == [400, 400, 201]


def test_without_a_word_about_it_more_is_sent() -> None:
    found = posting(lambda request: None if len(request.json) == 3 else answer(400))
    assert first(found) == [400, 201]


def test_a_conflict_is_met_with_other_names() -> None:
    found = posting(lambda request: answer(409) if request.json["name"] == "tea" else None)
    assert first(found) == [409, 201]


def test_another_media_type_is_tried_where_one_is_refused() -> None:
    found = posting(lambda r: answer(415) if "json" in str(r.header("Content-Type")) else None)
    assert first(found) == [415, 201]


def test_any_representation_is_asked_for_where_none_is_acceptable() -> None:
    found = posting(lambda r: answer(406) if r.header("Accept") != "*/*" else None)
    assert first(found) == [406, 201]


@pytest.mark.parametrize("status", [401, 403, 405, 501])
def test_what_other_values_cannot_change_is_tried_once(status: int) -> None:
    found = posting(lambda request: answer(status))
    assert found.of("POST /things").state == "refused"
    assert len(found.sent) <= 2


def test_what_is_always_refused_is_given_up_with_the_words_of_the_service() -> None:
    found = posting(lambda request: answer(400, {"message": "the moon is wrong"}))
    assert found.of("POST /things").reason == "400: the service says `the moon is wrong`"
    assert len(found.sent) <= 12


def test_a_service_that_fails_at_everything_is_not_asked_for_long() -> None:
    found = posting(lambda request: answer(500, {"message": "oops: name"}))
    assert found.of("POST /things").state == "refused"
    assert len(found.sent) <= 6


def test_missing_credentials_are_noted() -> None:
    found = posting(lambda request: answer(401))
    assert found.of("POST /things").reason == "401: credentials are missing or were not accepted"
    assert any("answered 401" in note for note in found.reach.notes)


def test_what_cannot_be_sent_is_never_reached_and_told_why() -> None:
    def dead(request: Request) -> Answer:
        raise UnsendableError("the service closed the connection")

    found = run(ITEM, dead)
    progress = found.of("POST /things")
    assert (progress.state, progress.reason) == ("never", "the service closed the connection")


READ = """
openapi: 3.1.0
paths:
  /shops:
    get: {responses: {'200': {description: all, content: {application/json: {schema: {type: array, items: {type: object}}}}}}}
  /shops/{shop}:
    get: {responses: {'200': {description: one}}}
  /reviews/{shopId}:
    get: {responses: {'200': {description: all}}}
  /tickets/{ticket}:
    get: {responses: {'200': {description: one}}}
    delete: {responses: {'204': {description: gone}}}
    patch: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {'200': {description: changed}}}
"""


def reading(request: Request) -> Answer:
    if request.path == "/shops":
        return answer(200, [{"id": "gone"}, {"id": "open"}])
    return answer(200, {}) if request.path.endswith("/open") else answer(404)


def test_another_id_is_tried_where_one_is_unknown() -> None:
    lines = run(READ, reading).lines
    assert "GET /shops/gone -> 404" in lines
    assert "GET /shops/open -> 200" in lines


def test_an_id_is_known_elsewhere_by_the_name_of_its_resource() -> None:
    assert "GET /reviews/open -> 200" in run(READ, reading).lines


def test_what_nothing_gave_an_id_for_is_told() -> None:
    found = run(READ, reading)
    assert found.of("GET /tickets/{ticket}").reason == "404: needs {ticket}, and no list or create gave one"
    assert found.of("PATCH /tickets/{ticket}").reason == "needs {ticket}, and no list or create gave one"
    assert (
        found.of("DELETE /tickets/{ticket}").reason
        == "left out: this run could create nothing that it may change or delete"
    )
    assert {each.request.method for each in found.sent} == {"GET"}


UPSERT = """
openapi: 3.1.0
paths:
  /buckets/{bucket}:
    parameters: [{name: bucket, in: path, required: true, schema: {type: string, example: taken}}]
    put: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {'201': {description: made}}}
    get: {responses: {'200': {description: one}}}
    delete: {responses: {'204': {description: gone}}}
  /buckets/{bucket}/files/{file}:
    parameters:
      - {name: bucket, in: path, required: true, schema: {type: string}}
      - {name: file, in: path, required: true, schema: {type: integer}}
    put: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {'201': {description: made}}}
    get: {responses: {'200': {description: one}}}
"""


class Buckets:
    def __init__(self) -> None:
        self.paths = {"/buckets/taken"}
        self.first = ""

    def __call__(self, request: Request) -> Answer:
        if request.method == "PUT":
            self.first = self.first or request.path
            if request.path.count("/") > 2 and "/".join(request.path.split("/")[:3]) not in self.paths:
                return answer(404)
            self.paths.add(request.path)
            return answer(201, {})
        if request.path not in self.paths:
            return answer(404)
        if request.method == "DELETE":
            self.paths.discard(request.path)
            return answer(204)
        return answer(200, {})


def test_put_makes_a_thing_where_nothing_else_does() -> None:
    buckets = Buckets()
    found = run(UPSERT, buckets)
    assert set(found.states.values()) == {"accepted"}
    assert buckets.first != "/buckets/taken"
    assert "/buckets/taken" in buckets.paths
    assert re.fullmatch(
        r"/buckets/[\w-]+/files/\d{7,8}", next(path for path in buckets.paths if "files" in path)
    )


DATABASES = """
openapi: 3.1.0
paths:
  /databases:
    get: {responses: {'200': {description: all, content: {application/json: {schema: {type: array, items: {type: object}}}}}}}
    post:
      requestBody: {content: {application/json: {schema: {type: object, required: [name], properties: {name: {type: string}}}}}}
      responses: {'200': {description: made, content: {application/json: {schema: {}}}}}
  /databases/{database}:
    get: {responses: {'200': {description: one}}}
    delete: {responses: {'200': {description: gone}}}
  /databases/{database}/size:
    get: {responses: {'200': {description: how large}}}
"""


@pytest.mark.parametrize("says", ["nothing", "an id"])
def test_a_thing_is_found_by_its_name_where_its_id_does_not_lead_to_it(says: str) -> None:
    names: list[str] = []

    def service(request: Request) -> Answer:
        if request.method == "POST":
            names.append(request.json["name"])
            return answer(200, {} if says == "nothing" else {"id": 900 + len(names), "name": names[-1]})
        if request.path == "/databases":
            return answer(200, [])
        name = request.path.split("/")[2]
        if name not in names:
            return answer(404)
        if request.method == "DELETE":
            names.remove(name)
        return answer(200, {"size": 1})

    found = run(DATABASES, service)
    assert set(found.states.values()) == {"accepted"}
    assert found.situation.things
    drive(tidy(found.situation), service, found.sent)
    assert len(names) == (1 if says == "nothing" else 0)  # what was never read again is not known to be there


TAGGED = """
openapi: 3.1.0
paths:
  /notes:
    post: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {'201': {description: made, content: {application/json: {schema: {}}}}}}
  /notes/{note}:
    get: {responses: {'200': {description: one}}}
    put: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {'200': {description: changed}}}
"""


def test_a_change_that_needs_a_condition_gets_one() -> None:
    def service(request: Request) -> Answer:
        if request.method == "POST":
            return answer(201, {"id": 7})
        if request.method == "GET":
            return answer(200, {"id": 7}, ETag='"v1"')
        return answer(200, {}) if request.header("If-Match") == '"v1"' else answer(428)

    found = run(TAGGED, service)
    assert found.of("PUT /notes/{note}").statuses == {200: 1, 428: 1}


def test_a_single_thing_that_the_run_created_is_deleted_in_the_end() -> None:
    text = """
openapi: 3.1.0
paths:
  /profile:
    put: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {'201': {description: made}}}
    delete: {responses: {'204': {description: gone}}}
"""
    found = run(text, lambda request: answer(201, {"name": "x"}) if request.method == "PUT" else answer(204))
    assert [thing.path for thing in found.situation.things] == ["/profile"]
    drive(tidy(found.situation), lambda request: answer(204), found.sent)
    assert found.lines[-1] == "DELETE /profile -> 204"
    assert not found.situation.things


def test_what_was_there_before_is_not_taken_for_created_whatever_the_service_says() -> None:
    text = """
openapi: 3.1.0
paths:
  /notes:
    get: {responses: {'200': {description: all, content: {application/json: {schema: {type: array, items: {type: object}}}}}}}
  /notes/{note}:
    get: {responses: {'200': {description: one, content: {application/json: {schema: {type: object}}}}}}
    put: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {'201': {description: made}}}
    delete: {responses: {'204': {description: gone}}}
"""

    def service(request: Request) -> Answer:
        if request.method == "GET":
            return answer(200, [{"id": "7"}] if request.path == "/notes" else {"id": "7"})
        return answer(403) if request.path != "/notes/7" else answer(201)

    found = run(text, service)
    assert not found.situation.things
    assert not [line for line in found.lines if line.startswith("DELETE")]


# Operations that would ruin a run ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "operation"),
    [
        ("GET /auth/logout", "{}"),
        ("POST /sessions/signOut", "{}"),
        ("POST /x", "{operationId: userLogOut}"),
        ("GET /createdb", "{}"),
        ("POST /admin/shutdown", "{}"),
        ("POST /cache/flush", "{}"),
        ("POST /reset", "{}"),
        ("POST /jobs", "{summary: Purge all jobs}"),
        ("PUT /users/{id}/password", "{}"),
        ("DELETE /me", "{}"),
        ("DELETE /account", "{}"),
    ],
)
def test_an_operation_that_would_ruin_a_run_is_known(label: str, operation: str) -> None:
    method, path = label.split()
    assert danger(
        api_of(f"openapi: 3.1.0\npaths:\n  {path}:\n    {method.lower()}: {operation}\n").operations[0]
    )


@pytest.mark.parametrize(
    ("label", "operation"),
    [
        ("GET /blogout", "{}"),
        ("GET /presets", "{}"),
        ("POST /orders", "{summary: Create an order after a reset}"),
        ("DELETE /users/{id}", "{}"),
        ("GET /password-policy", "{}"),
        ("POST /login", "{}"),
    ],
)
def test_an_everyday_operation_is_no_danger(label: str, operation: str) -> None:
    method, path = label.split()
    assert not danger(
        api_of(f"openapi: 3.1.0\npaths:\n  {path}:\n    {method.lower()}: {operation}\n").operations[0]
    )


def test_a_logout_is_left_out_and_noted() -> None:
    found = run(
        "openapi: 3.1.0\npaths: {/logout: {get: {}}, /ping: {get: {}}}\n", lambda request: answer(200)
    )
    assert found.lines == ["GET /ping -> 200"]
    assert found.of("GET /logout").reason == "left out: it ends the session"
    assert found.reach.notes == ["GET /logout was left out: it ends the session"]


def test_a_login_is_noticed() -> None:
    text = "openapi: 3.1.0\npaths: {/login: {post: {}}}\n"
    found = run(text, lambda request: answer(200, {"accessToken": "secret"}))
    assert found.reach.notes == ["POST /login answers with a token; give it with `--auth` or `--login`"]
    assert "secret" not in str(found.reach.report())


# What the user and the description say -----------------------------------------------------------------------------


def test_the_data_of_the_user_go_before_everything() -> None:
    data = {"POST /things": {"body": {"name": "coffee"}, "verbose": True}}
    found = run(ITEM, lambda request: answer(201, {"id": 1}), data)
    assert found.sent[0].request.target == "/things?verbose=true"
    assert found.sent[0].request.json == {"name": "coffee"}
    found = run(ITEM, lambda request: answer(201, {"id": 1}), {"name": "coffee", "color": "black"})
    assert found.sent[0].request.json == {"name": "coffee", "color": "black"}
    found = run(READ, lambda request: answer(200, {}), {"ticket": "T-1"})
    assert "GET /tickets/T-1 -> 200" in found.lines


def test_named_examples_are_used_together() -> None:
    text = """
openapi: 3.1.0
paths:
  /quotes:
    get:
      parameters:
        - {name: from, in: query, required: true, schema: {type: string}, examples: {a: {value: EUR}, b: {value: USD}}}
        - {name: to, in: query, required: true, schema: {type: string}, examples: {b: {value: JPY}, a: {value: CHF}}}
      responses: {'200': {description: a rate}}
"""
    pairs = {"/quotes?from=EUR&to=CHF", "/quotes?from=USD&to=JPY"}
    found = run(
        text, lambda request: answer(200) if request.target == "/quotes?from=USD&to=JPY" else answer(400)
    )
    assert {each.request.target for each in found.sent} == pairs


def test_a_link_gives_the_values() -> None:
    text = """
openapi: 3.1.0
paths:
  /jobs:
    post:
      responses:
        '202':
          description: begun
          links: {Result: {operationId: result, parameters: {ticket: $response.header.X-Ticket}}}
  /results/{ticket}:
    get: {operationId: result, responses: {'200': {description: done}}}
"""
    found = run(text, lambda r: answer(202, X_Ticket="t 7") if r.method == "POST" else answer(200))
    assert found.lines[-1] == "GET /results/t%207 -> 200"
    assert found.of("GET /results/{ticket}").state == "accepted"
