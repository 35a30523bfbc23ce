"""Sample cases in every status, made through the same actions that users call."""

import tomllib
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from deadlines.models import SpecialDay
from feedback.actions import approving, entering, handling, letters, publishing, reception, retention, senders
from feedback.models import Case
from organization.models import Unit, User

SAMPLE = settings.BASE_DIR / "samples" / "phan-anh-mau.toml"


def load(*, by, today):
    sample, calendar = tomllib.loads(SAMPLE.read_text()), SpecialDay.objects.calendar()
    leader = User.objects.filter(role=User.Role.LEADER).first()
    retention.load_retention(now=at(today))
    for row in sample["cases"]:
        Walk(row, sample["sender"], today, calendar, by, leader).go()


class Walk:
    """Moves one sample case from reception up to the step that its row names."""

    def __init__(self, row, sender, today, calendar, by, leader):  # noqa: PLR0917  made in one place
        self.row, self.sender, self.today, self.calendar = row, sender, today, calendar
        self.by, self.leader = by, leader

    def day(self, after):
        """The day `after` working days after reception; not later than today."""
        received = self.calendar.subtract_working_days(self.today, self.row["ago"])
        return min(self.calendar.add_working_days(received, after), self.today)

    def go(self):
        row, first = self.row, self.day(0)
        is_web = row["channel"] == Case.Channel.WEB
        self.case = entering.receive(
            fields=row,
            sender=self.sender,
            channel=row["channel"],
            received_date=first,
            by=None if is_web else self.by,
            now=at(first),
            suspicions=row.get("suspicions", ()),
        ).case
        if "class" in row:
            reception.classify(case=self.case, subject_class=row["class"], by=self.by, now=at(self.day(1)))
        if "unit" in row:
            self.work(User.objects.get(username=row["officer"]))

    def work(self, officer):
        row, unit = self.row, Unit.objects.get(name=self.row["unit"])
        reception.assign(case=self.case, unit=unit, officer=officer, by=self.by, now=at(self.day(2)))
        handling.accept(case=self.case, by=officer, now=at(self.day(3)))
        if "question" in row:
            handling.ask(case=self.case, question=row["question"], by=officer, now=at(self.day(4)))
        words = row.get("answer") or row.get("draft")
        if words:
            handling.draft(case=self.case, text=words, by=officer, now=at(self.day(6)))
        if "answer" in row or row.get("submitted"):
            handling.submit(case=self.case, by=officer, now=at(self.day(7)))
        if "answer" in row:
            self.answer()

    def answer(self):
        row, day = self.row, self.day(self.row["answered"])
        approving.approve(case=self.case, by=self.leader, now=at(self.day(8)))
        letter = {
            "number": str(100 + row["ago"]),
            "symbol": "SKHCN-KSTTHC",
            "issued_date": day,
            "recipient": f"Ông (Bà) {self.sender['name']}",
            "authority": "KT. GIÁM ĐỐC",
            "signer_title": "PHÓ GIÁM ĐỐC",
            "signer_name": "(mẫu)",
        }
        letters.issue(case=self.case, fields=letter, by=self.by, now=at(day))
        if "rating" in row:
            senders.rate(case=self.case, rating=row["rating"], words="Đã rõ.", now=at(day) + timedelta(hours=2))
        if "published" in row:
            text = {"title": row["title"], "question": row["public_question"], "answer": row["answer"], "field": None}
            day = at(self.day(row["published"]))
            publishing.publish(case=self.case, fields=text, confirmed=(), by=self.by, now=day)


def at(day):
    return timezone.make_aware(datetime.combine(day, time(8)))
