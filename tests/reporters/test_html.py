"""The HTML report: one file, nothing that a stranger wrote can run, and a browser shows what it should."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import escape
from pathlib import Path

import example_run as example
import pytest
from lxml.html import HtmlElement, document_fromstring
from test_wire_reports import EVIL, evil_run

from apilint.reporters._html import findings as findings_section
from apilint.reporters._html.text import LONGEST
from apilint_rules.core.wire.exchange import Answer, Exchange, Request
from program import apilint
from support import FIXTURES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --dump-dom --virtual-time-budget=3000"
).split()
in_a_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed (apt-get install chromium)"
)


def page(text: str) -> HtmlElement:
    return document_fromstring(text)


def rendered(path: Path, tmp_path: Path, address: str = "") -> str:
    """The DOM after the scripts have run."""
    folder = f"--user-data-dir={tmp_path / 'browser'}"
    command = [str(CHROMIUM), *FLAGS, folder, "--window-size=1280,900", path.as_uri() + address]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def test_page_has_every_finding_cell_and_operation() -> None:
    html = page(example.report("html"))
    assert [card.findtext("h3") is not None for card in html.iter("article")] == [True] * len(
        example.FINDINGS
    )
    cells = html.xpath('//table[@class="matrix"]//td[@class]')
    assert len(cells) == len(example.judgements())
    symbols = {cell.get("class"): cell.text for cell in cells}
    assert symbols == {"agrees": "✓", "broken": "✗", "gap": "+", "unjudged": "?"}
    assert len(html.xpath('//table[@class="reach"]/tbody/tr')) == len(example.OPERATIONS)
    assert len(html.xpath('//div[@class="latency"]//circle[@class="p95"]')) == len(example.OPERATIONS) - 1
    assert len(html.xpath("//details[starts-with(@id, 'x')]")) == len(example.EXCHANGES)


def test_cells_lead_to_their_findings() -> None:
    html = page(example.report("html"))
    for cell in html.xpath("//td[@data-finding]"):
        card = html.get_element_by_id(cell.get("data-finding"))
        row, column = cell.getparent(), cell.getparent().index(cell)
        rule = html.xpath('//tr[@class="rules"]')[0][column].text_content()
        assert card.get("data-rule") == rule
        assert row[0].get("title") in [
            " ".join(item.text_content().split()) for item in card.xpath(".//ul/li")
        ]


def test_page_asks_nobody_for_anything() -> None:
    html = page(example.report("html"))
    assert not html.xpath(
        "//*[@src] | //link | //iframe | //object | //*[@style and contains(@style, 'url')]"
    )
    assert "url(" not in html.findtext(".//style")
    (policy,) = html.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    assert re.search("script-src 'sha256-[A-Za-z0-9+/]{43}='", policy)


def test_nothing_that_a_stranger_wrote_becomes_markup() -> None:
    text = example.report("html", *evil_run())
    html = page(text)
    assert not html.xpath("//img | //*[@onerror]")
    assert len(html.xpath("//script")) == 1
    assert text.count("</script>") == 1
    shown = html.xpath("string(//article/h3)").strip()
    assert shown.startswith("</script><img src=x onerror=alert(1)>\\x1b[31m\\u202ex,|::error::")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)


def test_page_stays_small_whatever_a_service_sends() -> None:
    huge = b'{"a": "' + b"x" * 3_000_000 + b'"}'
    kept = tuple(
        Exchange(Request("POST", "/orders", body=huge), Answer(200, (example.JSON,), huge), number)
        for number in range(500)
    )
    text = example.report("html", told=example.run(example.wire_run(exchanges=kept)))
    assert len(text) < 200 * 3 * LONGEST
    assert "… cut, 3,000,009 bytes in all" in text


def test_many_findings_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings_section, "MOST", 3)
    html = page(example.report("html"))
    assert len(html.xpath("//article")) == 3
    assert "2 more are in the JSON report." in html.text_content()


def test_check_makes_a_page_too(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    run = apilint(
        "check", "--isolated", "--format", f"html={file}", "--format", "concise", FIXTURES / "orders.yaml"
    )
    html = page(file.read_text())
    assert len(html.xpath("//article")) == len(run.out.splitlines()) - 1 > 0
    assert not html.xpath("//section[@id != 'findings']")


def test_a_clean_run_says_so() -> None:
    html = page(example.report("html", []))
    assert html.findtext(".//h1") == "Everything that could be judged agrees"


@in_a_browser
def test_a_browser_runs_the_script_of_the_page_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(example.report("html", *evil_run()))
    html = page(rendered(path, tmp_path, "#x1"))
    assert not html.xpath("//img")
    assert html.xpath("//button[@class='copy' and not(@hidden)]"), "the script of the page did not run"
    assert html.get_element_by_id("x1").get("open") is not None
    assert EVIL.split("\x1b")[0] in html.get_element_by_id("x1").text_content()


@in_a_browser
@pytest.mark.parametrize("width", [1280, 400])
def test_a_page_is_never_wider_than_its_window(width: int, tmp_path: Path) -> None:
    """In a frame, since a window cannot be narrower than 500 pixels."""
    unfolded = example.report("html").replace('<details class="exchange"', '<details open class="exchange"')
    path = tmp_path / "frame.html"
    path.write_text(f"""<!doctype html><iframe style="width: {width}px; border: 0" srcdoc="{escape(unfolded)}"></iframe>
        <script>addEventListener("load", () => {{
          const root = document.querySelector("iframe").contentDocument.documentElement;
          document.body.dataset.widths = root.clientWidth + " " + root.scrollWidth;
        }})</script>""")
    window, content = map(int, page(rendered(path, tmp_path)).find("body").get("data-widths").split())
    assert width - 20 <= window <= width
    assert content <= window


@in_a_browser
def test_the_matrix_can_be_walked_and_filtered_without_a_mouse(tmp_path: Path) -> None:
    script = """<script>
      const cell = document.querySelector(".matrix td[tabindex='0']");
      cell.focus();
      cell.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowDown", bubbles: true}));
      document.body.dataset.focused = document.activeElement.parentElement.cells[0].title;
      document.querySelector("[data-only=gap]").click();
    </script>"""
    path = tmp_path / "report.html"
    text = re.sub("<meta http-equiv[^>]*>", "", example.report("html"))
    path.write_text(text.replace("</body>", f"{script}</body>"))
    html = page(rendered(path, tmp_path))
    assert html.body.get("data-focused") in example.OPERATIONS
    assert html.body.get("data-focused") in html.get_element_by_id("cell").text_content()
    shown = html.xpath("//table[@class='matrix']/tbody/tr[not(@hidden) and not(@class='group')]/th/@title")
    assert shown == ["GET /reports/{year}"]
