"""Visits a link: allowed hosts only, never a private address, limits of time and size, at most five redirects, each
checked like the link itself."""

import http.client
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.utils.encoding import iri_to_uri

from procedures.links.addresses import Internet, Refused
from procedures.links.asking import Answer, TooMuch, ask
from procedures.models import LinkCheck

Outcome = LinkCheck.Outcome

PERMANENT, TEMPORARY = (301, 308), (302, 303, 307)
GONE = {404: "Máy chủ trả lời không có trang này (404).", 410: "Máy chủ trả lời trang đã bị gỡ (410)."}
# The server refuses the checker. Citizens may still see the page, so no repair is owed.
TURNED_AWAY = {
    403: "Máy chủ không cho phần mềm kiểm tra mở trang (403). Hãy mở thử bằng trình duyệt.",
    429: "Máy chủ cho là kiểm tra quá dày (429). Lần sau sẽ thử lại.",
}
# Words for each kind of failure; the first match is used.
FAILURES = [
    (socket.gaierror, "Không tìm thấy máy chủ mang tên miền này."),
    (TimeoutError, "Máy chủ không trả lời xong trong thời gian cho phép."),
    (
        ssl.SSLCertVerificationError,
        "Chứng chỉ bảo mật (HTTPS) của máy chủ không được công nhận hoặc không đúng tên miền.",
    ),
    (ssl.SSLError, "Không lập được kết nối bảo mật (HTTPS) với máy chủ."),
    (OSError, "Không kết nối được với máy chủ."),
    (http.client.HTTPException, "Máy chủ trả lời không đúng giao thức HTTP."),
    (TooMuch, "Máy chủ gửi phần đầu của câu trả lời dài bất thường."),
]
FAILED = tuple(kind for kind, _words in FAILURES)


@dataclass(frozen=True)
class Limits:
    seconds: float = 20  # for the whole visit, redirects included
    size: int = 2 * 1024 * 1024
    redirects: int = 5


@dataclass(frozen=True)
class Visit:
    """The result. `answer` is set only when a page was read."""

    outcome: str
    url: str
    status_code: int | None = None
    words: str = ""
    answer: Answer | None = None


def visit(link, *, admits, agent, internet=None, limits=None):
    """Open the link like a browser. `admits`: a function that says whether the host of a URL is allowed."""
    internet, limits = internet or Internet(), limits or Limits()
    deadline, url, has_moved = time.monotonic() + limits.seconds, link, False
    for _hop in range(limits.redirects + 1):
        try:
            parts = judged(url, admits)
            answer = ask(parts, agent=agent, internet=internet, deadline=deadline, measure=limits.size)
        except Refused as refusal:
            return turned_elsewhere(url, refusal) if url != link else Visit(Outcome.REFUSED, url, words=str(refusal))
        except FAILED as failure:
            return Visit(Outcome.UNREACHABLE, url, words=in_words(failure))
        target = answer.headers.get("Location", "").strip()
        if answer.status not in PERMANENT + TEMPORARY or not target:
            return arrived(link, url, answer, has_moved)
        has_moved |= answer.status in PERMANENT
        url = joined(url, target)
    words = f"Trang chuyển hướng vòng quanh: đã theo {limits.redirects} lần mà chưa đến nơi."
    return Visit(Outcome.UNREACHABLE, url, answer.status, words)


def judged(url, admits):
    """The split URL; refused when it must not be opened."""
    try:
        parts = urlsplit(iri_to_uri(url))
        port = parts.port
    except ValueError:
        raise Refused("Đường dẫn viết sai nên không mở được.") from None
    if parts.scheme not in ("http", "https"):
        raise Refused("Chỉ mở đường dẫn http hoặc https.")
    if parts.username is not None or parts.password is not None:
        raise Refused("Đường dẫn có tên đăng nhập hoặc mật khẩu nên không được mở.")
    if port not in (None, 443 if parts.scheme == "https" else 80):
        raise Refused("Chỉ mở cổng mặc định của http và https.")
    if not (parts.hostname and parts.hostname.isascii() and admits(parts.geturl())):
        raise Refused("Máy chủ không thuộc các tên miền được kiểm tra của kênh.")
    return parts


def joined(url, target):
    """The target of a redirect. Servers send letters with accents unescaped; http.client reads them as Latin-1."""
    target = target.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return urljoin(url, target)
    except ValueError:
        return target


def turned_elsewhere(url, refusal):
    return Visit(Outcome.MOVED, url, words=f"Đường dẫn chuyển đến nơi không được mở. {refusal}")


def arrived(link, url, answer, has_moved):
    status = answer.status
    if status in GONE:
        return Visit(Outcome.GONE, url, status, GONE[status])
    if status in TURNED_AWAY:
        return Visit(Outcome.REFUSED, url, status, TURNED_AWAY[status])
    if status == 401:
        return Visit(Outcome.UNREACHABLE, url, status, "Trang đòi đăng nhập (401).")
    if status // 100 != 2:
        return Visit(Outcome.UNREACHABLE, url, status, f"Máy chủ báo lỗi ({status}).")
    if has_moved and place(url) != place(link):
        words = "Trang đã chuyển hẳn sang địa chỉ mới; nên sửa đường dẫn."
        return Visit(Outcome.MOVED, url, status, words, answer)
    return Visit(Outcome.OK, url, status, answer=answer)


def place(url):
    """A URL without scheme, "www." and final slash, to compare addresses that are the same page."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query


def in_words(failure):
    return next(words for kind, words in FAILURES if isinstance(failure, kind))
