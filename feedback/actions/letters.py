"""Issuing letters (công văn) with number and date from văn thư. An issued letter is never changed.

The PDF and the e-mail are made first, without a lock; then one short transaction checks again, stores and queues.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed
from core.rows import validate
from feedback import clocks, letters, life, mails
from feedback.actions.moving import move
from feedback.models import Case, CaseFile, Clock, Letter
from files import keeping, kinds, taking
from organization.models import Agency

Kind = Clock.Kind
NOT_FOR_YOU = "Công văn ghi tên người gửi: chỉ người được xem danh tính mới lập được."
FIELDS = ("number", "symbol", "issued_date", "recipient", "authority", "signer_title", "signer_name")


@dataclass(frozen=True)
class Drawn:
    """A letter that may be issued; no row is saved yet."""

    letter: Letter
    paper: taking.Checked
    text: str  # of the e-mail to the sender

    @property
    def number_words(self):
        return ["", f"{self.letter.number}/{self.letter.symbol}"]


def issue(*, case, fields, by, now):
    """Issue the approved answer as a công văn, and send it to the sender's e-mail address, if there is one."""
    return _issue(drawn(case, "issue", Letter.Kind.ANSWER, fields, "answered", by=by, now=now), by=by, now=now)


@transaction.atomic
def _issue(drawn, *, by, now):
    letter = drawn.letter
    day, details = letter.issued_date, {"công văn": drawn.number_words}
    case, event = move(
        letter.case, "issue", by=by, now=now, revision=letter.case.revision, details=details, answered_date=day
    )
    clocks.change(case, day, stop=[Kind.ANSWER], start=[Kind.PUBLISH])
    keep(drawn, event, by=by, now=now)
    tell(case, drawn, "Trả lời phản ánh, kiến nghị", now)
    return letter


def forward(*, case, fields, by, now):
    """Forward the case to the competent body with a letter (Điều 9.1 d: within 5 working days for a regulation)."""
    return _forward(drawn(case, "forward", Letter.Kind.FORWARD, fields, "forwarded", by=by, now=now), by=by, now=now)


@transaction.atomic
def _forward(drawn, *, by, now):
    letter = drawn.letter
    details = {"công văn": drawn.number_words, "chuyển đến": ["", letter.recipient]}
    case, event = move(
        letter.case, "forward", by=by, now=now, revision=letter.case.revision, text=letter.recipient, details=details
    )
    clocks.change(case, letter.issued_date, stop=[Kind.FORWARD], drop=[Kind.ANSWER, Kind.SUPPLEMENT])
    keep(drawn, event, by=by, now=now)
    tell(case, drawn, "Đã chuyển cơ quan có thẩm quyền", now)
    return letter


def drawn(case, name, kind, fields, template, *, by, now):
    """The letter with PDF and e-mail; refused when the case does not allow the step `name`. Locks nothing."""
    case = Case.objects.select_related("sender", "unit", "officer").get(pk=case.pk)
    if refusal := life.why_not(name, case, life.roles(by, case)):
        raise NotAllowed(refusal)
    require_identity(case, by)
    letter = drawn_up(case, kind, fields, by=by, now=now)
    guard(letter, now)
    require_free_number(letter)
    validate(letter)
    paper = taking.made(name=letters.file_name(letter), data=letters.render(letter), content_type=kinds.PDF)
    return Drawn(letter, paper, mails.written(case, template, letter=letter))


def drawn_up(case, kind, fields, *, by=None, now=None):
    """The unsaved letter; without `by` for a preview."""
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
    return letter


def tidy(number):
    """The number with two digits at least: 5, 05 and 005 become "05"."""
    number = number.strip()
    return number.lstrip("0").zfill(2) if number.isdigit() else number


def letters_default(case, kind):
    return {"opening": letters.opening(case, kind), "closing": letters.closing(case, kind)}


def require_identity(case, by):
    """Refuse users who may not see the sender's identity, which the letter contains."""
    if not case.shows_identity_to(by):
        raise NotAllowed(NOT_FOR_YOU)


def guard(letter, now):
    today, case = timezone.localdate(now), letter.case
    if not letter.number.strip():
        raise NotAllowed("Nhập số công văn do văn thư cấp.", at="number")
    if letter.issued_date is None or letter.issued_date > today:
        raise NotAllowed("Ngày công văn không thể sau hôm nay.", at="issued_date")
    if letter.issued_date < case.received_date:
        words = f"Ngày công văn không thể trước ngày tiếp nhận ({case.received_date:%d/%m/%Y})."
        raise NotAllowed(words, at="issued_date")


def require_free_number(letter):
    same = Letter.objects.filter(
        number=letter.number, symbol=letter.symbol, issued_date__year=letter.issued_date.year
    ).first()
    if same:
        words = f"Công văn số {same.number}/{same.symbol} đã được ghi cho phản ánh {same.case}."
        raise NotAllowed(words, at="number")


def keep(drawn, event, *, by, now):
    """Store the letter in the transaction. The lock on the agency's row makes equal numbers impossible."""
    letter = drawn.letter
    letter.case = event.case
    letter.file = keeping.keep(drawn.paper, by=by, now=now)
    list(Agency.objects.select_for_update().values_list("pk"))
    require_free_number(letter)
    letter.save(force_insert=True)
    # The sender receives the answer, but not letters to other bodies.
    is_public = letter.kind == Letter.Kind.ANSWER
    CaseFile.objects.create(case=letter.case, event=event, file=letter.file, is_public=is_public)


def tell(case, drawn, subject, now):
    letter = drawn.letter
    attachments = [letter.file] if letter.kind == Letter.Kind.ANSWER else []
    mails.queue(case, key=f"letter:{letter.pk}", subject=subject, text=drawn.text, attachments=attachments, now=now)
