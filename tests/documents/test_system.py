import subprocess

import pytest
from django.core.management import CommandError, call_command

from documents import system


def test_a_machine_with_everything_lacks_nothing():
    assert system.missing_packages() == []


def test_a_library_that_does_not_load_is_named_by_its_package(monkeypatch):
    monkeypatch.setattr(system, "LIBRARIES", {"libpango-of-nobody.so.9": "libpango-1.0-0"})

    assert system.missing_packages() == ["libpango-1.0-0"]


def test_fonts_without_all_letters_do_not_count(monkeypatch):
    # What fc-list answers where only fonts-liberation 1.07 is installed: no face has the range.
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: subprocess.CompletedProcess(args, 0, "", ""))

    assert system.missing_packages() == ["fonts-croscore"]


def test_the_command_fails_with_a_sentence_that_names_the_packages(monkeypatch):
    monkeypatch.setattr("documents.management.commands.check_pdf.missing_packages", lambda: ["a", "b"])

    with pytest.raises(CommandError, match=r"apt-get install a b$"):
        call_command("check_pdf")


def test_the_command_is_content_where_nothing_is_missing(capsys):
    call_command("check_pdf")

    assert capsys.readouterr().out == "Máy có đủ thư viện và phông chữ để tạo PDF.\n"
