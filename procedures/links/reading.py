"""Checks whether a page still names the decision and its procedures."""

import codecs
import html
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass

from core.folding import fold
from procedures import codes
from procedures.models import ChangeKind, Found

# Only these charsets are decoded: the server names the charset, and some codecs take minutes for two megabytes.
CHARSETS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1258", "cp1252", "iso8859-1", "ascii")
MARKS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
META = re.compile(rb"<meta[^>]+charset=[\"' ]*([\w-]+)", re.IGNORECASE)
TEXTS = ("text/", "application/xhtml", "application/xml", "application/json")

# Linear time for any page. (html.parser needs 15 s for 2 MB of "<a " and stops at "<![", lxml needs minutes for a tag
# of 250,000 attributes; and only words are needed.)
TOKEN = re.compile(r"<!--|<[a-z/!?][^<>]*+>|[^<]++|<", re.IGNORECASE)
NAME = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
ENDS = {name: re.compile(f"</{name}[^<>]*+>?", re.IGNORECASE) for name in ("script", "style")} | {
    "<!--": re.compile("-->")
}
# Inline tags, which may be inside a word; every other tag ends a word.
INLINE = {"a", "b", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u", "wbr"}
# Normalising a very long sequence of accents takes minutes; no word has so many.
HEAP = re.compile(r"[^\w\s]{12,}")
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))

SHELL_LETTERS = 200
PDF_WORDS = "Tệp PDF truy cập được; nội dung trong tệp không được tìm."
OTHER_WORDS = "Không phải trang văn bản nên không tìm nội dung."
PACKED_WORDS = "Trang được nén theo cách không đọc được nên không tìm nội dung."
SHELL_WORDS = "Trang dựng nội dung bằng JavaScript nên không đọc được; hãy mở bằng trình duyệt."
PART_WORDS = "Chỉ đọc được phần đầu của trang, nên không kết luận về phần chưa thấy."
CHARSET_WORDS = "Trang khai sai bảng mã chữ."


@dataclass(frozen=True)
class Sought:
    """What a page must contain: the number of the decision, and one code of each procedure."""

    number: str
    codes: tuple  # of tuples: (code as shown, other spellings...)


def sought(decision, today):
    """The Sought of a decision. Abolished procedures are left out; procedures without a code too, since pages shorten
    names."""
    items = decision.items.filter(removed_at=None).exclude(kind__effect=ChangeKind.Effect.ABOLISH)
    rows = [item for item in items.select_related("procedure") if not (item.procedure and ended(item.procedure, today))]
    spellings = (tuple(filter(None, (item.code, item.procedure.code if item.procedure else ""))) for item in rows)
    return Sought(decision.number, tuple(dict.fromkeys(found for found in spellings if found)))


def ended(procedure, today):
    return procedure.abolished_date is not None and procedure.abolished_date <= today


def judge(visit, wanted, *, link):
    """The Found of a visit to `link`."""
    final = visit.url[:1000] if visit.url != link else ""
    common = {"outcome": visit.outcome, "status_code": visit.status_code, "final_url": final}
    if visit.answer is None:
        return Found(**common, words=visit.words)
    why_not, texts, is_mislabelled = contents(visit.answer)
    names, missing = (None, ()) if why_not else search(texts, wanted)
    said = [visit.words, why_not, CHARSET_WORDS if is_mislabelled else ""]
    if (missing or names is False) and not visit.answer.is_whole:
        names, missing = names or None, ()
        said.append(PART_WORDS)
    elif names is False and len(missing) == len(wanted.codes) and is_shell(visit.answer, texts):
        names, missing = None, ()
        said.append(SHELL_WORDS)
    return Found(**common, names_decision=names, missing_codes=missing, words=" ".join(filter(None, said))[:300])


def contents(answer):
    """(why there is nothing to search or "", possible texts of the page, whether the charset was wrong)."""
    kind = answer.headers.get_content_type() if "Content-Type" in answer.headers else "text/html"
    if answer.body is None:
        return PACKED_WORDS, [], False
    if kind == "application/pdf" or answer.body.startswith(b"%PDF-"):
        return PDF_WORDS, [], False
    if not kind.startswith(TEXTS):
        return OTHER_WORDS, [], False
    texts = decoded(answer.body, answer.headers.get_content_charset())
    return "", [without_tags(text) for text in texts], len(texts) > 1


def decoded(body, declared):
    """The text in the declared charset; with damaged letters also in the charsets that Vietnamese servers often use."""
    for mark, charset in MARKS:
        if body.startswith(mark):
            return [body.decode(charset, "replace")]
    named = declared or (META.search(body[:4096]) or [b"", b""])[1].decode("ascii", "replace")
    texts = [body.decode(known(named), "replace")]
    if "\ufffd" in texts[0] or "\0" in texts[0]:
        texts += [body.decode(other, "replace") for other in ("utf-8", "cp1258")]
        if b"\0" in body:
            texts += [body.decode(other, "replace") for other in ("utf-16-le", "utf-16-be")]
    return list(dict.fromkeys(texts))


def known(charset):
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return "utf-8"
    return name if name in CHARSETS else "utf-8"


def without_tags(markup):
    """The visible text. An inline tag is removed, any other tag becomes a blank."""
    pieces, place = [], 0
    while token := TOKEN.match(markup, place):
        place, text = token.end(), token[0]
        if not text.startswith("<") or text == "<":
            pieces.append(text)
            continue
        tag = NAME.match(text)
        name = tag[1].lower() if tag else text  # "<!--" itself for a comment
        if name in ENDS and not text.startswith("</"):
            end = ENDS[name].search(markup, place)
            place = end.end() if end else len(markup)
        if name not in INLINE:
            pieces.append(" ")
    return plain("".join(pieces))


def plain(text):
    with suppress(ValueError):  # a number of more than 4,300 digits
        text = html.unescape(text)
    text = HEAP.sub(" ", text)
    # Ð (eth) looks like Đ and is used by old keyboards.
    text = text.translate(INVISIBLE).replace("Ð", "Đ").replace("ð", "đ")
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def search(texts, wanted):
    """(whether the decision is named, missing codes) over all possible texts of a page."""
    folded = [f" {fold(text)} " for text in texts]
    names = any(f" {fold(wanted.number)} " in text for text in folded)
    missing = [spellings[0] for spellings in wanted.codes if not any(stands(spellings, text) for text in texts)]
    return names, tuple(missing)


def stands(spellings, text):
    """Whether one of the spellings is in the text. The national part of a code is enough."""
    needles = {plain(codes.short(code)) for code in spellings}
    return any(one in text and re.search(rf"(?<![\w.]){re.escape(one)}(?!\w)", text) for one in needles)


def is_shell(answer, texts):
    return b"<script" in answer.body and all(len(text) < SHELL_LETTERS for text in texts)
