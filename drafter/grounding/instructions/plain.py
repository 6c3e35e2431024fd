"""A text in small Latin letters, character for character, so that a place in it is the same place in the text."""

import unicodedata

HIDDEN = "\0"
"""Stands for a character that is not to be seen, or a mark on a letter."""
_ALPHABETS = (
    ("аеорсухіјѕԁһӏкмтвнгпидԛԝзь", "aeopcyxijsdhlkmtbhrnudqw3b"),  # Cyrillic
    ("αβειοκνρτυχηγω", "abeiokvptuxnyw"),  # Greek
    ("օոսցհ", "onugh"),  # Armenian
    ("ɩɑɡıłøđ", "iagilod"),  # Latin with a stroke, or without a dot
    ("ɪɢɴʀʏʟʜʙꜰꜱᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢ", "ignrylhbfsacdejkmoptuvwz"),  # small capitals
    ("ɐɔǝɟƃɥɾʞɯɹʇʌʍʎᴉ", "acefghjkmrtvwyi"),  # turned letters
    ("🅰🅱🅾🅿", "abop"),
)
_LIKE = {like: letter for likes, letters in _ALPHABETS for like, letter in zip(likes, letters, strict=True)}
_NOT_SEEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Mn", "Me"})
_STYLED = ((0x1F130, 26), (0x1F150, 26), (0x1F170, 26), (0x1F1E6, 26))
"""Letters in squares and circles that have no compatible form: the first of each row, and how many."""


class _Characters(dict[int, str]):
    """What each character is read as, told at first sight."""

    def __missing__(self, code: int) -> str:
        self[code] = read = _letter(chr(code))
        return read


_READ = _Characters()


def plain(text: str) -> str:
    """The text in small letters, marks taken off, look-alike letters as the Latin ones; as long as the text."""
    return text.lower() if text.isascii() else text.translate(_READ)


def _letter(character: str) -> str:
    small = character.lower()
    if small in _LIKE:
        return _LIKE[small]
    if character.isspace():
        return "\n" if character in "\n\r\f\v\x85\u2028\u2029" else " "
    for first, count in _STYLED:
        if first <= ord(character) < first + count:
            return chr(ord("a") + ord(character) - first)
    if unicodedata.category(character) in _NOT_SEEN:
        return HIDDEN
    base = unicodedata.normalize("NFKD", character).lower()[:1] or character
    return _LIKE.get(base, base)
