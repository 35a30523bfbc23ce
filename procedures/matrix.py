"""The publication matrix: a row for each decision, a column for each channel, in each cell a state with its date."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from deadlines import terms
from deadlines.models import SpecialDay
from procedures.models import Channel, Decision, LinkCheck, LinkRepair, Publication

OWED, OVERDUE, BROKEN = "con-no", "qua-han", "hong"
STATES = [(OWED, "Còn nợ"), (OVERDUE, "Quá hạn"), (BROKEN, "Liên kết hỏng, sai lệch")]


@dataclass(frozen=True)
class MatrixCell:
    """One publication: words, style, and dates."""

    publication: Publication
    words: str
    look: str
    detail: str

    @property
    def is_owed(self):
        return not self.publication.is_done


@dataclass(frozen=True)
class MatrixRow:
    decision: Decision
    cells: tuple  # a MatrixCell for each channel; None where the channel did not exist yet

    @property
    def owed(self):
        return [cell for cell in self.cells if cell and cell.is_owed]


def decisions(*, text="", year=None, publications=None):
    """Decisions of the province with one of these publications; without filters all of them."""
    found = Decision.objects.of_province().matching(text)
    if year:
        found = found.filter(sign_date__year=year)
    if publications is not None:
        found = found.filter(Exists(publications.filter(decision=OuterRef("pk"))))
    removed = Q(items__removed_at=None)
    return found.annotate(item_count=Count("items", filter=removed)).order_by("-sign_date", "-pk")


def wanted(*, state="", source="", channel=None, today):
    """The publications that match the filters; None without filters."""
    if not (state or source or channel):
        return None
    rows = Publication.objects.current()
    if source:
        rows = rows.filter(channel__source=source)
    if channel:
        rows = rows.filter(channel=channel)
    owed, broken = Q(done_date=None), Q(pk__in=LinkRepair.objects.open().values("publication"))
    asked = {OWED: owed | broken, OVERDUE: owed & Q(due_date__lt=today), BROKEN: broken}
    return rows.filter(asked[state]) if state else rows


def counts(today):
    """The numbers of owed, overdue and broken publications."""
    owed = Q(done_date=None)
    return Publication.objects.current().aggregate(
        owed=Count("pk", filter=owed),
        overdue=Count("pk", filter=owed & Q(due_date__lt=today)),
        broken=Count("pk", filter=Q(pk__in=LinkRepair.objects.open().values("publication"))),
    )


def gather(page, *, today, user, among=None):
    """(channels, rows) for the decisions of a page, in a constant number of queries. `among`: channels asked for."""
    among = Channel.objects.all() if among is None else among
    mine = Exists(Publication.objects.editable_by(user).filter(pk=OuterRef("pk")))
    rows = Publication.objects.filter(decision__in=list(page), channel__in=among).annotate(is_mine=mine)
    publications = list(rows.select_related("channel", "rule"))
    used = {row.channel_id for row in publications}
    channels = list(among.filter(Q(pk__in=used) | Q(pk__in=Channel.objects.valid_on(today).values("pk"))))
    reader = MatrixReader(publications, today)
    by_place = {(row.decision_id, row.channel_id): row for row in publications}
    rows = []
    for decision in page:
        found = (by_place.get((decision.pk, channel.pk)) for channel in channels)
        rows.append(MatrixRow(decision, tuple(reader.cell(row) if row else None for row in found)))
    return channels, rows


class MatrixReader:
    """Makes the cells of publications for a day."""

    def __init__(self, publications, today):
        self.today, self.calendar = today, SpecialDay.objects.calendar()
        open_repairs = LinkRepair.objects.open().filter(publication__in=publications).select_related("rule")
        self.repairs = {one.publication_id: one for one in open_repairs}
        self.checks = last_checks(self.repairs)

    def cell(self, row):
        return MatrixCell(row, *(self.done(row) if row.is_done else self.owed(row)))

    def owed(self, row):
        detail = f"hạn {self.day(row.due_date)}"
        badge = terms.badge(row, self.today, self.calendar)
        if badge.is_late:
            return "Quá hạn", "late", f"{detail} · {badge.words.lower()}"
        return (badge.words, "soon", detail) if badge.look == "soon" else ("Chưa đến hạn", "quiet", detail)

    def done(self, row):
        if repair := self.repairs.get(row.pk):
            check = self.checks.get(row.pk)
            words = "Nội dung sai lệch" if check and check.has_drifted else "Liên kết hỏng"
            return words, "late", f"từ {self.day(repair.start_date)} · hạn sửa {self.day(repair.due_date)}"
        detail = f"{self.day(row.done_date)} · {proof(row)}"
        if row.done_date > row.due_date:
            return f"Công khai muộn {terms.late_by(row, self.calendar)}", "soon", detail
        return "Đã công khai" if row.channel.is_electronic else "Đã niêm yết", "done", detail

    def repair(self, repair):
        """The card of an open repair: its badge and the computation of its due date."""
        return {
            "term": repair,
            "badge": terms.badge(repair, self.today, self.calendar),
            "computed": repair.computed(self.calendar),
        }

    def day(self, day):
        """The date, without the year when it is this year: cells are narrow."""
        return f"{day:%d/%m}" if day.year == self.today.year else f"{day:%d/%m/%Y}"


def proof(row):
    if row.link:
        return "có liên kết"
    if row.photo_id:
        return "có ảnh"
    return "có ghi chú" if row.note else "chưa có minh chứng"


def last_checks(publication_ids):
    """{publication key: its last LinkCheck}."""
    newer = LinkCheck.objects.filter(publication=OuterRef("publication"), pk__gt=OuterRef("pk"))
    rows = LinkCheck.objects.filter(publication__in=publication_ids).filter(~Exists(newer))
    return {row.publication_id: row for row in rows}
