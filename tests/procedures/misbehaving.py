"""A real web server on this machine whose every page misbehaves in a way of its own. It speaks raw sockets, since a
proper server library would refuse to do most of this."""

import gzip
import socketserver
import threading
from contextlib import contextmanager, suppress
from functools import cache

from procedures.links.addresses import Internet

HOST = "trang.mau.vn"
NUMBER, CODES = "2420/QĐ-UBND", ("1.000494.000.00.00.H29", "2.001234")
GOOD = f"""<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Công khai</title></head><body>
<h1>Quyết định số {NUMBER} ngày 10/10/2026</h1><p>Khai báo thiết bị X-quang (1.000494)</p><p>Mã: {CODES[1]}</p>"""
PAGES = {}


def page(path):
    return lambda behave: PAGES.setdefault(path, behave)


class Handler(socketserver.StreamRequestHandler):
    """`say` writes at once; `drip` writes a piece now and then until the other side has had enough."""

    def handle(self):
        with suppress(OSError):
            lines = []
            while (line := self.rfile.readline()) not in (b"\r\n", b""):
                lines.append(line.decode("latin-1").strip())
            path = lines[0].split()[1]
            self.server.asked.append((path, dict(one.split(": ", 1) for one in lines[1:])))
            PAGES[path](self)

    def say(self, data):
        self.wfile.write(data if isinstance(data, bytes) else data.encode())

    def drip(self, pieces):
        for piece in pieces:
            self.say(piece)
            if self.server.closing.wait(0.02):
                return

    def answer(self, body=GOOD, *, status="200 OK", kind="text/html; charset=utf-8", **headers):
        body = body if isinstance(body, bytes) else body.encode()
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        headers = {"Content-Type": kind, "Content-Length": len(body)} | given
        lines = [f"{name}: {value}\r\n" for name, value in headers.items() if value is not None]
        self.say(f"HTTP/1.1 {status}\r\n{''.join(lines)}\r\n".encode() + body)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True

    def __init__(self, tls=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked, self.closing, self.tls = [], threading.Event(), tls

    def get_request(self):
        connection, address = super().get_request()
        return (self.tls.wrap_socket(connection, server_side=True) if self.tls else connection), address

    def handle_error(self, request, client_address):
        """Visitors who hang up are what this is all about."""

    @property
    def port(self):
        return self.server_address[1]


@contextmanager
def serving(tls=None):
    with Server(tls) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.closing.set()
        server.shutdown()


class Nearby(Internet):
    """An internet in which the hosts of a server of this machine have its address; all others are really looked up
    and judged."""

    def __init__(self, port, hosts=(HOST, f"www.{HOST}", "cu.mau.vn"), tls=None):
        self.port, self.hosts, self.context, self.looked_up = port, hosts, tls, []

    def addresses(self, host, port, seconds):
        self.looked_up.append(host)
        if host not in self.hosts:
            return super().addresses(host, port, seconds)
        return [(2, 1, 6, "", ("127.0.0.1", self.port))]

    def tls(self):
        return self.context or super().tls()


def redirect(path, target, status="302 Found"):
    page(path)(lambda server: server.answer("", status=status, Location=target))


page("/tot")(lambda server: server.answer())
page("/sai-lech")(lambda server: server.answer(GOOD.replace("2.001234", "").replace("2420", "3000")))
page("/trong")(lambda server: server.answer("<title>Trang chủ</title>"))

redirect("/vong-quanh", "/vong-quanh")
redirect("/vong-quanh-doi", f"http://{HOST}/vong-quanh-ba")
redirect("/vong-quanh-ba", f"http://{HOST}/vong-quanh-doi")
for left in range(1, 7):
    redirect(f"/lan/{left}", f"/lan/{left - 1}" if left > 1 else "/tot")
redirect("/chuyen-han", "/tot", "301 Moved Permanently")
redirect("/chuyen-tam", "/tot", "307 Temporary Redirect")
redirect("/www", f"http://www.{HOST}/www/", "308 Permanent Redirect")
page("/www/")(lambda server: server.answer())
redirect("/sang-noi-khac", "http://example.org/")
redirect("/sang-noi-bo", "http://10.0.0.1/quan-tri")
redirect("/sang-dam-may", "http://169.254.169.254/latest/meta-data/")
redirect("/sang-localhost", "http://localhost/")  # an allowed name whose address is private
redirect("/sang-tep", "file:///etc/passwd")
redirect("/sang-cong-khac", f"http://{HOST}:6379/")
redirect("/sang-chu-la", "http://[khong-phai-dia-chi/")
redirect("/sang-co-dau", "/công-khai/tốt")
page("/c%C3%B4ng-khai/t%E1%BB%91t")(lambda server: server.answer())
redirect("/khong-noi-di-dau", "")

for status in ("500 Internal Server Error", "503 Busy", "404 Not Found", "410 Gone", "401 No", "403 No", "429 No"):
    page(f"/{status[:3]}")(lambda server, status=status: server.answer("lỗi", status=status))

page("/muoi-mb")(lambda server: server.answer(GOOD + "x" * 10_000_000))
page("/muoi-mb-sau")(lambda server: server.answer("<p>" + "x" * 10_000_000 + GOOD))
page("/khong-het")(
    lambda server: [server.answer(GOOD, Content_Length=None), server.drip(b"x" * 60_000 for _ in range(999))]
)


@cache
def packed_spaces():
    """30 MB in 30 KB."""
    return gzip.compress(GOOD.encode() + b" " * 30_000_000)


@page("/bom")
def bomb(server):
    server.answer(packed_spaces(), Content_Encoding="gzip")


page("/nen")(lambda server: server.answer(gzip.compress(GOOD.encode()), Content_Encoding="gzip"))
page("/nen-hong")(lambda server: server.answer(b"khong phai gzip", Content_Encoding="gzip"))
page("/nen-la")(lambda server: server.answer(b"\x8b\x00", Content_Encoding="br"))

page("/im-lang")(lambda server: server.server.closing.wait(10))
page("/nho-giot-dau")(lambda server: server.drip([b"HTTP/1.1 200 OK\r\nX: ", *[b"x"] * 500]))


@page("/nho-giot-than")
def slow_body(server):
    server.say("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n")
    server.drip([b"x"] * 500)


@page("/nho-giot-nen")
def slow_chunks(server):
    server.say("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    server.drip([b"1\r\nx\r\n"] * 500)


@page("/dau-vo-tan")
def endless_head(server):
    server.say("HTTP/1.1 200 OK\r\n")
    for number in range(10**9):
        server.say(f"X-{number}: {'x' * 8000}\r\n")


@page("/mot-dong-vo-tan")
def endless_line(server):
    server.say("HTTP/1.1 200 OK\r\nX: ")
    while True:
        server.say(b"x" * 8000)


@page("/tiep-tuc-mai")
def continue_for_ever(server):
    while True:
        server.say("HTTP/1.1 100 Continue\r\n\r\n")


page("/dong-dau-hong")(lambda server: server.say("XIN CHAO\r\n\r\n"))
page("/rong")(lambda server: None)
page("/thieu")(lambda server: server.answer(GOOD[:200], Content_Length=99_999))
page("/manh-hong")(
    lambda server: server.say("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nx")
)

page("/khai-utf-8-that-ra-1258")(
    lambda server: server.answer(
        GOOD.replace("ộ", "ô")
        .replace("ị", "i")
        .replace("ế", "ê")
        .replace("ố", "ô")
        .replace("ạ", "a")
        .encode("cp1258", "replace")
    )
)
page("/khai-utf-8-that-ra-utf-16")(lambda server: server.answer(GOOD.encode("utf-16-le")))
page("/utf-16-co-dau")(lambda server: server.answer(GOOD.encode("utf-16")))
page("/bang-ma-la")(lambda server: server.answer(kind="text/html; charset=punycode"))
page("/mot-chu-hong")(lambda server: server.answer(b"\xff" + GOOD.encode()))

page("/nhi-phan")(lambda server: server.answer(bytes(range(256)) * 40, kind="application/octet-stream"))
page("/nhi-phan-khai-html")(lambda server: server.answer(bytes(range(256)) * 40))
page("/pdf")(lambda server: server.answer(b"%PDF-1.7 2420", kind="application/pdf"))
page("/pdf-khai-html")(lambda server: server.answer(b"%PDF-1.7 2420"))
page("/vo-javascript")(lambda server: server.answer('<div id="app"></div><script src="/app.js"></script>'))
