"""The register of decisions: who sees what, what it says, how many queries it asks."""

from datetime import date

import pytest
import time_machine

from procedures.actions import decisions, drafting
from procedures.item_changes import ItemChange
from procedures.models import Channel, Decision, DraftingStep, Publication
from tests.documents.factories import PDF
from tests.factories import UnitFactory, UserFactory
from tests.files.factories import taken
from tests.procedures.factories import DecisionFactory, VersionFactory
from tests.queries import queries_of

LIST = "/noi-bo/quyet-dinh/"
ROLES = ["officer", "focal_point", "controller", "leader", "administrator"]


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def ministry(enter, kinds, x_ray):
    """Signed on 02/11/2026, to be announced by 07/12/2026."""
    return enter([ItemChange(kinds["amend"], x_ray)], level="ministry", received_date=date(2026, 11, 23))


@pytest.fixture
def province(enter, new):
    return enter([new("1.000001", "Cấp giấy phép tiến hành công việc bức xạ")])


def page(client, path, role="controller"):
    client.force_login(UserFactory(role=role))
    return client.get(path).content.decode()


def statuses(client, role, urls):
    client.force_login(UserFactory(role=role))
    return [client.get(url).status_code for url in urls]


def numbers(client, query):
    client.force_login(UserFactory())
    return [line.decision.number for line in client.get(LIST + query).context["lines"]]


def reading(decision):
    return [LIST, decision.get_absolute_url()]


def changing(province, ministry):
    step = ministry.steps.first().pk
    return [
        f"{LIST}nhap/",
        f"{LIST}nhap/tim/?q=x",
        f"{LIST}{province.pk}/dinh-chinh/",
        f"{LIST}{province.pk}/rut/",
        f"{LIST}{ministry.pk}/khong-phai-cong-bo/",
        f"{LIST}buoc/{step}/xong/",
    ]


def test_whoever_has_not_signed_in_is_sent_to_sign_in(client, province, ministry):
    urls = [*reading(province), *changing(province, ministry), f"{province.get_absolute_url()}tep/"]

    assert {client.get(url).url.split("?")[0] for url in urls} == {"/tai-khoan/dang-nhap/"}


@pytest.mark.parametrize("role", ROLES)
def test_everybody_reads_and_only_the_control_unit_changes(client, role, province, ministry):
    expected = 200 if role == "controller" else 404

    assert statuses(client, role, [*reading(province), *reading(ministry)]) == [200] * 4
    assert set(statuses(client, role, changing(province, ministry))) == {expected}


@pytest.mark.parametrize("role", ["officer", "leader"])
def test_a_stranger_finds_no_button_behind_a_post(client, role, province, ministry):
    client.force_login(UserFactory(role=role))
    step = ministry.steps.first().pk
    urls = [f"{LIST}nhap/dong/", f"{LIST}buoc/{step}/mo-lai/", f"{LIST}{ministry.pk}/phai-cong-bo/"]

    assert [client.post(url).status_code for url in urls] == [404] * 3


def test_the_list_is_filtered_by_words_without_accents_level_and_year(client, province, ministry):
    DecisionFactory(number="9/QĐ-UBND", sign_date=date(2024, 1, 5), title="Lĩnh vực sở hữu trí tuệ")

    found = [numbers(client, query) for query in ("?q=so huu TRI", "?cap=ministry&nam=2026", "?nam=2024", "?nam=2019")]

    assert found == [["9/QĐ-UBND"], ["3950/QĐ-BKHCN"], ["9/QĐ-UBND"], []]


def test_a_decision_waits_until_the_province_announces_or_need_not(
    client, enter, kinds, x_ray, ministry, controller, now
):
    states = ("waiting", "announced", "not_needed", "withdrawn")
    look = lambda: [numbers(client, f"?tinh_trang={state}") for state in states]  # noqa: E731  read four times below
    waits = look()
    drafting.mark_not_needed(decision=ministry, reason="Không thuộc tỉnh", by=controller, now=now)
    not_needed = look()
    drafting.mark_needed(decision=ministry, by=controller, now=now)
    answer = enter([ItemChange(kinds["amend"], x_ray)], follows=ministry)
    answered = look()
    decisions.withdraw(decision=answer, reason="Nhập nhầm", by=controller, now=now)

    theirs, ours = [ministry.number], [answer.number]
    assert waits == [theirs, [], [], []]
    assert not_needed == [[], [], theirs, []]
    assert answered == [[], theirs, [], []]
    assert look() == [theirs, [], [], ours]


def test_the_list_says_how_far_the_province_is_and_by_when(client, ministry):
    html = page(client, LIST)

    assert "Còn 10 ngày làm việc" in html
    assert "Tỉnh công bố chậm nhất 07/12/2026" in html


def test_the_list_says_how_many_channels_are_done_and_which_are_late(client, province, controller, now):
    rows = list(province.publications.order_by("due_date", "pk"))
    for row, day in ((rows[0], date(2026, 11, 3)), (rows[1], date(2026, 11, 20))):
        Publication.objects.filter(pk=row.pk).update(done_date=day, recorded_at=now, recorded_by=controller)

    html = page(client, LIST)

    assert "2/7 kênh; 5 kênh quá hạn; 1 kênh công khai chậm" in html


def test_the_register_without_a_decision_says_what_to_do(client, register):
    assert "Nhập quyết định của Bộ khi nhận được" in page(client, LIST)


def test_the_list_asks_the_same_number_of_queries_for_one_decision_and_for_five(client, enter, new, kinds, x_ray):
    client.force_login(UserFactory(role="controller"))

    def more(start, count):
        for number in range(start, start + count):
            ministry = enter([ItemChange(kinds["amend"], x_ray)], level="ministry", number=f"{number}/QĐ-BKHCN")
            enter([new(f"1.{number:06}", "Cấp")], number=f"{number}/QĐ-UBND", follows=ministry)

    more(1, 1)
    one = queries_of(client, LIST)
    more(2, 4)

    assert queries_of(client, LIST) == one


def test_the_page_of_a_decision_asks_the_same_number_of_queries_for_one_line_and_for_sixty(client, enter, new):
    client.force_login(UserFactory(role="controller"))
    small = enter([new("1.000001", "Cấp")])
    many = enter([new(f"2.{place:06}", f"Cấp {place}") for place in range(60)], number="60/QĐ-UBND")

    assert queries_of(client, small.get_absolute_url()) == queries_of(client, many.get_absolute_url())


def test_seven_cells_explain_their_due_dates(client, province):
    client.force_login(UserFactory())

    response = client.get(province.get_absolute_url())
    html = response.content.decode()

    assert [cell.row.due_date.day for cell in response.context["cells"]] == [9, 9, 9, 5, 5, 5, 9]
    assert html.count("Vì sao hạn là") == 7
    assert "5 ngày làm việc kể từ ngày ký quyết định công bố, bắt đầu 02/11/2026" in " ".join(html.split())
    assert "Nghị định 63/2010/NĐ-CP, Điều 24 khoản 2" in html
    assert "không tính: Nghỉ cuối tuần" in html


def test_a_cell_is_late_from_the_day_after_and_for_ever_when_it_was_done_late(client, province, controller, now):
    national = province.publications.get(channel__short_name="CSDL quốc gia")
    open_words = page(client, province.get_absolute_url()).count("Quá hạn 10 ngày làm việc")
    day = date(2026, 11, 11)
    Publication.objects.filter(pk=national.pk).update(done_date=day, recorded_at=now, recorded_by=controller)

    assert open_words == 4
    assert "Đã công khai 11/11/2026, chậm 2 ngày làm việc" in page(client, province.get_absolute_url())


def test_only_those_who_may_tick_a_channel_are_led_to_it(client, province):
    unit = UnitFactory()
    Channel.objects.filter(short_name="Trang TTĐT Sở").update(unit=unit)

    def cells(user):
        client.force_login(user)
        return sum(cell.may_tick for cell in client.get(province.get_absolute_url()).context["cells"])

    people = [UserFactory(role="controller"), UserFactory(unit=unit), UserFactory(), UserFactory(role="leader")]
    assert [cells(user) for user in people] == [7, 1, 0, 0]


def test_the_signed_paper_is_read_by_everybody_as_a_download(client, enter, new):
    upload = taken("quyet-dinh.pdf", PDF)
    decision = enter([new("1.000001", "Cấp")], upload=upload)
    client.force_login(UserFactory())

    response = client.get(f"{decision.get_absolute_url()}tep/")

    assert (response.status_code, b"".join(response.streaming_content)) == (200, PDF)
    assert "quyet-dinh.pdf" in client.get(decision.get_absolute_url()).content.decode()


def test_a_decision_without_a_paper_has_none_to_download(client, province):
    client.force_login(UserFactory())

    assert client.get(f"{province.get_absolute_url()}tep/").status_code == 404


def test_a_step_is_ticked_with_its_day_and_opened_again(client, ministry):
    client.force_login(UserFactory(role="controller"))
    step = ministry.steps.get(step=DraftingStep.Step.DRAFT)

    taken = client.post(f"{LIST}buoc/{step.pk}/xong/", {"done_date": "23/11/2026", "note": "CV 12/SKHCN"}, follow=True)
    step.refresh_from_db()
    done = (step.done_date, step.note, "Xong 23/11/2026" in taken.content.decode())
    client.post(f"{LIST}buoc/{step.pk}/mo-lai/")
    step.refresh_from_db()

    assert done == (date(2026, 11, 23), "CV 12/SKHCN", True)
    assert (step.done_date, step.note) == (None, "")


def test_a_step_is_not_done_tomorrow(client, ministry):
    client.force_login(UserFactory(role="controller"))
    step = ministry.steps.get(step=DraftingStep.Step.DRAFT)

    response = client.post(f"{LIST}buoc/{step.pk}/xong/", {"done_date": "24/11/2026"})

    assert response.context["form"].errors == {"done_date": ["Ngày thực hiện không thể sau hôm nay."]}


def test_what_need_not_be_announced_says_why_and_can_be_needed_again(client, ministry):
    client.force_login(UserFactory(role="controller"))
    client.post(f"{LIST}{ministry.pk}/khong-phai-cong-bo/", {"reason": "Không thuộc thẩm quyền của tỉnh"})
    html = client.get(ministry.get_absolute_url()).content.decode()

    client.post(f"{LIST}{ministry.pk}/phai-cong-bo/")

    assert "lý do: Không thuộc thẩm quyền của tỉnh" in html
    assert list(Decision.objects.unanswered()) == [ministry]


def test_a_withdrawal_asks_why_says_what_it_undoes_and_leaves_a_page_to_read(client, province):
    client.force_login(UserFactory(role="controller"))
    url = f"{LIST}{province.pk}/rut/"
    asked = client.get(url).content.decode()
    refused = client.post(url, {"reason": ""})

    left = client.post(url, {"reason": "Nhập nhầm"}, follow=True).content.decode()

    assert "1.000001 Cấp giấy phép tiến hành công việc bức xạ không còn trong danh mục" in asked
    assert refused.context["form"].errors == {"reason": ["Ghi lý do."]}
    assert ("lý do: Nhập nhầm" in left, "1.000001" in left, client.get(url).status_code) == (True, True, 404)


def test_a_ministrys_decision_that_was_answered_says_what_to_take_back_first(client, enter, kinds, x_ray, ministry):
    enter([ItemChange(kinds["amend"], x_ray)], follows=ministry)

    assert "Hãy rút hoặc đính chính quyết định đó trước" in page(client, f"{LIST}{ministry.pk}/rut/")


def test_two_thousand_decisions_are_shown_a_page_at_a_time(client, register):
    VersionFactory()
    DecisionFactory.create_batch(30)
    client.force_login(UserFactory())

    assert [len(client.get(LIST + query).context["lines"]) for query in ("", "?trang=2")] == [25, 5]
