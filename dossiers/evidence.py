"""The sources of evidence in this app. Each function returns {task.pk: Evidence} for tasks of any years."""

from django.db.models import Max, Q, Sum
from django.urls import reverse

from dossiers.models import DossierCount
from plans import answering
from plans.evidence import Evidence, Source


def dossiers_on_time(tasks):
    """Task 10: dossiers solved early or on time, of all solved in the quarters of that year."""
    return _dossiers(tasks, _on_time)


def dossiers_by_post(tasks):
    """Task 16: dossiers received by post of all received in the period, and results returned by post."""
    return _dossiers(tasks, _by_post)


def _dossiers(tasks, read):
    """Sums over the quarters of the year only: longer periods would count the same dossiers twice."""
    years, sums = answering.days(tasks), {name: Sum(name) for name in DossierCount.COUNTS}
    found = (
        _quarters()
        .filter(period__year__in=years)
        .values("period__year")
        .annotate(**sums, last_date=Max("period__last_day"))
        .order_by()
    )
    by_year = {row["period__year"]: row for row in found}
    return answering.to_each(tasks, {year: _dossier_evidence(by_year.get(year), year, read) for year in years})


def _quarters():
    return DossierCount.objects.filter(period__kind="quarter")


def _dossier_evidence(row, year, read):
    """The Evidence of a year. Late dossiers count as late, never as overdue: they cannot be corrected any more."""
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


def _all_on_time(today):
    solved_well, late = Q(early__gt=0) | Q(on_time__gt=0), Q(late__gt=0)
    return answering.some(_quarters(), "period__year", solved_well) & ~answering.some(_quarters(), "period__year", late)


def _all_by_post(today):
    by_post, otherwise = Q(post__gt=0), Q(online__gt=0) | Q(counter__gt=0)
    return answering.some(_quarters(), "period__year", by_post) & ~answering.some(
        _quarters(), "period__year", otherwise
    )


SOURCES = [
    Source(
        key="dossiers.columns",
        words="Hồ sơ giải quyết đúng hạn",
        count=dossiers_on_time,
        hints=("thuc hien tot co che mot cua",),
        settled=_all_on_time,
    ),
    Source(
        key="dossiers.by_post",
        words="Hồ sơ qua bưu chính công ích",
        count=dossiers_by_post,
        hints=("buu chinh cong ich",),
        settled=_all_by_post,
    ),
]
