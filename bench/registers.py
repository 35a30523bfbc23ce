"""What the pages of the registers cost with 5,000 procedures and 2,000 decisions on 7 channels.

Run: .venv/bin/python bench/registers.py [postgres://postgres@127.0.0.1/kstthc_bench]

Without an address: a new SQLite database in a folder that is thrown away. With one: that database is emptied first.
One process asks each page six times, as a web server that has been running for a while; the first answer is left out.
"""

import os
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
PROCEDURES, DECISIONS, ITEMS = 5_000, 2_000, 5
ROUNDS = 6
LAST_DAY = date(2026, 11, 20)
PAGES = [
    ("my work", "/noi-bo/"),
    ("procedures", "/noi-bo/thu-tuc/"),
    ("procedures, searched", "/noi-bo/thu-tuc/?q=x+quang+4999"),
    ("procedures, not public on a channel", "/noi-bo/thu-tuc/?kenh={channel}"),
    ("procedures, abolished", "/noi-bo/thu-tuc/?trang_thai=abolished"),
    ("procedure", "/noi-bo/thu-tuc/{procedure}/"),
    ("decisions", "/noi-bo/quyet-dinh/"),
    ("decisions of the ministry", "/noi-bo/quyet-dinh/?cap=ministry"),
    ("decision", "/noi-bo/quyet-dinh/{decision}/"),
    ("enter a decision", "/noi-bo/quyet-dinh/nhap/?cap=province"),
    ("matrix", "/noi-bo/cong-khai/"),
    ("matrix, owed", "/noi-bo/cong-khai/?tinh_trang=con-no"),
    ("reviews of a year", "/noi-bo/ra-soat/2026/"),
    ("dossiers of a quarter", "/noi-bo/so-lieu/"),
    ("public list", "/thu-tuc/"),
    ("public search", "/thu-tuc/?q=x+quang"),
    ("public procedure", "/thu-tuc/{procedure}/"),
    ("public changes", "/thu-tuc/thay-doi/"),
    ("public feed", "/thu-tuc/thay-doi.atom"),
]


def main():
    with tempfile.TemporaryDirectory() as folder:
        start_django(folder, *sys.argv[1:])
        facts = prepare()
        say(f"{'':<38} {'status':>6} {'queries':>8} {'ms':>7} {'slowest':>8} {'KB':>6}")
        for name, path in PAGES:
            measure(name, path.format(**facts))


def start_django(folder, database=None):
    os.environ |= {
        "VAR_DIR": folder,
        "DATABASE_URL": database or f"sqlite:///{folder}/db.sqlite3",
        "REDIS_URL": "",
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    sys.path.insert(0, str(ROOT))
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django.setup()


def prepare():
    """Rows as years of work would leave them: of each ten publications one is owed, and most of those are late."""
    from django.core.management import call_command

    from procedures.actions import reference

    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    call_command("load_rules", stdout=open(os.devnull, "w"))  # noqa: SIM115  ends with the process
    reference.load_reference()
    procedures = catalogue()
    decisions = papers()
    lines(decisions, procedures)
    publications(decisions)
    reviews_and_dossiers(procedures)
    channel = first("Channel").pk
    return {"procedure": procedures[0].pk, "decision": decisions[-1].pk, "channel": channel}


def first(model):
    from django.apps import apps

    return apps.get_model("procedures", model).objects.order_by("pk").first()


def person():
    from organization.models import Unit, User

    unit, _ = Unit.objects.get_or_create(name="Bộ phận KSTTHC", kind="section", is_control_unit=True)
    defaults = {"email": "a@example.org", "full_name": "Chuyên viên", "role": "controller", "unit": unit}
    return User.objects.get_or_create(username="kstthc", defaults=defaults)[0]


def catalogue():
    from django.utils import timezone

    from procedures.models import Field, Procedure

    fields = [Field.objects.create(name=f"Lĩnh vực {n}") for n in range(20)]
    now = timezone.now()
    rows = [Procedure(code=f"1.{n:06}", field=fields[n % 20], created_at=now) for n in range(PROCEDURES)]
    return Procedure.objects.bulk_create(rows, batch_size=1000)


def papers():
    from django.utils import timezone

    from core.folding import fold
    from procedures.models import Decision

    now, rows = timezone.now(), []
    for n in range(DECISIONS):
        signed = LAST_DAY - timedelta(days=2 * (DECISIONS - n))
        number = f"{n + 1}/QĐ-UBND"
        rows.append(
            Decision(
                level="province",
                number=number,
                sign_date=signed,
                effective_date=signed + timedelta(days=7),
                title=f"Công bố danh mục thủ tục hành chính {n}",
                issuer="Chủ tịch UBND tỉnh",
                entered_at=now,
                search_text=fold(number),
            )
        )
    return Decision.objects.bulk_create(rows, batch_size=1000)


def lines(decisions, procedures):
    """Each decision amends five procedures: each procedure has two versions, the last 100 are abolished."""
    from core.folding import fold
    from procedures.models import ChangeKind, DecisionItem, Version

    kind, items, versions, seen = ChangeKind.objects.get(effect="amend", name__startswith="Sửa"), [], [], {}
    for place, decision in enumerate(decisions):
        for position in range(ITEMS):
            procedure = procedures[(place * ITEMS + position) % PROCEDURES]
            name = f"Cấp giấy phép sử dụng thiết bị X-quang {procedure.code[2:]}"
            items.append(
                DecisionItem(
                    decision=decision,
                    position=position,
                    kind=kind,
                    procedure=procedure,
                    code=procedure.code,
                    name=name,
                    field=procedure.field,
                )
            )
    items = DecisionItem.objects.bulk_create(items, batch_size=1000)
    for item in items:
        old = seen.get(item.procedure_id)
        if old:
            old.valid_to = item.decision.effective_date - timedelta(days=1)
        seen[item.procedure_id] = Version(
            procedure=item.procedure,
            item=item,
            number=old.number + 1 if old else 1,
            valid_from=item.decision.effective_date,
            name=item.name,
            steps="Bước 1: nộp hồ sơ. " * 40,
            search_text=fold(f"{item.code} {item.name} {item.field}"),
        )
        versions.append(seen[item.procedure_id])
    abolish(seen)
    Version.objects.bulk_create(versions, batch_size=1000)


def abolish(last_versions):
    from procedures.models import Procedure

    for version in islice(last_versions.values(), 100):
        version.valid_to = LAST_DAY
        Procedure.objects.filter(pk=version.procedure_id).update(abolished_date=LAST_DAY + timedelta(days=1))


def publications(decisions):
    from django.utils import timezone

    from deadlines.models import DeadlineRule
    from procedures.models import Channel, Publication

    now, by, rows = timezone.now(), person(), []
    rules = {rule.code: rule for rule in DeadlineRule.objects.all()}
    for decision in decisions:
        for channel in Channel.objects.all():
            due = decision.sign_date + timedelta(days=7)
            done = {} if len(rows) % 10 == 0 else {"done_date": due, "recorded_at": now, "recorded_by": by}
            rule = rules[channel.rule_code]
            rows.append(
                Publication(
                    decision=decision,
                    channel=channel,
                    rule=rule,
                    start_date=decision.sign_date,
                    due_date=due,
                    link="https://example.org/" if done and channel.is_electronic else "",
                    **done,
                )
            )
    Publication.objects.bulk_create(rows, batch_size=1000)


def reviews_and_dossiers(procedures):
    from django.utils import timezone

    from deadlines.actions import make_periods
    from dossiers.models import DossierCount
    from organization.models import Unit
    from reviews.models import Review, ReviewPlan

    now, by, unit = timezone.now(), person(), Unit.objects.first()
    plan = ReviewPlan.objects.create(year=2026, created_at=now, created_by=by)
    days = {"start_date": date(2026, 3, 1), "due_date": date(2026, 6, 15)}
    common = {"plan": plan, "unit": unit, "grounds": "province", "created_at": now, "created_by": by, **days}
    Review.objects.bulk_create([Review(procedure=one, **common) for one in procedures[:300]])
    quarters = [period for period in make_periods(year=2026) if period.kind == "quarter"]
    counts = {"online": 9, "early": 9, "recorded_at": now, "recorded_by": by}
    rows = [DossierCount(period=period, procedure=one, **counts) for period in quarters for one in procedures]
    DossierCount.objects.bulk_create(rows, batch_size=1000)


def measure(name, path):
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person())
    times = []
    for _ in range(ROUNDS):
        with CaptureQueriesContext(connection) as captured:
            begun = time.perf_counter()
            response = client.get(path)
            times.append(1000 * (time.perf_counter() - begun))
    size = len(response.content) / 1024
    figures = f"{len(captured):>8} {median(times[1:]):>7.0f} {max(times[1:]):>8.0f} {size:>6.0f}"
    say(f"{name:<38} {response.status_code:>6} {figures}")


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
