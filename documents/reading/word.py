"""Tables of a .docx, with the text that the printed page shows."""

from io import BytesIO

from docx import Document
from docx.oxml.ns import qn

from documents.reading.numbering import Numbering
from documents.reading.tables import MOST_COLUMNS, table

# Elements that Word wraps around rows, cells and text: content controls, tracked insertions, old custom XML.
FRAMES = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
DELETED = {qn("w:del"), qn("w:moveFrom")}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NOT_OF_THE_CELL = {*DELETED, FALLBACK, qn("w:tbl"), qn("w:pPr"), qn("w:rPr"), qn("w:tcPr"), qn("w:sdtPr")}
BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
PARAGRAPH, TEXT, TABLE, ROW, CELL = qn("w:p"), qn("w:t"), qn("w:tbl"), qn("w:tr"), qn("w:tc")


def read_word(data):
    """Every table, nested ones too: papers are often laid out as a table within a table."""
    document = Document(BytesIO(data))
    numbering = Numbering.of(document)
    tables = document.element.body.iter(TABLE)
    return [table(f"Bảng {number}", rows_of(element, numbering)) for number, element in enumerate(tables, start=1)]


def rows_of(element, numbering):
    above = {}
    for line, row in enumerate(inner(element, ROW), start=1):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            continue
        cells, widest = cells_of(row, above, numbering)
        yield line, cells, widest


def cells_of(row, above, numbering):
    """Texts of a row, one for each column of the table's grid. A merged cell has its text in its first column;
    a vertically merged cell repeats its text in each of its rows (`above` holds it)."""
    cells = [""] * number_in(row, "w:trPr", "w:gridBefore", 0)
    widest = 1
    for cell in inner(row, CELL):
        if len(cells) >= MOST_COLUMNS:
            break
        span = number_in(cell, "w:tcPr", "w:gridSpan", 1)
        column = len(cells)
        text = above.get(column, "") if continues_above(cell) else text_of(cell, numbering)
        above[column] = text
        for covered in range(column + 1, column + span):
            above.pop(covered, None)
        cells += [text, *[""] * (span - 1)]
        widest = max(widest, span)
    return cells, widest


def inner(element, tag):
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in FRAMES:
            yield from inner(child, tag)


def number_in(element, properties, name, default):
    found = element.find(f"{qn(properties)}/{qn(name)}")
    value = found.get(qn("w:val"), "") if found is not None else ""
    return min(int(value), MOST_COLUMNS) if value.isascii() and value.isdigit() else default


def continues_above(cell):
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def text_of(element, numbering):
    return "".join(pieces(element, numbering))


def pieces(element, numbering):
    for child in element:
        if child.tag in NOT_OF_THE_CELL:
            continue
        if child.tag == TEXT:
            yield child.text or ""
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        elif child.tag == PARAGRAPH:
            yield numbering.label(child)
            yield from pieces(child, numbering)
            yield "\n"
        else:
            yield from pieces(child, numbering)
