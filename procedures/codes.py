"""What codes of procedures look like. Codes change with the map of the provinces, so a strange one is only noticed."""

import re

# "1.000494" or "1.000494.000.00.00.H29", as production software writes them.
SHAPE = re.compile(r"\d\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?")
SHORT = 8  # "1.000494"
WARNING = "Mã không theo dạng 1.000494 hoặc 1.000494.000.00.00.H29. Hãy kiểm tra lại; mã vẫn được giữ như đã nhập."


def looks_right(code):
    return bool(SHAPE.fullmatch(code))


def short(code):
    """The national part of a code, by which pages of other agencies may name the procedure."""
    return code[:SHORT] if looks_right(code) else code
