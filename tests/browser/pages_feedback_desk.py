"""The desk of feedback: lists, one case in every status, each step of the work, papers, publication, retention."""

from tests.browser.places import LEADER, OFFICER, Place, fill, press

LIST = "/noi-bo/phan-anh/"
PUBLISHED, ANSWERED, HANDLING, APPROVAL, WAITING, OTHERS, RECEIVED, NEW, SPAM = (
    f"{LIST}PAKN-{{year}}-000{n}/" for n in range(1, 10)
)
MADE = f"{LIST}{{case_approved}}/"


def step(what, case, slug, who="kstthc", steps=()):
    return Place(what, "feedback:step", f"{case}{slug}/", who, steps)


LISTS = [
    Place("new feedback", "feedback:list", LIST),
    Place("all feedback, narrowed", "feedback:list", f"{LIST}?tab=tat-ca&trang_thai=handling"),
    Place("feedback without a match", "feedback:list", f"{LIST}?tab=tat-ca&q=khongcogi"),
    Place("feedback of the unit", "feedback:list", LIST, OFFICER),
    Place("feedback for the leader", "feedback:list", LIST, LEADER),
    Place("feedback of nobody", "feedback:list", f"{LIST}?tab=cua-toi", LEADER),
    Place("register of feedback", "feedback:register", f"{LIST}so-tiep-nhan/"),
    Place("register of an impossible range", "feedback:register", f"{LIST}so-tiep-nhan/?tu=31/02/2026"),
]
CASES = [
    Place("feedback published", "feedback:case", PUBLISHED),
    Place("feedback answered", "feedback:case", ANSWERED),
    Place("feedback at work", "feedback:case", HANDLING, OFFICER),
    Place("feedback before the leader", "feedback:case", APPROVAL, LEADER),
    Place("feedback that waits for its sender", "feedback:case", WAITING, OFFICER),
    Place("feedback to be assigned", "feedback:case", RECEIVED),
    Place("feedback under suspicion", "feedback:case", SPAM),
    Place("feedback with everything that may be said of it", "feedback:case", f"{LIST}{{case_asked}}/", LEADER),
    Place("identity of a sender", "feedback:identity", HANDLING, steps=(press("Xem danh tính"),)),
    Place("unknown feedback", "", f"{LIST}PAKN-2026-9999/", status=404),
]
STEPS = [
    step("classify", NEW, "phan-loai"),
    step("classify refused", NEW, "phan-loai", steps=(press("Lưu phân loại"),)),
    step("assign", RECEIVED, "giao"),
    step("assign refused", RECEIVED, "giao", steps=(press("Giao xử lý"),)),
    step("ask the sender", HANDLING, "hoi-nguoi-gui", OFFICER),
    step("write down what the sender said", WAITING, "ghi-bo-sung"),
    step("draft an answer", HANDLING, "du-thao", OFFICER),
    step("submit an answer", HANDLING, "trinh", OFFICER),
    step("ask for more days", HANDLING, "gia-han", OFFICER),
    step("approve an answer", APPROVAL, "duyet", LEADER),
    step("return an answer", APPROVAL, "tra-du-thao", LEADER, (press("Trả lại dự thảo"),)),
    step("mark a duplicate", HANDLING, "danh-dau-trung", steps=(fill("other", "9999"), press("Lưu"))),
    step("note", HANDLING, "ghi-chu"),
    step("refuse a feedback", NEW, "tu-choi"),
    step("spam after all", SPAM, "thu-rac"),
]
PAPERS = [
    Place("letter of an answer", "feedback:issue", f"{MADE}cong-van/"),
    Place("letter refused", "feedback:issue", f"{MADE}cong-van/", steps=(press("Phát hành công văn"),)),
    Place("letter to another body", "feedback:forward", f"{OTHERS}chuyen-di/"),
    Place("publish an answer", "feedback:publish", f"{ANSWERED}cong-khai/"),
    Place(
        "publish what gives somebody away",
        "feedback:publish",
        f"{ANSWERED}cong-khai/",
        steps=(fill("question", "Người gửi mẫu, 0900 000 000, phản ánh."), press("Công khai")),
    ),
    Place("edit what is public", "feedback:publish", f"{PUBLISHED}cong-khai/"),
    Place("take back what is public", "feedback:unpublish", f"{PUBLISHED}rut-cong-khai/"),
    Place("keep an answer private", "feedback:keep_private", f"{ANSWERED}khong-cong-khai/"),
    Place("nothing to forget", "feedback:retention", f"{LIST}luu-tru/"),
    Place("disposals that are done", "feedback:disposals_ended", f"{LIST}luu-tru/da-xong/"),
    Place("disposal", "feedback:disposal", f"{LIST}luu-tru/{{disposal}}/", LEADER),
]

PLACES = LISTS + CASES + STEPS + PAPERS


def facts(controller):
    """States that the sample has not reached: an approved answer, a case with much said of it, a disposal."""
    from django.utils import timezone

    from feedback.actions import approving, handling, keeping, reception
    from feedback.models import Case, Disposal, DisposalItem
    from organization.models import User

    now = timezone.now()
    officer, leader = User.objects.get(username="qlkh"), User.objects.get(username="lanhdao")
    made = []
    for title in ("Hỏi về phí thẩm định", "Hỏi về thời hạn cấp chứng chỉ"):
        case = received(title, controller, now).case
        reception.classify(case=case, subject_class="conduct", by=controller, now=now)
        reception.assign(case=case, unit=officer.unit, officer=officer, by=controller, now=now)
        handling.draft(case=case, text="Sở trả lời như sau.", by=officer, now=now)
        made.append(case)
    approved, asked = made
    handling.submit(case=approved, by=officer, now=now)
    approving.approve(case=approved, by=leader, now=now)
    handling.submit(case=asked, by=officer, now=now)
    approving.return_draft(case=asked, remarks="Nêu rõ căn cứ.", by=leader, now=now)
    handling.ask_extension(case=asked, days=5, reason="Phải xác minh tại cơ sở.", by=officer, now=now)
    handling.note(case=asked, text="Đã gọi cơ sở, chưa gặp.", by=officer, now=now)
    keeping.hold(case=asked, reason="Đang thanh tra.", by=controller, now=now)
    reception.link(case=asked, other=approved, by=controller, now=now)
    disposal = Disposal.objects.create(reason="Hết thời hạn lưu.", proposed_at=now, proposed_by=controller)
    DisposalItem.objects.create(disposal=disposal, case=Case.objects.filter(status="published").first())
    year = timezone.localdate(now).year
    return {"case_approved": approved.number, "case_asked": asked.number, "disposal": disposal.pk, "year": year}


def received(title, controller, now):
    from django.utils import timezone

    from feedback.actions import entering

    return entering.receive(
        fields={"subject": "conduct", "title": title, "content": "Nội dung hỏi."},
        sender={"kind": "person", "name": "Người hỏi mẫu", "address": "Địa chỉ mẫu", "phone": "0900 000 001"},
        channel="phone",
        received_date=timezone.localdate(now),
        by=controller,
        now=now,
    )
