"""Anonymising a case. Values for statistics (dates, status, class, rating) stay."""

from core.rows import save
from feedback import privacy
from feedback.actions.entering import words_of
from feedback.actions.publishing import identity_of
from feedback.models import Letter, Sender
from files import keeping
from outbox import actions as outbox

FORGOTTEN = "[Nội dung đã xóa theo thời hạn lưu]"
PUBLIC_TITLE = "tiêu đề công khai"
WRITTEN = ("title", "content", "proposal", "draft", "answer", "hold_reason", "reopen_reason", "rating_words")


def forget(case, *, wholly, now):
    """Anonymise a case; return the number of deleted files. In texts that stay, the identity is masked."""
    identity = identity_of(case.sender)
    Sender.objects.filter(case=case).update(**dict.fromkeys(Sender.IDENTITY, ""))
    case.links.all().delete()
    outbox.forget(key_prefix=f"feedback:{case.pk}:", now=now)
    forget_words(case, (lambda text: FORGOTTEN) if wholly else (lambda text: privacy.masked(text, identity)))
    forget_public(case, identity)
    return forget_files(case)


def forget_words(case, instead):
    for name in WRITTEN:
        if text := getattr(case, name):
            setattr(case, name, instead(text))
    case.search_text = words_of(case)
    save(case, *WRITTEN, "search_text")
    case.events.forget_words(instead)
    for one in case.extensions.all():
        one.reason, one.remarks = instead(one.reason), instead(one.remarks) if one.remarks else ""
        save(one, "reason", "remarks")


def forget_public(case, identity):
    """Erase withdrawn public texts, which may hint at the sender. Published ones were checked."""
    case.public_texts.update(confirmed_marks=[])
    withdrawn = case.public_texts.exclude(withdrawn_at=None)
    withdrawn.update(title=FORGOTTEN, question=FORGOTTEN, answer=FORGOTTEN, search_text="")
    case.events.forget_details(PUBLIC_TITLE, lambda title: privacy.masked(title, identity))


def forget_files(case):
    """Delete the files of a case with their rows. Of letters, which name the sender, only number and date stay."""
    stored = {one.file_id: one.file for one in case.files.select_related("file")}
    stored |= {letter.file_id: letter.file for letter in case.letters.select_related("file") if letter.file_id}
    case.files.all().delete()
    case.letters.filter(kind=Letter.Kind.ANSWER).update(recipient=FORGOTTEN)
    case.letters.update(file=None, body=FORGOTTEN)
    for one in stored.values():
        keeping.forget(one)
    return len(stored)
