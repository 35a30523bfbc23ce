"""Every wording of "Thời gian thực hiện" that plans use, and what is made of it."""

from datetime import date

import pytest

from deadlines.models import Period
from plans import schedule
from plans.models import Task

Kind = Task.Schedule


@pytest.mark.parametrize(
    ("timing", "kind", "due_date"),
    [
        ("Quý 1/2021", Kind.QUARTER, date(2021, 3, 31)),
        ("Quý I/2021", Kind.QUARTER, date(2021, 3, 31)),
        ("Quý I năm 2021", Kind.QUARTER, date(2021, 3, 31)),
        ("Quý IV", Kind.QUARTER, date(2021, 12, 31)),
        ("quý 02 / 2021", Kind.QUARTER, date(2021, 6, 30)),
        ("Trong năm 2021", Kind.YEAR, date(2021, 12, 31)),
        ("Trong năm", Kind.YEAR, date(2021, 12, 31)),
        ("Cả năm 2021", Kind.YEAR, date(2021, 12, 31)),
        ("Thường xuyên", Kind.ONGOING, None),
        ("Thường xuyên trong năm", Kind.ONGOING, None),
        ("Ngay khi có quyết định công bố của UBND tỉnh", Kind.EVENT, None),
        ("Khi phát sinh", Kind.EVENT, None),
        ("Hàng quý, năm hoặc đột xuất", Kind.PERIODIC, None),
        ("Định kỳ hàng tháng", Kind.PERIODIC, None),
        ("Sở Tư pháp tổ chức", Kind.EXTERNAL, None),
        ("Theo kế hoạch của UBND tỉnh", Kind.EXTERNAL, None),
        ("15/6/2021", Kind.DATE, date(2021, 6, 15)),
        ("Trước ngày 15/06/2021", Kind.DATE, date(2021, 6, 15)),
        ("Trước 31/01", Kind.DATE, date(2021, 1, 31)),
        ("Từ 01/3/2021 đến 15/4/2021", Kind.DATE, date(2021, 4, 15)),
        ("Tháng 2/2021", Kind.DATE, date(2021, 2, 28)),
        ("Tháng 12", Kind.DATE, date(2021, 12, 31)),
        ("Quý 5/2021", Kind.UNREAD, None),
        ("Quý II và Quý III", Kind.UNREAD, None),
        ("Quý 1, 2, 3/2021", Kind.UNREAD, None),
        ("Quý I-II/2021", Kind.UNREAD, None),
        ("Quý III năm 2021 (trước ngày 15/9/2021)", Kind.DATE, date(2021, 9, 15)),
        ("Trước 30/6 hàng năm", Kind.DATE, date(2021, 6, 30)),
        ("Hàng quý, trước ngày 20/12/2021", Kind.PERIODIC, None),
        ("31/12/9999", Kind.UNREAD, None),
        ("Quý 1/0000", Kind.UNREAD, None),
        ("Quý I, II, III, IV/2021", Kind.UNREAD, None),
        ("Quý I-IV/2021", Kind.UNREAD, None),
        ("6 tháng đầu năm 2021", Kind.DATE, date(2021, 6, 30)),
        ("6 tháng cuối năm", Kind.DATE, date(2021, 12, 31)),
        ("Định kỳ 6 tháng, năm", Kind.PERIODIC, None),
        ("15/6; 15/12/2021", Kind.UNREAD, None),
        ("Trước 30/6 và 31/12", Kind.UNREAD, None),
        ("Ngay khi ban hành; chậm nhất 30/9/2021", Kind.DATE, date(2021, 9, 30)),
        ("31/02/2021", Kind.UNREAD, None),
        ("Sau Tết", Kind.UNREAD, None),
        ("", Kind.UNREAD, None),
    ],
)
def test_a_timing_is_read_as_its_kind_and_date(timing, kind, due_date):
    reading = schedule.read(timing, 2021)

    assert (reading.kind, reading.due_date) == (kind, due_date)


def test_a_periodic_timing_names_its_periods():
    assert schedule.period_kinds("Hàng quý, năm hoặc đột xuất") == (Period.Kind.QUARTER, Period.Kind.YEAR)
    assert schedule.period_kinds("Định kỳ hàng tháng, quý, 6 tháng, năm") == (
        Period.Kind.MONTH,
        Period.Kind.QUARTER,
        Period.Kind.HALF,
        Period.Kind.YEAR,
    )
    assert schedule.period_kinds("Báo cáo quý, 6 tháng, 9 tháng và năm") == (
        Period.Kind.QUARTER,
        Period.Kind.HALF,
        Period.Kind.NINE_MONTHS,
        Period.Kind.YEAR,
    )


def test_a_year_that_is_not_the_plans_is_noticed():
    assert schedule.read("Quý 1/2020", 2021).warning == "Thời gian ghi năm 2020, kế hoạch của năm 2021."
    assert schedule.read("Quý 1/2021", 2021).warning == ""


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Quý 1/2021", "Quý 1/2022"),
        ("Trong năm 2021", "Trong năm 2022"),
        ("từ 15/12/2020 đến 14/12/2021", "từ 15/12/2021 đến 14/12/2022"),
        ("theo Quyết định 45/2016/QĐ-TTg", "theo Quyết định 45/2016/QĐ-TTg"),
        ("theo Quyết định 12/2021/QĐ-UBND", "theo Quyết định 12/2021/QĐ-UBND"),
        ("hồ sơ số 20210", "hồ sơ số 20210"),
        ("Kế hoạch số 12/KH-UBND ngày 15/01/2021", "Kế hoạch số 12/KH-UBND ngày 15/01/2021"),
        ("Luật số 61/2020/QH14 ngày 17 tháng 6 năm 2020", "Luật số 61/2020/QH14 ngày 17 tháng 6 năm 2020"),
        ("giai đoạn 2021-2025", "giai đoạn 2021-2025"),
        ("Luật số 12/2021 ngày", "Luật số 12/2021 ngày"),
        ("Quý 1-2021", "Quý 1-2022"),
        ("15-06-2021", "15-06-2022"),
        ("năm 2021 theo 12/KH-UBND, quý 2/2021", "năm 2022 theo 12/KH-UBND, quý 2/2022"),
    ],
)
def test_the_years_of_a_plan_move_but_numbers_of_papers_stay(text, moved):
    assert schedule.shift_years(text, 1, 2021) == moved
