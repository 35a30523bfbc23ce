"""The form field for several files. Each is checked; if one is refused, none is accepted."""

from django import forms

from files.fields import DocumentField
from files.names import safe_name

MOST_FILES = 5
LONGEST_SHOWN = 60
TOO_MANY = f"Gửi nhiều nhất {MOST_FILES} tệp một lần."


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(DocumentField):
    """Cleans to a list of files.taking.Checked. Each problem names its file."""

    widget = SeveralFiles

    def __init__(self, **options):
        super().__init__(required=False, **{"label": "Tệp kèm theo", **options})
        self.help_text = f"{self.help_text.rstrip('.')} mỗi tệp, nhiều nhất {MOST_FILES} tệp."

    def clean(self, data, initial=None):
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(given) > MOST_FILES:
            raise forms.ValidationError(TOO_MANY)
        taken, problems = [], []
        for one in given:
            try:
                taken.append(super().clean(one))
            except forms.ValidationError as error:
                problems += [f"{self.shown(one.name)}: {words}" for words in error.messages]
        if problems:
            raise forms.ValidationError(problems)
        return taken

    @staticmethod
    def shown(name):
        """The file name, shortened for a sentence."""
        safe = safe_name(name) or "Tệp không tên"
        return safe if len(safe) <= LONGEST_SHOWN else f"{safe[: LONGEST_SHOWN - 12]}…{safe[-11:]}"
