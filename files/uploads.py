"""The one way to take a file from a person, and to give it back: checked by name, by first bytes and by opening it."""

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import puremagic
import pypdf
from django import forms
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.template.loader import render_to_string
from PIL import Image, ImageOps

from core.refusals import NotAllowed
from files import archives, scanning
from files.archives import Rejected
from files.models import StoredFile
from files.scanning import Verdict

__all__ = [
    "DOCUMENTS",
    "DocumentField",
    "Rejected",
    "checked",
    "download",
    "forget",
    "forget_orphans",
    "keep",
    "scan_waiting",
    "store",
]

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DOCUMENTS = tuple(CONTENT_TYPES)
OFFICE = ("docx", "xlsx")
IMAGES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
MOST_PIXELS = 50_000_000
LONGEST_NAME = 150
YOUNG = timedelta(days=1)
PDF_END = 2_048  # where scanners and signing programs still leave the %%EOF
PDF_LOCK = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R")

MISSING = "Hãy chọn tệp."
EMPTY = "Tệp rỗng. Hãy chọn tệp khác."
LOCKED_PDF = "Tệp PDF có mật khẩu hoặc bị khóa. Hãy lưu lại bản không khóa rồi chọn lại tệp."
INFECTED = "Tệp có mã độc nên không được nhận. Hãy quét máy của bạn rồi chọn tệp khác."
IMAGE_TOO_LARGE = "Ảnh quá lớn (hơn 50 triệu điểm ảnh). Hãy thu nhỏ ảnh rồi chọn lại."


@dataclass(frozen=True)
class Checked:
    name: str
    data: bytes
    content_type: str


def store(*, name, data, by, now, allowed=DOCUMENTS):
    """Check and keep a file under a random name. If the transaction rolls back the bytes stay until the sweep."""
    good = checked(name=name, data=data, allowed=allowed)
    verdict = scanning.scan(good.data)
    if verdict == Verdict.INFECTED:
        raise NotAllowed(INFECTED)
    scan = StoredFile.Scan.CLEAN if verdict == Verdict.CLEAN else StoredFile.Scan.WAITING
    return keep(name=good.name, data=good.data, content_type=good.content_type, by=by, now=now, scan=scan)


def keep(*, name, data, content_type, by, now, scan=StoredFile.Scan.CLEAN):
    """Keep a file that we made ourselves: no stranger wrote it, so nothing is checked."""
    stored = StoredFile(
        name=name,
        scan=scan,
        content_type=content_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        stored_at=now,
        stored_by=by,
    )
    extension = name.rsplit(".", 1)[-1]
    # FileField writes the bytes before the row: a row without its bytes cannot come about, only the reverse.
    stored.file.save(f"{secrets.token_hex(16)}.{extension}", ContentFile(data), save=False)
    stored.save()
    return stored


def forget(stored):
    """Remove the row, and after the commit its bytes; bytes that stay behind go with the orphans."""
    storage, path = stored.file.storage, stored.file.name
    stored.delete()
    transaction.on_commit(lambda: storage.delete(path), robust=True)


def scan_waiting(*, most=100):
    """Ask the scanner again about the files that wait for it. What is infected loses its bytes, not its row."""
    done = 0
    for stored in StoredFile.objects.waiting().order_by("pk")[:most]:
        with stored.file.open("rb") as file:
            verdict = scanning.scan(file.read(), patient=True)
        if verdict == Verdict.UNKNOWN:
            break
        infected = verdict == Verdict.INFECTED
        scan = StoredFile.Scan.INFECTED if infected else StoredFile.Scan.CLEAN
        done += StoredFile.objects.waiting().filter(pk=stored.pk).update(scan=scan)
        if infected:
            stored.file.storage.delete(stored.file.name)
    return done


def checked(*, name, data, allowed=DOCUMENTS):
    """The file as it may be kept, or `Rejected`. Images come back drawn anew, without what was hidden in them."""
    name = safe_name(name)
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if extension not in allowed:
        raise Rejected(must_be(allowed))
    if not data:
        raise Rejected(EMPTY)
    if len(data) > settings.UPLOAD_MAX_BYTES:
        raise Rejected(too_large())
    if extension in OFFICE:
        archives.inspect(data, kind=extension)
    elif not sniffs_as(data, f".{extension}"):
        raise Rejected(damaged(extension))
    elif extension == "pdf":
        check_pdf(data)
    else:
        data = redrawn(data, extension)
    return Checked(name=name, data=data, content_type=CONTENT_TYPES[extension])


def check_pdf(data):
    """A PDF from its first byte to its last, not locked, that opens and has a page."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-PDF_END:]:
        raise Rejected(damaged("pdf"))
    if PDF_LOCK.search(data):
        raise Rejected(LOCKED_PDF)
    try:
        pages = pypdf.PdfReader(BytesIO(data)).trailer["/Root"]["/Pages"]["/Count"]
    except Exception as error:
        # pypdf answers hostile bytes with a dozen kinds of exception; all mean the same to a person.
        raise Rejected(damaged("pdf")) from error
    if not isinstance(pages, int) or pages < 1:
        raise Rejected(damaged("pdf"))


def redrawn(data, extension):
    """The picture alone: a script behind it, the place where it was taken and the camera's name do not follow."""
    kind = IMAGES[extension]
    try:
        with Image.open(BytesIO(data), formats=[kind]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Rejected(IMAGE_TOO_LARGE)
            picture = ImageOps.exif_transpose(image)
            see_through = "transparency" in picture.info or picture.mode in ("LA", "PA", "RGBA")
            plain = picture.convert("RGBA" if see_through and kind == "PNG" else "L" if picture.mode == "L" else "RGB")
    except Rejected:
        raise
    except Exception as error:
        # Pillow answers hostile bytes with a dozen kinds of exception; all mean the same to a person.
        raise Rejected(damaged(extension)) from error
    plain.info.clear()
    out = BytesIO()
    plain.save(out, kind, **({"quality": 90} if kind == "JPEG" else {}))
    return out.getvalue()


def sniffs_as(data, extension):
    try:
        return any(match.extension == extension for match in puremagic.magic_string(data[:4096]))
    except puremagic.PureError:
        return False


def safe_name(name):
    """The name as people see it, without folders of any system, control characters and tricks of writing direction."""
    bare = unicodedata.normalize("NFC", str(name)).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in bare if unicodedata.category(letter)[0] != "C")
    shown = re.sub(r'[<>:"|?*]', "_", " ".join(shown.split())).rstrip(". ")
    stem, dot, extension = shown.rpartition(".")
    if not dot:
        return shown[:LONGEST_NAME]
    return f"{(stem.strip('. ') or 'tep')[: LONGEST_NAME - 10]}.{extension[:9].lower()}"


def forget_orphans(*, now):
    """Remove bytes that have no row: their transaction rolled back. Young ones may belong to one still running."""
    storage = StoredFile._meta.get_field("file").storage
    months = [month for year in folders(storage, "") for month in folders(storage, year)]
    orphans = [path for month in months for path in orphans_of(storage, month, before=now - YOUNG)]
    for path in orphans:
        storage.delete(path)
    return len(orphans)


def orphans_of(storage, month, *, before):
    """One query a folder, whatever it holds."""
    kept = set(StoredFile.objects.filter(file__startswith=f"{month}/").values_list("file", flat=True))
    paths = {f"{month}/{name}" for name in storage.listdir(month)[1]} - kept
    return [path for path in sorted(paths) if storage.get_modified_time(path) < before]


def folders(storage, path):
    if not storage.exists(path or "."):
        return []
    return [f"{path}/{name}".lstrip("/") for name in storage.listdir(path)[0] if name.isdigit()]


def kinds(allowed):
    *most, last = dict.fromkeys({"jpeg": "JPG"}.get(one, one.upper()) for one in allowed)
    return f"{', '.join(most)} hoặc {last}" if most else last


def must_be(allowed):
    return f"Tệp phải là {kinds(allowed)}."


def damaged(extension):
    return f"Nội dung tệp không phải là {extension.upper()} hoặc tệp bị hỏng. Hãy mở tệp, lưu lại rồi chọn lại."


def limit():
    """Words for settings.UPLOAD_MAX_BYTES, for every sentence that names it."""
    return f"nhỏ hơn {settings.UPLOAD_MAX_BYTES // (1024 * 1024)} MB"


def too_large():
    return f"Tệp phải {limit()}."


def download(stored_file):
    """The bytes to save, never a page: no browser may guess or run what a stranger handed in."""
    if not stored_file.may_leave:
        return HttpResponse(render_to_string("errors/file.html", {"file": stored_file}), status=409)
    response = FileResponse(
        stored_file.file.open("rb"),
        as_attachment=True,
        filename=stored_file.name,
        content_type=stored_file.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


class DocumentField(forms.FileField):
    """A file field that refuses at the field, in words."""

    default_error_messages = {
        "required": MISSING,
        "missing": MISSING,
        "empty": EMPTY,
        "invalid": "Tệp không tải lên được, hãy thử lại.",
    }

    def __init__(self, *, allowed=DOCUMENTS, **options):
        self.allowed = allowed
        super().__init__(**options)
        self.widget.attrs["accept"] = ",".join(f".{extension}" for extension in allowed)
        self.help_text = self.help_text or f"{kinds(allowed)}, {limit()}."

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file or file is initial:
            return file
        if file.size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(too_large())
        try:
            good = checked(name=file.name, data=file.read(), allowed=self.allowed)
        except Rejected as error:
            raise forms.ValidationError(str(error)) from error
        finally:
            file.seek(0)
        if scanning.scan(good.data) == Verdict.INFECTED:
            raise forms.ValidationError(INFECTED)
        return file
