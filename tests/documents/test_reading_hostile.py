"""The result of reading any file is a table or a sentence."""

import random
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

from documents.reading import Unreadable, read_tables
from files import archives
from tests.documents.factories import excel, part, repacked, word, zipped

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
WORD, EXCEL = word([["a", "b"]]), excel(["a", "b"])
BOMB = b"\0" * 60_000_000
ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY s SYSTEM "file:///etc/passwd">]>'


def of_kind(data, kind):
    types = part(data, "[Content_Types].xml").decode()
    return repacked(
        data, {"[Content_Types].xml": types.replace("document.main+xml", kind).replace("sheet.main+xml", kind)}
    )


def with_entities(data, name):
    """The part with a document type whose entities would read a file and grow."""
    content = part(data, name)
    head, body = content.split(b"?>", 1) if content.startswith(b"<?xml") else (b'<?xml version="1.0"', content)
    return repacked(data, {name: head + b"?>" + ENTITY + body.replace(b">a<", b">&s;&b;<", 1)})


def locked_archive(data):
    """A locked archive: the flag of its first entry says that a password is needed."""
    locked = bytearray(data)
    locked[6] |= 1
    directory = locked.find(b"PK\x01\x02")
    locked[directory + 8] |= 1
    return bytes(locked)


OLD = archives.OLE + b"\0" * 600
CASES = [
    ("a.docx", b"", "Tệp rỗng"),
    ("a.docx", b"  \n ", "Tệp rỗng"),
    ("a.docx", b"x" * (10 * 2**20 + 1), "Tệp phải nhỏ hơn 10 MB"),
    ("a.docx", b"%PDF-1.7 ...", "Không đọc được bảng trong tệp PDF"),
    ("a.pdf", b"%PDF-1.7 ...", "Không đọc được bảng trong tệp PDF"),
    ("a.docx", "chỉ là chữ".encode(), "Nội dung tệp không phải là Word"),
    ("a.xlsx", WORD, "Nội dung tệp không phải là Excel"),
    ("a.docx", EXCEL, "Nội dung tệp không phải là Word"),
    ("a.docx", zipped({"index.html": b"<script>"}), "Nội dung tệp không phải là Word"),
    ("a.docx", OLD, "Tệp ở định dạng Word hoặc Excel cũ"),
    ("a.doc", OLD, "Tệp ở định dạng Word hoặc Excel cũ"),
    ("a.xls", OLD, "Tệp ở định dạng Word hoặc Excel cũ"),
    ("a.xlsx", OLD + archives.ENCRYPTED_PACKAGE + b"\0" * 99, "Tệp có mật khẩu"),
    ("a.docx", locked_archive(WORD), "Tệp có mật khẩu"),
    ("a.docm", WORD, "Tệp có macro"),
    ("a.docx", repacked(WORD, {"word/vbaProject.bin": b"x"}), "Tệp có macro"),
    ("a.xlsx", of_kind(EXCEL, "sheet.macroEnabled.main+xml"), "Tệp có macro"),
    ("a.docx", repacked(WORD, {"word/media/a.bin": BOMB}), "Nội dung bên trong tệp quá lớn"),
    ("a.docx", repacked(WORD, {"word/media/a.bin": BOMB[:9_000_000]}), "Nội dung bên trong tệp quá lớn"),
    ("a.docx", repacked(WORD, {f"x/{n}": b"" for n in range(2_001)}), "Nội dung bên trong tệp quá lớn"),
    ("a.docx", repacked(WORD, {"word/document.xml": b"<x/>" * 1_500_001}), "Nội dung bên trong tệp quá lớn"),
    ("a.docx", repacked(WORD, {}, without=["word/document.xml"]), "Tệp bị hỏng"),
    ("a.docx", repacked(WORD, {"word/document.xml": b"<w:document"}), "Tệp bị hỏng"),
    ("a.xlsx", repacked(EXCEL, {"xl/worksheets/sheet1.xml": b"<worksheet"}), "Tệp bị hỏng"),
    ("a.docx", with_entities(WORD, "word/document.xml"), "Tệp bị hỏng"),
    ("a.xlsx", with_entities(EXCEL, "xl/worksheets/sheet1.xml"), "Tệp bị hỏng"),
    ("a.docx", WORD[: len(WORD) // 2], "Tệp bị hỏng"),
    ("a.docx", b"PK\x03\x04" + b"\0" * 100, "Tệp bị hỏng"),
    ("a.exe", b"MZ", "Tệp phải là Word (.docx), Excel (.xlsx) hoặc văn bản"),
    ("khong-duoi", b"x", "Tệp phải là Word (.docx), Excel (.xlsx) hoặc văn bản"),
    ("", b"x", "Tệp phải là Word (.docx), Excel (.xlsx) hoặc văn bản"),
]


@pytest.mark.parametrize(("name", "data", "sentence"), CASES, ids=[f"{n}-{c[0]}" for n, c in enumerate(CASES)])
def test_a_file_that_cannot_be_read_gets_a_sentence_that_says_what_to_do(name, data, sentence):
    with pytest.raises(Unreadable) as refused:
        read_tables(name, data)

    assert str(refused.value).startswith(sentence)
    assert str(refused.value).endswith(".")


def test_an_archive_whose_sizes_lie_is_damaged_and_not_unpacked():
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as new, ZipFile(BytesIO(WORD)) as old:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    data = bytearray(out.getvalue())
    directory = data.find(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (12).to_bytes(4, "little")

    with pytest.raises(Unreadable, match=r"^Tệp bị hỏng"):
        read_tables("a.docx", bytes(data))


@pytest.mark.parametrize(
    ("name", "inside", "xml"),
    [
        ("a.docx", "word/document.xml", "<w:tc/>"),
        ("a.docx", "word/document.xml", '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc>'),
        ("a.xlsx", "xl/worksheets/sheet1.xml", "<c/>"),
    ],
)
def test_a_row_of_very_many_cells_is_read_in_little_memory(name, inside, xml):
    import tracemalloc

    data = WORD if name == "a.docx" else EXCEL
    end = b"</w:tr>" if name == "a.docx" else b"</row>"
    many = part(data, inside).replace(end, xml.encode() * 60_000 + end, 1)

    tracemalloc.start()
    [table] = read_tables(name, repacked(data, {inside: many}))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert table.rows == (("a", "b"),)
    assert peak < 60_000_000


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    bomb = repacked(WORD, {"word/media/a.bin": BOMB})
    monkeypatch.setattr(ZipFile, "read", lambda *args, **options: pytest.fail("unpacked"))

    with pytest.raises(Unreadable, match="quá lớn"):
        read_tables("a.docx", bomb)


@pytest.mark.parametrize("name", ["ke-hoach-2021.docx", "ke-hoach-2021.xlsx", "ke-hoach-2021.tsv"])
@pytest.mark.parametrize("seed", range(12))
def test_no_damage_to_a_file_ends_in_another_exception(name, seed):
    """A little fuzzing, always with the same damage, so that a failure can be repeated."""
    chance = random.Random(f"{name}{seed}")  # noqa: S311  not a secret
    data = bytearray((SAMPLES / name).read_bytes())
    for _ in range(chance.randrange(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if seed % 3 == 0:
        del data[chance.randrange(len(data)) :]

    assert tables_or_sentence(name, bytes(data))


def tables_or_sentence(name, data):
    try:
        return isinstance(read_tables(name, data), list)
    except Unreadable as refused:
        return str(refused).endswith(".")


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("ke-hoach-2021.docx", "word/document.xml"),
        ("ke-hoach-2021.docx", "word/numbering.xml"),
        ("ke-hoach-2021.xlsx", "xl/worksheets/sheet1.xml"),
        ("ke-hoach-2021.xlsx", "xl/workbook.xml"),
        ("ke-hoach-2021.xlsx", "xl/styles.xml"),
    ],
)
@pytest.mark.parametrize("seed", range(6))
def test_no_damage_inside_a_whole_archive_ends_in_another_exception(name, inside, seed):
    chance = random.Random(f"{name}{inside}{seed}")  # noqa: S311  not a secret
    data = (SAMPLES / name).read_bytes()
    content = bytearray(part(data, inside))
    digits = [place for place, byte in enumerate(content) if chr(byte).isdigit()]
    for place in chance.sample(digits, min(len(digits), 40)):
        content[place] = ord(chance.choice("0123456789x-"))

    assert tables_or_sentence(name, repacked(data, {inside: bytes(content)}))
