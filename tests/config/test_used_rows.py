"""Reference data of one app on which rows of another stand: what explains their dates does not change under them."""

from datetime import date

import pytest
from django.forms.models import model_to_dict

from deadlines.models import DeadlineRule
from organization.models import AuditEvent
from plans.models import Milestone
from tests.deadlines.factories import DeadlineRuleFactory, PeriodFactory
from tests.plans.factories import TaskFactory

PANEL = "/quan-tri/deadlines"
ANOTHER_RULE = {
    "code": "changed",
    "title": "Tên mới",
    "amount": "9",
    "unit": "days",
    "direction": "before",
    "start_event": "ngày ký",
    "citation": "Văn bản mới",
    "basis": "internal",
    "soon_days": "7",
    "valid_to": "31/12/2026",
}
ANOTHER_PERIOD = {
    "kind": "month",
    "year": "2030",
    "number": "7",
    "title": "Tên mới",
    "first_day": "01/01/2030",
    "last_day": "31/01/2030",
}


@pytest.fixture
def panel(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def rule(db):
    return DeadlineRuleFactory(code="report", amount=5)


@pytest.fixture
def period(db):
    return PeriodFactory()


@pytest.fixture
def milestone(rule, period):
    """A milestone that stands on both."""
    return Milestone.objects.create(
        task=TaskFactory(), kind="period", period=period, title="Báo cáo", rule=rule, start_date=period.last_day
    )


def changed_by(panel, row, sent):
    """The names of the fields that sending the form of the panel changes."""
    kind = type(row)
    before = model_to_dict(kind.objects.get(pk=row.pk))
    response = panel.post(f"{PANEL}/{row._meta.model_name}/{row.pk}/change/", sent)
    assert response.status_code == 302, response.context["errors"]
    after = model_to_dict(kind.objects.get(pk=row.pk))
    return {name for name in after if after[name] != before[name]}


def note_above(panel, row):
    """The words above the fields, and what of the form is closed."""
    page = panel.get(f"{PANEL}/{row._meta.model_name}/{row.pk}/change/")
    (fieldset,) = page.context["adminform"]
    fields = page.context["adminform"].form.fields
    return fieldset.description or "", {name for name, field in fields.items() if field.disabled}


def test_a_rule_that_nothing_stands_on_is_edited_freely(panel, rule):
    assert note_above(panel, rule) == ("", set())

    assert changed_by(panel, rule, ANOTHER_RULE) == set(ANOTHER_RULE) - {"basis"}


def test_a_rule_in_use_keeps_what_dates_were_computed_from(panel, rule, milestone):
    assert changed_by(panel, rule, ANOTHER_RULE) == {"title", "start_event", "citation", "soon_days", "valid_to"}
    assert set(AuditEvent.objects.of(rule).get().changes) == {
        "nội dung",
        "tính từ",
        "căn cứ",
        "hiệu lực đến",
        "sắp đến hạn, từ số ngày làm việc trước hạn",
    }


def test_the_page_of_a_rule_in_use_says_how_to_change_the_term(panel, rule, milestone):
    words, closed = note_above(panel, rule)

    assert closed == {"code", "amount", "unit", "direction"}
    assert words.endswith("thêm một quy định mới cùng mã với “hiệu lực từ”.")


def test_the_new_row_is_the_rule_from_its_day_on(panel, rule, milestone):
    sent = {**ANOTHER_RULE, "code": "report", "valid_from": "01/07/2026", "valid_to": ""}

    panel.post(f"{PANEL}/deadlinerule/add/", sent)

    days = [date(2026, 6, 30), date(2026, 7, 1)]
    assert [DeadlineRule.objects.current("report", day).amount for day in days] == [5, 9]


def test_a_rule_in_use_does_not_begin_when_another_of_its_code_does(panel, rule, milestone):
    DeadlineRuleFactory(code="report", valid_from=date(2026, 7, 1))

    response = panel.post(f"{PANEL}/deadlinerule/{rule.pk}/change/", {**ANOTHER_RULE, "valid_from": "01/07/2026"})

    assert response.context["errors"] == [["Mã này đã có quy định bắt đầu từ ngày đó."]]


def test_a_period_that_nothing_stands_on_is_edited_freely(panel, period):
    assert note_above(panel, period) == ("", set())
    assert changed_by(panel, period, ANOTHER_PERIOD) == set(ANOTHER_PERIOD)


def test_a_period_in_use_keeps_its_days(panel, period, milestone):
    words, closed = note_above(panel, period)

    assert closed == {"kind", "year", "number", "first_day", "last_day"}
    assert words.endswith("hãy thêm một kỳ đột xuất.")
    assert changed_by(panel, period, ANOTHER_PERIOD) == {"title"}
