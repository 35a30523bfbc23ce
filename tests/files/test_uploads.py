"""Files from people: checked by name, by first bytes and by opening; given back only to be saved."""

import hashlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from files import archives, uploads
from files.models import StoredFile
from tests.documents.factories import PDF, excel, repacked, word, zipped

WORD, EXCEL = word([["a"]]), excel(["a"])
MARK = b"<script>alert(1)</script>"


def picture(kind="PNG", size=(40, 30), mode="RGB", **options):
    out = BytesIO()
    Image.new(mode, size, 120 if mode == "L" else None).save(out, kind, **options)
    return out.getvalue()


def with_exif():
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "CAMERA-OF-MR-A", 6  # the maker, and "turn a quarter"
    return picture("JPEG", exif=exif)


def with_text():
    about = PngInfo()
    about.add_text("Author", "Ông A")
    return picture("PNG", pnginfo=about)


@pytest.mark.parametrize(
    ("name", "data", "content_type"),
    [
        ("Quyết định.pdf", PDF, "application/pdf"),
        ("ảnh.JPG", picture("JPEG"), "image/jpeg"),
        ("ảnh.jpeg", picture("JPEG", mode="L"), "image/jpeg"),
        ("ảnh.png", picture("PNG", mode="RGBA"), "image/png"),
        ("kế hoạch.docx", WORD, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("số liệu.xlsx", EXCEL, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_every_kind_of_document_is_taken(name, data, content_type):
    assert uploads.checked(name=name, data=data).content_type == content_type


REFUSED = [
    ("a.pdf", b"", "Tệp rỗng. Hãy chọn tệp khác."),
    ("a.pdf", PDF + b"x" * 10 * 2**20, "Tệp phải nhỏ hơn 10 MB."),
    ("a.exe", b"MZ", "Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."),
    ("a", PDF, "Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."),
    ("a.pdf.html", PDF, "Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."),
    ("a.svg", b"<svg/>", "Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."),
    ("a.docm", WORD, "Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."),
    ("a.pdf", MARK, uploads.damaged("pdf")),
    ("a.pdf", PDF.replace(b"%%EOF", b""), uploads.damaged("pdf")),
    ("a.pdf", MARK + PDF, uploads.damaged("pdf")),
    ("a.pdf", picture(), uploads.damaged("pdf")),
    ("a.pdf", PDF.replace(b"/Root", b"/Encrypt 5 0 R/Root"), uploads.LOCKED_PDF),
    ("a.png", PDF, uploads.damaged("png")),
    ("a.png", picture("JPEG"), uploads.damaged("png")),
    ("a.jpg", picture("PNG"), uploads.damaged("jpg")),
    ("a.png", picture()[:50], uploads.damaged("png")),
    ("a.png", picture(size=(60_000, 1_000), mode="L"), uploads.IMAGE_TOO_LARGE),
    ("a.docx", EXCEL, archives.not_of("docx")),
    ("a.docx", zipped({"a.html": MARK}), archives.not_of("docx")),
    ("a.docx", repacked(WORD, {"word/vbaProject.bin": b"x"}), archives.MACROS),
    ("a.xlsx", archives.OLE + archives.ENCRYPTED_PACKAGE, archives.LOCKED),
    ("a.docx", archives.OLE, archives.OLD_OFFICE),
    ("a.docx", WORD[:-30], archives.DAMAGED),
]


@pytest.mark.parametrize(("name", "data", "sentence"), REFUSED, ids=[f"{n}-{c[0]}" for n, c in enumerate(REFUSED)])
def test_any_other_file_is_refused_with_a_sentence_that_says_what_to_do(name, data, sentence):
    with pytest.raises(uploads.Rejected) as refused:
        uploads.checked(name=name, data=data)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_hides_behind_a_picture_is_dropped(kind):
    data = picture(kind) + MARK

    kept = uploads.checked(name="a.png" if kind == "PNG" else "a.jpg", data=data).data
    assert (MARK in data, MARK in kept) == (True, False)
    assert Image.open(BytesIO(kept)).size == (40, 30)


def test_where_and_with_what_a_photo_was_taken_is_dropped_but_it_stands_upright():
    data = with_exif()

    kept = uploads.checked(name="a.jpg", data=data).data
    assert (b"CAMERA" in data, b"CAMERA" in kept) == (True, False)
    assert len(Image.open(BytesIO(kept)).getexif()) == 0
    assert Image.open(BytesIO(kept)).size == (30, 40)


def test_words_inside_a_png_are_dropped():
    kept = uploads.checked(name="a.png", data=with_text()).data

    assert Image.open(BytesIO(kept)).info == {}


def test_a_see_through_picture_stays_see_through():
    kept = uploads.checked(name="a.png", data=picture(mode="RGBA")).data

    assert Image.open(BytesIO(kept)).mode == "RGBA"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Quyết định số 45.pdf", "Quyết định số 45.pdf"),
        ("C:\\Users\\ông A\\Kế hoạch.PDF", "Kế hoạch.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ('a<b>:"c|?*.pdf', "a_b___c___.pdf"),
        (".pdf", "tep.pdf"),
        ("x" * 300 + ".pdf", "x" * 140 + ".pdf"),
        ("Quye\u0302\u0301t.pdf", "Quyết.pdf"),
    ],
)
def test_a_name_is_kept_as_people_see_it_without_its_tricks(given, kept):
    assert uploads.checked(name=given, data=PDF).name == kept


def test_a_stored_file_knows_what_it_is_and_who_brought_it(officer, now):
    stored = uploads.store(name="Quyết định.pdf", data=PDF, by=officer, now=now)

    stored.refresh_from_db()
    assert (stored.name, stored.size, stored.content_type) == ("Quyết định.pdf", len(PDF), "application/pdf")
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (stored.stored_by, stored.stored_at) == (officer, now)
    assert stored.file.read() == PDF


def test_a_stored_file_lies_under_a_name_that_nobody_guesses(now, db):
    one = uploads.store(name="mat.pdf", data=PDF, by=None, now=now)
    other = uploads.store(name="mat.pdf", data=PDF, by=None, now=now)

    assert one.file.name != other.file.name
    assert len(Path(one.file.name).stem) == 32
    assert "mat" not in one.file.name


def test_a_refused_file_leaves_neither_row_nor_bytes(now, db, settings):
    with pytest.raises(uploads.Rejected):
        uploads.store(name="a.pdf", data=MARK, by=None, now=now)

    assert StoredFile.objects.count() == 0
    assert not list(Path(settings.MEDIA_ROOT).rglob("*"))


def test_a_download_is_saved_and_never_shown_as_a_page(now, db):
    stored = uploads.store(name='Quyết định "1".pdf', data=PDF, by=None, now=now)

    response = uploads.download(stored)

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%20_1_.pdf"
    )
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"


@pytest.fixture
def files(settings):
    return lambda: sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


@pytest.mark.django_db(transaction=True)
def test_bytes_whose_transaction_rolled_back_are_swept_a_day_later(files, now):
    kept = uploads.store(name="a.pdf", data=PDF, by=None, now=now)
    with transaction.atomic():
        uploads.store(name="b.pdf", data=PDF, by=None, now=now)
        transaction.set_rollback(True)
    assert len(files()) == 2

    assert uploads.forget_orphans(now=timezone.now()) == 0
    assert uploads.forget_orphans(now=timezone.now() + timedelta(days=2)) == 1
    assert files() == [Path(kept.file.path)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [1, 5])
def test_the_sweep_asks_once_for_a_month_whatever_lies_in_it(now, django_assert_num_queries, count):
    for number in range(count):
        uploads.store(name=f"{number}.pdf", data=PDF, by=None, now=now)

    with django_assert_num_queries(1):
        assert uploads.forget_orphans(now=timezone.now() + timedelta(days=2)) == 0


def test_no_two_rows_hold_the_same_bytes(now, db):
    kept = uploads.store(name="a.pdf", data=PDF, by=None, now=now)

    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(file=kept.file.name, name="b.pdf", size=1, stored_at=now)


def test_the_sweep_leaves_what_is_not_an_upload(settings, db):
    storage = StoredFile._meta.get_field("file").storage
    storage.save("logo/a.png", ContentFile(b"x"))
    assert uploads.forget_orphans(now=timezone.now() + timedelta(days=2)) == 0


def test_the_sweep_has_nothing_to_do_before_the_first_upload(now, db):
    assert uploads.forget_orphans(now=now) == 0


class Form(forms.Form):
    file = uploads.DocumentField(label="Tệp")


class Pictures(forms.Form):
    file = uploads.DocumentField(label="Ảnh", allowed=("jpg", "jpeg", "png"), required=False)


def errors(form_class, name=None, data=b""):
    file = {"file": SimpleUploadedFile(name, data)} if name else {}
    return form_class({}, file).errors.get("file", [])


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        (None, b"", ["Hãy chọn tệp."]),
        ("a.pdf", b"", ["Tệp rỗng. Hãy chọn tệp khác."]),
        ("a.exe", b"MZ", ["Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."]),
        ("a.pdf", b"x" * (10 * 2**20 + 1), ["Tệp phải nhỏ hơn 10 MB."]),
        ("a.pdf", PDF, []),
    ],
)
def test_a_form_refuses_at_the_field_in_the_same_words(name, data, words):
    assert errors(Form, name, data) == words


def test_a_form_can_take_pictures_only_or_nothing():
    assert errors(Pictures, "a.pdf", PDF) == ["Tệp phải là JPG hoặc PNG."]
    assert errors(Pictures) == []


def test_a_file_that_a_form_has_looked_into_can_still_be_read():
    form = Form({}, {"file": SimpleUploadedFile("a.pdf", PDF)})

    assert form.is_valid()
    assert form.cleaned_data["file"].read() == PDF


def test_another_limit_is_named_wherever_a_limit_is_named(settings):
    settings.UPLOAD_MAX_BYTES = 2 * 2**20

    assert uploads.DocumentField(allowed=("pdf",)).help_text == "PDF, nhỏ hơn 2 MB."
    assert errors(Form, "a.pdf", b"x" * (2 * 2**20 + 1)) == ["Tệp phải nhỏ hơn 2 MB."]


def test_a_field_says_beforehand_what_it_takes():
    field = Form().fields["file"]

    assert field.help_text == "PDF, JPG, PNG, DOCX hoặc XLSX, nhỏ hơn 10 MB."
    assert Pictures().fields["file"].help_text == "JPG hoặc PNG, nhỏ hơn 10 MB."
    assert field.widget.attrs["accept"] == ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"
