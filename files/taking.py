"""The one way to accept an uploaded file: check name, first bytes and content, redraw pictures, scan.

This is slow (up to 0.3 s for a photo), so it happens once and before any transaction. `keeping` stores the result.
"""

import hashlib
from dataclasses import dataclass

import puremagic
from django.conf import settings

from files import archives, pdfs, pictures, scanning
from files.kinds import CONTENT_TYPES, DOCUMENTS, EMPTY, INFECTED, OFFICE, Rejected, damaged, must_be, too_large
from files.models import StoredFile
from files.names import extension_of, safe_name
from files.scanning import Verdict

SNIFFED_BYTES = 4096


@dataclass(frozen=True)
class Checked:
    """A file that is ready to store: nothing about it is checked or computed again."""

    name: str
    data: bytes
    content_type: str
    sha256: str
    scan: str = StoredFile.Scan.CLEAN


def take(upload, *, allowed=DOCUMENTS):
    """Return a Checked, or raise Rejected. Call it outside a transaction.

    `upload`: an uploaded file, or any Django File with a name. Pictures are redrawn. When the scanner does not answer,
    the file is accepted but cannot be downloaded before it has been scanned.
    """
    name = safe_name(upload.name)
    extension = extension_of(name)
    if extension not in allowed:
        raise Rejected(must_be(allowed))
    if not upload.size:
        raise Rejected(EMPTY)
    if upload.size > settings.UPLOAD_MAX_BYTES:
        raise Rejected(too_large())
    upload.seek(0)
    data = inspected(upload.read(), extension)
    verdict = scanning.scan(data)
    if verdict == Verdict.INFECTED:
        raise Rejected(INFECTED)
    scan = StoredFile.Scan.CLEAN if verdict == Verdict.CLEAN else StoredFile.Scan.WAITING
    return Checked(name, data, CONTENT_TYPES[extension], digest(data), scan)


def made(*, name, data, content_type):
    """A Checked for a file that the system made: only its sha256 is computed."""
    return Checked(name, data, content_type, digest(data))


def inspected(data, extension):
    """The bytes to store; raises Rejected when they do not match the extension."""
    if extension in OFFICE:
        archives.inspect(data, kind=extension)
    elif not sniffs_as(data, f".{extension}"):
        raise Rejected(damaged(extension))
    elif extension == "pdf":
        pdfs.inspect(data)
    else:
        return pictures.redrawn(data, extension)
    return data


def sniffs_as(data, extension):
    try:
        return any(match.extension == extension for match in puremagic.magic_string(data[:SNIFFED_BYTES]))
    except puremagic.PureError:
        return False


def digest(data):
    return hashlib.sha256(data).hexdigest()
