"""The head of an official paper: who issues it, its number and symbol, its place and date (NĐ 30/2020, Annex I)."""

from dataclasses import dataclass

NBSP = "\N{NO-BREAK SPACE}"
# Space to write a number or a day by hand; ordinary blanks would collapse.
BLANK = NBSP * 8
SHORT_BLANK = NBSP * 5


@dataclass(frozen=True)
class Letterhead:
    superior_name: str
    agency_name: str
    number_and_symbol: str
    place_name: str
    date_text: str


def letterhead(*, agency, number, symbol, date, year=None):
    """The letterhead of the agency for a paper numbered `number` with the symbol "KH-SKHCN"; a draft has neither."""
    return Letterhead(
        superior_name=agency.superior_name,
        agency_name=agency.name,
        number_and_symbol=number_and_symbol(number, symbol),
        place_name=agency.place_name,
        date_text=date_in_words(date, year=year),
    )


def number_and_symbol(number, symbol):
    """ "Số: 05/KH-SKHCN"; without a number, space for văn thư (the clerical office) to write it."""
    text = str(number or "").strip()
    if not text:
        return f"Số:{BLANK}/{symbol}"
    return f"Số: {text.zfill(2) if text.isdigit() else text}/{symbol}"


def date_in_words(date, *, year=None):
    """ "ngày 05 tháng 02 năm 2026" but "ngày 05 tháng 3": only January and February take a leading zero."""
    if date is None:
        return f"ngày{SHORT_BLANK}tháng{SHORT_BLANK}năm{NBSP}{year or SHORT_BLANK}"
    month = f"{date.month:02}" if date.month < 3 else str(date.month)
    return f"ngày {date.day:02} tháng {month} năm {date.year}"


def grounds(lines):
    """The legal bases with the punctuation of NĐ 30/2020: each line ends with ";", the last with "."."""
    bare = [line.strip().rstrip(";.,").rstrip() for line in lines if line.strip()]
    return [f"{line};" for line in bare[:-1]] + [f"{line}." for line in bare[-1:]]
