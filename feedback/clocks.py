"""The clocks of a case: which rule each follows, when they stand still, and how each explains itself."""

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
# Those of ours that stand still while the sender is asked. The law's term for forwarding knows no pause.
STAND_STILL = (Kind.CLASSIFY, Kind.ANSWER)
WAITED = "chờ người gửi bổ sung"
STILL = f"đang dừng, {WAITED}"


def opening(received_date):
    """The clocks with which a case begins, not saved yet: worked out before the number of the case is locked."""
    calendar, found = SpecialDay.objects.calendar(), []
    for kind in (Kind.CLASSIFY, Kind.ANSWER):
        if rule := DeadlineRule.objects.current(RULES[kind], received_date):
            clock = Clock(kind=kind, rule=rule, start_date=received_date)
            clock.due_date = due(clock, (), calendar)
            found.append(clock)
    return found


def change(case, day, *, since=None, **what):
    """Change the clocks of one case, see `change_many`. `since`: the day on which `start` begins, if not `day`."""
    change_many([case], day, since=lambda case: since or day, **what)


def change_many(cases, day, *, stop=(), drop=(), start=(), since=None, extra_days=0):
    """Change the clocks of these cases in one go, and write their nearest due dates. Call it with the cases locked and
    after their events: pauses are read from the events.

    `stop`: kinds that were done on `day`. `drop`: kinds that are owed no longer. `start`: kinds that begin on
    `since(case)`; one that runs already is left alone, and one without a valid rule is not owed. `extra_days`: what
    the clock of the answer is extended by. What stands still, or goes on again, follows from the events.
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
    # The nearest due date stands in the case itself: lists of a hundred thousand are sorted by it.
    Case.objects.bulk_update(cases, ["due_date"])


def _running(cases):
    """{case: {kind: its open clock}}"""
    found = {case.pk: {} for case in cases}
    for clock in Clock.objects.open().filter(case__in=cases).select_related("rule"):
        found[clock.case_id][clock.kind] = clock
    return {case: found[case.pk] for case in cases}


def _stopped(clock, day, stops, calendar):
    """Done on `day`. What stood still is counted to that day."""
    if clock.due_date is None:
        clock.due_date = due(clock, ended(stops, day), calendar)
    clock.done_date = day
    return clock


def note_nearest_of(cases):
    """Write the nearest due date into these cases, in one statement."""
    first = Clock.objects.owed().filter(case=OuterRef("pk")).order_by("due_date").values("due_date")[:1]
    Case.objects.filter(pk__in=cases.values("pk")).update(due_date=Subquery(first))


def due(clock, stops, calendar):
    """The day by which it is due; none while it stands still."""
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
    """The due date with every day that was counted; None while the clock stands still."""
    if clock.stands_still:
        return None
    stops = (pauses(clock.case) if stops is None else stops) if clock.kind in STAND_STILL else ()
    return clock.computed(calendar, as_rules(ended(stops, clock.due_date), clock))


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


def pauses_of_many(cases):
    """{key of a case: its pauses} in one query. Cases that never waited are absent."""
    moves = {}
    waits = CaseEvent.objects.filter(case__in=cases).order_by("at", "pk")
    for case_id, *move in waits.values_list("case_id", "at", "from_status", "to_status"):
        moves.setdefault(case_id, []).append(move)
    return {case_id: found for case_id, rows in moves.items() if (found := pauses_of(rows))}


def left(clock, calendar, today, stops):
    """Working days that are left of a clock that stands still: it goes on with them."""
    stops = ended(stops, today)
    return calendar.working_days_between(today, _due_date(clock, stops, calendar))


def badge(clock, today, calendar):
    return terms.badge(
        clock, today, calendar, done="xong", in_time="xong đúng hạn", late="xong muộn {late}", still=STILL
    )


def nearest(cases, today, calendar):
    """{case: Badge of the clock that is due first}, in one query."""
    owed = Clock.objects.owed().filter(case__in=list(cases)).select_related("rule").order_by("-due_date")
    first = {clock.case_id: clock for clock in owed}
    return {case: badge(clock, today, calendar) for case, clock in first.items()}
