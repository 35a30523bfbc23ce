from datetime import date, datetime

import factory

from plans.models import Deliverable, Milestone, NewsItem, Plan, Section, Task, TaskSource, Training
from tests.conftest import VIETNAM
from tests.factories import UnitFactory, UserFactory

CREATED = datetime(2026, 1, 5, 8, 0, tzinfo=VIETNAM)


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Plan
        django_get_or_create = ["year"]

    year = 2026
    title = factory.LazyAttribute(lambda plan: f"Kế hoạch kiểm soát thủ tục hành chính năm {plan.year}")
    symbol = "KH-SKHCN"
    created_at = CREATED

    class Params:
        issued = factory.Trait(
            status=Plan.Status.ISSUED,
            number="5",
            issue_date=date(2026, 1, 12),
            issued_at=CREATED,
            issued_by=factory.SubFactory(UserFactory, role="leader"),
        )


class SectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Section

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    number = "I"
    title = "XÂY DỰNG KẾ HOẠCH"


class TaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Task
        skip_postgeneration_save = True

    section = factory.SubFactory(SectionFactory, plan=factory.SelfAttribute("..plan"))
    plan = factory.SubFactory(PlanFactory, issued=True)
    number = factory.Sequence(lambda n: n + 1)
    title = "Xây dựng kế hoạch rà soát"
    lead_unit = factory.SubFactory(UnitFactory)
    lead_text = factory.LazyAttribute(lambda task: task.lead_unit.name)
    timing = "Trong năm 2026"
    schedule_kind = Task.Schedule.YEAR

    @factory.post_generation
    def sources(task, create, keys, **kwargs):
        for place, key in enumerate(keys or [], start=1):
            TaskSource.objects.create(task=task, key=key, position=place)


class DeliverableFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Deliverable

    task = factory.SubFactory(TaskFactory)
    kind = Deliverable.Kind.DECISION
    date = date(2026, 3, 2)
    title = "Quyết định công bố thủ tục"
    recorded_at = CREATED
    recorded_by = factory.SubFactory(UserFactory)


class MilestoneFactory(factory.django.DjangoModelFactory):
    """Something that arose in a task; with `rule` and `start_date` it follows the calendar."""

    class Meta:
        model = Milestone

    task = factory.SubFactory(TaskFactory)
    kind = Milestone.Kind.EVENT
    title = factory.Sequence(lambda n: f"Việc {n}")
    due_date = date(2026, 3, 16)


class TrainingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Training

    title = factory.Sequence(lambda n: f"Tập huấn nghiệp vụ kiểm soát TTHC đợt {n}")
    organizer = "Sở Tư pháp"
    held_date = date(2026, 5, 12)
    recorded_at = CREATED
    recorded_by = factory.SubFactory(UserFactory, role="controller")


class NewsItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NewsItem

    title = factory.Sequence(lambda n: f"Tin về dịch vụ công trực tuyến {n}")
    published_date = date(2026, 10, 5)
    place = "Bảng tin Văn phòng Sở"
    unit = factory.SubFactory(UnitFactory)
    recorded_at = CREATED
    recorded_by = factory.SubFactory(UserFactory)
