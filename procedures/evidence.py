"""What the registers show for the tasks of the plan. Each function answers {task.pk: Evidence}, years at once."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils import timezone

from plans.evidence import Evidence
from plans.states import judged_on
from procedures.models import Channel, Decision, DossierCount, DraftingStep, Proposal, Publication, Review

Kind, Source = Channel.Kind, Channel.Source


def decisions_followed(tasks):
    """Task 6: decisions of the ministry of that year that the province has announced, of those that it must."""
    days, rows = _days(tasks), defaultdict(list)
    answer = Decision.objects.of_province().filter(follows=OuterRef("pk")).order_by("sign_date")
    sign = DraftingStep.objects.filter(decision=OuterRef("pk"), step=DraftingStep.Step.SIGN)
    of_years = (
        Decision.objects.of_ministry()
        .filter(sign_date__year__in=days)
        .annotate(answered=Subquery(answer.values("sign_date")[:1]), due=Subquery(sign.values("due_date")[:1]))
    )
    for signed, *row in of_years.values_list("sign_date", "answered", "due", "not_needed_at"):
        rows[signed.year].append(row)
    return _to_each(tasks, {year: _followed(rows[year], year, day) for year, day in days.items()})


def _followed(rows, year, day):
    url = reverse("decisions:list", query={"cap": "ministry", "nam": year})
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
    """Task 7: publications of that year's decisions, done in time of those due."""
    return _publications(tasks, Source.PUBLICATIONS)


def posted(tasks):
    """Task 8: the same for the places where procedures are posted."""
    return _publications(tasks, Source.POSTINGS)


def _publications(tasks, source):
    days, year = _days(tasks), "decision__sign_date__year"
    done = _each(days, year, lambda day: Q(done_date__lte=day))
    overdue = _each(days, year, lambda day: Q(due_date__lt=day) & _open_on(day))
    found = (
        Publication.objects.standing()
        .filter(channel__source=source, decision__sign_date__year__in=days)
        .values(year)
        .annotate(
            all=Count("pk"),
            done=Count("pk", filter=done),
            in_time=Count("pk", filter=done & Q(done_date__lte=F("due_date"))),
            overdue=Count("pk", filter=overdue),
            electronic=Count("pk", filter=done & Q(channel__kind=Kind.ELECTRONIC)),
            broken=Count("pk", filter=done & Q(broken_since__isnull=False)),
            last_date=Max("done_date", filter=done),
        )
        .order_by()
    )
    by_year = {row[year]: row for row in found}
    return _to_each(tasks, {year: _publication_evidence(by_year.get(year), year, source) for year in days})


def _publication_evidence(row, year, source):
    """Of those due, since a decision of yesterday owes nothing yet. What was late stays late, but is owed no more."""
    url = reverse("publications:matrix", query={"nam": year, "nhom": source})
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


def reviews_done(tasks):
    """Task 4: procedures reviewed of those in the year's review plan."""
    days = _days(tasks)
    done = _each(days, "plan__year", lambda day: Q(done_date__lte=day))
    overdue = _each(days, "plan__year", lambda day: Q(due_date__lt=day) & _open_on(day))
    found = (
        Review.objects.standing()
        .filter(plan__year__in=days)
        .values("plan__year")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=done),
            done_late=Count("pk", filter=done & Q(done_date__gt=F("due_date"))),
            overdue=Count("pk", filter=overdue),
            last_date=Max("done_date", filter=done),
        )
        .order_by()
    )
    by_year = {row["plan__year"]: row for row in found}
    return _to_each(tasks, {year: _review_evidence(by_year.get(year), year) for year in days})


def _review_evidence(row, year):
    if row is None:
        return Evidence(0, 0, 0, reverse("reviews:list"), "Chưa có thủ tục nào trong kế hoạch rà soát")
    url, total, done = reverse("reviews:plan", args=[year]), row["total"], row["done"]
    late, words = row["done_late"] + row["overdue"], f"{done}/{total} thủ tục đã rà soát"
    return Evidence(done, total, late, url, words, row["last_date"], total - done, row["overdue"])


def proposals_made(tasks):
    """Task 5: proposals of that year, and how many were accepted."""
    years = _days(tasks)
    found = (
        Proposal.objects.standing()
        .filter(year__in=years)
        .values("year")
        .annotate(total=Count("pk"), accepted=Count("pk", filter=Q(outcome="accepted")), last_date=Max("proposed_date"))
        .order_by()
    )
    by_year = {row["year"]: row for row in found}
    return _to_each(tasks, {year: _proposal_evidence(by_year.get(year), year) for year in years})


def _proposal_evidence(row, year):
    url = reverse("reviews:proposals", query={"nam": year})
    if row is None:
        return Evidence(0, 0, 0, url, "Chưa có sáng kiến, đề xuất nào")
    words = f"{row['total']} sáng kiến, đề xuất; {row['accepted']} được chấp thuận"
    return Evidence(row["total"], row["total"], 0, url, words, row["last_date"])


def dossiers_on_time(tasks):
    """Task 10: dossiers solved early or on time of all solved, in the quarters of that year."""
    return _dossiers(tasks, _on_time)


def dossiers_by_post(tasks):
    """Task 16: dossiers received by post of all received in the period, and results returned by post."""
    return _dossiers(tasks, _by_post)


def _dossiers(tasks, read):
    """The quarters of the year: longer periods would count the same dossiers twice."""
    years, sums = _days(tasks), {name: Sum(name) for name in DossierCount.COUNTS}
    found = (
        DossierCount.objects.filter(period__kind="quarter", period__year__in=years)
        .values("period__year")
        .annotate(**sums, last_date=Max("period__last_day"))
        .order_by()
    )
    by_year = {row["period__year"]: row for row in found}
    return _to_each(tasks, {year: _dossier_evidence(by_year.get(year), year, read) for year in years})


def _dossier_evidence(row, year, read):
    """A dossier that was late is history: nobody can mend it any more, so nothing here is overdue."""
    url = reverse("dossiers:list", query={"nam": year})
    return read(row, url) if row else Evidence(0, 0, 0, url, "Chưa có số liệu hồ sơ")


def _on_time(row, url):
    solved = row["early"] + row["on_time"] + row["late"]
    words = f"{row['early'] + row['on_time']}/{solved} hồ sơ giải quyết trước hạn, đúng hạn"
    return Evidence(solved - row["late"], solved, row["late"], url, words, row["last_date"])


def _by_post(row, url):
    new = row["online"] + row["counter"] + row["post"]
    words = f"{row['post']}/{new} hồ sơ nhận qua bưu chính; {row['returned_by_post']} kết quả trả qua bưu chính"
    return Evidence(row["post"], new, 0, url, words, row["last_date"])


def _days(tasks):
    """{year: the day on which its plan is judged}: today, or the day on which it was closed."""
    today = timezone.localdate()
    return {task.plan.year: judged_on(task.plan, today) for task in tasks}


def _each(days, year, condition):
    """The condition as each year's own day makes it. `year`: where the rows say of which year they are."""
    return reduce(or_, (Q(**{year: of_year}) & condition(day) for of_year, day in days.items()))


def _open_on(day):
    return Q(done_date=None) | Q(done_date__gt=day)


def _to_each(tasks, by_year):
    return {task.pk: by_year[task.plan.year] for task in tasks}
