"""The plan and its progress as they leave the house: PDF and Excel, word for word."""

import csv
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from deadlines.models import SpecialDay
from documents import actions as documents
from documents.models import Job
from organization.models import AuditEvent
from plans import papers
from plans.evidence import Evidence, Source
from plans.models import Plan, Task, TaskSource
from plans.views.papers import MOST_TASKS_AT_ONCE
from tests.documents.test_pdf import families
from tests.factories import UnitFactory
from tests.plans.conftest import SAMPLES
from tests.plans.factories import DeliverableFactory, PlanFactory, SectionFactory, TaskFactory

pytestmark = pytest.mark.django_db


def lines_2021():
    with (SAMPLES / "ke-hoach-2021.tsv").open(newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def pdf(paper, plan, today):
    data, content_type = papers.make({"paper": paper, "year": plan.year}, today)
    assert content_type == "application/pdf"
    return PdfReader(BytesIO(data))


def words(reader):
    """The text in one line, as when copied from the PDF."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def sheet(paper, plan, today):
    data, _ = papers.make({"paper": paper, "year": plan.year}, today)
    return load_workbook(BytesIO(data)).worksheets[0]


def rows_of(page, heading):
    """The values below the heading that begins with this word, empty cells as ""."""
    rows = [tuple(cell.value or "" for cell in row) for row in page.iter_rows()]
    start = next(place for place, row in enumerate(rows) if row[0] == heading)
    return rows[start + 1 :]


@pytest.fixture
def plan_of_200(agency):
    plan, unit = PlanFactory(year=2026), UnitFactory(name="Bộ phận KSTTHC")
    sections = [SectionFactory(plan=plan, number=number, title=f"NHÓM {number}") for number in ("I", "II", "III", "IV")]
    for number in range(1, 201):
        section = sections[(number - 1) // 50]
        TaskFactory(plan=plan, section=section, number=number, title=f"Nhiệm vụ thứ {number}", lead_unit=unit)
    return plan


# --- The plan as PDF ------------------------------------------------------------------------------------------


def test_the_plan_names_its_sixteen_tasks_in_order(plan_2021, today):
    text = words(pdf("ke-hoach.pdf", plan_2021, today)).replace(" ", "")

    places = [text.find(line["title"].replace(" ", "")) for line in lines_2021()]
    assert len(places) == 16
    assert places == sorted(set(places) - {-1})


def test_the_plan_names_its_seven_groups(plan_2021, today):
    text = words(pdf("ke-hoach.pdf", plan_2021, today)).replace(" ", "")

    titles = dict.fromkeys(line["section_title"].replace(" ", "") for line in lines_2021())
    assert [text.count(title) for title in titles] == [1] * 7


def test_a_draft_leaves_room_for_its_number_and_its_day(plan_2021, today):
    text = pdf("ke-hoach.pdf", plan_2021, today).pages[0].extract_text()

    assert text.count(f"Số:{' ' * 8}/{plan_2021.symbol}") == 1
    assert text.count(f"ngày{' ' * 5}tháng{' ' * 5}năm 2021") == 1


def test_an_issued_plan_has_its_number_and_its_day(plan_2026, today):
    text = pdf("ke-hoach.pdf", plan_2026, today).pages[0].extract_text()

    assert text.count(f"Số: 05/{plan_2026.symbol}") == 1
    assert text.count("ngày 12 tháng 01 năm 2026") == 1


@pytest.mark.parametrize("paper", ["ke-hoach.pdf", "tien-do.pdf"])
def test_a_paper_is_set_in_one_family(plan_2021, today, paper):
    assert len(families(pdf(paper, plan_2021, today))) == 1


def test_the_heading_of_a_long_table_stands_on_every_page(plan_of_200, today):
    pages = [" ".join(page.extract_text().split()) for page in pdf("ke-hoach.pdf", plan_of_200, today).pages]

    with_tasks = [page for page in pages if "Nhiệm vụ thứ" in page]
    assert len(with_tasks) > 5
    assert [page.count("Nội dung công việc") for page in with_tasks] == [1] * len(with_tasks)


# --- The plan as a workbook -----------------------------------------------------------------------------------


def test_the_workbook_can_be_printed_and_scrolled(plan_2021, today):
    page = sheet("ke-hoach.xlsx", plan_2021, today)

    assert (page.freeze_panes, page.print_title_rows) == ("A4", "$3:$3")
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    # Title, number and heading, then 7 groups and 16 tasks.
    assert page.print_area == f"'{page.title}'!$A$1:$F$26"


def test_the_workbook_holds_the_plan_word_for_word(plan_2021, today):
    expected, group = [], None
    for line in lines_2021():
        if line["section"] != group:
            group = line["section"]
            expected.append((group, line["section_title"], "", "", "", ""))
        texts = [line[name] for name in ("title", "lead", "support", "deliverable", "timing")]
        expected.append((int(line["number"]), *texts))

    assert len(expected) == 16 + 7
    assert rows_of(sheet("ke-hoach.xlsx", plan_2021, today), "Số TT") == expected


def test_a_title_that_looks_like_a_formula_stays_text(plan_2021, today):
    Task.objects.filter(plan=plan_2021, number=3).update(title="=1+1")

    page = sheet("ke-hoach.xlsx", plan_2021, today)

    (cell,) = [cell for row in page.iter_rows() for cell in row if cell.value == "=1+1"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


# --- How far it has come --------------------------------------------------------------------------------------


def progress_of(number, plan, today):
    rows = rows_of(sheet("tien-do.xlsx", plan, today), "Số TT")
    return next(row for row in rows if row[0] == number)


def test_progress_shows_the_state_and_the_evidence(plan_2026, today):
    first, seventh, fourteenth = (progress_of(number, plan_2026, today) for number in (1, 7, 14))

    assert first[4:6] == ("Hoàn thành", "Kế hoạch số 05/KH-SKHCN đã ban hành")
    assert seventh[4:6] == ("Chưa đến hạn", "Chưa có lượt công khai nào đến hạn")
    assert fourteenth[5] == ""


def one_overdue_one_late(tasks):
    return {task.pk: Evidence(3, 5, 2, "/", "Đúng hạn 3/5 lượt đến hạn", owed=1, overdue=1) for task in tasks}


ANNOUNCED = [Source("procedures.publications", "Đăng tải", one_overdue_one_late)]


def test_progress_says_how_much_is_overdue_and_how_much_was_late(plan_2026, today, settings):
    settings.EVIDENCE = [f"{__name__}.ANNOUNCED"]

    seventh = progress_of(7, plan_2026, today)

    assert seventh[4:6] == ("Quá hạn", "Đúng hạn 3/5 lượt đến hạn; 1 quá hạn; 1 chậm hạn")


def test_progress_says_how_late_a_task_is(plan_2026, today):
    calendar, due_date = SpecialDay.objects.calendar(), plan_2026.tasks.get(number=4).milestones.get().due_date

    days = calendar.working_days_between(due_date, today)
    assert progress_of(4, plan_2026, today)[3:5] == ("31/03/2026", f"Quá hạn {days} ngày làm việc")


def test_progress_lists_what_was_produced_and_leaves_out_what_was_withdrawn(plan_2026, today, controller, now):
    task = plan_2026.tasks.get(number=6)
    DeliverableFactory(task=task, number="45/QĐ-UBND")
    DeliverableFactory(task=task, title="Nhầm", withdrawn_at=now, withdrawn_by=controller)

    in_words = "Quyết định số 45/QĐ-UBND ngày 02/03/2026: Quyết định công bố thủ tục"
    assert progress_of(6, plan_2026, today)[6] == in_words
    text = words(pdf("tien-do.pdf", plan_2026, today)).replace(" ", "")
    assert text.count(in_words.replace(" ", "")) == 1


def test_the_progress_report_counts_and_dates_itself(plan_2026, today):
    TaskSource.objects.create(task=plan_2026.tasks.get(number=14), key="surveys.responses", position=1)
    text = words(pdf("tien-do.pdf", plan_2026, today))

    assert text.count("đến ngày 23/11/2026") == 1
    assert text.count("Tổng số 16 nhiệm vụ") == 1
    assert text.count("Chưa có nguồn số liệu") == 1


# --- The way out ----------------------------------------------------------------------------------------------

NAMES = {
    "ke-hoach.pdf": "ke-hoach-kstthc-2021.pdf",
    "ke-hoach.xlsx": "ke-hoach-kstthc-2021.xlsx",
    "tien-do.pdf": "tinh-hinh-thuc-hien-ke-hoach-kstthc-2021.pdf",
    "tien-do.xlsx": "tinh-hinh-thuc-hien-ke-hoach-kstthc-2021.xlsx",
}


@pytest.mark.parametrize("paper", NAMES)
def test_a_file_is_named_for_what_it_is(client, officer, plan_2021, paper):
    client.force_login(officer)

    response = client.get(reverse("plans:paper", args=[2021, paper]))

    assert response["Content-Disposition"] == f'attachment; filename="{NAMES[paper]}"'
    assert response["Content-Type"] == papers.PAPERS[paper].content_type
    assert response.content[:4] == (b"%PDF" if paper.endswith("pdf") else b"PK\x03\x04")
    assert Job.objects.count() == 0


def test_a_paper_that_nobody_makes_is_not_there(client, officer, plan_2021):
    client.force_login(officer)

    assert client.get("/noi-bo/ke-hoach/2021/tai-ve/ke-hoach.exe").status_code == 404
    assert client.get("/noi-bo/ke-hoach/2019/tai-ve/ke-hoach.pdf").status_code == 404


def test_a_plan_of_200_tasks_goes_to_a_job_and_comes_out(client, officer, plan_of_200, now):
    client.force_login(officer)
    url = reverse("plans:paper", args=[2026, "ke-hoach.pdf"])
    assert client.get(url).content.decode().count("Tạo tệp") == 1
    assert Job.objects.count() == 0  # asking changes nothing

    response = client.post(url)

    job = Job.objects.get()
    assert (response.status_code, response.url) == (302, job.get_absolute_url())
    assert (job.title, job.back_url) == ("kế hoạch năm 2026 (PDF)", "/noi-bo/ke-hoach/2026/")
    assert documents.make(job_id=job.pk, now=now) is True
    response = client.get(reverse("documents:download", args=[job.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="ke-hoach-kstthc-2026.pdf"'
    assert b"".join(response.streaming_content).startswith(b"%PDF-1.7")


def test_a_workbook_of_200_tasks_is_made_at_once(client, officer, plan_of_200):
    client.force_login(officer)

    page = load_workbook(BytesIO(client.get(reverse("plans:paper", args=[2026, "ke-hoach.xlsx"])).content)).worksheets[
        0
    ]

    assert [row[0] for row in rows_of(page, "Số TT") if isinstance(row[0], int)] == list(range(1, 201))


@pytest.mark.parametrize(("tasks", "jobs"), [(MOST_TASKS_AT_ONCE, 0), (MOST_TASKS_AT_ONCE + 1, 1)])
def test_only_a_plan_longer_than_the_limit_waits(client, officer, agency, tasks, jobs):
    section, unit = SectionFactory(plan=PlanFactory()), UnitFactory()
    TaskFactory.create_batch(tasks, plan=section.plan, section=section, lead_unit=unit)
    client.force_login(officer)

    client.post(reverse("plans:paper", args=[2026, "ke-hoach.pdf"]))

    assert Job.objects.count() == jobs


def test_a_plan_that_is_gone_ends_its_job_with_a_sentence(client, officer, plan_of_200, now):
    client.force_login(officer)
    client.post(reverse("plans:paper", args=[2026, "ke-hoach.pdf"]))
    Plan.objects.update(year=2027)

    documents.make(job_id=Job.objects.get().pk, now=now)

    assert Job.objects.get().error == "Kế hoạch năm 2026 không còn trong hệ thống."


@pytest.mark.parametrize("many", [1, 5])
def test_a_paper_asks_the_same_number_of_queries_for_any_number_of_tasks(
    agency, today, many, django_assert_num_queries
):
    section, unit = SectionFactory(plan=PlanFactory()), UnitFactory()
    for task in TaskFactory.create_batch(many, plan=section.plan, section=section, lead_unit=unit):
        DeliverableFactory(task=task)

    with django_assert_num_queries(8):
        papers.make({"paper": "tien-do.xlsx", "year": 2026}, today)
    assert AuditEvent.objects.count() == 0
