"""Fills the empty database of a bench: the sample department, then cases as years of work would leave them.

Run by bench/house.py as `python -m bench.filling CASES`; tells on standard output what the client needs, as JSON.
Of each hundred cases two are open and five have a published answer; the cases spread evenly over five years.
"""

import json
import os
import sys
from datetime import datetime, time, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from core.folding import fold  # noqa: E402

# Everything that the benches take from the apps.
from deadlines.models import DeadlineRule  # noqa: E402
from feedback.models import Case, CaseEvent, Clock, PublicText, Sender  # noqa: E402
from organization.models import Unit, User  # noqa: E402
from procedures.models import Decision, Procedure  # noqa: E402

OPEN, PUBLISHED = 50, 20  # one of so many
DAYS, OPEN_DAYS = 5 * 365, 25
STAFF = 100
A_CHUNK = 5_000
STATUSES = ("new", "received", "handling", "handling", "handling", "waiting", "approval", "insufficient")
WORDS = "chậm trả kết quả cấp phép sử dụng thiết bị bức xạ hồ sơ khai báo công bố hợp chuẩn đo lường chất lượng".split()  # noqa: SIM905
PEOPLE = {"controller": "kstthc", "leader": "lanhdao", "officer": "qlkh"}
OWN_UNITS = ("section", "division", "affiliated")


def main(cases):
    with open(os.devnull, "w") as nowhere:
        call_command("migrate", verbosity=0)
        call_command("load_sample", stdout=nowhere)
    units = list(Unit.objects.filter(kind__in=OWN_UNITS).order_by("pk"))
    for start in range(0, cases, A_CHUNK):
        write([case_of(n, cases, units) for n in range(start, min(start + A_CHUNK, cases))])
    publish(cases // PUBLISHED)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as PostgreSQL does by itself within minutes
    people = {role: User.objects.get(username=name) for role, name in PEOPLE.items()} | staff(units)
    sessions, cases = ({who: of(user) for who, user in people.items()} for of in (session_of, case_for))
    sys.stdout.write(json.dumps({"paths": paths(cases["officer"]), "sessions": sessions, "cases": cases}))


def write(cases):
    rule = DeadlineRule.objects.get(code="feedback.answer")
    Case.objects.bulk_create(cases, batch_size=1000)
    who = {"name": "Người gửi", "address": "Địa chỉ", "phone": "0900 000 000"}
    Sender.objects.bulk_create([Sender(case=case, **who) for case in cases], batch_size=1000)
    CaseEvent.objects.bulk_create([event for case in cases for event in events_of(case)], batch_size=1000)
    Clock.objects.bulk_create([clock_of(case, rule) for case in cases], batch_size=1000)


def case_of(n, cases, units):
    """The case number `n` of so many."""
    is_open, left = n % OPEN == 0, (cases - 1 - n) / cases
    received = timezone.localdate() - timedelta(days=int(left * (OPEN_DAYS if is_open else DAYS)))
    status = STATUSES[n // OPEN % len(STATUSES)] if is_open else ("refused" if n % 10 == 1 else "answered")
    title = " ".join([*(WORDS[n * step % len(WORDS)] for step in (1, 3, 7)), f"bx{n}"])
    content = " ".join(WORDS[(n + step) % len(WORDS)] for step in range(60))
    # Six digits: the numbers of the sample and of new cases have four.
    number = f"PAKN-{received.year}-{n:06}"
    return Case(
        number=number,
        status=status,
        returns_to="handling" if status == "waiting" else "",
        channel="phone" if n % 4 == 0 else "web",
        received_date=received,
        created_at=at(received),
        subject="conduct",
        subject_class="" if status == "new" else "conduct",
        title=title,
        content=content,
        unit=units[n // OPEN % len(units)] if status not in ("new", "received") else None,
        ended_at=None if is_open else at(received + timedelta(days=12)),
        answered_date=received + timedelta(days=12) if status == "answered" else None,
        due_date=received + timedelta(days=21) if is_open and status != "waiting" else None,
        search_text=fold(f"{number} {title} {content}"),
    )


def events_of(case):
    common = {"case": case, "party": "staff", "at": case.created_at}
    yield CaseEvent(**common, action="receive", to_status="new", is_public=True)
    yield CaseEvent(**common, action="classify", from_status="new", to_status="received", is_public=True)
    if case.status == "waiting":
        yield CaseEvent(**common, action="ask", from_status="handling", to_status="waiting", is_public=True)
    else:
        yield CaseEvent(**common, action="note", from_status=case.status, to_status=case.status, text="Ghi chú.")


def clock_of(case, rule):
    due = case.received_date + timedelta(days=21)
    ends = {"done_date": case.received_date + timedelta(days=12)} if case.due_date is None else {}
    if case.status == "waiting":
        due, ends = None, {}
    return Clock(case=case, kind="answer", rule=rule, start_date=case.received_date, due_date=due, **ends)


def publish(most):
    by, words = User.objects.get(username=PEOPLE["controller"]), ("title", "received_date", "answered_date")
    cases = Case.objects.filter(status="answered", public_texts=None).order_by("-received_date")[:most]
    rows = [
        PublicText(
            case=case,
            question=case.content,
            answer=case.content,
            published_at=case.ended_at,
            published_by=by,
            search_text=case.search_text,
            **{name: getattr(case, name) for name in words},
        )
        for case in cases
    ]
    PublicText.objects.bulk_create(rows, batch_size=1000)


def paths(case):
    """What the addresses of pages are made of."""
    return {
        "case": case,
        "decision": Decision.objects.order_by("pk").last().pk,
        "procedure": Procedure.objects.order_by("pk").first().pk,
        "year": timezone.localdate().year,
    }


def staff(units):
    """A hundred people who browse."""
    found = {}
    for n in range(STAFF):
        role = "controller" if n % 10 == 0 else "leader" if n % 20 == 1 else "officer"
        facts = {"full_name": f"Chuyên viên {n}", "email": f"staff{n}@example.org", "role": role}
        found[f"staff {n}"] = User.objects.create(username=f"staff{n}", unit=units[n % len(units)], **facts)
    return found


def case_for(user):
    """The newest case that this person may see; one that is being handled, if there is any."""
    found = Case.objects.visible_to(user).order_by("-pk")
    return (found.filter(status="handling").first() or found.first()).number


def session_of(user):
    client = Client()
    client.force_login(user)
    return client.cookies["session"].value


def at(day):
    return timezone.make_aware(datetime.combine(day, time(9)))


if __name__ == "__main__":
    main(int(sys.argv[1]))
