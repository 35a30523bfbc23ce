"""Tables as text, in the encodings that Vietnamese offices have on their disks."""

import pytest

from documents.reading import Unreadable, read_tables, read_text

TEXT = "Số TT\tNội dung công việc\n1\tKiểm soát thủ tục hành chính, Đặng Ưỡng\n"
ROWS = (("Số TT", "Nội dung công việc"), ("1", "Kiểm soát thủ tục hành chính, Đặng Ưỡng"))


def windows_1258(text):
    """As Windows types it: the tone is a letter of its own after its vowel, which keeps hat and horn."""
    import unicodedata

    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
        out.append(base + "".join(tones))
    return "".join(out).encode("cp1258")


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        windows_1258(TEXT),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8 with BOM", "utf-16", "utf-16 big end", "windows-1258", "lines of Windows", "lines of Mac"],
)
def test_every_usual_encoding_gives_the_same_letters(data):
    [table] = read_tables("ke-hoach.txt", data)

    assert table.rows == ROWS


@pytest.mark.parametrize("name", ["a.tsv", "a.txt", "a.csv", "A.TXT"])
def test_the_name_may_end_in_any_usual_way(name):
    assert read_tables(name, TEXT.encode())[0].rows == ROWS


def test_pasted_text_is_read_like_a_file():
    assert read_text(TEXT)[0].rows == ROWS


def test_a_cell_in_quotes_keeps_its_line_break():
    assert read_text('1\t"một\nhai"\tba\n2\tx\n')[0].rows == (("1", "một\nhai", "ba"), ("2", "x", ""))


def test_a_quotation_mark_inside_a_cell_stays():
    assert read_text('13\tvề thủ tục hành chính" trên Trang\n')[0].rows == (
        ("13", 'về thủ tục hành chính" trên Trang'),
    )


def test_a_quotation_mark_that_nobody_closed_does_not_swallow_the_rows_after_it():
    assert read_text('1\t"a\n2\tb\n')[0].rows == (("1", '"a'), ("2", "b"))


def test_the_lines_of_a_row_are_counted_as_an_editor_counts_them():
    assert [row.line for row in read_text("a\tb\n\n1\t2\n")[0].rows] == [1, 3]


@pytest.mark.parametrize("text", ["1;Việc;x\n2;Khác;y\n", "1,Việc,x\n2,Khác,y\n"])
def test_a_csv_of_excel_is_parted_by_its_own_sign(text):
    assert read_tables("a.csv", text.encode())[0].rows == (("1", "Việc", "x"), ("2", "Khác", "y"))


def test_half_a_letter_at_the_end_is_said_and_not_guessed():
    with pytest.raises(Unreadable, match=r"UTF-8"):
        read_tables("a.txt", TEXT.encode()[:-10] + "ư".encode()[:1])


def test_bytes_that_are_no_text_are_said():
    with pytest.raises(Unreadable, match=r"^Tệp không phải là văn bản thuần"):
        read_tables("a.txt", b"\x7fELF\x02\x01\x00\x00\x00")


def test_text_without_any_table_is_one_column():
    assert read_text("Kính gửi\nông bà")[0].rows == (("Kính gửi",), ("ông bà",))


def test_very_long_text_in_a_cell_is_refused_or_cut_but_never_kept_whole():
    assert len(read_text("1\t" + "a" * 100_000)[0].rows[0][1]) == 20_000
