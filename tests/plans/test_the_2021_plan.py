"""The main job on real input: the plan of 2021, word for word, from each kind of file."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from plans.models import Milestone, Plan, Task
from tests.plans.conftest import SAMPLES

KIND = Task.Schedule


def paper():
    with open(SAMPLES / "ke-hoach-2021.tsv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def stored(plan):
    return [
        {
            "section": task.section.number,
            "section_title": task.section.title,
            "number": str(task.number),
            "title": task.title,
            "lead": task.lead_text,
            "support": task.support_text,
            "deliverable": task.deliverable_text,
            "timing": task.timing,
        }
        for task in plan.tasks.select_related("section")
    ]


@pytest.mark.parametrize("name", ["ke-hoach-2021.tsv", "ke-hoach-2021.docx", "ke-hoach-2021.xlsx"])
def test_the_sixteen_tasks_are_stored_word_for_word(units, name):
    call_command("import_plan", SAMPLES / name, year=2021, verbosity=0)

    plan = Plan.objects.get(year=2021)
    assert plan.sections.count() == 7
    assert stored(plan) == paper()


def test_a_second_run_changes_nothing(plan_2021):
    before = list(Task.objects.values()), list(Milestone.objects.values()), list(Plan.objects.values())
    out = StringIO()

    call_command("import_plan", SAMPLES / "ke-hoach-2021.docx", year=2021, stdout=out)

    assert (list(Task.objects.values()), list(Milestone.objects.values()), list(Plan.objects.values())) == before
    assert out.getvalue() == "Kế hoạch năm 2021 đã có và giống hệt tệp; không có gì thay đổi.\n"
    assert plan_2021.imports.count() == 1


def test_another_plan_for_the_same_year_is_refused(plan_2021, tmp_path):
    changed = tmp_path / "khac.tsv"
    changed.write_text((SAMPLES / "ke-hoach-2021.tsv").read_text().replace("Bưu điện", "Bưu điện tỉnh"))

    with pytest.raises(CommandError, match="Đã có kế hoạch năm 2021"):
        call_command("import_plan", changed, year=2021)

    assert Task.objects.get(number=16).support_text == "Bưu điện"


def test_unknown_units_stop_the_command_unless_told_to_create_them(db, tmp_path):
    with pytest.raises(CommandError, match="Chưa biết đơn vị “Bộ phận KSTTHC”"):
        call_command("import_plan", SAMPLES / "ke-hoach-2021.tsv", year=2021)

    assert Plan.objects.count() == 0

    call_command("import_plan", SAMPLES / "ke-hoach-2021.tsv", year=2021, create_units=True, verbosity=0)

    assert Task.objects.count() == 16


def test_a_file_that_holds_no_plan_is_refused(db, tmp_path):
    other = tmp_path / "khac.tsv"
    other.write_text("Họ tên\tTuổi\nMột người\t40\n")

    with pytest.raises(CommandError, match="Không tìm thấy bảng nhiệm vụ trong tệp"):
        call_command("import_plan", other, year=2021)


def test_each_timing_is_of_its_kind(plan_2021):
    kinds = dict(plan_2021.tasks.values_list("number", "schedule_kind"))

    assert kinds == {
        1: KIND.QUARTER,
        2: KIND.EXTERNAL,
        3: KIND.QUARTER,
        4: KIND.QUARTER,
        5: KIND.YEAR,
        6: KIND.ONGOING,
        7: KIND.EVENT,
        8: KIND.EVENT,
        9: KIND.ONGOING,
        10: KIND.ONGOING,
        11: KIND.PERIODIC,
        12: KIND.ONGOING,
        13: KIND.ONGOING,
        14: KIND.ONGOING,
        15: KIND.ONGOING,
        16: KIND.ONGOING,
    }


@pytest.mark.parametrize(
    ("number", "lead", "supporting"),
    [
        (1, "Bộ phận KSTTHC", {"Các phòng, đơn vị trực thuộc"}),
        (5, "Các phòng, đơn vị trực thuộc", {"Bộ phận KSTTHC"}),
        (7, "Bộ phận KSTTHC", {"Trung tâm phục vụ hành chính công", "Cổng dịch vụ công quốc gia"}),
        (8, "Bộ phận KSTTHC", {"Trung tâm Thông tin và Ứng dụng khoa học và công nghệ", "Tổ CNTT"}),
        (13, "Bộ phận KSTTHC", {"Văn phòng Sở", "Trung tâm Thông tin và Ứng dụng khoa học và công nghệ"}),
        (15, "Trung tâm Thông tin và Ứng dụng khoa học và công nghệ", {"Các phòng, đơn vị trực thuộc"}),
    ],
)
def test_units_are_recognised_under_their_spellings(plan_2021, number, lead, supporting):
    task = plan_2021.tasks.get(number=number)

    assert task.lead_unit.name == lead
    assert {unit.name for unit in task.supporting_units.all()} == supporting


def test_milestones_follow_from_the_timing(plan_2021):
    due = {number: list(dates) for number, dates in due_dates(plan_2021).items()}

    assert due[1] == [date(2021, 3, 31)]
    assert due[5] == [date(2021, 12, 31)]
    assert due[6] == [date(2021, 3, 14), date(2021, 6, 14), date(2021, 9, 14), date(2021, 12, 14)]
    # Two working days after each cut-off: the sample rule for sending.
    assert due[11] == [date(2021, 3, 16), date(2021, 6, 16), date(2021, 9, 16), date(2021, 12, 16), date(2021, 12, 16)]
    assert 7 not in due
    assert 2 not in due


def due_dates(plan):
    found = {}
    for milestone in Milestone.objects.filter(task__plan=plan).select_related("task"):
        found.setdefault(milestone.task.number, []).append(milestone.due_date)
    return found


def test_the_clone_moves_the_years_and_leaves_results_behind(plan_2021, controller, now):
    from plans.actions import plan as plan_actions

    copy = plan_actions.clone(plan=plan_2021, year=2022, by=controller, now=now)

    assert copy.title == "Kế hoạch kiểm soát thủ tục hành chính năm 2022"
    assert [task.timing for task in copy.tasks.filter(number__lte=5)] == [
        "Quý 1/2022",
        "Sở Tư pháp tổ chức",
        "Quý 1/2022",
        "Quý 1/2022",
        "Trong năm 2022",
    ]
    assert copy.tasks.get(number=1).title == "Xây dựng kế hoạch hoạt động kiểm soát TTHC năm 2022"
    assert copy.tasks.get(number=16).title == plan_2021.tasks.get(number=16).title
    assert due_dates(copy)[6] == [date(2022, 3, 14), date(2022, 6, 14), date(2022, 9, 14), date(2022, 12, 14)]
    assert [unit.name for unit in copy.tasks.get(number=7).supporting_units.all()] == [
        unit.name for unit in plan_2021.tasks.get(number=7).supporting_units.all()
    ]
