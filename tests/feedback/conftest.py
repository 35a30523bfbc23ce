from datetime import timedelta

import pytest

from deadlines import actions as deadlines
from deadlines.models import SpecialDay
from feedback.actions import approving, entering, handling, letters, publishing, reception, senders
from feedback.models import Case, Sender
from organization.models import Unit
from tests.factories import AgencyFactory, UnitFactory, UserFactory

SENDER = {
    "kind": Sender.Kind.PERSON,
    "name": "Lê Thị Mẫu",
    "address": "Số 5 đường Ví Dụ, phường Mẫu",
    "phone": "0912 345 678",
    "email": "nguoi.gui@example.org",
}
FIELDS = {
    "subject": Case.Subject.CONDUCT,
    "title": "Chậm trả kết quả cấp phép",
    "content": "Giấy hẹn ngày 16/11, đến nay chưa có kết quả và chưa nhận được thông báo.",
}


@pytest.fixture
def control_unit(db):
    return Unit.objects.create(name="Bộ phận KSTTHC", kind="section", is_control_unit=True)


@pytest.fixture
def rules(db, control_unit):
    """The agency, its control unit and the rules of deadlines. 2026 knows one day off: Tuesday 24/11."""
    AgencyFactory()
    deadlines.load_rules()
    SpecialDay.objects.create(date="2026-11-24", kind="off", note="Ngày Văn hóa Việt Nam")


@pytest.fixture
def unit(db):
    return UnitFactory(name="Phòng Quản lý chuyên ngành")


@pytest.fixture
def unit_officer(unit):
    return UserFactory(role="officer", unit=unit, full_name="Chuyên viên Phòng Quản lý chuyên ngành")


@pytest.fixture
def received(rules, now):
    """Receive a case on the public page, on 23/11/2026 at nine unless said otherwise: answers a Receipt."""

    def received(*, now=now, files=(), suspicions=(), sender=SENDER, **fields):
        return entering.receive(
            fields=FIELDS | fields,
            sender=sender,
            channel=Case.Channel.WEB,
            received_date=now.date(),
            by=None,
            now=now,
            files=files,
            suspicions=suspicions,
        )

    return received


@pytest.fixture
def case_in(received, controller, leader, unit, unit_officer, now):
    """A case that came to this status by real actions, an hour apart, in the hands of `unit` and `unit_officer`."""

    def case_in(status, **given):
        return brought(received(**given).case, status, controller, leader, unit, unit_officer, now)

    return case_in


def brought(case, status, controller, leader, unit, officer, now):
    clerk = {"by": controller}
    steps = {
        "classify": lambda **at: reception.classify(case=case, subject_class="conduct", **clerk, **at),
        "refuse": lambda **at: reception.refuse(case=case, reason="Thiếu địa chỉ liên hệ.", **clerk, **at),
        "assign": lambda **at: reception.assign(case=case, unit=unit, officer=officer, **clerk, **at),
        "ask": lambda **at: handling.ask(case=case, question="Xin cho biết số giấy hẹn?", by=officer, **at),
        "set_aside": lambda **at: handling.set_aside(case=case, reason="Chờ thêm thông tin.", by=officer, **at),
        "draft": lambda **at: handling.draft(case=case, text="Sở đã trả kết quả.", by=officer, **at),
        "submit": lambda **at: handling.submit(case=case, by=officer, **at),
        "approve": lambda **at: approving.approve(case=case, by=leader, **at),
        "issue": lambda **at: letters.issue(case=case, fields=letter_fields(at["now"]), **clerk, **at),
        "forward": lambda **at: letters.forward(case=case, fields=letter_fields(at["now"]), **clerk, **at),
        "publish": lambda **at: publishing.publish(case=case, fields=PUBLIC, confirmed=(), **clerk, **at),
        "withdraw": lambda **at: senders.withdraw(case=case, **at),
    }
    for step in WAYS[status]:
        now += timedelta(minutes=5)
        steps[step](now=now)
    if status == "quarantined":
        Case.objects.filter(pk=case.pk).update(status="quarantined", suspicions=["Có 9 liên kết."])
    return Case.objects.get(pk=case.pk)


def letter_fields(now):
    return {
        "number": "15",
        "issued_date": now.date(),
        "recipient": "Bà Lê Thị Mẫu",
        "symbol": "SKHCN-KSTTHC",
        "authority": "KT. GIÁM ĐỐC",
        "signer_title": "PHÓ GIÁM ĐỐC",
        "signer_name": "Trần Văn Mẫu",
    }


PUBLIC = {
    "title": "Chậm trả kết quả cấp phép",
    "question": "Giấy hẹn đã quá ngày, chưa có kết quả.",
    "answer": "Cơ quan đã trả kết quả và xin lỗi về việc chậm trễ.",
    "field": None,
}
TO_WORK = ["classify", "assign"]
TO_LEADER = [*TO_WORK, "draft", "submit"]
TO_ANSWER = [*TO_LEADER, "approve", "issue"]
WAYS = {
    "quarantined": [],
    "new": [],
    "received": ["classify"],
    "refused": ["refuse"],
    "handling": TO_WORK,
    "waiting": [*TO_WORK, "ask"],
    "insufficient": [*TO_WORK, "set_aside"],
    "approval": TO_LEADER,
    "approved": [*TO_LEADER, "approve"],
    "answered": TO_ANSWER,
    "published": [*TO_ANSWER, "publish"],
    "forwarded": ["classify", "forward"],
    "withdrawn": ["withdraw"],
}
