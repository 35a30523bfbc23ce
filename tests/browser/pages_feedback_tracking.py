"""Tracking pages of the sender, and public pages of answers."""

from tests.browser.pages_feedback_desk import received
from tests.browser.places import NOBODY, Place, fill, press

FIND, RESULTS = "/phan-anh/tra-cuu/", "/phan-anh/ket-qua/"


def opened(what, token, steps=()):
    return Place(what, "feedback:tracked", f"{FIND}mo/{{{token}}}/", NOBODY, steps)


PLACES = [
    Place("find a feedback", "feedback:track", FIND, NOBODY),
    Place("find a feedback, refused", "feedback:track", FIND, NOBODY, (press("Tra cứu"),)),
    Place(
        "find a feedback with a wrong secret",
        "feedback:track",
        FIND,
        NOBODY,
        (fill("number", "PAKN-2026-0001"), fill("secret", "AAAA-BBBB-CCCC"), press("Tra cứu")),
    ),
    Place("wrong link of a feedback", "feedback:track", f"{FIND}mo/khong-phai/", NOBODY),
    Place("forgotten secret", "feedback:forgotten", f"{FIND}quen-ma/", NOBODY),
    Place(
        "link of a forgotten secret",
        "feedback:forgotten",
        f"{FIND}quen-ma/",
        NOBODY,
        (fill("number", "PAKN-2026-0001"), fill("email", "ai-do@example.org"), press("Gửi liên kết")),
    ),
    opened("feedback as its sender sees it", "token_new"),
    opened("feedback with a question", "token_asked"),
    Place(
        "feedback with a question, refused",
        "feedback:act",
        f"{FIND}mo/{{token_asked}}/",
        NOBODY,
        (press("Gửi trả lời"),),
    ),
    opened("feedback with its answer", "token_answered"),
    Place("published answers", "feedback:results", RESULTS, NOBODY),
    Place("published answers without a match", "feedback:results", f"{RESULTS}?q=khongcogi", NOBODY),
    Place("published answer", "feedback:result", f"{RESULTS}PAKN-2026-0001/", NOBODY),
    Place("guidance on feedback", "feedback:guidance", "/phan-anh/huong-dan/", NOBODY),
]


def facts(controller):
    """Three cases and the tokens that open them."""
    from django.utils import timezone

    from feedback.actions import approving, handling, letters, reception
    from organization.models import User

    now, leader = timezone.now(), User.objects.get(username="lanhdao")
    new, asked, answered = (received(title, controller, now) for title in ("Hỏi một", "Hỏi hai", "Hỏi ba"))
    handling.ask(case=asked.case, question="Xin cho biết số giấy hẹn.", by=controller, now=now)
    officer = User.objects.get(username="qlkh")
    reception.classify(case=answered.case, subject_class="conduct", by=controller, now=now)
    reception.assign(case=answered.case, unit=officer.unit, officer=officer, by=controller, now=now)
    handling.draft(case=answered.case, text="Sở đã trả kết quả.", by=officer, now=now)
    handling.submit(case=answered.case, by=officer, now=now)
    approving.approve(case=answered.case, by=leader, now=now)
    fields = {"number": "990", "symbol": "SKHCN", "issued_date": timezone.localdate(now), "recipient": "Người hỏi mẫu"}
    fields |= {"signer_title": "PHÓ GIÁM ĐỐC", "signer_name": "(mẫu)"}
    letters.issue(case=answered.case, fields=fields, by=controller, now=now)
    return {"token_new": new.token, "token_asked": asked.token, "token_answered": answered.token}
