"""Nội dung hướng dẫn phản ánh, kiến nghị: guidance on the site and as a notice (NĐ 20/2008/NĐ-CP, Điều 10, 13)."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from documents import pdf
from documents.letterhead import Letterhead, date_in_words
from feedback.models import Subject
from organization.models import Agency

TEMPLATE = "feedback/papers/guidance.html"
REQUIREMENTS = (
    "Sử dụng ngôn ngữ tiếng Việt, trình bày rõ ràng nội dung phản ánh, kiến nghị.",
    "Ghi rõ tên, địa chỉ, số điện thoại (hoặc địa chỉ thư tín khi cần liên hệ) của cá nhân, tổ chức.",
    "Không áp dụng đối với khiếu nại, tố cáo; việc đó theo pháp luật về khiếu nại, tố cáo.",
)


@dataclass(frozen=True)
class GuidanceFacts:
    letterhead: Letterhead
    agency_name: str
    contacts: tuple[tuple[str, str], ...]
    subjects: tuple[str, ...]
    requirements: tuple[str, ...]
    form_address: str


def gather(today):
    agency = Agency.current()
    contacts = (
        ("Tên cơ quan tiếp nhận", agency.name),
        ("Địa chỉ", agency.address),
        ("Địa chỉ thư tín", agency.postal_address),
        ("Số điện thoại chuyên dùng", agency.hotline),
        ("Trang thông tin điện tử", agency.website),
        ("Thư điện tử", agency.email),
    )
    head = Letterhead(agency.superior_name, agency.name, "", agency.place_name, date_in_words(today))
    form_address = settings.SITE_URL + reverse("feedback:start")
    return GuidanceFacts(head, agency.name, contacts, tuple(Subject.labels), REQUIREMENTS, form_address)


def render(facts):
    return pdf.render(TEMPLATE, {"facts": facts, "letterhead": facts.letterhead})
