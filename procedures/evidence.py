"""What the registers show for the tasks of the plan. Each function answers {task.pk: Evidence}, years at once."""

from django.db.models import Count, F, Max, Q, Sum
from django.urls import reverse
from django.utils import timezone

from plans.evidence import Evidence
from procedures.models import Channel, Decision, DossierCount, Proposal, Publication, Review

Kind, Source = Channel.Kind, Channel.Source


def decisions_followed(tasks):
    """Task 6: decisions of the ministry of that year that the province has announced, or need not."""
    by_year = {year: _followed(year) for year in _years(tasks)}
    return {task.pk: by_year[task.plan.year] for task in tasks}


def _followed(year):
    of_year = Decision.objects.of_ministry().filter(sign_date__year=year)
    total, today = of_year.count(), timezone.localdate()
    waiting = of_year.unanswered()
    late = of_year.filter(steps__step="sign").filter(
        Q(steps__done_date__gt=F("steps__due_date")) | Q(pk__in=waiting.values("pk"), steps__due_date__lt=today)
    )
    done = total - waiting.count()
    return Evidence(
        done=done,
        total=total,
        late=late.distinct().count(),
        url=reverse("decisions:list", query={"cap": "ministry", "nam": year}),
        words=f"{done}/{total} quyết định của Bộ đã được công bố" if total else "Chưa có quyết định nào của Bộ",
        last_date=Decision.objects.of_province().filter(follows__in=of_year).aggregate(day=Max("sign_date"))["day"],
    )


def published(tasks):
    """Task 7: publications of that year's decisions, done in time of those due."""
    return _publications(tasks, Source.PUBLICATIONS)


def posted(tasks):
    """Task 8: the same for the places where procedures are posted."""
    return _publications(tasks, Source.POSTINGS)


def _publications(tasks, source):
    today, years = timezone.localdate(), _years(tasks)
    found = (
        Publication.objects.standing()
        .filter(channel__source=source, decision__sign_date__year__in=years)
        .values("decision__sign_date__year")
        .annotate(
            due=Count("pk", filter=Q(done_date__isnull=False) | Q(due_date__lt=today)),
            done=Count("pk", filter=Q(done_date__isnull=False)),
            in_time=Count("pk", filter=Q(done_date__lte=F("due_date"))),
            electronic=Count("pk", filter=Q(done_date__isnull=False, channel__kind=Kind.ELECTRONIC)),
            last_date=Max("done_date"),
        )
        .order_by()
    )
    by_year = {row["decision__sign_date__year"]: row for row in found}
    return {task.pk: _publication_evidence(by_year.get(task.plan.year), task.plan.year, source) for task in tasks}


def _publication_evidence(row, year, source):
    url = reverse("publications:matrix", query={"nam": year, "nhom": source})
    if row is None or not row["due"]:
        return Evidence(0, 0, 0, url, "Chưa có lượt công khai nào đến hạn")
    physical = row["done"] - row["electronic"]
    words = (
        f"Đúng hạn {row['in_time']}/{row['due']} lượt đến hạn; "
        f"đã công khai {row['electronic']} lượt điện tử, {physical} lượt niêm yết"
    )
    late = row["due"] - row["in_time"]
    return Evidence(row["in_time"], row["due"], late, url, words, row["last_date"])


def reviews_done(tasks):
    """Task 4: procedures reviewed of those in the year's review plan."""
    today, years = timezone.localdate(), _years(tasks)
    found = (
        Review.objects.standing()
        .filter(plan__year__in=years)
        .values("plan__year")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=Q(done_date__isnull=False)),
            late=Count("pk", filter=Q(done_date__gt=F("due_date")) | Q(done_date=None, due_date__lt=today)),
            last_date=Max("done_date"),
        )
        .order_by()
    )
    by_year = {row["plan__year"]: row for row in found}
    return {task.pk: _review_evidence(by_year.get(task.plan.year), task.plan.year) for task in tasks}


def _review_evidence(row, year):
    url = reverse("reviews:plan", args=[year])
    if row is None:
        return Evidence(0, 0, 0, url, "Chưa có thủ tục nào trong kế hoạch rà soát")
    words = f"{row['done']}/{row['total']} thủ tục đã rà soát"
    return Evidence(row["done"], row["total"], row["late"], url, words, row["last_date"])


def proposals_made(tasks):
    """Task 5: proposals of that year, and how many were accepted."""
    found = (
        Proposal.objects.standing()
        .filter(year__in=_years(tasks))
        .values("year")
        .annotate(total=Count("pk"), accepted=Count("pk", filter=Q(outcome="accepted")), last_date=Max("proposed_date"))
        .order_by()
    )
    by_year = {row["year"]: row for row in found}
    return {task.pk: _proposal_evidence(by_year.get(task.plan.year), task.plan.year) for task in tasks}


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
    sums = {name: Sum(name) for name in DossierCount.COUNTS}
    found = (
        DossierCount.objects.filter(period__kind="quarter", period__year__in=_years(tasks))
        .values("period__year")
        .annotate(**sums, last_date=Max("period__last_day"))
        .order_by()
    )
    by_year = {row["period__year"]: row for row in found}
    url = reverse("dossiers:list")
    return {
        task.pk: read(by_year[task.plan.year], f"{url}?nam={task.plan.year}")
        if task.plan.year in by_year
        else Evidence(0, 0, 0, f"{url}?nam={task.plan.year}", "Chưa có số liệu hồ sơ")
        for task in tasks
    }


def _on_time(row, url):
    solved = row["early"] + row["on_time"] + row["late"]
    words = f"{row['early'] + row['on_time']}/{solved} hồ sơ giải quyết trước hạn, đúng hạn"
    return Evidence(solved - row["late"], solved, row["late"], url, words, row["last_date"])


def _by_post(row, url):
    new = row["online"] + row["counter"] + row["post"]
    words = f"{row['post']}/{new} hồ sơ nhận qua bưu chính; {row['returned_by_post']} kết quả trả qua bưu chính"
    return Evidence(row["post"], new, 0, url, words, row["last_date"])


def _years(tasks):
    return {task.plan.year for task in tasks}
