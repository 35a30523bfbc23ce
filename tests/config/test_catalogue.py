"""Sentences of Django itself: people read them in Vietnamese too."""

import re
import runpy
from pathlib import Path

import django
import pytest
from django import forms
from django.urls import reverse
from django.utils.translation import trans_real
from django.views.i18n import JavaScriptCatalog

from tests.organization.words import english

ROOT = Path(__file__).resolve().parent.parent.parent
DJANGO = Path(django.__file__).parent
CATALOGUE = runpy.run_path(str(ROOT / "bin" / "catalogue.py"))
SOURCES = sorted((ROOT / "config" / "locale").glob("*/LC_MESSAGES/*.po"))
# What our people meet; not its pages for programmers and its names of all languages.
MET = re.compile(r"(^| )(contrib/admin/|contrib/auth/|core/|db/|forms/|utils/)")


def django_words():
    """Every sentence of Django that people meet, as its own programmers wrote it down."""
    sources = [DJANGO / part / "locale/en/LC_MESSAGES/django.po" for part in ("conf", "contrib/admin", "contrib/auth")]
    found = [entry for source in sources for entry in CATALOGUE["entries"](source.read_text())]
    return [entry for entry in found if entry["msgid"] and MET.search(entry.get("places", ""))]


def arguments(sentence):
    return set(re.findall(r"%\(\w+\)[a-z]|\{\w*\}|%[sd]", sentence))


def lookup(entry):
    """As gettext does it: a sentence with a plural has its own place in the catalogue."""
    sentence = CATALOGUE["key"]({**entry, "msgid_plural": ""}).rstrip("\x00")
    return (sentence, 0) if "msgid_plural" in entry else sentence


def test_django_speaks_vietnamese_wherever_our_people_meet_it():
    known = trans_real.translation("vi")._catalog

    assert len(django_words()) > 300
    assert [entry["msgid"] for entry in django_words() if lookup(entry) not in known] == []


def test_a_sentence_missing_from_both_catalogues_is_found():
    assert lookup({"msgid": "Nobody wrote this."}) not in trans_real.translation("vi")._catalog
    assert lookup({"msgid": "Nobody", "msgid_plural": "Nobodies"}) not in trans_real.translation("vi")._catalog


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_the_compiled_catalogue_is_that_of_its_source(source):
    assert source.with_suffix(".mo").read_bytes() == CATALOGUE["compiled"](source.read_text())


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_our_sentences_keep_every_argument(source):
    ours = [entry for entry in CATALOGUE["entries"](source.read_text()) if entry["msgid"]]

    words = {entry["msgid"]: entry.get("msgstr") or entry["msgstr[0]"] for entry in ours}
    assert [msgid for msgid, msgstr in words.items() if arguments(msgid) != arguments(msgstr)] == []


def test_a_field_says_that_a_null_character_is_not_taken():
    with pytest.raises(forms.ValidationError) as refused:
        forms.CharField().clean("a\x00b")

    assert refused.value.messages == ["Nội dung có ký tự rỗng (NUL) không được phép. Hãy xóa ký tự đó hoặc nhập lại."]


@pytest.mark.django_db
def test_signing_in_says_so_too(client, agency):
    page = client.post(reverse("account_login"), {"login": "a\x00b", "password": "x"})

    assert page.context["form"].errors["login"] == [
        "Nội dung có ký tự rỗng (NUL) không được phép. Hãy xóa ký tự đó hoặc nhập lại."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["", "organization/unit/", "organization/unit/add/", "organization/user/", "organization/unit/{unit}/history/"],
)
def test_a_screen_reader_hears_no_english_in_the_panel(client, agency, administrator, path):
    client.force_login(administrator)

    page = client.get(f"/quan-tri/{path.format(unit=administrator.unit_id)}")

    assert page.status_code == 200
    assert english(page.content) == []


@pytest.mark.django_db
def test_a_mistake_in_the_panel_is_answered_in_vietnamese(client, agency, administrator):
    client.force_login(administrator)

    page = client.post("/quan-tri/organization/unit/add/", {"name": "", "kind": "division"})

    assert "Hãy sửa lỗi nêu dưới đây." in page.content.decode()
    assert page.context["adminform"].form.errors == {"name": ["Trường này là bắt buộc."]}


def test_the_scripts_of_the_panel_say_our_words():
    view = JavaScriptCatalog()
    view.translation = trans_real.DjangoTranslation(
        "vi", domain="djangojs", localedirs=view.get_paths(["django.contrib.admin"])
    )

    assert view.get_catalog()["%(sel)s of %(cnt)s selected"] == ["Đã chọn %(sel)s trên %(cnt)s"]
