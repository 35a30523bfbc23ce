"""Proposals to simplify procedures (sáng kiến, đề xuất)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.folding import fold
from core.rows import Revised, SearchableQuerySet, both_or_neither, person
from organization.models import Unit
from procedures.models.catalogue import Procedure
from reviews.models.reviews import Review


class ProposalQuerySet(SearchableQuerySet):
    def current(self):
        return self.filter(withdrawn_at=None)

    def editable_by(self, user):
        """Proposals that the user may change: the control unit all, the proposing unit its own without an outcome."""
        if user.is_controller:
            return self
        if user.role not in (user.Role.OFFICER, user.Role.FOCAL_POINT) or user.unit_id is None:
            return self.none()
        return self.filter(unit=user.unit_id, outcome=Proposal.Outcome.PENDING)


class Proposal(Revised):
    """A proposal to simplify (sáng kiến, đề xuất; NĐ 63/2010/NĐ-CP, Điều 31), from a review or from daily work."""

    class Kind(models.TextChoices):
        AMEND = "amend", "Sửa đổi, bổ sung"
        REPLACE = "replace", "Thay thế"
        ABOLISH = "abolish", "Bãi bỏ, hủy bỏ"
        CONNECT = "connect", "Liên thông"
        CREATE = "create", "Ban hành mới"
        OTHER = "other", "Sáng kiến khác"

    class Outcome(models.TextChoices):
        PENDING = "pending", "Đang chờ"
        ACCEPTED = "accepted", "Được chấp thuận"
        DECLINED = "declined", "Không được chấp thuận"

    year = models.PositiveSmallIntegerField("năm")
    review = models.ForeignKey(Review, models.PROTECT, null=True, blank=True, related_name="proposals")
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name="thủ tục"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="proposals", verbose_name="đơn vị đề xuất")
    kind = models.CharField("phương án", max_length=20, choices=Kind)
    title = models.CharField("tên sáng kiến, đề xuất", max_length=300)
    content = models.TextField("nội dung, lý do")
    proposed_date = models.DateField("ngày đề xuất")
    document_number = models.CharField("văn bản đề xuất", max_length=60, blank=True)
    outcome = models.CharField("kết quả", max_length=20, choices=Outcome, default=Outcome.PENDING)
    outcome_date = models.DateField("ngày có kết quả", null=True, blank=True)
    outcome_note = models.CharField("diễn giải kết quả", max_length=500, blank=True)
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = person()
    withdrawn_at, withdrawn_by = models.DateTimeField(null=True, blank=True, editable=False), person()
    submission_key = models.CharField(max_length=40, null=True, unique=True, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "sáng kiến, đề xuất"
        verbose_name_plural = "sáng kiến, đề xuất"
        ordering = ["-proposed_date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="pending", outcome_date=None)
                | (~Q(outcome="pending") & Q(outcome_date__isnull=False)),
                name="reviews_proposal_outcome_has_its_day",
            ),
            models.CheckConstraint(
                condition=both_or_neither("withdrawn_at", "withdrawn_by"),
                name="reviews_proposal_withdrawn_who_and_when",
            ),
        ]
        indexes = [models.Index(fields=["year", "unit"], name="reviews_proposal_by_year")]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        code = self.procedure.code if self.procedure else ""
        self.search_text = fold(f"{self.title} {self.document_number} {code}")
        if "update_fields" in kwargs:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("reviews:proposal", args=[self.pk])

    @property
    def is_withdrawn(self):
        return self.withdrawn_at is not None
