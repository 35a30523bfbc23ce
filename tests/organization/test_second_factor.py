import pytest
from allauth.mfa.utils import is_mfa_enabled

from outbox.models import Message
from tests.organization.conftest import PASSWORD, code_for, set_up_second_factor
from tests.organization.words import english

ACTIVATE = "/tai-khoan/hai-buoc/bat/"
ENTER_CODE = "/tai-khoan/hai-buoc/nhap-ma/"
WRONG_CODE = "Mã không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trong ứng dụng xác thực."


@pytest.fixture
def required(settings):
    settings.REQUIRE_MFA = True


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("controller", ACTIVATE),
        ("administrator", ACTIVATE),
        ("officer", None),
        ("focal_point", None),
        ("leader", None),
    ],
)
def test_where_it_is_required_some_roles_set_it_up_first(person, client, required, role, page):
    person.role = role
    person.save()
    client.force_login(person)

    response = client.get("/noi-bo/")

    assert response.headers.get("Location") == page


def test_where_it_is_not_required_nobody_is_asked(person, client):
    person.role = "controller"
    person.save()
    client.force_login(person)

    assert client.get("/noi-bo/").status_code == 200


def test_a_person_sets_it_up_and_gets_recovery_codes(person, sign_in, client, required):
    person.role = "controller"
    person.save()
    sign_in(person.username)
    asked = client.get(ACTIVATE, follow=True)
    assert asked.redirect_chain[-1][0] == f"/tai-khoan/xac-nhan/?next={ACTIVATE.replace('/', '%2F')}"
    assert english(asked.content) == []

    form_page = client.post("/tai-khoan/xac-nhan/", {"password": PASSWORD, "next": ACTIVATE}, follow=True)
    assert english(form_page.content) == []
    secret = form_page.context["form"].secret
    done = client.post(ACTIVATE, {"code": code_for(secret)}, follow=True)

    assert done.redirect_chain[-1][0] == "/tai-khoan/hai-buoc/ma-du-phong/"
    assert len(done.context["unused_codes"]) == 10
    assert english(done.content) == []
    assert is_mfa_enabled(person)
    assert client.get("/noi-bo/").status_code == 200


def test_a_wrong_code_at_set_up_is_refused_in_words(person, sign_in, client):
    sign_in(person.username)
    client.post("/tai-khoan/xac-nhan/", {"password": PASSWORD, "next": ACTIVATE})
    client.get(ACTIVATE)

    response = client.post(ACTIVATE, {"code": "000000"})

    assert response.context["form"].errors == {"code": [WRONG_CODE]}
    assert english(response.content) == []
    assert not is_mfa_enabled(person)


def test_signing_in_then_asks_for_the_code(person, sign_in, client):
    secret, _codes = set_up_second_factor(person)

    response = sign_in(person.username, next_page="/tai-khoan/")
    assert response["Location"].startswith(ENTER_CODE)
    assert client.get("/tai-khoan/").status_code == 302, "the password alone opens nothing"
    assert english(client.get(ENTER_CODE).content) == []

    wrong = client.post(ENTER_CODE, {"code": "000000"})
    assert wrong.context["form"].errors == {"code": [WRONG_CODE]}
    assert english(wrong.content) == []

    assert client.post(ENTER_CODE, {"code": code_for(secret)})["Location"] == "/tai-khoan/"
    assert client.get("/tai-khoan/").status_code == 200


def test_a_recovery_code_works_once(person, sign_in, client):
    _secret, codes = set_up_second_factor(person)

    sign_in(person.username)
    assert client.post(ENTER_CODE, {"code": codes[0]})["Location"] == "/noi-bo/"
    client.post("/tai-khoan/dang-xuat/")

    sign_in(person.username)
    assert client.post(ENTER_CODE, {"code": codes[0]}).context["form"].errors == {"code": [WRONG_CODE]}
    assert client.post(ENTER_CODE, {"code": codes[1]})["Location"] == "/noi-bo/"


def test_too_many_wrong_codes_wait(person, sign_in, client):
    set_up_second_factor(person)
    sign_in(person.username)
    for _ in range(5):
        client.post(ENTER_CODE, {"code": "000000"})

    response = client.post(ENTER_CODE, {"code": "000000"})

    assert response.context["form"].errors == {"code": ["Đã nhập sai quá nhiều lần. Hãy chờ 5 phút rồi thử lại."]}


def test_every_page_about_it_is_vietnamese(person, sign_in, client):
    secret, codes = set_up_second_factor(person)
    sign_in(person.username)
    client.post(ENTER_CODE, {"code": codes[0]})
    confirm = client.get("/tai-khoan/hai-buoc/xac-nhan/")
    client.post("/tai-khoan/hai-buoc/xac-nhan/", {"code": code_for(secret)})

    pages = [confirm, client.get("/tai-khoan/xac-nhan/")]
    for path in ("", "tat/", "ma-du-phong/", "ma-du-phong/tao-moi/", "ma-du-phong/tai-ve/"):
        pages.append(client.get(f"/tai-khoan/hai-buoc/{path}"))

    assert [page.status_code for page in pages] == [200] * 7
    assert [english(page.content) for page in pages] == [[]] * 7


def test_new_codes_replace_the_old_and_switching_off_tells_the_person(person, sign_in, client):
    secret, codes = set_up_second_factor(person)
    sign_in(person.username)
    client.post(ENTER_CODE, {"code": codes[0]})
    client.post("/tai-khoan/hai-buoc/xac-nhan/", {"code": code_for(secret)})

    client.post("/tai-khoan/hai-buoc/ma-du-phong/tao-moi/")
    fresh = client.get("/tai-khoan/hai-buoc/ma-du-phong/")
    assert len(fresh.context["unused_codes"]) == 10
    assert codes[1] not in fresh.context["unused_codes"]
    client.post("/tai-khoan/hai-buoc/tat/")

    assert not is_mfa_enabled(person)
    assert Message.objects.filter(subject="Đã tắt xác thực hai bước", to=[person.email]).count() == 1
