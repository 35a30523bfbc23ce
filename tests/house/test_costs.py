"""What each page costs: an exact number of queries, the same for one row and for five. With the session, the person,
the agency and the menu a staff page asks at most twelve, a public page at most five."""

from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from deadlines import actions as calendar
from deadlines.models import DeadlineRule, Period
from dossiers.models import DossierCount
from feedback.models import CaseEvent
from organization.models import Unit
from plans.models import Milestone
from procedures.models import ChangeKind, Channel, DraftingStep, Publication
from tests.factories import AgencyFactory, UserFactory
from tests.feedback.factories import CaseFactory, ClockFactory, PublicTextFactory
from tests.plans.factories import DeliverableFactory, PlanFactory, SectionFactory, TaskFactory
from tests.procedures.factories import DecisionFactory, FieldFactory, ItemFactory, VersionFactory
from tests.queries import queries_of
from tests.reviews.factories import ProposalFactory, ReviewFactory, ReviewPlanFactory

TODAY = "2026-11-23 09:00+07:00"
DUE = date(2026, 12, 1)

# A page of plans asks each source of evidence that its tasks name; here none is named.
STAFF = {
    "first page": 10,
    "plan": 12,
    "task": 12,
    "procedures": 8,
    "decisions": 11,
    "decision of the province": 12,
    "decision of the ministry": 12,
    "matrix": 12,
    "publication": 9,
    "review plans": 6,
    "review plan": 12,
    "review": 12,
    "proposals": 7,
    "dossiers": 12,
    "queue": 11,
    "case": 11,
    "case in full": 12,
    "register": 7,
    "calculator": 5,
    "calendar": 7,
}
PUBLIC = {
    "front": 2,
    "catalogue": 3,
    "changes": 2,
    "procedure": 4,
    "results": 2,
    "result": 2,
    "feedback": 1,
    "tracking": 1,
    "guidance": 2,
}


class House:
    """Rows of every register; `fill` adds so many to each list."""

    def __init__(self):
        AgencyFactory()
        calendar.load_rules()
        calendar.make_periods(year=2026)
        self.by = UserFactory(role="controller", unit=Unit.objects.create(name="Bộ phận", is_control_unit=True))
        self.rule = {"rule": DeadlineRule.objects.get(code="feedback.answer"), "start_date": date(2026, 11, 2)}
        self.channel = Channel.objects.create(name="Cổng", short_name="Cổng", kind="physical", rule_code="x")
        self.section = SectionFactory(plan=PlanFactory(issued=True))
        self.plan, self.number = ReviewPlanFactory(), 0

    def fill(self, count):
        for _ in range(count):
            self.number += 1
            self.plan_rows()
            self.registers()
            self.cases()

    def plan_rows(self):
        self.task = TaskFactory(plan=self.section.plan, section=self.section)
        milestone = Milestone.objects.create(task=self.task, kind="due", title="Hạn", due_date=DUE, **self.rule)
        DeliverableFactory(task=self.task, milestone=milestone)
        self.task.supporting_units.add(self.task.lead_unit)

    def registers(self):
        self.version = VersionFactory()
        kind = self.kind()
        self.province, self.ministry = DecisionFactory(), DecisionFactory(level="ministry")
        for decision in (self.province, self.ministry):
            ItemFactory(decision=decision, kind=kind, procedure=self.version.procedure, name="Thủ tục")
        DraftingStep.objects.create(decision=self.ministry, step="sign", due_date=DUE, **self.rule)
        places = {"decision": self.province, "channel": self.channel}
        self.publication = Publication.objects.create(**places, due_date=DUE, **self.rule)
        self.review = ReviewFactory(plan=self.plan)
        self.proposal = ProposalFactory(review=self.review)
        period = Period.objects.get(year=2026, kind="quarter", number=3)
        field = FieldFactory(name=f"Lĩnh vực {self.number}")
        DossierCount.objects.create(
            period=period, field=field, online=1, on_time=1, recorded_at=self.review.created_at, recorded_by=self.by
        )

    @staticmethod
    def kind():
        return ChangeKind.objects.get_or_create(name="Sửa đổi", defaults={"effect": "amend"})[0]

    def cases(self):
        self.case = CaseFactory(status="handling", unit=self.by.unit, officer=self.by)
        ClockFactory(case=self.case, kind="answer")
        self.event(self.case)
        self.text = PublicTextFactory()
        self.event(self.text.case)
        ClockFactory(case=self.text.case, kind="answer", done_date=date(2026, 11, 20))
        CaseFactory(duplicate_of=self.text.case)

    def event(self, case):
        told = {"at": case.created_at, "party": "staff", "by": self.by, "to_status": case.status}
        CaseEvent.objects.create(case=case, action="note", text="Đã gọi điện.", **told)


def staff_pages(house):
    return {
        "first page": reverse("home"),
        "plan": house.section.plan.get_absolute_url(),
        "task": house.task.get_absolute_url(),
        "procedures": reverse("procedures:list"),
        "decisions": reverse("procedures:decisions"),
        "decision of the province": house.province.get_absolute_url(),
        "decision of the ministry": house.ministry.get_absolute_url(),
        "matrix": reverse("procedures:matrix"),
        "publication": reverse("procedures:publication", args=[house.publication.pk]),
        "review plans": reverse("reviews:list"),
        "review plan": house.plan.get_absolute_url(),
        "review": house.review.get_absolute_url(),
        "proposals": reverse("reviews:proposals"),
        "dossiers": reverse("dossiers:list"),
        "queue": reverse("feedback:list", query={"tab": "don-vi"}),
        "case": house.case.get_absolute_url(),
        "case in full": house.text.case.get_absolute_url(),
        "register": reverse("feedback:register"),
        "calculator": reverse("deadlines:calculator"),
        "calendar": reverse("deadlines:year", args=[2026]),
    }


def public_pages(house):
    return {
        "front": "/",
        "catalogue": reverse("procedures:public"),
        "changes": reverse("procedures:changes"),
        "procedure": reverse("procedures:public_procedure", args=[house.version.procedure.pk]),
        "results": reverse("feedback:results"),
        "result": house.text.get_absolute_url(),
        "feedback": reverse("feedback:start"),
        "tracking": reverse("feedback:track"),
        "guidance": reverse("feedback:guidance"),
    }


@pytest.fixture
def house(db):
    house = House()
    house.fill(1)
    return house


def costs(client, pages):
    wrong = [path for path in pages.values() if client.get(path).status_code != 200]
    assert wrong == []
    return {name: queries_of(client, path) for name, path in pages.items()}


@time_machine.travel(TODAY)
def test_a_staff_page_asks_exactly_so_many_queries_for_one_row_and_for_five(client, house):
    client.force_login(house.by)

    assert costs(client, staff_pages(house)) == STAFF
    house.fill(4)
    assert costs(client, staff_pages(house)) == STAFF


@time_machine.travel(TODAY)
def test_a_public_page_asks_exactly_so_many_queries_for_one_row_and_for_five(house):
    assert costs(Client(), public_pages(house)) == PUBLIC
    house.fill(4)
    cache.clear()  # figures of public pages are kept a minute
    assert costs(Client(), public_pages(house)) == PUBLIC


def test_no_page_is_dearer_than_it_may_be():
    assert (max(STAFF.values()) <= 12, max(PUBLIC.values()) <= 4) == (True, True)
