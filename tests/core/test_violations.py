"""What the database refuses becomes a sentence, on both databases."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from core.refusals import NotAllowed, as_sentences, of_violation
from core.rows import save, validate
from deadlines.models import DeadlineRule, Period, SpecialDay
from feedback.models import Case
from plans.models import Plan, Section, Task
from tests.feedback.factories import CaseFactory
from tests.plans.factories import PlanFactory, SectionFactory, TaskFactory

pytestmark = pytest.mark.django_db


def refused(row, *changed, taken=""):
    with pytest.raises(NotAllowed) as refusal, transaction.atomic():
        save(row, *changed, taken=taken)
    return str(refusal.value), refusal.value.at


def rule(**fields):
    usual = {"code": "a", "title": "Thời hạn", "amount": 5, "start_event": "ngày nhận", "citation": "Luật"}
    return DeadlineRule(**usual | fields)


def test_a_constraint_says_its_own_words():
    save(rule(valid_from=date(2026, 1, 1)))

    assert refused(rule(valid_from=date(2026, 1, 1))) == ("Mã này đã có quy định bắt đầu từ ngày đó.", None)


def test_a_conditional_constraint_of_one_field_says_its_words_there():
    save(rule())

    assert refused(rule()) == ("Mã này đã có quy định không ghi ngày bắt đầu.", "code")


def test_a_check_says_its_own_words():
    period = Period(kind="adhoc", year=2026, title="Kỳ", first_day=date(2026, 2, 1), last_day=date(2026, 1, 1))

    assert refused(period) == ("Ngày cuối kỳ phải từ ngày đầu kỳ trở đi.", None)


def test_a_check_of_one_field_says_its_words_there():
    assert refused(rule(amount=0)) == ("Số ngày phải lớn hơn 0.", "amount")


def test_a_check_without_words_gets_a_sentence_and_is_noted_as_a_fault_of_ours(caplog, now):
    plan = PlanFactory()
    plan.submitted_at = now

    words, at = refused(plan, "submitted_at")

    assert (words, at) == ("Nội dung của kế hoạch chưa khớp nhau nên chưa lưu được. Hãy kiểm tra lại.", None)
    assert [record.getMessage() for record in caplog.records if record.name == "core.refusals"] == [
        "No words for the violated constraint plans_plan_submitted_who_and_when"
    ]


def test_a_unique_field_is_named(now):
    PlanFactory(year=2030)

    assert refused(Plan(year=2030, title="A", symbol="B", created_at=now)) == (
        "Đã có kế hoạch khác cùng năm. Hãy kiểm tra lại.",
        "year",
    )


def test_the_action_may_say_what_is_taken(now):
    PlanFactory(year=2030)

    plan = Plan(year=2030, title="A", symbol="B", created_at=now)
    assert refused(plan, taken="Đã có kế hoạch năm 2030.") == ("Đã có kế hoạch năm 2030.", "year")


def test_a_constraint_of_several_fields_names_them():
    section = SectionFactory()

    again = Section(plan=section.plan, position=section.position, title="Khác")
    assert refused(again) == ("Đã có nhóm việc như vậy.", None)


def test_a_value_that_is_missing_is_named():
    plan = PlanFactory()

    with pytest.raises(NotAllowed) as refusal, transaction.atomic(), as_sentences():
        Plan.objects.filter(pk=plan.pk).update(title=None)

    assert (str(refusal.value), refusal.value.at) == ("Chưa có tên kế hoạch. Hãy bổ sung.", "title")


def test_what_is_used_elsewhere_is_not_deleted():
    task = TaskFactory()

    with pytest.raises(NotAllowed) as refusal, as_sentences():
        task.lead_unit.delete()

    assert str(refusal.value) == "Nội dung này đang được dùng ở nơi khác nên không xóa được."


@pytest.mark.django_db(transaction=True)
def test_what_is_gone_meanwhile_is_said_when_the_transaction_ends():
    case = CaseFactory()
    case.unit_id = 999_999

    with pytest.raises(NotAllowed) as refusal, as_sentences(), transaction.atomic():
        save(case, "unit")

    assert str(refusal.value) == "Một mục được chọn không còn nữa. Hãy tải lại trang rồi chọn lại."
    # SQLite does not say which.
    assert refusal.value.at == {"sqlite": None, "postgresql": "unit"}[connection.vendor]
    assert Case.objects.get().unit is None


def test_what_nobody_knows_gets_a_sentence_too():
    words = "Dữ liệu chưa khớp với quy định nên chưa lưu được. Hãy kiểm tra lại."

    assert str(of_violation(IntegrityError("something else"))) == words


def test_the_own_fields_of_a_row_are_looked_at_without_a_question(django_assert_num_queries):
    task = Task(title="", lead_text="x" * 301, timing="Quý 2")

    with django_assert_num_queries(0), pytest.raises(NotAllowed) as refusal:
        validate(task, "title", "lead_text")

    assert [at for at, _ in refusal.value.places] == ["title", "lead_text"]


def test_only_the_named_fields_are_written():
    task = TaskFactory(title="Cũ")
    Task.objects.filter(pk=task.pk).update(timing="Quý 3", title="Giữa chừng")
    task.title = "Mới"

    save(task, "title")

    assert Task.objects.values_list("title", "timing").get() == ("Mới", "Quý 3")


def test_a_day_of_the_calendar_stands_once():
    SpecialDay.objects.create(date=date(2026, 1, 1), kind="off")

    assert refused(SpecialDay(date=date(2026, 1, 1), kind="off"))[1] == "date"
