from datetime import date

import factory

from deadlines.models import DeadlineRule, Period, SpecialDay


class SpecialDayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SpecialDay

    kind = SpecialDay.Kind.OFF
    note = "Ngày nghỉ"


class DeadlineRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DeadlineRule

    code = factory.Sequence(lambda n: f"rule.{n}")
    title = "Gửi báo cáo"
    amount = 5
    unit = DeadlineRule.Unit.WORKING_DAYS
    start_event = "ngày chốt số liệu"
    citation = "Quy chế của Sở"


class PeriodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Period

    kind = Period.Kind.ADHOC
    year = 2026
    number = 0
    title = factory.Sequence(lambda n: f"Chuyên đề {n}")
    first_day = date(2026, 3, 1)
    last_day = date(2026, 3, 31)
