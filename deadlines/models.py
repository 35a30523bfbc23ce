"""Special days, deadline rules and reporting periods."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast

from core.rows import ValidQuerySet, begins_before_it_ends, both_or_neither, person
from deadlines.calendar import Calendar

# No term of this field is longer than a year; the limit refuses typing mistakes.
LONGEST_TERM = 400
# Most terms here have two to ten working days: by default the last two are "soon".
SOON_DAYS_OF_A_RULE = 2


class SpecialDayQuerySet(models.QuerySet):
    def of_year(self, year):
        return self.filter(date__year=year)

    def calendar(self):
        """The present Calendar, in one query: special days and confirmed years."""
        no_year = Cast(Value(None), models.IntegerField())
        no_day = (Value(None, models.DateField()), Value(""), Value(""), Value(False))
        days = self.order_by().values_list("date", "kind", "note", "needs_check", no_year)
        years = CalendarYear.objects.confirmed().order_by().values_list(*no_day, "year")
        off, worked, confirmed = {}, {}, set()
        for date, kind, note, needs_check, year in days.union(years, all=True):
            if year:
                confirmed.add(year)
            else:
                day = SpecialDay(date=date, kind=kind, note=note, needs_check=needs_check)
                (off if kind == SpecialDay.Kind.OFF else worked)[date] = day.reason
        return Calendar(off, worked, frozenset(confirmed))


class SpecialDay(models.Model):
    """A day off, or a weekend day that is worked. Changed only by actions, after a preview of the moved terms."""

    class Kind(models.TextChoices):
        OFF = "off", "Ngày nghỉ"
        WORK = "work", "Ngày làm bù"

    date = models.DateField("ngày", unique=True)
    kind = models.CharField("loại", max_length=10, choices=Kind)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    needs_check = models.BooleanField("cần đối chiếu trước khi xác nhận lịch", default=False)

    objects = SpecialDayQuerySet.as_manager()

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["off", "work"]), name="deadlines_specialday_kind_is_known"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.date:%d/%m/%Y}"

    @property
    def reason(self):
        """The words for this day in the explanation of a due date."""
        reason = self.note or self.get_kind_display()
        return f"{reason} (cần đối chiếu)" if self.needs_check else reason

    @property
    def in_words(self):
        return f"{self.get_kind_display()}: {self.reason}" if self.note else self.reason


class CalendarYearQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)


class CalendarYear(models.Model):
    """A year of the calendar: whether its special days are confirmed. Audit events of the calendar refer to it."""

    year = models.PositiveSmallIntegerField("năm", unique=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    confirmed_by = person("người xác nhận")

    objects = CalendarYearQuerySet.as_manager()

    class Meta:
        verbose_name = "lịch năm"
        verbose_name_plural = "lịch các năm"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("confirmed_at", "confirmed_by"),
                name="deadlines_calendaryear_confirmed_by_whom_and_when",
            ),
        ]

    def __str__(self):
        return f"Lịch năm {self.year}"

    @property
    def is_confirmed(self):
        return self.confirmed_at is not None


class DeadlineRuleQuerySet(ValidQuerySet):
    def current(self, code, day):
        """The rule of this code valid on that day, of overlapping ones the latest; None when there is none."""
        return self.valid_on(day).filter(code=code).order_by(F("valid_from").desc(nulls_last=True)).first()

    def of_codes(self, codes):
        """`current` for many days with one query: a function (code, day) -> rule or None."""
        rows = list(self.filter(code__in=codes).order_by(F("valid_from").desc(nulls_last=True))) if codes else []

        def current(code, day):
            return next((rule for rule in rows if rule.code == code and rule.is_valid_on(day)), None)

        return current


class DeadlineRule(models.Model):
    """The length of a term, the event from which it counts, and its citation. Legal terms are rows, never code."""

    class Unit(models.TextChoices):
        DAYS = "days", "ngày"
        WORKING_DAYS = "working_days", "ngày làm việc"

    class Direction(models.TextChoices):
        AFTER = "after", "sau ngày bắt đầu"
        BEFORE = "before", "trước ngày bắt đầu"

    class Basis(models.TextChoices):
        LAW = "law", "Pháp luật"
        INTERNAL = "internal", "Quy định nội bộ"

    code = models.CharField("mã", max_length=80, help_text="Phần mềm tìm quy định theo mã này; không đổi mã đã dùng.")
    title = models.CharField("nội dung", max_length=200)
    amount = models.PositiveSmallIntegerField(
        "số ngày", validators=[MaxValueValidator(LONGEST_TERM, f"Nhập số ngày từ 1 đến {LONGEST_TERM}.")]
    )
    unit = models.CharField("đơn vị tính", max_length=20, choices=Unit, default=Unit.WORKING_DAYS)
    direction = models.CharField("chiều tính", max_length=10, choices=Direction, default=Direction.AFTER)
    start_event = models.CharField("tính từ", max_length=200, help_text="Ví dụ: ngày ký quyết định công bố.")
    citation = models.CharField("căn cứ", max_length=300)
    basis = models.CharField("loại căn cứ", max_length=10, choices=Basis, default=Basis.INTERNAL)
    is_sample = models.BooleanField(
        "giá trị mẫu", default=False, help_text="Chưa có căn cứ; hiển thị kèm chữ “(mẫu)” cho đến khi đơn vị xác định."
    )
    soon_days = models.PositiveSmallIntegerField(
        "sắp đến hạn, từ số ngày làm việc trước hạn",
        default=SOON_DAYS_OF_A_RULE,
        validators=[MaxValueValidator(LONGEST_TERM, f"Nhập số ngày từ 0 đến {LONGEST_TERM}.")],
        help_text="Việc còn từng này ngày làm việc trở xuống thì hiện “sắp đến hạn”. Không làm thay đổi hạn.",
    )
    valid_from = models.DateField("hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = DeadlineRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "quy định thời hạn"
        verbose_name_plural = "quy định thời hạn"
        ordering = ["code", "valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="deadlines_rule_amount_above_zero",
                violation_error_message="Số ngày phải lớn hơn 0.",
            ),
            begins_before_it_ends("deadlines_rule_valid_from_before_to"),
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="deadlines_rule_once_from_a_day",
                violation_error_message="Mã này đã có quy định bắt đầu từ ngày đó.",
            ),
            # A unique index treats two NULLs as different, so the rule without a begin needs its own constraint.
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_from=None),
                name="deadlines_rule_once_without_a_beginning",
                violation_error_message="Mã này đã có quy định không ghi ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(is_sample=False) | Q(basis="internal"),
                name="deadlines_rule_sample_is_never_law",
                violation_error_message="Giá trị mẫu không được ghi là quy định pháp luật.",
            ),
        ]

    def __str__(self):
        return self.title or self.term

    @property
    def in_working_days(self):
        return self.unit == self.Unit.WORKING_DAYS

    @property
    def is_backward(self):
        return self.direction == self.Direction.BEFORE

    @property
    def term(self):
        """ "5 ngày làm việc"."""
        return f"{self.amount} {self.get_unit_display()}"

    @property
    def term_from(self):
        """ "5 ngày làm việc kể từ ngày ký", "chậm nhất 5 ngày trước ngày có hiệu lực"."""
        if self.is_backward:
            return f"chậm nhất {self.term} trước {self.start_event}"
        return f"{self.term} kể từ {self.start_event}"

    @property
    def basis_words(self):
        return self.get_basis_display() + (" (mẫu)" if self.is_sample else "")

    def is_valid_on(self, day):
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class PeriodQuerySet(models.QuerySet):
    def of_year(self, year, kind=None):
        found = self.filter(year=year)
        return found.filter(kind=kind) if kind else found

    def years(self):
        return self.order_by("year").values_list("year", flat=True).distinct()

    def regular(self):
        return self.exclude(kind=Period.Kind.ADHOC)


class Period(models.Model):
    """A reporting period as a row, both days included. Regular ones follow the cut-off, ad hoc ones have free dates."""

    class Kind(models.TextChoices):
        MONTH = "month", "Tháng"
        QUARTER = "quarter", "Quý"
        HALF = "half", "6 tháng"
        NINE_MONTHS = "nine_months", "9 tháng"
        YEAR = "year", "Năm"
        ADHOC = "adhoc", "Đột xuất"

    kind = models.CharField("loại kỳ", max_length=20, choices=Kind)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveSmallIntegerField("số thứ tự trong năm", default=1)
    title = models.CharField("tên kỳ", max_length=200)
    first_day = models.DateField("từ ngày")
    last_day = models.DateField("đến hết ngày")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        ordering = ["last_day", "-first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")),
                name="deadlines_period_first_day_before_last",
                violation_error_message="Ngày cuối kỳ phải từ ngày đầu kỳ trở đi.",
            ),
            models.UniqueConstraint(
                fields=["kind", "year", "number"],
                condition=~Q(kind="adhoc"),
                name="deadlines_period_regular_once",
                violation_error_message="Kỳ này của năm đó đã có.",
            ),
            models.UniqueConstraint(
                fields=["title", "first_day", "last_day"],
                condition=Q(kind="adhoc"),
                name="deadlines_period_adhoc_once",
                violation_error_message="Kỳ đột xuất cùng tên, cùng ngày này đã có.",
            ),
        ]

    def __str__(self):
        return self.title

    def contains(self, day):
        return self.first_day <= day <= self.last_day

    @property
    def day_count(self):
        return (self.last_day - self.first_day).days + 1
