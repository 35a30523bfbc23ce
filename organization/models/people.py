"""User accounts."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from organization.models.agency import Unit


class UserQuerySet(models.QuerySet):
    def focal_points(self):
        """Active users who are focal points of their units."""
        return self.filter(role=User.Role.FOCAL_POINT, is_active=True, unit__isnull=False)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
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
    """A user account. Permissions follow from `role`; see permissions.py."""

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
        """Whether the user may enter the admin panel (Django's name for it)."""
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
