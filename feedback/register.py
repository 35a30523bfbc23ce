"""Sổ tiếp nhận PAKN (register of cases) of any days, as PDF and as a workbook; and a filtered list as a workbook.

`gather` reads everything; rendering runs no query. Only the register contains identities, for roles that may see them.
"""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from core.refusals import NotAllowed
from documents import pdf, sheets
from documents.letterhead import Letterhead, date_in_words
from feedback import queue
from feedback.forms.queue import QueueForm
from feedback.models import Case
from organization.models import Agency, User

PDF, EXCEL = "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATE = "feedback/papers/register.html"
# Larger files take more than two seconds and are ordered as a job.
MOST_AT_ONCE = {"pdf": 60, "excel": 1_500}
MOST_ROWS = {"pdf": 3_000, "excel": 50_000}
SPAM = "Thư rác"

REGISTER = [
    sheets.Column("Số TT", 7, kind="number", centred=True),
    sheets.Column("Số PAKN", 17),
    sheets.Column("Ngày tiếp nhận", 13, kind="date"),
    sheets.Column("Hình thức", 20),
    sheets.Column("Người gửi, địa chỉ liên hệ", 34),
    sheets.Column("Nội dung", 46),
    sheets.Column("Phân loại", 20),
    sheets.Column("Đơn vị xử lý", 22),
    sheets.Column("Hạn trả lời", 13, kind="date"),
    sheets.Column("Ngày trả lời", 13, kind="date"),
    sheets.Column("Kết quả", 30),
]
LIST = [
    sheets.Column("Số PAKN", 17),
    sheets.Column("Ngày tiếp nhận", 13, kind="date"),
    sheets.Column("Hình thức", 20),
    sheets.Column("Tóm tắt", 46),
    sheets.Column("Loại nội dung", 30),
    sheets.Column("Phân loại", 20),
    sheets.Column("Thủ tục", 16),
    sheets.Column("Đơn vị xử lý", 22),
    sheets.Column("Người xử lý", 22),
    sheets.Column("Trạng thái", 18),
    sheets.Column("Hạn gần nhất", 13, kind="date"),
    sheets.Column("Ngày trả lời", 13, kind="date"),
    sheets.Column("Đánh giá", 10, kind="number"),
]


@dataclass(frozen=True)
class RegisterLine:
    place: int
    number: str
    received_date: date
    channel: str
    sender: str
    title: str
    subject_class: str
    unit: str
    due_date: date | None
    answered_date: date | None
    outcome: str

    @property
    def cells(self):
        return tuple(getattr(self, name) for name in self.__dataclass_fields__)


@dataclass(frozen=True)
class RegisterFacts:
    letterhead: Letterhead
    first: date
    last: date
    as_of: date
    lines: tuple[RegisterLine, ...]


def rows(first, last):
    return Case.objects.filter(received_date__range=(first, last)).order_by("received_date", "pk")


def gather(first, last, *, with_identity, today):
    found = rows(first, last).select_related("unit", "sender").prefetch_related("clocks", "letters")
    agency = Agency.current()
    head = Letterhead(agency.superior_name, agency.name, "", agency.place_name, date_in_words(today))
    lines = tuple(line(place, case, with_identity) for place, case in enumerate(found, start=1))
    return RegisterFacts(head, first, last, today, lines)


def line(place, case, with_identity):
    answers = [clock for clock in case.clocks.all() if clock.kind == "answer"]
    return RegisterLine(
        place=place,
        number=case.number,
        received_date=case.received_date,
        channel=case.get_channel_display(),
        sender=identity(case.sender) if with_identity else case.sender.get_kind_display(),
        title=case.title,
        subject_class=case.get_subject_class_display(),
        unit=str(case.unit or ""),
        due_date=answers[-1].due_date if answers else None,
        answered_date=case.answered_date,
        outcome=outcome(case),
    )


def identity(sender):
    if sender.is_anonymised:
        return "Đã ẩn danh"
    parts = (sender.name, sender.address, sender.phone, sender.postal_address, sender.email)
    return "; ".join(part for part in parts if part)


def outcome(case):
    if case.is_spam:
        return SPAM
    letters = [f"CV {letter.number}/{letter.symbol}" for letter in case.letters.all()]
    return "; ".join([case.get_status_display(), *letters])


def render(facts, kind):
    if kind == "pdf":
        return pdf.render(TEMPLATE, {"facts": facts, "letterhead": facts.letterhead}), PDF
    heading = [
        facts.letterhead.agency_name,
        "SỔ TIẾP NHẬN PHẢN ÁNH, KIẾN NGHỊ",
        f"Từ ngày {facts.first:%d/%m/%Y} đến ngày {facts.last:%d/%m/%Y}",
    ]
    lines = (sheets.SheetRow(one.cells) for one in facts.lines)
    sheet = sheets.Sheet("Sổ tiếp nhận", REGISTER, lines, heading)
    return sheets.workbook([sheet], title=heading[1], creator=facts.letterhead.agency_name), EXCEL


def make(arguments, today):
    """The maker of documents.Job: {"kind", "first", "last", "with_identity"}."""
    first, last = date.fromisoformat(arguments["first"]), date.fromisoformat(arguments["last"])
    facts = gather(first, last, with_identity=arguments["with_identity"], today=today)
    return render(facts, arguments["kind"])


def file_name(first, last, kind):
    return f"so-tiep-nhan-pakn-{first:%Y%m%d}-{last:%Y%m%d}.{'pdf' if kind == 'pdf' else 'xlsx'}"


def require_bounded(count, kind):
    if count > MOST_ROWS[kind]:
        raise NotAllowed(f"Có {count} phản ánh, nhiều hơn {MOST_ROWS[kind]}. Hãy chọn khoảng ngày ngắn hơn.")


# --- The filtered list -----------------------------------------------------------------------------------------------


def listed(user, query, today, calendar):
    """The cases that the user sees with these filters, in the order of the page."""
    data, found = QueryDict(query), queue.tabs(user, today, calendar)
    asked = data.get("tab") or queue.first_tab(user)
    tab = next((one for one in found if one.slug == asked), found[-1])
    return queue.in_order(QueueForm(data).rows(Case.objects.visible_to(user).filter(tab.rows)), tab)


def list_workbook(found):
    found = found.select_related("unit", "officer", "procedure").defer("content", "search_text")
    lines = (sheets.SheetRow(list_cells(case)) for case in found.iterator(chunk_size=1_000))
    return sheets.workbook([sheets.Sheet("Phản ánh, kiến nghị", LIST, lines)], title="Phản ánh, kiến nghị")


def list_cells(case):
    return (
        case.number,
        case.received_date,
        case.get_channel_display(),
        case.title,
        case.get_subject_display(),
        case.get_subject_class_display(),
        str(case.procedure or ""),
        str(case.unit or ""),
        str(case.officer or ""),
        case.get_status_display(),
        case.due_date,
        case.answered_date,
        case.rating,
    )


def make_list(arguments, today):
    """The maker of documents.Job: {"user", "query"}."""
    from deadlines.models import SpecialDay

    user = User.objects.get(pk=arguments["user"])
    return list_workbook(listed(user, arguments["query"], today, SpecialDay.objects.calendar())), EXCEL
