"""Files as people make them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from pypdf import PdfWriter


def word(*tables):
    """A .docx with these tables, each given as XML of its rows (`w:tr`), or as lists of texts."""
    document = Document()
    for rows in tables:
        xml = rows if isinstance(rows, str) else "".join(row(*map(cell, texts)) for texts in rows)
        body = document.element.body
        body.insert(len(body) - 1, parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid/>{xml}</w:tbl>"))
    return saved(document)


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(text, properties=""):
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r>{lines}</w:r></w:p></w:tc>"


def across(text, columns):
    return cell(text, f'<w:gridSpan w:val="{columns}"/>')


def excel(*rows, merged=(), change=None):
    """An .xlsx with these rows of values; `change(page, book)` may add more."""
    book = Workbook()
    for values in rows:
        book.active.append(values)
    for span in merged:
        book.active.merge_cells(span)
    if change:
        change(book.active, book)
    return saved(book)


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(data, parts, without=()):
    """The same archive with parts replaced, added or left out."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts and name not in without:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def zipped(parts):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def part(data, name):
    with ZipFile(BytesIO(data)) as one:
        return one.read(name)


def one_page():
    """The smallest PDF that opens and has a page."""
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(72, 72)
    writer.write(out)
    return out.getvalue()


PDF = one_page()
