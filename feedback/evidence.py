"""The sources of evidence in this app. Each function returns {task.pk: Evidence} for tasks of any years."""

from django.db.models import Count, F, Max, Q
from django.urls import reverse
from django.utils import timezone

from feedback.models import Case, Clock, PublicText, Status
from plans import answering
from plans.evidence import Evidence, Source


def answered_in_time(tasks):
    """Task 12: answers in time, of those due up to the day on which the plan is judged.

    Counts clocks: a reopened case owes a second answer. A clock belongs to the plan of the year in which it started.
    """
    return answering.to_each(tasks, {year: _answered(year, day) for year, day in answering.days(tasks).items()})


def _clocks():
    counted = Clock.objects.filter(kind=Clock.Kind.ANSWER, case__is_spam=False)
    return counted.exclude(case__status=Status.QUARANTINED)


def _waits(day):
    return Q(done_date=None) | Q(done_date__gt=day)


def _answered(year, day):
    done = Q(done_date__lte=day)
    waits = _waits(day)
    row = (
        _clocks()
        .filter(start_date__year=year, start_date__lte=day)
        .aggregate(
            done=Count("pk", filter=done),
            in_time=Count("pk", filter=done & Q(done_date__lte=F("due_date"))),
            overdue=Count("pk", filter=waits & Q(due_date__lt=day)),
            owed=Count("pk", filter=waits),
            last_date=Max("done_date", filter=done),
        )
    )
    url, due = reverse("feedback:list", query={"tab": "tat-ca", "nam": year}), row["done"] + row["overdue"]
    if not due:
        words = "Chưa có phản ánh, kiến nghị nào đến hạn trả lời"
        return Evidence(0, 0, 0, url, words, owed=row["owed"])
    words = f"Trả lời đúng hạn {row['in_time']}/{due} phản ánh, kiến nghị đến hạn; đã trả lời {row['done']}"
    late = due - row["in_time"]
    return Evidence(row["in_time"], due, late, url, words, row["last_date"], row["owed"], row["overdue"])


def received_and_published(tasks):
    """Task 13: cases received through the public site, and published answers."""
    return answering.to_each(tasks, {year: _received(year, day) for year, day in answering.days(tasks).items()})


def _on_site(day):
    return Case.objects.genuine().filter(channel=Case.Channel.WEB, received_date__lte=day)


def _public(day):
    return PublicText.objects.current().filter(published_at__date__lte=day)


def _received(year, day):
    on_site = _on_site(day).filter(received_date__year=year)
    received = on_site.aggregate(count=Count("pk"), last_date=Max("received_date"))
    public = _public(day).filter(published_at__year=year)
    published = public.aggregate(count=Count("pk"), last=Max("published_at"))
    url = reverse("feedback:list", query={"tab": "tat-ca", "nam": year, "hinh_thuc": Case.Channel.WEB})
    days = [received["last_date"], published["last"] and timezone.localdate(published["last"])]
    count = received["count"] + published["count"]
    words = f"{received['count']} phản ánh nhận qua trang; {published['count']} câu trả lời đã công khai"
    if not count:
        words = "Chưa nhận phản ánh nào qua trang, chưa công khai câu trả lời nào"
    return Evidence(count, count, 0, url, words, max((one for one in days if one), default=None))


def _all_answered(today):
    return answering.all_done(_clocks().filter(start_date__lte=today), "start_date__year", _waits(today))


def _is_alive(today):
    received = answering.some(_on_site(today), "received_date__year")
    return received | answering.some(_public(today), "published_at__year")


SOURCES = [
    Source(
        key="feedback.answered",
        words="Phản ánh, kiến nghị đã trả lời",
        count=answered_in_time,
        hints=("xu ly cac phan anh kien nghi",),
        settled=_all_answered,
    ),
    Source(
        key="feedback.reception",
        words="Phản ánh nhận qua trang và câu trả lời công khai",
        count=received_and_published,
        hints=("duy tri chuyen muc tiep nhan",),
        settled=_is_alive,
    ),
]
