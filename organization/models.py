"""Who we are: the agency, its units and people, what they did, and the files they handed in."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from organization.folding import fold


class Agency(models.Model):
    """The one department that runs this installation. Nothing about it stands in the code."""

    name = models.CharField("tên cơ quan", max_length=200)
    superior_name = models.CharField("cơ quan chủ quản", max_length=200)
    place_name = models.CharField("địa danh", max_length=100, help_text="Ghi trước ngày, tháng, năm của văn bản.")
    symbol = models.CharField("ký hiệu văn bản", max_length=30, help_text="Ví dụ: SKHCN.")
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    postal_address = models.CharField("địa chỉ thư tín", max_length=300, blank=True)
    hotline = models.CharField("điện thoại tiếp nhận phản ánh, kiến nghị", max_length=50, blank=True)
    website = models.URLField("trang thông tin điện tử", blank=True)
    email = models.EmailField("thư điện tử", blank=True)

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="organization_agency_is_one_row")]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.pk = 1
        super().save(**kwargs)

    @classmethod
    def current(cls):
        return cls.objects.first() or cls(name="Cơ quan chưa khai báo", superior_name="", place_name="", symbol="")


class UnitQuerySet(models.QuerySet):
    def valid_on(self, day):
        started = Q(valid_from=None) | Q(valid_from__lte=day)
        not_ended = Q(valid_to=None) | Q(valid_to__gte=day)
        return self.filter(started, not_ended)

    def inside(self):
        """Units of the agency itself that can be given work: not groups, not external bodies."""
        return self.exclude(kind__in=[Unit.Kind.GROUP, Unit.Kind.EXTERNAL])


class Unit(models.Model):
    """A part of the agency, a group of its parts, or a body outside that takes part in the plan."""

    class Kind(models.TextChoices):
        DIVISION = "division", "Phòng chuyên môn"
        AFFILIATED = "affiliated", "Đơn vị trực thuộc"
        SECTION = "section", "Bộ phận, tổ"
        GROUP = "group", "Nhóm đơn vị"
        EXTERNAL = "external", "Cơ quan bên ngoài"

    name = models.CharField("tên đơn vị", max_length=200, unique=True)
    short_name = models.CharField("tên ngắn", max_length=80, blank=True)
    kind = models.CharField("loại", max_length=20, choices=Kind, default=Kind.DIVISION)
    email = models.EmailField("thư điện tử", blank=True)
    valid_from = models.DateField("hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)
    is_control_unit = models.BooleanField("là bộ phận kiểm soát TTHC", default=False)
    grouped_units = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="groups", verbose_name="đơn vị trong nhóm"
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="organization_unit_valid_from_before_to",
                violation_error_message="Ngày hết hiệu lực phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def label(self):
        return self.short_name or self.name

    def members(self):
        """The units that act when this one is named: itself, or the members of a group."""
        if self.kind != self.Kind.GROUP:
            return Unit.objects.filter(pk=self.pk)
        return self.grouped_units.all()

    def is_valid_on(self, day):
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class UnitName(models.Model):
    """Another spelling under which papers name a unit, kept without accents for comparing."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="other_names", verbose_name="đơn vị")
    name = models.CharField("tên gọi khác", max_length=200)
    folded = models.CharField(max_length=200, unique=True, editable=False)

    class Meta:
        verbose_name = "tên gọi khác"
        verbose_name_plural = "tên gọi khác"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.folded = fold(self.name)
        super().save(**kwargs)

    def clean(self):
        other = UnitName.objects.filter(folded=fold(self.name)).exclude(pk=self.pk).select_related("unit").first()
        if other:
            raise ValidationError({"name": f"Tên gọi này đã dùng cho “{other.unit}”."})


class UserManager(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)

    def create_user(self, username, email, password=None, **fields):
        user = self.model(username=username, email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, username, email, password=None, **fields):
        return self.create_user(username, email, password, **{"role": User.Role.ADMINISTRATOR, **fields})


class User(AbstractBaseUser):
    """A person who signs in. What they may do follows from the role; see permissions.py."""

    class Role(models.TextChoices):
        OFFICER = "officer", "Chuyên viên"
        FOCAL_POINT = "focal_point", "Đầu mối kiểm soát TTHC"
        CONTROLLER = "controller", "Bộ phận kiểm soát TTHC"
        LEADER = "leader", "Lãnh đạo cơ quan"
        ADMINISTRATOR = "administrator", "Quản trị hệ thống"

    username = models.CharField(
        "tên đăng nhập",
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "Tên đăng nhập này đã có người dùng."},
    )
    email = models.EmailField("thư điện tử")
    full_name = models.CharField("họ và tên", max_length=150)
    role = models.CharField("vai trò", max_length=20, choices=Role, default=Role.OFFICER)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="đơn vị")
    job_title = models.CharField("chức vụ", max_length=150, blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    is_active = models.BooleanField("được đăng nhập", default=True)
    date_joined = models.DateTimeField("ngày tạo", default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        ordering = ["full_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="organization_user_email_once",
                violation_error_message="Địa chỉ thư điện tử này đã có tài khoản.",
            ),
        ]

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    @property
    def is_controller(self):
        return self.role == self.Role.CONTROLLER

    @property
    def is_leader(self):
        return self.role == self.Role.LEADER

    @property
    def is_superuser(self):
        return self.is_active and self.role == self.Role.ADMINISTRATOR

    @property
    def is_staff(self):
        """Django's word for "may enter the admin panel"."""
        return self.is_active and self.role in (self.Role.CONTROLLER, self.Role.ADMINISTRATOR)

    @property
    def needs_second_factor(self):
        return self.role in (self.Role.CONTROLLER, self.Role.ADMINISTRATOR)

    def has_perm(self, permission, obj=None):
        from organization import permissions

        return permissions.allows(self, permission)

    def has_perms(self, permissions, obj=None):
        return all(self.has_perm(permission) for permission in permissions)

    def has_module_perms(self, app_label):
        from organization import permissions

        return permissions.allows_app(self, app_label)


class AuditEventQuerySet(models.QuerySet):
    def of(self, *targets):
        """The story of these records, newest first."""
        wanted = Q(pk__in=[])
        for target in targets:
            wanted |= Q(target_type=target._meta.label_lower, target_id=str(target.pk))
        return self.filter(wanted)

    def update(self, **fields):
        raise TypeError("An audit event is never changed.")

    def delete(self):
        raise TypeError("An audit event is never deleted.")


class AuditEvent(models.Model):
    """Who did what to which record, when, with old and new values. No foreign keys: it outlives what it speaks of."""

    at = models.DateTimeField("lúc", db_index=True)
    actor_id = models.BigIntegerField("mã tài khoản", null=True)
    actor_name = models.CharField("người thực hiện", max_length=150)
    action = models.CharField("việc", max_length=80, db_index=True)
    target_type = models.CharField("loại hồ sơ", max_length=80)
    target_id = models.CharField("mã hồ sơ", max_length=40)
    target_label = models.CharField("hồ sơ", max_length=300)
    changes = models.JSONField("thay đổi", default=dict)
    note = models.TextField("ghi chú", blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target_type", "target_id", "-at"], name="organization_audit_story")]

    def __str__(self):
        return f"{self.what}: {self.target_label}"

    def save(self, **kwargs):
        if self.pk:
            raise TypeError("An audit event is never changed.")
        super().save(**kwargs)

    def delete(self, **kwargs):
        raise TypeError("An audit event is never deleted.")

    @property
    def what(self):
        """What happened, in words a reader knows."""
        from organization import audit

        return audit.words_for(self.action)


class StoredFile(models.Model):
    """A file that somebody handed in or that we made. Its bytes lie under a random name and are only downloaded."""

    file = models.FileField("tệp", upload_to="%Y/%m", max_length=200)
    name = models.CharField("tên tệp", max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField("lưu lúc")
    stored_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"

    def __str__(self):
        return self.name
