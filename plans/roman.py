def roman(number):
    """I, II, III … as groups of tasks are numbered."""
    signs = [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    written = ""
    for value, sign in signs:
        while number >= value:
            written, number = written + sign, number - value
    return written
