"""The sources of evidence in this app. Each function returns {task.pk: Evidence} for tasks of any years."""

from collections import defaultdict
from functools import partial

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery
from django.urls import reverse

from plans import answering
from plans.evidence import Evidence, Source
from procedures.models import Channel, Decision, DraftingStep, LinkRepair, Publication

Kind, Places = Channel.Kind, Channel.Source


def decisions_followed(tasks):
    """Task 6: decisions of the ministry of that year that the province has announced, of those that need it."""
    days, rows = answering.days(tasks), defaultdict(list)
    answer = Decision.objects.of_province().filter(follows=OuterRef("pk")).order_by("sign_date")
    sign = DraftingStep.objects.filter(decision=OuterRef("pk"), step=DraftingStep.Step.SIGN)
    of_years = (
        Decision.objects.of_ministry()
        .filter(sign_date__year__in=days)
        .annotate(answered=Subquery(answer.values("sign_date")[:1]), due=Subquery(sign.values("due_date")[:1]))
    )
    for signed, *row in of_years.values_list("sign_date", "answered", "due", "not_needed_at"):
        rows[signed.year].append(row)
    return answering.to_each(tasks, {year: _followed(rows[year], year, day) for year, day in days.items()})


def _followed(rows, year, day):
    url = reverse("procedures:decisions", query={"cap": "ministry", "nam": year})
    answered = [(signed, due) for signed, due, _ in rows if signed and signed <= day]
    waiting = [due for signed, due, not_needed in rows if not (signed and signed <= day) and not not_needed]
    total, needless = len(answered) + len(waiting), len(rows) - len(answered) - len(waiting)
    words = f"{len(answered)}/{total} quyết định của Bộ đã được công bố" if total else "Chưa có quyết định nào của Bộ"
    if needless:
        said = f"{needless} quyết định của Bộ không phải công bố"
        words = f"{words}; {needless} không phải công bố" if total else said
    overdue = sum(due is not None and due < day for due in waiting)
    late = overdue + sum(due is not None and due < signed for signed, due in answered)
    last_date = max((signed for signed, _ in answered), default=None)
    return Evidence(len(answered), total, late, url, words, last_date, len(waiting), overdue)


def published(tasks):
    """Task 7: publications of that year's decisions done in time, of those due."""
    return _publications(tasks, Places.PUBLICATIONS)


def posted(tasks):
    """Task 8: the same for places where procedures are posted on a wall."""
    return _publications(tasks, Places.POSTINGS)


def _of_source(source):
    return Publication.objects.current().filter(channel__source=source)


def _publications(tasks, source):
    days, year = answering.days(tasks), "decision__sign_date__year"
    done = answering.each(days, year, lambda day: Q(done_date__lte=day))
    overdue = answering.each(days, year, lambda day: Q(due_date__lt=day) & answering.open_on(day))
    broken = Q(pk__in=LinkRepair.objects.open().values("publication"))
    found = (
        _of_source(source)
        .filter(decision__sign_date__year__in=days)
        .values(year)
        .annotate(
            all=Count("pk"),
            done=Count("pk", filter=done),
            in_time=Count("pk", filter=done & Q(done_date__lte=F("due_date"))),
            overdue=Count("pk", filter=overdue),
            electronic=Count("pk", filter=done & Q(channel__kind=Kind.ELECTRONIC)),
            broken=Count("pk", filter=done & broken),
            last_date=Max("done_date", filter=done),
        )
        .order_by()
    )
    by_year = {row[year]: row for row in found}
    return answering.to_each(tasks, {year: _publication_evidence(by_year.get(year), year, source) for year in days})


def _publication_evidence(row, year, source):
    """Counts due publications only. A publication done late counts as late, but is no longer owed."""
    url = reverse("procedures:matrix", query={"nam": year, "nhom": source})
    due = row["done"] + row["overdue"] if row else 0
    if not due:
        return Evidence(0, 0, 0, url, "Chưa có lượt công khai nào đến hạn", owed=row["all"] if row else 0)
    physical = row["done"] - row["electronic"]
    words = (
        f"Đúng hạn {row['in_time']}/{due} lượt đến hạn; "
        f"đã công khai {row['electronic']} lượt điện tử, {physical} lượt niêm yết"
    )
    if row["broken"]:
        words += f"; {row['broken']} liên kết hỏng, sai lệch"
    owed = row["all"] - row["done"]
    return Evidence(row["in_time"], due, due - row["in_time"], url, words, row["last_date"], owed, row["overdue"])


def _followed_by(today):
    """`settled` of this source: at least one of the ministry's decisions of the year was announced, and none waits."""
    announced = Q(Exists(Decision.objects.of_province().filter(follows=OuterRef("pk"), sign_date__lte=today)))
    of_ministry = Decision.objects.of_ministry()
    return answering.some(of_ministry, "sign_date__year", announced) & ~answering.some(
        of_ministry, "sign_date__year", ~announced & Q(not_needed_at=None)
    )


def _all_published(today, *, source):
    return answering.all_done(_of_source(source), "decision__sign_date__year", answering.open_on(today))


SOURCES = [
    Source(
        key="procedures.decisions",
        words="Quyết định của Bộ đã được tỉnh công bố",
        count=decisions_followed,
        hints=("ra soat cap nhat cac quyet dinh cong bo",),
        settled=_followed_by,
    ),
    Source(
        key="procedures.publications",
        words="Đăng tải quyết định công bố",
        count=published,
        hints=("dang tai cong khai",),
        settled=partial(_all_published, source=Places.PUBLICATIONS),
    ),
    Source(
        key="procedures.postings",
        words="Công khai, niêm yết thủ tục",
        count=posted,
        hints=("cong khai niem yet",),
        settled=partial(_all_published, source=Places.POSTINGS),
    ),
]
