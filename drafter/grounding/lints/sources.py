"""The guidelines that an item's rationale rests on, and those of its guideline line, by names that can be compared."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drafter.domain.guideline import Tier
from drafter.domain.text import Sentence
from drafter.grounding.claims import features_in
from drafter.grounding.lints.view import LintedItem, Named
from drafter.grounding.named import guidelines_in
from drafter.grounding.reading import Reading, read

_ADOPTED_ACOEM = {
    "General Approaches": r"General Approach\w*",
    "Neck and Upper Back": r"Neck and Upper Back Complaints",
    "Shoulder": r"Shoulder Complaints",
    "Elbow": r"Elbow (?:Complaints|Disorders)",
    "Forearm, Wrist, and Hand": r"Forearm,? Wrist,? (?:and|&) Hand Complaints",
    "Low Back": r"Low Back Complaints",
    "Knee": r"Knee Complaints",
    "Ankle and Foot": r"Ankle and Foot Complaints",
    "Stress Related": r"Stress[- ]Related (?:Conditions|Complaints)",
    "Eye": r"Eye Chapter|Eye Complaints",
}
"""The parts of the MTUS that are chapters of ACOEM: whoever cites them cites ACOEM as well. With their capitals, since
"low back complaints" are what a worker has."""
_OWN = {
    "Chronic Pain": r"(?i:chronic pain (?:medical )?(?:treatment )?guidelines?|mtus,? (?:\d{4},? )?chronic pain)",
    "Acupuncture": r"(?i:acupuncture (?:medical )?(?:treatment )?guidelines?|mtus,? (?:\d{4},? )?acupuncture)",
    "Postsurgical": r"(?i:post-?surgical (?:physical medicine )?(?:treatment )?guidelines?|mtus,? post-?surgical)",
    "Opioid": r"(?i:opioids? (?:treatment )?guidelines?|mtus,? (?:\d{4},? )?opioids?)",
}
_TITLES = {title: re.compile(rf"\b(?:{words})") for title, words in (_ADOPTED_ACOEM | _OWN).items()}
_CHAPTERS = {
    "chapter 8": "Neck and Upper Back",
    "chapter 9": "Shoulder",
    "chapter 10": "Elbow",
    "chapter 11": "Forearm, Wrist, and Hand",
    "chapter 12": "Low Back",
    "chapter 13": "Knee",
    "chapter 14": "Ankle and Foot",
    "chapter 15": "Stress Related",
    "chapter 16": "Eye",
}
"""Chapters of the Occupational Medicine Practice Guidelines, second edition (2004), by number; 8 CCR 9792.23."""
_STARTS = {
    title: re.compile(start, re.IGNORECASE)
    for title, start in {
        "Chronic Pain": r"chronic pain",
        "Acupuncture": r"acupuncture",
        "Postsurgical": r"post-?surgical",
        "Opioid": r"opioid",
        "General Approaches": r"general approach|prevention|initial approach|cornerstones",
        "Neck and Upper Back": r"neck",
        "Shoulder": r"shoulder",
        "Elbow": r"elbow",
        "Forearm, Wrist, and Hand": r"forearm",
        "Low Back": r"low(?:er)? back",
        "Knee": r"knee",
        "Ankle and Foot": r"ankle",
        "Stress Related": r"stress",
        "Eye": r"eye\b",
    }.items()
}

_VERBS = (
    r"(?:address|discuss|mention|cover|include|contain|speak|provide|comment|make|offer|have|refer|list|specify|give)"
)
_GUIDANCE = r"(?:recommendations?|guidelines?|guidance|sections?|mention|criteria|statements?|positions?)"
_SILENT = re.compile(
    rf"\bsilent\b|\b(?:(?:do|does|did) not|doesn't|don't|didn't|fails? to)\s+(?:\w+\s+){{0,2}}{_VERBS}\b"
    rf"|\b(?:(?:makes?|has|have|gives?|offers?|contains?|provides?) no|lacks?|lacking) (?:\w+ ){{0,3}}{_GUIDANCE}\b"
    r"|\brebut|\b(?:do|does|did) not apply\b|\bnot applicable\b",
    re.IGNORECASE,
)
_SILENT_IN = re.compile(
    r"\bnot\s+(?:\w+\s+)?(?:addressed|discussed|covered|mentioned|included|found|contained|specified|referenced|listed|"
    r"described|considered|available)\s+(?:in|by|within)\b"
    r"|\bno\s+(?:(?:specific|current|applicable|relevant|available|clear|formal|direct|CA|California)\s+){0,3}(?=MTUS|ACOEM)"
    rf"|\bno\s+(?:\w+\s+){{0,2}}{_GUIDANCE}\s+(?:\w+\s+){{0,3}}(?:in|by|within)\b"
    r"|\bsilence of\b|\boutside (?:of )?(?:the )?scope of\b|\bin the absence of\b",
    re.IGNORECASE,
)
_REACH = 90
"""Characters within which the guideline stands that is said to be silent."""
_NEAR = 45
"""Characters on each side of a year within which the guideline stands that it is of."""
_TITLE_FOLLOWS = 30
"""Characters within which a title follows the name of the MTUS."""
_OTHER_SUBJECT = re.compile(
    r"[;:()]|\b(?:records?|documentation|documents|notes?|reports?|files?|physician|provider|patient|worker|applicant|claimant|"
    r"individual|request|he|she)\b",
    re.IGNORECASE,
)
"""What ends the words that a silence is said of: of the record it says something else."""
_CLAUSE = re.compile(r"[,;:()]")
_OF_OTHERS = re.compile(
    r"\butili[sz]ation review|\bclaims administrator|\bUR\b"
    r"|\b(?:treating|requesting|attending) (?:physician|provider)\b.{0,40}\b(?:cit|quot|invok|referr?)",
    re.IGNORECASE,
)
_MTUS = re.compile(r"\bMTUS\b|\bACOEM\b|\bCalifornia\b|\bMedical Treatment Utilization Schedule\b|(?i:chronic pain)")
_ACOEM_FAMILIES = frozenset({"MTUS", "ACOEM"})
_SET_WORDS = re.compile(r"outside (?:of )?(?:the )?MTUS(?: Guidelines)?|\bNon-MTUS\b", re.IGNORECASE)
"""Words of the form that name the MTUS where it is not cited."""


@dataclass(frozen=True)
class Place:
    """A place in an item's rationale: the number of the sentence, and the characters of it."""

    sentence: int
    span: tuple[int, int]


@dataclass(frozen=True)
class Sources:
    """Guidelines: those of the MTUS by title, all by family."""

    families: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    """Titles of guidelines of the MTUS."""
    bare: frozenset[str] = frozenset()
    """Of a rationale: the families that are named without any title beside them, the MTUS before any title."""
    first: Place | None = None
    """Of a rationale: where the first of them stands."""

    def said(self) -> str:
        """The names in words."""
        titles = [f"the {title} guideline of the MTUS" for title in sorted(self.titles)]
        named = self.families - (_ACOEM_FAMILIES if titles else frozenset())
        return " and ".join([*titles, *(f"the {family}" for family in sorted(named))]) or "none that is known"


def plain_sentences(item: LintedItem) -> Iterator[tuple[Sentence, Reading]]:
    """The sentences of a rationale, each with its plain form."""
    for sentence in item.sentences:
        yield sentence, read(sentence.text)


def titles_named(text: str) -> set[str]:
    """The guidelines of the MTUS that a text in plain form names, by title or by the number of ACOEM's chapter."""
    found = {title for title, words in _TITLES.items() if words.search(text)}
    if re.search(r"\bMTUS\b|\bACOEM\b", text):
        found |= {_CHAPTERS[feature] for feature, _, _ in features_in(text) if feature in _CHAPTERS}
    return found


def title_of(named: Named) -> str | None:
    """The title of a citation of the MTUS as `titles_named` has it; None for others, and where it is not known."""
    if named.tier is not Tier.MTUS:
        return None
    words = f"{named.guideline} {named.chapter or ''}"
    return next((title for title, start in _STARTS.items() if start.search(words)), None)


def of_line(named: Iterable[Named], text: str) -> Sources:
    """What a guideline line cites: as far as it was parsed, and every guideline that its words name."""
    plain = _SET_WORDS.sub(" ", read(text).text)
    families = {name for name, _ in guidelines_in(plain)}
    titles = titles_named(plain)
    whole_mtus = False
    for each in named:
        title = title_of(each)
        if each.tier is Tier.MTUS:
            families.add("MTUS")
            whole_mtus = whole_mtus or title is None
            titles |= {title} if title else set()
        families |= {name for name, _ in guidelines_in(f"{each.publisher or ''} {each.guideline}")}
    if titles & _ADOPTED_ACOEM.keys() or whole_mtus:
        families.add("ACOEM")
    return Sources(frozenset(families), frozenset() if whole_mtus else frozenset(titles))


def beside(text: str, start: int, end: int) -> Sources:
    """The guideline that a text in plain form names nearest to a place in it; none where there is none near."""
    around = text[max(0, start - _NEAR) : end + _NEAR]
    start, end = min(start, _NEAR), min(start, _NEAR) + end - start
    titles = [(m.start(), m.end(), title) for title, words in _TITLES.items() for m in words.finditer(around)]
    families = [(claim.start, claim.end, name) for name, claim in guidelines_in(around)]
    near = sorted((max(first - end, start - last, 0), name, first) for first, last, name in [*titles, *families])
    if not near:
        return Sources()
    _, name, first = near[0]
    if name in _ACOEM_FAMILIES:  # "the 2016 MTUS Chronic Pain Guidelines" is about the guideline of that title
        name = next((title for at, _, title in sorted(titles) if 0 <= at - first <= _TITLE_FOLLOWS), name)
    if name in _TITLES:
        return Sources(frozenset({"MTUS"}), frozenset({name}))
    return Sources(frozenset({name}))


def rested_on(item: LintedItem) -> Sources:
    """The guidelines that a rationale names as its ground.

    Left out are those that it calls silent, and those in sentences about what the parties cited.
    """
    families: set[str] = set()
    titles: set[str] = set()
    bare: set[str] = set()
    first = None
    for sentence, reading in plain_sentences(item):
        if _OF_OTHERS.search(reading.text):
            continue
        text = without_silences(reading.text)
        claims = guidelines_in(text)
        named = titles_named(text)
        families |= {name for name, _ in claims} | ({"MTUS"} if named else set())
        titles |= named
        bare |= {name for name, _ in claims if not _titled(name, named, titles)}
        if first is None and (claims or named):
            start, end = (claims[0][1].start, claims[0][1].end) if claims else (0, len(text))
            first = Place(sentence.number, reading.span(start, end))
    return Sources(frozenset(families), frozenset(titles), frozenset(bare), first)


def _titled(family: str, here: set[str], before: set[str]) -> bool:
    """Whether a family is named for a guideline with a title: one in the sentence, of the MTUS also one before."""
    if family == "MTUS":
        return bool(here or before)
    return family == "ACOEM" and bool(here & _ADOPTED_ACOEM.keys())


def calls_silent(text: str) -> bool:
    """Whether a sentence in plain form says that the MTUS, or ACOEM's part of it, does not decide the question."""
    return any(_MTUS.search(text, *place) for place in silent_places(text))


def silent_places(text: str) -> list[tuple[int, int]]:
    """The places in a sentence where a guideline would stand that is called silent; in order, none within another."""
    found = []
    for match in _SILENT.finditer(text):
        start = max(0, match.start() - _REACH)
        cut = max((mark.end() for mark in _OTHER_SUBJECT.finditer(text, start, match.start())), default=start)
        found.append((cut, match.end()))
    for match in _SILENT_IN.finditer(text):
        stop = min(len(text), match.end() + _REACH)
        mark = _CLAUSE.search(text, match.end(), stop)
        found.append((match.start(), mark.start() if mark else stop))
    places: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if places and start <= places[-1][1]:
            places[-1] = places[-1][0], max(end, places[-1][1])
        else:
            places.append((start, end))
    return places


def without_silences(text: str) -> str:
    """A sentence in plain form with those places blank, so that every other character stays where it is."""
    parts, done = [], 0
    for start, end in silent_places(text):
        parts += [text[done:start], " " * (end - start)]
        done = end
    return "".join([*parts, text[done:]])
