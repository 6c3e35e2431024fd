"""Roles in place of the names of a case's parties, in text made plain.

Better a word too many than a name: a word that is part of a name goes wherever it is written as a name. Dates stay,
since they decide cases: "May 2014" is one although a physician is called May. It is no guarantee: initials, nicknames,
misspellings, the words of `parties.others` one by one, and whatever else tells who somebody is, stay.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from drafter.domain.case import Parties
from drafter.domain.dates import find_written
from drafter.domain.text import fold

_PEOPLE = ("employee", "requesting_physician", "attorney")
_ORGANISATIONS = ("employer", "claims_administrator")
_TITLES = frozenset("mr mrs ms mx miss dr doctor prof esq phd md do dc".split())
_TITLE = rf"\b(?i:{'|'.join(sorted(_TITLES, key=len, reverse=True))})\b\.?\s+"
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
_WORDS_OF_TWO = frozenset("ah am an as at be by do go he hi if in is it me my no of oh ok on or so to up us we".split())
"""As a surname ("An", "So") told from the word by what stands around it."""
_ABBREVIATIONS_OF_TWO = frozenset("ad al ct ed er la ma pa pt re rn rx sc".split())
"""In capitals these are terms of records (ED, PT), and a name only beside a title or the rest of the name."""
_PARTICLES = frozenset("da de di du el la le st".split())
_GENERIC = frozenset(
    "a advanced agency all allied america american american's and associated associates association authority bank "
    "benefit benefits best board brothers bureau business california care casualty center central centre church city "
    "claim claims clinic co college commercial community comp companies company compensation construction consolidated "
    "cooperative corp corporation county department dept design direct district eastern employer employers enterprise "
    "enterprises express federal financial first food foods for freight fund general global golden great group health "
    "healthcare high home hospital hotel incorporated inc independent industrial industries institute insurance "
    "integrated international knee llc llp logistics lp ltd management manufacturing market medical metro metropolitan "
    "municipal mutual national new north northern of office pacific pain partners plus police premier private products "
    "professional public quality rehab rehabilitation resource resources restaurant restaurants risk school self "
    "service services shoulder solutions southern south spine staff staffing standard state store stores supply "
    "systems technologies technology the therapy third transport transportation trust unified union united universal "
    "university usa valley west western work workers works".split()
)
_LEADS = frozenset("los las san santa el la le de del van von st saint fort mount".split())
"""Words that make a name only with the next: "Los Angeles"."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_CHAT_MARK = re.compile(r"(?<=<)(?=[^\s\d=<])|(?<=\[)(?=/?[A-Z_]+\])")
"""Inside "<|im_end|>", "</s>", "[INST]": where a space breaks the mark. "< 4", "<50 %" and "<=" stay as they are."""

Line = Callable[[str], str]


def plain_line(text: str) -> str:
    """The text as one line, without characters that cannot be seen and without the marks of chat templates."""
    composed = unicodedata.normalize("NFC", fold(text))
    seen = composed
    if not composed.isprintable():  # as most are, which is asked at once
        seen = "".join(char for char in composed if unicodedata.category(char) not in _UNSEEN)
    return _CHAT_MARK.sub(" ", seen) if "<" in seen or "[" in seen else seen


@dataclass(frozen=True)
class _Name:
    """What is looked for, and the role that takes its place; a group `title` in the pattern is a title before it."""

    pattern: re.Pattern[str]
    role: str

    def replaced_in(self, line: str) -> str:
        if not self.pattern.search(line):
            return line
        dates = [(d.start, d.end) for d in find_written(line) if d.day is not None or d.year is not None]

        def role(match: re.Match[str]) -> str:
            dated = any(start <= match.start() and match.end() <= end for start, end in dates)
            return match.group() if dated and not match.groupdict().get("title") else self.role

        return self.pattern.sub(role, line)


class Redaction:
    """Puts roles in place of the names of a case's parties."""

    def __init__(self, parties: Parties):
        people = [pair for field in _PEOPLE for pair in _named(parties, field)]
        organisations = [pair for field in _ORGANISATIONS for pair in _named(parties, field)]
        others = [(name, _role("party")) for name in map(plain_line, parties.others) if name]
        whole = [_Name(_whole_name(name), role) for name, role in (*people, *organisations, *others)]
        words = [_Name(_name_word(word), role) for name, role in people for word in _words(name) if len(word) > 2]
        words += [_Name(_known_by(word), role) for name, role in organisations if (word := _distinctive(name))]
        short = [_Name(pattern, role) for name, role in people for pattern in _short_words(name, role)]
        # The longest first, so that no name hides part of another; short words last, beside roles already put.
        self._names = [*_longest_first(whole), *_longest_first(words), *short]
        self._roles = {name.role for name in whole}

    def line(self, text: str) -> str:
        """The text as one plain line in which the parties stand as their roles."""
        line = plain_line(text)
        for name in self._names:
            line = name.replaced_in(line)
        for role in self._roles:
            line = re.sub(rf"{role}(?:[\s,.]+{role}\b)+", role, line)
        return line


def _named(parties: Parties, field: str) -> list[tuple[str, str]]:
    """The name in a field as plain text, with the role that takes its place; none where it is not given."""
    name = plain_line(getattr(parties, field) or "")
    return [(name, _role(field))] if name else []


def _role(field: str) -> str:
    return "a party" if field == "party" else f"the {field.replace('_', ' ')}"


def _longest_first(names: list[_Name]) -> list[_Name]:
    return sorted(names, key=lambda name: -len(name.pattern.pattern))


def _is_title(word: str) -> bool:
    return word.lower() in _TITLES and word != "Do"  # a surname; the degree is DO


def _whole_name(name: str) -> re.Pattern[str]:
    """The name in any case, with any white space and punctuation between its words, with or without titles."""
    parts = [word for word in re.split(r"[\s.,]+", name) if word]
    untitled = [part for part in parts if not _is_title(part)] or parts
    words = r"[\s.,]+".join(map(re.escape, untitled)) or re.escape(name)
    if len(untitled) == 1 and _may_be_another_word(untitled[0]):
        return _name_word(untitled[0])
    return re.compile(rf"(?P<title>{_TITLE})?(?<!\w){words}(?!\w)", re.IGNORECASE)


def _may_be_another_word(word: str) -> bool:
    return len(word) <= 3 or word.lower() in _MONTHS


def _words(name: str) -> list[str]:
    """The words by which a person may be called, a double name whole and in its parts."""
    doubles = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name)
    parts = [part for double in doubles for part in re.split(r"['’-]", double)]
    return [word for word in dict.fromkeys([*doubles, *parts]) if len(word) > 1 and not _is_title(word)]


def _name_word(word: str) -> re.Pattern[str]:
    """One word of a person's name, written as a name is: in its own letters or with capitals."""
    forms = "|".join(re.escape(form) for form in sorted({word, word.title(), word.upper()}))
    return re.compile(rf"(?P<title>{_TITLE})?(?<!\w)(?:{forms})(?!\w)")


def _short_words(name: str, role: str) -> Iterator[re.Pattern[str]]:
    """The words of two letters in a person's name: beside a title or the rest of the name, and alone where clear."""
    words = _words(name)
    surname = words[0] if "," in name and words else words[-1] if words else ""
    for word in (word for word in words if len(word) == 2):
        title, capitals, plain = word.title(), word.upper(), word.lower()
        yield re.compile(
            rf"(?P<title>{_TITLE}|(?<!\w)[A-Z]\.\s*|{role}[\s,]+)(?:{title}|{capitals})(?!\w)"
            rf"|(?<!\w)(?:{title}|{capitals})(?=[\s,]+{role}\b)"
        )
        if plain in _WORDS_OF_TWO:
            yield re.compile(rf"(?<=[^\s.!?:;\"'(“-]\s){title}(?!\w)")
        elif plain not in _PARTICLES or word == surname:
            forms = title if plain in _ABBREVIATIONS_OF_TWO else f"{title}|{capitals}"
            yield re.compile(rf"(?<!\w)(?:{forms})(?!\w)")


def _distinctive(name: str) -> str | None:
    """The first word of an organisation's name that does not stand in many: "Acme" of "The Acme Freight Co."."""
    words = [re.sub(r"['’]s$", "", word) for word in re.findall(r"[^\W_]+(?:[&'’.][^\W_]+)*", name)]
    for number, word in enumerate(words, start=1):
        if word.lower() in _LEADS and number < len(words):
            return f"{word} {words[number]}"
        if len(re.sub(r"\W", "", word)) > 2 - any(char.isdigit() for char in word) and word.lower() not in _GENERIC:
            return None if word.isdecimal() else word
    return None


def _known_by(word: str) -> re.Pattern[str]:
    """An organisation's distinctive word in any case; one of three letters or a month only written as a name."""
    if _may_be_another_word(word):
        return _name_word(word)
    return re.compile(rf"(?<!\w){r'[ -]+'.join(map(re.escape, word.split(' ')))}(?!\w)", re.IGNORECASE)
