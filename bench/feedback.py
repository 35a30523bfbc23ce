"""What the pages of feedback cost with 100,000 cases, of which 2,000 are open, and 5,000 published answers.

Run: .venv/bin/python bench/feedback.py [postgres://postgres@127.0.0.1/kstthc_bench]

Without an address: a new SQLite database in a folder that is thrown away. With one: that database is emptied first.
One process asks each page six times, as a web server that has been running for a while; the first answer is left out.
"""

import os
import sys
import tempfile
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from registers import measure, say, start_django
from registers import person as controller

CASES, OPEN, PUBLISHED = 100_000, 2_000, 5_000
A_CHUNK = 5_000
LAST_DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
STATUSES = ("new", "received", "handling", "handling", "handling", "waiting", "approval", "insufficient")
WORDS = "chậm trả kết quả cấp phép sử dụng thiết bị bức xạ hồ sơ khai báo công bố hợp chuẩn đo lường chất lượng".split()  # noqa: SIM905
LIST = "/noi-bo/phan-anh/"
PAGES = [
    ("my work", "/noi-bo/"),
    ("queue: new", LIST),
    ("queue: overdue", f"{LIST}?tab=qua-han"),
    ("queue: closed", f"{LIST}?tab=da-dong"),
    ("queue: all", f"{LIST}?tab=tat-ca"),
    ("queue: all, page 3,000", f"{LIST}?tab=tat-ca&trang=3000"),
    ("search: a number", f"{LIST}?tab=tat-ca&q=PAKN-2024-0042"),
    ("search: three words", f"{LIST}?tab=tat-ca&q=thiet+bi+bx4711"),
    ("search: words of every case", f"{LIST}?tab=tat-ca&q=ho+so"),
    ("search: nothing found", f"{LIST}?tab=tat-ca&q=khongcogi"),
    ("filter: unit and year", f"{LIST}?tab=tat-ca&don_vi={{unit}}&nam=2025"),
    ("filter: class and channel", f"{LIST}?tab=tat-ca&phan_loai=conduct&hinh_thuc=phone"),
    ("case", f"{LIST}{{open}}/"),
    ("case, answered", f"{LIST}{{answered}}/"),
    ("register of a year", f"{LIST}so-tiep-nhan/?tu=01/01/2025&den=31/12/2025"),
    ("retention", f"{LIST}luu-tru/"),
    ("results", "/phan-anh/ket-qua/"),
    ("results, searched", "/phan-anh/ket-qua/?q=thiet+bi"),
    ("plan evidence (plans)", "/noi-bo/ke-hoach/"),
]


def main():
    with tempfile.TemporaryDirectory() as folder:
        start_django(folder, *sys.argv[1:])
        facts = prepare()
        say(f"{'':<38} {'status':>6} {'queries':>8} {'ms':>7} {'slowest':>8} {'KB':>6}")
        for name, path in PAGES:
            measure(name, path.format(**facts))


def prepare():
    from django.core.management import call_command
    from django.db import connection

    from feedback.actions import retention
    from feedback.models import Case
    from organization.models import Unit

    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    call_command("load_rules", stdout=open(os.devnull, "w"))  # noqa: SIM115  ends with the process
    retention.load_retention(now=AT)
    by = controller()
    units = [Unit.objects.create(name=f"Phòng {n}") for n in range(8)]
    for start in range(0, CASES, A_CHUNK):
        write(range(start, start + A_CHUNK), units, by)
    published()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    answered = Case.objects.filter(status="answered").first()
    still_open = Case.objects.filter(status="handling").first()
    return {"unit": units[0].pk, "open": still_open.number, "answered": answered.number}


def write(numbers, units, by):
    from feedback.models import Case, CaseEvent, Clock, Sender

    cases = Case.objects.bulk_create([case_of(n, units, by) for n in numbers], batch_size=1000)
    Sender.objects.bulk_create(
        [Sender(case=case, name="Người gửi", address="Địa chỉ", phone="0900 000 000") for case in cases],
        batch_size=1000,
    )
    CaseEvent.objects.bulk_create([event for case in cases for event in events_of(case)], batch_size=1000)
    Clock.objects.bulk_create([clock_of(case) for case in cases], batch_size=1000)


def case_of(n, units, by):
    from core.folding import fold
    from feedback.models import Case

    is_open = n >= CASES - OPEN
    received = LAST_DAY - timedelta(days=(CASES - n) // 55 if not is_open else (CASES - n) // 80)
    status = STATUSES[n % len(STATUSES)] if is_open else ("refused" if n % 10 == 0 else "answered")
    picked = [WORDS[(n * step) % len(WORDS)] for step in (1, 3, 7)]
    title = " ".join([*picked, f"bx{n}"])
    content = " ".join(WORDS[(n + step) % len(WORDS)] for step in range(60))
    number = f"PAKN-{received.year}-{n:06}"
    return Case(
        number=number,
        status=status,
        returns_to="handling" if status == "waiting" else "",
        channel="phone" if n % 4 == 0 else "web",
        received_date=received,
        created_at=AT,
        subject="conduct",
        subject_class="" if status == "new" else "conduct",
        title=title,
        content=content,
        unit=units[n % len(units)] if status not in ("new", "received") else None,
        ended_at=None if is_open else AT - timedelta(days=(CASES - n) // 55),
        answered_date=received + timedelta(days=12) if status == "answered" else None,
        due_date=received + timedelta(days=21) if is_open and status != "waiting" else None,
        search_text=fold(f"{number} {title} {content}"),
    )


def events_of(case):
    from feedback.models import CaseEvent

    common = {"case": case, "party": "staff", "at": AT}
    yield CaseEvent(**common, action="receive", to_status="new", is_public=True)
    yield CaseEvent(**common, action="classify", from_status="new", to_status="received", is_public=True)
    if case.status == "waiting":
        yield CaseEvent(**common, action="ask", from_status="handling", to_status="waiting", is_public=True)
    else:
        yield CaseEvent(**common, action="note", from_status=case.status, to_status=case.status, text="Ghi chú.")


def clock_of(case):
    from feedback.models import Clock

    rule = rules()["feedback.answer"]
    due = case.received_date + timedelta(days=21)
    ends = {"done_date": case.received_date + timedelta(days=12)} if case.due_date is None else {}
    if case.status == "waiting":
        due, ends = None, {}
    return Clock(case=case, kind="answer", rule=rule, start_date=case.received_date, due_date=due, **ends)


def rules():
    from deadlines.models import DeadlineRule

    if not hasattr(rules, "known"):
        rules.known = {rule.code: rule for rule in DeadlineRule.objects.all()}
    return rules.known


def published():
    from feedback.models import Case, PublicText

    rows, by = [], controller()
    cases = Case.objects.filter(status="answered").order_by("pk")[:PUBLISHED]
    for case in cases:
        rows.append(
            PublicText(
                case=case,
                title=case.title,
                question=case.content,
                answer=case.content,
                received_date=case.received_date,
                answered_date=case.answered_date,
                published_at=AT,
                published_by=by,
                search_text=case.search_text,
            )
        )
    PublicText.objects.bulk_create(rows, batch_size=1000)


if __name__ == "__main__":
    main()
