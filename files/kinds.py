"""The kinds of files that users may upload, and the sentences that refuse the others."""

from django.conf import settings

from core.refusals import NotAllowed

PDF = "application/pdf"
CONTENT_TYPES = {
    "pdf": PDF,
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DOCUMENTS = tuple(CONTENT_TYPES)
OFFICE = ("docx", "xlsx")

MISSING = "Hãy chọn tệp."
EMPTY = "Tệp rỗng. Hãy chọn tệp khác."
INFECTED = "Tệp có mã độc nên không được nhận. Hãy quét máy của bạn rồi chọn tệp khác."


class Rejected(NotAllowed):
    """The file is refused. The message is shown to the user and says what to do."""


def listed(allowed):
    """Extensions in words: "PDF, JPG hoặc PNG"."""
    *most, last = dict.fromkeys({"jpeg": "JPG"}.get(one, one.upper()) for one in allowed)
    return f"{', '.join(most)} hoặc {last}" if most else last


def must_be(allowed):
    return f"Tệp phải là {listed(allowed)}."


def damaged(extension):
    return f"Nội dung tệp không phải là {extension.upper()} hoặc tệp bị hỏng. Hãy mở tệp, lưu lại rồi chọn lại."


def limit():
    """settings.UPLOAD_MAX_BYTES in words, for sentences that name the limit."""
    return f"nhỏ hơn {settings.UPLOAD_MAX_BYTES // (1024 * 1024)} MB"


def too_large():
    return f"Tệp phải {limit()}."
