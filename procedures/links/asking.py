"""One HTTP request to a checked address, with hard limits of time and size."""

import http.client
import io
import socket
import time
import zlib
from contextlib import contextmanager
from dataclasses import dataclass

CONNECT_SECONDS = 5
HEAD_BYTES = 64 * 1024
PIECE = 64 * 1024


class TooMuch(Exception):
    """The response is larger than the limit."""


@dataclass(frozen=True)
class Answer:
    """A response. `body` is None for an unknown Content-Encoding; `is_whole` is False when the body was cut."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes | None
    is_whole: bool


class Wire(io.RawIOBase):
    """Reads a socket until a deadline or a size limit. An ordinary timeout starts again with each byte, so that a slow
    server could hold it for ever; here each read gets the rest of the whole time."""

    def __init__(self, connection, deadline, measure):
        self.connection, self.deadline, self.measure = connection, deadline, measure

    def readable(self):
        return True

    def readinto(self, buffer):
        if self.measure <= 0:
            raise TooMuch
        self.connection.settimeout(seconds_left(self.deadline))
        count = self.connection.recv_into(buffer, min(len(buffer), self.measure))
        self.measure -= count
        return count

    def makefile(self, _mode):
        """The only method of a socket that http.client uses."""
        return io.BufferedReader(self)


def seconds_left(deadline):
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def ask(parts, *, agent, internet, deadline, measure):
    """The Answer to a GET of this URL (split, with an allowed host). Redirects are not followed."""
    with connected(parts, internet, deadline) as connection:
        connection.settimeout(seconds_left(deadline))
        connection.sendall(request(parts, agent))
        response = http.client.HTTPResponse(Wire(connection, deadline, measure + HEAD_BYTES), method="GET")
        with response:
            response.begin()
            body, is_whole = read(response, measure) if response.status // 100 == 2 else (b"", True)
            return unpacked(Answer(response.status, response.headers, body, is_whole), measure)


@contextmanager
def connected(parts, internet, deadline):
    """A connection to one of the checked addresses; the host name is used for TLS and the Host header only."""
    port = 443 if parts.scheme == "https" else 80
    connection = reached(internet.addresses(parts.hostname, port, seconds_left(deadline)), deadline)
    try:
        if parts.scheme == "https":
            connection.settimeout(seconds_left(deadline))
            connection = internet.tls().wrap_socket(connection, server_hostname=parts.hostname)
        yield connection
    finally:
        connection.close()


def reached(addresses, deadline):
    failure = None
    for family, kind, protocol, _name, address in addresses:
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(min(CONNECT_SECONDS, seconds_left(deadline)))
            connection.connect(address)
        except OSError as error:
            connection.close()
            failure = error
        else:
            return connection
    raise failure or ConnectionError


def request(parts, agent):
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [
        f"GET {target} HTTP/1.1",
        f"Host: {parts.hostname}",
        f"User-Agent: {agent}",
        "Accept: text/html,application/xhtml+xml,*/*;q=0.5",
        "Accept-Language: vi",
        "Accept-Encoding: identity",
        "Connection: close",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def read(response, measure):
    """(bytes, whether they are the whole body), up to the limit."""
    pieces, size = [], 0
    try:
        while size <= measure and (piece := response.read(min(PIECE, measure + 1 - size))):
            pieces.append(piece)
            size += len(piece)
    except TooMuch:
        return b"".join(pieces)[:measure], False
    except http.client.IncompleteRead as short:
        return b"".join([*pieces, short.partial])[:measure], False
    is_short = bool(response.length)  # closed before Content-Length was reached
    return b"".join(pieces)[:measure], size <= measure and not is_short


def unpacked(answer, measure):
    """The body without gzip or deflate, which some servers use unasked. Decompression stops at the limit, since a small
    body may contain a huge page."""
    packed = answer.headers.get("Content-Encoding", "").strip().lower()
    if packed in ("", "identity") or not answer.body:
        return answer
    if packed not in ("gzip", "x-gzip", "deflate"):
        return Answer(answer.status, answer.headers, None, answer.is_whole)
    opener = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # 32: detect gzip or zlib from the header
    try:
        body = opener.decompress(answer.body, measure)
    except zlib.error:
        return Answer(answer.status, answer.headers, None, answer.is_whole)
    return Answer(answer.status, answer.headers, body, opener.eof and not opener.unused_data)
