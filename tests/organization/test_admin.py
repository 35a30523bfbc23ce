import re

import pytest
from django.contrib import admin
from django.urls import reverse

from organization import audit
from organization.models import Agency, AuditEvent, Unit, User
from outbox.models import Message
from tests.factories import UnitFactory, UserFactory
from tests.organization.conftest import set_up_second_factor
from tests.organization.words import english

ACCOUNT = {
    "username": "nguyen.an",
    "full_name": "Nguyễn Văn An",
    "email": "An@example.org",
    "role": "officer",
    "is_active": "on",
}
NO_NAMES = {f"other_names-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}


@pytest.fixture
def admin_client(client, administrator, agency):
    client.force_login(administrator)
    return client


def test_a_stranger_signs_in_through_the_portal(client, agency):
    response = client.get("/quan-tri/", follow=True)

    assert response.redirect_chain[-1][0].startswith("/tai-khoan/dang-nhap/?next=")


@pytest.mark.parametrize("role", ["officer", "focal_point", "leader"])
def test_the_panel_is_closed_to_everybody_else(client, agency, role):
    client.force_login(UserFactory(role=role))

    assert client.get("/quan-tri/", follow=True).status_code == 403


def test_a_controller_keeps_reference_data_only(client, agency, controller):
    client.force_login(controller)

    apps = client.get("/quan-tri/").context["app_list"]

    ours = [model["object_name"] for app in apps if app["app_label"] == "organization" for model in app["models"]]
    assert sorted(ours) == ["Agency", "Unit"]
    assert {app["app_label"] for app in apps} <= {
        "organization",
        "deadlines",
        "plans",
        "procedures",
        "reviews",
        "feedback",
    }
    for name in ("organization_user", "organization_auditevent", "outbox_message"):
        assert client.get(reverse(f"admin:{name}_changelist")).status_code == 403


def test_the_administrator_sees_the_house_and_nothing_of_the_libraries(admin_client):
    apps = admin_client.get("/quan-tri/").context["app_list"]

    registers = {"plans", "procedures", "reviews", "dossiers", "feedback"}
    assert {app["app_label"] for app in apps} <= {"organization", "outbox", "deadlines"} | registers
    ours = [model["object_name"] for app in apps if app["app_label"] == "organization" for model in app["models"]]
    assert sorted(ours) == ["Agency", "AuditEvent", "Unit", "User"]


PAGES = [
    "/quan-tri/",
    *(f"/quan-tri/organization/{path}" for path in ("unit/", "unit/add/", "user/", "user/add/", "auditevent/")),
    "/quan-tri/organization/agency/1/change/",
    "/quan-tri/outbox/message/",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_the_panel_is_vietnamese(admin_client, path):
    page = admin_client.get(path)

    assert page.status_code == 200
    assert english(page.content) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_the_panel_needs_inline_script_or_style(admin_client, path):
    page = admin_client.get(path).content.decode()

    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|<style|\sstyle=|\son\w+=", page) == []


def test_the_agency_is_one_row_that_opens_at_once(admin_client):
    assert admin_client.get("/quan-tri/organization/agency/")["Location"] == "/quan-tri/organization/agency/1/change/"
    assert admin_client.get("/quan-tri/organization/agency/add/").status_code == 403
    assert admin_client.get("/quan-tri/organization/agency/1/delete/").status_code == 403


def test_before_the_agency_is_declared_its_form_opens(client, administrator):
    client.force_login(administrator)

    assert client.get("/quan-tri/organization/agency/")["Location"] == "/quan-tri/organization/agency/add/"


def test_a_change_in_the_panel_says_old_and_new(admin_client, administrator):
    fields = {"name": "Sở Khoa học", "superior_name": "UBND tỉnh Mẫu", "place_name": "Tỉnh Mẫu", "symbol": "SKHCN"}

    admin_client.post("/quan-tri/organization/agency/1/change/", fields)

    event = AuditEvent.objects.of(Agency.current()).get()
    assert (event.action, event.actor_name) == ("organization.admin_changed", "Quản trị")
    assert event.changes == {"tên cơ quan": ["Sở Khoa học và Công nghệ", "Sở Khoa học"]}


def test_saving_without_a_change_leaves_no_trail(admin_client):
    unit = UnitFactory(name="Văn phòng")

    admin_client.post(
        f"/quan-tri/organization/unit/{unit.pk}/change/", {"name": "Văn phòng", "kind": "division", **NO_NAMES}
    )

    assert AuditEvent.objects.count() == 0


def test_other_names_and_members_of_a_group_are_in_the_trail(admin_client):
    group, office = UnitFactory(name="Các phòng", kind="group"), UnitFactory(name="Văn phòng")
    names = {"other_names-TOTAL_FORMS": 1, "other_names-INITIAL_FORMS": 0, "other_names-0-name": "Các Phòng, đơn vị"}
    fields = {"name": "Các phòng", "kind": "group", "grouped_units": [office.pk], **names}

    admin_client.post(f"/quan-tri/organization/unit/{group.pk}/change/", fields)

    assert AuditEvent.objects.of(group).get().changes == {
        "đơn vị trong nhóm": ["", "Văn phòng"],
        "tên gọi khác": ["", "Các Phòng, đơn vị"],
    }


def test_only_a_group_has_members(admin_client):
    office, other = UnitFactory(), UnitFactory()
    fields = {"name": "Phòng", "kind": "division", "grouped_units": [other.pk], **NO_NAMES}

    response = admin_client.post(f"/quan-tri/organization/unit/{office.pk}/change/", fields)

    assert response.context["adminform"].form.errors == {
        "grouped_units": ["Chỉ nhóm đơn vị mới có đơn vị trong nhóm. Hãy đổi loại hoặc bỏ chọn."]
    }


def test_a_deleted_unit_leaves_its_last_words(admin_client):
    unit = UnitFactory(name="Phòng tạm")
    pk = unit.pk

    admin_client.post(f"/quan-tri/organization/unit/{pk}/delete/", {"post": "yes"})

    event = AuditEvent.objects.get(target_type="organization.unit", target_id=str(pk))
    assert (event.action, event.target_label) == ("organization.admin_deleted", "Phòng tạm")
    assert not Unit.objects.filter(pk=pk).exists()


def test_units_deleted_together_leave_a_trail_each(admin_client):
    units = UnitFactory.create_batch(2)
    fields = {"action": "delete_selected", "_selected_action": [unit.pk for unit in units], "post": "yes"}

    admin_client.post("/quan-tri/organization/unit/", fields)

    assert AuditEvent.objects.filter(action="organization.admin_deleted").count() == 2


def test_a_new_account_has_no_password_and_its_person_gets_a_link(admin_client, django_capture_on_commit_callbacks):
    admin_client.post("/quan-tri/organization/user/add/", ACCOUNT)

    user = User.objects.get(username="nguyen.an")
    assert (user.has_usable_password(), user.email) == (False, "an@example.org")
    letter = Message.objects.get()
    assert (letter.subject, letter.to, letter.forget_body) == ("Đặt mật khẩu lần đầu", ["an@example.org"], True)
    assert english(letter.text) == []
    link = re.search(r"http://127.0.0.1:8000(\S+)", letter.text)[1]
    assert "Đặt mật khẩu" in admin_client.get(link, follow=True).content.decode()
    actions = [event.action for event in AuditEvent.objects.of(user)]
    assert sorted(actions) == ["organization.admin_added", "organization.invited"]


def test_the_first_password_mail_is_sent_again(admin_client, officer):
    fields = {"action": "send_first_password", "_selected_action": [officer.pk]}

    admin_client.post("/quan-tri/organization/user/", fields)

    assert Message.objects.get().to == [officer.email]
    assert AuditEvent.objects.of(officer).get().action == "organization.invited"


def test_a_closed_account_gets_no_link(admin_client, officer):
    officer.is_active = False
    officer.save()
    fields = {"action": "send_first_password", "_selected_action": [officer.pk]}

    page = admin_client.post("/quan-tri/organization/user/", fields, follow=True)

    assert "đang bị khóa nên không gửi" in page.content.decode()
    assert Message.objects.count() == 0


def test_a_lost_phone_is_taken_off_an_account(admin_client, officer):
    set_up_second_factor(officer)
    fields = {"action": "remove_second_factor", "_selected_action": [officer.pk]}

    admin_client.post("/quan-tri/organization/user/", fields)

    assert officer.authenticator_set.count() == 0
    assert AuditEvent.objects.of(officer).get().action == "organization.second_factor_removed"


def test_a_change_of_role_is_in_the_trail(admin_client, officer):
    fields = {**ACCOUNT, "username": officer.username, "email": officer.email, "unit": officer.unit_id}

    admin_client.post(
        f"/quan-tri/organization/user/{officer.pk}/change/",
        {**fields, "full_name": officer.full_name, "role": "controller"},
    )

    assert AuditEvent.objects.of(officer).get().changes == {"vai trò": ["Chuyên viên", "Bộ phận kiểm soát TTHC"]}


def test_no_page_of_an_account_shows_the_hash_of_its_password(admin_client, officer):
    officer.set_password("ba con trâu qua cầu")
    officer.save()

    for page in ("change", "history"):
        response = admin_client.get(f"/quan-tri/organization/user/{officer.pk}/{page}/")
        assert response.status_code == 200
        assert officer.password not in response.content.decode()


def test_nobody_closes_or_demotes_their_own_account(admin_client, administrator):
    fields = {**ACCOUNT, "username": administrator.username, "email": administrator.email, "role": "officer"}
    del fields["is_active"]

    admin_client.post(f"/quan-tri/organization/user/{administrator.pk}/change/", fields)

    administrator.refresh_from_db()
    assert (administrator.role, administrator.is_active) == ("administrator", True)


@pytest.mark.parametrize("name", ["NGUYEN.AN", "nguyen.an"])
def test_two_names_do_not_differ_by_capital_letters_alone(admin_client, name):
    UserFactory(username="nguyen.an", email="khac@example.org")

    response = admin_client.post("/quan-tri/organization/user/add/", {**ACCOUNT, "username": name})

    assert list(response.context["adminform"].form.errors) == ["username"]


def test_an_address_belongs_to_one_account(admin_client):
    UserFactory(email="an@example.org")

    response = admin_client.post("/quan-tri/organization/user/add/", ACCOUNT)

    assert "Địa chỉ thư điện tử này đã có tài khoản." in response.content.decode()
    assert User.objects.filter(email__iexact="an@example.org").count() == 1


def test_accounts_are_closed_not_deleted(admin_client, officer):
    assert admin_client.get(f"/quan-tri/organization/user/{officer.pk}/delete/").status_code == 403


def test_the_trail_is_read_only_for_the_administrator_too(admin_client, officer, now):
    event = audit.record(
        "outbox.resent", target=officer, by=officer, now=now, changes={"vai trò": ["cũ", "<b>mới</b>"]}
    )
    page = f"/quan-tri/organization/auditevent/{event.pk}"

    shown = admin_client.get(f"{page}/change/")
    assert "vai trò: cũ → &lt;b&gt;mới&lt;/b&gt;" in shown.content.decode()
    assert admin_client.post(f"{page}/change/", {"note": "x"}).status_code == 403
    assert admin_client.post(f"{page}/delete/", {"post": "yes"}).status_code == 403
    assert admin_client.get("/quan-tri/organization/auditevent/add/").status_code == 403


def test_the_trail_is_filtered_by_what_was_done(admin_client, officer, now):
    audit.record("outbox.resent", target=officer, by=None, now=now)
    audit.record("organization.invited", target=officer, by=None, now=now)

    page = admin_client.get("/quan-tri/organization/auditevent/?viec=outbox.resent")

    assert [event.action for event in page.context["cl"].result_list] == ["outbox.resent"]


def test_the_history_of_a_record_is_its_trail(admin_client, officer, now):
    audit.record("organization.invited", target=officer, by=None, now=now)

    page = admin_client.get(f"/quan-tri/organization/user/{officer.pk}/history/")

    assert "Gửi thư đặt mật khẩu lần đầu" in page.content.decode()


def test_a_password_is_changed_on_the_page_of_the_portal(admin_client):
    assert admin_client.get("/quan-tri/password_change/")["Location"] == "/tai-khoan/doi-mat-khau/"


def test_the_panel_registers_no_groups():
    from django.contrib.auth.models import Group

    assert not admin.site.is_registered(Group)
