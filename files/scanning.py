"""Virus scan by ClamAV, when CLAMAV_URL is set. Without an answer the file is neither clean nor infected: it waits."""

import logging
import socket
import struct
import time
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings

log = logging.getLogger(__name__)

SECONDS = 5
CHUNK = 64 * 1024
# After a failure the scanner is not asked for this time: each attempt would cost its whole timeout.
AWAY_SECONDS = 30
away_until = 0.0


class Verdict(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"


def is_used():
    return bool(settings.CLAMAV_URL)


def scan(data, *, patient=False):
    """The scanner's result for these bytes; CLEAN without CLAMAV_URL. `patient`: ask even after a recent failure."""
    global away_until  # noqa: PLW0603  each process remembers for itself
    if not is_used():
        return Verdict.CLEAN
    if not patient and time.monotonic() < away_until:
        return Verdict.UNKNOWN
    try:
        answer = ask(data)
    except OSError as error:
        away_until = time.monotonic() + AWAY_SECONDS
        log.warning("The virus scanner does not answer (%s); files wait for it.", type(error).__name__)
        return Verdict.UNKNOWN
    if answer.endswith(b"FOUND"):
        log.warning("The virus scanner refused a file of %s bytes.", len(data))
        return Verdict.INFECTED
    if answer == b"stream: OK":
        return Verdict.CLEAN
    log.warning("The virus scanner gave no verdict: %r", answer[:100])
    return Verdict.UNKNOWN


def ask(data):
    """One INSTREAM exchange with clamd, with one timeout for the whole exchange."""
    address, deadline = urlsplit(settings.CLAMAV_URL), time.monotonic() + SECONDS
    with socket.create_connection((address.hostname, address.port or 3310), timeout=SECONDS) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), CHUNK):
            part = data[start : start + CHUNK]
            line.settimeout(left(deadline))
            line.sendall(struct.pack("!I", len(part)) + part)
        line.sendall(struct.pack("!I", 0))
        answer = b""
        while b"\0" not in answer:
            line.settimeout(left(deadline))
            more = line.recv(1024)
            if not more:
                break
            answer += more
    return answer.split(b"\0")[0].strip()


def left(deadline):
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError("the scanner took too long")
    return seconds
