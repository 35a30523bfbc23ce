"""How far tasks 12 and 13 of the plan are, as the register of feedback knows it."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from feedback import evidence
from feedback.actions import letters, reception, senders
from feedback.models import Clock
from plans.evidence import propose
from tests.conftest import VIETNAM
from tests.feedback.conftest import letter_fields
from tests.plans.factories import PlanFactory, TaskFactory


@pytest.fixture
def task(rules):
    return TaskFactory(plan=PlanFactory(issued=True), number=12)


@pytest.fixture(autouse=True)
def on_the_last_day_of_the_year():
    with time_machine.travel(datetime(2026, 12, 31, 9, tzinfo=VIETNAM), tick=False):
        yield


def answered(task):
    found = evidence.answered_in_time([task])[task.pk]
    return found.done, found.total, found.late, found.owed, found.overdue


def test_nothing_due_is_said_in_words(task):
    found = evidence.answered_in_time([task])[task.pk]

    assert (found.total, found.words) == (0, "Chưa có phản ánh, kiến nghị nào đến hạn trả lời")


def test_answers_in_time_are_counted_of_those_due(task, case_in):
    case_in("answered")
    case_in("handling")

    assert answered(task) == (1, 2, 1, 1, 1)
    words = evidence.answered_in_time([task])[task.pk].words
    assert words == "Trả lời đúng hạn 1/2 phản ánh, kiến nghị đến hạn; đã trả lời 1"


def test_a_late_answer_is_history_and_no_longer_owed(task, case_in, controller):
    case = case_in("approved")
    late = datetime(2026, 12, 20, 9, tzinfo=VIETNAM)
    letters.issue(case=case, fields=letter_fields(late), by=controller, now=late)

    assert answered(task) == (0, 1, 1, 0, 0)


@pytest.mark.parametrize("status", ["refused", "withdrawn", "forwarded"])
def test_what_ended_without_an_answer_owes_none(task, case_in, status):
    case_in(status)

    assert answered(task)[:2] == (0, 0)


def test_spam_and_what_is_suspected_of_it_count_in_nothing(task, received, controller, now):
    received(suspicions=["Có 9 liên kết."])
    spam = received(suspicions=["Có 9 liên kết."]).case
    reception.discard(case=spam, by=controller, now=now)

    assert answered(task)[:2] == (0, 0)
    assert evidence.received_and_published([task])[task.pk].total == 0


def test_a_case_that_waits_for_its_sender_is_owed_but_not_overdue(task, case_in):
    case_in("waiting")

    assert answered(task) == (0, 0, 0, 1, 0)


def test_a_case_that_was_opened_again_owes_a_second_answer(task, case_in, controller, now):
    case = case_in("answered")
    senders.ask_reopening(case=case, reason="Chưa rõ.", now=now)
    senders.reopen(case=case, by=controller, now=now + timedelta(days=1))

    assert Clock.objects.filter(case=case, kind="answer").count() == 2
    assert answered(task) == (1, 2, 1, 1, 1)


def test_the_section_on_the_site_shows_what_came_and_what_was_published(task, case_in):
    case_in("published")
    case_in("new")

    found = evidence.received_and_published([task])[task.pk]

    assert found.words == "2 phản ánh nhận qua trang; 1 câu trả lời đã công khai"
    assert found.last_date == date(2026, 11, 23)


def test_another_year_counts_its_own(task, case_in):
    other = TaskFactory(plan=PlanFactory(year=2025, issued=True))
    case_in("answered")

    assert evidence.answered_in_time([other])[other.pk].total == 0


def test_the_evidence_asks_a_constant_number_of_queries_for_many_tasks(task, case_in, django_assert_num_queries):
    case_in("answered")
    tasks = [task, *(TaskFactory(plan=task.plan, number=100 + n) for n in range(4))]

    with django_assert_num_queries(1):
        evidence.answered_in_time(tasks)


def test_the_words_of_the_plan_of_2021_lead_to_both_sources():
    twelve = "Xử lý các phản ánh, kiến nghị của cá nhân, tổ chức về quy định hành chính theo quy định"
    thirteen = "Duy trì chuyên mục tiếp nhận, xử lý, phản ánh kiến nghị về thủ tục hành chính"

    assert [propose(twelve), propose(thirteen)] == [["feedback.answered"], ["feedback.reception"]]
