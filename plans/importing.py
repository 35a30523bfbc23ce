"""Turns the tables of a file into rows of a plan and problems with line numbers. Stores nothing."""

import re
from dataclasses import asdict, dataclass, field

from core.folding import fold
from organization.models import Unit
from plans import schedule
from plans.models import Plan

# The column that a heading means, by patterns over text without accents; the first match wins.
COLUMNS = [
    ("section_title", r"^section title$"),
    ("section", r"^section$"),
    ("number", r"^(so )?(tt|stt|thu tu)( nhiem vu)?$|^so thu tu$|^number$"),
    ("lead", r"chu tri|^lead$"),
    ("support", r"phoi hop|^support$"),
    ("deliverable", r"ket qua|san pham|^deliverable$"),
    ("timing", r"thoi gian|tien do|thoi han|^timing$"),
    ("title", r"noi dung|nhiem vu|cong viec|^title$"),
]
LONGEST = {"section": 10, "section_title": 300, "lead": 200, "support": 500, "deliverable": 500, "timing": 300}
NEEDED = {"title", "lead", "timing"}
ROMAN = re.compile(r"^(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})\.?$")
NOTHING = re.compile(r"[-–—.…;,\s]*")  # what users type into an empty cell
LETTER = re.compile(r"^[A-HĐ]\.?$")  # sections marked A, B, C
NO_TABLE = (
    "Không tìm thấy bảng nhiệm vụ trong tệp. Bảng cần có hàng tiêu đề với các cột Nội dung công việc, "
    "Bộ phận chủ trì và Thời gian thực hiện."
)


@dataclass(frozen=True)
class ImportRow:
    """One task as it will be stored. `line`: its place in the file, for messages."""

    line: int
    section: str
    section_title: str
    number: int
    title: str
    lead: str
    support: str
    deliverable: str
    timing: str

    as_dict = asdict


@dataclass(frozen=True)
class Problem:
    """A message about a row. A blocking one prevents the import; the others are warnings."""

    line: int
    words: str
    blocking: bool = True

    as_dict = asdict


@dataclass
class Parsed:
    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)


def parse(tables, year):
    """([ImportRow], [Problem]) of the plan table among these tables (from documents.reading)."""
    parsed, columns, width, section, opened = Parsed(), None, 0, ("", ""), []
    for table in tables:
        if columns_of_first_heading(table) is None and not _continues(table, width):
            continue  # a table of the letterhead or the signature
        for cells in table.rows:
            heading = _columns(cells)
            if heading:
                columns, width = heading, len(cells)
                continue
            if columns is None or _is_column_numbers(cells):
                continue
            group = _section(cells, columns)
            if group:
                section = group
                opened.append((cells.line, *group))
            else:
                _add_task(parsed, cells, columns, section, year)
    filled = {(row.section, row.section_title) for row in parsed.rows}
    for line, *group in opened:
        if tuple(group) not in filled:
            words = f"Nhóm “{' '.join(group).strip()}” không có nhiệm vụ nào nên không được lưu."
            parsed.problems.append(Problem(line, words, blocking=False))
    if columns is None:
        parsed.problems.append(Problem(0, NO_TABLE))
    elif not parsed.rows:
        parsed.problems.append(Problem(0, "Bảng nhiệm vụ trong tệp không có dòng nào."))
    return parsed


def _continues(table, width):
    """Whether this table continues the plan table after a page break: no heading, but ascending numbers."""
    return bool(width) and any(re.fullmatch(r"[0-9]{1,5}[.)]?", row[0]) for row in table.rows)


def columns_of_first_heading(table):
    return next((columns for columns in map(_columns, table.rows) if columns), None)


def _columns(cells):
    """{column: position} when this row is the heading of a plan table, else None."""
    found = {}
    for position, cell in enumerate(cells):
        words = fold(cell)
        name = next((name for name, pattern in COLUMNS if name not in found and re.search(pattern, words)), None)
        if name and len(words) <= 60:
            found[name] = position
    return found if found.keys() >= NEEDED else None


def _is_column_numbers(cells):
    """Whether this is the row "(1) (2) (3) …" under a heading."""
    filled = [cell.strip("() ") for cell in cells if cell]
    return len(filled) > 2 and filled == [str(place) for place in range(1, len(filled) + 1)]


def _section(cells, columns):
    """(number, title) when this row begins a section: a Roman number and a text, or one text across all columns."""
    if "section_title" in columns:
        return None
    texts = list(dict.fromkeys(cell for cell in cells if cell))
    if len(texts) == 2 and (ROMAN.match(texts[0]) or LETTER.match(texts[0])):
        return texts[0].rstrip("."), _one_line(texts[1])
    if len(texts) != 1:
        return None
    found = re.match(r"^([IVXL]+)\s*[.):-]\s*(\S.*)$", texts[0], re.DOTALL)
    if found and ROMAN.match(found[1]):
        return found[1], _one_line(found[2])
    return ("", _one_line(texts[0])) if cells.merged or texts[0].isupper() else None


def _add_task(parsed, cells, columns, section, year):
    values = {name: cells[place] if place < len(cells) else "" for name, place in columns.items()}
    if "section_title" in columns:
        section = (values.get("section", ""), _one_line(values["section_title"]))
    section = (section[0], section[1] or "Nhiệm vụ")
    said = re.fullmatch(r"0*([0-9]{1,5})(?:[.,]0*)?[.)]?", values.get("number", "").strip())
    number, advice = _number(said, parsed.rows, section)
    row = ImportRow(
        line=cells.line,
        section=section[0],
        section_title=section[1],
        number=number,
        title=_one_line(values["title"]),
        lead=_words(values["lead"]),
        support=_words(values.get("support", "")),
        deliverable=_one_line(values.get("deliverable", "")),
        timing=_one_line(values["timing"]),
    )
    parsed.problems += [Problem(row.line, advice, blocking=False)] if advice else []
    parsed.problems += _problems(row, parsed.rows, year)
    parsed.rows.append(row)


def _number(said, earlier, section):
    """(number, warning): the number as typed; the next one when the cell is empty or each section counts from 1."""
    following = earlier[-1].number + 1 if earlier else 1
    if not said:
        return following, f"Không đọc được số thứ tự; sẽ lưu là {following}."
    taken = next((row for row in earlier if row.number == int(said[1])), None)
    if taken and (taken.section, taken.section_title) != section:
        return following, f"Số thứ tự được đánh lại trong từng nhóm; sẽ lưu là {following}."
    return int(said[1]), ""


def _problems(row, earlier, year):
    if any(one.number == row.number for one in earlier):
        yield Problem(row.line, f"Số thứ tự {row.number} đã có ở dòng trên. Hãy sửa trong tệp rồi tải lại.")
    if row.number > 9999:
        yield Problem(row.line, "Số thứ tự quá lớn. Hãy sửa trong tệp rồi tải lại.")
    if not row.title:
        yield Problem(row.line, "Thiếu nội dung công việc. Hãy điền trong tệp rồi tải lại.")
    if not row.lead:
        yield Problem(row.line, "Thiếu bộ phận chủ trì. Hãy điền trong tệp rồi tải lại.")
    for name, most in LONGEST.items():
        if len(getattr(row, name)) > most:
            yield Problem(row.line, f"Một ô dài quá {most} ký tự: “{getattr(row, name)[:40]}…”. Hãy rút gọn trong tệp.")
    if any(len(part) > LONGEST["lead"] for part in row.support.split(";")):
        yield Problem(row.line, "Một tên đơn vị phối hợp dài quá 200 ký tự. Hãy ngăn các đơn vị bằng dấu chấm phẩy.")
    warning = schedule.read(row.timing, year).warning
    if warning:
        yield Problem(row.line, warning, blocking=False)


def _words(text):
    """The text of a cell that names units; "" for "-" and similar marks."""
    lines = [re.sub(r"^[-–+•*]\s*", "", line).strip() for line in text.split("\n")]
    words = "\n".join(_one_line(line) for line in lines if line)
    return "" if NOTHING.fullmatch(words) else words


def _one_line(text):
    return re.sub(r"\s+", " ", text).strip()


def rows_of(plan_import):
    return [ImportRow(**row) for row in plan_import.rows]


def identical_plan(plan_import):
    """The plan of that year when it is equal to the file word for word, else None."""
    plan, index = Plan.objects.filter(year=plan_import.year).first(), Unit.objects.by_name()
    if plan is None:
        return None
    stored = [
        (t.number, t.section.title, t.title, t.lead_text, t.support_text, t.deliverable_text, t.timing)
        for t in plan.tasks.select_related("section").order_by("number")
    ]
    read = [
        (
            r.number,
            r.section_title,
            r.title,
            on_one_line(r.lead, index),
            on_one_line(r.support, index),
            r.deliverable,
            r.timing,
        )
        for r in sorted(rows_of(plan_import), key=lambda row: row.number)
    ]
    return plan if stored == read else None


# --- Units --------------------------------------------------------------------------------------------------------


def match_units(text, index):
    """(units, unknown names) in a cell. "Các phòng, đơn vị trực thuộc" is one unit in spite of its comma."""
    units, unknown = [], []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        # A line break may separate two names or split one: the longest known sequence of lines decides.
        pieces = [piece.strip() for piece in re.split(r"[,\n]", part) if piece.strip()]
        found, left = _longest(pieces, index)
        units += [unit for unit in found if unit not in units]
        unknown += left if found else [line.strip() for line in part.split("\n")]
    return units, list(dict.fromkeys(unknown))


def on_one_line(text, index):
    """The cell as stored: a line break inside a name becomes a blank, one between names becomes ";"."""
    lines = [line for line in text.split("\n") if line]
    whole = " ".join(lines)
    apart = all(fold(line) in index or line.endswith(";") for line in lines)
    return (
        "; ".join(line.rstrip(";") for line in lines)
        if len(lines) > 1 and apart and fold(whole) not in index
        else whole
    )


def _longest(pieces, index):
    """Join neighbouring pieces where they form a known name."""
    found, left, start = [], [], 0
    while start < len(pieces):
        for end in range(len(pieces), start, -1):
            unit = index.get(fold(", ".join(pieces[start:end])))
            if unit:
                found.append(unit)
                start = end
                break
        else:
            left.append(pieces[start])
            start += 1
    return found, left


def unknown_units(rows, index):
    """Names in these rows that match no unit, without repetition, in the order of the file."""
    names = {}
    for row in rows:
        for text in (row.lead, row.support):
            for name in match_units(text, index)[1]:
                names.setdefault(fold(name), name)
    return list(names.values())
