"""The gates on pages that are bad on purpose: each must notice."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser import gates

GOOD = "<main><h1>Trang tốt</h1><p>Chữ đen trên nền trắng.</p></main>"
FAINT = "<main><h1>Trang</h1><p style='color: #ddd; background: #fff'>Chữ quá nhạt</p></main>"
NAMELESS = "<main><h1>Trang</h1><form><input type=text><button></button></form></main>"
LOUD = "<main><h1>Trang</h1></main><script>console.error('hỏng')</script>"
BROKEN = "<main><h1>Trang</h1></main><script>nothing()</script>"
MISSING = "<main><h1>Trang</h1></main><script src='/missing.js'></script>"
FOREIGN = "<main><h1>Trang</h1></main><script src='http://cdn.example.org/x.js'></script>"
WIDE = "<main><h1>Trang</h1><div style='width: 500px'>rộng</div></main>"
WIDE_TABLE = "<main><h1>Trang</h1><div style='overflow: auto'><p style='width: 900px'>rộng</p></div></main>"


@pytest.fixture
def show(page):
    """Shows a page of this text from a server of its own."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self):
            found = self.path == "/"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            head = "<!doctype html><html lang=vi><title>Trang</title><link rel=icon href='data:,'>"
            self.wfile.write(f"{head}<meta name=viewport content='width=device-width'>{self.server.body}".encode())

        def log_message(self, *_):
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever).start()

        def open_page(body):
            server.body = body
            page.goto(f"http://127.0.0.1:{server.server_port}/", wait_until="networkidle")

        yield open_page
        server.shutdown()


def test_a_good_page_passes_every_gate(page, show, watch):
    show(GOOD)

    assert gates.violations(page) == []
    assert gates.sideways(page) == 0
    assert watch.problems == []


@pytest.mark.parametrize(
    ("body", "rules"), [(FAINT, {"color-contrast"}), (NAMELESS, {"label", "button-name", "target-size"})]
)
def test_the_accessibility_gate_finds(page, show, body, rules):
    show(body)

    assert {found.split(":")[0] for found in gates.violations(page)} == rules


@pytest.mark.parametrize(("body", "word"), [(LOUD, "console: "), (BROKEN, "script: "), (MISSING, "console: ")])
def test_the_console_gate_finds(show, watch, body, word):
    show(body)

    assert [problem.startswith(word) for problem in watch.problems] == [True]
    watch.problems.clear()


def test_the_network_gate_finds_a_request_to_another_host(show, watch):
    show(FOREIGN)

    assert watch.problems[0] == "foreign host: http://cdn.example.org/x.js"
    watch.problems.clear()


def test_the_width_gate_finds_a_page_that_scrolls_sideways_on_a_phone(page, show):
    page.set_viewport_size({"width": 360, "height": 740})

    show(WIDE)

    assert gates.sideways(page) > 0


def test_a_wide_table_in_its_own_frame_is_no_sideways_page(page, show):
    page.set_viewport_size({"width": 360, "height": 740})

    show(WIDE_TABLE)

    assert gates.sideways(page) == 0
