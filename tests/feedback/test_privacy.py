"""Hints at the sender are found in every spelling; words that identify no person are not marked."""

import pytest

from feedback.privacy import Identity, find, masked

PERSON = Identity(
    name="Lê Thị Mẫu",
    address="Số 5 đường Ví Dụ, phường Mẫu Đơn, thành phố Nhà, tỉnh Bên",
    phone="0912 345 678",
    email="le.mau@example.org",
    own=("0254 000 0000", "skhcn@example.org", "UBND tỉnh Bên", "Thành phố Nhà"),
)
COMPANY = Identity(name="Công ty TNHH Thiết bị y tế Ánh Dương", is_organization=True)


def found(text, identity=PERSON):
    return [(mark.kind, mark.words) for mark in find(text, identity)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tôi là Lê Thị Mẫu, ở đây.", "Lê Thị Mẫu"),
        ("TÔI LÀ LÊ THỊ MẪU", "LÊ THỊ MẪU"),
        ("Toi la le thi mau.", "le thi mau"),
        ("Lê  Thị\nMẫu ký tên", "Lê  Thị\nMẫu"),
        ("Bà Mẫu đã nộp hồ sơ", "Bà Mẫu"),
        ("chị mẫu gọi điện", "chị mẫu"),
        ("Thị Mẫu gọi điện", "Thị Mẫu"),
        ("Lê Mẫu gọi điện", "Lê Mẫu"),
        ("Người gửi L.T.M. cho biết", "L.T.M."),
        ("Người gửi LTM cho biết", "LTM"),
        ("Người gửi Lê T. Mẫu cho biết", "Lê T. Mẫu"),
        ("Người gửi L. Th. Mẫu cho biết", "L. Th. Mẫu"),
        ("Người gửi le t.m. cho biết", None),
        ("Trang của lethimau có bài", "lethimau"),
        ("Theo lời Mẫu thì hồ sơ đủ", "Mẫu"),
        ("L\u200bê Thị Mẫu ký tên", "Lê Thị Mẫu"),
    ],
)
def test_the_name_is_found(text, words):
    assert found(text) == ([("name", words)] if words else [])


@pytest.mark.parametrize("text", ["Đ.V.Đức", "Đặng V. Đức", "D.V.D", "ông Dang Van Duc", "Đăng Văn Đức"])
def test_letters_without_their_strokes_are_the_same(text):
    (mark,) = find(f"Người gửi {text} cho biết", Identity(name="Đặng Văn Đức"))

    assert mark.kind == "name"


@pytest.mark.parametrize("text", ["Hoà", "Hòa"])
def test_a_tone_may_stand_on_either_letter(text):
    assert found(f"theo lời {text} thì", Identity(name="Nguyễn Ngọc Hoà")) == [("name", text)]


@pytest.mark.parametrize("text", ["mua máy điều hòa", "nước Cộng Hòa", "ở Hòa Bình", "Xong. Hòa giải viên đến"])
def test_a_given_name_within_other_words_is_left_alone(text):
    assert found(text, Identity(name="Nguyễn Ngọc Hòa")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mẫu đơn số 01 không có hướng dẫn.",
        "Theo mẫu tại Phụ lục III.",
        "Phòng Quản lý khoa học trả lời.",
        "Quyết định số 1094/QĐ-UBND ngày 05/5/2020.",
        "Mã thủ tục 1.001786.000.00.00.H06",
        "Giấy hẹn ngày 16/11/2026, hồ sơ 000.00.01-261123-0001.",
        "Phí 150.000.000 đồng hoặc 272 111 222 đ.",
        "UBND tỉnh Bên, thành phố Nhà trả lời.",
        "Các năm 2024, 2025, 2026; 15/5/2020; mục 1.1.1.2.2.2.3.3.3.",
        "Phản ánh PAKN-2026-0001, công văn 123/SKHCN-VP.",
        "Gọi số 0254 000 0000 hoặc viết đến skhcn@example.org.",
        "",
    ],
)
def test_what_points_to_nobody_is_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "phone",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "+84 912 345 678",
        "84912345678",
        "(0254) 385 2222",
        "02543852222",
        "0084 912 345 678",
        "+84 (0)912 345 678",
        "0912–345–678",
        "0 9 1 2 3 4 5 6 7 8",
        "2345678",
        "234.5678",
    ],
)
def test_a_telephone_is_found_in_all_its_writings(phone):
    (mark,) = find(f"Xin gọi {phone} sau 17 giờ.", PERSON)

    assert mark.kind == "phone"
    assert "".join(filter(str.isdigit, mark.words)) == "".join(filter(str.isdigit, phone))


@pytest.mark.parametrize("text", ["sđt0912345678", "ĐT:0912345678", "ĐT.0912345678", "(0912345678)"])
def test_a_telephone_needs_no_blank_before_it(text):
    assert found(text) == [("phone", "0912345678")]


def test_a_telephone_that_is_spelt_out_is_found():
    words = "không chín một hai, ba bốn năm, sáu bảy tám"

    assert found(f"Số của tôi là {words}.") == [("phone", words)]


@pytest.mark.parametrize(
    "email", ["le.mau[a]example.org", "le.mau@example.org", "le.mau (at) example.org", "Le.Mau@Ex.org"]
)
def test_an_e_mail_is_found(email):
    assert found(f"Thư: {email} nhé") == [("email", email)]


@pytest.mark.parametrize(
    "number", ["272345678", "077 185 001 234", "077185001234", "077.185.001.234", "272-345-678", "0771 8500 1234"]
)
def test_a_number_of_an_identity_paper_is_found(number):
    (mark,) = find(f"CCCD {number} cấp năm 2021", PERSON)

    assert "".join(filter(str.isdigit, mark.words)) == "".join(filter(str.isdigit, number))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nhà ở Số 5 đường Ví Dụ, phường Mẫu Đơn.", "Số 5 đường Ví Dụ, phường Mẫu Đơn"),
        ("nha o so 5 duong vi du", "so 5 duong vi du"),
        ("Ở phường Mẫu Đơn", "phường Mẫu Đơn"),
    ],
)
def test_the_address_is_found_whole_and_in_parts(text, words):
    marks = find(text, PERSON)

    assert {mark.kind for mark in marks} == {"address"}
    assert marks[0].words in words


@pytest.mark.parametrize("text", ["5 Ví Dụ", "5 đường Ví Dụ", "đường Ví Dụ", "P. Mẫu Đơn", "phuong mau don"])
def test_the_address_is_found_as_others_would_write_it(text):
    assert found(f"Nhà ở {text}, gần chợ") == [("address", text)]


def test_a_word_that_names_a_street_is_left_alone_in_a_sentence():
    assert found("Ví dụ: mẫu đơn số 5.") == []


@pytest.mark.parametrize(
    "text", ["Công ty Ánh Dương", "Công ty TNHH Thiết bị y tế Ánh Dương", "Cty Thiết bị y tế Ánh Dương đề nghị"]
)
def test_an_organization_is_found_without_the_words_that_all_share(text):
    assert [kind for kind, _ in found(text, COMPANY)] == ["name"]


def test_the_key_of_a_mark_stays_while_its_words_stay():
    before = find("Tôi là Lê Thị Mẫu.", PERSON)[0]
    after = find("Kính gửi. Tôi tên là Lê Thị Mẫu, xin hỏi.", PERSON)[0]
    other = find("Bà Mẫu.", PERSON)[0]

    assert before.key == after.key != other.key


def test_each_place_has_a_key_of_its_own():
    first, second = find("Lê Thị Mẫu và Lê Thị Mẫu", PERSON)

    assert first.key != second.key


def test_the_proposal_covers_everything_that_is_found():
    text = masked("Tôi là Lê Thị Mẫu, số 0912 345 678, le.mau@example.org, Số 5 đường Ví Dụ.", PERSON)

    assert text == "Tôi là […], số […], […], […]."
    assert found(text) == []


def test_a_sender_without_a_name_hides_no_letters():
    assert found("Không có gì.", Identity()) == []
