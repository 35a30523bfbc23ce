"""The codes of procedures while decisions are entered, corrected and taken back; and clicks that come twice."""

from datetime import date

import pytest

from core.refusals import NotAllowed
from procedures.actions import decisions, drafting
from procedures.item_changes import ItemChange, following, known, of_items
from procedures.models import Decision, DraftingStep, Procedure, Publication, Version
from tests.procedures.factories import FieldFactory, VersionFactory
from tests.together import together

SHORT, LONG = "1.000494", "1.000494.000.00.00.H29"


def correct(decision, changes, by, now, **fields):
    old = {name: getattr(decision, name) for name in decisions.FIELDS}
    decisions.correct(decision=decision, fields=old | fields, changes=changes, reason="Nhầm", by=by, now=now)


def recoded(line, code):
    return ItemChange(line.kind, line.procedure, code, line.name, line.field, line.item_id)


def codes():
    return sorted(Procedure.objects.values_list("code", flat=True))


def test_a_code_that_a_decision_gave_goes_back_when_the_decision_is_withdrawn(enter, kinds, x_ray, controller, now):
    decision = enter([ItemChange(kinds["amend"], x_ray, code="1.000777")])
    given = codes()

    decisions.withdraw(decision=decision, reason="Nhập nhầm", by=controller, now=now)

    assert (given, codes()) == (["1.000777"], [SHORT])


def test_correcting_an_older_decision_leaves_the_code_that_a_newer_one_gave(enter, kinds, x_ray, controller, now):
    older = enter([ItemChange(kinds["amend"], x_ray)])
    x_ray.refresh_from_db()
    enter(
        [ItemChange(kinds["amend"], x_ray, code="1.000777")], number="3000/QĐ-UBND", effective_date=date(2026, 11, 20)
    )

    correct(older, of_items(older.items.all()), controller, now, title="Trích yếu đúng")

    assert codes() == ["1.000777"]


def test_two_lines_of_one_correction_exchange_their_codes(enter, new, controller, now):
    decision = enter([new("1.000001", "Cấp"), new("1.000002", "Gia hạn")])
    first, second = of_items(decision.items.all())

    correct(decision, [recoded(first, "1.000002"), recoded(second, "1.000001")], controller, now)

    names = dict(Version.objects.values_list("name", "procedure__code"))
    assert names == {"Cấp": "1.000002", "Gia hạn": "1.000001"}


def test_a_code_that_only_a_withdrawn_decision_used_is_free_for_an_amendment(enter, new, kinds, x_ray, controller, now):
    decisions.withdraw(decision=enter([new("1.000001", "Cấp")]), reason="Nhập nhầm", by=controller, now=now)

    enter([ItemChange(kinds["amend"], x_ray, code="1.000001")])

    assert codes() == ["", "1.000001"]


def test_a_field_that_somebody_changed_by_hand_survives_a_correction(enter, new, controller, now):
    decision = enter([new("1.000001", "Cấp")])
    other = FieldFactory(name="Sở hữu trí tuệ")
    Procedure.objects.update(field=other)

    correct(decision, of_items(decision.items.all()), controller, now, title="Trích yếu đúng")

    assert Procedure.objects.get().field == other


def test_a_code_is_known_by_its_national_part_when_only_one_procedure_has_it(register):
    one = VersionFactory(procedure__code=LONG).procedure
    VersionFactory(procedure__code="2.000001.000.00.00.H29")
    VersionFactory(procedure__code="2.000001.000.00.00.H06")

    assert known([SHORT, "2.000001", "3.000001", "MAU-01", ""]) == {SHORT: one}


def test_the_province_keeps_its_own_code_when_it_follows_the_ministry(enter, kinds):
    ours = VersionFactory(procedure__code=LONG, name="Khai báo").procedure
    line = ItemChange(kinds["amend"], code=SHORT, name="Khai báo thiết bị")
    ministry = enter([line], level="ministry")

    enter(following(ministry.items.select_related("kind")), follows=ministry)

    ours.refresh_from_db()
    shown = Version.objects.shown(date(2026, 11, 23)).get(procedure=ours)
    assert (ours.code, shown.name) == (LONG, "Khai báo thiết bị")


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_in_the_same_moment_make_one_decision_and_none_is_refused(enter, new):
    change = new("1.000001", "Cấp giấy phép")

    results = together(8, lambda: enter([change], submission_key="a"))

    counts = (Decision.objects.count(), Procedure.objects.count(), Publication.objects.count())
    assert (results, counts) == (["won"] * 8, (1, 1, 7))


@pytest.fixture
def step(enter, kinds, x_ray):
    ministry = enter([ItemChange(kinds["amend"], x_ray)], level="ministry")
    return ministry.steps.get(step=DraftingStep.Step.DRAFT)


def test_a_step_is_not_done_before_the_ministry_signed(step, controller, now):
    with pytest.raises(NotAllowed, match="trước ngày ký của Bộ"):
        drafting.take_step(step=step, done_date=date(2026, 11, 1), note="", by=controller, now=now)


@pytest.mark.parametrize("end", [decisions.withdraw, drafting.mark_not_needed])
def test_no_step_is_taken_for_a_decision_on_which_nobody_works(step, end, controller, now):
    end(decision=step.decision, reason="Nhập nhầm", by=controller, now=now)

    with pytest.raises(NotAllowed, match="không còn chờ công bố"):
        drafting.take_step(step=step, done_date=now.date(), note="", by=controller, now=now)
