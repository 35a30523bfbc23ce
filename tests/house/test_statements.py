"""How many statements the most frequent actions ask of the database. Exact: one more is a decision."""

# ruff: noqa: F401, F811  fixtures of the apps

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.actions import approving, handling, reception
from feedback.models import Case
from plans.actions import tasks, work
from plans.models import Task
from procedures.actions import publishing
from tests.factories import UnitFactory
from tests.feedback.conftest import case_in, control_unit, received, rules, unit, unit_officer
from tests.plans.factories import PlanFactory, SectionFactory, TaskFactory
from tests.procedures.conftest import enter, kinds, new, register


@pytest.fixture
def statements():
    """What an action asks, without the savepoints that stand in for its transaction."""

    def counted(action, **arguments):
        with CaptureQueriesContext(connection) as captured:
            action(**arguments)
        asked = [one["sql"] for one in captured.captured_queries]
        return len([sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))])

    return counted


def test_the_steps_of_a_case(statements, case_in, controller, leader, unit, unit_officer, now):
    case = case_in("new")
    clerk, officer = {"by": controller, "now": now}, {"by": unit_officer, "now": now}
    asked = {
        "classify": statements(reception.classify, case=case, subject_class="conduct", **clerk),
        "assign": statements(reception.assign, case=case, unit=unit, **clerk),
        "note": statements(handling.note, case=case, text="Đã gọi.", **clerk),
        "accept": statements(handling.accept, case=case, **officer),
        "draft": statements(handling.draft, case=case, text="Sở đã trả kết quả.", **officer),
        "submit": statements(handling.submit, case=case, **officer),
        "approve": statements(approving.approve, case=case, by=leader, now=now),
    }

    assert asked == {"classify": 10, "assign": 5, "note": 4, "accept": 4, "draft": 4, "submit": 5, "approve": 4}


def test_a_publication_is_ticked(statements, enter, new, controller, now):
    row = enter([new("1.000001", "Cấp giấy phép")]).publications.get(channel__short_name="CSDL quốc gia")
    proof = {"done_date": date(2026, 11, 23), "link": "https://csdl.dichvucong.gov.vn/1"}

    assert statements(publishing.tick, publication=row, by=controller, now=now, **proof) == 4


def test_all_channels_of_a_decision_are_ticked(statements, enter, new, controller, now):
    decision = enter([new("1.000001", "Cấp giấy phép")])
    lines = [(row, "", None, "Công văn 12") for row in decision.publications.all()]
    about = {"decision": decision, "done_date": date(2026, 11, 23), "by": controller, "now": now}

    assert (len(lines), statements(publishing.tick_row, lines=lines, **about)) == (7, 4)


def test_a_result_is_recorded(statements, controller, now):
    task = TaskFactory()
    fields = {"kind": "report", "number": "5", "date": now.date(), "title": "Báo cáo", "link": "", "milestone": None}
    sent_twice = {"submission_key": "a" * 32}

    assert statements(work.record_deliverable, task=task, fields=fields, by=controller, now=now, **sent_twice) == 6


def task_fields(section):
    unit = UnitFactory()
    return {
        "section": section,
        "title": "Việc mới",
        "lead_unit": unit,
        "lead_text": unit.name,
        "supporting_units": [],
        "support_text": "",
        "deliverable_text": "",
        "timing": "Quý 2/2026",
        "schedule_kind": Task.Schedule.QUARTER,
        "sources": [],
    }


def test_a_task_is_added_and_edited(statements, controller, now):
    plan, who = PlanFactory(), {"by": controller, "now": now}
    fields = task_fields(SectionFactory(plan=plan))
    added = statements(tasks.add_task, plan=plan, fields=fields, **who)
    task = plan.tasks.get()

    assert (added, statements(tasks.edit_task, task=task, fields=fields | {"title": "Khác"}, **who)) == (13, 18)


def test_many_tasks_get_another_unit(statements, controller, now):
    plan = PlanFactory()
    section, unit = SectionFactory(plan=plan), UnitFactory()
    some = TaskFactory.create_batch(20, plan=plan, section=section)

    assert statements(tasks.change_lead, plan=plan, tasks=some, lead_unit=unit, by=controller, now=now) == 4


def test_a_hundred_cases_are_classified_and_assigned_at_once(statements, received, controller, unit, unit_officer, now):
    cases = [received(now=now - timedelta(days=day)).case for day in range(5) for _ in range(20)]
    wish = {"subject_class": "conduct", "unit": unit, "officer": unit_officer}

    asked = statements(reception.sort_out, cases=cases, by=controller, now=now, **wish)

    assert Case.objects.filter(status="handling", unit=unit, officer=unit_officer, revision=3).count() == 100
    # SQLite takes fewer values in one statement, and cuts what is written in bulk.
    assert asked == {"sqlite": 14, "postgresql": 11}[connection.vendor]
