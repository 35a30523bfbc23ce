"""Procedures and their versions."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from core.folding import fold
from core.rows import Revised, SearchableQuerySet, ValidQuerySet, begins_before_it_ends, both_or_neither, person
from files.models import StoredFile
from organization.models import Unit
from procedures import codes

ONE_DAY = timedelta(days=1)


class Field(models.Model):
    """A field of the agency's work (lĩnh vực), with the unit in charge of its procedures."""

    name = models.CharField("tên lĩnh vực", max_length=200, unique=True)
    code = models.CharField("mã lĩnh vực", max_length=40, blank=True, help_text="Ví dụ: G06-KC01.")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="fields", verbose_name="đơn vị phụ trách"
    )

    class Meta:
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        ordering = ["name"]

    def __str__(self):
        return self.name


class ServiceLevel(models.Model):
    """The level of online service. The terms of the law change, so they are rows with validity dates."""

    name = models.CharField("mức độ", max_length=100)
    citation = models.CharField("căn cứ", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    valid_from = models.DateField("hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "mức độ dịch vụ công trực tuyến"
        verbose_name_plural = "mức độ dịch vụ công trực tuyến"
        ordering = ["position", "pk"]
        constraints = [begins_before_it_ends("procedures_servicelevel_valid_from_before_to")]

    def __str__(self):
        return self.name


class ProcedureQuerySet(models.QuerySet):
    def editable_by(self, user):
        """Procedures that the user may edit: the control unit all, the unit in charge those of its fields."""
        if user.is_controller:
            return self
        if user.role not in (user.Role.OFFICER, user.Role.FOCAL_POINT) or user.unit_id is None:
            return self.none()
        return self.filter(field__unit=user.unit_id)


class Procedure(Revised):
    """An administrative procedure (thủ tục hành chính): its identity; the content is in its versions."""

    code = models.CharField("mã thủ tục", max_length=60, blank=True)
    field = models.ForeignKey(Field, models.PROTECT, related_name="procedures", verbose_name="lĩnh vực")
    # Computed by actions.layout: the day from which no version is in force any more.
    abolished_date = models.DateField("bãi bỏ từ ngày", null=True, blank=True, editable=False)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False, editable=False)
    created_at = models.DateTimeField(editable=False)
    created_by = person()

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = "thủ tục hành chính"
        verbose_name_plural = "thủ tục hành chính"
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="procedures_procedure_code_once",
                violation_error_message="Mã này đã dùng cho thủ tục khác. Hãy nhập mã khác.",
            ),
        ]

    def __str__(self):
        return self.code or f"Thủ tục {self.pk}"

    def get_absolute_url(self):
        return reverse("procedures:procedure", args=[self.pk])

    def is_abolished(self, today):
        return self.abolished_date is not None and self.abolished_date <= today

    @property
    def code_looks_right(self):
        return codes.looks_right(self.code)


@dataclass(frozen=True)
class Part:
    """A part of a procedure that the law names, with the text of one version."""

    name: str
    label: str
    text: str

    @property
    def is_missing(self):
        return not self.text.strip()

    @property
    def is_conditional(self):
        """Whether the law requires the part only when the procedure has it."""
        return self.name in Version.CONDITIONAL


class VersionQuerySet(SearchableQuerySet, ValidQuerySet):
    def current(self):
        return self.filter(withdrawn_at=None)

    def in_force(self, today):
        """Versions in force today: at most one of each procedure."""
        return self.current().valid_on(today)

    def started(self, today):
        return self.current().filter(Q(valid_from=None) | Q(valid_from__lte=today))

    def shown(self, today):
        """One version of each procedure: the last that has begun, or the first when none has."""
        later = Version.objects.started(today).filter(procedure=OuterRef("procedure"), number__gt=OuterRef("number"))
        has_started = Q(valid_from=None) | Q(valid_from__lte=today)
        return self.current().filter(has_started | Q(number=1)).filter(~Exists(later))

    def abolished(self, today):
        return self.filter(procedure__abolished_date__lte=today)

    def upcoming(self, today):
        return self.filter(valid_from__gt=today)

    def incomplete(self):
        """Versions in which a mandatory part is empty."""
        missing = Q(legal_bases="")
        for name in Version.MANDATORY:
            missing |= Q(**{name: ""})
        return self.filter(missing)


class Version(Revised):
    """The content of a procedure by one decision. Parts: NĐ 63/2010/NĐ-CP, Điều 8 khoản 2; legal bases: Điều 15."""

    class AdminLevel(models.TextChoices):
        PROVINCE = "province", "Cấp tỉnh"
        DISTRICT = "district", "Cấp huyện"
        COMMUNE = "commune", "Cấp xã"
        CENTRAL = "central", "Cơ quan trung ương"

    MANDATORY = ("name", "steps", "ways", "dossier", "time_limit", "subjects", "handling_body")
    CONDITIONAL = ("form_names", "result", "conditions", "fee")
    TEXTS = (*MANDATORY, *CONDITIONAL, "legal_bases")
    FIELDS = (*TEXTS, "admin_level", "service_level", "accepts_post")

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions", verbose_name="thủ tục")
    item = models.OneToOneField("DecisionItem", models.PROTECT, null=True, blank=True, related_name="version")
    # Number and validity are computed by actions.layout.
    number = models.PositiveSmallIntegerField("phiên bản", default=1, editable=False)
    valid_from = models.DateField("hiệu lực từ", null=True, blank=True, editable=False)
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True, editable=False)

    name = models.CharField("tên thủ tục", max_length=600)
    admin_level = models.CharField("cấp thực hiện", max_length=20, choices=AdminLevel, default=AdminLevel.PROVINCE)
    service_level = models.ForeignKey(
        ServiceLevel,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="mức độ dịch vụ công trực tuyến",
    )
    accepts_post = models.BooleanField("tiếp nhận qua bưu chính công ích", null=True, blank=True)
    steps = models.TextField("trình tự thực hiện", blank=True)
    ways = models.TextField("cách thức thực hiện", blank=True)
    dossier = models.TextField("thành phần, số lượng hồ sơ", blank=True)
    time_limit = models.TextField("thời hạn giải quyết", blank=True)
    subjects = models.TextField("đối tượng thực hiện", blank=True)
    handling_body = models.TextField("cơ quan giải quyết", blank=True)
    form_names = models.TextField("mẫu đơn, mẫu tờ khai", blank=True)
    result = models.TextField("kết quả thực hiện", blank=True)
    conditions = models.TextField("yêu cầu, điều kiện", blank=True)
    fee = models.TextField("phí, lệ phí", blank=True)
    legal_bases = models.TextField("căn cứ pháp lý", blank=True)

    edited_at, edited_by = models.DateTimeField(null=True, blank=True, editable=False), person()
    withdrawn_at, withdrawn_by = models.DateTimeField(null=True, blank=True, editable=False), person()
    search_text = models.TextField(editable=False, default="")

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên bản của thủ tục"
        verbose_name_plural = "phiên bản của thủ tục"
        ordering = ["procedure", F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("edited_at", "edited_by"), name="procedures_version_edited_who_and_when"
            ),
            models.CheckConstraint(
                condition=both_or_neither("withdrawn_at", "withdrawn_by"),
                name="procedures_version_withdrawn_who_and_when",
            ),
        ]
        indexes = [
            models.Index(fields=["procedure", "number"], name="procedures_version_order"),
            models.Index(fields=["valid_from", "valid_to"], name="procedures_version_validity"),
            models.Index(fields=["admin_level"], name="procedures_version_level"),
        ]

    def __str__(self):
        return f"{self.procedure.code}: {self.name}" if self.procedure.code else self.name

    def save(self, **kwargs):
        self.search_text = self.words_to_find()
        if "update_fields" in kwargs:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(**kwargs)

    def words_to_find(self):
        """The search text. It includes code and field of the procedure: their change needs actions.refresh_words."""
        return fold(f"{self.procedure.code} {self.name} {self.procedure.field.name}")

    def parts(self):
        """The parts in the order of the law, the legal bases last."""
        return [
            Part(name, self._meta.get_field(name).verbose_name.capitalize(), getattr(self, name)) for name in self.TEXTS
        ]

    @property
    def missing(self):
        """Labels of the mandatory parts that are empty."""
        return [part.label for part in self.parts() if part.is_missing and part.name not in self.CONDITIONAL]

    def status(self, today):
        """ "in_force", "upcoming", "abolished", or "past" for a version that a later one has replaced."""
        if self.valid_from and self.valid_from > today:
            return "upcoming"
        if self.valid_to is None or self.valid_to >= today:
            return "in_force"
        ended = self.procedure.abolished_date
        return "abolished" if ended == self.valid_to + ONE_DAY else "past"


class FormFile(models.Model):
    """A form to download (mẫu đơn, tờ khai). A new version copies those of the previous one."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="form_files")
    title = models.CharField("tên mẫu", max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "mẫu đơn, tờ khai"
        verbose_name_plural = "mẫu đơn, tờ khai"
        ordering = ["pk"]

    def __str__(self):
        return self.title
