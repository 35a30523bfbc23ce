"""Checks Word and Excel files before a parser opens them: kind, unpacked size, macros and entity tricks."""

import logging
import re
import zipfile
from io import BytesIO

from files.kinds import Rejected

logger = logging.getLogger(__name__)

MOST_ENTRIES = 2_000
MOST_BYTES = 100 * 1024 * 1024  # unzipped, all entries together
# Office files have a compression ratio of 5 to 30. A small file with ratio 200 is harmless, a large one is a zip bomb.
HIGHEST_RATIO = 200
SMALL = 5 * 1024 * 1024

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
MAIN_PART = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
}
PROGRAM = {"docx": "Word", "xlsx": "Excel"}
# Office never writes a DOCTYPE; only entity attacks need one.
DOCUMENT_TYPE = re.compile(b"<!DOCTYPE|<!ENTITY|<\0!\0D\0O\0C\0T\0Y\0P\0E|\0<\0!\0D\0O\0C\0T\0Y\0P\0E", re.IGNORECASE)

LOCKED = "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi chọn lại tệp."
DAMAGED = "Tệp bị hỏng, không mở được. Hãy mở tệp trên máy của bạn, lưu lại rồi chọn lại."
TOO_LARGE_INSIDE = "Nội dung bên trong tệp quá lớn. Hãy bỏ bớt hình ảnh, trang tính hoặc dữ liệu rồi chọn lại tệp."
MACROS = "Tệp có macro. Hãy lưu lại thành tệp .docx hoặc .xlsx thường (không có macro) rồi chọn lại."
OLD_OFFICE = "Tệp ở định dạng Word hoặc Excel cũ. Hãy mở tệp, lưu lại thành .docx hoặc .xlsx rồi chọn lại."


def inspect(data, *, kind, most_bytes=MOST_BYTES, most_tags=None):
    """Refuse (Rejected) a file that is damaged, locked, too large, or not of this kind ("docx" or "xlsx").

    Pass `most_tags` when a parser reads the file afterwards: a small file can hold millions of XML tags.
    """
    if data.startswith(OLE):
        raise Rejected(LOCKED if ENCRYPTED_PACKAGE in data else OLD_OFFICE)
    if not data.startswith(b"PK"):
        raise Rejected(not_of(kind))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            check_sizes(archive.infolist(), most_bytes)
            check_content_types(archive, kind)
            check_parts(archive, most_tags)
    except Rejected:
        raise
    except Exception as error:
        # zipfile and zlib raise many exception types for hostile bytes; the user reads one sentence for all.
        logger.info("An archive could not be opened: %s", type(error).__name__)
        raise Rejected(DAMAGED) from error


def check_sizes(entries, most_bytes):
    total, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or total > most_bytes:
        raise Rejected(TOO_LARGE_INSIDE)
    if total > SMALL and total > HIGHEST_RATIO * packed:
        raise Rejected(TOO_LARGE_INSIDE)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Rejected(LOCKED)
    if any(entry.compress_type not in PACKINGS for entry in entries):
        raise Rejected(DAMAGED)


def check_content_types(archive, kind):
    if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
        raise Rejected(MACROS)
    if "[Content_Types].xml" not in archive.namelist():
        raise Rejected(not_of(kind))
    types = archive.read("[Content_Types].xml")
    if b"macroEnabled" in types:
        raise Rejected(MACROS)
    if MAIN_PART[kind] not in types:
        raise Rejected(not_of(kind))


def check_parts(archive, most_tags):
    """Read every part once: refuse a wrong checksum (damage) and a DOCTYPE (entity attack)."""
    tags = 0
    for entry in archive.infolist():
        content = archive.read(entry)
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        if DOCUMENT_TYPE.search(content):
            raise Rejected(DAMAGED)
        tags += content.count(b"<")
        if most_tags and tags > most_tags:
            raise Rejected(TOO_LARGE_INSIDE)


def not_of(kind):
    return f"Nội dung tệp không phải là {PROGRAM[kind]} (.{kind}) dù tên tệp ghi như vậy. Hãy kiểm tra và chọn lại tệp."
