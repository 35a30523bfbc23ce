"""The lists of cases for staff: tabs with counts, and filters in the query string."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from feedback.models import ENDED, OPEN, Case, Clock, Status


@dataclass(frozen=True)
class Tab:
    slug: str
    label: str
    rows: Q
    is_counted: bool = True
    is_urgent: bool = False


def tabs(user, today, calendar):
    """The tabs for the user's role. Closed cases are not counted, since their number only grows."""
    helped = Case.supporting_units.through.objects.filter(unit_id=user.unit_id).values("case_id")
    of_unit = Q(status__in=OPEN) & (Q(unit_id=user.unit_id) | Q(pk__in=helped))
    soon = Clock.objects.soon(today, calendar).values("case")
    found = [
        Tab("moi", "Mới", Q(status__in=[Status.NEW, Status.RECEIVED])),
        Tab("cua-toi", "Của tôi", Q(status__in=OPEN, officer_id=user.pk)),
        Tab("don-vi", "Của đơn vị", of_unit),
        Tab("sap-han", "Sắp hạn", Q(due_date__gte=today, pk__in=soon)),
        Tab("qua-han", "Quá hạn", Q(due_date__lt=today), is_urgent=True),
        Tab("cho-duyet", "Chờ duyệt", Q(status=Status.APPROVAL)),
        Tab("da-dong", "Đã đóng", Q(status__in=ENDED), is_counted=False),
        Tab("tat-ca", "Tất cả", Q(), is_counted=False),
    ]
    if user.is_controller:
        found.insert(1, Tab("cho-kiem-tra", "Chờ kiểm tra", Q(status=Status.QUARANTINED)))
    return found


def counts(rows, found):
    """{slug: number of cases}, in one query over open cases."""
    columns = {tab.slug.replace("-", "_"): Count("pk", filter=tab.rows) for tab in found if tab.is_counted}
    of_all = rows.filter(Q(status__in=OPEN) | Q(due_date__isnull=False)).aggregate(**columns)
    return {tab.slug: of_all[tab.slug.replace("-", "_")] for tab in found if tab.is_counted}


def first_tab(user):
    """The tab with the user's work."""
    if user.is_controller:
        return "moi"
    return "cho-duyet" if user.is_leader else "don-vi"


def in_order(rows, tab):
    """Open cases by nearest due date; closed ones newest first."""
    if tab.slug in ("da-dong", "tat-ca"):
        return rows.order_by("-received_date", "-pk")
    return rows.order_by(F("due_date").asc(nulls_last=True), "received_date", "pk")
