"""The sample registers of procedures: a catalogue, four decisions, publications, reviews and dossier counts."""

import csv
import tomllib
from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

from deadlines import rules
from deadlines.models import DeadlineRule, Period, SpecialDay
from organization.models import Unit
from procedures import actions
from procedures.changes import Change
from procedures.models import (
    ChangeKind,
    Channel,
    Decision,
    DossierCount,
    DraftingStep,
    Field,
    HourlyRate,
    Procedure,
    Proposal,
    Review,
    ReviewPlan,
    ServiceLevel,
    Version,
)

SAMPLES = settings.BASE_DIR / "samples"
ISSUERS = {"ministry": "Bộ Khoa học và Công nghệ", "province": "Chủ tịch UBND tỉnh"}


def load(*, by, today):
    sample = tomllib.loads((SAMPLES / "thu-tuc-mau.toml").read_text())
    actions.load_reference()
    calendar = SpecialDay.objects.calendar()
    for name, unit in sample["units"].items():
        Field.objects.create(name=name, unit=Unit.objects.get(name=unit))
    for name, unit in sample["channels"].items():
        Channel.objects.filter(name=name).update(unit=Unit.objects.get(name=unit))
    load_catalogue(sample, by)
    entered = {}
    for row in sample["decisions"]:
        entered[row["key"]] = enter(row, entered, sample=sample, today=today, calendar=calendar, by=by)
    load_reviews(sample, today.year, today, by)
    load_dossiers(sample["dossiers"], today, by)


def load_catalogue(sample, by):
    """Every name but those that a sample decision announces."""
    announced = {line["code"] for row in sample["decisions"] for line in row.get("create", [])}
    fields, level = {one.name: one for one in Field.objects.all()}, ServiceLevel.objects.get(name="Toàn trình")
    with (SAMPLES / "thu-tuc-mau.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["code"] not in announced]
    early = at(date(2021, 1, 4))
    for row in rows:
        procedure = Procedure.objects.create(
            code=row["code"], field=fields[row["field"]], is_sample=True, created_at=early, created_by=by
        )
        Version.objects.create(
            procedure=procedure, name=row["name"], service_level=level, accepts_post=True, **parts(sample)
        )


def parts(sample):
    return {name: text.strip() for name, text in sample["parts"].items()}


def enter(row, entered, *, sample, today, calendar, by):
    signed = calendar.subtract_working_days(today, row["signed"])
    effective = today_plus(calendar, today, -row["effective"])
    follows = entered.get(row.get("follows"))
    fields = {
        "number": row["number"],
        "sign_date": signed,
        "effective_date": effective,
        "received_date": calendar.add_working_days(signed, 1) if row["level"] == "ministry" else None,
        "title": row["title"],
        "issuer": ISSUERS[row["level"]],
        "follows": follows,
        "is_short": False,
    }
    decision = actions.enter(
        level=row["level"], fields=fields, changes=lines(row), by=by, now=at(signed), is_sample=True
    )
    if row["level"] == Decision.Level.PROVINCE:
        Version.objects.filter(item__decision=decision, steps="").update(**parts(sample))
        publish(decision, row["published"], calendar, today, by)
        follow(decision, by)
    return decision


def follow(decision, by):
    """The drafting went by the book."""
    for step in DraftingStep.objects.filter(decision=decision.follows, done_date=None):
        actions.take_step(step=step, done_date=step.due_date, note="", by=by, now=at(step.due_date))


def today_plus(calendar, today, days):
    return calendar.add_working_days(today, days) if days > 0 else calendar.subtract_working_days(today, -days)


def lines(row):
    kinds = {kind.effect: kind for kind in ChangeKind.objects.order_by("-position")}
    known = {one.code: one for one in Procedure.objects.all()}
    found = [
        Change(kinds["create"], code=line["code"], name=line["name"], field=Field.objects.get(name=line["field"]))
        for line in row.get("create", [])
    ]
    for effect in ("amend", "abolish"):
        found += [Change(kinds[effect], known[code]) for code in row.get(effect, [])]
    return found


def publish(decision, published, calendar, today, by):
    """Made public so many working days after the signature; links lead to nobody's site, so they are never visited."""
    for row in decision.publications.select_related("channel"):
        days = published.get(row.channel.short_name)
        day = calendar.add_working_days(decision.sign_date, days) if days else None
        if day is None or day > today:
            continue
        row.done_date, row.recorded_at, row.recorded_by = day, at(day), by
        if row.channel.is_electronic:
            row.link = f"https://skhcn.example.org/cong-khai/{decision.number.split('/')[0]}"
        else:
            row.note = "Đã niêm yết tại bảng tin (mẫu)"
        row.save()


def load_reviews(sample, year, today, by):
    HourlyRate.objects.create(**sample["rate"], is_sample=True)
    rule = DeadlineRule.objects.current("review.plan_sent", date(year, 1, 1))
    start, calendar, early = date(year, 1, 31), SpecialDay.objects.calendar(), at(date(year, 1, 5))
    plan = ReviewPlan.objects.create(
        year=year,
        number="15/QĐ-UBND (mẫu)",
        approved_date=date(year, 1, 20),
        sent_date=date(year, 1, 26),
        rule=rule,
        start_date=start,
        due_date=rules.due_date(rule=rule, start=start, calendar=calendar),
        created_at=early,
        created_by=by,
    )
    for row in sample["reviews"]:
        add_review(plan, row, today, by)
    for row in sample["proposals"]:
        add_proposal(row, year, today, by)


def add_review(plan, row, today, by):
    done = date(plan.year, *row["done"]) if "done" in row else None
    if done and done > today:
        done = None
    Review.objects.create(
        plan=plan,
        procedure=Procedure.objects.get(code=row["code"]),
        unit=Unit.objects.get(name=row["unit"]),
        grounds=row["grounds"],
        expected_output="Báo cáo kết quả rà soát, phương án đơn giản hóa (mẫu)",
        start_date=date(plan.year, *row["from"]),
        due_date=date(plan.year, *row["to"]),
        conclusion=row.get("conclusion", "") if done else "",
        done_date=done,
        completed_at=at(done) if done else None,
        completed_by=by if done else None,
        created_at=at(date(plan.year, 1, 5)),
        created_by=by,
    )


def add_proposal(row, year, today, by):
    day = date(year, *row["date"])
    if day > today:
        return
    procedure = Procedure.objects.get(code=row["code"])
    Proposal.objects.create(
        year=year,
        procedure=procedure,
        review=procedure.reviews.first(),
        unit=Unit.objects.get(name=row["unit"]),
        kind=row["kind"],
        title=row["title"],
        content=row["content"],
        proposed_date=day,
        recorded_at=at(day),
        recorded_by=by,
    )


def load_dossiers(quarters, today, by):
    """The quarters of this year that have ended."""
    names = ("carried_over", "online", "counter", "post", "early", "on_time", "late", "pending_in_time", "pending_late")
    for number, rows in quarters.items():
        period = Period.objects.get(kind=Period.Kind.QUARTER, year=today.year, number=int(number))
        if period.last_day >= today:
            continue
        for field, counts in rows.items():
            values = dict(zip(names, counts, strict=True))
            DossierCount.objects.create(
                period=period,
                field=Field.objects.get(name=field),
                returned_by_post=values["post"],
                paid_online=values["online"] // 2,
                recorded_at=at(period.last_day),
                recorded_by=by,
                **values,
            )


def at(day):
    return timezone.make_aware(datetime.combine(day, time(8)))
