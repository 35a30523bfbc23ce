"""The lists of the registers in the admin panel: who gets there, what stays fixed, what the trail says."""

import re

import pytest
import time_machine
from django.forms.models import model_to_dict

from organization.models import AuditEvent
from procedures.actions import catalogue, decisions
from procedures.item_changes import ItemChange
from procedures.models import ChangeKind, Channel, Field, Procedure, ServiceLevel, Version
from reviews.models import HourlyRate, Review, ReviewAnswer, ReviewPlan, ReviewQuestion
from tests.factories import UnitFactory, UserFactory
from tests.organization.words import english
from tests.procedures.factories import FieldFactory, ProcedureFactory, VersionFactory
from tests.queries import queries_of

PANEL = "/quan-tri/procedures"
MODELS = ["field", "servicelevel", "changekind", "channel", "procedure"]
OF_REVIEWS = ["hourlyrate", "reviewquestion"]
ADDED = MODELS[:-1]
PAGES = [
    *(f"{PANEL}/{name}/" for name in MODELS),
    *(f"{PANEL}/{name}/add/" for name in ADDED),
    *(f"/quan-tri/reviews/{name}/{page}" for name in OF_REVIEWS for page in ("", "add/")),
    f"{PANEL}/procedure/import/",
    f"{PANEL}/procedure/export/",
    f"{PANEL}/channel/{{channel}}/change/",
    f"{PANEL}/procedure/{{procedure}}/change/",
    f"{PANEL}/procedure/{{procedure}}/delete/",
    f"{PANEL}/procedure/{{procedure}}/history/",
]


def panel_of(name):
    return f"/quan-tri/reviews/{name}/" if name in OF_REVIEWS else f"{PANEL}/{name}/"


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def panel(client, controller, register):
    client.force_login(controller)
    return client


@pytest.fixture
def imported(register):
    """A procedure that an import has brought."""
    return VersionFactory(procedure__code="1.000001", name="Cấp giấy phép").procedure


def shown(client, path, imported):
    response = client.get(path.format(channel=Channel.objects.first().pk, procedure=imported.pk))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("role", ["officer", "focal_point", "leader"])
def test_the_panel_of_the_registers_is_closed_to_everybody_else(client, register, role):
    client.force_login(UserFactory(role=role))

    paths = [f"{PANEL}/{name}/" for name in MODELS] + [f"{PANEL}/procedure/{page}/" for page in ("import", "export")]
    assert {client.get(path, follow=True).status_code for path in paths} == {403}
    assert client.post(f"{PANEL}/procedure/process_import/", follow=True).status_code == 403


@pytest.mark.parametrize("role", ["controller", "administrator"])
def test_the_control_unit_and_the_administrator_keep_the_lists(client, register, imported, role):
    client.force_login(UserFactory(role=role))

    for path in PAGES:
        shown(client, path, imported)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_vietnamese_without_inline_code(panel, imported, path):
    page = shown(panel, path, imported)

    assert english(page) == []
    assert not re.search(
        r"\b(import|export|submit|resource|format|errors?|preview|new)\b", visible(page), re.IGNORECASE
    )
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|<style|\sstyle=|\son\w+=", page) == []


def visible(page):
    return re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)


MORE = {
    "field": lambda: FieldFactory(name=f"Lĩnh vực {Field.objects.count()}", unit=UnitFactory()),
    "servicelevel": lambda: ServiceLevel.objects.create(name="Mức độ"),
    "changekind": lambda: ChangeKind.objects.create(name=f"Loại {ChangeKind.objects.count()}", effect="amend"),
    "channel": lambda: Channel.objects.create(
        name=f"Kênh {Channel.objects.count()}", short_name="K", kind="electronic", unit=UnitFactory()
    ),
    "hourlyrate": lambda: HourlyRate.objects.create(amount=1, source="Mẫu"),
    "reviewquestion": lambda: ReviewQuestion.objects.create(group="cost", position=1, text="Câu hỏi"),
    "procedure": lambda: VersionFactory(procedure__field=FieldFactory(name=f"Lĩnh vực {Field.objects.count()}")),
}


@pytest.mark.parametrize("name", MORE)
def test_a_list_asks_the_same_for_one_row_and_for_five(panel, name):
    path = panel_of(name)
    MORE[name]()
    asked, rows = queries_of(panel, path), panel.get(path).context["cl"].result_count

    for _ in range(4):
        MORE[name]()

    assert panel.get(path).context["cl"].result_count == rows + 4
    assert queries_of(panel, path) == asked


def in_use(enter, new, x_ray, name):
    """The row of this list on which others stand."""
    if name == "servicelevel":
        return VersionFactory(service_level=ServiceLevel.objects.get(name="Toàn trình")).service_level
    if name == "reviewquestion":
        plan = ReviewPlan.objects.create(year=2026, created_at=x_ray.created_at)
        review = Review.objects.create(
            plan=plan,
            procedure=x_ray,
            unit=UnitFactory(),
            grounds="province",
            start_date="2026-03-01",
            due_date="2026-06-01",
            created_at=x_ray.created_at,
        )
        question = ReviewQuestion.objects.first()
        ReviewAnswer.objects.create(review=review, question=question)
        return question
    decision = enter([new("1.000001", "Cấp")])
    return decision.items.get().kind if name == "changekind" else decision.publications.first().channel


FIXED = {
    "servicelevel": {"name"},
    "changekind": {"effect"},
    "channel": {"kind", "source", "rule_code", "short_rule_code"},
    "reviewquestion": {"group", "text"},
}


@pytest.mark.parametrize("name", FIXED)
def test_what_rows_stand_on_keeps_its_meaning(panel, enter, new, x_ray, name):
    row = in_use(enter, new, x_ray, name)
    page = panel.get(f"{panel_of(name)}{row.pk}/change/")
    closed = {field for field, one in page.context["adminform"].form.fields.items() if one.disabled}
    (fieldset,) = page.context["adminform"]

    assert closed == FIXED[name]
    assert "không đổi được" in fieldset.description


def test_a_kind_of_change_in_use_still_means_the_same_after_a_forged_form(panel, enter, new, x_ray):
    kind = in_use(enter, new, x_ray, "changekind")
    sent = {name: value or "" for name, value in model_to_dict(kind).items()}

    panel.post(f"{PANEL}/changekind/{kind.pk}/change/", sent | {"effect": "abolish", "citation": "Văn bản mới"})

    kind.refresh_from_db()
    assert (kind.effect, kind.citation) == ("create", "Văn bản mới")
    assert set(AuditEvent.objects.of(kind).get().changes) == {"căn cứ"}


@pytest.mark.parametrize("name", FIXED)
def test_what_rows_stand_on_is_not_deleted(panel, enter, new, x_ray, name):
    row = in_use(enter, new, x_ray, name)

    panel.post(f"{PANEL}/{name}/{row.pk}/delete/", {"post": "yes"})

    assert type(row).objects.filter(pk=row.pk).exists()


def test_a_field_under_a_new_name_takes_its_procedures_along(panel, x_ray):
    sent = {"name": "Năng lượng nguyên tử", "code": "", "unit": ""}

    panel.post(f"{PANEL}/field/{x_ray.field_id}/change/", sent)

    assert [one.procedure for one in Version.objects.matching("nang luong nguyen tu")] == [x_ray]
    assert AuditEvent.objects.of(x_ray.field).get().changes["tên lĩnh vực"][1] == "Năng lượng nguyên tử"


def test_a_channel_asks_for_a_rule_that_there_is(panel):
    sent = {"name": "Kênh", "short_name": "K", "kind": "electronic", "source": "procedures.postings", "position": "9"}

    page = panel.post(f"{PANEL}/channel/add/", sent | {"rule_code": "khong.co"})

    assert page.context["adminform"].form.errors == {"rule_code": ["Chưa có quy định thời hạn nào mang mã này."]}


# Procedures: looked at, never written here.


def test_a_procedure_is_found_without_accents_by_code_name_and_field(panel, imported, x_ray):
    def found(text):
        return [one.code for one in panel.get(f"{PANEL}/procedure/", {"q": text}).context["cl"].result_list]

    assert [found(text) for text in ("cap giay", "1.000494", "buc xa x quang", "khong co")] == [
        ["1.000001"],
        ["1.000494"],
        ["1.000494"],
        [],
    ]


def test_nothing_of_a_procedure_is_written_in_the_panel(panel, imported):
    sent = {"code": "9.999999", "field": imported.field_id}

    assert panel.post(f"{PANEL}/procedure/{imported.pk}/change/", sent).status_code == 403
    assert panel.get(f"{PANEL}/procedure/add/").status_code == 403
    assert panel.get(f"{PANEL}/version/").status_code == 404
    assert Procedure.objects.get().code == "1.000001"


def test_what_an_import_brought_by_mistake_goes_and_leaves_its_last_words(panel, imported):
    panel.post(f"{PANEL}/procedure/{imported.pk}/delete/", {"post": "yes"})

    assert (Procedure.objects.count(), Version.objects.count()) == (0, 0)
    event = AuditEvent.objects.of(imported).get()
    assert (event.action, event.changes) == ("procedures.discarded", {"tên thủ tục": ["Cấp giấy phép", ""]})


def histories(enter, kinds, imported, controller, now):
    """What keeps a procedure: a decision, an edit, a decision that was taken back, a review."""
    edited, decided, withdrawn, reviewed = [imported, *(VersionFactory().procedure for _ in range(3))]
    catalogue.edit_version(version=edited.versions.get(), fields={"fee": "x"}, by=controller, now=now)
    enter([ItemChange(kinds["abolish"], decided)])
    decision = enter([ItemChange(kinds["abolish"], withdrawn)], number="2/QĐ-UBND")
    decisions.withdraw(decision=decision, reason="Nhập nhầm", by=controller, now=now)
    Review.objects.create(
        plan=ReviewPlan.objects.create(year=2026, created_at=now),
        procedure=reviewed,
        unit=UnitFactory(),
        grounds="province",
        start_date="2026-03-01",
        due_date="2026-06-01",
        created_at=now,
    )
    return [edited, decided, withdrawn, reviewed]


def test_what_has_a_history_is_not_deleted(panel, enter, kinds, imported, controller, now):
    kept = histories(enter, kinds, imported, controller, now)
    together = {"action": "delete_selected", "_selected_action": [one.pk for one in kept], "post": "yes"}

    for one in kept:
        assert panel.post(f"{PANEL}/procedure/{one.pk}/delete/", {"post": "yes"}).status_code == 403
    page = panel.post(f"{PANEL}/procedure/", together)

    assert Procedure.objects.count() == 4
    assert page.context["protected"] == [
        "1.000001: nội dung đã được sửa.",
        *(f"{one}: đã có trong sổ khác (dòng của quyết định)." for one in kept[1:3]),
        f"{kept[3]}: đã có trong sổ khác (rà soát thủ tục).",
    ]


def test_a_procedure_without_any_version_is_shown_as_gone(panel, register):
    ProcedureFactory(code="1.000009")

    assert "Không còn trong danh mục" in panel.get(f"{PANEL}/procedure/").content.decode()
