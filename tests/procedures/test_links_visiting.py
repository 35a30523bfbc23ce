"""Visiting links of a server that misbehaves: what is found in the end, and that nothing takes long."""

import socket
import ssl
import time
from datetime import datetime, timedelta

import pytest

from procedures.links import reading
from procedures.links.addresses import Internet
from procedures.links.visiting import TURNED_AWAY, Limits, visit
from procedures.models import Found
from tests.conftest import VIETNAM
from tests.procedures import misbehaving
from tests.procedures.misbehaving import CODES, HOST, NUMBER, Nearby

SOUGHT = reading.Sought(NUMBER, tuple((code,) for code in CODES))
LIMITS = Limits(seconds=0.6, size=100_000)
ALLOWED = {HOST, f"www.{HOST}", "localhost", "khong-co.invalid"}
ALL_THERE = {"names_decision": True}
NOT_READ = {"names_decision": None}
MOVED_WORDS = "Trang đã chuyển hẳn sang địa chỉ mới; nên sửa đường dẫn."
NOT_OPENED = "Đường dẫn chuyển đến nơi không được mở. "
OTHER_HOST = "Máy chủ không thuộc các tên miền được kiểm tra của kênh."
IN_VAIN = "Máy chủ không trả lời xong trong thời gian cho phép."
NO_HTTP = "Máy chủ trả lời không đúng giao thức HTTP."
LONG_HEAD = "Máy chủ gửi phần đầu của câu trả lời dài bất thường."
LOOP = "Trang chuyển hướng vòng quanh: đã theo 5 lần mà chưa đến nơi."


@pytest.fixture(scope="module")
def server():
    with misbehaving.serving() as server:
        yield server


def admits(link):
    return reading.re.match(r"https?://([^/:]+)", link)[1] in ALLOWED


def find(link, internet, limits=LIMITS):
    link = link if "://" in link else f"http://{HOST}{link}"
    seen = visit(link, admits=admits, agent="KSTTHC/1.0 (+https://so.mau.vn)", internet=internet, limits=limits)
    return reading.judge(seen, SOUGHT, link=link)


def ok(**given):
    return Found("ok", 200, **given)


def unreachable(words, status=None, final=""):
    return Found("unreachable", status, f"http://{HOST}{final}" if final else "", words=words)


def moved(target, why):
    return Found("moved", None, target, words=NOT_OPENED + why)


EXPECTED = {
    # A good page, and one that says something else now.
    "/tot": ok(**ALL_THERE),
    "/sai-lech": ok(names_decision=False, missing_codes=("2.001234",)),
    "/trong": ok(names_decision=False, missing_codes=CODES),
    # Redirects.
    "/vong-quanh": unreachable(LOOP, 302),
    "/vong-quanh-doi": unreachable(LOOP, 302),
    "/lan/5": ok(final_url=f"http://{HOST}/tot", **ALL_THERE),
    "/lan/6": unreachable(LOOP, 302, "/tot"),
    "/chuyen-han": Found("moved", 200, f"http://{HOST}/tot", words=MOVED_WORDS, **ALL_THERE),
    "/chuyen-tam": ok(final_url=f"http://{HOST}/tot", **ALL_THERE),
    "/www": ok(final_url=f"http://www.{HOST}/www/", **ALL_THERE),
    "/sang-noi-khac": moved("http://example.org/", OTHER_HOST),
    "/sang-noi-bo": moved("http://10.0.0.1/quan-tri", OTHER_HOST),
    "/sang-dam-may": moved("http://169.254.169.254/latest/meta-data/", OTHER_HOST),
    "/sang-localhost": moved("http://localhost/", "Tên miền trỏ về địa chỉ mạng nội bộ nên không được mở."),
    "/sang-tep": moved("file:///etc/passwd", "Chỉ mở đường dẫn http hoặc https."),
    "/sang-cong-khac": moved(f"http://{HOST}:6379/", "Chỉ mở cổng mặc định của http và https."),
    "/sang-chu-la": moved("http://[khong-phai-dia-chi/", "Đường dẫn viết sai nên không mở được."),
    "/sang-co-dau": ok(final_url=f"http://{HOST}/công-khai/tốt", **ALL_THERE),
    "/khong-noi-di-dau": unreachable("Máy chủ báo lỗi (302).", 302),
    # Errors.
    "/500": unreachable("Máy chủ báo lỗi (500).", 500),
    "/503": unreachable("Máy chủ báo lỗi (503).", 503),
    "/401": unreachable("Trang đòi đăng nhập (401).", 401),
    "/404": Found("gone", 404, words="Máy chủ trả lời không có trang này (404)."),
    "/410": Found("gone", 410, words="Máy chủ trả lời trang đã bị gỡ (410)."),
    "/403": Found("refused", 403, words=TURNED_AWAY[403]),
    "/429": Found("refused", 429, words=TURNED_AWAY[429]),
    # Too much: what was read counts, what was not read is not held against the page.
    "/muoi-mb": ok(**ALL_THERE),
    "/muoi-mb-sau": ok(words=reading.PART_WORDS, **NOT_READ),
    "/khong-het": ok(**ALL_THERE),
    "/bom": ok(**ALL_THERE),
    "/nen": ok(**ALL_THERE),
    "/nen-hong": ok(words=reading.PACKED_WORDS),
    "/nen-la": ok(words=reading.PACKED_WORDS),
    # Too slow.
    "/im-lang": unreachable(IN_VAIN),
    "/nho-giot-dau": unreachable(IN_VAIN),
    "/nho-giot-than": unreachable(IN_VAIN),
    "/nho-giot-nen": unreachable(IN_VAIN),
    # No proper HTTP.
    "/dau-vo-tan": unreachable(LONG_HEAD),
    "/mot-dong-vo-tan": unreachable(NO_HTTP),
    "/tiep-tuc-mai": unreachable(LONG_HEAD),
    "/dong-dau-hong": unreachable(NO_HTTP),
    "/rong": unreachable("Không kết nối được với máy chủ."),
    "/thieu": ok(words=reading.PART_WORDS, **ALL_THERE),
    "/manh-hong": ok(words=reading.PART_WORDS, **NOT_READ),
    # Another charset than declared.
    "/khai-utf-8-that-ra-1258": ok(words=reading.CHARSET_WORDS, **ALL_THERE),
    "/khai-utf-8-that-ra-utf-16": ok(words=reading.CHARSET_WORDS, **ALL_THERE),
    "/utf-16-co-dau": ok(**ALL_THERE),
    "/bang-ma-la": ok(**ALL_THERE),
    "/mot-chu-hong": ok(words=reading.CHARSET_WORDS, **ALL_THERE),
    # No page at all.
    "/nhi-phan": ok(words=reading.OTHER_WORDS),
    "/nhi-phan-khai-html": ok(names_decision=False, missing_codes=CODES, words=reading.CHARSET_WORDS),
    "/pdf": ok(words=reading.PDF_WORDS),
    "/pdf-khai-html": ok(words=reading.PDF_WORDS),
    "/vo-javascript": ok(words=reading.SHELL_WORDS),
}


@pytest.mark.parametrize("path", EXPECTED)
def test_of_each_page_we_find_what_there_is_to_find_in_time(server, path):
    started = time.monotonic()

    found = find(path, Nearby(server.port))

    assert found == EXPECTED[path]
    assert time.monotonic() - started < LIMITS.seconds + 1


def test_every_page_of_the_server_is_visited():
    ways = {"/c%C3%B4ng-khai/t%E1%BB%91t", "/www/", "/vong-quanh-ba", *(f"/lan/{one}" for one in range(1, 5))}

    assert set(misbehaving.PAGES) - ways == set(EXPECTED)


def test_ten_megabytes_are_not_read_to_the_end(server):
    seen = visit(f"http://{HOST}/muoi-mb", admits=admits, agent="x", internet=Nearby(server.port), limits=LIMITS)

    assert (len(seen.answer.body), seen.answer.is_whole) == (LIMITS.size, False)


def test_a_bomb_is_opened_no_further_than_the_measure(server):
    seen = visit(f"http://{HOST}/bom", admits=admits, agent="x", internet=Nearby(server.port), limits=LIMITS)

    assert (len(seen.answer.body), seen.answer.is_whole) == (LIMITS.size, False)


def test_a_refused_connection_is_unreachable(server):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound, not listening
        found = find("/tot", Nearby(closed.getsockname()[1]))

    assert found == unreachable("Không kết nối được với máy chủ.")


def test_a_name_that_nobody_knows_is_unreachable(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", raising(socket.gaierror(-2, "Name or service not known")))

    found = find("http://khong-co.invalid/", Internet())

    assert found == unreachable("Không tìm thấy máy chủ mang tên miền này.")


def test_a_resolver_that_sleeps_does_not_hold_the_visit(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: time.sleep(3))
    started = time.monotonic()

    found = find("http://khong-co.invalid/", Internet())

    assert (found, time.monotonic() - started < 1.5) == (unreachable(IN_VAIN), True)


def raising(error):
    def fail(*_args, **_more):
        raise error

    return fail


# What is not even tried.


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("http://example.org/tot", OTHER_HOST),
        (f"http://{HOST}.example.org/", OTHER_HOST),
        (f"http://con.{HOST}/", OTHER_HOST),
        (f"http://{HOST}./", OTHER_HOST),
        ("http://127.0.0.1/tot", OTHER_HOST),
        ("http://2130706433/", OTHER_HOST),
        ("http://[::1]/", OTHER_HOST),
        ("http://[::ffff:127.0.0.1]/", OTHER_HOST),
        (f"http://example.org#@{HOST}/", OTHER_HOST),
        (f"http://example.org\\@{HOST}/", "Đường dẫn có tên đăng nhập hoặc mật khẩu nên không được mở."),
        (f"http://{HOST}@example.org/", "Đường dẫn có tên đăng nhập hoặc mật khẩu nên không được mở."),
        (f"http://ai:do@{HOST}/", "Đường dẫn có tên đăng nhập hoặc mật khẩu nên không được mở."),
        (f"http://{HOST}:8080/", "Chỉ mở cổng mặc định của http và https."),
        (f"https://{HOST}:80/", "Chỉ mở cổng mặc định của http và https."),
        (f"http://{HOST}:99999/", "Đường dẫn viết sai nên không mở được."),
        (f"ftp://{HOST}/", "Chỉ mở đường dẫn http hoặc https."),
        ("file:///etc/passwd", "Chỉ mở đường dẫn http hoặc https."),
        ("javascript://x", "Chỉ mở đường dẫn http hoặc https."),
    ],
)
def test_a_link_that_is_not_allowed_is_refused_unopened(server, link, words):
    internet = Nearby(server.port)

    found = find(link, internet)

    assert (found, internet.looked_up) == (Found("refused", words=words), [])


def test_a_host_whose_address_is_private_is_refused():
    found = find("http://localhost/", Internet())

    assert found == Found("refused", words="Tên miền trỏ về địa chỉ mạng nội bộ nên không được mở.")


# How it asks.


def test_it_says_who_asks_and_asks_for_nothing_packed(server):
    server.asked.clear()

    find("/tot", Nearby(server.port))

    assert server.asked == [
        (
            "/tot",
            {
                "Host": HOST,
                "User-Agent": "KSTTHC/1.0 (+https://so.mau.vn)",
                "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
                "Accept-Language": "vi",
                "Accept-Encoding": "identity",
                "Connection": "close",
            },
        )
    ]


def test_a_break_in_the_link_cannot_add_a_line_to_the_request(server):
    server.asked.clear()

    find("/tot\r\nX-La: 1\r\n\r\n", Nearby(server.port))

    assert [path for path, _headers in server.asked] == ["/tot%0D%0AX-La:%201%0D%0A%0D%0A"]


def test_the_name_is_looked_up_once_for_each_step_and_the_connection_goes_there(server, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", raising(AssertionError("a second look")))
    internet = Nearby(server.port)

    assert find("/chuyen-tam", internet) == EXPECTED["/chuyen-tam"]
    assert internet.looked_up == [HOST, HOST]


def test_a_proxy_of_the_environment_is_not_used(server, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")

    assert find("/tot", Nearby(server.port)) == EXPECTED["/tot"]


# HTTPS.


def certificate(tmp_path, name):
    """A certificate that vouches for itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, who = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    today = datetime.now(VIETNAM)
    built = x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
    built = (
        built.serial_number(1).not_valid_before(today - timedelta(days=1)).not_valid_after(today + timedelta(days=1))
    )
    built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    file, pem = tmp_path / f"{name}.pem", serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + built.sign(key, hashes.SHA256()).public_bytes(pem))
    return file


def secure_server(file):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return misbehaving.serving(context)


def test_a_certificate_that_vouches_for_itself_is_not_believed(tmp_path):
    with secure_server(certificate(tmp_path, HOST)) as server:
        found = find(f"https://{HOST}/tot", Nearby(server.port))

    assert (found, server.asked) == (
        unreachable("Chứng chỉ bảo mật (HTTPS) của máy chủ không được công nhận hoặc không đúng tên miền."),
        [],
    )


@pytest.mark.parametrize(("name", "outcome"), [(HOST, "ok"), ("khac.mau.vn", "unreachable")])
def test_a_certificate_counts_for_the_name_that_it_bears(tmp_path, name, outcome):
    file = certificate(tmp_path, name)
    with secure_server(file) as server:
        trusting = ssl.create_default_context(cafile=str(file))
        found = find(f"https://{HOST}/tot", Nearby(server.port, tls=trusting))

    assert found.outcome == outcome


def test_a_server_that_does_not_speak_tls_is_unreachable(server):
    found = find(f"https://{HOST}/tot", Nearby(server.port))

    assert found.outcome == "unreachable"
