"""The clocks of a case: starting, stopping, pauses, due dates and their explanation."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from deadlines import rules, terms
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
# Clocks that stand still while the sender is asked. The legal term for forwarding has no pause.
STAND_STILL = (Kind.CLASSIFY, Kind.ANSWER)
WAITED = "chờ người gửi bổ sung"
STILL = f"đang dừng, {WAITED}"


def opening(received_date):
    """The unsaved clocks of a new case; computed before the counter of numbers is locked."""
    calendar, found = SpecialDay.objects.calendar(), []
    for kind in (Kind.CLASSIFY, Kind.ANSWER):
        if rule := DeadlineRule.objects.current(RULES[kind], received_date):
            clock = Clock(kind=kind, rule=rule, start_date=received_date)
            clock.due_date = due(clock, (), calendar)
            found.append(clock)
    return found


def change(case, day, *, since=None, **what):
    """Change the clocks of one case, see `change_many`. `since`: the start of the new clocks, if not `day`."""
    change_many([case], day, since=lambda case: since or day, **what)


def change_many(cases, day, *, stop=(), drop=(), start=(), since=None, extra_days=0):
    """Change the clocks of these cases in bulk, and update their nearest due dates. Call it with locked cases and after
    storing their events, from which the pauses are read.

    `stop`: kinds done on `day`. `drop`: kinds no longer owed. `start`: kinds that begin on `since(case)`; a running one
    is not changed, and without a valid rule no clock is created. `extra_days`: extension of the answer clock. Which
    clocks stand still follows from the events.
    """
    calendar, stops, ids = SpecialDay.objects.calendar(), pauses_of_many(cases), []
    rules_of = DeadlineRule.objects.of_codes([RULES[kind] for kind in start])
    begins = since or (lambda case: day)
    new, changed = [], []
    for case, running in _running(cases).items():
        own = stops.get(case.pk, [])
        stopped = [_stopped(running.pop(kind), day, own, calendar) for kind in stop if kind in running]
        ids += [running.pop(kind).pk for kind in drop if kind in running]
        for kind in start:
            if kind not in running and (rule := rules_of(RULES[kind], begins(case))):
                running[kind] = Clock(case=case, kind=kind, rule=rule, start_date=begins(case))
        for kind, clock in running.items():
            before = clock.due_date, clock.extra_days
            clock.extra_days += extra_days if kind == Kind.ANSWER else 0
            clock.due_date = due(clock, own, calendar)
            if clock.pk is None:
                new.append(clock)
            elif before != (clock.due_date, clock.extra_days):
                changed.append(clock)
        changed += stopped
        case.due_date = min((clock.due_date for clock in running.values() if clock.due_date), default=None)
    Clock.objects.filter(pk__in=ids).delete()
    Clock.objects.bulk_update(changed, ["due_date", "done_date", "extra_days"])
    Clock.objects.bulk_create(new)
    # The nearest due date is stored in the case, to sort lists of 100,000 cases.
    Case.objects.bulk_update(cases, ["due_date"])


def _running(cases):
    """{case: {kind: its open clock}}."""
    found = {case.pk: {} for case in cases}
    for clock in Clock.objects.open().filter(case__in=cases).select_related("rule"):
        found[clock.case_id][clock.kind] = clock
    return {case: found[case.pk] for case in cases}


def _stopped(clock, day, stops, calendar):
    """Mark the clock as done on `day`, with the due date counted up to that day."""
    if clock.due_date is None:
        clock.due_date = due(clock, ended(stops, day), calendar)
    clock.done_date = day
    return clock


def note_nearest_of(cases):
    """Update the nearest due date of these cases, in one statement."""
    first = Clock.objects.owed().filter(case=OuterRef("pk")).order_by("due_date").values("due_date")[:1]
    Case.objects.filter(pk__in=cases.values("pk")).update(due_date=Subquery(first))


def due(clock, stops, calendar):
    """The due date; None while the clock stands still."""
    stops = stops if clock.kind in STAND_STILL else ()
    if any(until is None for _, until in stops):
        return None
    return _due_date(clock, stops, calendar)


def _due_date(clock, stops, calendar):
    return rules.due_date(
        rule=clock.rule,
        start=clock.start_date,
        calendar=calendar,
        extra=clock.extra_days,
        pauses=as_rules(stops, clock),
    )


def explained(clock, calendar, stops=None):
    """The rules.Computed of the due date; None while the clock stands still."""
    if clock.stands_still:
        return None
    stops = (pauses(clock.case) if stops is None else stops) if clock.kind in STAND_STILL else ()
    return clock.computed(calendar, as_rules(ended(stops, clock.due_date), clock))


def as_rules(stops, clock):
    """The pauses as rules.Pause, without those before the start of the clock."""
    return tuple(rules.Pause(since, until, WAITED) for since, until in stops if until > clock.start_date)


def pauses(case):
    """[(day of the question, day of the reply or None)], read from the events."""
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


def pauses_of_many(cases):
    """{case key: its pauses} in one query, without cases that never waited."""
    moves = {}
    waits = CaseEvent.objects.filter(case__in=cases).order_by("at", "pk")
    for case_id, *move in waits.values_list("case_id", "at", "from_status", "to_status"):
        moves.setdefault(case_id, []).append(move)
    return {case_id: found for case_id, rows in moves.items() if (found := pauses_of(rows))}


def left(clock, calendar, today, stops):
    """The remaining working days of a clock that stands still."""
    stops = ended(stops, today)
    return calendar.working_days_between(today, _due_date(clock, stops, calendar))


def badge(clock, today, calendar):
    return terms.badge(
        clock, today, calendar, done="xong", in_time="xong đúng hạn", late="xong muộn {late}", still=STILL
    )


def nearest(cases, today, calendar):
    """{case: Badge of the clock with the nearest due date}, in one query."""
    owed = Clock.objects.owed().filter(case__in=list(cases)).select_related("rule").order_by("-due_date")
    first = {clock.case_id: clock for clock in owed}
    return {case: badge(clock, today, calendar) for case, clock in first.items()}
