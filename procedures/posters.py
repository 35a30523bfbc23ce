"""Posters (bảng niêm yết): procedures as a paper for the wall, in the agency's name, on A4 or A3.

`gather` reads everything into frozen facts; what renders asks no query. One procedure is made at once, a field or the
whole list is a job: the same content is made once, whoever asks for it.
"""

import hashlib
import io
from dataclasses import dataclass

import segno
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from documents import pdf
from documents.actions import key_of, order
from documents.models import Job
from organization.models import Agency
from organization.refusals import NotAllowed
from procedures.models import Field, Version

PDF = "application/pdf"
MAKER = "procedures.poster"
PAPERS = ("a4", "a3")
MOST_PROCEDURES = 300  # about 600 pages: two minutes of work
KEPT_SECONDS = 3600


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
    decision: str
    address: str
    qr: str  # data: address of a picture
    parts: tuple[PosterPart, ...]
    is_sample: bool


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
    return settings.SITE_URL + reverse("public:procedure", args=[procedure_id])


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
    address = address_of(version.procedure_id)
    said = [part for part in version.parts() if part.name != "name"]
    return PosterFacts(
        name=version.name,
        code=version.procedure.code,
        field=version.procedure.field.name,
        level=str(version.service_level or ""),
        decision=str(version.item.decision) if version.item else "",
        address=address,
        qr=segno.make(address, error="m").svg_data_uri(scale=3, border=1),
        is_sample=version.procedure.is_sample,
        parts=tuple(PosterPart(number, part.label, _paragraphs(part)) for number, part in enumerate(said, start=1)),
    )


def _paragraphs(part):
    lines = tuple(line.strip() for line in part.text.splitlines() if line.strip())
    return lines or ("Không có" if part.is_conditional else "Đang cập nhật",)


def render(facts):
    return pdf.render("procedures/papers/poster.html", {"facts": facts})


def of_procedure(version, *, paper, today):
    """The bytes of one procedure's poster; the same content is rendered once an hour at most."""
    agency = Agency.current()
    said = f"{version.pk}:{version.revision}:{version.name}:{version.procedure.code}:{agency}:{agency.hotline}"
    key = f"poster:{hashlib.sha256(said.encode()).hexdigest()}:{paper}:{today}"
    data = cache.get(key)
    if data is None:
        rows = Version.objects.filter(pk=version.pk)
        data = render(gather(rows, title="Bảng niêm yết thủ tục hành chính", paper=paper, today=today))
        cache.set(key, data, KEPT_SECONDS)
    return data


@dataclass(frozen=True)
class Wanted:
    """A poster of a field, or of everything: what it is called, how many procedures, and its job as far as it is."""

    field: Field | None
    paper: str
    count: int
    job: Job | None
    arguments: dict

    @property
    def is_too_large(self):
        return self.count > MOST_PROCEDURES

    @property
    def title(self):
        return f"Thủ tục hành chính lĩnh vực {self.field.name}" if self.field else "Tất cả thủ tục hành chính"


def in_force(field_id, today):
    found = Version.objects.in_force(today)
    found = found.filter(procedure__field=field_id) if field_id else found
    return found.order_by("procedure__field__name", "procedure__code", "pk")


def wanted(field, paper, *, today):
    """What is wanted, with the last job that made, or makes, just this content."""
    arguments, count = arguments_of(field, paper, today)
    job = Job.objects.of_everybody().filter(key=key_of(MAKER, arguments)).select_related("file").first()
    return Wanted(field, paper, count, job, arguments)


def arguments_of(field, paper, today):
    """The content is part of the arguments: a job that made other content is another job."""
    rows = in_force(field and field.pk, today).values_list("pk", "revision", "name", "procedure__code")
    said = [
        *rows,
        tuple(vars(Agency.current()).get(name, "") for name in ("name", "superior_name", "hotline", "address")),
    ]
    content = hashlib.sha256(repr(said).encode()).hexdigest()[:16]
    return {"field": field.pk if field else None, "paper": paper, "content": content}, len(said) - 1


def order_poster(one, *, now):
    """One job for all who ask, until the content changes."""
    if one.count == 0:
        raise NotAllowed("Chưa có thủ tục nào đang có hiệu lực để niêm yết.")
    if one.is_too_large:
        raise NotAllowed(f"Mỗi tệp có tối đa {MOST_PROCEDURES} thủ tục. Hãy in theo từng lĩnh vực.")
    if one.job and not one.job.has_failed:
        return one.job
    scope = f"linh-vuc-{one.field.pk}" if one.field else "tat-ca"
    return order(
        maker=MAKER,
        arguments=one.arguments,
        title=f"bảng niêm yết: {one.title} ({one.paper.upper()})",
        file_name=f"bang-niem-yet-{scope}-{one.paper}.pdf",
        back_url=reverse("public:posters"),
        by=None,
        now=now,
    )


def make(arguments, today):
    """(bytes, content type) for a job; asked by the worker."""
    field = Field.objects.filter(pk=arguments["field"]).first() if arguments["field"] else None
    title = f"Thủ tục hành chính lĩnh vực {field.name}" if field else "Thủ tục hành chính"
    rows = in_force(arguments["field"], today)[:MOST_PROCEDURES]
    return render(gather(rows, title=title, paper=arguments["paper"], today=today)), PDF
