"""The signals of a text in their order, told from its words and from what stands before them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from drafter.grounding.instructions.languages import OTHER_SCRIPTS
from drafter.grounding.instructions.plain import HIDDEN
from drafter.grounding.instructions.vocabulary import Known, known
from drafter.grounding.instructions.windows import windows
from drafter.grounding.instructions.words import ASSISTANTS, BINDS, LEADS, OTHERS, VEHICLES, Signal

_WORD = re.compile(rf"([a-z0-9@${HIDDEN}]+(?:!(?=[a-z])[a-z0-9@${HIDDEN}]+)*(?:['’][a-z]{{1,3}}(?![a-z]))?)")
_BACK = 7
"""Words before a verb in which it is looked for who is spoken to."""
_COMMANDS = frozenset(
    {
        Signal.IGNORE,
        Signal.ANSWER,
        Signal.DO,
        Signal.DECIDE,
        Signal.OVERTURN,
        Signal.HUSH,
        Signal.REVEAL,
        Signal.PRETEND,
        Signal.DEMAND,
        Signal.COPY,
        Signal.ASIDE,
    }
)
_LABELS = frozenset({Signal.VERDICT, Signal.LABEL})
_POLITE = frozenset({Signal.DO, Signal.DECIDE, Signal.OVERTURN, Signal.DEMAND, Signal.COPY, Signal.ASIDE})
"""What a letter may ask for with "please"."""
_OF_PEOPLE = frozenset(
    "instructed directed ordered required obliged obligated compelled told need have has is are".split()
)
"""Words of having to that records use of patients."""
_MODALS = frozenset("do must should shall may to will need can".split())
_UNCHECKED = frozenset("don't never without no pay nor keep stay make".split())
_TRADE = re.compile(r"[\s-]{1,3}(?:surgeons?|physicians?|professor|coach|manager|director|at)\b|['’]s\b")
_STOP = re.compile(r"[.!?;\n]")
_PLEASE = frozenset({"please", "kindly", "respectfully"})
_SPOKEN_TO = frozenset("you reviewer reviewers model assistant system ai".split())
_OTHER_LETTERS = re.compile("[\u0370-\u1dff\u2e80-\ud7ff]")
_OTHER = re.compile(
    "|".join(f"(?P<{s.name}>{'|'.join(map(re.escape, parts.split('; ')))})" for s, parts in OTHER_SCRIPTS.items()), re.I
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A signal at a place of the text; `cipher` names the cipher that a key word stands in, and then there is none."""

    start: int
    end: int
    signal: Signal | None
    cipher: str = ""


def signals_in(text: str, plain: str) -> list[Heard]:
    """All signals of a text, by their starts; `plain` is the text in plain letters."""
    heard = list(_Words(plain).heard())
    for start, end in windows(text, _OTHER_LETTERS, 1, 30):
        heard += [Heard(*m.span(), Signal[m.lastgroup]) for m in _OTHER.finditer(text, start, end) if m.lastgroup]
    return sorted(heard, key=lambda h: h.start)


class _Words:
    """The words of a plain text with their places, and what each may stand for where it stands."""

    def __init__(self, plain: str) -> None:
        parts = _WORD.split(plain)
        self.plain = plain
        self.words = parts[1::2]
        places = list(accumulate(map(len, parts)))
        self.starts, self.ends = places[0::2], places[1::2]

    def heard(self) -> Iterator[Heard]:
        """The signals of the words, in their order."""
        table = {word: of_word for word in set(self.words) if (of_word := known(word))}
        for place, word in enumerate(self.words):
            if word in table:
                yield from self._heard_at(place, table[word])

    def _heard_at(self, place: int, of_word: Known) -> Iterator[Heard]:
        if of_word.cipher:
            yield Heard(self.starts[place], self.ends[place], None, of_word.cipher)
        before, after = self._before(place), self.words[place + 1] if place + 1 < len(self.words) else ""
        for phrase in of_word.phrases:
            # Hardly ever both words beside it are the phrase's, so these are looked at first.
            if phrase.before not in (None, before) or phrase.after not in (None, after):
                continue
            first = place - phrase.at
            if phrase.stands_in(self.words, first) and self._phrase_means(first, phrase.signal):
                yield Heard(self.starts[first], self.ends[first + len(phrase.words) - 1], phrase.signal)
        for signal in of_word.signals:
            if self._means(place, signal):
                yield Heard(self.starts[place], self.ends[place], signal)

    def _before(self, place: int) -> str:
        return self.words[place - 1] if place else ""

    def _means(self, place: int, signal: Signal) -> bool:
        """Whether a word stands for the signal where it stands."""
        before = self._before(place)
        if signal in _COMMANDS:
            return not (signal in _POLITE and self._asked(place)) and self._commands(place)
        if signal is Signal.IGNORED:
            return before in ("be", "are", "is", "been", "hereby", "now", "being", "have", "has")
        if signal is Signal.MAYBE_MACHINE:
            return before not in ASSISTANTS and not _TRADE.match(self.plain, self.ends[place])
        if signal is Signal.MUST and self.words[place] in _OF_PEOPLE:
            return self._spoken_to(place)
        if signal in _LABELS and self.words[place] == "overturned":
            return VEHICLES.isdisjoint([*self._sentence_before(place), *self._next(place)])
        if signal is Signal.FORM:
            return self.plain[self.starts[place] - 1 : self.starts[place]] != "."
        if signal is Signal.LIKELIHOOD:
            return before not in ("medical", "pain", "reasonable")
        return True

    def _phrase_means(self, first: int, signal: Signal) -> bool:
        """Whether a phrase from the word `first` on stands for the signal: one of command must be a command."""
        word, before = self.words[first], self._before(first)
        if signal not in _COMMANDS or word in _UNCHECKED:
            return True
        if signal in _POLITE and self._asked(first):
            return False
        if word != "not":
            return self._commands(first)
        if before not in _MODALS:
            return first == 0
        return self._commands(first - 1) if before == "do" else self._spoken_to(first - 1)

    def _commands(self, place: int) -> bool:
        """Whether the verb at a place is a command: at the beginning of a clause, or after "must", "you", "please"."""
        if place == 0:
            return True
        before = self.words[place - 1]
        between = self.plain[self.ends[place - 1] : self.starts[place]].replace(HIDDEN, "")
        if between.strip():
            return not (between == "-" and before in ("self", "non", "re", "co", "pre", "over", "un"))
        if "\n" in between:
            return True
        if before == "to":
            return not BINDS.isdisjoint(self._sentence_before(place)) and self._spoken_to(place)
        if before == "will":
            return not _SPOKEN_TO.isdisjoint(self._sentence_before(place))
        return before in LEADS and self._spoken_to(place)

    def _asked(self, place: int) -> bool:
        """Whether there is a "please" before the verb."""
        return not _PLEASE.isdisjoint(self._sentence_before(place))

    def _spoken_to(self, place: int) -> bool:
        """Whether it is not somebody else, such as the patient, who is spoken of before a verb."""
        for word in self._sentence_before(place):
            if word in OTHERS:
                return False
            if word in _SPOKEN_TO:
                return True
        return True

    def _sentence_before(self, place: int) -> list[str]:
        """A few words of the same sentence before a word, the nearest first."""
        found = []
        for n in range(place - 1, max(-1, place - 1 - _BACK), -1):
            if _STOP.search(self.plain, self.ends[n], self.starts[n + 1]):
                break
            found.append(self.words[n])
        return found

    def _next(self, place: int) -> list[str]:
        """The two words after a word, as far as the sentence goes."""
        last = min(place + 2, len(self.words) - 1)
        stop = any(_STOP.search(self.plain, self.ends[n], self.starts[n + 1]) for n in range(place, last))
        return [] if stop else self.words[place + 1 : last + 1]
