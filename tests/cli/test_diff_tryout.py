"""What somebody met who lived through a month of an API with `apilint diff`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from program import Ended, apilint

HEAD = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.2.0}\n"


def diff(folder: Path, old: str, new: str, *options: str, shown: str = "concise") -> Ended:
    for name, text in (("old", old), ("new", new)):
        (folder / f"{name}.yaml").write_text(text if text.startswith("openapi") else HEAD + text)
    return apilint("diff", "old.yaml", "new.yaml", "--format", shown, *options, cwd=folder)


FORM = """\
openapi: %s
info: {title: Pets, version: 1.2.0}
components: {schemas: {File: {%s}}}
paths:
  /pets:
    post:
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [image]
              properties:
                image: {%s}
                scans: {type: array, items: {$ref: '#/components/schemas/File'}}
            encoding: {%s}
      responses: {'204': {description: stored}}
"""
BINARY = "type: string, format: binary"
FILES = ["", "contentMediaType: image/png", "type: string, contentMediaType: image/png", BINARY]


def form(version: str, file: str, encoding: str = "") -> str:
    return FORM % (version, file, file, encoding)


@pytest.mark.parametrize("file", FILES)
def test_a_file_in_a_form_is_a_file_however_a_version_says_it(file: str, tmp_path: Path) -> None:
    """3.1.1, "Migrating binary descriptions from OAS 3.0": told as `request-narrowed`, since it might be null."""
    texts = [form("3.0.3", BINARY), form("3.1.1", file)]
    for old, new in (texts, texts[::-1]):
        assert diff(tmp_path, old, new).out.startswith("no findings")


@pytest.mark.parametrize(
    ("file", "encoding"),
    [
        ("type: integer", ""),
        ("type: string, maxLength: 5", ""),
        ("contentEncoding: base64", ""),
        ("", "image: {contentType: application/json}"),
    ],
)
def test_a_field_of_a_form_that_is_no_file_is_another_one(file: str, encoding: str, tmp_path: Path) -> None:
    assert " `image` " in diff(tmp_path, form("3.0.3", BINARY), form("3.1.1", file, encoding)).out


def test_what_goes_before_its_sunset_is_asked_to_stay_until_then(tmp_path: Path) -> None:
    """It was deprecated with an `x-sunset` already, and was asked to get one."""
    old = "paths:\n  /pets: {get: {deprecated: true, x-sunset: '2990-01-31', responses: {'200': {description: ok}}}}\n"
    out = diff(tmp_path, old, "paths: {}\n", shown="text").out
    assert "`GET /pets` was removed before its sunset on 2990-01-31" in out
    assert "= help: keep it until 2990-01-31\n" in out


def test_a_version_that_stayed_is_not_said_to_have_gone(tmp_path: Path) -> None:
    old = "paths:\n  /pets: {get: {responses: {'200': {description: ok}}}}\n"
    out = diff(tmp_path, old, "paths: {}\n", "--check-version").out
    assert "the version is `1.2.0` as before, and the changes are breaking" in out


PATH = "servers: [{url: https://a.example}]\npaths:\n  /pets:%s\n    get: &any {responses: {'200': {description: ok}}}\n    post: *any\n"


def test_a_path_that_is_served_elsewhere_is_told_once(tmp_path: Path) -> None:
    out = diff(tmp_path, PATH % "", PATH % "\n    servers: [{url: https://b.example}]").out
    told = [line for line in out.splitlines() if "server-removed" in line]
    assert told == [
        "new.yaml:6:5: warning[server-removed] `/pets` is not served at `https://a.example/pets` any more"
        " (GET /pets, POST /pets)"
    ]


REGION = "servers: [{url: 'https://{region}.example', variables: {region: {default: eu%s}}}]\npaths: {}\n"


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        (", enum: [eu, us]", ", enum: [eu]", "us"),
        (", enum: [eu, us]", ", enum: [us, eu, asia]", None),
        (", enum: [eu]", "", None),
        ("", ", enum: [us, eu]", None),
    ],
)
def test_a_region_that_is_gone_is_a_server_that_is_gone(
    old: str, new: str, gone: str | None, tmp_path: Path
) -> None:
    """Told as `patch`: only the default of a variable was looked at."""
    out = diff(tmp_path, REGION % old, REGION % new).out
    message = f"the `region` of the server `https://{{region}}.example` may not be `{gone}` any more"
    assert (message in out) == (gone is not None)
    assert ("server-removed" in out) == (gone is not None)


def test_a_change_log_tells_clients_what_was_approved_without_them(tmp_path: Path) -> None:
    """It said that nothing had changed which a client could notice."""
    old = "paths:\n  /pets: {get: {responses: {'200': {description: ok}}}}\n"
    out = diff(tmp_path, old, "paths: {}\n", shown="text").out
    name = out.partition("fingerprint: ")[2].split()[0]
    approved = diff(tmp_path, old, "paths: {}\n", "--approve", name, "--reason", "no call in a year")
    assert (approved.code, "(1 approved)" in approved.out) == (0, True)
    log = diff(tmp_path, old, "paths: {}\n", shown="changelog")
    assert "### Breaking\n\n- `GET /pets` was removed without having been deprecated.\n" in log.out
    assert "Nothing that a client could notice" not in log.out


def test_a_change_log_says_what_it_leaves_out(tmp_path: Path) -> None:
    new = "paths:\n  /pets: {get: {responses: {'200': {description: ok}}}}\n"
    log = diff(tmp_path, "paths: {}\n", new, "--show", "error", shown="changelog").out
    assert log.endswith("\n1 change is left out.\n")


def test_a_check_of_oasdiff_leads_to_the_rule(tmp_path: Path) -> None:
    run = apilint("explain", "request-property-became-required", cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert "help: what oasdiff calls so is `request-narrowed` here" in run.err
    run = diff(tmp_path, "paths: {}\n", "paths: {}\n", "--ignore", "api-removed-without-deprecation")
    assert "help: what oasdiff calls so is `operation-removed` here" in run.err


def test_a_branch_that_was_not_fetched_is_told_with_how_to_get_it(tmp_path: Path) -> None:
    """As in CI: one commit is there. It said that `git log` lists the revisions."""
    text = HEAD + "paths: {}\n"
    commit = ("git", "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "one")
    source, here = tmp_path / "source", tmp_path / "here"
    for folder in (source, here):
        folder.mkdir()
        subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
        (folder / "openapi.yaml").write_text(text)
    for command in (("git", "add", "-A"), commit):
        subprocess.run(command, cwd=source, check=True)
    subprocess.run(["git", "remote", "add", "origin", source.as_uri()], cwd=here, check=True)
    ask = ("diff", "origin/main:openapi.yaml", "openapi.yaml")
    run = apilint(*ask, cwd=here)
    assert run.code == 2
    fetch = run.err.partition("help: `")[2].partition("` gets it")[0]
    subprocess.run(fetch.split(), cwd=here, check=True, capture_output=True)
    again = apilint(*ask, cwd=here)
    assert (again.code, again.out.startswith("no findings")) == (0, True)


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_the_line_of_a_form_with_a_file_runs_in_a_shell(shell: str, tmp_path: Path) -> None:
    """Its body begins with `--`, and `printf` took that for an option."""
    old = form("3.0.3", BINARY).replace(
        "array, items: {$ref: '#/components/schemas/File'}", "string, maxLength: 9"
    )
    old = old.replace("            encoding: {}\n", "")
    new = old.replace("maxLength: 9", "maxLength: 8")
    found = next(each for each in diff(tmp_path, old, new, shown="json").findings if "curl" in each)
    made, _, sent = found["curl"][0].partition(" | curl ")
    assert sent.endswith(" --data-binary @-")
    ran = subprocess.run([shell, "-c", made], capture_output=True, check=True)
    boundary = sent.partition("boundary=")[2].partition("'")[0]
    assert ran.stderr == b""
    assert ran.stdout.startswith(f"--{boundary}\r\n".encode())
    assert ran.stdout.endswith(f"\r\n--{boundary}--\r\n".encode())
