import pytest
from django.core.mail import EmailMessage, get_connection

from outbox import mailbox
from tests.factories import UserFactory
from tests.organization.words import english
from tests.queries import queries_of

PAGE = "/noi-bo/thu/"


@pytest.fixture
def files(settings):
    settings.MAILS_ARE_FILES = True
    return settings.MAIL_DIR


@pytest.fixture
def write(files):
    def letter(subject, body="Nội dung", name=None, attachment=None):
        mail = EmailMessage(subject, body, to=["a@example.org"])
        if attachment:
            mail.attach(attachment, b"%PDF", "application/pdf")
        get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(files)).send_messages([mail])
        if name:
            newest = max(files.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
            newest.rename(files / name)

    return letter


@pytest.fixture
def admin_client(client, administrator, agency):
    client.force_login(administrator)
    return client


def test_letters_written_to_files_are_listed_newest_first(admin_client, write):
    write("Thư cũ", name="20261122-090000-1.log")
    write("Thư mới", name="20261123-090000-2.log")

    page = admin_client.get(PAGE)

    assert [letter.subject for letter in page.context["letters"]] == ["Thư mới", "Thư cũ"]
    assert english(page.content) == []


def test_a_letter_is_shown_as_text(admin_client, write):
    write("Thư", "Mở http://127.0.0.1:8000/x <script>alert(1)</script>", name="1.log", attachment="kế hoạch.pdf")

    page = admin_client.get(f"{PAGE}1.log/").content.decode()

    assert '<a href="http://127.0.0.1:8000/x" rel="nofollow">' in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "kế hoạch.pdf" in page


def test_several_letters_in_one_file_are_told_apart(write, files):
    write("Một", name="1.log")
    write("Hai", name="2.log")
    (files / "1.log").write_bytes((files / "1.log").read_bytes() + (files / "2.log").read_bytes())

    assert [letter.subject for letter in mailbox.letters("1.log")] == ["Một", "Hai"]


def test_without_letters_the_page_says_when_there_will_be_some(admin_client, files):
    assert "Chưa có thư nào" in admin_client.get(PAGE).content.decode()


def test_there_is_no_such_page_where_letters_are_really_sent(admin_client, write, settings):
    write("Thư", name="1.log")
    settings.MAILS_ARE_FILES = False

    assert admin_client.get(PAGE).status_code == 404
    assert admin_client.get(f"{PAGE}1.log/").status_code == 404


@pytest.mark.parametrize("role", ["controller", "leader", "officer"])
def test_nobody_but_the_administrator_reads_letters(client, agency, write, role):
    write("Thư", name="1.log")
    client.force_login(UserFactory(role=role))

    assert client.get(PAGE).status_code == 404
    assert client.get(f"{PAGE}1.log/").status_code == 404


@pytest.mark.parametrize("name", ["..%2Fsecret.log", "%2Fetc%2Fpasswd", "secret.txt", "..%5Csecret.log"])
def test_nothing_but_the_letters_is_read(admin_client, write, files, name):
    write("Thư", name="1.log")
    (files.parent / "secret.log").write_text("Subject: bí mật\n\nbí mật")
    (files / "secret.txt").write_text("bí mật")

    assert admin_client.get(f"{PAGE}{name}/").status_code == 404


def test_the_list_asks_the_same_for_any_number_of_letters(admin_client, write):
    write("Thư 0", name="0.log")
    one = queries_of(admin_client, PAGE)
    for number in range(1, 5):
        write(f"Thư {number}", name=f"{number}.log")

    assert len(admin_client.get(PAGE).context["letters"]) == 5
    assert queries_of(admin_client, PAGE) == one


def test_letters_are_paged(admin_client, write):
    for number in range(51):
        write(f"Thư {number}", name=f"{number:03}.log")

    assert len(admin_client.get(PAGE).context["letters"]) == 50
    assert [letter.subject for letter in admin_client.get(f"{PAGE}?trang=2").context["letters"]] == ["Thư 0"]
