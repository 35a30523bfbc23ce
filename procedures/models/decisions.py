"""Decisions that announce procedures (quyết định công bố), and the drafting steps after a ministry's decision."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from core.folding import fold
from core.rows import Revised, SearchableQuerySet, ValidQuerySet, begins_before_it_ends, both_or_neither, person
from deadlines.terms import Term, TermQuerySet
from files.models import StoredFile
from procedures.models.catalogue import Field, Procedure


class ChangeKind(models.Model):
    """A kind of change in the words of the law; `effect` is its meaning in this system."""

    class Effect(models.TextChoices):
        CREATE = "create", "Thêm thủ tục mới"
        AMEND = "amend", "Thay nội dung của thủ tục"
        REPLACE = "replace", "Thủ tục mới thay thủ tục cũ"
        ABOLISH = "abolish", "Thủ tục hết hiệu lực"

    name = models.CharField("loại thay đổi", max_length=80, unique=True)
    effect = models.CharField("tác động", max_length=20, choices=Effect)
    citation = models.CharField("căn cứ", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    valid_from = models.DateField("hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "loại thay đổi"
        verbose_name_plural = "loại thay đổi"
        ordering = ["position", "pk"]
        constraints = [begins_before_it_ends("procedures_changekind_valid_from_before_to")]

    def __str__(self):
        return self.name


class DecisionQuerySet(SearchableQuerySet):
    def current(self):
        return self.filter(withdrawn_at=None)

    def of_ministry(self):
        return self.current().filter(level=Decision.Level.MINISTRY)

    def of_province(self):
        return self.current().filter(level=Decision.Level.PROVINCE)

    def answered(self):
        """Ministry decisions that the province has announced."""
        return self.of_ministry().filter(Exists(Decision.objects.of_province().filter(follows=OuterRef("pk"))))

    def unanswered(self):
        """Ministry decisions that the province must announce and has not."""
        answers = Decision.objects.of_province().filter(follows=OuterRef("pk"))
        return self.of_ministry().filter(not_needed_at=None).filter(~Exists(answers))


class Decision(Revised):
    """A decision of the ministry, or of the Chairman of the province (NĐ 63/2010/NĐ-CP, Điều 13, 15)."""

    class Level(models.TextChoices):
        MINISTRY = "ministry", "Quyết định của Bộ"
        PROVINCE = "province", "Quyết định của Chủ tịch UBND tỉnh"

    level = models.CharField("loại quyết định", max_length=20, choices=Level)
    number = models.CharField("số, ký hiệu", max_length=60, help_text="Ví dụ: 2420/QĐ-UBND.")
    sign_date = models.DateField("ngày ký")
    effective_date = models.DateField("ngày có hiệu lực")
    received_date = models.DateField("ngày nhận được", null=True, blank=True)
    title = models.CharField("trích yếu", max_length=600)
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name="công bố theo quyết định của Bộ",
    )
    is_short = models.BooleanField("theo trình tự rút gọn", default=False)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản đã ký"
    )
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    entered_at = models.DateTimeField(editable=False)
    entered_by = person()
    withdrawn_at, withdrawn_by = models.DateTimeField(null=True, blank=True, editable=False), person()
    not_needed_at, not_needed_by = models.DateTimeField(null=True, blank=True, editable=False), person()
    submission_key = models.CharField(max_length=40, null=True, unique=True, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định công bố"
        verbose_name_plural = "quyết định công bố"
        ordering = ["-sign_date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "number", "sign_date"],
                condition=Q(withdrawn_at=None),
                name="procedures_decision_once",
                violation_error_message="Quyết định này (cùng số, cùng ngày ký) đã được nhập.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("withdrawn_at", "withdrawn_by"),
                name="procedures_decision_withdrawn_who_and_when",
            ),
            models.CheckConstraint(
                condition=both_or_neither("not_needed_at", "not_needed_by"),
                name="procedures_decision_not_needed_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(follows=None) | Q(level="province"), name="procedures_decision_only_a_province_follows"
            ),
        ]
        indexes = [models.Index(fields=["level", "-sign_date"], name="procedures_decision_by_date")]

    def __str__(self):
        return f"Quyết định số {self.number} ngày {self.sign_date:%d/%m/%Y}"

    def save(self, **kwargs):
        self.search_text = fold(f"{self.number} {self.title} {self.issuer}")
        if "update_fields" in kwargs:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("procedures:decision", args=[self.pk])

    @property
    def short_name(self):
        return f"QĐ {self.number}"

    @property
    def is_of_province(self):
        return self.level == self.Level.PROVINCE

    @property
    def is_withdrawn(self):
        return self.withdrawn_at is not None


class ItemQuerySet(models.QuerySet):
    def current(self):
        """Lines that are not removed, of decisions that are not withdrawn."""
        return self.filter(removed_at=None, decision__withdrawn_at=None)


class DecisionItem(models.Model):
    """A line of a decision: a change of a procedure. A ministry's line may name an unknown procedure."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField("thứ tự")
    kind = models.ForeignKey(ChangeKind, models.PROTECT, related_name="items", verbose_name="loại thay đổi")
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, null=True, blank=True, related_name="items", verbose_name="thủ tục"
    )
    replaced = models.ForeignKey(
        Procedure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replacements",
        verbose_name="thủ tục bị thay thế",
    )
    # As written in the decision.
    code = models.CharField("mã thủ tục", max_length=60, blank=True)
    name = models.CharField("tên thủ tục", max_length=600)
    field = models.ForeignKey(Field, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lĩnh vực")
    # The code of the procedure before this line changed it; restored when the line is removed.
    former_code = models.CharField(max_length=60, blank=True, editable=False)
    removed_at, removed_by = models.DateTimeField(null=True, blank=True, editable=False), person()

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng của quyết định"
        verbose_name_plural = "dòng của quyết định"
        ordering = ["decision", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "procedure"],
                condition=Q(removed_at=None, procedure__isnull=False),
                name="procedures_item_once_a_decision",
            ),
            models.CheckConstraint(
                condition=both_or_neither("removed_at", "removed_by"), name="procedures_item_removed_who_and_when"
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {self.code} {self.name}".replace("  ", " ")


class StepQuerySet(TermQuerySet):
    def open(self):
        """Steps that are owed: not done, and the ministry's decision still waits for the province."""
        return self.filter(done_date=None, decision__in=Decision.objects.unanswered().values("pk"))


class DraftingStep(Term):
    """A step from a ministry's decision to the province's (tham mưu công bố), each with its own rule."""

    class Step(models.TextChoices):
        DRAFT = "draft", "Gửi dự thảo để Văn phòng UBND tỉnh kiểm soát"
        SUBMIT = "submit", "Trình Chủ tịch UBND tỉnh ký"
        SIGN = "sign", "Chủ tịch UBND tỉnh ký quyết định công bố"

    RULES = {Step.DRAFT: "announcement.draft", Step.SUBMIT: "announcement.submit", Step.SIGN: "announcement.sign"}

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="steps")
    step = models.CharField("bước", max_length=10, choices=Step)
    done_date = models.DateField("ngày thực hiện", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    recorded_at, recorded_by = models.DateTimeField(null=True, blank=True), person()

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = "bước tham mưu công bố"
        verbose_name_plural = "bước tham mưu công bố"
        ordering = ["decision", "due_date", "pk"]
        constraints = [
            *Term.Meta.constraints,
            models.CheckConstraint(condition=Q(due_date__isnull=False), name="procedures_step_has_a_due_date"),
            models.UniqueConstraint(fields=["decision", "step"], name="procedures_step_once"),
            models.CheckConstraint(
                condition=both_or_neither("recorded_at", "recorded_by"), name="procedures_step_who_and_when"
            ),
        ]
        indexes = [models.Index(fields=["due_date"], condition=Q(done_date=None), name="procedures_step_open_by_due")]

    def __str__(self):
        return f"{self.get_step_display()} ({self.decision.short_name})"
