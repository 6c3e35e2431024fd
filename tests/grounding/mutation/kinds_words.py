"""Damage to what a sentence says in words: polarity, absence, coverage, side, part, drug, sex, characters."""

import re
from collections.abc import Iterator

from drafter.domain.case import RecordType
from drafter.domain.draft import Pointer
from drafter.domain.evidence import RecordEvidence
from tests.grounding.mutation.spots import Damage, Spot, kind, said
from tests.grounding.mutation.vocabulary import DRUGS, OPPOSITES, PARTS, TOPICS

_ADVISED = r"(?:recommended|supported|indicated|advised|warranted|appropriate|allowed|favored|endorsed|justified)"
_IS_ADVISED = re.compile(rf"\b(?:is|are|be|was|were)(?= {_ADVISED}\b)")
_IS_NOT = re.compile(r"\b(?:is|are|was|were|be|does|do|did|has|have|had|should|can|could) not(?= (\w{4,}))")
_IS_SHOWN = re.compile(
    r"\b(?:is|are|was|were|has been|have been)(?= (?:documented|noted|reported|recorded|found|described)\b)"
)
_NO = re.compile(r"\b[Nn]o (?=(?!longer|more|less|other|single|primary)(\w{4,}))|\bwithout (?=(\w{4,}))")
_DENIES = re.compile(
    r"\b(?:no|not|nor|never|none|without|only|seldom|rarely|hardly|unless|against|neither|cannot|if|whether|outside|beyond|except|fails?|failed)\b|n't\b",
    re.IGNORECASE,
)
_INFORMATION = (RecordType.UR_DETERMINATION, RecordType.IMR_APPLICATION, RecordType.REQUEST_FOR_AUTHORIZATION)
_NOT_SO = re.compile(
    r"\b(?:no|not|without|denie[sd]|denying|negative|never|none|declin\w+|request\w*|recommend\w*|plan\w*|refer\w*|"
    r"authoriz\w*|consider\w*|if|should|will|would|may|ask\w*|seek\w*|pending|await\w*|absent|unable|normal|intact|"
    r"family|wife|husband|discuss\w*|instruct\w*|goals?|review\w*|before|prior|possible|continue)\b|n't\b|:\s*$",
    re.IGNORECASE,
)
_POLARITY = ("polarity-differs",)
_ABSENT = ("polarity-differs", "absence-contradicted", "absence-unchecked")


def _affirmed(words: str, text: str) -> bool:
    """Whether a text holds the words with no negation in the few words before them."""
    return any(
        not _DENIES.search(text[max(0, m.start() - 40) : m.start()]) for m in re.finditer(re.escape(words), text)
    )


@kind(*_POLARITY)
def recommended_turned(spot: Spot) -> Iterator[Damage]:
    """What the guideline recommends is called not recommended."""
    for match in _IS_ADVISED.finditer(spot.text):
        advised = spot.text[match.end() + 1 :].split()[0].strip(".,;:")
        plain = not _DENIES.search(spot.text[: match.start()][-40:])
        if plain and spot.guidelines and _affirmed(advised, spot.own):
            yield spot.reworded(*match.span(), f"{match.group()} not")


@kind(*_POLARITY, "absence-contradicted", "absence-unchecked")
def negation_dropped(spot: Spot) -> Iterator[Damage]:
    """The word "not" is taken out of a sentence whose evidence denies the same."""
    for match in _IS_NOT.finditer(spot.text):
        stem = re.escape(match[1][:5].lower())
        if re.search(rf"\b(?:not|no|without|against|nor)\b[^.;]{{0,60}}\b{stem}", spot.own.lower()):
            yield spot.reworded(*match.span(), match.group().removesuffix(" not"))


@kind(*_ABSENT)
def documented_turned(spot: Spot) -> Iterator[Damage]:
    """What the record documents is called not documented."""
    for match in _IS_SHOWN.finditer(spot.text):
        if spot.records and not _DENIES.search(spot.text[: match.start()]):
            yield spot.reworded(*match.span(), f"{match.group()} not")


@kind(*_ABSENT)
def no_dropped(spot: Spot) -> Iterator[Damage]:
    """What the evidence denies is asserted: "no atrophy" becomes "atrophy"."""
    for match in _NO.finditer(spot.text):
        stem = re.escape((match[1] or match[2])[:5].lower())
        if re.search(rf"\b(?:no|not|without|denies|negative|absence)\b[^.;]{{0,60}}\b{stem}", spot.own.lower()):
            yield spot.reworded(*match.span(), "with " if match[2] else "")


@kind(*_POLARITY, "quotation-absent")
def opposite_said(spot: Spot) -> Iterator[Damage]:
    """Improved becomes worsened, increased decreased, positive negative, and so on."""
    for word, opposite in OPPOSITES:
        for match in re.finditer(rf"\b{word}\b", spot.text):
            plain = spot.quoted(match.start()) or not _DENIES.search(spot.text)
            if plain and said(word, spot.own) and not spot.says(opposite):
                yield spot.reworded(*match.span(), opposite)


def _first_guideline(spot: Spot) -> tuple[Pointer, ...]:
    every = [pointer for sentence in spot.draft.rationale for pointer in sentence.pointers]
    return tuple([pointer for pointer in every if pointer.source[0] == "G"][:1])


def _clinical(records: tuple[RecordEvidence, ...]) -> Iterator[str]:
    return (s.text for r in records if r.type not in _INFORMATION for s in r.sentences)


@kind("absence-contradicted", by_sentence=False)
def absence_invented(spot: Spot) -> Iterator[Damage]:
    """Something is called not documented that a record tells of."""
    to = _first_guideline(spot)
    texts = [text for text in _clinical(spot.place.evidence.records) if not _NOT_SO.search(text)]
    present = [(words, name) for words, name in TOPICS if any(re.search(words, text, re.I) for text in texts)]
    forms = ("There is no documentation of {}.", "The records do not mention {}.", "No {} is documented.")
    spot.rng.shuffle(present)
    for _, name in present[:4] if to else []:
        yield spot.added(spot.rng.choice(forms).format(name), to)


@kind("absence-unchecked", "absence-contradicted", by_sentence=False)
def absence_that_cannot_be_searched(spot: Spot) -> Iterator[Damage]:
    """Something is called not documented that no search could look for."""
    forms = (
        "There is no documentation of this.",
        "This is not documented in the record.",
        "The record does not mention it.",
        "No evidence of that is provided.",
    )
    if to := _first_guideline(spot):
        yield from (spot.added(form, to) for form in spot.rng.sample(forms, 2))


_ASSERTIONS = (
    "The employee has finished a course of physical therapy with good gain.",
    "The examination shows weakness of the affected limb.",
    "The guideline asks for a trial of conservative care first.",
    "Pain has been steady since the last report.",
    "The imaging study confirms the diagnosis.",
    "The medication has brought better function.",
    "The employee takes part in a home program every day.",
    "The treating physician has recorded a clear goal of treatment.",
)


@kind("pointer-missing", by_sentence=False)
def assertion_without_a_pointer(spot: Spot) -> Iterator[Damage]:
    """A clinical assertion is added that points at nothing."""
    yield from (spot.added(text) for text in spot.rng.sample(_ASSERTIONS, 4))


@kind("side-differs")
def side_swapped(spot: Spot) -> Iterator[Damage]:
    """Left is said for right, or right for left."""
    for match in re.finditer(r"\b(left|right)\b", spot.text):
        other = "left" if match[1] == "right" else "right"
        if spot.says(match[1]) and not re.search(rf"\b(?:{other}|bilateral\w*|both|either|each)\b", spot.support, re.I):
            yield spot.reworded(*match.span(), other)


@kind("side-differs")
def side_added(spot: Spot) -> Iterator[Damage]:
    """A side is added that is not the one of request and evidence."""
    sides = set(re.findall(r"\b(left|right|bilateral|both|either|each)\b", spot.support.lower()))
    if len(sides) == 1 and (side := sides.pop()) in ("left", "right"):
        other = "left" if side == "right" else "right"
        yield spot.extended(f" on the {other}")
        for names in PARTS.values():
            for match in re.finditer(rf"\b(?:{names})\b(?! complaints| disorders)", spot.text, re.IGNORECASE):
                if not re.search(r"(?i)\b(?:left|right)\W+$", spot.text[: match.start()]) and match.start():
                    yield spot.reworded(*match.span(), f"{other} {match.group()}")


@kind("body-part-differs")
def body_part_swapped(spot: Spot) -> Iterator[Damage]:
    """A body part is replaced by one that neither request nor evidence names."""
    strange = [part for part, names in PARTS.items() if not re.search(rf"\b(?:{names})", spot.support, re.IGNORECASE)]
    for part, names in PARTS.items():
        others = [other for other in strange if other != part]
        for match in re.finditer(rf"\b(?:{names})\b(?! complaints| disorders)", spot.text, re.IGNORECASE):
            if others and not re.match(r"(?i)\w* ?and upper", spot.text[match.end() :]):
                yield spot.reworded(*match.span(), spot.rng.choice(others))


@kind("body-part-differs")
def body_part_added(spot: Spot) -> Iterator[Damage]:
    """A body part is added that neither request nor evidence names."""
    strange = [
        part for part, names in PARTS.items() if not re.search(rf"\b(?:{names})", spot.everything, re.IGNORECASE)
    ]
    if strange:
        yield spot.extended(
            spot.rng.choice([" of the {}", ", for the {}", ", at the {}"]).format(spot.rng.choice(strange))
        )


@kind("drug-differs")
def drug_swapped(spot: Spot) -> Iterator[Damage]:
    """A drug is replaced by one that neither request nor evidence names."""
    strange = [names for names in DRUGS if not re.search(rf"\b(?:{names})\b", spot.support, re.IGNORECASE)]
    for names in DRUGS:
        for match in re.finditer(rf"\b(?:{names})\b", spot.text, re.IGNORECASE):
            if strange:
                yield spot.reworded(*match.span(), spot.rng.choice(spot.rng.choice(strange).split("|")))


@kind("drug-differs")
def drug_added(spot: Spot) -> Iterator[Damage]:
    """A drug is added that nothing in the case names."""
    strange = [names for names in DRUGS if not re.search(rf"\b(?:{names})\b", spot.everything, re.IGNORECASE)]
    drug = spot.rng.choice(spot.rng.choice(strange).split("|"))
    yield spot.extended(spot.rng.choice([f" while taking {drug}", f", with {drug}", f", in place of {drug}"]))


_SHE = {"he": "she", "his": "her", "him": "her", "himself": "herself", "man": "woman", "male": "female"}
_HE = {"she": "he", "her": "his", "herself": "himself", "woman": "man", "female": "male"}
_SOMEBODY = re.compile(
    r"\b(?:surgeon|physician|doctor|therapist|psycholog\w+|psychiatrist|radiologist|reviewer|coordinator|acupuncturist|"
    r"chiropractor|wife|husband|review)",
    re.IGNORECASE,
)
"""Others than the worker."""


@kind("sex-differs")
def sex_turned(spot: Spot) -> Iterator[Damage]:
    """The worker is called by the other sex."""
    sexes = set(re.findall(r"\b(?:fe)?male\b", (spot.world.case.clinical_summary or "").lower()))
    if len(sexes) != 1:
        return
    is_male = sexes == {"male"}
    swaps = _SHE if is_male else _HE
    for match in re.finditer(rf"\b(?:{'|'.join(swaps)})\b", spot.text):
        yield spot.reworded(*match.span(), swaps[match.group()])
    for match in re.finditer(r"\b(?:[Tt]he (?:employee|worker|patient|claimant))\b", spot.text):
        new = ("She" if is_male else "He") if match.start() == 0 else ("she" if is_male else "he")
        if not spot.text[match.end() :].startswith("'"):
            yield spot.reworded(*match.span(), new)
    other = "she" if is_male else "he"
    if not _SOMEBODY.search(spot.text):
        yield spot.extended(spot.rng.choice([f", as {other} reports", f", as {other} told the physician"]))


_INVISIBLE = ("\u200b", "\u200d", "\u2060", "\u202e", "\u00ad", "\ufeff")
_ALIKE = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "i": "і", "x": "х"}


@kind("text-disguised")
def character_hidden(spot: Spot) -> Iterator[Damage]:
    """An invisible character stands in the sentence."""
    place = spot.rng.randrange(1, len(spot.text))
    yield spot.reworded(place, place, spot.rng.choice(_INVISIBLE))


@kind("text-disguised")
def letter_of_another_alphabet(spot: Spot) -> Iterator[Damage]:
    """A Latin letter is replaced by one of another alphabet that looks like it."""
    places = [place for place, letter in enumerate(spot.text) if letter in _ALIKE]
    for place in spot.rng.sample(places, min(2, len(places))):
        yield spot.reworded(place, place + 1, _ALIKE[spot.text[place]])


@kind("sentence-too-long")
def sentence_without_end(spot: Spot) -> Iterator[Damage]:
    """The sentence runs on for tens of thousands of characters, with an invented number at its end."""
    yield spot.extended(" and so it goes on" * spot.rng.randrange(2_000, 2_400) + " for 977 visits")


@kind("web-source")
def web_page_named(spot: Spot) -> Iterator[Damage]:
    """A web page is given as evidence."""
    pages = (
        "www.example-clinic.com/pain",
        "https://slides.example.org/d/77",
        "http://medinfo.example.net",
        "wikipedia.org",
    )
    # Beside a guideline, an address alone could be where the guideline itself stands.
    beside = re.search(r"\b(?:MTUS|ACOEM|ODG|[Gg]uidelines?)\b", spot.text)
    forms = [", according to {}"] if beside else [" ({})", ", see {}", ", according to {}"]
    yield spot.extended(spot.rng.choice(forms).format(spot.rng.choice(pages)))


_CAUSES = (
    "The condition is not industrially related.",
    "The symptoms are due to degeneration and not to the industrial injury.",
    "The injury did not arise out of employment.",
    "Causation of the condition has not been established.",
    "Liability for this body part is disputed, so the treatment is not payable.",
    "Half of the disability is apportioned to a prior injury.",
)


@kind("causation")
def causation_added(spot: Spot) -> Iterator[Damage]:
    """The sentence is followed by one on causation, liability or apportionment."""
    yield spot.rewritten(f"{spot.text} {spot.rng.choice(_CAUSES)}")


_REPORTS = {
    RecordType.OPERATIVE_REPORT: ("operative report", r"operative report|operat|surg"),
    RecordType.ELECTRODIAGNOSTIC: ("electrodiagnostic report", r"electrodiagnos|emg|nerve conduction|ncv"),
    RecordType.CONSULTATION: ("consultation report", r"consult"),
    RecordType.MEDICAL_LEGAL: ("medical-legal report", r"medical-legal|medicolegal|qualified medical|agreed medical"),
    RecordType.IMAGING: ("imaging report", r"imaging|\bmri\b|x-ray|radiograph"),
}


@kind("document-unlisted")
def document_not_listed(spot: Spot) -> Iterator[Damage]:
    """The sentence names a document that the case file has not."""
    held = {record.type for record in spot.place.evidence.records}
    absent = [
        name
        for type, (name, words) in _REPORTS.items()
        if type not in held and not re.search(words, spot.everything, re.IGNORECASE)
    ]
    if absent:
        yield spot.extended(
            spot.rng.choice([", as the {} shows", ", according to the {}"]).format(spot.rng.choice(absent))
        )
