"""Registers of the plan itself: trainings attended, and news about the control of procedures."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from core.rows import both_or_neither, person
from organization.models import Unit, User


class RecordQuerySet(models.QuerySet):
    def current(self):
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)


class Record(models.Model):
    """A record with author and time. A wrong record is withdrawn with a reason; the row stays."""

    recorded_at = models.DateTimeField("ghi lúc", editable=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False, verbose_name="người ghi")
    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True, editable=False)
    withdrawn_by = person("người rút")
    withdrawn_reason = models.CharField("lý do rút", max_length=1000, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("withdrawn_at", "withdrawn_by"), name="plans_%(class)s_withdrawn_who_and_when"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="plans_%(class)s_withdrawn_says_why",
            ),
        ]


class TrainingQuerySet(RecordQuerySet):
    def editable_by(self, user):
        return self if user.is_controller else self.none()


class Training(Record):
    """A training or conference that staff of the agency attended, also one of another body."""

    title = models.CharField("tên lớp, hội nghị", max_length=300)
    organizer = models.CharField("cơ quan tổ chức", max_length=200)
    held_date = models.DateField("ngày tổ chức")
    participants = models.PositiveIntegerField(
        "số người tham gia", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    units = models.ManyToManyField(Unit, blank=True, related_name="trainings", verbose_name="đơn vị tham gia")
    link = models.URLField("đường dẫn", max_length=500, blank=True)

    objects = TrainingQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "lớp, hội nghị tập huấn"
        verbose_name_plural = "lớp, hội nghị tập huấn"
        ordering = ["-held_date", "-pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["title", "held_date"], condition=Q(withdrawn_at=None), name="plans_training_once"
            ),
        ]
        indexes = [models.Index(fields=["held_date"], name="plans_training_by_date")]

    def __str__(self):
        return f"{self.title} ngày {self.held_date:%d/%m/%Y}"


class NewsQuerySet(RecordQuerySet):
    def editable_by(self, user):
        """Items that the user may change: a controller all, an officer or focal point those of the own unit."""
        if user.is_controller:
            return self
        return self.filter(unit=user.unit_id) if may_record_news(user) else self.none()


class NewsItem(Record):
    """A piece of news about the control of procedures, on the web or on a notice board."""

    title = models.CharField("tên tin, bài", max_length=300)
    published_date = models.DateField("ngày đăng")
    link = models.URLField("đường dẫn", max_length=500, blank=True)
    place = models.CharField("nơi đăng, niêm yết", max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="news", verbose_name="đơn vị thực hiện")

    objects = NewsQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "tin, bài tuyên truyền"
        verbose_name_plural = "tin, bài tuyên truyền"
        ordering = ["-published_date", "-pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["title", "published_date", "unit"],
                condition=Q(withdrawn_at=None),
                name="plans_newsitem_once",
            ),
            models.CheckConstraint(condition=~Q(link="") | ~Q(place=""), name="plans_newsitem_says_where"),
        ]
        indexes = [models.Index(fields=["published_date"], name="plans_newsitem_by_date")]

    def __str__(self):
        return f"{self.title} ngày {self.published_date:%d/%m/%Y}"


def may_record_news(user):
    is_of_a_unit = user.role in (User.Role.OFFICER, User.Role.FOCAL_POINT) and user.unit_id is not None
    return user.is_controller or is_of_a_unit
