"""The papers of reviews: the sheet as PDF, the year's plan and the proposals as workbooks.

`gather_…` reads everything into frozen facts; rendering runs no query.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from deadlines.models import SpecialDay
from documents import pdf, sheets
from documents.letterhead import Letterhead, date_in_words
from organization.models import Agency
from reviews import costs, reviewing, sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COUNTING = "Cách tính nội bộ, giá trị tham khảo"
PLAN = [
    sheets.Column("TT", 6, centred=True),
    sheets.Column("Mã thủ tục", 16),
    sheets.Column("Thủ tục cần rà soát", 46),
    sheets.Column("Cơ quan, đơn vị thực hiện", 24),
    sheets.Column("Từ ngày", 13, kind="date"),
    sheets.Column("Đến ngày", 13, kind="date"),
    sheets.Column("Căn cứ lựa chọn", 30),
    sheets.Column("Dự kiến sản phẩm", 30),
    sheets.Column("Tình trạng", 20),
]
PROPOSALS = [
    sheets.Column("TT", 6, centred=True),
    sheets.Column("Năm", 8, centred=True),
    sheets.Column("Sáng kiến, đề xuất", 38),
    sheets.Column("Thủ tục", 36),
    sheets.Column("Phương án", 16),
    sheets.Column("Nội dung, lý do", 50),
    sheets.Column("Đơn vị đề xuất", 22),
    sheets.Column("Ngày đề xuất", 13, kind="date"),
    sheets.Column("Văn bản", 18),
    sheets.Column("Kết quả", 26),
]


@dataclass(frozen=True)
class PlanFacts:
    year: int
    agency_name: str
    number: str
    rows: tuple[tuple, ...]


def gather_plan(plan, *, today):
    reviews = plan.reviews.current().select_related("procedure", "unit")
    return PlanFacts(
        year=plan.year,
        agency_name=Agency.current().name,
        number=f"Quyết định số {plan.number}{_on(plan.approved_date)}" if plan.number else "",
        rows=tuple(
            (
                place,
                line.review.procedure.code,
                line.name,
                line.review.unit.name,
                line.review.start_date,
                line.review.due_date,
                grounds(line.review),
                line.review.expected_output,
                line.badge.words,
            )
            for place, line in enumerate(reviewing.lines(reviews, today), start=1)
        ),
    )


def grounds(review):
    """ "UBND tỉnh tự lựa chọn: Kế hoạch số 12"."""
    return ": ".join(filter(None, [review.get_grounds_display(), review.grounds_note]))


def _on(day: date | None):
    return f" ngày {day:%d/%m/%Y}" if day else ""


def plan_workbook(facts):
    heading = [f"Kế hoạch rà soát thủ tục hành chính năm {facts.year}", *filter(None, [facts.number])]
    return _book(facts, f"Rà soát {facts.year}", PLAN, heading)


@dataclass(frozen=True)
class ProposalsFacts:
    title: str
    file_name: str
    agency_name: str
    rows: tuple[tuple, ...]


def gather_proposals(proposals, *, year, today):
    found = list(proposals.select_related("unit", "procedure"))
    called = reviewing.names({one.procedure_id for one in found if one.procedure_id}, today)
    return ProposalsFacts(
        title="Sáng kiến, đề xuất đơn giản hóa thủ tục hành chính" + (f" năm {year}" if year else ""),
        file_name=f"sang-kien-{year}.xlsx" if year else "sang-kien.xlsx",
        agency_name=Agency.current().name,
        rows=tuple(
            (
                place,
                str(one.year),
                one.title,
                f"{one.procedure}: {called.get(one.procedure_id, '')}" if one.procedure else "",
                one.get_kind_display(),
                one.content,
                one.unit.name,
                one.proposed_date,
                one.document_number,
                "\n".join(filter(None, [f"{one.get_outcome_display()}{_on(one.outcome_date)}", one.outcome_note])),
            )
            for place, one in enumerate(found, start=1)
        ),
    )


def proposals_workbook(facts):
    return _book(facts, "Sáng kiến", PROPOSALS, [facts.title])


def _book(facts, name, columns, heading):
    rows = [sheets.SheetRow(row) for row in facts.rows]
    one = sheets.Sheet(title=name, columns=columns, rows=rows, heading_lines=heading)
    return sheets.workbook([one], title=heading[0], creator=facts.agency_name)


@dataclass(frozen=True)
class AnswerFacts:
    number: int
    question: str
    answer: str
    note: str


@dataclass(frozen=True)
class CostFacts:
    label: str
    before: str
    after: str
    saving: str
    percent: str


@dataclass(frozen=True)
class SheetFacts:
    letterhead: Letterhead
    file_name: str
    code: str
    name: str
    unit: str
    year: int
    term: str
    grounds: str
    expected_output: str
    badge: str
    groups: tuple[tuple[str, tuple[AnswerFacts, ...]], ...]
    costs: tuple[CostFacts, ...]
    counting: str
    proposals: tuple[str, ...]
    conclusion: tuple[str, ...]

    @property
    def title(self):
        return f"Phiếu rà soát nội bộ: {self.code or self.name}"


def gather_sheet(review, *, today):
    """The facts of a review's sheet; an unfinished one has no date."""
    agency, calendar = Agency.current(), SpecialDay.objects.calendar()
    comparison = costs.of_review(review, list(review.cost_steps.all()))
    place_and_date = date_in_words(review.done_date, year=review.plan.year)
    code = review.procedure.code
    return SheetFacts(
        # An internal paper without a number of its own: the place of the number stays empty.
        letterhead=Letterhead(agency.superior_name, agency.name, "", agency.place_name, place_and_date),
        file_name=f"phieu-ra-soat-{slugify(code) or review.pk}-{review.plan.year}.pdf",
        code=code,
        name=reviewing.names([review.procedure_id], today).get(review.procedure_id, ""),
        unit=review.unit.name,
        year=review.plan.year,
        term=f"từ {review.start_date:%d/%m/%Y} đến {review.due_date:%d/%m/%Y}",
        grounds=grounds(review),
        expected_output=review.expected_output,
        badge=_badge(review, today, calendar),
        groups=_groups(sheet.lines(review, today)),
        costs=() if comparison.is_empty else tuple(_costs(comparison)),
        counting=COUNTING,
        proposals=tuple(f"{one.get_kind_display()}: {one.title}" for one in review.proposals.current()),
        conclusion=_paragraphs(review.conclusion),
    )


def _badge(review, today, calendar):
    """The badge in words. An open review is only "not finished": remaining days would be wrong tomorrow."""
    if review.is_done or review.is_withdrawn:
        return reviewing.badge(review, today, calendar).words
    return f"Chưa hoàn thành, đến ngày {today:%d/%m/%Y}"


def _paragraphs(text):
    """The paragraphs of a text; the body of a paper ends with "./." (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return (*lines[:-1], lines[-1].rstrip(".;/ ") + "./.") if lines else ()


def _groups(lines):
    """The groups of questions, numbered through all groups."""
    numbers = {line.question.pk: place for place, line in enumerate(lines, start=1)}
    return tuple(
        (
            label,
            tuple(AnswerFacts(numbers[one.question.pk], one.question.text, one.words, one.note) for one in group),
        )
        for label, group in sheet.grouped(lines)
    )


def _costs(comparison):
    for label, change in [*comparison.parts, *comparison.sums]:
        amounts = costs.money(change.before), costs.money(change.after)
        yield CostFacts(label, *amounts, change.saving_words, change.percent_words)


def sheet_pdf(facts):
    return pdf.render("reviews/papers/sheet.html", {"facts": facts, "letterhead": facts.letterhead})
