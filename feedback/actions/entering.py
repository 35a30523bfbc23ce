"""How a case begins: on the public page, or entered by reception from paper, telephone or another system."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.folding import fold
from core.refusals import NotAllowed
from feedback import clocks, life, mails, numbers
from feedback.actions.moving import tell
from feedback.models import Case, CaseFile, CaseLink, Channel, Clock, Sender

FACTS = ("subject", "title", "content", "proposal", "procedure", "concerned_unit")
OLDEST_YEARS = 5


@dataclass(frozen=True)
class Receipt:
    """A case that has just begun. The secret and the token are known now and never again: only hashes are kept."""

    case: Case
    secret: str
    token: str


@transaction.atomic
def receive(*, fields, sender, channel, received_date, by, now, files=(), suspicions=()):
    """Write down a case with its number and its clocks. `by` is nobody when the sender did it on the public page."""
    guard(sender, channel, received_date, by, now)
    secret = numbers.new_secret()
    case = Case(
        number=numbers.next_number(now),
        status=Case.Status.QUARANTINED if suspicions else Case.Status.NEW,
        channel=channel,
        received_date=received_date,
        created_at=now,
        created_by=by,
        suspicions=list(suspicions),
        secret_hash=make_password(numbers.normal(secret)),
        **{name: fields.get(name) or ("" if name not in ("procedure", "concerned_unit") else None) for name in FACTS},
    )
    case.search_text = words_of(case)
    case.full_clean()
    case.save()
    person = Sender(case=case, **{name: sender.get(name) or "" for name in ("kind", *Sender.IDENTITY)})
    person.full_clean(exclude=["case"])
    person.save()
    event = tell(case, "receive", by=by, now=now, role=None if by else life.Role.SENDER)
    for file in files:
        CaseFile.objects.create(case=case, event=event, file=file)
    clocks.change(case, received_date, start=[Clock.Kind.CLASSIFY, Clock.Kind.ANSWER])
    receipt = Receipt(case, secret, new_link(case, now=now))
    confirm(receipt, now)
    return receipt


def guard(sender, channel, received_date, by, now):
    """What the forms also say at the field; here for whoever comes another way (NĐ 20/2008/NĐ-CP, Điều 7)."""
    today = timezone.localdate(now)
    if by is None and (channel != Channel.WEB or received_date != today):
        raise NotAllowed("Phản ánh gửi qua trang thông tin được tiếp nhận trong ngày gửi.")
    if by is not None and not by.is_controller:
        raise NotAllowed("Chỉ Bộ phận kiểm soát TTHC được nhập phản ánh, kiến nghị.")
    if received_date > today:
        raise NotAllowed("Ngày tiếp nhận không thể sau hôm nay.")
    if received_date.year < today.year - OLDEST_YEARS:
        raise NotAllowed("Ngày tiếp nhận quá xa. Hãy kiểm tra lại năm.")
    if not (sender.get("phone") or sender.get("postal_address")):
        raise NotAllowed("Nhập số điện thoại hoặc địa chỉ nhận thư.")


def words_of(case):
    """What the search of staff looks through: never who sent it."""
    procedure = case.procedure.versions.current().order_by("-number").first() if case.procedure_id else None
    return fold(f"{case.number} {case.title} {case.content} {case.proposal} {procedure.name if procedure else ''}")


def new_link(case, *, now, expires_at=None):
    token = numbers.new_token()
    CaseLink.objects.create(case=case, token_hash=numbers.hash_of(token), created_at=now, expires_at=expires_at)
    return token


def confirm(receipt, now):
    case = receipt.case
    answer = case.clocks.filter(kind=Clock.Kind.ANSWER).first()
    mails.tell(
        case,
        key="received",
        subject="Đã nhận phản ánh, kiến nghị",
        template="received",
        now=now,
        secret=receipt.secret,
        open_url=mails.url(reverse("feedback:open_link", args=[receipt.token])),
        due_date=answer.due_date if answer else None,
    )
