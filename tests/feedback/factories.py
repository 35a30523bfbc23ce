"""Real rows of feedback. For a case that came through its life, use the fixture `case_in`."""

from datetime import date

import factory

from feedback.models import ENDED, Case, Clock, PublicText, Sender
from tests.procedures.factories import CREATED


class CaseFactory(factory.django.DjangoModelFactory):
    """A case as a row, with its sender, without events and clocks."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"PAKN-2025-{n + 1:04}")  # a year in which no test receives any
    status = Case.Status.NEW
    received_date = date(2026, 11, 18)
    created_at = CREATED
    subject = Case.Subject.CONDUCT
    title = "Chậm trả kết quả cấp phép"
    content = "Giấy hẹn ngày 16/11, đến nay chưa có kết quả và chưa nhận được thông báo."
    returns_to = factory.LazyAttribute(lambda case: "handling" if case.status == "waiting" else "")
    answered_date = factory.LazyAttribute(
        lambda case: date(2026, 11, 20) if case.status in ("answered", "published") else None
    )
    ended_at = factory.LazyAttribute(lambda case: CREATED if case.status in ENDED else None)
    search_text = "cham tra ket qua cap phep giay hen"
    sender = factory.RelatedFactory("tests.feedback.factories.SenderFactory", factory_related_name="case")


class SenderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sender

    case = factory.SubFactory(CaseFactory, sender=None)
    kind = Sender.Kind.PERSON
    name = "Lê Thị Mẫu"
    address = "Số 5 đường Ví Dụ, phường Mẫu"
    phone = "0912 345 678"
    email = "nguoi.gui@example.org"


class ClockFactory(factory.django.DjangoModelFactory):
    """Needs the fixture `rules`."""

    class Meta:
        model = Clock

    case = factory.SubFactory(CaseFactory)
    kind = Clock.Kind.ANSWER
    rule = factory.LazyAttribute(lambda clock: rule_of(clock.kind))
    start_date = date(2026, 11, 18)
    due_date = date(2026, 12, 9)


class PublicTextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PublicText

    case = factory.SubFactory(CaseFactory, status="published")
    title = "Chậm trả kết quả cấp phép"
    question = "Giấy hẹn đã quá ngày, chưa có kết quả."
    answer = "Cơ quan đã trả kết quả và xin lỗi về việc chậm trễ."
    received_date = date(2026, 11, 18)
    answered_date = date(2026, 11, 20)
    published_at = CREATED
    published_by = factory.SubFactory("tests.factories.UserFactory", role="controller")
    search_text = "cham tra ket qua cap phep giay hen"


def rule_of(kind):
    from deadlines.models import DeadlineRule
    from feedback import clocks

    return DeadlineRule.objects.get(code=clocks.RULES[kind])
