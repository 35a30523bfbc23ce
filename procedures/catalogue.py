"""Procedures for lists and pages, with badge and history, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from deadlines.terms import Badge
from procedures.models import ChangeKind, DecisionItem, Version

Effect = ChangeKind.Effect
POST = {True: "Có", False: "Không", None: "Chưa ghi"}


@dataclass(frozen=True)
class CatalogueLine:
    """A procedure in the list, with the version shown today. `notes`: sentences about coming changes."""

    version: Version
    badge: Badge
    notes: tuple = ()


def lines(versions, today):
    versions = list(versions)
    coming = _coming({one.procedure_id for one in versions}, today)
    return [line(one, today, coming.get(one.procedure_id)) for one in versions]


def line(version, today, coming=None):
    ended, notes = version.procedure.abolished_date, []
    if coming and coming.pk != version.pk:
        notes.append(f"Phiên bản mới từ {coming.valid_from:%d/%m/%Y}")
    if ended and ended > today:
        notes.append(f"Bãi bỏ từ {ended:%d/%m/%Y}")
    return CatalogueLine(version, badge(version, today), tuple(notes))


def _coming(procedures, today):
    """{procedure key: its next version that is not yet in force}."""
    rows = Version.objects.current().upcoming(today).filter(procedure__in=procedures).order_by("-number")
    return {one.procedure_id: one for one in rows.only("procedure_id", "number", "valid_from")}


def badge(version, today):
    """The badge of a version: in force, upcoming, ended, withdrawn."""
    if version.withdrawn_at:
        return Badge("Đã rút", "quiet")
    if _never_began(version):
        return Badge("Được thay ngay trong ngày", "quiet")
    status = version.status(today)
    if status == "upcoming":
        return Badge(f"Có hiệu lực từ {version.valid_from:%d/%m/%Y}", "going")
    if status == "in_force":
        return Badge("Đang có hiệu lực", "done")
    if status == "abolished":
        return Badge(f"Đã bãi bỏ từ {version.procedure.abolished_date:%d/%m/%Y}", "quiet")
    return Badge(f"Hết hiệu lực sau {version.valid_to:%d/%m/%Y}", "quiet")


def _never_began(version):
    """Whether the version was replaced on its first day, because two decisions took effect on that day."""
    return bool(version.valid_from and version.valid_to and version.valid_to < version.valid_from)


def days(version):
    """The validity of a version in words; "" when it has neither begin nor end."""
    begins = f"từ {version.valid_from:%d/%m/%Y}" if version.valid_from else ""
    ends = f"đến {version.valid_to:%d/%m/%Y}" if version.valid_to and not _never_began(version) else ""
    return f"{begins} {ends}".strip()


@dataclass(frozen=True)
class Entry:
    """A line of a procedure's history: the begin of a version, or (`version` None) the end by a decision."""

    version: Version | None
    item: DecisionItem | None
    badge: Badge

    @property
    def days(self):
        return days(self.version)

    @property
    def day(self):
        return self.version.valid_from if self.version else self.item.decision.effective_date


def history(procedure, today):
    """The history without withdrawn rows, the latest first."""
    versions = procedure.versions.current().select_related("procedure", "item__decision", "item__kind")
    ends = DecisionItem.objects.current().filter(
        Q(procedure=procedure, kind__effect=Effect.ABOLISH) | Q(replaced=procedure, kind__effect=Effect.REPLACE),
        decision__level="province",
    )
    found = [Entry(one, one.item, badge(one, today)) for one in versions]
    for item in ends.select_related("decision", "kind", "procedure"):
        day = item.decision.effective_date
        found.append(Entry(None, item, Badge(f"{item.kind} từ {day:%d/%m/%Y}", "quiet")))
    return sorted(found, key=_order, reverse=True)


def _order(entry):
    """The sort key of actions.layout: versions without a decision come first."""
    decision = entry.item.decision if entry.item else None
    return (
        entry.day or date.min,
        decision.sign_date if decision else date.min,
        entry.item.pk if entry.item else 0,
    )


def all_parts(version):
    """[(label, text)] of all parts of a version, for the comparison of two versions."""
    level = version.service_level.name if version.service_level else ""
    forms = "\n".join(one.title for one in version.form_files.all())
    return [
        *((part.label, part.text) for part in version.parts()),
        ("Cấp thực hiện", version.get_admin_level_display()),
        ("Mức độ dịch vụ công trực tuyến", level),
        ("Tiếp nhận qua bưu chính công ích", POST[version.accepts_post]),
        ("Mẫu đơn, tờ khai để tải", forms),
    ]
