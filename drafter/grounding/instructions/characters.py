"""Characters that hide words from a reader or make them look like others."""

import re
from collections.abc import Iterator

from drafter.grounding.instructions.place import Family, Place
from drafter.grounding.instructions.plain import plain
from drafter.grounding.instructions.vocabulary import known
from drafter.grounding.instructions.windows import windows

_UNSEEN = "\u200b-\u200d\u2060-\u2064\ufeff\u180e\u034f\u115f\u1160\u3164\uffa0\u00ad"
_SURE = re.compile(
    "[\u202a-\u202e\u2066-\u2069]"  # turns the direction of writing
    "|(?<!\U0001f3f4)(?<![\U000e0000-\U000e007f])[\U000e0000-\U000e007f]{2,}"  # tags: text that no font shows
    "|[\U000e0100-\U000e01ef]{2,}|[\ufe00-\ufe0e]{3,}"  # selectors of variants
    f"|[{_UNSEEN}]{{3,}}"
    "|[A-Za-z]\\.?[\u0400-\u052f\u0531-\u0587\u13a0-\u13ff]|[\u0400-\u052f\u0531-\u0587\u13a0-\u13ff][A-Za-z]"
    "|(?<=[a-z])[αικνορτυχεηγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ](?=[a-z])|\\b[ικνορτυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ](?=[a-z]{3})"
    "|[\U0001d400-\U0001d7ff]{4,}|[\uff21-\uff3a\uff41-\uff5a]{4,}|[\u24b6-\u24e9]{3,}"
    "|(?:[\U0001f130-\U0001f189\U0001f1e6-\U0001f1ff][ \\u200b]{0,2}){5,}"
    "|[ᴀ-ᴢɢɪɴʀʏʟʜʙꜰꜱ]{3,}|[ᵃ-ᵿʰ-ʸⁱⁿ]{4,}|[\u2801-\u28ff]{5,}"
    "|[A-Za-z ][ǝɹʇʌʍʎɐɔɟƃɥᴉɯɾʞ][a-z]{0,4}[ǝɹʇʌʍʎɐɔɟƃɥᴉɯɾʞ]"
    "|(?:[A-Za-z][\u0300-\u036f]{3,})|(?:[A-Za-z][\u0300-\u036f\u0489]){6,}"
    "|\x1b\\[|(?:.\x08){3,}"
)
_SELDOM = re.compile("[^\t-\r -~\xa0-\xac\xae-\u024f\u2010-\u2027\u2030-\u205e\u20ac\u2122]")
"""What most records have none of; of the rest nothing is in disguise."""
_REACH = 60
_HIDING = re.compile(f"[{_UNSEEN}]")
_PARTED = re.compile(f"[A-Za-z]{{1,30}}(?:[{_UNSEEN}]{{1,2}}[A-Za-z]{{1,30}}){{1,40}}")
"""A word with characters in it that are not to be seen."""
_ENOUGH = 3
"""Such words in a text."""
_MANY = range(3, 100)
"""Soft hyphens in a word; one or two come of where a line may end."""


def characters_in(text: str) -> Iterator[Place]:
    """The places of characters that hide or disguise words."""
    for start, end in windows(text, _SELDOM, _REACH, _REACH):
        for match in _SURE.finditer(text, start, end):
            yield Place(match.start(), match.end(), Family.CHARACTERS)
    parted = [
        match for start, end in windows(text, _HIDING, _REACH, _REACH) for match in _PARTED.finditer(text, start, end)
    ]
    unseen = [match for match in parted if "\u00ad" not in match.group()]
    for match in parted:
        if len(unseen) >= _ENOUGH or (match.group().count("\u00ad") in (0, *_MANY) and _signals(match.group())):
            yield Place(match.start(), match.end(), Family.CHARACTERS)


def _signals(word: str) -> bool:
    of_word = known(plain(word))
    return of_word is not None and bool(of_word.signals)
