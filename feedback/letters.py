"""Công văn to the sender or to the competent body: facts, then the paper by NĐ 30/2020/NĐ-CP."""

from dataclasses import dataclass

from documents import pdf
from documents.letterhead import Letterhead, letterhead
from feedback.models import Letter, Sender
from organization.models import Agency

TEMPLATE = "feedback/papers/letter.html"
MATTERS = {
    Letter.Kind.ANSWER: "V/v trả lời phản ánh, kiến nghị số {number}",
    Letter.Kind.FORWARD: "V/v chuyển phản ánh, kiến nghị số {number}",
}


@dataclass(frozen=True)
class LetterFacts:
    letterhead: Letterhead
    matter: str
    recipient: str
    paragraphs: tuple[str, ...]
    office: tuple[str, ...]
    signer_name: str
    kept_by: str


def gather(letter):
    """The facts of a letter. Before issue there is space for number and date."""
    case = letter.case
    head = letterhead(
        agency=Agency.current(),
        number=letter.number,
        symbol=letter.symbol,
        date=letter.issued_date,
        year=case.received_date.year,
    )
    return LetterFacts(
        letterhead=head,
        matter=MATTERS[letter.kind].format(number=case.number),
        recipient=letter.recipient,
        paragraphs=tuple(paragraphs(letter.body)),
        office=tuple(line for line in (letter.authority, letter.signer_title) if line),
        signer_name=letter.signer_name,
        kept_by=", ".join(filter(None, ["VT", drafting_unit(letter.symbol)])),
    )


def drafting_unit(symbol):
    """The drafting unit from the symbol "agency-unit" of a công văn (NĐ 30/2020, Phụ lục I), which keeps a copy."""
    return symbol.rpartition("-")[2].strip() if "-" in symbol else ""


def render(letter):
    facts = gather(letter)
    return pdf.render(TEMPLATE, {"facts": facts, "letterhead": facts.letterhead})


def paragraphs(text):
    """The paragraphs of a text. The last one ends with "./." (Phụ lục I) instead of its own full stop."""
    found = [line.strip() for line in text.splitlines() if line.strip()]
    return [*found[:-1], *(line.rstrip("./ ") for line in found[-1:])]


def file_name(letter):
    number = "".join(sign for sign in letter.number if sign.isalnum()) or "du-thao"
    kind = "tra-loi" if letter.kind == Letter.Kind.ANSWER else "chuyen"
    return f"cong-van-{kind}-{letter.case.number.lower()}-so-{number}.pdf"


# --- Initial values of the form; users may change all but the approved answer ---------------------------------------


def opening(case, kind):
    """The first paragraph, filled in from the case."""
    agency, day = Agency.current(), f"{case.received_date:%d/%m/%Y}"
    if kind == Letter.Kind.ANSWER:
        return (
            f"Ngày {day}, {agency.name} nhận được phản ánh, kiến nghị số {case.number} của {addressed(case)} "
            f"về việc: {case.title.rstrip('. ')}. Sau khi xem xét, {agency.name} trả lời như sau:"
        )
    return (
        f"Ngày {day}, {agency.name} nhận được phản ánh, kiến nghị số {case.number} của {addressed(case)}, "
        f"{contact(case)} về việc: {case.title.rstrip('. ')}. Nội dung phản ánh, kiến nghị:"
    )


def closing(case, kind):
    agency = Agency.current()
    if kind == Letter.Kind.ANSWER:
        where = f" Nếu còn vướng mắc, xin liên hệ {agency.name}"
        where += f", điện thoại {agency.hotline}." if agency.hotline else "."
        return f"Trên đây là nội dung trả lời phản ánh, kiến nghị.{where}"
    return (
        "Nội dung nêu trên không thuộc thẩm quyền giải quyết của "
        f"{agency.name}. {agency.name} chuyển phản ánh, kiến nghị nêu trên để Quý cơ quan xem xét, xử lý theo thẩm "
        "quyền, trả lời người gửi và công khai kết quả theo Nghị định 20/2008/NĐ-CP."
    )


def addressed(case):
    """The form of address: "Ông (Bà)" and the name for a person, the name for an organization."""
    sender = case.sender
    name = sender.name or "người gửi"
    return f"Ông (Bà) {name}" if sender.kind == Sender.Kind.PERSON else name


def contact(case):
    sender = case.sender
    given = {
        "địa chỉ": sender.address,
        "điện thoại": sender.phone,
        "địa chỉ nhận thư": sender.postal_address,
        "thư điện tử": sender.email,
    }
    return "".join(f"{label}: {value}, " for label, value in given.items() if value).rstrip(", ") + ","


def body_of(case, kind, *, opening, closing):
    words = case.answer if kind == Letter.Kind.ANSWER else "\n".join(filter(None, [case.content, case.proposal]))
    return "\n".join(part.strip() for part in (opening, words, closing) if part.strip())


def signer(person):
    """(quyền hạn ký, chức vụ, họ tên) of the approver: a deputy signs for the head."""
    title = (person.job_title if person else "").strip()
    head = title.lower().removeprefix("phó ").strip()
    authority = f"KT. {head.upper()}" if title.lower().startswith("phó ") else ""
    return authority, title.upper(), str(person) if person else ""


def last_symbol():
    letter = Letter.objects.order_by("-issued_at").first()
    return letter.symbol if letter else Agency.current().symbol
