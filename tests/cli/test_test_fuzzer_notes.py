"""What the fuzzer could not do is told in our words."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from program import apilint
from running import listening

TEXT = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses: {'200': {description: orders}}
"""


class _Rude(BaseHTTPRequestHandler):
    """Hangs up on whoever sends a limit."""

    def do_GET(self) -> None:
        if "?" in self.path:
            self.close_connection = True
            return
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments: Any) -> None:
        pass


def test_a_service_that_hangs_up_is_told_without_the_words_of_a_library(tmp_path: Path) -> None:
    (tmp_path / "orders.yaml").write_text(TEXT)
    with listening(_Rude) as server:
        url = f"http://127.0.0.1:{server.server_address[1]}"
        run = apilint("test", "orders.yaml", "--url", url, "--phases", "plan,fuzzing", cwd=tmp_path)
    assert "note: GET /orders: the service did not answer, or closed the connection\n" in run.out
    assert "Error(" not in run.out
    assert "urllib3" not in run.out
