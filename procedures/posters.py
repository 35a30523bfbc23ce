"""Posters (bảng niêm yết): procedures as PDF for the wall, on A4 or A3.

`gather` reads everything into frozen facts; rendering runs no query. One procedure is rendered at once, a field or the
whole list by a job; equal content is made once for all visitors.
"""

import hashlib
import io
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Lock

import segno
from django.conf import settings
from django.core.cache import cache
from django.db.models import Sum
from django.db.models.functions import Length
from django.urls import reverse

from core.folding import fold
from core.refusals import NotAllowed
from documents import pdf
from documents.actions import key_of, order
from documents.models import Job
from organization.models import Agency
from procedures.models import Field, Version

PDF = "application/pdf"
MAKER = "procedures.poster"
PAPERS = ("a4", "a3")
# About 500 pages: two minutes of work and about 600 MB of memory.
MOST_PROCEDURES, MOST_LETTERS = 300, 1_000_000
KEPT_SECONDS = 3600
PATIENCE_SECONDS = 5
RETRY_AFTER = timedelta(minutes=10)
POST = {True: "có", False: "không", None: ""}
NOTHING = "Chưa có thủ tục nào đang có hiệu lực để niêm yết."
TOO_MUCH = f"Bảng này quá dài cho một tệp (mỗi tệp có tối đa {MOST_PROCEDURES} thủ tục, khoảng 500 trang)."

_at_work = Lock()


class Busy(Exception):
    """Too many posters are being rendered; try again in a moment."""


@dataclass(frozen=True)
class PosterPart:
    number: int
    label: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class PosterFacts:
    name: str
    code: str
    field: str
    level: str
    post: str
    decision: str
    address: str
    parts: tuple[PosterPart, ...]
    is_sample: bool

    @property
    def qr(self):
        """The QR code of the address as a data: URL, made when the page is rendered."""
        return segno.make(self.address, error="m").svg_data_uri(scale=3, border=1)


@dataclass(frozen=True)
class Posters:
    title: str
    paper: str
    superior_name: str
    agency_name: str
    contact: str
    as_of: str
    procedures: tuple[PosterFacts, ...]


def address_of(procedure_id):
    return settings.SITE_URL + reverse("procedures:public_procedure", args=[procedure_id])


def qr_svg(address):
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=4, border=2, dark="#0a3843", xmldecl=False)
    return out.getvalue()


def gather(versions, *, title, paper, today):
    agency = Agency.current()
    rows = versions.select_related("procedure__field", "item__decision", "service_level")
    contact = [agency.address, agency.hotline and f"điện thoại {agency.hotline}", agency.website]
    return Posters(
        title=title,
        paper=paper,
        superior_name=agency.superior_name,
        agency_name=agency.name,
        contact="; ".join(part for part in contact if part),
        as_of=f"{today:%d/%m/%Y}",
        procedures=tuple(_facts(version) for version in rows),
    )


def _facts(version):
    said = [part for part in version.parts() if part.name != "name"]
    return PosterFacts(
        name=version.name,
        code=version.procedure.code,
        field=version.procedure.field.name,
        level=str(version.service_level or ""),
        post=POST[version.accepts_post],
        decision=str(version.item.decision) if version.item else "",
        address=address_of(version.procedure_id),
        is_sample=version.procedure.is_sample,
        parts=tuple(PosterPart(number, part.label, _paragraphs(part)) for number, part in enumerate(said, start=1)),
    )


def _paragraphs(part):
    lines = tuple(line.strip() for line in part.text.splitlines() if line.strip())
    return lines or ("Đang cập nhật",)  # “Không có” would be a statement about the procedure


def fingerprint(facts):
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def render(facts):
    return pdf.render("procedures/papers/poster.html", {"facts": facts})


def file_name(version, paper):
    code = fold(version.procedure.code).replace(" ", "-") or version.procedure_id
    return f"bang-niem-yet-{code}-{paper}.pdf"


def of_procedure(version, *, paper, today):
    """The bytes of one procedure's poster; equal content is rendered at most once an hour."""
    rows = Version.objects.filter(pk=version.pk)
    facts = gather(rows, title=f"Bảng niêm yết: {version.name}", paper=paper, today=today)
    key = f"poster:{fingerprint(facts)}"
    return cache.get(key) or _made_in_turn(key, facts)


def _made_in_turn(key, facts):
    """Render one poster at a time in each process, so that public requests cannot use every processor."""
    if not _at_work.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        data = cache.get(key)  # the previous request may have made the same poster
        if data is None:
            data = render(facts)
            cache.set(key, data, KEPT_SECONDS)
        return data
    finally:
        _at_work.release()


def in_force(field, today):
    found = Version.objects.in_force(today)
    found = found.filter(procedure__field=field) if field else found
    return found.order_by("procedure__field__name", "procedure__code", "pk")


def of_many(field, paper, *, today):
    """The facts of the poster of a field, or of all procedures."""
    title = f"Thủ tục hành chính lĩnh vực {field.name}" if field else "Thủ tục hành chính"
    return gather(in_force(field, today)[:MOST_PROCEDURES], title=title, paper=paper, today=today)


def order_poster(field, paper, *, today, now):
    """The job for this content, new or existing: one for all visitors until the content changes."""
    require_bounded(in_force(field, today))
    facts = of_many(field, paper, today=today)
    content = fingerprint(replace(facts, as_of=""))
    arguments = {"field": field.pk if field else None, "paper": paper, "content": content}
    last = Job.objects.of_everybody().filter(key=key_of(MAKER, arguments)).first()
    if last and not _may_be_tried_again(last, now):
        return last
    scope = f"linh-vuc-{fold(field.name).replace(' ', '-')}"[:100] if field else "tat-ca"
    return order(
        maker=MAKER,
        arguments=arguments,
        title=f"bảng niêm yết: {facts.title} ({paper.upper()})",
        file_name=f"bang-niem-yet-{scope}-{paper}.pdf",
        back_url=reverse("procedures:posters"),
        by=None,
        now=now,
    )


def require_bounded(rows):
    count = rows.count()
    if count == 0:
        raise NotAllowed(NOTHING)
    letters = rows.aggregate(all=sum((Sum(Length(name)) for name in Version.TEXTS), start=Sum(0)))["all"]
    if count > MOST_PROCEDURES or letters > MOST_LETTERS:
        raise NotAllowed(f"{TOO_MUCH} Hãy in theo từng lĩnh vực, hoặc in từng thủ tục ở trang của thủ tục.")


def _may_be_tried_again(job, now):
    return job.has_failed and job.finished_at < now - RETRY_AFTER


def make(arguments, today):
    """(bytes, content type) for a job; called by the worker."""
    field = Field.objects.filter(pk=arguments["field"]).first()
    if arguments["field"] and field is None:
        raise NotAllowed("Lĩnh vực này không còn trong danh mục. Hãy chọn lĩnh vực khác.")
    return render(of_many(field, arguments["paper"], today=today)), PDF
