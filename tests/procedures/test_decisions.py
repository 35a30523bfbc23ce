"""The effects of a province's decision on procedures, for any order of entry."""

from datetime import date

import pytest

from core.refusals import NotAllowed
from organization.models import AuditEvent
from procedures.actions import decisions, drafting
from procedures.item_changes import ItemChange, WrongItems, of_items
from procedures.models import Decision, Procedure, Publication, Version

TODAY = date(2026, 11, 23)


def in_force(day=TODAY):
    return sorted(Version.objects.in_force(day).values_list("procedure__code", flat=True))


def spans(procedure):
    return [(one.number, one.valid_from, one.valid_to) for one in procedure.versions.current().order_by("number")]


def test_a_new_procedure_is_in_force_from_the_day_that_the_decision_says(enter, new):
    enter([new("1.000001", "Cấp giấy phép")])

    assert (in_force(date(2026, 11, 8)), in_force(date(2026, 11, 9))) == ([], ["1.000001"])


def test_an_amendment_makes_a_second_version_and_the_first_stays_readable(enter, kinds, x_ray):
    enter([ItemChange(kinds["amend"], x_ray, name="Khai báo thiết bị X-quang")])

    assert spans(x_ray) == [(1, None, date(2026, 11, 8)), (2, date(2026, 11, 9), None)]
    assert [one.time_limit for one in x_ray.versions.order_by("number")] == ["05 ngày làm việc"] * 2


def test_an_abolished_procedure_leaves_the_list_and_stays_in_history(enter, kinds, x_ray):
    enter([ItemChange(kinds["abolish"], x_ray)])

    x_ray.refresh_from_db()
    assert (in_force(), x_ray.abolished_date) == ([], date(2026, 11, 9))
    assert Version.objects.shown(TODAY).get().status(TODAY) == "abolished"


def test_a_replacement_ends_the_old_procedure_and_begins_the_new(enter, kinds, x_ray):
    enter([ItemChange(kinds["replace"], x_ray, code="2.000001", name="Khai báo nguồn phóng xạ")])

    new = Procedure.objects.get(code="2.000001")
    assert (in_force(), new.field, new.versions.get().steps) == (["2.000001"], x_ray.field, x_ray.versions.get().steps)


def test_an_older_paper_that_is_entered_later_takes_its_place_in_time(enter, kinds, x_ray):
    enter([ItemChange(kinds["amend"], x_ray, name="Tên năm 2026")])
    enter(
        [ItemChange(kinds["amend"], x_ray, name="Tên năm 2023")],
        number="2420/QĐ-UBND",
        sign_date=date(2023, 10, 2),
        effective_date=date(2023, 10, 2),
    )

    assert spans(x_ray) == [
        (1, None, date(2023, 10, 1)),
        (2, date(2023, 10, 2), date(2026, 11, 8)),
        (3, date(2026, 11, 9), None),
    ]
    assert Version.objects.shown(TODAY).get().name == "Tên năm 2026"


def test_each_channel_owes_a_publication_whose_day_follows_from_its_rule(enter, new):
    decision = enter([new("1.000001", "Cấp giấy phép")])

    due = dict(Publication.objects.filter(decision=decision).values_list("channel__short_name", "due_date"))
    assert (len(due), due["CSDL quốc gia"], due["Bộ phận TN&TKQ"]) == (7, date(2026, 11, 9), date(2026, 11, 5))


def test_the_short_way_has_a_shorter_term_for_the_national_database(enter, new):
    decision = enter([new("1.000001", "Cấp giấy phép")], is_short=True)

    national = decision.publications.get(channel__short_name="CSDL quốc gia")
    assert (national.due_date, national.rule.code) == (date(2026, 11, 4), "publication.national_database_short")


def test_a_line_that_cannot_be_applied_is_named_and_nothing_is_written(enter, new, kinds, x_ray):
    with pytest.raises(WrongItems) as refusal:
        enter([new("1.000001", "Cấp giấy phép"), new("1.000494", "Mã đã có"), ItemChange(kinds["amend"])])

    assert [problem.place for problem in refusal.value.problems] == [1, 2]
    assert (Decision.objects.count(), Procedure.objects.count()) == (0, 1)


def test_what_has_ended_cannot_be_amended(enter, kinds, x_ray):
    enter([ItemChange(kinds["abolish"], x_ray)])
    x_ray.refresh_from_db()

    with pytest.raises(WrongItems, match="đã bãi bỏ từ ngày 09/11/2026"):
        enter([ItemChange(kinds["amend"], x_ray)], number="3000/QĐ-UBND", effective_date=date(2026, 11, 20))


def test_the_same_form_sent_twice_makes_one_decision(enter, new):
    change = new("1.000001", "Cấp giấy phép")

    assert enter([change], submission_key="a") == enter([change], submission_key="a")
    assert Decision.objects.count() == 1


def test_the_same_paper_entered_by_two_people_is_refused(enter, new):
    enter([new("1.000001", "Cấp giấy phép")])

    with pytest.raises(NotAllowed, match="đã được nhập"):
        enter([new("1.000002", "Gia hạn giấy phép")])


def correction(decision, changes=None, **fields):
    old = {name: getattr(decision, name) for name in decisions.FIELDS}
    lines = of_items(decision.items.filter(removed_at=None)) if changes is None else changes
    return {"decision": decision, "fields": old | fields, "changes": lines}


def test_a_correction_needs_a_reason(enter, new, controller, now):
    decision = enter([new("1.000001", "Cấp giấy phép")])

    with pytest.raises(NotAllowed, match="lý do"):
        decisions.correct(**correction(decision), reason=" ", by=controller, now=now)


def test_a_corrected_day_moves_versions_and_due_dates_and_says_from_where_to_where(enter, new, controller, now):
    decision = enter([new("1.000001", "Cấp giấy phép")])
    days = {"sign_date": date(2026, 11, 9), "effective_date": date(2026, 11, 30)}

    decisions.correct(**correction(decision, **days), reason="Nhầm ngày ký", by=controller, now=now)

    assert in_force(TODAY) == []
    assert decision.publications.get(channel__short_name="CSDL quốc gia").due_date == date(2026, 11, 16)
    event = AuditEvent.objects.get(action="procedures.decision_corrected")
    assert (event.note, event.changes["ngày ký"]) == ("Nhầm ngày ký", ["02/11/2026", "09/11/2026"])


def test_a_line_taken_off_by_a_correction_undoes_what_it_did(enter, kinds, x_ray, new, controller, now):
    decision = enter([ItemChange(kinds["abolish"], x_ray), new("1.000001", "Cấp giấy phép")])
    kept = of_items(decision.items.filter(kind__effect="create"))

    decisions.correct(**correction(decision, kept), reason="Không có trong quyết định", by=controller, now=now)

    x_ray.refresh_from_db()
    assert (in_force(), x_ray.abolished_date) == (["1.000001", "1.000494"], None)


def test_a_line_that_stays_keeps_what_people_wrote_in_its_version(enter, new, controller, now):
    decision = enter([new("1.000001", "Cấp giấy phép")])
    Version.objects.update(steps="Đã soạn")

    decisions.correct(**correction(decision, number="2892/QĐ-UBND"), reason="Nhầm số", by=controller, now=now)

    assert Version.objects.current().get().steps == "Đã soạn"


def test_a_code_that_was_misread_is_corrected_in_place(enter, new, controller, now):
    decision = enter([new("1.000001", "Cấp giấy phép")])
    line = of_items(decision.items.all())[0]
    again = [ItemChange(line.kind, line.procedure, "1.000007", line.name, line.field, line.item_id)]

    decisions.correct(**correction(decision, again), reason="Nhầm mã", by=controller, now=now)

    assert in_force() == ["1.000007"]


def test_a_withdrawn_decision_undoes_everything_and_its_story_stays(enter, kinds, x_ray, new, controller, now):
    decision = enter([ItemChange(kinds["abolish"], x_ray), new("1.000001", "Cấp giấy phép")])

    decisions.withdraw(decision=decision, reason="Nhập nhầm", by=controller, now=now)

    assert in_force() == ["1.000494"]
    assert Publication.objects.owed().count() == 0
    assert AuditEvent.objects.get(action="procedures.decision_withdrawn").note == "Nhập nhầm"


def test_a_code_of_a_withdrawn_decision_can_be_announced_again(enter, new, controller, now):
    decisions.withdraw(decision=enter([new("1.000001", "Cấp")]), reason="Nhập nhầm", by=controller, now=now)

    enter([new("1.000001", "Cấp giấy phép")], number="2900/QĐ-UBND")

    assert (in_force(), Procedure.objects.count()) == (["1.000001"], 1)


def test_only_the_control_unit_enters_decisions(enter, new, officer):
    with pytest.raises(NotAllowed):
        enter([new("1.000001", "Cấp giấy phép")], by=officer)


# The drafting that a ministry's decision asks for.


def steps(decision):
    return {one.step: (one.due_date, one.rule.code, one.done_date) for one in decision.steps.all()}


def test_a_decision_of_the_ministry_changes_no_procedure_and_owes_three_steps(enter, kinds, x_ray):
    decision = enter(
        [ItemChange(kinds["abolish"], x_ray)], level="ministry", effective_date=date(2026, 12, 31), received_date=TODAY
    )

    assert in_force() == ["1.000494"]
    assert steps(decision) == {
        "draft": (date(2026, 11, 30), "announcement.draft", None),
        "submit": (date(2026, 12, 3), "announcement.submit", None),
        "sign": (date(2026, 12, 26), "announcement.province", None),
    }


def test_where_the_day_of_the_law_is_over_on_arrival_the_agencys_own_rule_counts(enter, kinds, x_ray):
    decision = enter([ItemChange(kinds["abolish"], x_ray)], level="ministry", received_date=TODAY)

    assert steps(decision)["sign"] == (date(2026, 12, 7), "announcement.sign", None)


def test_the_provinces_decision_ends_the_drafting_and_its_withdrawal_opens_it_again(
    enter, kinds, x_ray, controller, now
):
    ministry = enter([ItemChange(kinds["abolish"], x_ray)], level="ministry")

    answer = enter([ItemChange(kinds["abolish"], x_ray)], follows=ministry)
    signed = steps(ministry)["sign"][2]
    decisions.withdraw(decision=answer, reason="Nhập nhầm", by=controller, now=now)

    assert (signed, steps(ministry)["sign"][2]) == (date(2026, 11, 2), None)
    assert list(Decision.objects.unanswered()) == [ministry]


def test_a_decision_of_the_ministry_that_the_province_has_answered_cannot_be_withdrawn(
    enter, kinds, x_ray, controller, now
):
    ministry = enter([ItemChange(kinds["abolish"], x_ray)], level="ministry")
    enter([ItemChange(kinds["abolish"], x_ray)], follows=ministry)

    with pytest.raises(NotAllowed, match="rút hoặc sửa quyết định đó trước"):
        decisions.withdraw(decision=ministry, reason="Nhập nhầm", by=controller, now=now)


def test_what_need_not_be_announced_is_no_longer_owed(enter, kinds, x_ray, controller, now):
    ministry = enter([ItemChange(kinds["abolish"], x_ray)], level="ministry")

    drafting.mark_not_needed(decision=ministry, reason="Không thuộc thẩm quyền của tỉnh", by=controller, now=now)

    assert list(Decision.objects.unanswered()) == []
