"""Changing the calendar: what would move, and that exactly that moves, once, with its event."""

from datetime import date

import pytest

from core.refusals import NotAllowed
from deadlines import actions, changes, moves
from deadlines.changes import Edit
from deadlines.models import CalendarYear, SpecialDay
from organization.models import AuditEvent
from plans.models import Milestone
from tests.deadlines.factories import DeadlineRuleFactory, SpecialDayFactory
from tests.factories import UserFactory
from tests.plans.factories import MilestoneFactory
from tests.together import together

FRIDAY, MONDAY, TUESDAY = date(2026, 3, 13), date(2026, 3, 16), date(2026, 3, 17)
REST = Edit(MONDAY, "off", "Nghỉ hoán đổi")


@pytest.fixture
def rule(db):
    return DeadlineRuleFactory(amount=1)


@pytest.fixture
def due(rule):
    """A term one working day after Friday, due on Monday, and one that the change does not touch."""
    MilestoneFactory(title="Việc xa", rule=rule, start_date=date(2026, 6, 1), due_date=date(2026, 6, 2))
    return MilestoneFactory(title="Việc gần", rule=rule, start_date=FRIDAY, due_date=MONDAY)


def preview():
    return changes.preview([REST], today=FRIDAY)


def told(change):
    return [(move.title.split(" – ")[1], move.old, move.new) for move in change.moves]


def test_a_preview_tells_which_open_deadlines_would_move_and_writes_nothing(due):
    change = preview()

    assert told(change) == [("Việc gần", MONDAY, TUESDAY)]
    assert change.lines == [(MONDAY, "", "Ngày nghỉ: Nghỉ hoán đổi")]
    assert (SpecialDay.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_a_date_without_a_rule_stands_where_people_set_it(db):
    MilestoneFactory(due_date=MONDAY)

    assert told(preview()) == []


def test_an_edit_that_changes_nothing_is_left_out(due):
    SpecialDayFactory(date=MONDAY, note="Nghỉ hoán đổi")

    change = preview()

    assert (change.edits, change.moves) == ((), ())


def test_setting_a_day_moves_the_deadlines_with_one_event_each(due, controller, now):
    change = preview()

    actions.set_special_day(day=MONDAY, kind="off", note=REST.note, by=controller, now=now, seal=change.seal)

    due.refresh_from_db()
    assert due.due_date == TUESDAY
    assert sorted(AuditEvent.objects.values_list("action", "target_type")) == [
        ("deadlines.day_set", "deadlines.calendaryear"),
        ("plans.milestone_moved", "plans.task"),
    ]


def test_the_event_of_a_day_hangs_on_its_year_and_keeps_old_and_new(due, controller, now):
    SpecialDayFactory(date=MONDAY, note="Nghỉ cũ")

    actions.set_special_day(day=MONDAY, kind="off", note="Nghỉ mới", by=controller, now=now)

    event = AuditEvent.objects.of(CalendarYear.objects.get(year=2026)).get()
    assert event.changes == {"16/03/2026": ["Ngày nghỉ: Nghỉ cũ", "Ngày nghỉ: Nghỉ mới"]}
    assert (event.actor_name, event.at) == (str(controller), now)


def test_removing_a_day_moves_the_deadlines_back(due, controller, now):
    actions.set_special_day(day=MONDAY, kind="off", note="Nghỉ", by=controller, now=now)

    actions.remove_special_day(day=MONDAY, by=controller, now=now)

    due.refresh_from_db()
    assert due.due_date == MONDAY
    assert SpecialDay.objects.count() == 0
    assert AuditEvent.objects.filter(action="plans.milestone_moved").count() == 2


def test_removing_a_day_that_is_not_on_the_list_is_refused(db, controller, now):
    with pytest.raises(NotAllowed):
        actions.remove_special_day(day=MONDAY, by=controller, now=now)


def test_a_confirmation_of_what_is_no_longer_true_changes_nothing(due, controller, now):
    seen = preview().seal
    MilestoneFactory(title="Việc mới", rule=due.rule, start_date=FRIDAY, due_date=MONDAY)

    with pytest.raises(actions.PreviewIsStale):
        actions.set_special_day(day=MONDAY, kind="off", note=REST.note, by=controller, now=now, seal=seen)

    assert (SpecialDay.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_a_seal_notices_that_somebody_else_has_edited_the_day(due, controller, now):
    seen = preview().seal
    SpecialDayFactory(date=MONDAY, kind="off", note="Người khác ghi")

    assert preview().seal != seen


@pytest.mark.parametrize("changed", [{"due_date": TUESDAY}, {"due_date": None}])
def test_a_term_that_another_person_moved_in_the_meantime_stops_the_change(due, controller, now, monkeypatch, changed):
    """The row changes after the list was read again and before it is written."""
    record = actions._record

    def meanwhile(*args, **kwargs):
        record(*args, **kwargs)
        Milestone.objects.filter(pk=due.pk).update(**changed)

    monkeypatch.setattr(actions, "_record", meanwhile)

    with pytest.raises(actions.PreviewIsStale):
        actions.set_special_day(day=MONDAY, kind="off", note="Nghỉ", by=controller, now=now)

    assert (SpecialDay.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_a_term_that_was_finished_in_the_meantime_stops_the_change(due, controller, now):
    moved = preview().moves
    done = {"done_date": now.date(), "done_at": now, "done_by": controller}
    Milestone.objects.filter(pk=due.pk).update(**done)

    with pytest.raises(actions.PreviewIsStale):
        moves.write(moved, by=controller, now=now)

    due.refresh_from_db()
    assert (due.due_date, AuditEvent.objects.count()) == (MONDAY, 0)


@pytest.mark.django_db(transaction=True)
def test_of_eight_confirmations_of_one_preview_one_applies(now):
    MilestoneFactory(rule=DeadlineRuleFactory(amount=1), start_date=FRIDAY, due_date=MONDAY)
    by, seal = UserFactory(role="controller"), preview().seal

    results = together(
        8, lambda: actions.set_special_day(day=MONDAY, kind="off", note=REST.note, by=by, now=now, seal=seal)
    )

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert AuditEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("year", "count", "worked"),
    [(2021, 14, []), (2024, 15, ["2024-05-04"]), (2025, 14, ["2025-04-26"]), (2026, 15, ["2026-08-22"])],
)
def test_a_year_is_seeded_with_its_holidays_and_the_saturdays_worked_for_them(db, now, year, count, worked):
    actions.seed_year(year=year, by=None, now=now)

    days = SpecialDay.objects.of_year(year)
    assert days.count() == count
    assert [f"{day.date}" for day in days.filter(kind="work")] == worked


def test_the_seeded_day_without_a_checked_basis_says_so(db, now):
    actions.seed_year(year=2026, by=None, now=now)

    unchecked = SpecialDay.objects.get(needs_check=True)
    assert unchecked.date == date(2026, 11, 24)
    assert unchecked.in_words == "Ngày nghỉ: Ngày Văn hóa Việt Nam (cần đối chiếu)"
    assert SpecialDay.objects.calendar().reason(unchecked.date) == "Ngày Văn hóa Việt Nam (cần đối chiếu)"


def test_seeding_again_changes_nothing_and_leaves_what_people_wrote(db, controller, now):
    actions.set_special_day(day=date(2026, 1, 1), kind="off", note="Người ghi", by=controller, now=now)
    actions.seed_year(year=2026, by=controller, now=now)
    events = AuditEvent.objects.count()

    assert actions.seed_year(year=2026, by=controller, now=now) == []

    assert SpecialDay.objects.get(date="2026-01-01").note == "Người ghi"
    assert (SpecialDay.objects.count(), AuditEvent.objects.count()) == (15, events)


def test_seeding_moves_the_deadlines_that_it_touches(db, controller, now):
    rule = DeadlineRuleFactory(amount=5)
    row = MilestoneFactory(rule=rule, start_date=date(2026, 4, 24), due_date=date(2026, 5, 1))

    actions.seed_year(year=2026, by=controller, now=now)

    row.refresh_from_db()
    assert row.due_date == date(2026, 5, 6)


def test_a_confirmed_year_is_not_seeded_again_so_a_day_taken_off_it_stays_off(db, controller, now):
    actions.seed_year(year=2021, by=controller, now=now)
    actions.remove_special_day(day=date(2021, 9, 3), by=controller, now=now)
    actions.confirm_year(year=2021, by=controller, now=now)

    assert actions.seed_year(year=2021, by=controller, now=now) == []
    assert SpecialDay.objects.count() == 13


def test_confirming_a_year_says_who_and_when_and_ends_its_being_provisional(db, controller, now):
    actions.seed_year(year=2021, by=None, now=now)

    actions.confirm_year(year=2021, by=controller, now=now)

    row = CalendarYear.objects.get(year=2021)
    assert (row.confirmed_by, row.confirmed_at) == (controller, now)
    assert AuditEvent.objects.of(row).first().action == "deadlines.year_confirmed"
    assert SpecialDay.objects.calendar().is_provisional(date(2021, 6, 1)) is False


def test_a_year_without_days_is_not_confirmed(db, controller, now):
    with pytest.raises(NotAllowed, match="chưa có ngày nghỉ"):
        actions.confirm_year(year=2027, by=controller, now=now)


def test_a_year_is_not_confirmed_while_a_day_waits_to_be_checked(db, controller, now):
    actions.seed_year(year=2026, by=None, now=now)

    with pytest.raises(NotAllowed, match="24/11/2026 còn cần đối chiếu"):
        actions.confirm_year(year=2026, by=controller, now=now)

    actions.set_special_day(day=date(2026, 11, 24), kind="off", note="Đã có văn bản", by=controller, now=now)
    actions.confirm_year(year=2026, by=controller, now=now)
    assert CalendarYear.objects.get(year=2026).is_confirmed


@pytest.mark.django_db(transaction=True)
def test_of_eight_confirmations_of_a_year_one_counts(now):
    actions.seed_year(year=2021, by=None, now=now)
    by = UserFactory(role="controller")

    results = together(8, lambda: actions.confirm_year(year=2021, by=by, now=now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert AuditEvent.objects.filter(action="deadlines.year_confirmed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_seedings_at_once_one_writes(now):
    results = together(8, lambda: bool(actions.seed_year(year=2026, by=None, now=now)))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert SpecialDay.objects.count() == 15


def test_the_calendar_takes_one_query_whatever_its_size(db, now, django_assert_num_queries):
    for year in (2021, 2024, 2025, 2026):
        actions.seed_year(year=year, by=None, now=now)

    with django_assert_num_queries(1):
        calendar = SpecialDay.objects.calendar()

    assert calendar.add_working_days(date(2026, 4, 24), 5) == date(2026, 5, 6)
