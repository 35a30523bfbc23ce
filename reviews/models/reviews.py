"""Review of procedures (rà soát, đánh giá): the plan of a year, reviews and their sheets."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.rows import Revised, ValidQuerySet, begins_before_it_ends, both_or_neither, person
from deadlines.terms import Term, TermQuerySet
from files.models import StoredFile
from organization.models import Unit
from procedures.models.catalogue import Procedure


class ReviewPlan(Revised, Term):
    """The review plan of a year (NĐ 63/2010/NĐ-CP, Điều 30): approved by the Chairman, then sent to the centre."""

    year = models.PositiveSmallIntegerField("năm", unique=True)
    number = models.CharField("số, ký hiệu quyết định phê duyệt", max_length=60, blank=True)
    approved_date = models.DateField("ngày phê duyệt", null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp")
    due_date = models.DateField("hạn gửi", null=True, blank=True, editable=False)
    done_date = models.DateField("ngày gửi cơ quan trung ương", null=True, blank=True)
    created_at = models.DateTimeField(editable=False)
    created_by = person()

    class Meta:
        verbose_name = "kế hoạch rà soát"
        verbose_name_plural = "kế hoạch rà soát"
        ordering = ["-year"]
        constraints = [*Term.Meta.constraints]

    def __str__(self):
        return f"Kế hoạch rà soát TTHC năm {self.year}"

    def get_absolute_url(self):
        return reverse("reviews:plan", args=[self.year])


class ReviewQuerySet(TermQuerySet):
    def current(self):
        return self.filter(withdrawn_at=None)

    def open(self):
        return self.current().filter(done_date=None)

    def editable_by(self, user):
        """Reviews that the user may work on: the control unit all, the reviewing unit its own."""
        if user.is_controller:
            return self
        if user.role not in (user.Role.OFFICER, user.Role.FOCAL_POINT) or user.unit_id is None:
            return self.none()
        return self.filter(unit=user.unit_id)


class Review(Revised, Term):
    """The review of one procedure by one unit, with its result ("Phiếu rà soát nội bộ")."""

    class Grounds(models.TextChoices):
        GOVERNMENT = "government", "Chỉ đạo của Chính phủ, Thủ tướng Chính phủ"
        PROVINCE = "province", "UBND tỉnh tự lựa chọn"
        FEEDBACK = "feedback", "Phản ánh, kiến nghị của cá nhân, tổ chức"

    SOON_DAYS = 2  # small, since the unit knows the date from the approved plan

    plan = models.ForeignKey(ReviewPlan, models.PROTECT, related_name="reviews")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="reviews", verbose_name="thủ tục")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reviews", verbose_name="đơn vị thực hiện")
    grounds = models.CharField("căn cứ lựa chọn", max_length=20, choices=Grounds)
    grounds_note = models.CharField("diễn giải căn cứ", max_length=500, blank=True)
    expected_output = models.CharField("dự kiến sản phẩm", max_length=500, blank=True)
    start_date = models.DateField("từ ngày")
    due_date = models.DateField("đến ngày")
    conclusion = models.TextField("kết luận rà soát", blank=True)
    attachment = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Biểu mẫu 02/RS-KSTT"
    )
    cost_attachment = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Biểu mẫu 03/SCM-KSTT"
    )
    # The two phases of the cost calculator; the steps are CostStep rows.
    times_before = models.PositiveIntegerField("số lần thực hiện một năm (hiện tại)", default=1)
    subjects_before = models.PositiveIntegerField("số đối tượng tuân thủ một năm (hiện tại)", default=0)
    times_after = models.PositiveIntegerField("số lần thực hiện một năm (sau rà soát)", default=1)
    subjects_after = models.PositiveIntegerField("số đối tượng tuân thủ một năm (sau rà soát)", default=0)
    done_date = models.DateField("ngày hoàn thành", null=True, blank=True, editable=False)
    completed_at, completed_by = models.DateTimeField(null=True, blank=True, editable=False), person()
    withdrawn_at, withdrawn_by = models.DateTimeField(null=True, blank=True, editable=False), person()
    # Separate from `revision`, so that costs and sheet can be edited at the same time.
    costs_revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    created_by = person()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "rà soát thủ tục"
        verbose_name_plural = "rà soát thủ tục"
        ordering = ["due_date", "pk"]
        constraints = [
            *Term.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "procedure"],
                condition=Q(withdrawn_at=None),
                name="reviews_review_once_a_year",
                violation_error_message="Thủ tục này đã có trong kế hoạch rà soát của năm.",
            ),
            models.CheckConstraint(
                condition=Q(start_date__lte=models.F("due_date")),
                name="reviews_review_starts_before_it_ends",
                violation_error_message="“Đến ngày” phải từ “từ ngày” trở đi.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("completed_at", "completed_by"), name="reviews_review_done_who_and_when"
            ),
            models.CheckConstraint(
                condition=Q(done_date=None, completed_at=None) | Q(done_date__isnull=False, completed_at__isnull=False),
                name="reviews_review_done_is_recorded",
            ),
            models.CheckConstraint(
                condition=both_or_neither("withdrawn_at", "withdrawn_by"),
                name="reviews_review_withdrawn_who_and_when",
            ),
        ]
        indexes = [
            models.Index(fields=["due_date"], condition=Q(done_date=None), name="reviews_review_open_by_due"),
            models.Index(fields=["plan", "unit"], name="reviews_review_by_unit"),
        ]

    def __str__(self):
        return f"Rà soát {self.procedure} ({self.plan.year})"

    def get_absolute_url(self):
        return reverse("reviews:review", args=[self.pk])

    @property
    def is_withdrawn(self):
        return self.withdrawn_at is not None


class ReviewQuestion(models.Model):
    """A question of the sheet. The content follows NĐ 63/2010/NĐ-CP, Phụ lục I; the wording is editable data."""

    class Group(models.TextChoices):
        NECESSITY = "necessity", "Sự cần thiết"
        REASON = "reason", "Tính hợp lý"
        LEGALITY = "legality", "Tính hợp pháp"
        COST = "cost", "Chi phí tuân thủ"

    group = models.CharField("nhóm", max_length=20, choices=Group)
    position = models.PositiveSmallIntegerField("thứ tự")
    text = models.CharField("câu hỏi", max_length=500)
    citation = models.CharField("căn cứ", max_length=300, blank=True)
    valid_from = models.DateField("hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "câu hỏi của phiếu rà soát"
        verbose_name_plural = "câu hỏi của phiếu rà soát"
        ordering = ["position", "pk"]
        constraints = [begins_before_it_ends("reviews_reviewquestion_valid_from_before_to")]

    def __str__(self):
        return self.text


class ReviewAnswer(models.Model):
    class Value(models.TextChoices):
        YES = "yes", "Có"
        PARTLY = "partly", "Một phần"
        NO = "no", "Không"
        NOT_APPLICABLE = "na", "Không áp dụng"

    review = models.ForeignKey(Review, models.CASCADE, related_name="answers")
    question = models.ForeignKey(ReviewQuestion, models.PROTECT, related_name="answers")
    value = models.CharField("trả lời", max_length=10, choices=Value, blank=True)
    note = models.TextField("lý do, đề xuất", blank=True)

    class Meta:
        verbose_name = "câu trả lời"
        verbose_name_plural = "câu trả lời"
        ordering = ["question__position"]
        constraints = [models.UniqueConstraint(fields=["review", "question"], name="reviews_answer_once_a_question")]

    def __str__(self):
        return f"{self.question}: {self.get_value_display()}"
