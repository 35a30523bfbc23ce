"""Senders, separate from cases, so that access is limited and logged and the data can be erased."""

from django.db import models

from feedback.models.cases import Case


class Sender(models.Model):
    """The identity of a sender (NĐ 20/2008/NĐ-CP, Điều 7): read only by `senders.view_identity`, which records it."""

    class Kind(models.TextChoices):
        PERSON = "person", "Cá nhân"
        ORGANIZATION = "organization", "Tổ chức, doanh nghiệp"

    IDENTITY = ("name", "address", "phone", "postal_address", "email")

    case = models.OneToOneField(Case, models.CASCADE, related_name="sender")
    kind = models.CharField("người gửi là", max_length=20, choices=Kind, default=Kind.PERSON)
    name = models.CharField("họ và tên hoặc tên tổ chức", max_length=200, blank=True)
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    phone = models.CharField("số điện thoại", max_length=30, blank=True)
    postal_address = models.CharField("địa chỉ nhận thư", max_length=300, blank=True)
    email = models.EmailField("thư điện tử", blank=True)

    class Meta:
        verbose_name = "người gửi"
        verbose_name_plural = "người gửi"

    def __str__(self):
        return self.get_kind_display()  # never the name: str() may be logged

    @property
    def is_anonymised(self):
        return not self.name
