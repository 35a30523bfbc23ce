SIGNS = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
]


def roman(number):
    """Roman numerals I, II, III …, for quarters and sections of a plan."""
    written = ""
    for value, sign in SIGNS:
        written += sign * (number // value)
        number %= value
    return written
