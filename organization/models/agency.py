"""The agency and its units."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from core.folding import fold
from core.rows import ValidQuerySet, begins_before_it_ends


class Agency(models.Model):
    """The department that uses this installation (one row). The code never contains its name or address."""

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


class UnitQuerySet(ValidQuerySet):
    def in_house(self):
        """Units that are parts of the agency: no groups of units, no outside bodies."""
        return self.filter(kind__in=[Unit.Kind.DIVISION, Unit.Kind.AFFILIATED, Unit.Kind.SECTION])

    def by_name(self):
        """{name without accents: Unit} over every spelling under which papers name a unit: one name, one unit."""
        units = list(self.prefetch_related("other_names"))
        index = {fold(unit.name): unit for unit in units}
        for unit in units:
            for name in (unit.short_name, *(other.name for other in unit.other_names.all())):
                if name:
                    index.setdefault(fold(name), unit)
        return index


def refuse_taken(names, *, unit_id):
    """Refuse a name or spelling that another unit has: a paper that says "van phong so" must mean one unit."""
    taken, errors = Unit.objects.by_name(), {}
    for field, name in names.items():
        owner = taken.get(fold(name))
        if not fold(name):
            errors[field] = "Tên phải có chữ cái hoặc chữ số."
        elif owner and owner.pk != unit_id:
            errors[field] = f"Tên này đã dùng cho “{owner}” (không kể dấu và chữ hoa). Hãy ghi tên khác."
    if errors:
        raise ValidationError(errors)


class Unit(models.Model):
    """A part of the agency, a group of such parts, or an outside body that takes part in the plan."""

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
        constraints = [begins_before_it_ends("organization_unit_valid_from_before_to")]

    def __str__(self):
        return self.name

    def clean(self):
        names = {"name": self.name, "short_name": self.short_name}
        refuse_taken({field: name for field, name in names.items() if name}, unit_id=self.pk)

    @property
    def label(self):
        return self.short_name or self.name

    def is_valid_on(self, day):
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)

    def members(self):
        """The units responsible when a paper names this one: the unit itself, or the members of a group."""
        return list(self.grouped_units.all()) if self.kind == self.Kind.GROUP else [self]


class UnitName(models.Model):
    """Another spelling of a unit's name in papers, stored without accents."""

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
        refuse_taken({"name": self.name}, unit_id=self.unit_id)
        if UnitName.objects.filter(folded=fold(self.name)).exclude(pk=self.pk).exists():
            raise ValidationError({"name": "Tên gọi này đã có (không kể dấu và chữ hoa)."})
