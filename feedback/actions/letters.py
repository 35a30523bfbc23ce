"""Letters leave the house: văn thư has numbered and dated them, and from then on they are frozen."""

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed
from feedback import clocks, letters, mails
from feedback.actions.moving import held, move
from feedback.models import CaseFile, Clock, Letter
from files import uploads
from organization.models import Agency

Kind = Clock.Kind
NOT_FOR_YOU = "Công văn ghi tên người gửi: chỉ người được xem danh tính mới lập được."
FIELDS = ("number", "symbol", "issued_date", "recipient", "authority", "signer_title", "signer_name")


@transaction.atomic
def issue(*, case, fields, by, now):
    """The approved answer as a công văn: stored once, and mailed to the sender who gave an address."""
    letter = drawn_up(held(case), Letter.Kind.ANSWER, fields, by=by, now=now)
    day, details = letter.issued_date, {"công văn": ["", f"{letter.number}/{letter.symbol}"]}
    case, event = move(case, "issue", by=by, now=now, details=details, answered_date=day)
    keep(letter, case, event, by=by, now=now)
    clocks.change(case, day, stop=[Kind.ANSWER], start=[Kind.PUBLISH])
    tell(case, letter, "Trả lời phản ánh, kiến nghị", "answered", now)
    return letter


@transaction.atomic
def forward(*, case, fields, by, now):
    """To the body that is competent, with a letter (Điều 9.1 d: within 5 working days when it is about a rule)."""
    letter = drawn_up(held(case), Letter.Kind.FORWARD, fields, by=by, now=now)
    details = {"công văn": ["", f"{letter.number}/{letter.symbol}"], "chuyển đến": ["", letter.recipient]}
    case, event = move(case, "forward", by=by, now=now, text=letter.recipient, details=details)
    keep(letter, case, event, by=by, now=now)
    clocks.change(case, letter.issued_date, stop=[Kind.FORWARD], drop=[Kind.ANSWER, Kind.SUPPLEMENT])
    tell(case, letter, "Đã chuyển cơ quan có thẩm quyền", "forwarded", now)
    return letter


def drawn_up(case, kind, fields, *, by=None, now=None):
    """The letter as it would be; without `by` only to be looked at."""
    parts = {name: fields.get(name) or letters_default(case, kind)[name] for name in ("opening", "closing")}
    letter = Letter(
        case=case,
        kind=kind,
        body=letters.body_of(case, kind, **parts),
        issued_at=now,
        issued_by=by,
        **{name: fields.get(name) or (None if name == "issued_date" else "") for name in FIELDS},
    )
    letter.number = tidy(letter.number)
    if by:
        require_identity(case, by)
        guard(letter, now)
        letter.full_clean(exclude=["file"])
    return letter


def tidy(number):
    """5, 05 and 005 are one number."""
    number = number.strip()
    return number.lstrip("0").zfill(2) if number.isdigit() else number


def letters_default(case, kind):
    return {"opening": letters.opening(case, kind), "closing": letters.closing(case, kind)}


def require_identity(case, by):
    """A letter names whom it goes to: it is made by those who may know."""
    if not case.shows_identity_to(by):
        raise NotAllowed(NOT_FOR_YOU)


def guard(letter, now):
    today, case = timezone.localdate(now), letter.case
    if not letter.number.strip():
        raise NotAllowed("Nhập số công văn do văn thư cấp.")
    if letter.issued_date is None or letter.issued_date > today:
        raise NotAllowed("Ngày công văn không thể sau hôm nay.")
    if letter.issued_date < case.received_date:
        raise NotAllowed(f"Ngày công văn không thể trước ngày tiếp nhận ({case.received_date:%d/%m/%Y}).")
    # Two cases may get a number in the same moment: one after the other, so that the second sees the first.
    list(Agency.objects.select_for_update().values_list("pk"))
    same = Letter.objects.filter(
        number=letter.number, symbol=letter.symbol, issued_date__year=letter.issued_date.year
    ).first()
    if same:
        raise NotAllowed(f"Công văn số {same.number}/{same.symbol} đã được ghi cho phản ánh {same.case}.")


def keep(letter, case, event, *, by, now):
    """The bytes are made once; nobody makes them anew afterwards."""
    letter.case = case
    name, data = letters.file_name(letter), letters.render(letter)
    letter.file = uploads.keep(name=name, data=data, content_type="application/pdf", by=by, now=now)
    letter.save()
    # To the sender goes what is theirs: their answer, not what we write about them to others.
    is_public = letter.kind == Letter.Kind.ANSWER
    CaseFile.objects.create(case=case, event=event, file=letter.file, is_public=is_public)


def tell(case, letter, subject, template, now):
    attachments = [letter.file] if letter.kind == Letter.Kind.ANSWER else []
    facts = {"letter": letter, "attachments": attachments}
    mails.tell(case, key=f"letter:{letter.pk}", subject=subject, template=template, now=now, **facts)
