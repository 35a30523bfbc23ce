"""The form of procedure codes. An unusual code gives a warning only: codes change when provinces are merged."""

import re

# "1.000494" or "1.000494.000.00.00.H29", as the national database writes them.
SHAPE = re.compile(r"\d\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?")
SHORT = 8  # "1.000494"
WARNING = "Mã không theo dạng 1.000494 hoặc 1.000494.000.00.00.H29. Hãy kiểm tra lại; mã vẫn được giữ như đã nhập."


def looks_right(code):
    return bool(SHAPE.fullmatch(code))


def short(code):
    """The national part of a code ("1.000494"), which pages of other agencies may use."""
    return code[:SHORT] if looks_right(code) else code
