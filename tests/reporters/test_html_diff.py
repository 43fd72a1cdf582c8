"""The HTML report of `apilint diff`: old and new lines, witnesses, usage, how to agree; nothing else is loaded."""

from __future__ import annotations

import json
import re
import shlex
from html import escape
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring
from test_html import in_a_browser, rendered

from program import apilint

EVIL = "<script>alert(1)</script>"
OLD = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses: {'200': {description: orders}, '206': {description: some}}
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                note: {type: string, enum: [a, "</pre><script>alert(1)</script>"]}
      responses: {'201': {description: created}}
    delete:
      responses: {'204': {description: gone}}
"""
NEW = (
    OLD.replace("1.0.0", "1.1.0")
    .replace(", '206': {description: some}", "")
    .replace('enum: [a, "</pre><script>alert(1)</script>"]', "enum: [a]")
    .replace("    delete:\n      responses: {'204': {description: gone}}\n", "")
    .replace("paths:\n", f"paths:\n  '/{EVIL}':\n    get:\n      responses: {{'200': {{description: x}}}}\n")
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.yaml").write_text(OLD)
    (tmp_path / "new.yaml").write_text(NEW)
    entry = {
        "request": {"method": "DELETE", "url": "https://a.example.com/orders", "headers": []},
        "response": {"status": 204, "headers": [], "content": {}},
        "startedDateTime": "2026-11-20T00:00:00Z",
    }
    (tmp_path / "traffic.har").write_text(json.dumps({"log": {"entries": [entry]}}))
    run = apilint(
        "diff", "old.yaml", "new.yaml", "--usage", "traffic.har", "-f", "html=page.html", cwd=tmp_path
    )
    assert (run.code, run.out, run.err) == (1, "", "")
    return tmp_path


def page(folder: Path) -> HtmlElement:
    return document_fromstring((folder / "page.html").read_text())


def card(folder: Path, rule: str) -> HtmlElement:
    return page(folder).xpath(f'//article[@data-rule="{rule}"]')[0]


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_head_says_what_breaks_between_which_versions(folder: Path) -> None:
    head = page(folder).find("body/header")
    assert head.findtext(".//h1") == "3 changes break clients"
    assert text(head).endswith(
        "old.yaml 1.0.0 → new.yaml 1.1.0 · asks for a new major version · 1 recorded call"
    )


def test_operations_link_to_their_gravest_change(folder: Path) -> None:
    html = page(folder)
    rows = {
        text(row.xpath('.//span[@class="path"]')[0]): row for row in html.xpath('//ul[@class="changed"]/li')
    }
    assert len(html.xpath('//ul[@class="changed"]/li')) == 4
    for row in rows.values():
        for link in row.xpath(".//a"):
            target = html.get_element_by_id(link.get("href")[1:])
            assert target.get("class").split()[1] == link.get("class").split()[1]


def test_a_change_has_its_old_and_its_new_line_and_what_shows_it(folder: Path) -> None:
    found = card(folder, "request-narrowed")
    old, new = found.xpath('.//div[contains(@class, "source")]/pre')
    assert text(old).startswith("15 note: {type: string, enum: [a,")
    assert text(new) == "18 note: {type: string, enum: [a]}"
    assert json.loads(found.xpath('.//pre[@class="body"]')[0].text_content()) == {"note": f"</pre>{EVIL}"}


def test_usage_is_told(folder: Path) -> None:
    usage = {
        rule: text(card(folder, rule).xpath('.//p[starts-with(@class, "usage")]')[0])
        for rule in ("operation-removed", "response-status-removed")
    }
    assert usage == {
        "operation-removed": "seen in 1 of 1 call, last on 2026-11-20",
        "response-status-removed": "never seen in 1 call",
    }


def test_the_line_that_agrees_does_so(folder: Path) -> None:
    line = card(folder, "operation-removed").xpath('.//details[@class="approve"]//pre')[0].text_content()
    program, *arguments = shlex.split(line)
    assert (program, arguments.pop()) == ("apilint", "")
    run = apilint(*arguments, "nobody calls it", cwd=folder)
    assert run.err == "wrote 1 approval to apilint-approvals.yaml\n"


def test_nothing_is_loaded_and_nothing_of_strangers_runs(folder: Path) -> None:
    source = (folder / "page.html").read_text()
    html = page(folder)
    assert len(html.xpath("//script")) == 1
    assert html.xpath("//@src | //link | //img | //iframe | //form | //@style[contains(., 'url')]") == []
    assert re.findall(r"@import|url\((?!#)", source) == []
    assert "default-src 'none'" in source
    assert EVIL not in source


@in_a_browser
def test_a_browser_runs_the_page_from_a_file(folder: Path) -> None:
    html = document_fromstring(rendered(folder / "page.html", folder))
    assert len(html.xpath("//article")) == len(page(folder).xpath("//article"))
    assert html.get_element_by_id("find").get("hidden") is None
    assert all(button.get("hidden") is None for button in html.xpath('//button[@class="copy"]'))


@in_a_browser
@pytest.mark.parametrize("width", [1280, 400])
def test_the_page_is_no_wider_than_the_window(width: int, folder: Path) -> None:
    inner = escape((folder / "page.html").read_text())
    # A window is never narrower than 500 pixels; a frame is as narrow as one likes.
    (folder / "frame.html").write_text(
        f"<iframe id=inner style='border:0;height:900px;width:{width}px' srcdoc=\"{inner}\"></iframe><script>"
        "inner.onload = () => { const page = inner.contentDocument.documentElement;"
        " document.title = `${page.scrollWidth} ${page.clientWidth} ${inner.clientWidth}`; }</script>"
    )
    title = document_fromstring(rendered(folder / "frame.html", folder)).findtext(".//title")
    needed, there, frame = map(int, str(title).split())
    assert (needed, frame) == (there, width)
    assert there > width - 30  # a scroll bar
