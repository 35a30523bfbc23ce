"""The samples hold the same 16 tasks, word for word, in the three forms in which plans arrive."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from documents.reading import read_tables

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def original():
    with (SAMPLES / "ke-hoach-2021.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [(row[0], row[1], *row[2:]) for row in rows]


def flat(name):
    """(section, its title, number, …) of each task, the way people would read the table aloud."""
    [table] = read_tables(name, (SAMPLES / name).read_bytes())
    section, tasks = None, []
    for row in table.rows:
        cells = [" ".join(cell.split()) for cell in row]
        if row.merged:
            found = re.match(r"([IVX]+)(?:\. | )(.+)", " ".join(cell for cell in cells if cell))
            section = found.groups() if found else None
        elif cells[0] != "Số TT":
            tasks.append((*section, cells[0].rstrip(".").lstrip("0"), *cells[1:]))
    return tasks


def test_the_tab_separated_sample_is_read_whole():
    [table] = read_tables("ke-hoach-2021.tsv", (SAMPLES / "ke-hoach-2021.tsv").read_bytes())

    assert [tuple(row) for row in table.rows[1:]] == original()
    assert len(original()) == 16


@pytest.mark.parametrize("name", ["ke-hoach-2021.docx", "ke-hoach-2021.xlsx"])
def test_the_office_samples_hold_the_same_words(name):
    assert flat(name) == original()


def test_the_word_sample_has_the_habits_of_real_files():
    [table] = read_tables("ke-hoach-2021.docx", (SAMPLES / "ke-hoach-2021.docx").read_bytes())

    assert [row[0] for row in table.rows].count("Số TT") == 2
    assert [row[0] for row in table.rows if row[0] in ("01", "2.")] == ["01", "2."]
    assert any("\n" in cell for row in table.rows for cell in row)
    assert sum(row.merged for row in table.rows) == 7


def test_the_samples_can_be_made_again(tmp_path):
    script = tmp_path / "make_samples.py"
    script.write_bytes((SAMPLES / "make_samples.py").read_bytes())
    (tmp_path / "ke-hoach-2021.tsv").write_bytes((SAMPLES / "ke-hoach-2021.tsv").read_bytes())

    subprocess.run([sys.executable, script], check=True, timeout=60)

    for name in ["ke-hoach-2021.docx", "ke-hoach-2021.xlsx"]:
        assert read_tables(name, (tmp_path / name).read_bytes()) == read_tables(name, (SAMPLES / name).read_bytes())
