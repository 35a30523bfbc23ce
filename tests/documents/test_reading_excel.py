"""Sheets of .xlsx files as people make them."""

from datetime import date, datetime, time

import pytest

from documents.reading import Unreadable, read_tables
from tests.documents.factories import excel, part, repacked

SHEET = "xl/worksheets/sheet1.xml"


def read(*rows, **options):
    [table] = read_tables("ke-hoach.xlsx", excel(*rows, **options))
    return table


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "1"),
        (1.0, "1"),
        (2.5, "2.5"),
        ("01", "01"),
        (date(2026, 3, 5), "05/03/2026"),
        (datetime(2026, 3, 5, 9, 30), "05/03/2026 09:30"),
        (time(9, 30), "09:30"),
        (True, "Có"),
        ("Kie\u0302\u0309m\u00a0soát", "Kiểm soát"),
        ("một\nhai", "một\nhai"),
    ],
)
def test_a_value_is_read_as_the_officers_write_it(value, text):
    assert read([value]).rows == ((text,),)


def test_empty_rows_are_left_out_and_the_others_know_their_place():
    table = read(["KẾ HOẠCH"], [], ["TT", "Việc"], [1, "a"])

    assert table.rows == (("KẾ HOẠCH", ""), ("TT", "Việc"), ("1", "a"))
    assert [row.line for row in table.rows] == [1, 3, 4]


def test_a_section_row_that_is_merged_across_says_so():
    table = read(["I. NHÓM"], [1, "a", "b"], merged=["A1:C1"])

    assert [(tuple(row), row.merged) for row in table.rows] == [(("I. NHÓM", "", ""), True), (("1", "a", "b"), False)]


def test_a_cell_merged_downwards_says_the_same_in_each_row():
    assert read(["Văn phòng", "a"], [None, "b"], ["x", "c"], merged=["A1:A2"]).rows == (
        ("Văn phòng", "a"),
        ("Văn phòng", "b"),
        ("x", "c"),
    )


def test_missing_cells_at_the_end_are_filled_up():
    assert read(["a", "b", "c"], ["d"]).rows == (("a", "b", "c"), ("d", "", ""))


def test_every_visible_sheet_is_a_table_under_its_name():
    def more(page, book):
        page.title = "KH 2021"
        book.create_sheet("Nháp").append(["x"])
        book.create_sheet("Ẩn").sheet_state = "hidden"

    tables = read_tables("a.xlsx", excel(["a"], change=more))
    assert [table.title for table in tables] == ["Trang tính “KH 2021”", "Trang tính “Nháp”"]


def test_a_formula_gives_the_value_that_excel_stored():
    xml = part(excel(["x"]), SHEET).replace(b"</row>", b'<c r="B1"><f>1+1</f><v>2</v></c></row>')

    [table] = read_tables("a.xlsx", repacked(excel(["x"]), {SHEET: xml}))
    assert table.rows == (("x", "2"),)


def test_a_sheet_that_claims_a_million_rows_is_read_quickly():
    rows = b"".join(b'<row r="%d"/>' % number for number in range(2, 1_000_001))
    data = excel(["a"])
    xml = (
        part(data, SHEET)
        .replace(b'ref="A1"', b'ref="A1:XFD1048576"', 1)
        .replace(b"</sheetData>", rows + b"</sheetData>")
    )

    [table] = read_tables("a.xlsx", repacked(data, {SHEET: xml}))
    assert table.rows == (("a",),)


def test_a_row_at_the_far_end_of_the_sheet_costs_nothing():
    data = excel(["a"])
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'

    [table] = read_tables("a.xlsx", repacked(data, {SHEET: part(data, SHEET).replace(b"</sheetData>", far)}))
    assert table.rows == (("a",),)


def test_a_merge_of_the_whole_sheet_costs_nothing():
    data = excel(["a", "b"], ["c", "d"])
    merge = b'</sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'

    [table] = read_tables("a.xlsx", repacked(data, {SHEET: part(data, SHEET).replace(b"</sheetData>", merge)}))
    assert table.rows == (("a", "b"), ("c", "d"))


def test_more_rows_than_any_plan_has_are_refused():
    with pytest.raises(Unreadable, match=r"^Tệp có hơn 5\.000 dòng\."):
        read(*[[number] for number in range(5_001)])


def test_columns_past_the_sixtieth_are_not_read():
    assert len(read(list(range(100))).rows[0]) == 60
