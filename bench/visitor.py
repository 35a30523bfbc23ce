"""A browser: cookies, forms and files over HTTP. Does not use Django."""

import re
import secrets
import time
from http.client import HTTPConnection, HTTPException
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

ASKED, TOLD = "X-Count-Queries", "X-Queries"  # headers, see bench/counting.py
PATIENCE = 180  # seconds until an answer counts as an error
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Answer(NamedTuple):
    status: int
    headers: dict
    body: bytes
    seconds: float

    @property
    def is_good(self):
        return 200 <= self.status < 400

    @property
    def leads_to(self):
        """The path of a redirect, or None."""
        place = self.headers.get("location")
        return urlsplit(place).path if place else None


class Visitor:
    """One person. `keeps` says whether the connection is used again, or opened for each request as nginx does."""

    def __init__(self, port, *, session=None, keeps=False):
        self.connection, self.keeps = HTTPConnection("127.0.0.1", port, timeout=PATIENCE), keeps
        self.cookies = {"session": session} if session else {}
        self.token = ""

    def get(self, path, **headers):
        return self.ask("GET", path, None, headers)

    def post(self, path, fields, *, file=None):
        """`fields` and at most one file, given as (name of the field, name, content type, bytes)."""
        fields = {"csrfmiddlewaretoken": self.token, **fields}
        if file is None:
            body, kind = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = several_parts(fields, file)
        return self.ask("POST", path, body, {"Content-Type": kind})

    def ask(self, method, path, body, headers):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**headers, **({"Cookie": cookies} if cookies else {})}
        if not self.keeps:
            headers["Connection"] = "close"
        begun = time.perf_counter()
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
            content = response.read()
        except (OSError, HTTPException):
            self.connection.close()
            raise
        seconds = time.perf_counter() - begun
        if not self.keeps:
            self.connection.close()
        self.remember(response, content)
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, content, seconds)

    def remember(self, response, content):
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";", 1)[0].split("=", 1)
            self.cookies[name] = value
        found = TOKEN.search(content.decode(errors="replace"))
        self.token = found[1] if found else self.token

    def begin_form(self):
        """Begin the public form. Answers with the path of its first question."""
        self.get("/phan-anh/")
        return self.post("/phan-anh/", {}).leads_to


def several_parts(fields, file):
    """A body of multipart/form-data, and its content type."""
    border = secrets.token_hex(16)
    parts = [part(border, f'name="{name}"', "", str(value).encode()) for name, value in fields.items()]
    field, name, kind, data = file
    parts.append(part(border, f'name="{field}"; filename="{name}"', f"Content-Type: {kind}\r\n", data))
    return b"".join([*parts, f"--{border}--\r\n".encode()]), f"multipart/form-data; boundary={border}"


def part(border, named, extra, data):
    head = f"--{border}\r\nContent-Disposition: form-data; {named}\r\n{extra}\r\n"
    return head.encode() + data + b"\r\n"
