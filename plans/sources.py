"""The sources of evidence in this app. Each function returns {task.pk: Evidence} for tasks of any years."""

from django.db.models import Count, Exists, Max, Min, OuterRef, Prefetch, Q, Sum
from django.urls import reverse
from django.utils import timezone

from deadlines.models import Period
from organization.models import Unit, User
from plans import answering
from plans.evidence import Evidence, Source
from plans.models import NewsItem, Plan, Training


def plan_issued(tasks):
    """The task "lập kế hoạch" is done when its own plan is issued."""
    found = {}
    for task in tasks:
        plan = task.plan
        words = f"Kế hoạch số {plan.number_and_symbol} đã ban hành" if plan.has_started else "Kế hoạch chưa ban hành"
        found[task.pk] = Evidence(
            done=int(plan.has_started),
            total=1,
            late=0,
            url=plan.get_absolute_url(),
            words=words,
            last_date=plan.issue_date if plan.has_started else None,
        )
    return found


def _plan_is_issued(today):
    return Q(plan__status__in=[Plan.Status.ISSUED, Plan.Status.CLOSED])


# Trainings and news have no target number: the officer records the result when there are enough.


def trainings_attended(tasks):
    """Task 2: trainings and conferences of that year that staff attended."""
    days, year = answering.days(tasks), "held_date__year"
    rows = (
        Training.objects.current()
        .filter(answering.each(days, year, lambda day: Q(held_date__lte=day)))
        .values(year)
        .annotate(count=Count("pk"), people=Sum("participants"), last_date=Max("held_date"))
        .order_by()
    )
    by_year = {row[year]: row for row in rows}
    return answering.to_each(tasks, {year: _training_evidence(by_year.get(year), year) for year in days})


def _training_evidence(row, year):
    url = reverse("plans:trainings", query={"nam": year})
    if row is None:
        return Evidence(0, 0, 0, url, "Chưa ghi lớp, hội nghị tập huấn nào")
    words = f"{row['count']} lớp, hội nghị tập huấn"
    if row["people"]:
        words += f"; {row['people']} lượt người tham gia"
    return Evidence(row["count"], 0, 0, url, words, row["last_date"])


def news_published(tasks):
    """Task 15: news of that year, and how many of them in the current reporting quarter."""
    days, year = answering.days(tasks), "published_date__year"
    quarters = _quarters(days)
    in_quarter = Q(pk__in=[])
    for of_year, quarter in quarters.items():
        in_quarter |= Q(**{year: of_year}, published_date__range=(quarter.first_day, quarter.last_day))
    rows = (
        NewsItem.objects.current()
        .filter(answering.each(days, year, lambda day: Q(published_date__lte=day)))
        .values(year)
        .annotate(count=Count("pk"), in_quarter=Count("pk", filter=in_quarter), last_date=Max("published_date"))
        .order_by()
    )
    by_year = {row[year]: row for row in rows}
    found = {of_year: _news_evidence(by_year.get(of_year), of_year, quarters.get(of_year)) for of_year in days}
    return answering.to_each(tasks, found)


def _quarters(days):
    """{year: the reporting quarter that contains the day of that year}; a day after the last cut-off has none."""
    rows = Period.objects.filter(kind=Period.Kind.QUARTER, year__in=days)
    return {period.year: period for period in rows if period.contains(days[period.year])}


def _news_evidence(row, year, quarter):
    url = reverse("plans:news", query={"nam": year})
    if row is None:
        return Evidence(0, 0, 0, url, "Chưa ghi tin, bài nào")
    words = f"Cả năm {row['count']} tin, bài"
    if quarter:
        words = f"{quarter.title.partition('/')[0]}: {row['in_quarter']} tin, bài; cả năm {row['count']}"
    return Evidence(row["count"], 0, 0, url, words, row["last_date"])


def _owing_units():
    """Units of the agency that need a focal point: all but the control unit."""
    return Unit.objects.in_house().filter(is_control_unit=False)


def with_focal_points(today):
    """Units valid today, each with its `focal_points`; those without one first."""
    people = Prefetch("people", User.objects.focal_points().order_by("full_name"), to_attr="focal_points")
    units = _owing_units().valid_on(today).prefetch_related(people)
    return sorted(units, key=lambda unit: bool(unit.focal_points))


def focal_points_named(tasks):
    """Task 3: units with an active focal point, of the units valid on the day.

    Past states of accounts are not stored: for a closed plan, accounts deactivated since its closing count as well.
    """
    days = answering.days(tasks)
    closed = {task.plan.year for task in tasks if task.plan.is_closed}
    is_focal_point = Q(people__role=User.Role.FOCAL_POINT)
    units = list(
        _owing_units().annotate(
            since=Min("people__date_joined", filter=is_focal_point),
            active_since=Min("people__date_joined", filter=is_focal_point & Q(people__is_active=True)),
        )
    )
    return answering.to_each(tasks, {year: _named(units, day, year in closed) for year, day in days.items()})


def _named(units, day, is_closed):
    owing = [unit for unit in units if _is_valid(unit, day)]
    since = [unit.since if is_closed else unit.active_since for unit in owing]
    named = sum(moment is not None and timezone.localdate(moment) <= day for moment in since)
    words = f"{named}/{len(owing)} đơn vị có đầu mối" if owing else "Chưa khai báo đơn vị nào"
    return Evidence(named, len(owing), 0, reverse("plans:focal_points"), words)


def _is_valid(unit, day):
    return (unit.valid_from or day) <= day <= (unit.valid_to or day)


def _all_named(today):
    units = _owing_units().valid_on(today)
    people = User.objects.focal_points().filter(unit=OuterRef("pk"))
    return Q(Exists(units)) & ~Q(Exists(units.exclude(Exists(people))))


SOURCES = [
    Source(
        key="plans.issued",
        words="Kế hoạch được ban hành",
        count=plan_issued,
        hints=("xay dung ke hoach hoat dong kiem soat",),
        settled=_plan_is_issued,
    ),
    Source(
        key="plans.trainings",
        words="Lớp, hội nghị tập huấn đã tham gia",
        count=trainings_attended,
        hints=("tap huan",),
    ),
    Source(
        key="plans.focal_points",
        words="Đầu mối kiểm soát TTHC của các đơn vị",
        count=focal_points_named,
        hints=("dau moi",),
        settled=_all_named,
    ),
    Source(key="plans.news", words="Tin, bài tuyên truyền", count=news_published, hints=("tin bai viet",)),
]
