"""Loads a sample department with plans and registers for a new installation. May run again."""

import secrets
import tomllib
from datetime import date, datetime, time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from config import sample_feedback, sample_registers
from deadlines import actions as deadlines
from organization.models import Agency, Unit, UnitName, User
from plans.actions import plan as plan_actions
from plans.actions import records, work
from plans.models import Plan, Task

SAMPLES = settings.BASE_DIR / "samples"
ACCOUNTS = settings.VAR_DIR / "demo-accounts.txt"
SAMPLE_PLAN = SAMPLES / "ke-hoach-2021.tsv"
SAMPLE_YEAR = 2021


class Command(BaseCommand):
    help = "Nạp đơn vị mẫu, kế hoạch năm 2021 và kế hoạch năm nay vào cơ sở dữ liệu còn trống."

    def handle(self, **options):
        if not Agency.objects.exists() and not User.objects.exists():
            with transaction.atomic():
                self.load()
        if ACCOUNTS.exists():
            self.stdout.write(ACCOUNTS.read_text())

    def load(self):
        sample = tomllib.loads((SAMPLES / "co-quan-mau.toml").read_text())
        now, today = timezone.now(), timezone.localdate()
        Agency.objects.create(**sample["agency"])
        load_units(sample["units"])
        passwords = load_people(sample["people"])
        deadlines.load_rules()
        for year in sorted({SAMPLE_YEAR, today.year, today.year + 1}):
            deadlines.seed_year(year=year, by=None, now=now)
            deadlines.make_periods(year=year)
        call_command("import_plan", SAMPLE_PLAN, year=SAMPLE_YEAR, stdout=self.stdout)
        load_this_year(sample, today)
        controller = User.objects.filter(role=User.Role.CONTROLLER).first()
        load_records(sample, today, controller)
        sample_registers.load(by=controller, today=today)
        sample_feedback.load(by=controller, today=today)
        keep(passwords)


def load_units(rows):
    for row in rows:
        other_names, members = row.pop("other_names", []), row.pop("members", [])
        unit = Unit.objects.create(**row)
        for other in other_names:
            UnitName.objects.create(unit=unit, name=other)
        unit.grouped_units.set(Unit.objects.filter(name__in=members))


def load_people(rows):
    """{User: password} of the created accounts; the passwords are random."""
    passwords = {}
    for row in rows:
        password, unit = secrets.token_urlsafe(12), Unit.objects.filter(name=row.pop("unit", None)).first()
        user = User.objects.create_user(email=f"{row['username']}@example.org", password=password, unit=unit, **row)
        passwords[user] = password
    return passwords


def load_this_year(sample, today):
    """The plan of this year: a copy of 2021, issued in January, with some work recorded."""
    controller, leader = (User.objects.filter(role=role).first() for role in ("controller", "leader"))
    issue_date = min(date(today.year, 1, 12), today)
    early = at(issue_date)
    plan = plan_actions.clone(plan=Plan.objects.get(year=SAMPLE_YEAR), year=today.year, by=controller, now=early)
    fields = {"title": plan.title, "symbol": plan.symbol} | sample["plan"]
    bases = fields.pop("legal_bases")
    plan = plan_actions.edit_text(plan=plan, fields=fields, legal_bases=bases, by=controller, now=early)
    plan_actions.submit(plan=plan, by=controller, now=early)
    plan_actions.issue(plan=plan, number="5", issue_date=issue_date, by=leader, now=early)
    for row in sample["work"]:
        day = date(today.year, row.pop("month"), row.pop("day"))
        if day <= today:
            record(row, plan, day, controller)


def record(row, plan, day, by):
    task, words = Task.objects.get(plan=plan, number=row.pop("task")), row.pop("milestone", "")
    milestone = task.milestones.open().filter(title__contains=words).first() if words else None
    fields = {"number": "", "link": "", **row, "date": day, "milestone": milestone}
    work.record_deliverable(task=task, fields=fields, by=by, now=at(day))


def load_records(sample, today, by):
    """Trainings and news of this year so far. The news belong to the lead unit of the plan's task about news."""
    for row in sample["trainings"]:
        fields = {"participants": None, **row}
        fields["units"] = list(Unit.objects.filter(name__in=row["units"]))
        day = fields["held_date"] = date(today.year, fields.pop("month"), fields.pop("day"))
        if day <= today:
            records.record_training(fields=fields, by=by, now=at(day))
    unit = Task.objects.filter(plan__year=today.year, sources__key="plans.news").first().lead_unit
    for row in sample["news"]:
        fields = {**row, "unit": unit}
        day = fields["published_date"] = date(today.year, fields.pop("month"), fields.pop("day"))
        if day <= today:
            records.record_news(fields=fields, by=by, now=at(day))


def at(day):
    return timezone.make_aware(datetime.combine(day, time(8)))


def keep(passwords):
    lines = ["Tài khoản dùng thử (mật khẩu được tạo trên máy này):", ""]
    lines += [
        f"  {user.username:<12} {password:<18} {user.full_name} ({user.get_role_display()})"
        for user, password in passwords.items()
    ]
    ACCOUNTS.touch(mode=0o600)
    ACCOUNTS.write_text("\n".join([*lines, ""]))
