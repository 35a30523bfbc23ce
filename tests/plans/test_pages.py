"""The pages of the plan: who sees what, what they say, how many queries they ask."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from files.models import StoredFile
from organization.models import AuditEvent, Unit
from plans.actions import tasks, work
from plans.actions.milestones import regenerate
from plans.models import Deliverable, Plan, Task
from tests.factories import UnitFactory, UserFactory
from tests.plans.conftest import SAMPLES
from tests.plans.factories import PlanFactory, SectionFactory, TaskFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
TABLE = "/noi-bo/ke-hoach/2026/"
TASK_7 = "/noi-bo/ke-hoach/2026/nhiem-vu/7/"
ROLES = ["officer", "focal_point", "controller", "leader", "administrator"]

EVERYBODY = [
    "/noi-bo/",
    "/noi-bo/ke-hoach/",
    TABLE,
    TABLE + "dong-thoi-gian/",
    TABLE + "van-ban/",
    TABLE + "nhat-ky/",
    TASK_7,
    TABLE + "tai-ve/ke-hoach.xlsx",
]
# {task} is the key of task 7: changes go by key, since numbers move in a draft.
CONTROLLERS = [
    "/noi-bo/ke-hoach/lap-moi/",
    "/noi-bo/ke-hoach/nhap/",
    TABLE + "lap-tu/",
    TABLE + "van-ban/sua/",
    TABLE + "sap-xep/",
    TABLE + "doi-chu-tri/",
    TABLE + "nhom-viec/them/",
    TABLE + "nhiem-vu/them/",
    "/noi-bo/ke-hoach/nhiem-vu/{task}/sua/",
    "/noi-bo/ke-hoach/nhiem-vu/{task}/bo/",
    TABLE + "huy/",
]
WORKERS = [f"/noi-bo/ke-hoach/nhiem-vu/{{task}}/{what}/" for what in ("ket-qua", "han", "phat-sinh")]


@pytest.mark.parametrize("url", [*EVERYBODY, *CONTROLLERS, *WORKERS])
def test_a_stranger_is_sent_to_sign_in(client, plan_2026, url):
    url = keyed(url)
    response = client.get(url)

    assert (response.status_code, response.url) == (302, f"/tai-khoan/dang-nhap/?next={url}")


def keyed(url, number=7):
    """The address with the key of a task of 2026."""
    return url.format(task=Task.objects.get(plan__year=2026, number=number).pk)


def change(what, number=7):
    return keyed(f"/noi-bo/ke-hoach/nhiem-vu/{{task}}/{what}/", number)


def answers(client, role, urls):
    client.force_login(UserFactory(role=role))
    return {url: client.get(keyed(url)).status_code for url in urls}


@pytest.mark.parametrize("role", ROLES)
def test_everybody_who_signs_in_sees_the_whole_plan(client, plan_2026, role):
    assert answers(client, role, EVERYBODY) == dict.fromkeys(EVERYBODY, 200)


@pytest.mark.parametrize("role", ROLES)
def test_only_controllers_change_the_table(client, plan_2026, role):
    expected = 200 if role == "controller" else 404

    assert answers(client, role, CONTROLLERS) == dict.fromkeys(CONTROLLERS, expected)


@pytest.mark.parametrize("role", ROLES)
def test_people_of_other_units_do_not_work_on_a_task(client, plan_2026, role):
    expected = 200 if role == "controller" else 404

    assert answers(client, role, WORKERS) == dict.fromkeys(WORKERS, expected)


def test_an_officer_of_another_unit_sees_no_way_to_edit(client, plan_2026):
    client.force_login(UserFactory(unit=Unit.objects.get(name="Phòng Quản lý khoa học")))

    page = client.get(TASK_7).content.decode()

    assert page.count("Ghi kết quả") == 0
    assert page.count("Bạn xem được nhiệm vụ này") == 1


def test_an_officer_records_for_the_group_that_the_unit_belongs_to(client, plan_2026):
    officer = UserFactory(unit=Unit.objects.get(name="Phòng Quản lý khoa học"))
    client.force_login(officer)
    url = change("ket-qua", 5)
    data = {"kind": "submission", "date": "20/11/2026", "title": "Đề xuất sáng kiến", "submission_key": "k"}

    response = client.post(url, data, follow=True)

    assert response.redirect_chain == [(TABLE + "nhiem-vu/5/", 302)]
    assert Deliverable.objects.get().recorded_by == officer


def test_the_table_shows_the_sixteen_tasks_in_seven_groups(client, plan_2021, officer):
    client.force_login(officer)

    response = client.get("/noi-bo/ke-hoach/2021/")

    assert [line.task.number for line in response.context["page"]] == list(range(1, 17))
    assert response.content.decode().count('scope="rowgroup"') == 7


def numbers(client, query):
    return [line.task.number for line in client.get(TABLE, query).context["page"]]


def test_filters_leave_what_they_name(client, plan_2026, officer):
    client.force_login(officer)
    office = Unit.objects.get(name="Văn phòng Sở")
    fourth = plan_2026.sections.get(number="IV")

    assert numbers(client, {"q": "khao sat hai long"}) == [14]
    assert numbers(client, {"q": "KHẢO SÁT"}) == [14]
    assert numbers(client, {"section": fourth.pk}) == [9, 10, 11]
    assert numbers(client, {"section": fourth.pk, "q": "bao cao"}) == [9, 10, 11]
    # Văn phòng Sở leads 3, supports 13, and acts in every task of the group "Các phòng, đơn vị trực thuộc".
    assert numbers(client, {"unit": office.pk}) == [1, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14, 15]
    assert numbers(client, {"unit": Unit.objects.get(name="Bưu điện").pk}) == [16]
    assert numbers(client, {"state": "done"}) == [1]
    assert len(numbers(client, {"state": "nonsense", "unit": "x", "trang": "zz"})) == 16


def test_a_filter_that_leaves_nothing_says_so(client, plan_2026, officer):
    client.force_login(officer)

    page = client.get(TABLE, {"q": "khong co gi nhu vay"}).content.decode()

    assert page.count("Không có nhiệm vụ nào khớp bộ lọc") == 1


def more_rows(many, by, now):
    """Rows of every kind that the pages show: late, silent, undated, helped with, with results and a story."""
    group = Unit.objects.get_or_create(name="Các phòng", kind="group")[0]
    for _ in range(many):
        PlanFactory(year=2001 + Plan.objects.count())
        plan = PlanFactory(year=2026, issued=True)
        for timing, kind in [("Quý 1/2026", "quarter"), ("Thường xuyên", "ongoing"), ("Sau Tết", "unread")]:
            unit = UnitFactory()
            group.grouped_units.add(unit)
            task = TaskFactory(plan=plan, section=SectionFactory(plan=plan), timing=timing, schedule_kind=kind)
            task.supporting_units.set([unit, group, by.unit])
            regenerate(task=task)
            task = Task.objects.get(pk=task.pk)
            work.record_deliverable(task=task, fields=result(task), by=by, now=now)


def result(task):
    milestone = task.milestones.first() if task.schedule_kind == "ongoing" else None
    return {
        "kind": "other",
        "number": "",
        "date": date(2026, 2, 2),
        "title": "Kết quả",
        "link": "",
        "milestone": milestone,
    }


LISTS = ["/noi-bo/", "/noi-bo/ke-hoach/", TABLE, TABLE + "dong-thoi-gian/", TABLE + "nhat-ky/", TABLE + "sap-xep/"]


@pytest.mark.parametrize("role", ["controller", "officer"])
@pytest.mark.parametrize("url", LISTS)
def test_a_list_asks_the_same_number_of_queries_for_one_row_and_for_five(client, now, url, role):
    viewer = UserFactory(role=role)
    recorder = UserFactory(role="controller", unit=viewer.unit)
    client.force_login(viewer)
    counted = []
    for many in (1, 4):
        more_rows(many, recorder, now)
        counted.append(queries_of(client, url))

    assert counted[0] == counted[1]


def test_a_task_page_asks_the_same_number_of_queries_for_any_story(client, controller, now):
    more_rows(1, controller, now)
    task = Task.objects.get(schedule_kind="ongoing")
    client.force_login(controller)
    counted = []
    for many in (1, 4):
        for _ in range(many):
            work.record_deliverable(task=task, fields=result(task) | {"milestone": None}, by=controller, now=now)
            event = {"title": "Phát sinh", "start_date": now.date(), "rule": None, "due_date": now.date()}
            work.add_event(task=task, by=controller, now=now, **event)
        counted.append(queries_of(client, task.get_absolute_url()))

    assert counted[0] == counted[1]


def test_an_illegal_form_keeps_what_was_typed_and_says_where(client, plan_2026, controller):
    client.force_login(controller)
    data = {"kind": "", "date": "32/13/2026", "title": "Quyết định còn dở", "link": "javascript:alert(1)"}

    response = client.post(change("ket-qua"), data)

    assert response.context["form"].errors == {
        "kind": ["Chọn loại kết quả."],
        "date": ["Nhập ngày theo dạng ngày/tháng/năm, ví dụ 24/04/2026."],
        "link": ["Nhập địa chỉ đầy đủ, bắt đầu bằng http:// hoặc https://."],
    }
    page = response.content.decode()
    assert page.count('value="Quyết định còn dở"') == 1
    assert page.count("<title>Lỗi: ") == 1
    assert Deliverable.objects.count() == 0


def test_a_file_of_a_wrong_kind_is_refused_at_its_field(client, plan_2026, controller):
    client.force_login(controller)
    bad = SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>")

    response = client.post(change("ket-qua"), {"kind": "other", "date": "20/11/2026", "title": "Ảnh", "upload": bad})

    assert list(response.context["form"].errors) == ["upload"]
    assert StoredFile.objects.count() == 0


def test_a_file_is_downloaded_and_never_shown(client, plan_2026, controller, officer):
    client.force_login(controller)
    good = SimpleUploadedFile("quyết định.pdf", (SAMPLES.parent / "tests/plans/mot-trang.pdf").read_bytes())
    client.post(change("ket-qua"), {"kind": "decision", "date": "20/11/2026", "title": "QĐ", "upload": good})
    client.force_login(officer)

    response = client.get(reverse("plans:download", args=[Deliverable.objects.get().pk]))

    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_note_appears_in_the_story(client, plan_2026, controller):
    client.force_login(controller)

    page = client.post(change("ghi-chu"), {"text": "Đã gọi <b>VNPT</b>"}, follow=True).content.decode()

    assert page.count("Đã gọi &lt;b&gt;VNPT&lt;/b&gt;") == 1


def test_a_get_changes_nothing(client, plan_2026, controller):
    client.force_login(controller)
    for name in ("submit", "close"):
        assert client.get(reverse(f"plans:{name}", args=[2026])).status_code == 405
    assert client.get(change("ghi-chu")).status_code == 405
    assert Plan.objects.get(year=2026).status == "issued"


def test_a_form_that_was_opened_before_numbers_moved_changes_its_own_task(client, plan_2021, controller, now):
    client.force_login(controller)
    seventh = plan_2021.tasks.get(number=7)
    url = reverse("plans:edit_task", args=[seventh.pk])
    page = client.get(url).context["form"]
    typed = {name: page.get_initial_for_field(field, name) or "" for name, field in page.fields.items()}
    typed |= {
        "section": seventh.section_id,
        "lead_unit": seventh.lead_unit_id,
        "title": "Lời mới",
        "supporting_units": [],
    }
    tasks.drop_task(task=plan_2021.tasks.get(number=3), by=controller, now=now)

    response = client.post(url, typed)

    assert response.url == "/noi-bo/ke-hoach/2021/nhiem-vu/6/"
    assert [task.title for task in plan_2021.tasks.filter(title="Lời mới")] == ["Lời mới"]
    assert plan_2021.tasks.get(title="Lời mới").pk == seventh.pk

    again = client.post(url, typed)
    assert again.context["form"].non_field_errors() == [
        "Người khác vừa sửa nội dung này. Hãy xem bản mới trong một thẻ khác rồi lưu lại."
    ]
    assert client.post(url, typed | {"revision": ""}).context["form"].errors.keys() == {"revision"}


def test_a_draft_made_by_mistake_is_taken_away_and_frees_its_year(client, plan_2021, controller):
    client.force_login(controller)

    response = client.post("/noi-bo/ke-hoach/2021/huy/", {"reason": "Nhập nhầm năm"})

    assert response.url == "/noi-bo/ke-hoach/"
    assert Plan.objects.count() == 0
    assert AuditEvent.objects.get(action="plans.discarded").note == "Nhập nhầm năm"
