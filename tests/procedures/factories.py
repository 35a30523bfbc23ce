"""Real rows of the registers."""

from datetime import date, datetime

import factory

from procedures.models import Decision, DecisionItem, Field, Procedure, Version
from tests.conftest import VIETNAM

CREATED = datetime(2026, 1, 5, 8, 0, tzinfo=VIETNAM)


class FieldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Field
        django_get_or_create = ["name"]

    name = "An toàn bức xạ và hạt nhân"


class ProcedureFactory(factory.django.DjangoModelFactory):
    """A procedure without any version: use VersionFactory for one that people can read."""

    class Meta:
        model = Procedure

    code = factory.Sequence(lambda n: f"5.{n:06}")  # none that a test names itself
    field = factory.SubFactory(FieldFactory)
    created_at = CREATED


class VersionFactory(factory.django.DjangoModelFactory):
    """What a procedure says, as imported at the beginning: in force, without a decision."""

    class Meta:
        model = Version

    procedure = factory.SubFactory(ProcedureFactory)
    name = factory.Sequence(lambda n: f"Khai báo thiết bị X-quang chẩn đoán {n}")
    steps = "Bước 1: nộp hồ sơ. Bước 2: nhận kết quả."
    ways = "Trực tiếp, trực tuyến hoặc qua bưu chính."
    dossier = "01 bộ: phiếu khai báo."
    time_limit = "05 ngày làm việc"
    subjects = "Tổ chức, cá nhân"
    handling_body = "Sở Khoa học và Công nghệ"
    form_names = "Phiếu khai báo"
    result = "Giấy xác nhận khai báo"
    conditions = "Không có"
    fee = "Không có"
    legal_bases = "Luật Năng lượng nguyên tử"


class DecisionFactory(factory.django.DjangoModelFactory):
    """The row alone, without what follows from it: actions.enter makes the whole."""

    class Meta:
        model = Decision

    level = Decision.Level.PROVINCE
    number = factory.Sequence(lambda n: f"{n + 1}/QĐ-UBND")
    sign_date = date(2026, 11, 2)
    effective_date = date(2026, 11, 9)
    title = "Công bố danh mục thủ tục hành chính lĩnh vực an toàn bức xạ"
    issuer = "Chủ tịch UBND tỉnh"
    entered_at = CREATED


class ItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DecisionItem

    decision = factory.SubFactory(DecisionFactory)
    position = factory.Sequence(lambda n: n + 1)
