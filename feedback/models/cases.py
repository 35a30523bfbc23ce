"""Cases of citizens' feedback."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.rows import Revised, SearchableQuerySet, both_or_neither, person
from organization.models import Unit
from procedures.models import Procedure


class Status(models.TextChoices):
    QUARANTINED = "quarantined", "Chờ kiểm tra"
    NEW = "new", "Mới"
    WAITING = "waiting", "Chờ bổ sung"
    RECEIVED = "received", "Đã tiếp nhận"
    REFUSED = "refused", "Từ chối tiếp nhận"
    FORWARDED = "forwarded", "Đã chuyển đơn vị khác"
    HANDLING = "handling", "Đang xử lý"
    INSUFFICIENT = "insufficient", "Chưa đủ cơ sở xem xét"
    APPROVAL = "approval", "Chờ duyệt"
    APPROVED = "approved", "Chờ phát hành"
    ANSWERED = "answered", "Đã trả lời"
    PUBLISHED = "published", "Đã công khai"
    WITHDRAWN = "withdrawn", "Người gửi đã rút"


# Statuses in which nothing is owed to the sender any more.
ENDED = [Status.REFUSED, Status.FORWARDED, Status.ANSWERED, Status.PUBLISHED, Status.WITHDRAWN]
OPEN = [status for status in Status if status not in ENDED]
ANSWERED = [Status.ANSWERED, Status.PUBLISHED]


class Subject(models.TextChoices):
    """The subject of a feedback (NĐ 20/2008/NĐ-CP, Điều 5), in plain words."""

    CONDUCT = "conduct", "Cơ quan, cán bộ chậm trễ, gây phiền hà, không làm hoặc làm không đúng quy định"
    UNFIT = "unfit", "Quy định không phù hợp với thực tế"
    INCONSISTENT = "inconsistent", "Quy định không đồng bộ, không thống nhất"
    UNLAWFUL = "unlawful", "Quy định không hợp pháp"
    AGAINST_TREATY = "against_treaty", "Quy định trái với điều ước quốc tế"
    OTHER = "other", "Vấn đề khác liên quan đến quy định hành chính"
    REMEDY = "remedy", "Đề xuất phương án xử lý vướng mắc, quy định nêu trên"
    INITIATIVE = "initiative", "Sáng kiến ban hành quy định mới"


class SubjectClass(models.TextChoices):
    """The four classes of NĐ 20/2008/NĐ-CP, Điều 9 khoản 1."""

    UNACCEPTABLE = "unacceptable", "Không đủ điều kiện tiếp nhận"
    CONDUCT = "conduct", "Về hành vi hành chính"
    OWN_RULE = "own_rule", "Về quy định thuộc thẩm quyền"
    OTHER_RULE = "other_rule", "Về quy định không thuộc thẩm quyền"


class Channel(models.TextChoices):
    WEB = "web", "Trang thông tin điện tử"
    LETTER = "letter", "Văn bản, bưu chính"
    COUNTER = "counter", "Trực tiếp tại cơ quan"
    PHONE = "phone", "Điện thoại"
    EMAIL = "email", "Thư điện tử"
    PROVINCE = "province", "UBND tỉnh, Văn phòng UBND tỉnh chuyển đến"
    NATIONAL = "national", "Hệ thống thông tin quốc gia về PAKN"


class CaseQuerySet(SearchableQuerySet):
    def visible_to(self, user):
        """Cases that the user may see: reception, leaders, administrators all; units their own and supported."""
        if user.is_controller or user.is_leader or user.is_superuser:
            return self
        if user.unit_id is None:
            return self.none()
        helped = Case.supporting_units.through.objects.filter(unit_id=user.unit_id).values("case_id")
        return self.filter(Q(unit_id=user.unit_id) | Q(pk__in=helped))

    def open(self):
        return self.filter(status__in=OPEN)

    def overdue(self, today):
        return self.filter(due_date__lt=today)

    def genuine(self):
        """Cases for figures: neither spam nor in quarantine."""
        return self.filter(is_spam=False).exclude(status=Status.QUARANTINED)


class Case(Revised):
    """A citizen's feedback (phản ánh, kiến nghị) under NĐ 20/2008/NĐ-CP. Changed only by actions, see life.py."""

    Status, Subject, SubjectClass, Channel = Status, Subject, SubjectClass, Channel

    number = models.CharField("số", max_length=20, unique=True)
    status = models.CharField("trạng thái", max_length=20, choices=Status, default=Status.NEW)
    # While waiting for the sender: the status after the reply.
    returns_to = models.CharField(max_length=20, choices=Status, blank=True, editable=False)
    channel = models.CharField("hình thức tiếp nhận", max_length=20, choices=Channel, default=Channel.WEB)
    received_date = models.DateField("ngày tiếp nhận")
    created_at = models.DateTimeField("ghi nhận lúc", editable=False)
    created_by = person("người nhập")  # empty for the public page

    subject = models.CharField("loại nội dung", max_length=20, choices=Subject)
    subject_class = models.CharField("phân loại", max_length=20, choices=SubjectClass, blank=True)
    title = models.CharField("tóm tắt", max_length=200)
    content = models.TextField("nội dung")
    proposal = models.TextField("phương án đề xuất", blank=True)
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="thủ tục liên quan"
    )
    concerned_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị được phản ánh"
    )

    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="đơn vị xử lý"
    )
    supporting_units = models.ManyToManyField(
        Unit, blank=True, related_name="supported_cases", verbose_name="đơn vị phối hợp"
    )
    officer = person("người xử lý")
    accepted_at, accepted_by = models.DateTimeField("đơn vị nhận lúc", null=True, blank=True), person("người nhận")
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates", verbose_name="trùng với"
    )

    draft = models.TextField("dự thảo trả lời", blank=True)
    answer = models.TextField("nội dung trả lời", blank=True)
    approved_at, approved_by = models.DateTimeField("duyệt lúc", null=True, blank=True), person("người duyệt")
    answered_date = models.DateField("ngày trả lời", null=True, blank=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True, editable=False)
    due_date = models.DateField("hạn gần nhất", null=True, blank=True)  # of the open clocks; see clocks.py

    rating = models.PositiveSmallIntegerField("đánh giá", null=True, blank=True)
    rating_words = models.CharField("nhận xét", max_length=500, blank=True)
    rated_at = models.DateTimeField("đánh giá lúc", null=True, blank=True)
    reopen_asked_at = models.DateTimeField("đề nghị xem xét lại lúc", null=True, blank=True)
    reopen_reason = models.CharField("lý do đề nghị xem xét lại", max_length=1000, blank=True)
    reopened_at, reopened_by = models.DateTimeField("mở lại lúc", null=True, blank=True), person("người mở lại")

    suspicions = models.JSONField("dấu hiệu nghi ngờ", default=list, blank=True)
    is_spam = models.BooleanField("thư rác", default=False)
    held_at, held_by = models.DateTimeField("tạm giữ từ", null=True, blank=True), person("người tạm giữ")
    hold_reason = models.CharField("lý do tạm giữ", max_length=300, blank=True)
    anonymised_at = models.DateTimeField("ẩn danh lúc", null=True, blank=True)

    secret_hash = models.CharField(max_length=200, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "phản ánh, kiến nghị"
        verbose_name_plural = "phản ánh, kiến nghị"
        ordering = ["-received_date", "-pk"]
        indexes = [
            models.Index(fields=["status", "due_date"], name="feedback_case_queue"),
            models.Index(fields=["unit", "status"], name="feedback_case_unit"),
            models.Index(fields=["officer", "status"], name="feedback_case_officer"),
            models.Index(fields=["received_date", "id"], name="feedback_case_register"),
            models.Index(fields=["status", "ended_at"], name="feedback_case_ended"),
            models.Index(fields=["due_date"], condition=Q(due_date__isnull=False), name="feedback_case_due"),
            models.Index(fields=["procedure", "received_date"], name="feedback_case_procedure"),
            models.Index(fields=["channel", "received_date"], name="feedback_case_channel"),
            models.Index(fields=["subject", "received_date"], name="feedback_case_subject"),
            models.Index(
                fields=["reopen_asked_at"],
                condition=Q(reopen_asked_at__isnull=False, reopened_at=None),
                name="feedback_case_reopening",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="feedback_case_status_is_known"),
            models.CheckConstraint(
                condition=Q(status="waiting", returns_to__in=["new", "received", "handling"])
                | (~Q(status="waiting") & Q(returns_to="")),
                name="feedback_case_waiting_knows_where_it_returns",
            ),
            models.CheckConstraint(
                condition=both_or_neither("approved_at", "approved_by"), name="feedback_case_approved_who_and_when"
            ),
            models.CheckConstraint(
                condition=both_or_neither("accepted_at", "accepted_by"), name="feedback_case_accepted_who_and_when"
            ),
            models.CheckConstraint(
                condition=both_or_neither("held_at", "held_by"), name="feedback_case_held_who_and_when"
            ),
            models.CheckConstraint(
                condition=both_or_neither("reopened_at", "reopened_by"), name="feedback_case_reopened_who_and_when"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[one.value for one in ENDED], ended_at__isnull=False)
                | (~Q(status__in=[one.value for one in ENDED]) & Q(ended_at=None)),
                name="feedback_case_ended_says_when",
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__range=(1, 5)), name="feedback_case_rating_from_one_to_five"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["answered", "published"]) | Q(answered_date__isnull=False),
                name="feedback_case_answered_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | ~Q(duplicate_of=F("id")), name="feedback_case_no_duplicate_of_itself"
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("feedback:case", args=[self.number])

    @property
    def is_open(self):
        return self.status not in ENDED

    @property
    def is_answered(self):
        return self.status in ANSWERED

    @property
    def is_held(self):
        return self.held_at is not None

    def shows_identity_to(self, user):
        """Whether the user may see the sender: reception, leaders, administrators and the officer in charge only."""
        return user.is_controller or user.is_leader or user.is_superuser or self.officer_id == user.pk


class CaseNumber(models.Model):
    """The last number of a year. Locked while a case is stored, so that numbers have no gap and no duplicate."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "số PAKN đã cấp"
        verbose_name_plural = "số PAKN đã cấp"

    def __str__(self):
        return f"{self.year}: {self.last}"


class CaseLink(models.Model):
    """A link that opens one case without the secret; only the hash of its token is stored."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "liên kết tra cứu"
        verbose_name_plural = "liên kết tra cứu"

    def __str__(self):
        return f"{self.case}"
