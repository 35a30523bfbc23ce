"""The publication matrix: what each cell says on which day, what the filters leave, what it costs."""

from datetime import date

import pytest
import time_machine

from procedures import matrix
from procedures.actions import decisions, publishing, repairs
from procedures.models import Channel, Decision, LinkCheck, Publication
from tests.factories import UnitFactory, UserFactory
from tests.queries import queries_of

MATRIX = "/noi-bo/cong-khai/"
NATIONAL, CENTRE = "CSDL quốc gia", "TT PVHCC"
LINK = "https://csdl.dichvucong.gov.vn/1"
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def province(enter, new):
    """Signed on 02/11/2026: three working days end on the 5th, five on the 9th."""
    return enter([new("1.000001", "Cấp giấy phép"), new("1.000002", "Gia hạn giấy phép")])


@pytest.fixture
def publish(controller, now):
    def publish(decision, channel, day, **proof):
        row = decision.publications.get(channel__short_name=channel)
        return publishing.tick(publication=row, done_date=day, by=controller, now=now, **proof or {"link": LINK})

    return publish


def cell(decision, channel, today):
    channels, (row,) = matrix.gather(Decision.objects.filter(pk=decision.pk), today=today, user=UserFactory())
    (found,) = [one for name, one in zip(channels, row.cells, strict=True) if name.short_name == channel]
    return found.words, found.look, found.detail


def numbers(client, query=""):
    return [row.decision.number for row in client.get(MATRIX + query).context["rows"]]


def columns(client, query=""):
    return [channel.short_name for channel in client.get(MATRIX + query).context["channels"]]


@pytest.mark.parametrize(
    ("today", "words", "look", "detail"),
    [
        (date(2026, 11, 3), "Chưa đến hạn", "quiet", "hạn 09/11"),
        (date(2026, 11, 5), "Còn 2 ngày làm việc", "soon", "hạn 09/11"),
        (date(2026, 11, 9), "Hạn hôm nay", "soon", "hạn 09/11"),
        (date(2026, 11, 10), "Quá hạn", "late", "hạn 09/11 · quá hạn 1 ngày làm việc"),
        (date(2027, 1, 4), "Quá hạn", "late", "hạn 09/11/2026 · quá hạn 40 ngày làm việc"),
    ],
)
def test_an_owed_cell_says_how_far_its_date_is(province, today, words, look, detail):
    assert cell(province, NATIONAL, today) == (words, look, detail)


@pytest.mark.parametrize(
    ("channel", "day", "proof", "words", "look", "detail"),
    [
        (NATIONAL, 9, {"link": LINK}, "Đã công khai", "done", "09/11 · có liên kết"),
        (CENTRE, 5, {"note": "Bảng tin"}, "Đã niêm yết", "done", "05/11 · có ghi chú"),
        (CENTRE, 9, {"note": "Bảng tin"}, "Công khai muộn 2 ngày làm việc", "soon", "09/11 · có ghi chú"),
        (NATIONAL, 10, {"link": LINK}, "Công khai muộn 1 ngày làm việc", "soon", "10/11 · có liên kết"),
    ],
)
def test_a_done_cell_says_when_with_what_proof_and_late_stays_late(
    province, publish, channel, day, proof, words, look, detail
):
    publish(province, channel, date(2026, 11, day), **proof)

    assert cell(province, channel, TODAY) == (words, look, detail)


def test_a_cell_without_any_proof_says_so(province, publish):
    row = publish(province, NATIONAL, date(2026, 11, 9))
    Publication.objects.filter(pk=row.pk).update(link="")

    assert cell(province, NATIONAL, TODAY)[2] == "09/11 · chưa có minh chứng"


@pytest.mark.parametrize(
    ("found", "words"),
    [({"outcome": "gone"}, "Liên kết hỏng"), ({"outcome": "ok", "missing_codes": ["1.000001"]}, "Nội dung sai lệch")],
)
def test_a_link_that_broke_or_drifted_is_red_since_when(province, publish, now, found, words):
    row = publish(province, NATIONAL, date(2026, 11, 9))
    LinkCheck.objects.create(publication=row, link=LINK, checked_at=now, **found)
    repairs.open_repair(row, day=date(2026, 11, 20))

    assert cell(province, NATIONAL, TODAY) == (words, "late", "từ 20/11 · hạn sửa 25/11")


def test_the_page_names_every_state_in_words(client, province, controller):
    client.force_login(controller)

    page = client.get(MATRIX).content.decode()

    assert page.count(">Quá hạn<span") == 7
    assert "7 lượt còn nợ, 7 quá hạn" in page
    assert "02/11/2026 · 2 thủ tục" in page


def test_a_channel_that_came_later_does_not_apply_to_what_is_older(client, province, controller):
    Channel.objects.create(name="Kênh mới", short_name="Kênh mới", kind="electronic", rule_code="publication.website")
    client.force_login(controller)

    page = client.get(MATRIX).content.decode()

    assert "Kênh mới" in columns(client)
    assert page.count("Không áp dụng") == 1


@pytest.fixture
def three(enter, new, province, publish):
    """Of 2024 and wholly public; of 2026 with everything owed; of today, not due yet."""
    old = enter([new("1.000003", "Cấp lại")], number="9/QĐ-UBND", sign_date=date(2024, 1, 8), title="Sở hữu trí tuệ")
    for row in old.publications.select_related("channel"):
        publish(old, row.channel.short_name, date(2024, 1, 9), note="Đã kiểm tra")
    enter([new("1.000004", "Thu hồi")], number="3000/QĐ-UBND", sign_date=TODAY, effective_date=TODAY)
    return old


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["3000/QĐ-UBND", "2891/QĐ-UBND", "9/QĐ-UBND"]),
        ("?q=so huu TRI", ["9/QĐ-UBND"]),
        ("?nam=2024", ["9/QĐ-UBND"]),
        ("?tinh_trang=con-no", ["3000/QĐ-UBND", "2891/QĐ-UBND"]),
        ("?tinh_trang=qua-han", ["2891/QĐ-UBND"]),
        ("?tinh_trang=hong", []),
        ("?tinh_trang=con-no&nam=2024", []),
        ("?nhom=procedures.postings&tinh_trang=qua-han", ["2891/QĐ-UBND"]),
        ("?nam=khong&tinh_trang=x&kenh=0", ["3000/QĐ-UBND", "2891/QĐ-UBND", "9/QĐ-UBND"]),
    ],
)
def test_the_filters_live_in_the_address_and_nonsense_counts_as_nothing(client, three, officer, query, found):
    client.force_login(officer)

    assert numbers(client, query) == found


def test_a_broken_link_is_owed_again_and_found_by_its_own_filter(client, three, controller):
    repairs.open_repair(three.publications.get(channel__short_name=NATIONAL), day=TODAY)
    client.force_login(controller)

    assert numbers(client, "?tinh_trang=con-no")[-1] == "9/QĐ-UBND"
    assert numbers(client, "?tinh_trang=hong") == ["9/QĐ-UBND"]
    assert "1 liên kết hỏng hoặc sai lệch" in client.get(MATRIX).content.decode()


def test_a_group_or_a_channel_leaves_its_own_columns(client, province, controller):
    client.force_login(controller)
    national = Channel.objects.get(short_name=NATIONAL)

    assert columns(client, "?nhom=procedures.publications") == [NATIONAL, "Cổng DVC quốc gia", CENTRE]
    assert columns(client, f"?kenh={national.pk}") == [NATIONAL]
    assert len(columns(client)) == 7


def test_what_is_owed_on_one_channel_alone_is_found_by_that_channel(client, province, publish, controller):
    for row in province.publications.exclude(channel__short_name=CENTRE).select_related("channel"):
        publish(province, row.channel.short_name, date(2026, 11, 4), note="x")
    client.force_login(controller)
    national, centre = (Channel.objects.get(short_name=name) for name in (NATIONAL, CENTRE))

    assert numbers(client, f"?kenh={national.pk}&tinh_trang=con-no") == []
    assert numbers(client, f"?kenh={centre.pk}&tinh_trang=con-no") == ["2891/QĐ-UBND"]


def test_a_withdrawn_decision_is_not_in_the_matrix(client, province, controller, now):
    decisions.withdraw(decision=province, reason="Nhập nhầm", by=controller, now=now)
    client.force_login(controller)

    assert numbers(client) == []
    assert "0 lượt còn nợ" in client.get(MATRIX).content.decode()


def test_an_empty_matrix_says_what_will_fill_it(client, register, controller):
    client.force_login(controller)

    assert "Chưa có quyết định nào phải công khai" in client.get(MATRIX).content.decode()
    assert "xem tất cả quyết định" in client.get(f"{MATRIX}?q=khong").content.decode()


def test_an_officer_ticks_the_cells_of_the_own_unit_alone(client, province):
    unit = UnitFactory()
    Channel.objects.filter(short_name="Trang TTĐT Sở").update(unit=unit)
    own = province.publications.get(channel__unit=unit)

    client.force_login(UserFactory(unit=unit))
    mine = client.get(MATRIX).content.decode()
    client.force_login(UserFactory())
    stranger = client.get(MATRIX).content.decode()

    assert (mine.count("to-tick"), mine.count("Ghi nhận cả hàng")) == (1, 1)
    assert f"{MATRIX}luot/{own.pk}/ghi-nhan/" in mine
    assert (stranger.count("to-tick"), stranger.count("Ghi nhận cả hàng")) == (0, 0)


def test_twenty_decisions_stand_on_a_page_the_newest_first(client, enter, new, controller):
    for number in range(21):
        enter([new(f"1.{number:06}", "Cấp")], number=f"{number}/QĐ-UBND", sign_date=date(2026, 10, 1 + number))
    client.force_login(controller)

    assert numbers(client) == [f"{number}/QĐ-UBND" for number in range(20, 0, -1)]
    assert numbers(client, "?trang=2") == ["0/QĐ-UBND"]


def test_the_matrix_asks_the_same_number_of_queries_for_one_decision_and_for_five(client, enter, new, publish, now):
    client.force_login(UserFactory(role="controller"))

    def more(start, count):
        for number in range(start, start + count):
            decision = enter([new(f"1.{number:06}", "Cấp")], number=f"{number}/QĐ-UBND")
            row = publish(decision, NATIONAL, date(2026, 11, 9))
            LinkCheck.objects.create(publication=row, link=LINK, checked_at=now, outcome="gone")
            repairs.open_repair(row, day=TODAY)

    more(1, 1)
    one = queries_of(client, MATRIX)
    more(2, 4)

    assert queries_of(client, MATRIX) == one


def test_whoever_has_not_signed_in_is_sent_to_sign_in(client, province):
    assert client.get(MATRIX).url.startswith("/tai-khoan/dang-nhap/")
