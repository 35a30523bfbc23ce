"""Excel and CSV formats for django-import-export, which use documents.reading and documents.sheets."""

import csv
import io

import tablib
from import_export.formats import base_formats

from documents.sheets import Column, Sheet, SheetRow, workbook
from procedures import importing

LINE = "\0line"  # an extra column with the line of a row in its file; no file can have this name
TITLE = "Danh mục thủ tục hành chính"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDE = {"Mã thủ tục": 24, "Tên thủ tục": 45}
BOM = "\ufeff"  # without it Excel does not recognise UTF-8


class Excel(base_formats.XLSX):
    extension = "xlsx"

    def get_title(self):
        return "Excel (.xlsx)"

    def create_dataset(self, in_stream):
        """The rows as a tablib Dataset; its `sheet` has the place of each cell in the file."""
        sheet = importing.read(f"tep.{self.extension}", in_stream)
        dataset = tablib.Dataset(headers=[*sheet.places, LINE])
        for line, texts in sheet.rows:
            dataset.append([*texts.values(), line])
        dataset.sheet = sheet
        return dataset

    def export_data(self, dataset, **kwargs):
        columns = [Column(heading, WIDE.get(heading, 30)) for heading in dataset.headers]
        rows = (SheetRow(cells) for cells in dataset)
        return workbook([Sheet("Thủ tục", columns, rows)], title=TITLE)

    def get_extension(self):
        return self.extension


class Text(Excel):
    """CSV. Text that looks like a formula gets a "'" in front; our own reader removes it."""

    extension = "csv"
    CONTENT_TYPE = "text/csv; charset=utf-8"

    def get_title(self):
        return "CSV (.csv)"

    def export_data(self, dataset, **kwargs):
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(dataset.headers)
        for cells in dataset:
            writer.writerow([guarded(str(cell)) for cell in cells])
        return (BOM + out.getvalue()).encode()


def guarded(text):
    return f"'{text}" if text.startswith(FORMULA) else text


FORMATS = [Excel, Text]
EXTENSIONS = [one.extension for one in FORMATS]


def of_name(name):
    """The format of a file with this name, or None."""
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return next((one for one in FORMATS if one.extension == extension), None)
