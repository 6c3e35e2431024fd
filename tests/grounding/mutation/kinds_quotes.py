"""Damage to quotations.

Where a sentence quotes nothing, it is first given a quotation of what it points at, which is then the damaged one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.domain.draft import Pointer
from drafter.domain.text import normal_form
from tests.grounding.mutation.spots import Damage, Spot, kind, text_at

_QUOTATION = re.compile(r"“([^”]{3,})”")
_NEGATION = re.compile(r"\b(?:no|not|without|denies|denied|never|neither|nor)\b", re.IGNORECASE)
_MARKS = re.compile(r"[\"'“”‘’«»`…]|\.\.\.")
_STRANGE = ("severe", "worsening", "remarkable", "excellent", "bilateral", "occasional", "marked", "prolonged")
_INVENTED = (
    "full return to unrestricted heavy work",
    "remarkable and lasting benefit from every modality",
    "excellent tolerance of the whole program",
    "marked deterioration despite all measures",
)
_COMMON = ("the", "of", "and", "is", "was", "with", "in", "on", "for", "to", "a")


@dataclass(frozen=True)
class _Quotation:
    """What is quoted of which sentence, and where the quotation goes."""

    spot: Spot
    pointer: Pointer
    text: str
    """The sentence pointed at."""

    @property
    def words(self) -> list[str]:
        """Its words."""
        return self.text.rstrip(" .;:").split()

    def quoting(self, *fragments: str, pointers: tuple[Pointer, ...] | None = None) -> Damage:
        """The sentence with these fragments in quotation marks, in the place of the quotation that it has."""
        quoted = " and ".join(f"“{fragment}”" for fragment in fragments)
        match = _QUOTATION.search(self.spot.text)
        if match and normal_form(match[1]) in normal_form(self.text):
            text = self.spot.text[: match.start()] + quoted + self.spot.text[match.end() :]
        else:
            text = f"{self.spot.text.rstrip('.')}: {quoted}."
        return self.spot.rewritten(text, pointers)

    def absent(self, quote: str) -> bool:
        """Whether the evidence pointed at does not hold the words, nor the request."""
        held = normal_form(f"{self.spot.own} ; {self.spot.beside}")
        return normal_form(quote).strip(" .,;:") not in held


def _quotations(spot: Spot, least: int = 6) -> Iterator[_Quotation]:
    """What could be quoted: the longest sentence pointed at, without quotation marks of its own."""
    texts = [(text_at(spot.place, pointer), pointer) for pointer in spot.sentence.pointers]
    fit = [(text, pointer) for text, pointer in texts if not _MARKS.search(text) and least <= len(text.split()) <= 60]
    for text, pointer in sorted(fit, key=lambda pair: len(pair[0]))[-1:]:
        yield _Quotation(spot, pointer, text)


@kind("quotation-absent")
def quotation_of_a_wrong_word(spot: Spot) -> Iterator[Damage]:
    """One word of a quotation is another one, or one is put in."""
    for quotation in _quotations(spot):
        strange = [word for word in _STRANGE if word not in spot.support.lower()]
        for place in spot.rng.sample(range(1, len(quotation.words) - 1), 2):
            words = list(quotation.words)
            words[place] = spot.rng.choice(strange)
            yield quotation.quoting(" ".join(words))
        words.insert(place, spot.rng.choice(strange))
        yield quotation.quoting(" ".join(words))


@kind("quotation-absent")
def quotation_without_a_word(spot: Spot) -> Iterator[Damage]:
    """A word inside a quotation is left out without a mark."""
    for quotation in _quotations(spot):
        words = list(quotation.words)
        del words[spot.rng.randrange(2, len(words) - 2)]
        if quotation.absent(" ".join(words)):
            yield quotation.quoting(" ".join(words))


@kind("quotation-absent")
def quotation_cut_in_a_word(spot: Spot) -> Iterator[Damage]:
    """A quotation begins or ends inside a word."""
    for quotation in _quotations(spot):
        words = quotation.words
        if len(words[-1]) > 5 and words[-1].isalpha():
            yield quotation.quoting(" ".join([*words[1:-1], words[-1][:3]]))
        if len(words[0]) > 5 and words[0].isalpha():
            yield quotation.quoting(" ".join([words[0][2:], *words[1:]]))


def _negated(quotation: _Quotation) -> Iterator[tuple[list[str], int]]:
    """The words of a sentence and the place of a negation with words on both sides."""
    words = quotation.words
    for place, word in enumerate(words):
        if _NEGATION.fullmatch(word.strip(",;:()")):
            yield words, place


@kind("quotation-absent")
def quotation_ellipsis_over_a_negation(spot: Spot) -> Iterator[Damage]:
    """An ellipsis stands where the source has a negation."""
    for quotation in _quotations(spot, least=5):
        for words, place in _negated(quotation):
            if place >= 2 and place + 2 < len(words):
                mark = spot.rng.choice(["…", "...", "[…]", ". . ."])
                yield quotation.quoting(f"{' '.join(words[:place])} {mark} {' '.join(words[place + 1 :])}")


@kind("quotation-absent")
def quotation_cut_inside_a_negation(spot: Spot) -> Iterator[Damage]:
    """A quotation begins behind the negation that governs it: "evidence of instability" of "no evidence of …"."""
    for quotation in _quotations(spot, least=4):
        for words, place in _negated(quotation):
            if len(words) - place > 3:
                yield quotation.quoting(" ".join(words[place + 1 :]))


@kind("quotation-absent")
def quotation_reversed(spot: Spot) -> Iterator[Damage]:
    """The two halves of a quotation stand in the wrong order."""
    for quotation in _quotations(spot, least=8):
        words = quotation.words
        half = len(words) // 2
        parts = [" ".join(words[half:]), " ".join(words[:half])]
        for joint in (" … ", " ", "... "):
            if quotation.absent(joint.join(parts)):
                yield quotation.quoting(joint.join(parts))


@kind("quotation-absent")
def quotation_of_distant_pieces(spot: Spot) -> Iterator[Damage]:
    """Pieces of two sentences far apart are joined to one quotation."""
    for quotation in _quotations(spot, least=5):
        pointer = quotation.pointer
        for step in (5, -5, 9, -9):
            if pointer.sentence + step < 1:
                continue
            far = Pointer(source=pointer.source, sentence=pointer.sentence + step)
            other = text_at(spot.place, far).rstrip(".").split()
            if len(other) >= 4:
                pieces = [quotation.words[:4], other[-4:]] if step > 0 else [other[:4], quotation.words[-4:]]
                joined = spot.rng.choice([" … ", " "]).join(" ".join(piece) for piece in pieces)
                if quotation.absent(joined):
                    yield quotation.quoting(joined, pointers=(*spot.sentence.pointers, far))


@kind("quotation-absent")
def quotation_rewritten(spot: Spot) -> Iterator[Damage]:
    """A paraphrase stands in quotation marks."""
    swaps = {"is": "remains", "was": "had been", "are": "remain", "has": "shows", "should": "ought to", "the": "said"}
    for quotation in _quotations(spot):
        words = [swaps.get(word, word) for word in quotation.words]
        place = spot.rng.randrange(1, len(words) - 2)
        words[place], words[place + 1] = words[place + 1], words[place]
        if quotation.absent(" ".join(words)):
            yield quotation.quoting(" ".join(words))


@kind("quotation-absent")
def quotation_of_another_passage(spot: Spot) -> Iterator[Damage]:
    """The words quoted stand in the evidence, but not where the sentence points."""
    evidence = spot.place.evidence
    every = [s.text for r in evidence.records for s in r.sentences]
    every += [s.text for g in evidence.guidelines for s in g.passage.sentences]
    for quotation in _quotations(spot):
        fit = [text for text in every if 5 < len(text.split()) < 30 and not _MARKS.search(text)]
        fit = [text for text in fit if quotation.absent(text)]
        if fit:
            yield quotation.quoting(spot.rng.choice(fit).rstrip("."))


@kind("quotation-absent")
def quotation_partly_invented(spot: Spot) -> Iterator[Damage]:
    """Of two fragments quoted, one is real and one invented."""
    for quotation in _quotations(spot):
        invented = spot.rng.choice(_INVENTED)
        real = " ".join(quotation.words[: max(4, len(quotation.words) // 2)])
        if not _NEGATION.search(real):
            yield quotation.quoting(*spot.rng.sample([real, invented], 2))


@kind("quotation-absent")
def quotation_invented(spot: Spot) -> Iterator[Damage]:
    """The words quoted stand nowhere."""
    yield spot.extended(f", with “{spot.rng.choice(_INVENTED)}”")


@kind("quotation-unchecked", "quotation-absent")
def quotation_too_short(spot: Spot) -> Iterator[Damage]:
    """One common word is quoted, which could be from anywhere."""
    if _QUOTATION.search(spot.text):
        return
    common = [word for word in _COMMON if word in spot.own.lower().split()]
    if common:
        yield spot.extended(f", as in “{spot.rng.choice(common)}”")


@kind("quotation-absent")
def quotation_in_other_marks(spot: Spot) -> Iterator[Damage]:
    """Invented words stand in straight, single, low or angled quotation marks."""
    opens, closes = spot.rng.choice([('"', '"'), ("'", "'"), ("„", "“"), ("«", "»"), ("‘", "’"), ("''", "''")])
    if not _MARKS.search(spot.text):
        yield spot.extended(f", with {opens}{spot.rng.choice(_INVENTED)}{closes}")
