"""The number or letter that stands before an item of a list."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_LOW = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_ROMAN = 3999


def roman(number: int) -> str:
    """A number in small Roman numerals; in digits where they have none for it."""
    if not 1 <= number <= _MOST_ROMAN:
        return str(number)
    text = ""
    for value, letters in (*_ROMAN, *_ROMAN_LOW):
        count, number = divmod(number, value)
        text += letters * count
    return text


def letters(number: int) -> str:
    """A number as small letters: a to z, then aa, bb, as Word counts; digits below 1."""
    if number < 1:
        return str(number)
    rounds, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (rounds + 1)
