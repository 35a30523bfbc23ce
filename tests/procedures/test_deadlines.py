"""Terms of procedures: due dates, owners, completion, and moves by the calendar."""

from datetime import date

import pytest

from deadlines import actions as calendar
from deadlines import agenda, changes, moves
from deadlines.changes import Edit
from deadlines.models import DeadlineRule
from organization.models import AuditEvent, Unit
from procedures.actions import decisions, drafting, publishing, repairs
from procedures.item_changes import ItemChange
from procedures.models import Channel, LinkRepair
from reviews.models import Review, ReviewPlan
from tests import owed as owing
from tests.factories import UnitFactory, UserFactory
from tests.procedures.factories import ProcedureFactory

TODAY = date(2026, 11, 23)
LINK = "https://csdl.dichvucong.gov.vn/1"


@pytest.fixture
def control(register):
    return Unit.objects.get(is_control_unit=True)


@pytest.fixture
def province(enter, new):
    """Signed on Monday 02/11/2026: three working days end on the 5th, five on the 9th."""
    return enter([new("1.000001", "Cấp giấy phép tiến hành công việc bức xạ")])


@pytest.fixture
def ministry(enter, kinds, x_ray):
    """In force from 31/12/2026, received on 23/11/2026."""
    days = {"effective_date": date(2026, 12, 31), "received_date": date(2026, 11, 23)}
    return enter([ItemChange(kinds["amend"], x_ray)], level="ministry", **days)


@pytest.fixture
def review(control, controller, now):
    common = {"created_at": now, "created_by": controller}
    plan = ReviewPlan.objects.create(year=2026, **common)
    return Review.objects.create(
        plan=plan,
        procedure=ProcedureFactory(code="1.000777"),
        unit=UnitFactory(),
        grounds="province",
        start_date=date(2026, 3, 1),
        due_date=date(2026, 6, 15),
        **common,
    )


def owed(kind):
    return owing.owed(kind, TODAY)


def publication(decision, channel="CSDL quốc gia"):
    return decision.publications.get(channel__short_name=channel)


def publish(row, by, now, day=None):
    publishing.tick(publication=row, done_date=day or row.due_date, link=LINK, by=by, now=now)


def break_link(row, day):
    repairs.open_repair(row, day=day)


# Each kind.


def test_a_publication_is_owed_by_the_unit_of_its_channel_or_else_by_the_control_unit(province, control):
    unit = UnitFactory()
    Channel.objects.filter(short_name="Trang TTĐT Sở").update(unit=unit)

    found = owed("publication")

    row = publication(province)
    national = found["Công khai QĐ 2891/QĐ-UBND trên CSDL quốc gia"]
    assert len(found) == 7
    assert (national.key, national.due_date) == (f"procedures.publication:{row.pk}", date(2026, 11, 9))
    assert national.url == f"/noi-bo/cong-khai/luot/{row.pk}/"
    assert national.owner is None  # the control unit
    assert found["Công khai QĐ 2891/QĐ-UBND trên Trang TTĐT Sở"].owner == unit.pk


def test_the_control_unit_owes_the_steps_of_the_drafting(ministry, control):
    found = owed("step")

    assert {title: one.due_date for title, one in found.items()} == {
        "Gửi dự thảo để Văn phòng UBND tỉnh kiểm soát: theo QĐ 3950/QĐ-BKHCN": date(2026, 11, 30),
        "Trình Chủ tịch UBND tỉnh ký: theo QĐ 3950/QĐ-BKHCN": date(2026, 12, 3),
        "Chủ tịch UBND tỉnh ký quyết định công bố: theo QĐ 3950/QĐ-BKHCN": date(2026, 12, 26),
    }
    assert {one.owner for one in found.values()} == {None}


def test_a_broken_link_is_owed_three_working_days_after_it_was_found(province, controller, now, control):
    row = publication(province)
    publish(row, controller, now)
    break_link(row, date(2026, 11, 20))

    (found,) = owed("link").values()

    assert found.title == "Sửa công khai QĐ 2891/QĐ-UBND trên CSDL quốc gia: liên kết hỏng hoặc sai lệch"
    assert (found.due_date, found.owner) == (date(2026, 11, 25), None)


def test_a_broken_link_follows_the_rule_of_the_day_on_which_it_was_found(province, controller, now):
    DeadlineRule.objects.filter(code=LinkRepair.RULE).update(valid_to=date(2026, 11, 22))
    DeadlineRule.objects.create(
        code=LinkRepair.RULE, title="Mới", amount=1, start_event="x", citation="y", valid_from=date(2026, 11, 23)
    )
    for channel, day in (("CSDL quốc gia", date(2026, 11, 20)), ("Cổng DVC quốc gia", date(2026, 11, 23))):
        publish(publication(province, channel), controller, now)
        break_link(publication(province, channel), day)

    assert sorted(one.due_date for one in owed("link").values()) == [date(2026, 11, 24), date(2026, 11, 25)]


def test_without_a_rule_a_broken_link_is_owed_at_once(province, controller, now):
    DeadlineRule.objects.filter(code=LinkRepair.RULE).delete()
    publish(publication(province), controller, now)
    break_link(publication(province), date(2026, 11, 20))

    assert [one.due_date for one in owed("link").values()] == [date(2026, 11, 20)]


def test_a_review_is_owed_by_its_unit_on_the_day_that_the_plan_says(review):
    (found,) = owed("review").values()

    assert (found.title, found.due_date) == ("Rà soát thủ tục 1.000777", date(2026, 6, 15))
    assert (found.owner, review.rule) == (review.unit_id, None)


def test_the_control_unit_owes_the_sending_of_the_review_plan(review, control):
    rule = DeadlineRule.objects.get(code="review.plan_sent")
    ReviewPlan.objects.update(rule=rule, start_date=date(2026, 1, 31), due_date=date(2026, 1, 30))

    (found,) = owed("plan").values()

    assert found.title == "Gửi kế hoạch rà soát năm 2026 đến cơ quan trung ương"
    assert (found.due_date, found.owner) == (date(2026, 1, 30), None)


# What closes it.


def test_what_is_public_is_owed_no_more_also_when_it_was_late(province, controller, now):
    publish(publication(province), controller, now, day=date(2026, 11, 23))

    assert "Công khai QĐ 2891/QĐ-UBND trên CSDL quốc gia" not in owed("publication")
    assert len(owed("publication")) == 6


def test_a_publication_that_was_taken_back_is_owed_again(province, controller, now):
    row = publication(province)
    publish(row, controller, now)
    break_link(row, date(2026, 11, 20))
    publishing.untick(publication=row, reason="Đăng nhầm chỗ", by=controller, now=now)

    assert (len(owed("publication")), len(owed("link"))) == (7, 0)


def test_a_withdrawn_decision_owes_nothing(province, ministry, controller, now):
    publish(publication(province), controller, now)
    break_link(publication(province), date(2026, 11, 20))
    for decision in (province, ministry):
        decisions.withdraw(decision=decision, reason="Nhập nhầm", by=controller, now=now)

    assert [owed(kind) for kind in ("publication", "link", "step")] == [{}, {}, {}]


def test_steps_are_owed_until_they_are_done_or_the_province_announces_or_need_not(
    enter, kinds, x_ray, ministry, controller, now
):
    drafting.take_step(step=ministry.steps.get(step="draft"), done_date=TODAY, note="", by=controller, now=now)
    two = len(owed("step"))
    drafting.mark_not_needed(decision=ministry, reason="Không thuộc tỉnh", by=controller, now=now)
    none = len(owed("step"))
    drafting.mark_needed(decision=ministry, by=controller, now=now)
    again = len(owed("step"))
    enter([ItemChange(kinds["amend"], x_ray)], follows=ministry)

    assert (two, none, again, len(owed("step"))) == (2, 0, 2, 0)


def test_a_review_that_is_done_or_off_the_plan_is_not_owed(review, controller, now):
    Review.objects.update(done_date=date(2026, 6, 1), completed_at=now, completed_by=controller)
    done = owed("review")
    Review.objects.update(
        done_date=None, completed_at=None, completed_by=None, withdrawn_at=now, withdrawn_by=controller
    )

    assert (done, owed("review")) == ({}, {})


def test_a_review_plan_that_was_sent_is_not_owed(review):
    ReviewPlan.objects.update(due_date=date(2026, 1, 30), done_date=date(2026, 1, 29))

    assert owed("plan") == {}


# The calendar moves.


def test_a_new_day_off_moves_what_is_owed_and_leaves_what_is_done(province, controller, now):
    done = publication(province, "Cổng DVC quốc gia")
    publish(done, controller, now)
    change = changes.preview([Edit(date(2026, 11, 6), "off", "Nghỉ bù")], today=TODAY)

    calendar.set_special_day(
        day=date(2026, 11, 6), kind="off", note="Nghỉ bù", by=controller, now=now, seal=change.seal
    )

    days = dict(province.publications.values_list("channel__short_name", "due_date"))
    assert {name for name, day in days.items() if day == date(2026, 11, 10)} == {
        "CSDL quốc gia",
        "Cổng DVC tỉnh",
        "Trang CCHC tỉnh",
    }
    assert days["Cổng DVC quốc gia"] == date(2026, 11, 9)  # done: history
    assert days["TT PVHCC"] == date(2026, 11, 5)  # ended before that day
    moved = AuditEvent.objects.filter(action="procedures.publication_moved")
    (told,) = moved.filter(target_type="procedures.decision")
    assert told.changes == {
        f"hạn {name}": ["09/11/2026", "10/11/2026"] for name in ("CSDL quốc gia", "Cổng DVC tỉnh", "Trang CCHC tỉnh")
    }
    story = AuditEvent.objects.of(publication(province)).get()
    assert (story.changes, story.actor_name) == ({"hạn CSDL quốc gia": ["09/11/2026", "10/11/2026"]}, str(controller))


def test_a_publication_that_was_ticked_in_this_moment_does_not_move(province, controller, now):
    found = changes.preview([Edit(date(2026, 11, 6), "off", "Nghỉ bù")], today=TODAY).moves
    row = publication(province)
    publish(row, controller, now)

    with pytest.raises(moves.PreviewIsStale):
        moves.write(found, by=controller, now=now)

    row.refresh_from_db()
    assert row.due_date == date(2026, 11, 9)
    assert AuditEvent.objects.filter(action="procedures.publication_moved").count() == 0


def test_the_steps_of_the_drafting_move_with_the_calendar(ministry, controller, now):
    calendar.set_special_day(day=date(2026, 11, 25), kind="off", note="Nghỉ bù", by=controller, now=now)

    assert dict(ministry.steps.values_list("step", "due_date")) == {
        "draft": date(2026, 12, 1),
        "submit": date(2026, 12, 4),
        "sign": date(2026, 12, 26),  # law counts days, not working days
    }
    told = AuditEvent.objects.get(action="procedures.step_moved")
    assert sorted(told.changes.values()) == [["03/12/2026", "04/12/2026"], ["30/11/2026", "01/12/2026"]]


def test_the_sending_of_the_review_plan_moves_with_its_rule(review, controller, now):
    rule = DeadlineRule.objects.get(code="review.plan_sent")
    ReviewPlan.objects.update(rule=rule, start_date=date(2026, 1, 31), due_date=date(2026, 1, 29))

    found = changes.preview([Edit(date(2026, 1, 28), "off", "Nghỉ bù")], today=TODAY).moves
    moves.write(found, by=controller, now=now)

    assert ReviewPlan.objects.get().due_date == date(2026, 1, 30)
    assert AuditEvent.objects.get().changes == {"hạn gửi": ["29/01/2026", "30/01/2026"]}


def test_the_mending_of_a_link_moves_with_the_calendar_and_says_so(province, controller, now):
    publish(publication(province), controller, now)
    break_link(publication(province), date(2026, 11, 20))

    calendar.set_special_day(day=date(2026, 11, 24), kind="off", note="Nghỉ bù", by=controller, now=now)

    assert [one.due_date for one in owed("link").values()] == [date(2026, 11, 26)]
    told = AuditEvent.objects.of(publication(province)).get(action="procedures.publication_moved")
    assert told.changes == {"hạn sửa liên kết": ["25/11/2026", "26/11/2026"]}


# Who sees it.


def test_an_officer_is_asked_for_the_channels_of_the_own_unit_alone(province):
    unit = UnitFactory()
    Channel.objects.filter(short_name="Trang TTĐT Sở").update(unit=unit)

    assert agenda.counts(UserFactory(unit=unit), TODAY).owed["procedures.publication"] == 1
