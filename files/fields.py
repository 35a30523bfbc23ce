"""The form field of every upload."""

from django import forms

from files import taking
from files.kinds import DOCUMENTS, EMPTY, MISSING, Rejected, limit, listed


class DocumentField(forms.FileField):
    """Cleans to a `taking.Checked`: the file is examined here, once, before the transaction of the action begins."""

    default_error_messages = {
        "required": MISSING,
        "missing": MISSING,
        "empty": EMPTY,
        "invalid": "Tệp không tải lên được, hãy thử lại.",
    }

    def __init__(self, *, allowed=DOCUMENTS, **options):
        self.allowed = allowed
        super().__init__(**options)
        self.widget.attrs["accept"] = ",".join(f".{extension}" for extension in allowed)
        self.help_text = self.help_text or f"{listed(allowed)}, {limit()}."

    def clean(self, data, initial=None):
        """A Checked, or the stored file (`initial`) when no new file was chosen."""
        file = super().clean(data, initial)
        if not file or file is initial:
            return file
        try:
            return taking.take(file, allowed=self.allowed)
        except Rejected as error:
            raise forms.ValidationError(str(error)) from error
