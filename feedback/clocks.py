"""The clocks of a case: which rule each follows, when they stand still, and how each explains itself."""

from django.db.models import Min
from django.utils import timezone

from deadlines import rules
from deadlines.models import DeadlineRule, SpecialDay
from feedback.models import Case, CaseEvent, Clock, Status

Kind = Clock.Kind

RULES = {
    Kind.CLASSIFY: "feedback.classify",
    Kind.FORWARD: "feedback.forward",
    Kind.SUPPLEMENT: "feedback.supplement",
    Kind.ANSWER: "feedback.answer",
    Kind.PUBLISH: "feedback.publish",
}
# Those of ours that stand still while the sender is asked. The law's term for forwarding knows no pause.
STAND_STILL = (Kind.CLASSIFY, Kind.ANSWER)
WAITED = "chờ người gửi bổ sung"


def opening(received_date):
    """The clocks with which a case begins, not saved yet: worked out before the number of the case is locked."""
    calendar, found = SpecialDay.objects.calendar(), []
    for kind in (Kind.CLASSIFY, Kind.ANSWER):
        if rule := DeadlineRule.objects.current(RULES[kind], received_date):
            clock = Clock(kind=kind, rule=rule, start_date=received_date)
            clock.due_date = due(clock, (), calendar)
            found.append(clock)
    return found


def start(case, kind, day, *, calendar=None):
    """Let a clock run from this day; without a rule in force nothing is owed. A clock that runs is left alone."""
    rule = DeadlineRule.objects.current(RULES[kind], day)
    if rule is None or case.clocks.running().filter(kind=kind).exists():
        return None
    clock = Clock(case=case, kind=kind, rule=rule, start_date=day)
    clock.due_date = due(clock, pauses(case), calendar or SpecialDay.objects.calendar())
    clock.save()
    return clock


def stop(case, kind, day):
    """The thing is done. What stood still is counted to the day on which it ended."""
    for clock in case.clocks.running().filter(kind=kind).select_related("rule"):
        if clock.due_date is None:
            clock.due_date = due(clock, ended(pauses(case), day), SpecialDay.objects.calendar())
        clock.stopped_date = day
        clock.save()


def drop(case, *kinds):
    """Nothing of this kind is owed any more: the case ended in another way. The events tell how."""
    case.clocks.running().filter(kind__in=kinds).delete()


def extend(case, days):
    for clock in case.clocks.running().filter(kind=Kind.ANSWER):
        clock.extra_days += days
        clock.save()


def refresh(case):
    """Work out every running clock anew from the events, and the case's nearest due date."""
    calendar, stops = SpecialDay.objects.calendar(), pauses(case)
    for clock in case.clocks.running().select_related("rule"):
        clock.due_date = due(clock, stops, calendar)
        clock.save()
    note_nearest(case)


def note_nearest(case):
    """The nearest due date stands in the case itself: lists of a hundred thousand are sorted by it."""
    case.due_date = case.clocks.owed().aggregate(nearest=Min("due_date"))["nearest"]
    Case.objects.filter(pk=case.pk).update(due_date=case.due_date)


def due(clock, stops, calendar):
    """The day by which it is due; none while it stands still."""
    stops = stops if clock.kind in STAND_STILL else ()
    if any(until is None for _, until in stops):
        return None
    return _term(rules.due_date, clock, stops, calendar)


def explained(clock, calendar, stops=None):
    """The due date with every day that was counted; None while the clock stands still."""
    if clock.stands_still:
        return None
    stops = (pauses(clock.case) if stops is None else stops) if clock.kind in STAND_STILL else ()
    return _term(rules.compute, clock, ended(stops, clock.due_date), calendar)


def _term(count, clock, stops, calendar):
    return count(
        rule=clock.rule,
        start=clock.start_date,
        calendar=calendar,
        extra=clock.extra_days,
        pauses=as_rules(stops, clock),
    )


def as_rules(stops, clock):
    """What happened before the clock began does not concern it."""
    return tuple(rules.Pause(since, until, WAITED) for since, until in stops if until > clock.start_date)


def pauses(case):
    """[(day on which the sender was asked, day on which it went on, or None)], read from the events."""
    return pauses_of(case.events.order_by("at", "pk").values_list("at", "from_status", "to_status"))


def pauses_of(moves):
    found, since = [], None
    for at, before, after in moves:
        day = timezone.localdate(at)
        if after == Status.WAITING and since is None:
            since = day
        elif before == Status.WAITING and after != Status.WAITING and since is not None:
            if day > since:
                found.append((since, day))
            since = None
    return [*found, (since, None)] if since else found


def ended(stops, day):
    return [(since, until or max(since, day)) for since, until in stops]


def pauses_of_many(case_ids):
    """{case: its pauses} in one query, for lists. Cases that never waited are absent."""
    moves = {}
    waits = CaseEvent.objects.filter(case_id__in=case_ids).order_by("at", "pk")
    for case_id, *move in waits.values_list("case_id", "at", "from_status", "to_status"):
        moves.setdefault(case_id, []).append(move)
    return {case_id: found for case_id, rows in moves.items() if (found := pauses_of(rows))}


def left(clock, calendar, today):
    """Working days that are left of a clock that stands still: it goes on with them."""
    stops = ended(pauses(clock.case), today)
    return calendar.working_days_between(today, _term(rules.due_date, clock, stops, calendar))


def standing(clock, today, calendar):
    """(words, look): how a clock stands on this day."""
    if clock.stopped_date:
        if clock.was_late:
            late = calendar.working_days_between(clock.due_date, clock.stopped_date)
            return f"xong muộn {late} ngày làm việc" if late else "xong muộn, sau ngày nghỉ", "late"
        return "xong đúng hạn", "done"
    if clock.stands_still:
        return f"đang dừng, {WAITED}", "soon"
    words = rules.remaining(clock.due_date, today, calendar)
    if clock.due_date < today:
        return words, "late"
    return words, "soon" if calendar.working_days_between(today, clock.due_date) <= SOON else "going"


# From so many working days on, what is due is said to be near.
SOON = 3


def soon_until(today, calendar):
    return calendar.add_working_days(today, SOON)
