"""Proposals to simplify: writing them down, what came of them, finding them again."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook

from core.refusals import NotAllowed
from organization.models import AuditEvent
from reviews.actions import proposals
from reviews.models import Proposal
from tests.factories import UnitFactory, UserFactory
from tests.markup import markup
from tests.procedures.factories import VersionFactory
from tests.queries import queries_of
from tests.reviews.factories import ProposalFactory, ReviewFactory, ReviewPlanFactory
from tests.together import together

pytestmark = pytest.mark.django_db
LIST = "/noi-bo/ra-soat/sang-kien/"
ADD = f"{LIST}them/"
TYPED = {
    "kind": "amend",
    "title": "Bớt bản sao",
    "content": "Tra cứu được.",
    "proposed_date": "12/06/2026",
    "document_number": "CV 7",
}


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def control(client, register):
    client.force_login(UserFactory(role="controller"))
    return client


def html(response):
    return markup(response)


def fields(unit, **given):
    usual = {
        "unit": unit,
        "procedure": None,
        "kind": "other",
        "title": "Trả kết quả qua tin nhắn",
        "content": "Đỡ phải đến.",
        "proposed_date": date(2026, 6, 12),
        "document_number": "",
    }
    return usual | given


def settle(proposal, by, now, **given):
    usual = {"outcome": "accepted", "outcome_date": date(2026, 7, 1), "outcome_note": "CV 9"}
    return proposals.settle(proposal=proposal, by=by, now=now, **usual | given)


# --- Writing down


def test_a_person_proposes_for_their_own_unit_and_the_control_unit_for_any(register, officer, controller, now):
    own = proposals.propose(fields=fields(officer.unit), by=officer, now=now)
    other = proposals.propose(fields=fields(UnitFactory()), by=controller, now=now)

    assert (own.year, own.outcome, own.recorded_by, other.recorded_by) == (2026, "pending", officer, controller)


@pytest.mark.parametrize("role", ["officer", "leader", "administrator"])
def test_nobody_proposes_in_the_name_of_another_unit(register, role, now):
    with pytest.raises(NotAllowed, match="đơn vị mình"):
        proposals.propose(fields=fields(UnitFactory()), by=UserFactory(role=role), now=now)


def test_a_proposal_from_a_review_counts_in_the_year_of_its_plan(register, controller, now):
    review = ReviewFactory(plan=ReviewPlanFactory(year=2025), start_date=date(2025, 1, 1), due_date=date(2025, 12, 1))

    made = proposals.propose(
        fields=fields(review.unit, procedure=review.procedure), review=review, by=controller, now=now
    )

    assert (made.year, made.review) == (2025, review)


def test_a_proposal_about_another_procedure_comes_from_no_review(register, controller, now):
    review, other = ReviewFactory(), VersionFactory().procedure

    made = proposals.propose(fields=fields(review.unit, procedure=other), review=review, by=controller, now=now)

    assert made.review is None


def test_the_same_form_sent_twice_makes_one_proposal(register, controller, now):
    unit = UnitFactory()
    first, second = (
        proposals.propose(fields=fields(unit), by=controller, now=now, submission_key="k") for _ in range(2)
    )

    assert (first, Proposal.objects.count()) == (second, 1)


@pytest.mark.django_db(transaction=True)
def test_of_eight_forms_sent_at_once_one_proposal_comes(register, controller, now):
    unit = UnitFactory()

    results = together(
        8, lambda: proposals.propose(fields=fields(unit), by=controller, now=now, submission_key="k") and None
    )

    assert results == ["won"] * 8
    assert (Proposal.objects.count(), AuditEvent.objects.filter(action="reviews.proposed").count()) == (1, 1)


def test_nothing_is_proposed_tomorrow(register, controller, now):
    with pytest.raises(NotAllowed, match="không thể sau hôm nay"):
        proposals.propose(fields=fields(UnitFactory(), proposed_date=date(2026, 11, 24)), by=controller, now=now)


# --- Changing, settling, taking back


def test_an_edited_proposal_says_what_changed_and_is_not_written_over_unseen(register, now):
    proposal = ProposalFactory(title="Cũ")
    mine = UserFactory(unit=proposal.unit)

    proposals.edit_proposal(proposal=proposal, fields=fields(proposal.unit), by=mine, now=now, revision=1)

    event = AuditEvent.objects.of(proposal).get(action="reviews.proposal_edited")
    assert event.changes["tên sáng kiến, đề xuất"] == ["Cũ", "Trả kết quả qua tin nhắn"]
    with pytest.raises(NotAllowed, match="Người khác vừa sửa"):
        proposals.edit_proposal(proposal=proposal, fields=fields(proposal.unit), by=mine, now=now, revision=1)


def test_an_outcome_is_recorded_by_the_control_unit_with_its_day(register, controller, now):
    proposal = ProposalFactory()
    with pytest.raises(NotAllowed, match="Chỉ Bộ phận kiểm soát TTHC"):
        settle(proposal, UserFactory(unit=proposal.unit), now)

    settle(proposal, controller, now)

    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.outcome_date) == ("accepted", date(2026, 7, 1))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"outcome_date": None}, "Nhập ngày có kết quả"),
        ({"outcome_date": date(2026, 11, 24)}, "không thể sau hôm nay"),
        ({"outcome_date": date(2026, 6, 11)}, "không thể trước ngày đề xuất"),
    ],
)
def test_a_day_of_the_outcome_that_cannot_be_is_refused(register, controller, now, given, words):
    with pytest.raises(NotAllowed, match=words):
        settle(ProposalFactory(), controller, now, **given)


def test_an_outcome_recorded_by_mistake_waits_again_without_a_day(register, controller, now):
    proposal = ProposalFactory()
    settle(proposal, controller, now)

    settle(proposal, controller, now, outcome="pending", outcome_note="")

    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.outcome_date) == ("pending", None)


def test_a_proposal_with_an_outcome_is_the_control_units_to_change(register, controller, now):
    proposal = ProposalFactory()
    mine = UserFactory(unit=proposal.unit)
    settle(proposal, controller, now)

    with pytest.raises(NotAllowed, match="khi chưa có kết quả"):
        proposals.edit_proposal(proposal=proposal, fields=fields(proposal.unit), by=mine, now=now)
    late = fields(proposal.unit, proposed_date=date(2026, 7, 2))
    with pytest.raises(NotAllowed, match="Ngày đề xuất không thể sau ngày có kết quả"):
        proposals.edit_proposal(proposal=proposal, fields=late, by=controller, now=now)


def test_a_withdrawn_proposal_counts_no_more_and_changes_no_more(register, controller, now):
    proposal = ProposalFactory()
    with pytest.raises(NotAllowed, match="Ghi lý do"):
        proposals.withdraw_proposal(proposal=proposal, reason=" ", by=controller, now=now)

    proposals.withdraw_proposal(proposal=proposal, reason="Trùng", by=controller, now=now)

    assert Proposal.objects.current().count() == 0
    with pytest.raises(NotAllowed, match="đã được rút"):
        settle(proposal, controller, now)


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_settle_at_once_one_wins(register, controller, now):
    proposal = ProposalFactory()

    results = together(8, lambda: settle(proposal, controller, now, revision=1))

    assert sorted(results) == ["refused"] * 7 + ["won"]


# --- Pages


def test_whoever_has_not_signed_in_is_sent_to_sign_in(client, register):
    own = ProposalFactory().get_absolute_url()
    urls = [LIST, ADD, f"{LIST}danh-sach.xlsx", own, f"{own}sua/", f"{own}ket-qua/", f"{own}rut/"]

    assert {client.get(url).url.split("?")[0] for url in urls} == {"/tai-khoan/dang-nhap/"}


def test_everybody_reads_the_unit_changes_and_the_control_unit_settles(client, register):
    proposal = ProposalFactory()
    own = proposal.get_absolute_url()
    urls = [LIST, f"{LIST}danh-sach.xlsx", own, ADD, f"{own}sua/", f"{own}rut/", f"{own}ket-qua/"]

    def statuses(user):
        client.force_login(user)
        return [client.get(url).status_code for url in urls]

    assert statuses(UserFactory(role="controller")) == [200] * 7
    assert statuses(UserFactory(unit=proposal.unit)) == [200] * 6 + [404]
    assert statuses(UserFactory()) == [200] * 4 + [404] * 3
    assert statuses(UserFactory(role="leader", unit=proposal.unit)) == [200] * 3 + [404] * 4


def test_an_officer_writes_for_their_unit_whatever_unit_is_sent(client, register):
    user, other = UserFactory(), UnitFactory()
    client.force_login(user)

    response = client.post(ADD, TYPED | {"unit": other.pk, "submission_key": "k"}, follow=True)

    made = Proposal.objects.get()
    assert (made.unit, made.proposed_date, made.document_number) == (user.unit, date(2026, 6, 12), "CV 7")
    assert "Đã ghi sáng kiến, đề xuất." in html(response)


def test_a_proposal_from_a_review_is_about_its_procedure_and_stands_on_its_page(client, register):
    review = ReviewFactory()
    client.force_login(UserFactory(unit=review.unit))
    url = f"{ADD}?ra_soat={review.pk}"
    begun = client.get(url).context["form"]

    client.post(url, TYPED | {"procedure": begun["procedure"].value(), "submission_key": "k"})

    made = Proposal.objects.get()
    assert (made.review, made.procedure) == (review, review.procedure)
    assert "Bớt bản sao" in html(client.get(review.get_absolute_url()))


def test_a_procedure_is_searched_and_chosen_with_everything_typed_kept(control):
    version = VersionFactory(name="Khai báo thiết bị X-quang")
    begun = TYPED | {"proposed_date": "sai", "submission_key": "k"}

    searched = control.post(ADD, begun | {"tim": "1", "q": "khai bao x quang"})
    chosen = control.post(ADD, begun | {"chon": version.procedure_id, "q": "khai bao"})
    freed = control.post(ADD, begun | {"procedure": version.procedure_id, "bo": "1"})

    assert [one.name for one in searched.context["found"]] == ["Khai báo thiết bị X-quang"]
    assert [page.context["form"]["title"].value() for page in (searched, chosen, freed)] == ["Bớt bản sao"] * 3
    assert [page.context["form"].chosen for page in (searched, chosen, freed)] == [None, version, None]
    assert [page.context["form"]["submission_key"].value() for page in (searched, chosen, freed)] == ["k"] * 3
    assert Proposal.objects.count() == 0


def test_a_search_that_finds_nothing_says_so(control):
    assert "Không có thủ tục nào khớp “không có”" in html(control.post(ADD, {"tim": "1", "q": "không có"}))


def test_what_is_left_out_is_asked_for_at_its_field(control):
    response = control.post(ADD, {"unit": "", "submission_key": "k", "procedure": "999"})

    assert response.context["form"].errors == {
        "unit": ["Chọn đơn vị đề xuất."],
        "kind": ["Chọn phương án."],
        "title": ["Nhập tên sáng kiến, đề xuất."],
        "content": ["Ghi nội dung và lý do đề xuất."],
        "proposed_date": ["Nhập ngày, ví dụ 24/04/2026."],
        "procedure": ["Thủ tục này không còn trong danh mục. Hãy tìm và chọn lại."],
    }


@pytest.mark.parametrize("query", ["ra_soat=9", "ra_soat=x", "thu_tuc=9", "thu_tuc="])
def test_a_source_that_is_not_there_is_not_found(control, query):
    assert control.get(f"{ADD}?{query}").status_code == 404


def test_a_proposal_may_begin_from_a_procedure(control):
    version = VersionFactory()

    assert control.get(f"{ADD}?thu_tuc={version.procedure_id}").context["form"].chosen == version


def test_the_outcome_is_typed_and_shown_in_words(control):
    proposal = ProposalFactory()
    url = f"{proposal.get_absolute_url()}ket-qua/"
    data = {"outcome": "declined", "outcome_date": "", "outcome_note": "Chưa phù hợp", "revision": "1"}

    refused = control.post(url, data)
    shown = control.post(url, data | {"outcome_date": "01/07/2026"}, follow=True)

    assert refused.context["form"].errors == {"outcome_date": ["Nhập ngày có kết quả."]}
    assert "Không được chấp thuận" in html(shown)
    assert "Chưa phù hợp" in html(shown)


def test_an_edit_and_a_withdrawal_are_told_on_the_page(control):
    proposal = ProposalFactory()
    own = proposal.get_absolute_url()

    edited = control.post(f"{own}sua/", TYPED | {"unit": proposal.unit.pk, "revision": "1"}, follow=True)
    control.post(f"{own}rut/", {"reason": "Trùng đề xuất khác"})
    left = html(control.get(own))

    assert "Sửa đề xuất" in html(edited)
    assert ("Trùng đề xuất khác" in left, "Đã rút" in left) == (True, True)
    assert [control.get(f"{own}{part}/").status_code for part in ("sua", "rut", "ket-qua")] == [404] * 3


def test_the_list_is_filtered_by_words_year_unit_kind_and_outcome(control, controller, now):
    named = VersionFactory(name="Đăng ký hợp chuẩn", procedure__code="1.000777").procedure
    first = ProposalFactory(title="Bớt bản sao giấy", procedure=named)
    second = ProposalFactory(title="Liên thông", kind="connect", year=2024)
    gone = ProposalFactory(title="Rút rồi")
    settle(second, controller, now)
    proposals.withdraw_proposal(proposal=gone, reason="x", by=controller, now=now)

    def found(query):
        return [one for one, _ in control.get(LIST + query).context["lines"]]

    assert [found(f"?q={words}") for words in ("ban SAO", "hop chuan", "1.000777", "xyz")] == [[first]] * 3 + [[]]
    assert (found("?nam=2024"), found("?nam=2026"), found("?nam=2019")) == ([second], [first], [])
    assert (found(f"?don_vi={first.unit.pk}"), found("?phuong_an=connect")) == ([first], [second])
    assert [found(f"?ket_qua={one}") for one in ("pending", "accepted", "withdrawn")] == [[first], [second], [gone]]


def test_a_year_without_proposals_says_what_to_do(control):
    assert "Ghi sáng kiến, đề xuất đầu tiên" in html(control.get(LIST))
    assert "Không có đề xuất nào khớp bộ lọc" in html(control.get(f"{LIST}?nam=2026"))


def test_the_workbook_holds_what_the_filters_leave(control):
    ProposalFactory(title="=HYPERLINK(1)", procedure=VersionFactory(name="Đăng ký").procedure)
    ProposalFactory(year=2024)

    response = control.get(f"{LIST}danh-sach.xlsx?nam=2026")
    page = load_workbook(BytesIO(response.content)).active

    assert response["Content-Disposition"] == 'attachment; filename="sang-kien-2026.xlsx"'
    assert [row[2] for row in page.values][2:] == ["=HYPERLINK(1)"]
    assert page.cell(3, 3).data_type == "s"


def test_the_list_asks_the_same_number_of_queries_for_one_proposal_and_for_five(control):
    ProposalFactory(procedure=VersionFactory().procedure)
    urls = (LIST, f"{LIST}danh-sach.xlsx")
    one = [queries_of(control, url) for url in urls]
    for _ in range(4):
        ProposalFactory(procedure=VersionFactory().procedure)

    assert [queries_of(control, url) for url in urls] == one


def test_people_s_words_stay_words(control):
    bad = "<script>alert(1)</script>"
    proposal = ProposalFactory(title=bad, content=bad)

    texts = [html(control.get(url)) for url in (LIST, proposal.get_absolute_url())]

    assert [bad in text for text in texts] == [False, False]
