"""Files from people: checked by name, by first bytes and by opening; given back only to be saved."""

from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from files import archives, kinds, pdfs, pictures
from tests.documents.factories import PDF, excel, repacked, word, zipped
from tests.files.factories import taken

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
    assert taken(name, data).content_type == content_type


REFUSED = [
    ("a.pdf", b"", "Tệp rỗng. Hãy chọn tệp khác."),
    ("a.pdf", PDF + b"x" * 10 * 2**20, "Tệp phải nhỏ hơn 10 MB."),
    ("a.exe", b"MZ", "Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."),
    ("a", PDF, "Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."),
    ("a.pdf.html", PDF, "Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."),
    ("a.svg", b"<svg/>", "Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."),
    ("a.docm", WORD, "Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."),
    ("a.pdf", MARK, kinds.damaged("pdf")),
    ("a.pdf", PDF.replace(b"%%EOF", b""), kinds.damaged("pdf")),
    ("a.pdf", MARK + PDF, kinds.damaged("pdf")),
    ("a.pdf", picture(), kinds.damaged("pdf")),
    ("a.pdf", PDF.replace(b"/Root", b"/Encrypt 5 0 R/Root"), pdfs.LOCKED_PDF),
    ("a.png", PDF, kinds.damaged("png")),
    ("a.png", picture("JPEG"), kinds.damaged("png")),
    ("a.jpg", picture("PNG"), kinds.damaged("jpg")),
    ("a.png", picture()[:50], kinds.damaged("png")),
    ("a.png", picture(size=(60_000, 1_000), mode="L"), pictures.IMAGE_TOO_LARGE),
    ("a.docx", EXCEL, archives.not_of("docx")),
    ("a.docx", zipped({"a.html": MARK}), archives.not_of("docx")),
    ("a.docx", repacked(WORD, {"word/vbaProject.bin": b"x"}), archives.MACROS),
    ("a.xlsx", archives.OLE + archives.ENCRYPTED_PACKAGE, archives.LOCKED),
    ("a.docx", archives.OLE, archives.OLD_OFFICE),
    ("a.docx", WORD[:-30], archives.DAMAGED),
]


@pytest.mark.parametrize(("name", "data", "sentence"), REFUSED, ids=[f"{n}-{c[0]}" for n, c in enumerate(REFUSED)])
def test_any_other_file_is_refused_with_a_sentence_that_says_what_to_do(name, data, sentence):
    with pytest.raises(kinds.Rejected) as refused:
        taken(name, data)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_hides_behind_a_picture_is_dropped(kind):
    data = picture(kind) + MARK

    drawn = taken("a.png" if kind == "PNG" else "a.jpg", data).data
    assert (MARK in data, MARK in drawn) == (True, False)
    assert Image.open(BytesIO(drawn)).size == (40, 30)


def test_where_and_with_what_a_photo_was_taken_is_dropped_but_it_stands_upright():
    data = with_exif()

    drawn = taken("a.jpg", data).data
    assert (b"CAMERA" in data, b"CAMERA" in drawn) == (True, False)
    assert len(Image.open(BytesIO(drawn)).getexif()) == 0
    assert Image.open(BytesIO(drawn)).size == (30, 40)


def test_words_inside_a_png_are_dropped():
    drawn = taken("a.png", with_text()).data

    assert Image.open(BytesIO(drawn)).info == {}


def test_a_see_through_picture_stays_see_through():
    drawn = taken("a.png", picture(mode="RGBA")).data

    assert Image.open(BytesIO(drawn)).mode == "RGBA"


@pytest.mark.parametrize(
    ("given", "shown"),
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
def test_a_name_is_kept_as_people_see_it_without_its_tricks(given, shown):
    assert taken(given, PDF).name == shown
