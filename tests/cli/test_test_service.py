"""`apilint test`: which service is tested, how it is started and stopped, and what is sent to it."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import ClassVar

import httpx
import pytest

from desks import QUICK, SECRETS, desk
from program import apilint
from running import SERVICES, listening, service

SHOP = SERVICES / "shop" / "openapi.yaml"
CLOSED = "http://127.0.0.1:9"
"""The discard service: nothing listens there."""


# Which -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["http://192.0.2.1:8000", "http://nowhere.invalid", "http://0.0.0.0:8000"])
def test_another_machine_is_refused_before_anything_is_sent(url: str) -> None:
    run = apilint("test", SHOP, "--url", url)
    host = url.split("/")[2].split(":")[0]
    assert run.code == 2
    assert run.out == ""
    assert run.err == (
        f"error: `{host}` is not this machine, and nothing is sent elsewhere unless you say so\n"
        f"  help: add `--allow-host {host}`, or test a local instance: `--url http://127.0.0.1:8000`\n"
    )


def test_the_server_of_a_description_is_refused_as_well(tmp_path: Path) -> None:
    file = tmp_path / "openapi.json"
    paths = {"/a": {"get": {"responses": {"200": {"description": "a"}}}}}
    file.write_text(
        json.dumps({"openapi": "3.1.0", "servers": [{"url": "https://192.0.2.1/v1"}], "paths": paths})
    )
    run = apilint("test", file, cwd=tmp_path)
    assert run.code == 2
    assert "--allow-host 192.0.2.1" in run.err


def test_a_host_that_is_allowed_is_asked() -> None:
    run = apilint("test", SHOP, "--url", "http://0.0.0.0:9", "--allow-host", "0.0.0.0")
    assert (run.code, run.err.splitlines()[0]) == (2, "error: nothing answers at http://0.0.0.0:9")


def test_a_service_that_is_not_there_is_one_line_and_what_to_type() -> None:
    run = apilint("test", SHOP, "--url", CLOSED)
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        f"error: nothing answers at {CLOSED}\n  help: start the service, or let `--exec COMMAND` do so\n"
    )


@pytest.mark.parametrize(
    "place", ["/openapi.json", "/v1/__api__", "/openapi?f=json", "/v3/api-docs", "/swagger.json"]
)
def test_the_description_is_found_where_services_publish_it(place: str, tmp_path: Path) -> None:
    with desk(tmp_path, "--at", place.partition("?")[0], "--only", "/notes") as service:
        run = service.test()
    assert f"note: the description was found at {service.url}{place}\n" in run.out, run.out + run.err
    assert "reached 2 of 2 operations" in run.out


class Moved(BaseHTTPRequestHandler):
    """A service that publishes its description behind two redirects, the second of which has a token."""

    ONWARD: ClassVar = {"/openapi.json": "/docs/openapi", "/docs/openapi": "/api/v2/openapi?token=s3cret"}
    SPEC: ClassVar = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "servers": [{"url": "."}],
        "paths": {"/notes": {"get": {"responses": {"200": {"description": "notes"}}}}},
    }

    def do_GET(self) -> None:
        onward = self.ONWARD.get(self.path)
        is_there = self.path.startswith("/api/v2/")
        self.send_response(302 if onward else 200 if is_there else 404)
        self.send_header("Content-Type", "application/json")
        if onward:
            self.send_header("Location", onward)
        body = json.dumps(self.SPEC if "openapi" in self.path else []).encode() if is_there else b""
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Says nothing."""


def test_a_published_description_is_called_by_where_redirects_led(tmp_path: Path) -> None:
    with listening(Moved) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        found = apilint("test", "--url", url, "--phases", "plan", "-f", "json", cwd=tmp_path)
        named = apilint("test", f"{url}/openapi.json", "--phases", "plan", "-f", "json", cwd=tmp_path)
    for run, name in ((found, f"{url}/api/v2/openapi"), (named, f"{url}/openapi.json")):
        report = json.loads(run.out)
        assert report["wire"]["description"] == name
        assert {finding["file"] for finding in report["findings"]} == {name}
        assert report["wire"]["base_url"] == f"{url}/api/v2"  # the server `.` counts from where it was found
        assert [each["state"] for each in report["wire"]["reach"]] == ["accepted"]
        assert "s3cret" not in run.out


def test_a_description_that_is_published_nowhere_usual_is_asked_for(tmp_path: Path) -> None:
    with desk(tmp_path, "--at", "/somewhere/else") as service:
        run = service.test()
        named = service.test(f"{service.url}/somewhere/else", "--include", "listNotes")
    assert (run.code, run.err.splitlines()) == (
        2,
        [
            f"error: {service.url} publishes no description at any usual place",
            "  help: name it: `apilint test openapi.yaml --url ...`, or its URL",
        ],
    )
    assert "reached 1 of 1 operation\n" in named.out


def test_neither_description_nor_service_is_an_error(tmp_path: Path) -> None:
    run = apilint("test", cwd=tmp_path)
    assert (run.code, run.err.splitlines()[0]) == (2, "error: neither a description nor a service is named")


@pytest.mark.parametrize(
    "arguments",
    [["--phases", "dream"], ["--budget", "soon"], ["--rate", "often"], ["--format", "xml"], ["--select", "nothing"],
     ["--include", "/nowhere"], ["--data", "missing.yaml"], ["--url", "ftp://127.0.0.1"], ["--url", "http://a@127.0.0.1"],
     ["--app", "no_such_module:app"], ["--app", "json"], ["--exec", "true", "--app", "json:loads"]],
)  # fmt: skip
def test_wrong_words_end_with_2_and_help(arguments: list[str], tmp_path: Path) -> None:
    with desk(tmp_path) as service:
        run = service.test(*arguments)
    assert run.code == 2
    assert "\n  help: " in run.err or "missing.yaml: cannot be read" in run.err, run.err


# What is sent ----------------------------------------------------------------------------------------------------


def test_under_read_only_nothing_but_safe_methods_is_sent(tmp_path: Path) -> None:
    with desk(tmp_path) as service:
        run = service.test(
            "--read-only",
            "--phases",
            "examples,coverage,fuzzing,stateful",
            "--max-examples",
            "2",
            "--budget",
            "20s",
        )
        everything = desk_methods(service.sent)
    assert everything
    assert everything <= {"GET", "HEAD", "OPTIONS"}
    assert "only reading is allowed" in run.out
    assert "note: the coverage phase was left out under --read-only" in run.out


def desk_methods(sent: list[dict[str, object]]) -> set[object]:
    return {request["method"] for request in sent}


def test_without_read_only_the_same_service_is_written_to(tmp_path: Path) -> None:
    with desk(tmp_path) as service:
        service.test()
    assert {"POST", "DELETE"} <= desk_methods(service.sent)


def test_what_the_run_created_is_deleted_in_the_end(tmp_path: Path) -> None:
    with desk(tmp_path) as service:
        service.test()
        left = httpx.get(f"{service.url}/notes").json()
    assert any(each["method"] == "POST" and each["target"] == "/notes" for each in service.sent)
    assert left == []


def test_operations_are_chosen_by_path_method_tag_and_id(tmp_path: Path) -> None:
    with desk(tmp_path) as service:
        run = service.test("--include", "/notes*", "--include", "credentials", "--exclude", "DELETE", "--exclude", "createNote",
                           "--exclude", "GET /b*", "--format", "json")  # fmt: skip
    assert {each["operation"] for each in json.loads(run.out)["wire"]["reach"]} == {
        "GET /notes", "GET /notes/{noteId}", "GET /headerKey", "GET /queryKey", "GET /cookieKey", "GET /oauth",
    }  # fmt: skip
    sent = {(each["method"], each["target"].partition("?")[0]) for each in service.sent}
    assert ("POST", "/notes") not in sent
    assert not [target for method, target in sent if method == "DELETE" or target in ("/bearer", "/basic")]


def test_data_of_the_user_go_before_those_of_the_description(tmp_path: Path) -> None:
    file = tmp_path / "data.yaml"
    file.write_text("createNote: {body: {text: from the user}}\nnoteId: '4711'\n")
    with desk(tmp_path) as service:
        service.test("--data", file)
    assert '{"text": "from the user"}' in {each["body"] for each in service.sent if each["method"] == "POST"}
    assert "/notes/4711" in {each["target"] for each in service.sent}


@pytest.mark.parametrize("phases", ["plan,probes", "coverage"])
def test_the_rate_is_kept(phases: str, tmp_path: Path) -> None:
    with desk(tmp_path, "--only", "/notes") as service:
        arguments = [
            "--isolated",
            "--rate",
            "10/s",
            "--format",
            "json",
            "--phases",
            phases,
            "--max-examples",
            "1",
        ]
        run = apilint("test", "--url", service.url, *arguments)
    wire = json.loads(run.out)["wire"]
    assert wire["requests"] > 10, wire["notes"]
    assert wire["seconds"] >= (wire["requests"] - 10) / 10


def test_a_spent_budget_is_told_and_no_failure(tmp_path: Path) -> None:
    with desk(tmp_path) as service:
        run = service.test("--budget", "1ms", "--format", "json")
    report = json.loads(run.out)
    assert run.code == 0
    assert "the budget was used up" in report["wire"]["notes"]
    assert {each["state"] for each in report["wire"]["reach"]} == {"never"}


# Processes -------------------------------------------------------------------------------------------------------


def command(module: str, *options: str) -> str:
    return " ".join([sys.executable, "-m", module, "--port", "{port}", *options])


def running(text: str) -> list[str]:
    """The command lines that hold a text."""
    lines = subprocess.run(
        ["ps", "-eo", "args"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [line for line in lines if text in line and "apilint" not in line and " ps " not in line]


def test_a_service_is_started_on_a_free_port_and_stopped_in_the_end(tmp_path: Path) -> None:
    log = tmp_path / "the-one-of-this-test.log"
    run = apilint("test", "--exec", command("desk", "--log", str(log)), *QUICK, cwd=SERVICES)
    assert "reached " in run.out, run.err
    assert len(log.read_text().splitlines()) > 10
    assert running(log.name) == []


def deadly(folder: Path) -> Path:
    """Data with which a probe kills the service `mortal`."""
    file = folder / "data.yaml"
    file.write_text("replaceNote: {body: {text: urgent, priority: 10}}\n")
    return file


def test_a_service_that_dies_is_started_again_and_the_rest_is_judged(tmp_path: Path) -> None:
    run = apilint(
        "test",
        "--exec",
        command("mortal"),
        *QUICK,
        "--data",
        deadly(tmp_path),
        "--format",
        "json",
        cwd=SERVICES,
    )
    report = json.loads(run.out)
    states = {each["operation"]: each["state"] for each in report["wire"]["reach"]}
    assert run.code == 1, run.err
    assert [each["rule"] for each in report["findings"] if "the service died of PUT" in each["message"]] == [
        "no-server-error"
    ]
    assert any(note.startswith("the service died at PUT /notes/") for note in report["wire"]["notes"])
    assert {operation for operation, state in states.items() if state != "accepted"} <= {
        "PUT /notes/{noteId}"
    }


def test_a_service_that_dies_for_good_ends_with_2_and_a_whole_report(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    with service("mortal") as url:
        run = apilint("test", "--url", url, *QUICK, "--data", deadly(tmp_path), "--format", f"json={report}")
    wire = json.loads(report.read_text())["wire"]
    assert run.code == 2
    assert run.err.startswith("error: the service does not answer any more, since PUT /notes/")
    assert wire["requests"] > 2


def test_a_service_that_does_not_come_up_says_its_last_words(tmp_path: Path) -> None:
    run = apilint(
        "test",
        "--exec",
        f"{sys.executable} -c 'raise SystemExit(\"no database\")'",
        "--url",
        CLOSED,
        cwd=tmp_path,
    )
    assert (run.code, run.out) == (2, "")
    assert run.err.splitlines() == [
        f"error: the service of `--exec` did not come up at {CLOSED}: it ended with 1",
        "  | no database",
        "  help: run the command by itself until it stays up",
    ]


def test_a_command_that_is_none_is_refused(tmp_path: Path) -> None:
    run = apilint("test", "--exec", "no-such-program --port {port}", cwd=tmp_path)
    assert (run.code, run.err.splitlines()[0]) == (
        2,
        "error: `--exec` cannot be started: No such file or directory",
    )


def test_an_address_that_is_taken_is_not_tested_instead(tmp_path: Path) -> None:
    with desk(tmp_path) as taken:
        run = apilint("test", "--exec", "sleep 60", "--url", taken.url)
    assert (run.code, run.err.splitlines()[0]) == (
        2, f"error: something answers at {taken.url} already, and `--exec` would test that instead",
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_in_mid_run_leaves_whole_reports(number: signal.Signals, tmp_path: Path) -> None:
    """The service says when it was asked for what it never answers; that is when the signal comes."""
    log, report, junit = tmp_path / "log", tmp_path / "report.json", tmp_path / "report.xml"
    os.mkfifo(log)
    with service("desk", "--log", str(log), "--only", "/notes", "--only", "/hang") as url:
        started = subprocess.Popen(
            [sys.executable, "-m", "apilint", "test", "--url", url, *QUICK, "--timeout", "60",
             "--format", f"json={report}", "--format", f"junit={junit}"],
            stderr=subprocess.PIPE, text=True, env={**os.environ, **SECRETS},
        )  # fmt: skip
        asked = os.fdopen(os.open(log, os.O_RDWR))  # a writer of its own: else each line would be the last
        while json.loads(asked.readline())["target"] != "/hang":
            pass
        started.send_signal(number)
        _, told = started.communicate(timeout=60)
        asked.close()
    wire = json.loads(report.read_text())["wire"]
    assert started.returncode == 128 + number
    assert wire["interrupted"] is True
    assert f"interrupted by {number.name}" in wire["notes"]
    assert told == f"interrupted by {number.name}: the reports hold what was done until then\n"
    assert junit.read_text().rstrip().endswith("</testsuites>")


def test_progress_is_shown_on_a_terminal_and_nowhere_else(tmp_path: Path) -> None:
    with desk(tmp_path) as service:
        ours, theirs = pty.openpty()
        arguments = [sys.executable, "-m", "apilint", "test", "--url", service.url, *QUICK]
        subprocess.run(
            arguments,
            stdout=subprocess.DEVNULL,
            stderr=theirs,
            check=False,
            env={**os.environ, "TERM": "xterm"},
        )
        shown = os.read(ours, 100_000).decode()
        quiet = service.test().err
    os.close(theirs)
    os.close(ours)
    assert "probes · " in shown
    assert " operations reached · " in shown
    assert quiet == ""


# Apps ------------------------------------------------------------------------------------------------------------


def test_an_asgi_app_is_called_in_this_process() -> None:
    run = apilint(
        "test",
        "--app",
        "logout:app",
        "--auth",
        "bearer:TOKEN",
        *QUICK,
        cwd=SERVICES,
        TOKEN="the-session-of-alice",
    )
    assert "note: the description was found at http://127.0.0.1/openapi.json\n" in run.out, run.err
    assert "reached 6 of 8 operations" in run.out, run.out


def test_a_wsgi_app_is_called_in_this_process(tmp_path: Path) -> None:
    (tmp_path / "wsgi.py").write_text(
        "import json\n"
        "API = {'openapi': '3.1.0', 'info': {'title': 'a', 'version': '1'}, 'paths': {'/a': {'get': {'responses': "
        "{'200': {'description': 'a', 'content': {'application/json': {}}}}}}}}\n"
        "def app(environ, start_response):\n"
        "    start_response('200 OK', [('Content-Type', 'application/json')])\n"
        "    return [json.dumps(API if environ['PATH_INFO'] == '/openapi.json' else {}).encode()]\n"
    )
    run = apilint("test", "--app", "wsgi:app", *QUICK, "--format", "json", cwd=tmp_path)
    (reached,) = json.loads(run.out)["wire"]["reach"]
    assert reached["state"] == "accepted"
