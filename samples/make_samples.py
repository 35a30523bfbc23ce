"""Make the Word and Excel samples from the tab-separated plan, with the habits that real files have.

Run from the project's folder: .venv/bin/python samples/make_samples.py
"""

import csv
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

HERE = Path(__file__).resolve().parent
HEADING = ["Số TT", "Nội dung công việc", "Bộ phận chủ trì", "Bộ phận phối hợp", "Kết quả", "Thời gian thực hiện"]
WIDTHS_MM = [14, 82, 40, 46, 42, 42]
TITLE = ["KẾ HOẠCH", "Hoạt động kiểm soát thủ tục hành chính năm 2021"]
# People type numbers as they like, and press Enter inside a cell.
TYPED = {"1": "01", "2": "2.", "3": "3"}
BROKEN = {"7": ("support", "; ", ";\n"), "11": ("title", " về tình hình", "\nvề tình hình")}
REPEATED_BEFORE = "IV"  # where somebody copied the heading for the second page


def sections():
    with (HERE / "ke-hoach-2021.tsv").open(encoding="utf-8", newline="") as file:
        tasks = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for (number, title), rows in groupby(tasks, key=lambda task: (task["section"], task["section_title"])):
        yield number, title, list(rows)


def cells_of(task):
    typed = dict(task)
    if task["number"] in BROKEN:
        field, plain, broken = BROKEN[task["number"]]
        typed[field] = typed[field].replace(plain, broken)
    typed["number"] = TYPED.get(task["number"], task["number"])
    return [typed[field] for field in ("number", "title", "lead", "support", "deliverable", "timing")]


def make_word(path):
    document = Document()
    set_page(document)
    for line in TITLE:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = True
    document.add_paragraph("(Ban hành kèm theo Kế hoạch số        /KH-SKHCN)").alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(rows=0, cols=len(HEADING))
    table.style, table.autofit = "Table Grid", False
    repeat_on_each_page(add_row(table, HEADING, bold=True))
    for number, title, tasks in sections():
        if number == REPEATED_BEFORE:
            add_row(table, HEADING, bold=True)
        row = add_row(table, [number, title], bold=True)
        row.cells[1].merge(row.cells[-1])
        for task in tasks:
            add_row(table, cells_of(task))
    document.core_properties.author = "Bộ phận kiểm soát TTHC"
    document.save(path)


def set_page(document):
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")


def add_row(table, texts, *, bold=False):
    row = table.add_row()
    for cell, width in zip(row.cells, WIDTHS_MM, strict=True):
        cell.width = Mm(width)
    for cell, text in zip(row.cells, texts, strict=False):
        cell.paragraphs[0].add_run(text).bold = bold
    return row


def repeat_on_each_page(row):
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def make_excel(path):
    book = Workbook()
    page = book.active
    page.title = "Kế hoạch 2021"
    for line in ["SỞ KHOA HỌC VÀ CÔNG NGHỆ", *TITLE]:
        page.append([line])
        page.merge_cells(start_row=page.max_row, end_row=page.max_row, start_column=1, end_column=len(HEADING))
    page.append([])
    heading_row = page.max_row + 2
    for column, text in enumerate(HEADING, start=1):
        page.cell(heading_row, column, text).font = Font(name="Times New Roman", bold=True)
    row = heading_row
    for number, title, tasks in sections():
        row += 1
        page.cell(row, 1, f"{number}. {title}").font = Font(name="Times New Roman", bold=True)
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADING))
        for task in tasks:
            row += 1
            write_task(page, row, cells_of(task))
    for column, width in zip("ABCDEF", [7, 60, 24, 30, 30, 24], strict=True):
        page.column_dimensions[column].width = width
    book.properties.creator = "Bộ phận kiểm soát TTHC"
    book.save(path)


def write_task(page, row, texts):
    for column, text in enumerate(texts, start=1):
        value = int(text) if text.isdigit() and text == text.lstrip("0") else text
        cell = page.cell(row, column, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = Border(*[Side(style="thin")] * 4)


if __name__ == "__main__":
    make_word(HERE / "ke-hoach-2021.docx")
    make_excel(HERE / "ke-hoach-2021.xlsx")
