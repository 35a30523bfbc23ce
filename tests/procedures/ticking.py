"""What the tests of ticking share: a decision, its cells, a desk, and what is sent."""

# ruff: noqa: F401  what the tests take over from here

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.refusals import NotAllowed
from organization.models import AuditEvent, Unit
from procedures.actions import publishing
from procedures.models import Channel, Publication
from tests.factories import UnitFactory, UserFactory
from tests.together import together

MATRIX = "/noi-bo/cong-khai/"
LINK = "https://csdl.dichvucong.gov.vn/1"
TODAY, SIGNED = date(2026, 11, 23), date(2026, 11, 2)
NEEDS_PROOF = "Nhập đường dẫn, chọn ảnh, hoặc ghi chú nơi đã công khai."


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def province(enter, new):
    return enter([new("1.000001", "Cấp giấy phép tiến hành công việc bức xạ")])


@pytest.fixture
def row(province):
    return province.publications.get(channel__short_name="CSDL quốc gia")


@pytest.fixture
def posted(province):
    return province.publications.get(channel__short_name="TT PVHCC")


@pytest.fixture
def desk(client, controller):
    client.force_login(controller)
    return client


def picture(name="bang-tin.png"):
    data = BytesIO()
    Image.new("RGB", (4, 4)).save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


def tick(publication, by, now, **given):
    return publishing.tick(
        **{"publication": publication, "done_date": TODAY, "link": LINK, "by": by, "now": now} | given
    )


def one(publication, what="ghi-nhan/"):
    return f"{MATRIX}luot/{publication.pk}/{what}"


def sent(**given):
    return {"done_date": "23/11/2026", "link": "", "note": "", "revision": ""} | given


def said(response):
    return [str(message) for message in response.context["messages"]]


def told(target):
    return list(AuditEvent.objects.of(target).values_list("action", flat=True))
