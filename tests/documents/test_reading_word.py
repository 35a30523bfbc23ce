"""Tables of .docx files as people make them."""

from documents.reading import read_tables
from tests.documents.factories import across, cell, row, word

PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def read(*tables):
    return [list(table.rows) for table in read_tables("ke-hoach.docx", word(*tables))]


def test_each_table_is_given_with_its_rows():
    assert read([["a", "b"], ["c", "d"]], [["e"]]) == [[("a", "b"), ("c", "d")], [("e",)]]


def test_a_row_knows_its_place_and_a_table_its_name():
    [table] = read_tables("ke-hoach.docx", word([["a"], [""], ["b"]]))

    assert (table.title, [line.line for line in table.rows]) == ("Bảng 1", [1, 3])


def test_a_section_row_that_is_merged_across_says_so():
    [table] = read_tables("a.docx", word(row(cell("I"), across("NHÓM", 5)) + row(*[cell(text) for text in "abcdef"])))

    assert table.rows == (("I", "NHÓM", "", "", "", ""), tuple("abcdef"))
    assert [line.merged for line in table.rows] == [True, False]


def test_two_merged_cells_of_six_are_no_section_row():
    rows = row(cell("1"), across("Việc", 2), cell("x"), cell("y"), cell("z")) + row(*[cell(text) for text in "abcdef"])
    [table] = read_tables("a.docx", word(rows))

    assert table.rows[0] == ("1", "Việc", "", "x", "y", "z")
    assert table.rows[0].merged is False


def test_a_cell_merged_downwards_says_the_same_in_each_row():
    rows = (
        row(cell("1"), cell("Văn phòng", '<w:vMerge w:val="restart"/>'))
        + row(cell("2"), cell("", "<w:vMerge/>"))
        + row(cell("3"), cell("Khác"))
    )
    assert read(rows) == [[("1", "Văn phòng"), ("2", "Văn phòng"), ("3", "Khác")]]


def test_missing_cells_at_the_end_are_filled_up():
    assert read(row(cell("a"), cell("b"), cell("c")) + row(cell("d"))) == [[("a", "b", "c"), ("d", "", "")]]


def test_a_row_that_begins_later_keeps_its_columns():
    rows = row(cell("a"), cell("b")) + row(cell("x"), properties='<w:gridBefore w:val="1"/>')
    assert read(rows) == [[("a", "b"), ("", "x")]]


def test_line_breaks_and_paragraphs_in_a_cell_become_line_breaks():
    rows = row(
        cell("một\nhai"), f"<w:tc>{PARAGRAPH.format('ba')}{PARAGRAPH.format('')}{PARAGRAPH.format('bốn')}</w:tc>"
    )
    assert read(rows) == [[("một\nhai", "ba\nbốn")]]


def test_decomposed_letters_hard_blanks_and_invisible_characters_are_tidied():
    assert read([["Kie\u0302\u0309m\u00a0 soa\u0301t\u200b ", "TT\u00adHC"]]) == [[("Kiểm soát", "TTHC")]]


def test_a_table_within_a_table_stands_on_its_own():
    inner = "<w:tbl><w:tblPr/><w:tblGrid/>" + row(cell("trong")) + "</w:tbl>"
    rows = row(f"<w:tc>{PARAGRAPH.format('ngoài')}{inner}{PARAGRAPH.format('')}</w:tc>")

    assert read(rows) == [[("ngoài",)], [("trong",)]]


def test_rows_and_text_inside_content_controls_are_read():
    control = f"<w:sdt><w:sdtContent>{row(cell('b'))}</w:sdtContent></w:sdt>"
    text = "<w:tc><w:p><w:sdt><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt></w:p></w:tc>"

    assert read(row(text) + control) == [[("a",), ("b",)]]


def test_a_change_under_review_is_read_as_accepted():
    text = (
        "<w:tc><w:p><w:del><w:r><w:delText>Quý 1</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>Quý 2</w:t></w:r></w:ins></w:p></w:tc>"
    )
    assert read(row(text) + row(cell("bỏ"), properties="<w:del/>")) == [[("Quý 2",)]]


def test_numbers_that_word_makes_itself_are_read():
    from docx import Document

    from tests.documents.factories import saved

    document = Document()
    table = document.add_table(rows=3, cols=2)
    for line in table.rows:
        paragraph = line.cells[0].paragraphs[0]
        numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbers.get_or_add_ilvl().val, numbers.get_or_add_numId().val = 0, decimal_list(document)
        line.cells[1].text = "Việc"

    [read_back] = read_tables("a.docx", saved(document))
    assert read_back.rows == (("1.", "Việc"), ("2.", "Việc"), ("3.", "Việc"))


def decimal_list(document):
    """A list of Word's own template that counts 1. 2. 3."""
    from documents.reading.numbering import Numbering

    levels = Numbering.of(document).levels
    return int(next(key[0] for key, level in levels.items() if (level.style, level.text) == ("decimal", "%1.")))


def test_a_document_without_a_table_has_none():
    assert read() == []
