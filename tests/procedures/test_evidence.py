"""How far the registers say that the tasks of the plan are: counted from real rows, each year for itself."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from deadlines import actions as calendar
from deadlines.models import Period
from dossiers.models import DossierCount
from plans import board
from plans import evidence as questions
from plans.models import Plan, Task
from plans.states import State
from procedures import evidence
from procedures.actions import decisions, drafting, publishing, repairs
from procedures.item_changes import ItemChange
from reviews.models import Proposal, Review, ReviewPlan
from tests.factories import UnitFactory
from tests.plans.factories import PlanFactory, TaskFactory
from tests.procedures.factories import FieldFactory, ProcedureFactory

LINK = "https://csdl.dichvucong.gov.vn/1"
NATIONAL, PORTAL, CENTRE = "CSDL quốc gia", "Cổng DVC quốc gia", "TT PVHCC"  # the three of task 7


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def province(enter, new):
    """Signed on 02/11/2026: due on the 5th and the 9th."""
    return enter([new("1.000001", "Cấp giấy phép tiến hành công việc bức xạ")])


@pytest.fixture
def entered(enter, kinds, x_ray):
    """Enter a decision of the ministry, received on the day of its signature."""

    def entered(number, signed, **given):
        days = {"sign_date": signed, "received_date": signed, "effective_date": signed, **given}
        return enter([ItemChange(kinds["amend"], x_ray)], level="ministry", number=number, **days)

    return entered


def task(source, year=2026, **fields):
    return TaskFactory(plan=PlanFactory(year=year, issued=True), sources=[source], **fields)


def found(source, year=2026):
    one = task(source, year)
    return questions.deciding(questions.gather([one])[one.pk])


def counted(one):
    return {"done": one.done, "total": one.total, "late": one.late, "owed": one.owed, "overdue": one.overdue}


def publish(decision, channel, day, by, now):
    row = decision.publications.get(channel__short_name=channel)
    proof = {"link": LINK} if row.channel.is_electronic else {"note": "Bảng tin tầng 1"}
    return publishing.tick(publication=row, done_date=day, by=by, now=now, **proof)


# Tasks 7 and 8: publications.


def test_publications_are_counted_in_time_of_those_due(province, controller, now):
    publish(province, NATIONAL, date(2026, 11, 9), controller, now)  # on the last day
    publish(province, CENTRE, date(2026, 11, 6), controller, now)  # a day late; the third is overdue

    one = found("procedures.publications")

    assert counted(one) == {"done": 1, "total": 3, "late": 2, "owed": 1, "overdue": 1}
    assert one.words == "Đúng hạn 1/3 lượt đến hạn; đã công khai 1 lượt điện tử, 1 lượt niêm yết"
    assert (one.last_date, one.is_complete) == (date(2026, 11, 9), False)
    assert one.url == "/noi-bo/cong-khai/?nam=2026&nhom=procedures.publications"


def test_postings_are_counted_apart(province, controller, now):
    publish(province, "Bộ phận TN&TKQ", date(2026, 11, 4), controller, now)

    one = found("procedures.postings")

    assert counted(one) == {"done": 1, "total": 4, "late": 3, "owed": 3, "overdue": 3}
    assert one.url == "/noi-bo/cong-khai/?nam=2026&nhom=procedures.postings"


def test_a_publication_is_overdue_from_the_day_after_its_due_date(province):
    with time_machine.travel("2026-11-09 23:00+07:00"):
        last_day = found("procedures.publications")
    with time_machine.travel("2026-11-10 00:30+07:00"):
        next_day = found("procedures.publications")

    assert (last_day.overdue, next_day.overdue) == (1, 3)


def test_a_decision_of_yesterday_is_owed_but_not_due(enter, new):
    enter([new("1.000001", "Cấp giấy phép")], sign_date=date(2026, 11, 20), effective_date=date(2026, 11, 27))

    one = found("procedures.publications")

    assert counted(one) == {"done": 0, "total": 0, "late": 0, "owed": 3, "overdue": 0}
    assert one.words == "Chưa có lượt công khai nào đến hạn"


def test_what_was_done_late_is_late_for_ever_and_owed_no_more(province, controller, now):
    for channel in (NATIONAL, PORTAL, CENTRE):
        publish(province, channel, date(2026, 11, 23), controller, now)

    one = found("procedures.publications")

    assert counted(one) == {"done": 0, "total": 3, "late": 3, "owed": 0, "overdue": 0}
    assert (one.done_late, one.is_complete) == (3, True)


def test_links_that_broke_are_named(province, controller, now):
    row = publish(province, NATIONAL, date(2026, 11, 9), controller, now)
    repairs.open_repair(row, day=date(2026, 11, 20))

    assert found("procedures.publications").words.endswith("; 1 liên kết hỏng, sai lệch")


def test_withdrawn_decisions_count_for_nothing(province, controller, now):
    publish(province, NATIONAL, date(2026, 11, 9), controller, now)
    decisions.withdraw(decision=province, reason="Nhập nhầm", by=controller, now=now)

    assert counted(found("procedures.publications")) == {"done": 0, "total": 0, "late": 0, "owed": 0, "overdue": 0}


def test_each_year_is_counted_for_itself(enter, new, province, controller, now):
    early = {"sign_date": date(2025, 12, 30), "effective_date": date(2026, 1, 15)}
    old = enter([new("1.000002", "Gia hạn giấy phép")], number="9/QĐ-UBND", **early)
    publish(old, NATIONAL, date(2026, 1, 5), controller, now)
    tasks = [task("procedures.publications", year) for year in (2024, 2025, 2026)]

    years = questions.gather(tasks)

    found = [questions.deciding(years[one.pk]) for one in tasks]
    assert [(one.done, one.total) for one in found] == [(0, 0), (1, 3), (0, 3)]


def test_a_closed_plan_is_counted_as_on_the_day_it_was_closed(province, controller, now):
    publish(province, NATIONAL, date(2026, 11, 9), controller, now)
    publish(province, PORTAL, date(2026, 11, 9), controller, now)
    one = task("procedures.publications")
    Plan.objects.update(status=Plan.Status.CLOSED, closed_at=now.replace(day=6), closed_by=controller)
    one = Task.objects.select_related("plan").get(pk=one.pk)

    on_the_6th = questions.deciding(questions.gather([one])[one.pk])

    # On the 6th nothing was public yet, and of the three only the one of the 5th was overdue.
    assert counted(on_the_6th) == {"done": 0, "total": 1, "late": 1, "owed": 3, "overdue": 1}


def test_an_overdue_publication_makes_the_task_of_the_plan_late_in_words(client, province, controller):
    seventh = task("procedures.publications", number=7, schedule_kind="event", timing="Khi có quyết định")
    client.force_login(controller)

    line = board.lines(Task.objects.filter(pk=seventh.pk), today=date(2026, 11, 23))[0]
    pages = [client.get(url).content.decode() for url in (seventh.plan.get_absolute_url(), seventh.get_absolute_url())]

    assert line.task_state.state == State.LATE
    for page in pages:
        assert page.count('<span class="state state-late">3 quá hạn</span>') == 1
        assert page.count('<span class="state state-late">Quá hạn</span>') == 1


# Task 6: decisions of the ministry.


def test_decisions_of_the_ministry_are_followed_of_those_that_must_be(enter, kinds, x_ray, entered, controller, now):
    followed, late, needless, _ = [
        entered(f"{number}/QĐ-BKHCN", day)
        for number, day in enumerate([date(2026, 10, 19), date(2026, 3, 2), date(2026, 4, 1), date(2026, 11, 20)])
    ]
    entered("9/QĐ-BKHCN", date(2026, 5, 4))  # waits, ten working days long
    for ministry in (followed, late):
        enter([ItemChange(kinds["amend"], x_ray)], follows=ministry, number=f"{ministry.pk}/QĐ-UBND")
    drafting.mark_not_needed(decision=needless, reason="Không thuộc tỉnh", by=controller, now=now)

    one = found("procedures.decisions")

    # The one of March was announced in November; of the two that wait, the one of May is overdue.
    assert counted(one) == {"done": 2, "total": 4, "late": 2, "owed": 2, "overdue": 1}
    assert one.words == "2/4 quyết định của Bộ đã được công bố; 1 không phải công bố"
    assert (one.last_date, one.url) == (date(2026, 11, 2), "/noi-bo/quyet-dinh/?cap=ministry&nam=2026")


def test_what_the_ministry_decided_and_nobody_here_needs_is_no_work(entered, controller, now):
    nothing = found("procedures.decisions").words
    ministry = entered("1/QĐ-BKHCN", date(2026, 4, 1))
    drafting.mark_not_needed(decision=ministry, reason="Không thuộc tỉnh", by=controller, now=now)

    one = found("procedures.decisions")

    assert (nothing, one.words) == ("Chưa có quyết định nào của Bộ", "1 quyết định của Bộ không phải công bố")
    assert counted(one) == {"done": 0, "total": 0, "late": 0, "owed": 0, "overdue": 0}


def test_a_province_decision_that_was_taken_back_follows_nothing(enter, kinds, x_ray, entered, controller, now):
    ministry = entered("1/QĐ-BKHCN", date(2026, 10, 19))
    answer = enter([ItemChange(kinds["amend"], x_ray)], follows=ministry)
    before = found("procedures.decisions").done
    decisions.withdraw(decision=answer, reason="Nhập nhầm", by=controller, now=now)

    assert (before, found("procedures.decisions").done) == (1, 0)


def test_an_overdue_draft_makes_the_ongoing_task_late(entered):
    entered("1/QĐ-BKHCN", date(2026, 5, 4))
    sixth = task("procedures.decisions", schedule_kind="ongoing", timing="Thường xuyên")

    line = board.lines(Task.objects.filter(pk=sixth.pk), today=date(2026, 11, 23))[0]

    assert (line.task_state.state, line.found.overdue) == (State.LATE, 1)


# Tasks 4 and 5: reviews and proposals.


@pytest.fixture
def review_plan(register, controller, now):
    return ReviewPlan.objects.create(year=2026, created_at=now, created_by=controller)


def review(plan, by, now, due, done=None, **fields):
    recorded = {"completed_at": now, "completed_by": by} if done else {}
    return Review.objects.create(
        plan=plan,
        procedure=ProcedureFactory(),
        unit=UnitFactory(),
        grounds="province",
        start_date=date(2026, 3, 1),
        due_date=due,
        done_date=done,
        created_at=now,
        created_by=by,
        **recorded,
        **fields,
    )


def test_reviews_are_counted_of_the_year_s_plan(review_plan, controller, now):
    june, december = date(2026, 6, 15), date(2026, 12, 15)
    review(review_plan, controller, now, june, done=date(2026, 6, 15))
    review(review_plan, controller, now, june, done=date(2026, 7, 1))
    review(review_plan, controller, now, june)
    review(review_plan, controller, now, december)
    review(review_plan, controller, now, june, withdrawn_at=now, withdrawn_by=controller)

    one = found("reviews.reviews")

    assert counted(one) == {"done": 2, "total": 4, "late": 2, "owed": 2, "overdue": 1}
    assert (one.words, one.last_date) == ("2/4 thủ tục đã rà soát", date(2026, 7, 1))
    assert one.url == reverse("reviews:plan", args=[2026])
    assert found("reviews.reviews", 2025).words == "Chưa có thủ tục nào trong kế hoạch rà soát"


def propose(year, by, now, **fields):
    return Proposal.objects.create(
        year=year,
        unit=UnitFactory(),
        kind="connect",
        title="Liên thông cấp phép",
        content="Bớt một lần đi lại",
        proposed_date=date(year, 5, 4),
        recorded_at=now,
        recorded_by=by,
        **fields,
    )


def test_proposals_are_counted_with_those_accepted(register, controller, now):
    propose(2026, controller, now)
    propose(2026, controller, now, outcome="accepted", outcome_date=date(2026, 6, 1))
    propose(2025, controller, now)
    propose(2026, controller, now, withdrawn_at=now, withdrawn_by=controller)

    one = found("reviews.proposals")

    assert (one.done, one.total, one.overdue) == (2, 2, 0)
    assert one.words == "2 sáng kiến, đề xuất; 1 được chấp thuận"
    assert one.url == "/noi-bo/ra-soat/sang-kien/?nam=2026"
    assert found("reviews.proposals", 2024).words == "Chưa có sáng kiến, đề xuất nào"


# Tasks 10 and 16: dossiers.


@pytest.fixture
def dossiers(register, controller, now):
    """Two quarters of a field, and the half-year that holds both."""
    calendar.make_periods(year=2026)
    common = {"field": FieldFactory(), "recorded_at": now, "recorded_by": controller}

    def count(kind, number, **given):
        period = Period.objects.get(year=2026, kind=kind, number=number)
        return DossierCount.objects.create(period=period, **common, **given)

    count("quarter", 1, online=6, counter=2, post=2, early=5, on_time=3, late=1, pending_in_time=1, returned_by_post=2)
    count("quarter", 2, carried_over=1, online=9, post=1, early=11, returned_by_post=4)
    count("half", 1, online=15, counter=2, post=3, early=16, on_time=3, late=1, returned_by_post=6)


def test_dossiers_are_counted_once_by_quarters(dossiers):
    one = found("dossiers.columns")

    assert counted(one) == {"done": 19, "total": 20, "late": 1, "owed": None, "overdue": 0}
    assert one.words == "19/20 hồ sơ giải quyết trước hạn, đúng hạn"
    assert (one.last_date, one.url) == (date(2026, 6, 14), "/noi-bo/so-lieu/?nam=2026")


def test_dossiers_that_were_late_are_history_and_make_no_task_late(dossiers):
    tenth = task("dossiers.columns", schedule_kind="ongoing", timing="Thường xuyên")

    line = board.lines(Task.objects.filter(pk=tenth.pk), today=date(2026, 6, 20))[0]

    assert (line.task_state.state, line.found.done_late) == (State.GOING, 1)


def test_dossiers_by_post_are_counted_of_those_received(dossiers):
    one = found("dossiers.by_post")

    assert (one.done, one.total, one.late) == (3, 20, 0)
    assert one.words == "3/20 hồ sơ nhận qua bưu chính; 6 kết quả trả qua bưu chính"


def test_a_year_without_counts_says_so(register):
    assert found("dossiers.columns").words == "Chưa có số liệu hồ sơ"


# What it costs.

SOURCES = [source.key for source in evidence.SOURCES]


@pytest.mark.parametrize("many", [1, 5])
@pytest.mark.parametrize("source", SOURCES)
def test_a_source_asks_one_query_for_any_number_of_tasks_rows_and_years(
    source, many, province, entered, controller, now, django_assert_num_queries
):
    for number in range(many):
        entered(f"{number}/QĐ-BKHCN", date(2026, 11, 16))
    tasks = [task(source, 2026 - place // 2) for place in range(many)]
    tasks = list(
        Task.objects.filter(pk__in=[one.pk for one in tasks]).select_related("plan").prefetch_related("sources")
    )

    with django_assert_num_queries(1):
        assert len(questions.gather(tasks)) == many
