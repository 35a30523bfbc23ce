"""What real files have: merged sections, headings on each page, numbers typed by hand, cells left out."""

import pytest

from documents.reading import read_text
from organization.models import Unit
from plans import importing
from tests.factories import UnitFactory

HEADING = "Số TT\tNội dung công việc\tBộ phận chủ trì\tBộ phận phối hợp\tKết quả\tThời gian thực hiện\n"


def parse(body, heading=HEADING):
    return importing.parse(read_text(heading + body), 2021)


def messages(parsed):
    return [(problem.line, problem.words, problem.blocking) for problem in parsed.problems]


@pytest.mark.parametrize("typed", ["7", "07", "7.", "7)", " 7 ", "7.0"])
def test_a_number_is_read_however_it_is_typed(typed):
    parsed = parse(f"{typed}\tViệc\tVăn phòng\t\t\tQuý 1/2021\n")

    assert [row.number for row in parsed.rows] == [7]
    assert parsed.problems == []


@pytest.mark.parametrize(
    "line",
    ["II\tRÀ SOÁT TTHC\t\t\t\t\n", "II. RÀ SOÁT TTHC\n", "II.\tRÀ SOÁT TTHC\n", "II - RÀ SOÁT TTHC\n"],
)
def test_a_section_row_is_no_task(line):
    parsed = parse(line + "1\tViệc\tVăn phòng\t\t\tQuý 1/2021\n")

    assert [(row.section, row.section_title, row.title) for row in parsed.rows] == [("II", "RÀ SOÁT TTHC", "Việc")]


def test_headings_repeated_on_each_page_and_column_numbers_are_dropped():
    page = "(1)\t(2)\t(3)\t(4)\t(5)\t(6)\n"
    parsed = parse(page + "1\tA\tX\t\t\tQuý 1/2021\n" + HEADING + page + "2\tB\tX\t\t\tQuý 1/2021\n")

    assert [(row.number, row.title) for row in parsed.rows] == [(1, "A"), (2, "B")]
    assert parsed.problems == []


def test_missing_trailing_cells_are_empty():
    parsed = parse("1\tViệc\tVăn phòng\n")

    assert (parsed.rows[0].support, parsed.rows[0].deliverable, parsed.rows[0].timing) == ("", "", "")
    assert messages(parsed) == [(2, "Chưa đọc được thời gian này: giữ nguyên văn, cần nhập ngày.", False)]


def test_a_number_that_cannot_be_read_is_proposed():
    parsed = parse("1\tA\tX\t\t\tQuý 1/2021\n\tB\tX\t\t\tQuý 1/2021\n")

    assert [row.number for row in parsed.rows] == [1, 2]
    assert messages(parsed) == [(3, "Không đọc được số thứ tự; sẽ lưu là 2.", False)]


def test_each_problem_stands_at_its_row():
    parsed = parse("1\tA\t\t\t\tQuý 1/2021\n1\t\tX\t\t\tQuý 1/2020\n")

    assert messages(parsed) == [
        (2, "Thiếu bộ phận chủ trì. Hãy điền trong tệp rồi tải lại.", True),
        (3, "Số thứ tự 1 đã có ở dòng trên. Hãy sửa trong tệp rồi tải lại.", True),
        (3, "Thiếu nội dung công việc. Hãy điền trong tệp rồi tải lại.", True),
        (3, "Thời gian ghi năm 2020, kế hoạch của năm 2021.", False),
    ]


def test_columns_may_stand_in_another_order_under_other_words():
    parsed = parse("Quý 1/2021\tVăn phòng\tRà soát\t3\n", heading="Tiến độ\tĐơn vị chủ trì\tNhiệm vụ\tSTT\n")

    assert [(row.number, row.title, row.lead, row.timing) for row in parsed.rows] == [
        (3, "Rà soát", "Văn phòng", "Quý 1/2021")
    ]


def test_a_table_without_the_needed_columns_is_no_plan():
    parsed = importing.parse(read_text("Họ tên\tTuổi\nMột người\t40\n"), 2021)

    assert messages(parsed) == [(0, importing.NO_TABLE, True)]


def test_the_signature_under_the_plan_is_no_task():
    plan = read_text(HEADING + "1\tA\tX\t\t\tQuý 1/2021\n")
    signature = read_text("Nơi nhận:\tGIÁM ĐỐC\n")

    assert [row.title for row in importing.parse([*plan, *signature], 2021).rows] == ["A"]


def test_a_plan_table_cut_in_two_goes_on():
    plan = read_text(HEADING + "1\tA\tX\t\t\tQuý 1/2021\n")
    rest = read_text("2\tB\tX\t\t\tQuý 1/2021\n")

    assert [row.title for row in importing.parse([*plan, *rest], 2021).rows] == ["A", "B"]


@pytest.fixture
def index(db):
    for name in ["Các phòng, đơn vị trực thuộc", "Văn phòng Sở", "Sở Tư pháp"]:
        UnitFactory(name=name)
    return Unit.objects.by_name()


@pytest.mark.parametrize(
    ("text", "names", "unknown"),
    [
        ("Các Phòng, đơn vị trực thuộc", ["Các phòng, đơn vị trực thuộc"], []),
        ("Văn phòng Sở, Sở Tư pháp", ["Văn phòng Sở", "Sở Tư pháp"], []),
        ("Văn phòng Sở; Các phòng, đơn vị trực thuộc", ["Văn phòng Sở", "Các phòng, đơn vị trực thuộc"], []),
        ("VĂN PHÒNG SỞ", ["Văn phòng Sở"], []),
        ("Bưu điện", [], ["Bưu điện"]),
        ("Các hội, đoàn thể", [], ["Các hội, đoàn thể"]),
        ("Văn phòng Sở, Bưu điện", ["Văn phòng Sở"], ["Bưu điện"]),
        ("", [], []),
    ],
)
def test_units_are_matched_in_a_cell(index, text, names, unknown):
    units, left = importing.match_units(text, index)

    assert ([unit.name for unit in units], left) == (names, unknown)


@pytest.mark.parametrize("mark", ["-", "–", "…", ";", " , ", ""])
def test_a_mark_for_nothing_names_no_unit(mark):
    parsed = parse(f"1\tViệc\t{mark}\t{mark}\t\tQuý 1/2021\n")

    assert (parsed.rows[0].lead, parsed.rows[0].support) == ("", "")
    assert messages(parsed) == [(2, "Thiếu bộ phận chủ trì. Hãy điền trong tệp rồi tải lại.", True)]


@pytest.mark.parametrize("column", [2, 3, 4, 5])
def test_a_cell_that_does_not_fit_is_a_problem_of_its_row(column):
    cells = ["1", "Việc", "X", "", "", "Quý 1/2021"]
    cells[column] = "dài " * 150

    assert next(problem.blocking for problem in parse("\t".join(cells)).problems) is True


def test_numbers_that_begin_again_in_each_group_are_counted_on():
    parsed = parse("I\tNHÓM MỘT\n1\tA\tX\t\t\tQuý 1/2021\nII\tNHÓM HAI\n1\tB\tX\t\t\tQuý 1/2021\n")

    assert [(row.section, row.number) for row in parsed.rows] == [("I", 1), ("II", 2)]
    assert messages(parsed) == [(5, "Số thứ tự được đánh lại trong từng nhóm; sẽ lưu là 2.", False)]


def test_groups_marked_by_letters_and_empty_groups():
    parsed = parse("A\tNHÓM MỘT\n1\tViệc\tX\t\t\tQuý 1/2021\nB\tNHÓM HAI\n")

    assert [row.section for row in parsed.rows] == ["A"]
    assert messages(parsed) == [(4, "Nhóm “B NHÓM HAI” không có nhiệm vụ nào nên không được lưu.", False)]


def test_a_number_of_five_thousand_digits_is_no_number():
    parsed = parse("9" * 5000 + "\tViệc\tX\t\t\tQuý 1/2021\n")

    assert [row.number for row in parsed.rows] == [1]


@pytest.mark.parametrize(
    ("cell", "names", "stored"),
    [
        ("Văn phòng Sở\nSở Tư pháp", ["Văn phòng Sở", "Sở Tư pháp"], "Văn phòng Sở; Sở Tư pháp"),
        ("Văn phòng\nSở", ["Văn phòng Sở"], "Văn phòng Sở"),
        ("Văn phòng Sở;\nSở Tư pháp", ["Văn phòng Sở", "Sở Tư pháp"], "Văn phòng Sở; Sở Tư pháp"),
    ],
)
def test_lines_in_a_cell_part_names_or_break_one(index, cell, names, stored):
    assert [unit.name for unit in importing.match_units(cell, index)[0]] == names
    assert importing.on_one_line(cell, index) == stored
