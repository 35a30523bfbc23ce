"""Sample registers: a catalogue of procedures, four decisions, publications, reviews and dossier counts."""

import csv
import tomllib
from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

from deadlines.models import Period, SpecialDay
from dossiers import actions
from organization.models import Unit
from procedures.actions import decisions, drafting, publishing, reference
from procedures.item_changes import ItemChange
from procedures.models import ChangeKind, Channel, Decision, DraftingStep, Field, Procedure, ServiceLevel, Version
from reviews.actions import costs, proposals, reviews
from reviews.actions import reference as questions
from reviews.models import HourlyRate, ReviewQuestion

SAMPLES = settings.BASE_DIR / "samples"
ISSUERS = {"ministry": "Bộ Khoa học và Công nghệ", "province": "Chủ tịch UBND tỉnh"}


def load(*, by, today):
    sample = tomllib.loads((SAMPLES / "thu-tuc-mau.toml").read_text())
    reference.load_reference()
    questions.load_questions()
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
    """The catalogue without the procedures that a sample decision creates."""
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
    decision = decisions.enter(
        level=row["level"], fields=fields, changes=lines(row), by=by, now=at(signed), is_sample=True
    )
    if row["level"] == Decision.Level.PROVINCE:
        Version.objects.filter(item__decision=decision, number__gt=1).update(**sample["amended"])
        Version.objects.filter(item__decision=decision, steps="").update(**parts(sample))
        publish(decision, row["published"], calendar, today, by)
        follow(decision, by)
    return decision


def follow(decision, by):
    """Record the drafting steps of a decision on their due dates."""
    for step in DraftingStep.objects.filter(decision=decision.follows, done_date=None):
        drafting.take_step(step=step, done_date=step.due_date, note="", by=by, now=at(step.due_date))


def today_plus(calendar, today, days):
    return calendar.add_working_days(today, days) if days > 0 else calendar.subtract_working_days(today, -days)


def lines(row):
    kinds = {kind.effect: kind for kind in ChangeKind.objects.order_by("-position")}
    known = {one.code: one for one in Procedure.objects.all()}
    found = [
        ItemChange(kinds["create"], code=line["code"], name=line["name"], field=Field.objects.get(name=line["field"]))
        for line in row.get("create", [])
    ]
    for effect in ("amend", "abolish"):
        found += [ItemChange(kinds[effect], known[code]) for code in row.get(effect, [])]
    return found


def publish(decision, published, calendar, today, by):
    """Record publications some working days after the signature. The links use a reserved domain: never visited."""
    for row in decision.publications.select_related("channel"):
        days = published.get(row.channel.short_name)
        day = calendar.add_working_days(decision.sign_date, days) if days else None
        if day is None or day > today:
            continue
        link = f"https://skhcn.example.org/cong-khai/{decision.number.split('/')[0]}"
        proof = {"link": link} if row.channel.is_electronic else {"note": "Đã niêm yết tại bảng tin (mẫu)"}
        publishing.tick(publication=row, done_date=day, **proof, by=by, now=at(day))


def load_reviews(sample, year, today, by):
    HourlyRate.objects.create(**sample["rate"], is_sample=True)
    early = min(date(year, 1, 26), today)
    plan = reviews.make_plan(year=year, by=by, now=at(early))
    if today >= date(year, 1, 26):
        fields = {"number": "15/QĐ-UBND (mẫu)", "approved_date": date(year, 1, 20), "done_date": date(year, 1, 26)}
        plan = reviews.save_plan(plan=plan, fields=fields, by=by, now=at(early))
    for row in sample["reviews"]:
        add_review(plan, row, today, by)
    for row in sample["proposals"]:
        add_proposal(row, year, today, by)


def add_review(plan, row, today, by):
    fields = {
        "unit": Unit.objects.get(name=row["unit"]),
        "grounds": row["grounds"],
        "grounds_note": "",
        "expected_output": "Báo cáo kết quả rà soát, phương án đơn giản hóa (mẫu)",
        "start_date": date(plan.year, *row["from"]),
        "due_date": date(plan.year, *row["to"]),
    }
    procedure, early = Procedure.objects.get(code=row["code"]), at(min(date(plan.year, 1, 26), today))
    review = reviews.add_reviews(plan=plan, procedures=[procedure], fields=fields, by=by, now=early)[0]
    done = date(plan.year, *row["done"]) if "done" in row else None
    if done is None or done > today:
        return
    answers = dict.fromkeys(ReviewQuestion.objects.all(), ("yes", ""))
    conclusion = row["conclusion"]
    reviews.save_sheet(review=review, answers=answers, conclusion=conclusion, by=by, now=at(done))
    if "before" in row:
        add_costs(review, row, by, at(done))
    reviews.complete(review=review, done_date=done, by=by, now=at(done))


def add_costs(review, row, by, now):
    rate = HourlyRate.objects.get().amount
    steps = {
        phase: [
            {"kind": kind, "title": "", "hours": hours, "hourly_rate": rate, "fee": fee, "other_cost": other}
            for kind, hours, fee, other in row[phase]
        ]
        for phase in ("before", "after")
    }
    yearly = {"times_before": 1, "times_after": 1}
    yearly |= {"subjects_before": row["subjects"], "subjects_after": row["subjects"]}
    costs.save_costs(review=review, yearly=yearly, steps=steps, by=by, now=now)


def add_proposal(row, year, today, by):
    day, procedure = date(year, *row["date"]), Procedure.objects.get(code=row["code"])
    if day > today:
        return
    fields = {
        "unit": Unit.objects.get(name=row["unit"]),
        "procedure": procedure,
        "kind": row["kind"],
        "title": row["title"],
        "content": row["content"],
        "proposed_date": day,
        "document_number": "",
        "year": year,
    }
    proposals.propose(fields=fields, review=procedure.reviews.first(), by=by, now=at(day))


def load_dossiers(quarters, today, by):
    """Dossier counts of the quarters of this year that have ended."""
    names = ("carried_over", "online", "counter", "post", "early", "on_time", "late", "pending_in_time", "pending_late")
    for number, rows in quarters.items():
        period = Period.objects.get(kind=Period.Kind.QUARTER, year=today.year, number=int(number))
        if period.last_day >= today:
            continue
        for name, counts in rows.items():
            values = dict(zip(names, counts, strict=True))
            values |= {"returned_by_post": values["post"], "paid_online": values["online"] // 2}
            field = Field.objects.get(name=name)
            actions.record(period=period, field=field, values=values, by=by, now=at(period.last_day))


def at(day):
    return timezone.make_aware(datetime.combine(day, time(8)))
