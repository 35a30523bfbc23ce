"""The sources of evidence in this app. Each function returns {task.pk: Evidence} for tasks of any years."""

from django.db.models import Count, F, Max, Q
from django.urls import reverse

from plans import answering
from plans.evidence import Evidence, Source
from reviews.models import Proposal, Review


def reviews_done(tasks):
    """Task 4: reviews done, of those in the year's review plan."""
    days = answering.days(tasks)
    done = answering.each(days, "plan__year", lambda day: Q(done_date__lte=day))
    overdue = answering.each(days, "plan__year", lambda day: Q(due_date__lt=day) & answering.open_on(day))
    found = (
        Review.objects.current()
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
    return answering.to_each(tasks, {year: _review_evidence(by_year.get(year), year) for year in days})


def _review_evidence(row, year):
    if row is None:
        return Evidence(0, 0, 0, reverse("reviews:list"), "Chưa có thủ tục nào trong kế hoạch rà soát")
    url, total, done = reverse("reviews:plan", args=[year]), row["total"], row["done"]
    late, words = row["done_late"] + row["overdue"], f"{done}/{total} thủ tục đã rà soát"
    return Evidence(done, total, late, url, words, row["last_date"], total - done, row["overdue"])


def proposals_made(tasks):
    """Task 5: proposals of that year, and how many were accepted."""
    years = answering.days(tasks)
    found = (
        Proposal.objects.current()
        .filter(year__in=years)
        .values("year")
        .annotate(total=Count("pk"), accepted=Count("pk", filter=Q(outcome="accepted")), last_date=Max("proposed_date"))
        .order_by()
    )
    by_year = {row["year"]: row for row in found}
    return answering.to_each(tasks, {year: _proposal_evidence(by_year.get(year), year) for year in years})


def _proposal_evidence(row, year):
    url = reverse("reviews:proposals", query={"nam": year})
    if row is None:
        return Evidence(0, 0, 0, url, "Chưa có sáng kiến, đề xuất nào")
    words = f"{row['total']} sáng kiến, đề xuất; {row['accepted']} được chấp thuận"
    return Evidence(row["total"], row["total"], 0, url, words, row["last_date"])


def _reviews_settled(today):
    return answering.all_done(Review.objects.current(), "plan__year", answering.open_on(today))


def _proposals_settled(today):
    return answering.some(Proposal.objects.current(), "year")


SOURCES = [
    Source(
        key="reviews.reviews",
        words="Rà soát thủ tục hành chính",
        count=reviews_done,
        hints=("ke hoach ra soat",),
        settled=_reviews_settled,
    ),
    Source(
        key="reviews.proposals",
        words="Sáng kiến, đề xuất cải cách",
        count=proposals_made,
        hints=("sang kien",),
        settled=_proposals_settled,
    ),
]
