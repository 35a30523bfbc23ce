"""Checks of uploaded PDF files: complete, without password, at least one page."""

import re
from io import BytesIO

import pypdf

from files.kinds import Rejected, damaged

PDF_END = 2_048  # where scanners and signing programs still leave the %%EOF
PDF_LOCK = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R")
LOCKED_PDF = "Tệp PDF có mật khẩu hoặc bị khóa. Hãy lưu lại bản không khóa rồi chọn lại tệp."


def inspect(data):
    """Refuse (Rejected) what is not a PDF from its first byte to its last, is locked, or has no page."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-PDF_END:]:
        raise Rejected(damaged("pdf"))
    if PDF_LOCK.search(data):
        raise Rejected(LOCKED_PDF)
    try:
        pages = pypdf.PdfReader(BytesIO(data)).trailer["/Root"]["/Pages"]["/Count"]
    except Exception as error:
        # pypdf raises many exception types for hostile bytes; the user reads one sentence for all.
        raise Rejected(damaged("pdf")) from error
    if not isinstance(pages, int) or pages < 1:
        raise Rejected(damaged("pdf"))
