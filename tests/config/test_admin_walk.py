"""The control unit walks the admin panel over every model: each page opens or is closed as its app announces."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from deadlines import actions as deadlines
from deadlines.models import DeadlineRule
from feedback.models import RetentionRule
from organization import audit
from organization.models import Agency, AuditEvent
from procedures.actions import reference
from procedures.models import ChangeKind, Channel, ServiceLevel
from reviews.actions import reference as questions
from reviews.models import HourlyRate, ReviewQuestion
from tests.deadlines.factories import PeriodFactory, SpecialDayFactory
from tests.factories import UnitFactory, UserFactory
from tests.organization.words import english
from tests.outbox.factories import MessageFactory
from tests.plans.factories import NewsItemFactory, TrainingFactory
from tests.procedures.factories import FieldFactory, VersionFactory

LOOK, WORK, NOTHING = {"view"}, {"view", "add", "change", "delete"}, set()
# What the control unit may do with each model. A new model of the panel joins this table.
MAY = {
    "organization.agency": {"view", "change"},
    "organization.unit": WORK,
    "organization.user": NOTHING,
    "organization.auditevent": NOTHING,
    "outbox.message": NOTHING,
    "deadlines.deadlinerule": WORK,
    "deadlines.period": WORK,
    "deadlines.specialday": LOOK,
    "plans.training": LOOK,
    "plans.newsitem": LOOK,
    "procedures.procedure": {"view", "delete"},
    "procedures.field": WORK,
    "procedures.servicelevel": WORK,
    "procedures.changekind": WORK,
    "procedures.channel": WORK,
    "reviews.hourlyrate": WORK,
    "reviews.reviewquestion": WORK,
    "feedback.retentionrule": WORK,
}


def event(now):
    audit.record("organization.invited", target=UnitFactory(), by=None, now=now)
    return AuditEvent.objects.get()


ROWS = {
    "organization.agency": lambda now: Agency.objects.get(),
    "organization.unit": lambda now: UnitFactory(),
    "organization.user": lambda now: UserFactory(),
    "organization.auditevent": event,
    "outbox.message": lambda now: MessageFactory(),
    "deadlines.deadlinerule": lambda now: DeadlineRule.objects.first(),
    "deadlines.period": lambda now: PeriodFactory(),
    "deadlines.specialday": lambda now: SpecialDayFactory(date=now.date()),
    "plans.training": lambda now: TrainingFactory(),
    "plans.newsitem": lambda now: NewsItemFactory(),
    "procedures.procedure": lambda now: VersionFactory().procedure,
    "procedures.field": lambda now: FieldFactory(),
    "procedures.servicelevel": lambda now: ServiceLevel.objects.first(),
    "procedures.changekind": lambda now: ChangeKind.objects.first(),
    "procedures.channel": lambda now: Channel.objects.first(),
    "reviews.hourlyrate": lambda now: HourlyRate.objects.create(amount=30000, source="Niên giám thống kê"),
    "reviews.reviewquestion": lambda now: ReviewQuestion.objects.first(),
    "feedback.retentionrule": lambda now: RetentionRule.objects.create(status="answered", months=60, citation="Mẫu"),
}


@pytest.fixture
def panel(client, agency, controller):
    deadlines.load_rules()
    reference.load_reference()
    questions.load_questions()
    client.force_login(controller)
    return client


CODE = re.compile(r"\b[a-z_]+(\.[a-z_]+)+\b")  # "procedures.publish_short" is the name of a rule


def page_of(name, page, *args):
    return reverse(f"admin:{name.replace('.', '_')}_{page}", args=args)


def test_the_table_names_every_model_of_the_panel():
    assert sorted(MAY) == sorted(model._meta.label_lower for model in admin.site._registry)


@pytest.mark.parametrize("name", MAY)
def test_each_page_of_a_model_opens_or_is_closed_as_announced(panel, name, now):
    row, may = ROWS[name](now), MAY[name]
    pages = {
        page_of(name, "add"): "add",
        page_of(name, "change", row.pk): "view",
        page_of(name, "history", row.pk): "view",
        page_of(name, "delete", row.pk): "delete",
    }
    if name != "organization.agency":  # its list leads to the one row
        pages[page_of(name, "changelist")] = "view"

    found = {path: panel.get(path) for path in pages}

    assert {path: page.status_code for path, page in found.items()} == {
        path: 200 if need in may else 403 for path, need in pages.items()
    }
    for page in found.values():
        assert english(CODE.sub("", page.content.decode())) == []


@pytest.mark.parametrize("name", MAY)
def test_a_row_is_changed_only_where_the_panel_lets_it_be(panel, name, now):
    row, may = ROWS[name](now), MAY[name]
    path = page_of(name, "change", row.pk)
    sent = as_shown(panel.get(path)) if "view" in may else {}

    answer = panel.post(path, sent)

    assert (answer.status_code, answer.context and answer.context.get("errors")) == (
        (302, None) if "change" in may else (403, None)
    )


def as_shown(page):
    """What the form of this page sends when nothing is typed."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent = {}
    for form in forms:
        for field in form:
            widget = getattr(field.field.widget, "widget", field.field.widget)  # Django wraps those of relations
            shown = widget.format_value(field.value())
            if shown not in (None, False):
                sent[field.html_name] = "on" if shown is True else shown
    return sent


def test_the_panel_of_the_control_unit_lists_what_the_apps_announce(panel):
    shown = {
        model["model"]._meta.label_lower
        for app in panel.get("/quan-tri/").context["app_list"]
        for model in app["models"]
    }

    assert shown == {name for name, may in MAY.items() if may}


def permissions_of(user):
    return {
        f"{name}: {verb}"
        for name in MAY
        for verb in WORK
        if user.has_perm("{0}.{2}_{1}".format(*name.split("."), verb))
    }


@pytest.mark.parametrize("role", ["officer", "focal_point", "leader"])
def test_other_roles_hold_no_permission_of_the_panel(db, role):
    user = UserFactory(role=role)

    assert permissions_of(user) == set()
    assert not any(user.has_module_perms(config.label) for config in apps.get_app_configs())


@pytest.mark.parametrize("role", ["controller", "administrator"])
def test_a_closed_account_holds_no_permission_of_the_panel(db, role):
    user = UserFactory(role=role, is_active=False)

    assert permissions_of(user) == set()
    assert not any(user.has_module_perms(config.label) for config in apps.get_app_configs())


def test_the_administrator_holds_every_permission_and_the_control_unit_those_announced(db):
    administrator, controller = UserFactory(role="administrator"), UserFactory(role="controller")
    kept = {
        name
        for name in MAY
        if (announced := getattr(apps.get_app_config(name.split(".")[0]), "controller_keeps", ())) == "all"
        or name.split(".")[1] in announced
    }

    assert permissions_of(administrator) == {f"{name}: {verb}" for name in MAY for verb in WORK}
    assert permissions_of(controller) == {f"{name}: {verb}" for name in kept for verb in WORK}
    labels = ["auth", "files", "organization", "outbox", "plans"]
    assert [label for label in labels if controller.has_module_perms(label)] == ["organization", "plans"]
