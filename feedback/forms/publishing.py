"""The form of a public text with its marks."""

from django import forms

from core.forms import revision_field, words
from feedback import privacy
from feedback.actions.publishing import PARTS, identity_of
from procedures.models import Field


class PublicTextForm(forms.Form):
    """The text and, for each mark in it, a checkbox that the user ticks after checking it."""

    title = forms.CharField(label="Tiêu đề công khai", max_length=200, error_messages={"required": "Nhập tiêu đề."})
    question = words(
        "Nội dung phản ánh, kiến nghị (công khai)",
        rows=8,
        max_length=10000,
        error_messages={"required": "Nhập nội dung phản ánh để công khai."},
    )
    answer = words(
        "Nội dung trả lời (công khai)",
        rows=10,
        max_length=20000,
        error_messages={"required": "Nhập nội dung trả lời để công khai."},
    )
    field = forms.ModelChoiceField(
        label="Lĩnh vực", queryset=Field.objects.all(), required=False, empty_label="Không thuộc lĩnh vực nào"
    )
    revision = revision_field()

    def __init__(self, data=None, *, case, current=None):
        super().__init__(data)
        self.case, self.identity = case, identity_of(case.sender)
        begun = {part: getattr(current, part) for part in PARTS} if current else proposed(case, self.identity)
        field = current.field if current else case.procedure and case.procedure.field
        self.initial = {**begun, "field": field, "revision": case.revision}
        # The key of a mark is made from its words, so that a tick is valid for these words only. Marks confirmed before
        # are ticked at first; saving confirms them again.
        before = {mark["key"] for mark in current.confirmed_marks} if current else set()
        self.ticked = before if data is None else set(data.getlist("confirmed"))

    @property
    def marks(self):
        """[(label of the part, pieces of its text, its marks)] of the present values."""
        found = []
        for part in PARTS:
            text = self[part].value() or ""
            cut = privacy.pieces(text, self.identity, part)
            marks = [mark for _, mark in cut if mark]
            if marks:
                found.append((self.fields[part].label, cut, marks))
        return found

    @property
    def open_marks(self):
        return sum(mark.key not in self.ticked for _, _, marks in self.marks for mark in marks)

    def arguments(self):
        fields = {name: self.cleaned_data[name] for name in (*PARTS, "field")}
        return {"fields": fields, "confirmed": self.ticked, "revision": self.cleaned_data["revision"]}


def proposed(case, identity):
    """The initial text: the words of the case with all marks masked."""
    question = "\n\n".join(filter(None, [case.content, case.proposal]))
    words = {"title": case.title, "question": question, "answer": case.answer}
    return {part: privacy.masked(text, identity) for part, text in words.items()}
