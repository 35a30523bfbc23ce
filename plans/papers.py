"""The papers of a plan: the plan and its progress, as PDF and as a workbook.

`make` is the entry point. `gather` reads everything into frozen facts; rendering runs no query.
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.refusals import NotAllowed
from core.roman import roman
from documents import pdf, sheets
from documents.letterhead import Letterhead, grounds, letterhead
from organization.models import Agency
from plans import board, evidence
from plans.models import Plan

TABLE = [
    sheets.Column("Số TT", 7, centred=True),
    sheets.Column("Nội dung công việc", 52),
    sheets.Column("Bộ phận chủ trì", 22),
    sheets.Column("Bộ phận phối hợp", 24),
    sheets.Column("Kết quả", 24),
    sheets.Column("Thời gian thực hiện", 20),
]
PROGRESS = [
    sheets.Column("Số TT", 7, centred=True),
    sheets.Column("Nội dung công việc", 46),
    sheets.Column("Bộ phận chủ trì", 20),
    sheets.Column("Hạn", 14),
    sheets.Column("Trạng thái", 16),
    sheets.Column("Số liệu thực hiện", 24),
    sheets.Column("Kết quả đã ghi", 46),
]


@dataclass(frozen=True)
class TaskFacts:
    number: int
    title: str
    lead: str
    support: str
    deliverable: str
    timing: str
    due: str
    state: str
    counted: tuple[str, ...]
    produced: tuple[str, ...]


@dataclass(frozen=True)
class GroupFacts:
    number: str
    title: str
    tasks: tuple[TaskFacts, ...]


@dataclass(frozen=True)
class PlanFacts:
    year: int
    title: str
    number_and_symbol: str
    agency_name: str
    letterhead: Letterhead
    report_letterhead: Letterhead
    grounds: tuple[str, ...]
    purpose: tuple[str, ...]
    requirements: tuple[str, ...]
    solutions: tuple[str, ...]
    budget: tuple[str, ...]
    recipients: tuple[str, ...]
    signer_title: tuple[str, ...]
    signer_name: str
    groups: tuple[GroupFacts, ...]
    counts: tuple[tuple[str, int], ...]
    as_of: str

    CLOSING = "Các phòng, đơn vị căn cứ Kế hoạch này tổ chức thực hiện."

    @property
    def summary(self):
        """The trích yếu (summary line): the title without "Kế hoạch", which is the line above it."""
        words = self.title.strip()
        if words.lower().startswith("kế hoạch "):
            words = words[len("kế hoạch ") :]
        return words[:1].upper() + words[1:]

    @property
    def summary_tail(self):
        return self.summary[:1].lower() + self.summary[1:]

    @property
    def report_number(self):
        number = self.report_letterhead.number_and_symbol
        return number[:1].lower() + number[1:].replace(":", "", 1)

    @property
    def parts_before(self):
        """The numbered parts before the table; a part without text gets no number."""
        return self._numbered()[: self._count_before()]

    @property
    def parts_after(self):
        """The parts after the table; the body of a paper ends with "./." (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
        parts = self._numbered()[self._count_before() + 1 :] or [("", (self.CLOSING,))]
        heading, paragraphs = parts[-1]
        return [*parts[:-1], (heading, (*paragraphs[:-1], paragraphs[-1].rstrip(".;/ ") + "./."))]

    @property
    def table_heading(self):
        return self._numbered()[self._count_before()][0]

    def _count_before(self):
        return bool(self.purpose) + bool(self.requirements)

    def _numbered(self):
        parts = [
            ("Mục đích", self.purpose),
            ("Yêu cầu", self.requirements),
            ("Nội dung, nhiệm vụ", ("",)),
            ("Giải pháp, tổ chức thực hiện", self.solutions),
            ("Kinh phí thực hiện", self.budget),
        ]
        present = [part for part in parts if part[1]]
        return [(f"{roman(place)}. {heading}", text) for place, (heading, text) in enumerate(present, start=1)]

    @property
    def total(self):
        return sum(len(group.tasks) for group in self.groups)


def gather(plan, *, today):
    agency, lines = Agency.current(), board.lines(plan.tasks.all(), today=today)
    symbol = plan.symbol.partition("-")[2]
    return PlanFacts(
        year=plan.year,
        title=plan.title,
        number_and_symbol=plan.number_and_symbol if plan.number else f"…/{plan.symbol}",
        agency_name=agency.name,
        letterhead=letterhead(
            agency=agency, number=plan.number, symbol=plan.symbol, date=plan.issue_date, year=plan.year
        ),
        report_letterhead=letterhead(
            agency=agency, number="", symbol=f"BC-{symbol or agency.symbol}", date=None, year=today.year
        ),
        grounds=tuple(grounds(basis.text for basis in plan.legal_bases.all())),
        purpose=_paragraphs(plan.purpose),
        requirements=_paragraphs(plan.requirements),
        solutions=_paragraphs(plan.solutions),
        budget=_paragraphs(plan.budget),
        recipients=tuple(line.strip("-+•;. ") for line in _paragraphs(plan.recipients)),
        signer_title=_paragraphs(plan.signer_title),
        signer_name=plan.signer_name,
        groups=_groups(lines),
        counts=tuple((state.label, count) for state, count in board.counts(lines)),
        as_of=f"{today:%d/%m/%Y}",
    )


def _paragraphs(text):
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _groups(lines):
    groups = {}
    for line in lines:
        groups.setdefault(line.task.section, []).append(_task(line))
    return tuple(GroupFacts(section.number, section.title, tuple(tasks)) for section, tasks in groups.items())


def _task(line):
    task, task_state = line.task, line.task_state
    due = f"{task_state.due_date:%d/%m/%Y}" if task_state.due_date else task.timing
    return TaskFacts(
        number=task.number,
        title=task.title,
        lead=task.lead_text,
        support=task.support_text,
        deliverable=task.deliverable_text,
        timing=task.timing,
        due=due,
        state=_state(task_state),
        counted=tuple(_counted(one.found) for one in line.counted),
        produced=tuple(str(one) for one in task.deliverables.all()),
    )


def _state(task_state):
    if task_state.date_state != "late" or not task_state.remaining:
        return task_state.label
    if task_state.remaining.startswith(task_state.label.lower()):
        return task_state.remaining.capitalize()  # "Quá hạn 2 ngày làm việc" contains both
    return f"{task_state.label} ({task_state.remaining})"


def _counted(found):
    if found is None:
        return evidence.NOT_INSTALLED.capitalize()
    parts = [found.words or f"{found.done}/{found.total}"]
    counts = {"quá hạn": found.overdue, "chậm hạn": found.done_late}
    return "; ".join([*parts, *(f"{count} {words}" for words, count in counts.items() if count)])


def plan_pdf(facts):
    context = {"facts": facts, "letterhead": facts.letterhead, "grounds": facts.grounds}
    return pdf.render("plans/papers/plan.html", context)


def progress_pdf(facts):
    return pdf.render("plans/papers/progress.html", {"facts": facts, "letterhead": facts.report_letterhead})


def plan_workbook(facts):
    rows = _rows(facts, lambda t: (t.number, t.title, t.lead, t.support, t.deliverable, t.timing))
    return _book(facts, f"Kế hoạch {facts.year}", TABLE, rows, [facts.title, f"Số: {facts.number_and_symbol}"])


def progress_workbook(facts):
    rows = _rows(facts, _progress_cells)
    heading = [f"Tình hình thực hiện {facts.title[0].lower()}{facts.title[1:]}", f"Đến ngày {facts.as_of}"]
    return _book(facts, f"Tiến độ {facts.year}", PROGRESS, rows, heading)


def _progress_cells(task):
    counted, produced = "\n".join(task.counted), "\n".join(task.produced)
    return (task.number, task.title, task.lead, task.due, task.state, counted, produced)


def _rows(facts, cells):
    for group in facts.groups:
        yield sheets.SheetRow((group.number, group.title), style="group")
        for task in group.tasks:
            yield sheets.SheetRow(cells(task))


def _book(facts, name, columns, rows, heading):
    sheet = sheets.Sheet(title=name, columns=columns, rows=rows, heading_lines=heading)
    return sheets.workbook([sheet], title=heading[0], creator=facts.agency_name)


@dataclass(frozen=True)
class Paper:
    render: Callable
    content_type: str
    title: str
    file_name: str

    @property
    def is_slow(self):
        """Whether the paper needs a job: a workbook takes at most half a second, a PDF about 0.15 s a page."""
        return self.content_type == PDF


PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAN, PROGRESS_OF = "kế hoạch năm {year}", "tình hình thực hiện kế hoạch năm {year}"
PAPERS = {
    "ke-hoach.pdf": Paper(plan_pdf, PDF, f"{PLAN} (PDF)", "ke-hoach-kstthc-{year}.pdf"),
    "ke-hoach.xlsx": Paper(plan_workbook, XLSX, f"{PLAN} (Excel)", "ke-hoach-kstthc-{year}.xlsx"),
    "tien-do.pdf": Paper(progress_pdf, PDF, f"{PROGRESS_OF} (PDF)", "tinh-hinh-thuc-hien-ke-hoach-kstthc-{year}.pdf"),
    "tien-do.xlsx": Paper(
        progress_workbook, XLSX, f"{PROGRESS_OF} (Excel)", "tinh-hinh-thuc-hien-ke-hoach-kstthc-{year}.xlsx"
    ),
}


def make(arguments, today):
    """(bytes, content type) for {"paper": "ke-hoach.pdf", "year": 2026}. Called by the view and by the worker."""
    paper, year = PAPERS[arguments["paper"]], arguments["year"]
    plan = Plan.objects.prefetch_related("legal_bases").filter(year=year).first()
    if plan is None:
        raise NotAllowed(f"Kế hoạch năm {year} không còn trong hệ thống.")
    return paper.render(gather(plan, today=today)), paper.content_type
