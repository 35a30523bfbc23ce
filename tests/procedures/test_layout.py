"""The same decisions give the same versions for any order of entry, correction and withdrawal."""

from datetime import date
from itertools import permutations

import pytest

from core.refusals import NotAllowed
from organization.models import AuditEvent
from procedures.actions import decisions, publishing
from procedures.item_changes import ItemChange, of_items
from procedures.models import Procedure, Version
from tests.together import together

PAPERS = {
    "first": ("amend", date(2022, 5, 2)),
    "second": ("amend", date(2024, 3, 1)),
    "last": ("abolish", date(2026, 6, 1)),
}
MEANING = [
    ("as imported", None, date(2022, 5, 1)),
    ("first", date(2022, 5, 2), date(2024, 2, 29)),
    ("second", date(2024, 3, 1), date(2026, 5, 31)),
]


@pytest.fixture
def paper(enter, kinds, x_ray):
    """Enter one of the papers above."""

    def paper(name):
        effect, day = PAPERS[name]
        change = ItemChange(kinds[effect], x_ray, name=name)
        return enter([change], number=f"{name}/QĐ-UBND", sign_date=day, effective_date=day)

    Version.objects.update(name="as imported")
    return paper


def meaning(procedure):
    rows = procedure.versions.current().order_by("number")
    return [(one.name, one.valid_from, one.valid_to) for one in rows]


@pytest.mark.parametrize("order", list(permutations(["first", "second"])), ids="-".join)
def test_two_amendments_and_an_end_mean_the_same_in_any_order(paper, x_ray, order):
    for name in [*order, "last"]:
        paper(name)

    x_ray.refresh_from_db()
    assert (meaning(x_ray), x_ray.abolished_date) == (MEANING, date(2026, 6, 1))


def test_an_amendment_that_turns_up_after_the_end_takes_its_place_before_it(paper, x_ray):
    paper("last")
    x_ray.refresh_from_db()
    for name in ("second", "first"):
        paper(name)

    x_ray.refresh_from_db()
    assert (meaning(x_ray), x_ray.abolished_date) == (MEANING, date(2026, 6, 1))


@pytest.mark.parametrize("taken_back", PAPERS)
def test_taking_back_one_paper_means_what_the_others_mean_without_it(paper, x_ray, controller, now, taken_back):
    entered = {name: paper(name) for name in ("first", "second", "last")}

    decisions.withdraw(decision=entered[taken_back], reason="Nhập nhầm", by=controller, now=now)

    left = {
        "first": [("as imported", None, date(2024, 2, 29)), MEANING[2]],
        "second": [MEANING[0], ("first", date(2022, 5, 2), date(2026, 5, 31))],
        "last": [MEANING[0], MEANING[1], ("second", date(2024, 3, 1), None)],
    }
    x_ray.refresh_from_db()
    assert meaning(x_ray) == left[taken_back]
    assert x_ray.abolished_date == (None if taken_back == "last" else date(2026, 6, 1))


def test_a_procedure_ends_on_the_day_of_the_province_not_on_that_of_the_ministry(enter, kinds, x_ray):
    ministry = enter([ItemChange(kinds["abolish"], x_ray)], level="ministry", effective_date=date(2026, 12, 22))
    enter([ItemChange(kinds["abolish"], x_ray)], follows=ministry, effective_date=date(2026, 11, 20))

    x_ray.refresh_from_db()
    assert x_ray.abolished_date == date(2026, 11, 20)


def test_an_amendment_of_what_only_the_ministry_has_ended_leaves_it_in_force(enter, kinds, x_ray):
    enter([ItemChange(kinds["abolish"], x_ray)], level="ministry")
    enter([ItemChange(kinds["amend"], x_ray, name="B")], effective_date=date(2026, 11, 3))

    x_ray.refresh_from_db()
    assert (x_ray.abolished_date, Version.objects.in_force(date(2026, 11, 23)).get().name) == (None, "B")


def test_two_papers_of_one_day_leave_the_earlier_signed_without_a_day_in_force(enter, kinds, x_ray):
    day = {"effective_date": date(2026, 7, 1)}
    enter([ItemChange(kinds["amend"], x_ray, name="B")], number="2/QĐ-UBND", sign_date=date(2026, 6, 20), **day)
    enter([ItemChange(kinds["amend"], x_ray, name="A")], number="1/QĐ-UBND", sign_date=date(2026, 6, 10), **day)

    on_the_day = Version.objects.in_force(date(2026, 7, 1))
    assert [(one.name, one.number) for one in on_the_day] == [("B", 3)]


def test_an_end_and_a_coming_back_are_told_in_the_story_of_the_procedure(paper, controller, now, x_ray):
    decisions.withdraw(decision=paper("last"), reason="Nhập nhầm", by=controller, now=now)

    told = AuditEvent.objects.of(x_ray).values_list("action", "changes")
    ended, none = "01/06/2026", ""
    assert list(told) == [
        ("procedures.restored", {"bãi bỏ từ ngày": [ended, none]}),
        ("procedures.abolished", {"bãi bỏ từ ngày": [none, ended]}),
    ]


@pytest.mark.django_db(transaction=True)
def test_eight_decisions_on_one_procedure_at_once_are_all_laid_out(enter, kinds, x_ray):
    numbers = iter(range(1, 9))

    def one():
        n = next(numbers)
        enter(
            [ItemChange(kinds["amend"], x_ray, name=f"{n}")],
            number=f"{n}/QĐ-UBND",
            effective_date=date(2026, 11, 2 + n),
        )

    assert sorted(together(8, one)) == ["won"] * 8
    rows = list(Procedure.objects.get().versions.order_by("number"))
    assert [row.number for row in rows] == list(range(1, 10))
    assert [row.valid_to for row in rows] == [date(2026, 11, 2 + n) for n in range(8)] + [None]


@pytest.mark.django_db(transaction=True)
def test_two_decisions_that_touch_the_same_procedures_in_another_order_do_not_block_each_other(enter, kinds, new):
    enter([new("1.000001", "Một"), new("1.000002", "Hai")])
    first, second = Procedure.objects.order_by("code")
    orders = iter([(first, second), (second, first)] * 4)
    numbers = iter(range(1, 9))

    def one():
        lines = [ItemChange(kinds["amend"], procedure, name="Sửa") for procedure in next(orders)]
        enter(lines, number=f"{next(numbers)}/QĐ-UBND")

    assert sorted(together(8, one)) == ["won"] * 8


@pytest.mark.django_db(transaction=True)
def test_two_decisions_that_bring_one_code_at_once_are_told_apart(enter, new):
    numbers = iter(range(1, 9))

    results = together(8, lambda: enter([new("1.000001", "Cấp giấy phép")], number=f"{next(numbers)}/QĐ-UBND"))

    assert sorted(results) == ["refused"] * 7 + ["won"]


def test_the_end_of_the_drafting_stands_in_the_story_of_the_ministrys_decision(enter, kinds, x_ray, controller, now):
    ministry = enter([ItemChange(kinds["abolish"], x_ray)], level="ministry")
    answer = enter([ItemChange(kinds["abolish"], x_ray)], follows=ministry)
    decisions.withdraw(decision=answer, reason="Nhập nhầm", by=controller, now=now)

    told = AuditEvent.objects.of(ministry).values_list("action", flat=True)
    assert list(told) == ["procedures.step_reopened", "procedures.step_done", "procedures.decision_entered"]


def test_a_signature_is_not_corrected_past_what_was_already_public(enter, new, controller, now):
    decision = enter([new("1.000001", "Cấp giấy phép")])
    row = decision.publications.first()
    publishing.tick(publication=row, done_date=date(2026, 11, 3), note="Bảng tin", by=controller, now=now)
    fields = {name: getattr(decision, name) for name in decisions.FIELDS} | {"sign_date": date(2026, 11, 5)}
    lines = of_items(decision.items.all())

    with pytest.raises(NotAllowed, match="trước ngày ký mới"):
        decisions.correct(decision=decision, fields=fields, changes=lines, reason="Nhầm ngày", by=controller, now=now)
