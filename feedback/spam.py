"""Signs of spam, each a sentence for the officer who decides. No case is deleted because of them."""

import re
from datetime import timedelta

FASTEST = timedelta(seconds=8)
MOST_LINKS = 3
LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]")
FOREIGN = re.compile(r"[\u0400-\u04ff\u0600-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def suspicions(*, text, trap, started_at, now):
    """[sentence]. `trap`: the value of the honeypot field. `started_at`: stored on the server."""
    found = []
    if trap:
        found.append("Ô ẩn dành cho máy đã được điền.")
    if now - started_at < FASTEST:
        seconds = max(0, int((now - started_at).total_seconds()))
        found.append(f"Gửi sau {seconds} giây, nhanh hơn một người có thể viết.")
    links = len(LINK.findall(text))
    if links > MOST_LINKS:
        found.append(f"Có {links} liên kết.")
    letters = LETTER.findall(text)
    if letters and len(FOREIGN.findall(text)) > len(letters) / 2:
        found.append("Phần lớn không viết bằng chữ tiếng Việt.")
    return found
