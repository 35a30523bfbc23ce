"""A citizen who fills in the form, step by step, as a browser does."""

from feedback.models import Submission

START, SENDER, CONTENT = "/phan-anh/", "/phan-anh/gui/nguoi-gui/", "/phan-anh/gui/noi-dung/"
FILES, CHECK, DISCARD = "/phan-anh/gui/tep/", "/phan-anh/gui/kiem-tra/", "/phan-anh/gui/bo/"
WHO = {
    "kind": "person",
    "name": "Lê Thị Mẫu",
    "address": "Số 5 đường Ví Dụ, phường Mẫu",
    "phone": "0912 345 678",
    "postal_address": "",
    "email": "nguoi.gui@example.org",
}
WHAT = {
    "subject": "conduct",
    "title": "Chậm trả kết quả cấp phép",
    "content": "Giấy hẹn ngày 16/11, đến nay chưa có kết quả và chưa nhận được thông báo.",
    "proposal": "",
}


def typed(client, *, who=None, what=None):
    """Everything typed, nothing sent: the form as it stands before the last look."""
    client.post(START)
    client.post(SENDER, WHO | (who or {}))
    client.post(CONTENT, WHAT | (what or {}))
    client.post(FILES, {"xong": "1"})
    return Submission.objects.filter(case=None).latest("pk")


def aged(submission, by):
    """Set an earlier start of the form, so that it is not suspected as spam."""
    Submission.objects.filter(pk=submission.pk).update(started_at=submission.started_at - by)
