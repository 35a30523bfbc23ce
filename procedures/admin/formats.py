"""Excel and CSV as django-import-export asks for them, read and made the one way of the house."""

import csv
import io

import tablib
from import_export.formats import base_formats

from documents.sheets import Column, Sheet, SheetRow, workbook
from procedures import importing

LINE = "\0line"  # a column that no file can have: on which line of its file a row stands
TITLE = "Danh mục thủ tục hành chính"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDE = {"Mã thủ tục": 24, "Tên thủ tục": 45}
BOM = "\ufeff"  # without it Excel takes UTF-8 for something else


class Excel(base_formats.XLSX):
    extension = "xlsx"

    def get_title(self):
        return "Excel (.xlsx)"

    def create_dataset(self, in_stream):
        """The rows as tablib holds them; `sheet` knows where each cell stands in the file."""
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
    """CSV. What a program could take for a formula is guarded; our own reading takes the guard off again."""

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
