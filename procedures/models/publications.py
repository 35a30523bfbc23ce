"""Publications (công khai) of the province's decisions on channels, and visits to their links."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q

from core.rows import Revised, ValidQuerySet, begins_before_it_ends, both_or_neither, person
from deadlines.models import DeadlineRule
from deadlines.terms import Term, TermQuerySet
from files.models import StoredFile
from organization.models import Unit
from procedures.models.decisions import Decision

HOST = RegexValidator(r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$")
# The interval between visits of a link, and the shorter one after a failure.
CHECK_EVERY, CHECK_AGAIN = timedelta(days=7), timedelta(days=1)


class Channel(models.Model):
    """A place of publication (NĐ 63/2010/NĐ-CP, Điều 16, 17), with the rule of its term."""

    class Kind(models.TextChoices):
        ELECTRONIC = "electronic", "Kênh điện tử"
        PHYSICAL = "physical", "Niêm yết tại chỗ"

    class Source(models.TextChoices):
        PUBLICATIONS = "procedures.publications", "Đăng tải quyết định công bố (nhiệm vụ 7)"
        POSTINGS = "procedures.postings", "Công khai, niêm yết thủ tục (nhiệm vụ 8)"

    name = models.CharField("tên kênh", max_length=200, unique=True)
    short_name = models.CharField("tên ngắn", max_length=40)
    kind = models.CharField("loại kênh", max_length=20, choices=Kind)
    source = models.CharField("tính vào", max_length=40, choices=Source, default=Source.PUBLICATIONS)
    rule_code = models.CharField("mã quy định thời hạn", max_length=80)
    short_rule_code = models.CharField("mã quy định khi rút gọn", max_length=80, blank=True)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="channels",
        verbose_name="đơn vị thực hiện",
        help_text="Để trống: Bộ phận kiểm soát TTHC.",
    )
    hosts = models.TextField(
        "tên miền được kiểm tra",
        blank=True,
        help_text="Mỗi dòng một tên miền, ví dụ csdl.dichvucong.gov.vn. Đường dẫn ở nơi khác không được mở.",
    )
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    valid_from = models.DateField("hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "kênh công khai"
        verbose_name_plural = "kênh công khai"
        ordering = ["position", "pk"]
        constraints = [begins_before_it_ends("procedures_channel_valid_from_before_to")]

    def __str__(self):
        return self.name

    @property
    def is_electronic(self):
        return self.kind == self.Kind.ELECTRONIC

    @property
    def allowed_hosts(self):
        return {line.strip().lower() for line in self.hosts.splitlines() if line.strip()}

    def admits(self, link):
        """Whether the host of the link is one of this channel, with or without "www."."""
        host = (urlsplit(link).hostname or "").lower()
        return host in self.allowed_hosts or host.removeprefix("www.") in self.allowed_hosts

    def clean(self):
        self.hosts = "\n".join(sorted(self.allowed_hosts))
        for host in self.allowed_hosts:
            try:
                HOST(host)
            except ValidationError as error:
                words = f"“{host}” không phải là tên miền. Chỉ ghi tên miền, ví dụ csdl.dichvucong.gov.vn."
                raise ValidationError({"hosts": words}) from error
        codes = {"rule_code": self.rule_code, "short_rule_code": self.short_rule_code}
        for field, code in codes.items():
            if code and not DeadlineRule.objects.filter(code=code).exists():
                raise ValidationError({field: "Chưa có quy định thời hạn nào mang mã này."})


class PublicationQuerySet(TermQuerySet):
    def current(self):
        return self.filter(decision__withdrawn_at=None)

    def open(self):
        return self.current().filter(done_date=None)

    def to_check(self, now):
        """Publications whose link is due for a visit: never visited, or too long ago; failed and broken ones sooner."""
        last = LinkCheck.objects.filter(publication=OuterRef("pk"), link=OuterRef("link"))
        failed = Exists(last.filter(checked_at=OuterRef("checked_at"), outcome=LinkCheck.Outcome.UNREACHABLE))
        repair = LinkRepair.objects.open().filter(publication=OuterRef("pk"))
        is_due = Q(checked_at=None) | Q(checked_at__lt=now - CHECK_EVERY)
        is_due |= Q(checked_at__lt=now - CHECK_AGAIN) & (Exists(repair) | failed)
        return self.current().free_to_check(now).filter(is_due, channel__kind=Channel.Kind.ELECTRONIC)

    def free_to_check(self, now):
        """Publications without a lease. Own columns only: with a join PostgreSQL lets two workers win."""
        free = Q(check_leased_until=None) | Q(check_leased_until__lt=now)
        return self.filter(free, done_date__isnull=False).exclude(link="")

    def editable_by(self, user):
        """Publications that the user may record: the control unit all, others those of their unit's channels."""
        if user.is_controller:
            return self
        if user.role not in (user.Role.OFFICER, user.Role.FOCAL_POINT) or user.unit_id is None:
            return self.none()
        return self.filter(channel__unit=user.unit_id)


class Publication(Revised, Term):
    """One decision on one channel: due date, done date, author and proof."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="publications")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="publications")
    done_date = models.DateField("ngày công khai", null=True, blank=True)
    link = models.URLField("đường dẫn", max_length=500, blank=True)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ảnh")
    note = models.CharField("ghi chú", max_length=500, blank=True)
    recorded_at, recorded_by = models.DateTimeField(null=True, blank=True), person()
    # The result of the last visit (actions.links).
    checked_at = models.DateTimeField("kiểm tra lúc", null=True, blank=True)
    check_leased_until = models.DateTimeField(null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt công khai"
        verbose_name_plural = "lượt công khai"
        ordering = ["decision", "channel__position"]
        constraints = [
            *Term.Meta.constraints,
            models.CheckConstraint(
                condition=Q(rule__isnull=False, due_date__isnull=False), name="procedures_publication_follows_a_rule"
            ),
            models.UniqueConstraint(fields=["decision", "channel"], name="procedures_publication_once_a_channel"),
            models.CheckConstraint(
                condition=both_or_neither("recorded_at", "recorded_by"), name="procedures_publication_who_and_when"
            ),
            models.CheckConstraint(
                condition=Q(done_date=None, recorded_at=None) | Q(done_date__isnull=False, recorded_at__isnull=False),
                name="procedures_publication_done_is_recorded",
            ),
        ]
        indexes = [
            models.Index(fields=["due_date"], condition=Q(done_date=None), name="procedures_pub_owed_by_due"),
            models.Index(fields=["channel", "done_date"], name="procedures_pub_by_channel"),
            models.Index(fields=["checked_at"], condition=~Q(link=""), name="procedures_pub_by_check"),
        ]

    def __str__(self):
        return f"{self.channel.short_name}: {self.decision.short_name}"

    @property
    def has_proof(self):
        return bool(self.link or self.photo_id)


class LinkRepair(Term):
    """The repair of a link that is dead, or whose page no longer names the decision. Opened by a visit, done when a
    later visit finds the page correct or when the publication is no longer needed."""

    RULE = "publication.link_repair"

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="repairs")

    class Meta:
        verbose_name = "khắc phục liên kết"
        verbose_name_plural = "khắc phục liên kết"
        ordering = ["publication", "start_date", "pk"]
        constraints = [
            *Term.Meta.constraints,
            models.CheckConstraint(
                condition=Q(start_date__isnull=False, due_date__isnull=False),
                name="procedures_linkrepair_has_its_dates",
            ),
            models.UniqueConstraint(
                fields=["publication"], condition=Q(done_date=None), name="procedures_linkrepair_one_open"
            ),
        ]
        indexes = [
            models.Index(fields=["due_date"], condition=Q(done_date=None), name="procedures_repair_open_by_due"),
        ]

    def __str__(self):
        return f"Khắc phục liên kết: {self.publication}"


@dataclass(frozen=True)
class Found:
    """The result of a visit; `outcome` is a LinkCheck.Outcome."""

    outcome: str
    status_code: int | None = None
    final_url: str = ""
    missing_codes: tuple = ()
    names_decision: bool | None = None
    words: str = ""


class LinkCheck(models.Model):
    """One visit to the link of a publication."""

    class Outcome(models.TextChoices):
        OK = "ok", "Truy cập được"
        MOVED = "moved", "Đã chuyển địa chỉ"
        GONE = "gone", "Không còn trang"
        UNREACHABLE = "unreachable", "Không truy cập được"
        REFUSED = "refused", "Không được phép kiểm tra"

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="checks")
    link = models.URLField(max_length=500)
    checked_at = models.DateTimeField("lúc")
    outcome = models.CharField("kết quả", max_length=20, choices=Outcome)
    status_code = models.PositiveSmallIntegerField("mã trả lời", null=True, blank=True)
    final_url = models.CharField("địa chỉ cuối", max_length=1000, blank=True)
    missing_codes = models.JSONField("mã thủ tục không thấy trên trang", default=list)
    names_decision = models.BooleanField("trang có số quyết định", null=True)
    words = models.CharField("diễn giải", max_length=300, blank=True)

    class Meta:
        verbose_name = "lần kiểm tra liên kết"
        verbose_name_plural = "lần kiểm tra liên kết"
        ordering = ["-checked_at", "-pk"]
        indexes = [models.Index(fields=["publication", "-checked_at"], name="procedures_check_last")]

    def __str__(self):
        return f"{self.get_outcome_display()} {self.checked_at:%d/%m/%Y}"

    @property
    def has_drifted(self):
        """Whether the page answers but no longer names the decision or all its procedures."""
        return self.outcome in (self.Outcome.OK, self.Outcome.MOVED) and (
            bool(self.missing_codes) or self.names_decision is False
        )

    @property
    def is_broken(self):
        return self.has_drifted or self.outcome in (self.Outcome.GONE, self.Outcome.UNREACHABLE)


class VisitedHost(models.Model):
    """A host and when it may be visited again, shared by all workers."""

    host = models.CharField(max_length=255, unique=True)
    free_at = models.DateTimeField()

    class Meta:
        verbose_name = "máy chủ được kiểm tra"
        verbose_name_plural = "máy chủ được kiểm tra"

    def __str__(self):
        return self.host
