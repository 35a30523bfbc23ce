"""Creating a case: from the public page, or entered by reception from paper, telephone or another system.

`prepare` does the slow work (hashing, rendering, computing dates); `write` then takes the number and stores the case
in a short transaction, since all cases of a year lock the same counter of numbers.
"""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.folding import fold
from core.refusals import NotAllowed
from core.rows import validate
from feedback import clocks, life, mails, numbers
from feedback.actions.moving import attach, tell
from feedback.models import Case, CaseLink, Channel, Clock, Sender

FACTS = ("subject", "title", "content", "proposal", "procedure", "concerned_unit")
OLDEST_YEARS = 5
# A placeholder in the letter, which is rendered before the counter is locked.
NO_NUMBER = "PAKN-[chưa cấp số]"


@dataclass(frozen=True)
class Receipt:
    """A new case with its secret and token. Only hashes of them are stored, so they are available only now."""

    case: Case
    secret: str
    token: str


@dataclass(frozen=True)
class Prepared:
    """A case without a number; no row is saved yet."""

    case: Case
    person: Sender
    clocks: list[Clock]
    secret: str
    token: str
    letter: str


def receive(*, fields, sender, channel, received_date, by, now, files=(), suspicions=()):
    """Create a case with its number and clocks. `by` is None for the public page."""
    facts = {"fields": fields, "sender": sender, "channel": channel, "received_date": received_date}
    return write(prepare(**facts, by=by, now=now, suspicions=suspicions), files=files, by=by, now=now)


def prepare(*, fields, sender, channel, received_date, by, now, suspicions=()):
    """Everything but the number; refused when the case cannot be received. Call it before the transaction."""
    guard(sender, channel, received_date, by, now)
    secret, token, opening = numbers.new_secret(), numbers.new_token(), clocks.opening(received_date)
    case = Case(
        number=NO_NUMBER,
        status=Case.Status.QUARANTINED if suspicions else Case.Status.NEW,
        channel=channel,
        received_date=received_date,
        created_at=now,
        created_by=by,
        suspicions=list(suspicions),
        secret_hash=numbers.secret_hash(secret),
        due_date=min((clock.due_date for clock in opening), default=None),
        **{name: fields.get(name) or ("" if name not in ("procedure", "concerned_unit") else None) for name in FACTS},
    )
    case.search_text = content_words(case)
    validate(case, "channel", *FACTS)
    person = Sender(case=case, **{name: sender.get(name) or "" for name in ("kind", *Sender.IDENTITY)})
    validate(person, "kind", *Sender.IDENTITY)
    return Prepared(case, person, opening, secret, token, letter_of(case, secret, token, opening))


@transaction.atomic(savepoint=False)
def write(prepared, *, by, now, files=()):
    """Take the number and store the case. `files`: StoredFiles. Concurrent calls wait for each other."""
    case, person = prepared.case, prepared.person
    case.number = numbers.next_number(now)
    case.search_text = f"{fold(case.number)} {case.search_text}"
    case.save(force_insert=True)
    person.case = case
    person.save(force_insert=True)
    attach(tell(case, "receive", by=by, now=now, role=None if by else life.Role.SENDER), files)
    for clock in prepared.clocks:
        clock.case = case
    Clock.objects.bulk_create(prepared.clocks)
    keep_link(case, prepared.token, now=now)
    text = prepared.letter.replace(NO_NUMBER, case.number)
    mails.queue(case, key="received", subject="Đã nhận phản ánh, kiến nghị", text=text, now=now)
    return Receipt(case, prepared.secret, prepared.token)


def guard(sender, channel, received_date, by, now):
    """Refuse a case from a wrong channel or user, with a wrong date, or without a contact (NĐ 20/2008, Điều 7)."""
    today = timezone.localdate(now)
    if by is None and (channel != Channel.WEB or received_date != today):
        raise NotAllowed("Phản ánh gửi qua trang thông tin được tiếp nhận trong ngày gửi.")
    if by is not None and not by.is_controller:
        raise NotAllowed("Chỉ Bộ phận kiểm soát TTHC được nhập phản ánh, kiến nghị.")
    if received_date > today:
        raise NotAllowed("Ngày tiếp nhận không thể sau hôm nay.", at="received_date")
    if received_date.year < today.year - OLDEST_YEARS:
        raise NotAllowed("Ngày tiếp nhận quá xa. Hãy kiểm tra lại năm.", at="received_date")
    if not (sender.get("phone") or sender.get("postal_address")):
        raise NotAllowed("Nhập số điện thoại hoặc địa chỉ nhận thư.", at="phone")


def words_of(case):
    """The search text of a case; never the identity of the sender."""
    return f"{fold(case.number)} {content_words(case)}"


def content_words(case):
    procedure = case.procedure.versions.current().order_by("-number").first() if case.procedure_id else None
    return fold(f"{case.title} {case.content} {case.proposal} {procedure.name if procedure else ''}")


def new_link(case, *, now, expires_at=None):
    """Create a CaseLink and return its token, which is not stored."""
    token = numbers.new_token()
    keep_link(case, token, now=now, expires_at=expires_at)
    return token


def keep_link(case, token, *, now, expires_at=None):
    CaseLink.objects.create(case=case, token_hash=numbers.hash_of(token), created_at=now, expires_at=expires_at)


def letter_of(case, secret, token, opening):
    """The text of the receipt, with NO_NUMBER in the place of the number."""
    answer = next((clock.due_date for clock in opening if clock.kind == Clock.Kind.ANSWER), None)
    open_url = mails.url(reverse("feedback:open_link", args=[token]))
    return mails.written(case, "received", secret=secret, open_url=open_url, due_date=answer)
