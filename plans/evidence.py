"""How far is a task? Each register answers for the tasks that name it as their source of evidence."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from core.folding import fold
from plans.models import Task

# What a task may name as its source. A source works from the day its register is installed (settings.PLAN_EVIDENCE).
SOURCES = {
    "plans.issued": "Kế hoạch được ban hành",
    "reviews.reviews": "Rà soát thủ tục hành chính",
    "reviews.proposals": "Sáng kiến, đề xuất cải cách",
    "procedures.decisions": "Quyết định của Bộ đã được tỉnh công bố",
    "procedures.publications": "Đăng tải quyết định công bố",
    "procedures.postings": "Công khai, niêm yết thủ tục",
    "dossiers.columns": "Hồ sơ giải quyết đúng hạn",
    "dossiers.by_post": "Hồ sơ qua bưu chính công ích",
    "inspections.closed": "Cuộc tự kiểm tra và tồn tại đã khắc phục",
    "feedback.answered": "Phản ánh, kiến nghị đã trả lời",
    "feedback.reception": "Phản ánh nhận qua trang và câu trả lời công khai",
    "surveys.responses": "Phiếu khảo sát",
    "reports.sent": "Báo cáo đã gửi",
}

# Words of a task, without accents, from which the importer proposes a source; a person may choose another.
HINTS = [
    ("xay dung ke hoach hoat dong kiem soat", "plans.issued"),
    ("ke hoach ra soat", "reviews.reviews"),
    ("sang kien", "reviews.proposals"),
    ("ra soat cap nhat cac quyet dinh cong bo", "procedures.decisions"),
    ("dang tai cong khai", "procedures.publications"),
    ("cong khai niem yet", "procedures.postings"),
    ("tu kiem tra", "inspections.closed"),
    ("thuc hien tot co che mot cua", "dossiers.columns"),
    ("xay dung bao cao", "reports.sent"),
    ("xu ly cac phan anh kien nghi", "feedback.answered"),
    ("duy tri chuyen muc tiep nhan", "feedback.reception"),
    ("khao sat muc do hai long", "surveys.responses"),
    ("buu chinh cong ich", "dossiers.by_post"),
]


@dataclass(frozen=True)
class Evidence:
    """What a register counted for a task: `done` of `total`; where the rows are; the day of the last one.

    `late` were or are late, which is history. `owed` still wait (unsaid: those that are not done), `overdue` of them
    are past their date today, which is work.
    """

    done: int
    total: int
    late: int
    url: str
    words: str = ""
    last_date: date | None = None
    owed: int | None = None
    overdue: int = 0

    @property
    def is_complete(self):
        """Nothing is owed: what was done late is done."""
        return self.total > 0 and (self.done >= self.total if self.owed is None else not self.owed)

    @property
    def done_late(self):
        return self.late - self.overdue

    @property
    def percent(self):
        return 100 * self.done // self.total if self.total else 0


NOT_INSTALLED = "chưa có nguồn số liệu"


def gather(tasks):
    """{task.pk: Evidence} for the tasks whose source is installed; the others are absent, which is not zero."""
    by_source = defaultdict(list)
    for task in tasks:
        by_source[task.evidence_source].append(task)
    found = {}
    for source, path in settings.PLAN_EVIDENCE.items():
        if by_source[source]:
            found.update(import_string(path)(by_source[source]))
    return found


def is_installed(source):
    return source in settings.PLAN_EVIDENCE


# Tasks with one date of their own, by which they are judged.
DATED = (Task.Schedule.QUARTER, Task.Schedule.YEAR, Task.Schedule.DATE)


def settles(task, found):
    """Whether the register alone says that a task with one date is done."""
    return bool(found) and found.is_complete and task.schedule_kind in DATED


def owes(task, found):
    """How many things a task without a date of its own still owes by what the register says."""
    return 0 if found is None or task.schedule_kind in DATED else found.owed or 0


def overdue(task, found):
    """How many of them are past their date."""
    return found.overdue if owes(task, found) else 0


def propose(title):
    """The source that the words of a task's title point to, or none."""
    words = fold(title)
    return next((source for hint, source in HINTS if hint in words), "")


def plan_issued(tasks):
    """The task "lập kế hoạch" is done when its own plan is issued."""
    found = {}
    for task in tasks:
        plan = task.plan
        words = f"Kế hoạch số {plan.number_and_symbol} đã ban hành" if plan.has_started else "Kế hoạch chưa ban hành"
        found[task.pk] = Evidence(
            done=int(plan.has_started),
            total=1,
            late=0,
            url=plan.get_absolute_url(),
            words=words,
            last_date=plan.issue_date if plan.has_started else None,
        )
    return found
