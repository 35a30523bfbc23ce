"""The compliance cost of a procedure, before and after a review.

The formula is common practice; its official text was not found, so pages call it an internal method, never law.
Amounts are exact decimals; only displayed values are rounded (ROUND_HALF_UP): money to whole đồng, percentages to
two decimals.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.utils.formats import number_format

ZERO = Decimal(0)
NOTHING = "—"


@dataclass(frozen=True)
class CostedStep:
    """One step that an applicant takes for one dossier: time in hours, everything else in đồng."""

    hours: Decimal = ZERO
    hourly_rate: Decimal = ZERO
    service: Decimal = ZERO
    fee: Decimal = ZERO
    other: Decimal = ZERO

    @property
    def time(self):
        return self.hours * self.hourly_rate

    @property
    def total(self):
        return self.time + self.service + self.fee + self.other


@dataclass(frozen=True)
class Burden:
    """The steps of one dossier, `times` a year for each of `subjects` applicants."""

    steps: tuple[CostedStep, ...] = ()
    times: int = 1
    subjects: int = 0

    @property
    def time(self):
        return sum((step.time for step in self.steps), ZERO)

    @property
    def service(self):
        return sum((step.service for step in self.steps), ZERO)

    @property
    def fee(self):
        return sum((step.fee for step in self.steps), ZERO)

    @property
    def other(self):
        return sum((step.other for step in self.steps), ZERO)

    @cached_property
    def one_time(self):
        return self.time + self.service + self.fee + self.other

    @property
    def yearly(self):
        return self.one_time * self.times * self.subjects


@dataclass(frozen=True)
class CostChange:
    """The same amount before and after; a negative saving is an increase."""

    before: Decimal
    after: Decimal

    @property
    def saving(self):
        return self.before - self.after

    @property
    def percent(self):
        """The saving in percent of the cost before; None when that was 0."""
        return self.saving / self.before * 100 if self.before else None

    @property
    def saving_words(self):
        """ "793.000"; for an increase "tăng 793.000"."""
        words = money(abs(self.saving))
        return f"tăng {words}" if self.saving < 0 else words

    @property
    def percent_words(self):
        """ "77,44 %"; "—" when there was no cost before."""
        if self.percent is None:
            return NOTHING
        words = f"{written(abs(self.percent), 2)} %"
        return f"tăng {words}" if self.percent < 0 else words


@dataclass(frozen=True)
class Comparison:
    before: Burden
    after: Burden

    @property
    def one_time(self):
        return CostChange(self.before.one_time, self.after.one_time)

    @property
    def yearly(self):
        return CostChange(self.before.yearly, self.after.yearly)

    @property
    def parts(self):
        """[(label, CostChange)] of the components of one dossier's cost."""
        labels = {
            "time": "Chi phí thời gian",
            "service": "Chi phí tư vấn, dịch vụ",
            "fee": "Phí, lệ phí",
            "other": "Chi phí khác",
        }
        return [
            (words, CostChange(getattr(self.before, one), getattr(self.after, one))) for one, words in labels.items()
        ]

    @property
    def sums(self):
        return [("Tổng chi phí một lần", self.one_time), ("Tổng chi phí một năm", self.yearly)]

    @property
    def is_empty(self):
        return not self.before.steps and not self.after.steps


def of_review(review, steps):
    """The Comparison of a review; `steps`: its CostStep rows."""

    def burden(phase):
        rows = [step for step in steps if step.phase == phase]
        times, subjects = getattr(review, f"times_{phase}"), getattr(review, f"subjects_{phase}")
        return Burden(tuple(step_of(row) for row in rows), times, subjects)

    return Comparison(burden("before"), burden("after"))


def step_of(row):
    return CostedStep(row.hours, row.hourly_rate, row.service_cost, row.fee, row.other_cost)


def in_words(row):
    """ "Đi nộp: 2 giờ × 50.000, dịch vụ 0, phí 5.000, khác 0"; `row`: a CostStep."""
    hours, rate, service, fee, other = map(typed, vars(step_of(row)).values())
    return f"{row}: {hours} giờ × {rate}, dịch vụ {service}, phí {fee}, khác {other}"


def money(value):
    """ "1.024.000", rounded to whole đồng."""
    return written(value, 0)


def written(value, places):
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return number_format(rounded + ZERO, decimal_pos=places, force_grouping=True)


def typed(value):
    """The number as input: "1.024.000", "0,5", without trailing zeros."""
    places = max(0, -Decimal(value).normalize().as_tuple().exponent)
    return written(value, places)
