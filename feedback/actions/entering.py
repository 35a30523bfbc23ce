"""How a case begins: on the public page, or entered by reception from paper, telephone or another system.

`prepare` does what is slow (hashing, rendering, working out days), then `write` numbers and writes in a short
transaction: every sender of the year waits for the counter of numbers.
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
# Stands in the letter until the number is given: the letter is rendered before the counter is locked.
NO_NUMBER = "PAKN-[chưa cấp số]"


@dataclass(frozen=True)
class Receipt:
    """A case that has just begun. The secret and the token are known now and never again: only hashes are kept."""

    case: Case
    secret: str
    token: str


@dataclass(frozen=True)
class Prepared:
    """A case that only lacks its number. No row of it is saved yet."""

    case: Case
    person: Sender
    clocks: list[Clock]
    secret: str
    token: str
    letter: str


def receive(*, fields, sender, channel, received_date, by, now, files=(), suspicions=()):
    """Write down a case with its number and its clocks. `by` is None for what citizens send on the public page."""
    facts = {"fields": fields, "sender": sender, "channel": channel, "received_date": received_date}
    return write(prepare(**facts, by=by, now=now, suspicions=suspicions), files=files, by=by, now=now)


def prepare(*, fields, sender, channel, received_date, by, now, suspicions=()):
    """Everything but the number. Refuses what cannot be received; call it before the transaction."""
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


@transaction.atomic
def write(prepared, *, by, now, files=()):
    """Number the case and write it. `files`: StoredFiles. Every other sender of the year waits until this ends."""
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
    """What a case may not be, however it comes (NĐ 20/2008/NĐ-CP, Điều 7)."""
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
    """What the search of staff looks through: never who sent it."""
    return f"{fold(case.number)} {content_words(case)}"


def content_words(case):
    procedure = case.procedure.versions.current().order_by("-number").first() if case.procedure_id else None
    return fold(f"{case.title} {case.content} {case.proposal} {procedure.name if procedure else ''}")


def new_link(case, *, now, expires_at=None):
    """The token of a new address that opens this case; it is known to the caller alone."""
    token = numbers.new_token()
    keep_link(case, token, now=now, expires_at=expires_at)
    return token


def keep_link(case, token, *, now, expires_at=None):
    CaseLink.objects.create(case=case, token_hash=numbers.hash_of(token), created_at=now, expires_at=expires_at)


def letter_of(case, secret, token, opening):
    """The text of the receipt; NO_NUMBER stands in the place of the number."""
    answer = next((clock.due_date for clock in opening if clock.kind == Clock.Kind.ANSWER), None)
    open_url = mails.url(reverse("feedback:open_link", args=[token]))
    return mails.written(case, "received", secret=secret, open_url=open_url, due_date=answer)
