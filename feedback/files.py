"""Files that come with words: several at once, each checked, none kept if one is refused."""

from django import forms
from django.db import transaction

from files import uploads

MOST_FILES = 5
LONGEST_SHOWN = 60
TOO_MANY = f"Gửi nhiều nhất {MOST_FILES} tệp một lần."


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(uploads.DocumentField):
    """Answers with a list of uploads. Each problem names its file."""

    widget = SeveralFiles

    def __init__(self, **options):
        super().__init__(required=False, **{"label": "Tệp kèm theo", **options})
        self.help_text = f"{self.help_text.rstrip('.')} mỗi tệp, nhiều nhất {MOST_FILES} tệp."

    def clean(self, data, initial=None):
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(given) > MOST_FILES:
            raise forms.ValidationError(TOO_MANY)
        problems = []
        for one in given:
            try:
                super().clean(one)
            except forms.ValidationError as error:
                problems += [f"{self.shown(one.name)}: {words}" for words in error.messages]
        if problems:
            raise forms.ValidationError(problems)
        return given

    @staticmethod
    def shown(name):
        """A name as a sentence can hold it."""
        safe = uploads.safe_name(name) or "Tệp không tên"
        return safe if len(safe) <= LONGEST_SHOWN else f"{safe[: LONGEST_SHOWN - 12]}…{safe[-11:]}"


def kept(given, *, by, now):
    """The uploads as stored files."""
    return [uploads.store(name=one.name, data=one.read(), by=by, now=now) for one in given]


def storing(action):
    """The same action, given uploads instead of stored files; both are kept or neither."""

    @transaction.atomic
    def do(*, files=(), now, by=None, **arguments):
        who = {"by": by} if by else {}
        return action(files=kept(files, by=by, now=now), now=now, **who, **arguments)

    return do
