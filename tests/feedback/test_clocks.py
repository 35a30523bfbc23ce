"""What is owed by when, while the sender is asked, after more days were granted, on another calendar."""

from datetime import date, datetime, timedelta

import pytest

from core.refusals import NotAllowed
from deadlines import actions as deadlines
from deadlines.agenda import NO_UNIT
from deadlines.changes import Edit, preview
from deadlines.models import DeadlineRule, SpecialDay
from deadlines.terms import Badge
from feedback import clocks
from feedback.actions import handling, reception, senders
from feedback.models import Case
from tests import owed as owing
from tests.conftest import VIETNAM


def at(day, month=11, hour=9):
    return datetime(2026, month, day, hour, tzinfo=VIETNAM)


def due(case, kind="answer"):
    return case.clocks.open().get(kind=kind).due_date


def asked(case, unit_officer, now):
    return handling.ask(case=case, question="Số giấy hẹn?", by=unit_officer, now=now)


def test_a_case_received_on_monday_is_classified_in_two_and_answered_in_fifteen_working_days(received):
    case = received().case

    # Tuesday 24/11 is a day off.
    assert due(case, "classify") == date(2026, 11, 26)
    assert due(case) == date(2026, 12, 15)
    assert case.due_date == date(2026, 11, 26)


def test_without_a_rule_nothing_is_owed(received, rules):
    DeadlineRule.objects.filter(code__startswith="feedback.").delete()

    assert received().case.due_date is None


def test_a_rule_that_is_not_ours_is_forwarded_within_the_five_working_days_of_the_law(received, controller, now):
    case = reception.classify(case=received().case, subject_class="other_rule", by=controller, now=now)

    clock = case.clocks.open().get()
    assert (clock.kind, clock.due_date) == ("forward", date(2026, 12, 1))
    assert (clock.rule.basis, clock.rule.citation) == ("law", "Nghị định 20/2008/NĐ-CP, Điều 9 khoản 1 điểm d")


def test_classified_anew_a_case_owes_an_answer_again_from_its_first_day(received, controller, now):
    case = received().case
    reception.classify(case=case, subject_class="other_rule", by=controller, now=now)

    reception.classify(case=case, subject_class="conduct", by=controller, now=now + timedelta(days=3))

    assert [(clock.kind, clock.start_date) for clock in case.clocks.open()] == [("answer", date(2026, 11, 23))]


def test_while_the_sender_is_asked_the_answer_is_not_due(case_in, unit_officer):
    case = asked(case_in("handling"), unit_officer, at(25))

    clock = case.clocks.get(kind="answer")
    assert (clock.due_date, clock.stands_still) == (None, True)
    assert Case.objects.get(pk=case.pk).due_date == due(case, "supplement") == date(2026, 12, 9)


def test_three_working_days_of_waiting_make_the_answer_due_three_working_days_later(case_in, unit_officer):
    case = asked(case_in("handling"), unit_officer, at(25))

    senders.reply(case=case, text="Số 15.", now=at(30))

    # Waited 26, 27 and 30; 28 and 29 are a weekend.
    assert due(case) == date(2026, 12, 18)
    assert Case.objects.get(pk=case.pk).status == "handling"
    assert [clock.done_date for clock in case.clocks.filter(kind="supplement")] == [date(2026, 11, 30)]


def test_a_reply_on_the_same_day_moves_nothing(case_in, unit_officer):
    case = asked(case_in("handling"), unit_officer, at(25))

    senders.reply(case=case, text="Số 15.", now=at(25, hour=15))

    assert due(case) == date(2026, 12, 15)


def test_two_waits_add_up(case_in, unit_officer):
    case = asked(case_in("handling"), unit_officer, at(25))
    senders.reply(case=case, text="Số 15.", now=at(26))
    asked(case, unit_officer, at(27))
    senders.reply(case=case, text="Ngày 16/11.", now=at(30))

    assert due(case) == date(2026, 12, 17)


def test_the_term_of_the_law_does_not_wait_for_the_sender(received, controller, now):
    case = reception.classify(case=received().case, subject_class="other_rule", by=controller, now=now)

    handling.ask(case=case, question="Văn bản nào?", by=controller, now=at(25))

    assert due(case, "forward") == date(2026, 12, 1)


def test_the_explanation_shows_the_days_of_waiting_as_such(case_in, unit_officer):
    case = asked(case_in("handling"), unit_officer, at(25))
    senders.reply(case=case, text="Số 15.", now=at(30))

    computed = clocks.explained(case.clocks.get(kind="answer"), SpecialDay.objects.calendar())

    assert [day.date.day for day in computed.days if day.paused] == [26, 27, 28, 29, 30]
    assert sum(day.counted for day in computed.days) == 15
    assert computed.due_date == date(2026, 12, 18)


def test_granted_days_are_added_and_the_sender_is_told_why(case_in, unit_officer, leader):
    case = case_in("handling")
    handling.ask_extension(case=case, days=5, reason="Phải xác minh tại cơ sở.", by=unit_officer, now=at(25))

    handling.grant_extension(case=case, by=leader, now=at(25))

    assert due(case) == date(2026, 12, 22)
    told = case.events.public().last()
    assert (told.public_words, told.text) == ("Gia hạn trả lời", "Phải xác minh tại cơ sở.")


def test_refused_days_move_nothing_and_stay_inside(case_in, unit_officer, leader):
    case = case_in("handling")
    handling.ask_extension(case=case, days=5, reason="Phải xác minh.", by=unit_officer, now=at(25))

    handling.refuse_extension(case=case, remarks="Đủ thời gian.", by=leader, now=at(25))

    assert due(case) == date(2026, 12, 15)
    assert case.events.last().is_public is False


def test_only_one_extension_waits_at_a_time(case_in, unit_officer):
    case = case_in("handling")
    handling.ask_extension(case=case, days=5, reason="Phải xác minh.", by=unit_officer, now=at(25))

    with pytest.raises(NotAllowed, match="chờ lãnh đạo quyết định"):
        handling.ask_extension(case=case, days=3, reason="Thêm nữa.", by=unit_officer, now=at(25))


def test_a_day_off_entered_later_moves_an_answer_that_has_waited(case_in, unit_officer, controller):
    case = asked(case_in("handling"), unit_officer, at(25))
    senders.reply(case=case, text="Số 15.", now=at(30))
    change = preview([Edit(date(2026, 12, 4), SpecialDay.Kind.OFF, "Nghỉ bù")], today=date(2026, 11, 30))

    day = {"day": date(2026, 12, 4), "kind": SpecialDay.Kind.OFF, "note": "Nghỉ bù"}
    deadlines.set_special_day(**day, by=controller, now=at(30), seal=change.seal)

    assert [(move.old, move.new) for move in change.moves] == [(date(2026, 12, 18), date(2026, 12, 21))]
    assert due(case) == Case.objects.get(pk=case.pk).due_date == date(2026, 12, 21)
    event = case.events.last()
    assert (event.action, event.by, event.details) == (
        "calendar",
        controller,
        {"hạn trả lời": ["18/12/2026", "21/12/2026"]},
    )


def test_a_day_off_within_the_days_of_waiting_moves_nothing(case_in, unit_officer):
    case = asked(case_in("handling"), unit_officer, at(25))
    senders.reply(case=case, text="Số 15.", now=at(30))

    change = preview([Edit(date(2026, 11, 27), SpecialDay.Kind.OFF, "Nghỉ bù")], today=date(2026, 11, 30))

    assert change.moves == ()


def test_a_case_that_ends_owes_nothing_more(case_in):
    for status in ("refused", "withdrawn"):
        assert case_in(status).clocks.open().count() == 0


def owed(case):
    found = owing.owed("clock", date(2026, 11, 23)).values()
    return [(one.title, one.owner, one.due_date) for one in found if case.number in one.title]


def test_each_step_is_owed_by_whoever_must_take_it(case_in, control_unit, unit):
    control, in_charge, leaders = None, unit.pk, NO_UNIT
    steps = [
        ("handling", "Trả lời", in_charge),
        ("approval", "Duyệt trả lời", leaders),
        ("approved", "Phát hành công văn trả lời", in_charge),
    ]
    for status, words, owners in steps:
        case = case_in(status)
        assert owed(case) == [(f"{words}: phản ánh {case.number}", owners, date(2026, 12, 15))]

    case = case_in("new")
    assert owed(case)[0] == (f"Phân loại: phản ánh {case.number}", control, date(2026, 11, 26))


def test_the_deadlines_name_no_words_of_the_sender(case_in):
    case = case_in("handling", title="Chị Lê Thị Mẫu bị chậm trả kết quả")

    assert "Mẫu" not in owed(case)[0][0]


@pytest.mark.parametrize("count", [1, 5])
def test_a_calendar_change_asks_the_same_number_of_queries_for_any_number_of_cases(
    case_in, unit_officer, count, django_assert_num_queries
):
    for _ in range(count):
        senders.reply(case=asked(case_in("handling"), unit_officer, at(25)), text="Số 15.", now=at(30))

    with django_assert_num_queries(14):
        assert len(preview([Edit(date(2026, 12, 4), "off", "Nghỉ")], today=date(2026, 11, 30)).moves) == count


def test_a_clock_that_was_stopped_late_says_so(case_in, today):
    case = case_in("handling")
    clock = case.clocks.get(kind="answer")
    clock.done_date = date(2026, 12, 17)

    badge = clocks.badge(clock, today, SpecialDay.objects.calendar())

    assert badge == Badge("xong muộn 2 ngày làm việc", "late", is_late=True)
