from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from documents import sheets
from documents.cells import CUT, LONGEST
from documents.sheets import Column, Sheet, SheetRow
from tests.conftest import VIETNAM

HOSTILE = ["=1+1", "@SUM(A1)", "+1", "-1", "\t=1+1", "\r\n=1+1", "#N/A", '=HYPERLINK("http://x")', "TRUE", "'=1"]


def book(*rows, columns=None, heading_lines=()):
    columns = columns or [Column("Cột", 30)]
    sheet = Sheet("Kế hoạch", columns, rows, list(heading_lines))
    return sheets.workbook([sheet], title="Kế hoạch năm 2026", creator="Sở Khoa học và Công nghệ")


def opened(data):
    return load_workbook(BytesIO(data)).active


def cell_of(value):
    return opened(book(SheetRow((value,))))["A2"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text_whatever_it_begins_with(text):
    cell = cell_of(text)

    assert cell.data_type == "s"
    assert cell.quotePrefix is True
    assert cell.value.strip() == text.strip()


def test_the_file_holds_no_formula_for_hostile_text():
    with ZipFile(BytesIO(book(*[SheetRow((text,)) for text in HOSTILE]))) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")

    assert b"<f>" not in xml
    assert b"<f " not in xml


def test_control_characters_are_left_out():
    assert cell_of("Chậm\x0b trả\x00 kết\x1f quả\ufffe").value == "Chậm trả kết quả"


def test_line_breaks_stay():
    assert cell_of("một\r\nhai\rba\nbốn").value == "một\nhai\nba\nbốn"


def test_text_that_is_too_long_ends_with_a_mark_that_says_so():
    value = cell_of("a" * (LONGEST + 1)).value

    assert (len(value), value.endswith(CUT)) == (LONGEST, True)


def test_text_that_just_fits_is_whole():
    assert cell_of("a" * LONGEST).value == "a" * LONGEST


@pytest.mark.parametrize(
    ("value", "kept", "shown_as"),
    [
        (7, 7, "#,##0"),
        (2.5, 2.5, "#,##0.0#"),
        (Decimal("2.5"), 2.5, "#,##0.0#"),
        (date(2026, 3, 5), datetime(2026, 3, 5), "dd/mm/yyyy"),
        (datetime(2026, 3, 5, 9, 30, tzinfo=VIETNAM), datetime(2026, 3, 5, 9, 30), "dd/mm/yyyy hh:mm"),
    ],
)
def test_numbers_and_dates_are_real(value, kept, shown_as):
    cell = cell_of(value)

    assert (cell.value, cell.number_format) == (kept, shown_as)


@pytest.mark.parametrize(
    ("value", "words"),
    [(True, "Có"), (False, "Không"), (None, None), (float("nan"), "nan"), (date(1802, 1, 2), "02/01/1802")],
)
def test_what_excel_cannot_hold_is_written_in_words(value, words):
    assert cell_of(value).value == words


def test_a_group_runs_across_the_columns_that_are_left():
    columns = [Column("TT", 6), Column("Nội dung", 50), Column("Hạn", 14)]
    page = opened(book(SheetRow(("I", "NHÓM VIỆC"), style="group"), SheetRow((1, "Việc", "Quý 1")), columns=columns))

    assert [str(span) for span in page.merged_cells.ranges] == ["B2:C2"]
    assert (page["B2"].value, page["B2"].font.bold, page["B3"].font.bold) == ("NHÓM VIỆC", True, False)


def test_a_group_of_one_text_runs_across_the_whole_table():
    page = opened(book(SheetRow(("I. NHÓM VIỆC",), style="group"), columns=[Column("TT", 6), Column("Nội dung", 50)]))

    assert [str(span) for span in page.merged_cells.ranges] == ["A2:B2"]


def test_merged_text_has_room_for_its_lines():
    columns = [Column("TT", 6), Column("Nội dung", 20), Column("Hạn", 10)]
    page = opened(book(SheetRow(("I", "NHÓM VIỆC " * 10), style="group"), columns=columns))

    assert page.row_dimensions[2].height == 4 * 17


def test_short_rows_are_filled_up_and_long_ones_cut():
    columns = [Column("A"), Column("B")]
    page = opened(book(SheetRow(("một",)), SheetRow(("một", "hai", "ba")), columns=columns))

    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2)] == [["một", None], ["một", "hai"]]


def test_the_sheet_prints_on_a4_across_with_its_heading_on_each_page():
    columns = [Column("TT", 6), Column("Nội dung", 50)]
    page = opened(book(SheetRow((1, "Việc")), columns=columns, heading_lines=["KẾ HOẠCH", "năm 2026"]))

    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage is True
    assert page.print_area == "'Kế hoạch'!$A$1:$B$4"
    assert page.print_title_rows == "$3:$3"
    assert page.freeze_panes == "A4"


def test_text_is_wrapped_where_its_column_says_so():
    page = opened(book(SheetRow(("a", "b")), columns=[Column("A"), Column("B", wrap=False)]))

    assert (page["A2"].alignment.wrap_text, page["B2"].alignment.wrap_text) == (True, None)


def test_a_table_without_rows_has_its_heading():
    page = opened(book(columns=[Column("TT"), Column("Nội dung")]))

    assert [cell.value for cell in page[1]] == ["TT", "Nội dung"]


def test_rows_may_come_from_a_generator():
    sheet = Sheet("Kế hoạch", [Column("TT")], (SheetRow((number,)) for number in range(3)))

    assert opened(sheets.workbook([sheet])).max_row == 4


def test_sheets_with_the_same_or_an_impossible_name_get_one_that_excel_takes():
    names = ["Quý 1/2026", "Quý 1:2026", "", "x" * 40, "x" * 40]
    data = sheets.workbook([Sheet(name, [Column("A")], []) for name in names])

    titles = load_workbook(BytesIO(data)).sheetnames
    assert titles == ["Quý 1 2026", "Quý 1 2026 (2)", "Trang", "x" * 31, "x" * 27 + " (2)"]


def test_the_file_names_the_agency_and_no_machine_or_library():
    properties = load_workbook(BytesIO(book())).properties

    assert (properties.creator, properties.lastModifiedBy) == ("Sở Khoa học và Công nghệ", None)
    assert properties.title == "Kế hoạch năm 2026"


def test_a_row_is_as_high_as_its_longest_cell():
    columns = [Column("Số TT", 7, centred=True), Column("Nội dung", 20)]
    rows = [
        SheetRow((1, "ngắn")),
        SheetRow((2, "mười chữ " * 10)),
        SheetRow((3, "dòng\ndòng\ndòng")),
        SheetRow((4, "dài " * 9000)),
    ]

    page = opened(book(*rows, columns=columns))

    assert [page.row_dimensions[row].height for row in (2, 3, 4, 5)] == [None, 5 * 17, 3 * 17, 409]
    assert page["A2"].alignment.horizontal == "center"
