"""The field of every upload: refuses in words, and hands on what the action keeps."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from files import fields, taking
from tests.documents.factories import PDF
from tests.files.factories import kept, taken


class Form(forms.Form):
    file = fields.DocumentField(label="Tệp")


class Pictures(forms.Form):
    file = fields.DocumentField(label="Ảnh", allowed=("jpg", "jpeg", "png"), required=False)


def errors(form_class, name=None, data=b""):
    file = {"file": SimpleUploadedFile(name, data)} if name else {}
    return form_class({}, file).errors.get("file", [])


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        (None, b"", ["Hãy chọn tệp."]),
        ("a.pdf", b"", ["Tệp rỗng. Hãy chọn tệp khác."]),
        ("a.exe", b"MZ", ["Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."]),
        ("a.pdf", b"x" * (10 * 2**20 + 1), ["Tệp phải nhỏ hơn 10 MB."]),
        ("a.pdf", PDF, []),
    ],
)
def test_a_form_refuses_at_the_field_in_the_same_words(name, data, words):
    assert errors(Form, name, data) == words


def test_a_form_can_take_pictures_only_or_nothing():
    assert errors(Pictures, "a.pdf", PDF) == ["Tệp phải là JPG hoặc PNG."]
    assert errors(Pictures) == []


def test_a_form_hands_on_a_file_that_needs_no_other_look():
    form = Form({}, {"file": SimpleUploadedFile("a.pdf", PDF)})

    assert form.is_valid()
    assert form.cleaned_data["file"] == taken("a.pdf", PDF)


def test_a_file_that_was_read_before_is_examined_from_its_beginning():
    upload = SimpleUploadedFile("a.pdf", PDF)
    upload.read()

    assert fields.DocumentField().clean(upload).data == PDF


def test_what_is_kept_already_is_not_examined_again(monkeypatch, now, db):
    stored = kept(now=now)
    monkeypatch.setattr(taking, "take", lambda *args, **options: pytest.fail("examined twice"))

    field = fields.DocumentField(required=False)

    assert field.clean(None, initial=stored) is stored
    assert field.clean(False, initial=stored) is False


def test_another_limit_is_named_wherever_a_limit_is_named(settings):
    settings.UPLOAD_MAX_BYTES = 2 * 2**20

    assert fields.DocumentField(allowed=("pdf",)).help_text == "PDF, nhỏ hơn 2 MB."
    assert errors(Form, "a.pdf", b"x" * (2 * 2**20 + 1)) == ["Tệp phải nhỏ hơn 2 MB."]


def test_a_field_says_beforehand_what_it_takes():
    field = Form().fields["file"]

    assert field.help_text == "PDF, JPG, PNG, DOCX hoặc XLSX, nhỏ hơn 10 MB."
    assert Pictures().fields["file"].help_text == "JPG hoặc PNG, nhỏ hơn 10 MB."
    assert field.widget.attrs["accept"] == ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"
