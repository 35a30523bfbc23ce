"""A paper is made without reading the network or the disk, also when its text contains addresses."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from documents.printing import HTML

RED = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=="
)


@pytest.fixture
def server():
    """A web server of the inside network that counts who came."""

    class Counts(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.hits.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Counts) as web:
        web.hits = []
        threading.Thread(target=web.serve_forever, daemon=True).start()
        yield web
        web.shutdown()


def asking(web, secret):
    address = f"http://127.0.0.1:{web.server_port}"
    return f"""
        <link rel="stylesheet" href="{address}/link.css"><link rel="attachment" href="file://{secret}">
        <style>@import url("{address}/import.css"); @import url("file://{secret}");
          @font-face {{ font-family: x; src: url({address}/font.ttf) }} p {{ font-family: x; }}
          div {{ background: url({address}/background.png); list-style: url(file://{secret}) inside; }}</style>
        <p>Chữ</p><div>nền</div>
        <img src="{address}/image.png" alt="a"><img src="file://{secret}" alt="b">
        <object data="{address}/object.svg"></object><embed src="{address}/embed.png">
        <svg width="10" height="10"><image href="{address}/svg.png" width="9" height="9"/><title>c</title></svg>
    """


@pytest.fixture
def secret(tmp_path):
    """A picture on the disk whose bytes would be found again in the PDF."""
    from PIL import Image

    path = tmp_path / "secret.png"
    Image.new("RGB", (37, 41), "#123456").save(path)
    return path


def test_nothing_is_fetched_and_no_file_is_embedded(paper, server, secret):
    data = paper(asking(server, secret))

    assert server.hits == []
    assert b"/Width 37" not in data
    assert b"/EmbeddedFile" not in data


def test_the_same_text_would_reach_out_without_our_fetcher(server, secret):
    data = HTML(string=asking(server, secret)).write_pdf()

    assert len(server.hits) >= 5
    assert b"/EmbeddedFile" in data


def test_a_picture_inside_the_document_is_shown(paper):
    assert b"/Subtype /Image" in paper(f'<img src="{RED}" alt="Con dấu" width="20">')
