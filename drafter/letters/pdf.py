"""The PDF form of the letter: tagged (PDF/UA-1), typeset by Typst from a Jinja2 template, with the fonts it carries."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from drafter.domain.decision import Decision
from drafter.domain.draft import Draft
from drafter.errors import SettingsError
from drafter.letters.display import clean
from drafter.letters.templates import environment
from drafter.letters.texts import named, removed_from, texts, with_texts

if TYPE_CHECKING:
    from typst import Fonts

_TEMPLATE = "letter.typ.j2"
_FONT = "Libertinus Serif"
WITH_GLYPH = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "–—‘’“”•…≤≥")]))
"""Known to be in the font, so that most letters need no trial."""
_LIGATURES = {character: unicodedata.normalize("NFKC", character) for character in map(chr, range(0xFB00, 0xFB07))}
"""A reader of a PDF takes these characters for those that they join."""
_LOST = frozenset(map(chr, [0x115F, 0x1160, 0x1DB4, 0x2800, 0x3164, 0xFFA0, 0xFFFC, *range(0x1BCA0, 0x1BCA4)]))
"""The fonts have these, and they cannot be seen or read back."""
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_NO_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_HYPHEN = re.compile(r"-(?: |$)")
_TRIALS = 4


def render_pdf(given: Mapping[str, object], templates: Path) -> bytes:
    """The letter's PDF, the same bytes for the same letter; `given` is what the template sees.

    Raises:
        SettingsError: the template or a fixed paragraph cannot be typeset; names the file, holds no case text.
    """
    source = environment(templates, autoescape=True, finalize=_literal).get_template(_TEMPLATE).render(given)
    import typst

    try:
        return _compiled(source)
    except typst.TypstError as error:
        raise SettingsError(_fault(error.diagnostic, source, templates / _TEMPLATE)) from None


def showable(source: Draft | Decision) -> tuple[Draft | Decision, tuple[str, ...]]:
    """The draft or decision with every text such that it can be typeset, and what was replaced, a line a character.

    Characters without a glyph, of scripts written from right to left (this form sets text from left to right only), for
    private use, and marks that do not join the letter before them are shown by their number: "[U+4E2D]". A letter with
    a mark that Unicode has as one character becomes that one.
    """
    whole = "\n".join(texts(source))
    composed = _composed(whole)
    counted = Counter(_doubtful(composed))
    shown = {character: _by_number(character) for character in _unfit(counted, composed)}
    shown |= {character: letters for character, letters in _LIGATURES.items() if character in counted}
    replaced = tuple(
        f"{named(character)}: shown {'as ' + instead if character in _LIGATURES else 'by its number'}, "
        f"{counted[character]} in all"
        for character, instead in sorted(shown.items())
    )
    removed = removed_from(source)
    if composed == whole and not shown:
        return source, removed
    table = str.maketrans(shown)
    return with_texts(source, lambda text: _composed(text).translate(table)), (*removed, *replaced)


def _doubtful(text: str) -> list[str]:
    """The characters that may not be in the font."""
    return [] if text.isascii() else [each for each in text if each not in WITH_GLYPH and not each.isspace()]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", clean(text))


def _by_number(character: str) -> str:
    return f"[U+{ord(character):04X}]"


def _unfit(characters: Iterable[str], text: str) -> set[str]:
    """Those of the characters of the text that cannot be shown."""
    doubtful = set(characters)
    unfit = {character for character in doubtful if _never_fit(character)}
    doubtful -= unfit
    if not doubtful:
        return unfit
    words = {word for word in text.split() if not doubtful.isdisjoint(word)}
    for _ in range(_TRIALS):
        without = _without_glyph({word.translate(dict.fromkeys(map(ord, unfit))) for word in words})
        if not without:
            return unfit
        # A letter is named beside the mark on it that no font has; the mark is what goes.
        unfit |= without & doubtful or doubtful
    return unfit | doubtful


def _never_fit(character: str) -> bool:
    return (
        unicodedata.bidirectional(character) in _RIGHT_TO_LEFT
        or unicodedata.category(character) in ("Co", "Cn", "Mn", "Mc", "Me")
        or character in _LOST
    )


def _without_glyph(words: set[str]) -> set[str]:
    """The characters of the words that no font has, found out by typesetting them; none where all can be set."""
    import typst

    trial = "".join(f"#{_literal(word)}\n#strong({_literal(word)})\n" for word in sorted(words) if word)
    try:
        _compiled(f'#set document(title: "trial")\n#set text(font: "{_FONT}", ligatures: false)\n{trial}')
    except typst.TypstError as error:
        named = "".join(_NO_GLYPH.findall(error.diagnostic))
        return set(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), named))
    return set()


@cache
def _fonts() -> "Fonts":
    """The fonts that Typst carries, read once a process; unlike a compiler, several threads may use them at a time."""
    import typst

    return typst.Fonts(include_system_fonts=False)


def _compiled(source: str) -> bytes:
    import typst

    return typst.compile(source.encode("utf-8"), font_paths=_fonts(), format="pdf", pdf_standards=["ua-1"], timestamp=0)


def _literal(value: object) -> Markup:
    """A value as a Typst string. No line ends in "-", which a reader could not tell from a word broken there."""
    text = _HYPHEN.sub("-\N{NO-BREAK SPACE}", clean(str(value))).replace("\\", "\\\\").replace('"', '\\"')
    return Markup(f'"{text if text.isprintable() else "".join(map(_escaped, text))}"')


def _escaped(character: str) -> str:
    return character if character.isprintable() else f"\\u{{{ord(character):x}}}"


def _fault(diagnostic: str, source: str, template: Path) -> str:
    """What is wrong with a template, as one line; Typst's own message may quote case text, its place does not."""
    without = _NO_GLYPH.search(diagnostic)
    if without:
        character = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), without[1])[:1]
        return (
            f"{template}: no font of the PDF has {named(character)}; write the fixed paragraphs or phrases without it"
        )
    place = re.search(r":(\d+):\d+\n", diagnostic)
    line = source.splitlines()[int(place[1]) - 1].strip() if place else ""
    rows = [row.strip() for row in template.read_text(encoding="utf-8").splitlines()]
    where = f", line {rows.index(line) + 1}" if line and rows.count(line) == 1 else ""
    return f"{template}{where}: cannot be typeset; correct the template"
