"""Steps of the compliance cost before and after a review, and hourly rates."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from core.rows import ValidQuerySet, begins_before_it_ends
from reviews.models.reviews import Review


class HourlyRateQuerySet(ValidQuerySet):
    def current(self, day):
        """The rate valid on that day, of overlapping ones the latest; None when there is none."""
        return self.valid_on(day).order_by(F("valid_from").desc(nulls_last=True), "-pk").first()


class HourlyRate(models.Model):
    """The average income of an hour in đồng, for compliance costs: a yearly setting with its source."""

    amount = models.DecimalField("đồng một giờ", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    source = models.CharField("nguồn", max_length=300)
    is_sample = models.BooleanField("giá trị mẫu", default=False)
    valid_from = models.DateField("hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = HourlyRateQuerySet.as_manager()

    class Meta:
        verbose_name = "thu nhập bình quân một giờ"
        verbose_name_plural = "thu nhập bình quân một giờ"
        ordering = ["-valid_from", "-pk"]
        constraints = [begins_before_it_ends("reviews_hourlyrate_valid_from_before_to")]

    def __str__(self):
        return f"{self.amount:.0f} đồng một giờ" + (" (mẫu)" if self.is_sample else "")


class CostStep(models.Model):
    """A step of compliance before or after the review; time in hours and money in đồng, per dossier."""

    class Phase(models.TextChoices):
        BEFORE = "before", "Hiện tại"
        AFTER = "after", "Sau rà soát"

    class Kind(models.TextChoices):
        PREPARE = "prepare", "Chuẩn bị hồ sơ"
        SUBMIT = "submit", "Nộp hồ sơ"
        PAY = "pay", "Nộp phí, lệ phí"
        INSPECTION = "inspection", "Chuẩn bị, phục vụ kiểm tra"
        RECEIVE = "receive", "Nhận kết quả"
        OTHER = "other", "Công việc khác"

    review = models.ForeignKey(Review, models.CASCADE, related_name="cost_steps")
    phase = models.CharField("thời điểm", max_length=10, choices=Phase)
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    kind = models.CharField("loại công việc", max_length=20, choices=Kind)
    title = models.CharField("công việc", max_length=300, blank=True)
    hours = models.DecimalField("số giờ", max_digits=8, decimal_places=2, default=0, validators=[MinValueValidator(0)])
    hourly_rate = models.DecimalField("thu nhập một giờ (đồng)", max_digits=12, decimal_places=2, default=0)
    service_cost = models.DecimalField("chi phí tư vấn, dịch vụ (đồng)", max_digits=14, decimal_places=2, default=0)
    fee = models.DecimalField("phí, lệ phí (đồng)", max_digits=14, decimal_places=2, default=0)
    other_cost = models.DecimalField("chi phí khác (đồng)", max_digits=14, decimal_places=2, default=0)

    class Meta:
        verbose_name = "bước tính chi phí"
        verbose_name_plural = "bước tính chi phí"
        ordering = ["phase", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gte=0, hourly_rate__gte=0, service_cost__gte=0, fee__gte=0, other_cost__gte=0),
                name="reviews_coststep_nothing_below_zero",
            )
        ]

    def __str__(self):
        return self.title or self.get_kind_display()
