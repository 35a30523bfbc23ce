"""Counts of dossiers by procedure and period, as in form II.06a."""

from django.db import models
from django.db.models import F, Q

from core.rows import Revised, both_or_neither, person
from deadlines.models import Period
from procedures.models.catalogue import Field, Procedure


class DossierImport(models.Model):
    """The preview of an uploaded file of counts, before confirmation."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("organization.User", models.PROTECT, related_name="+")
    applied_at, applied_by = models.DateTimeField(null=True, blank=True), person()

    class Meta:
        verbose_name = "tệp số liệu hồ sơ"
        verbose_name_plural = "tệp số liệu hồ sơ"
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("applied_at", "applied_by"), name="dossiers_dossierimport_who_and_when"
            )
        ]

    def __str__(self):
        return self.file_name


class DossierCountQuerySet(models.QuerySet):
    def editable_by(self, user):
        if user.is_controller:
            return self
        if user.role not in (user.Role.OFFICER, user.Role.FOCAL_POINT) or user.unit_id is None:
            return self.none()
        return self.filter(Q(field__unit=user.unit_id) | Q(procedure__field__unit=user.unit_id))


class DossierCount(Revised):
    """The numbers of dossiers of one procedure, or of one whole field, in one period.

    Totals are computed, never stored; columns and sums are those of form II.06a/VPCP/KSTT.
    """

    # Total column of form II.06a -> its summands.
    RECEIVED = ("online", "counter", "post", "carried_over")
    SOLVED = ("early", "on_time", "late")
    PENDING = ("pending_in_time", "pending_late")
    COUNTS = (*RECEIVED, *SOLVED, *PENDING, "returned_by_post", "paid_online")

    period = models.ForeignKey(Period, models.PROTECT, related_name="dossier_counts", verbose_name="kỳ báo cáo")
    field = models.ForeignKey(
        Field, models.PROTECT, null=True, blank=True, related_name="dossier_counts", verbose_name="lĩnh vực"
    )
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, null=True, blank=True, related_name="dossier_counts", verbose_name="thủ tục"
    )
    carried_over = models.PositiveIntegerField("từ kỳ trước (6)", default=0)
    online = models.PositiveIntegerField("trực tuyến (4)", default=0)
    counter = models.PositiveIntegerField("trực tiếp (5)", default=0)
    post = models.PositiveIntegerField("qua bưu chính (5)", default=0)
    early = models.PositiveIntegerField("trước hạn (8)", default=0)
    on_time = models.PositiveIntegerField("đúng hạn (9)", default=0)
    late = models.PositiveIntegerField("quá hạn (10)", default=0)
    pending_in_time = models.PositiveIntegerField("đang giải quyết, trong hạn (12)", default=0)
    pending_late = models.PositiveIntegerField("đang giải quyết, quá hạn (13)", default=0)
    returned_by_post = models.PositiveIntegerField("trả kết quả qua bưu chính", default=0)
    paid_online = models.PositiveIntegerField("thanh toán trực tuyến", default=0)
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = person()

    objects = DossierCountQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu hồ sơ"
        verbose_name_plural = "số liệu hồ sơ"
        ordering = ["period", "field__name", "procedure__code", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(field=None, procedure__isnull=False) | Q(field__isnull=False, procedure=None),
                name="dossiers_dossiers_of_a_field_or_a_procedure",
            ),
            models.UniqueConstraint(fields=["period", "field"], name="dossiers_dossiers_field_once"),
            models.UniqueConstraint(fields=["period", "procedure"], name="dossiers_dossiers_procedure_once"),
            models.CheckConstraint(
                condition=Q(
                    online=F("early")
                    + F("on_time")
                    + F("late")
                    + F("pending_in_time")
                    + F("pending_late")
                    - F("carried_over")
                    - F("counter")
                    - F("post")
                ),
                name="dossiers_dossiers_received_is_solved_and_pending",
                violation_error_message="Tổng tiếp nhận phải bằng tổng đã giải quyết cộng tổng đang giải quyết.",
            ),
            models.CheckConstraint(
                condition=Q(returned_by_post__lte=F("early") + F("on_time") + F("late")),
                name="dossiers_dossiers_returned_were_solved",
                violation_error_message="Số trả qua bưu chính không thể lớn hơn số đã giải quyết.",
            ),
        ]

    def __str__(self):
        return f"{self.period}: {self.field or self.procedure}"

    @property
    def of_field(self):
        """The field to which the count belongs."""
        return self.field or self.procedure.field

    def _sum(self, names):
        return sum(getattr(self, name) for name in names)

    @property
    def received(self):
        """Column 3."""
        return self._sum(self.RECEIVED)

    @property
    def solved(self):
        """Column 7."""
        return self._sum(self.SOLVED)

    @property
    def pending(self):
        """Column 11."""
        return self._sum(self.PENDING)
