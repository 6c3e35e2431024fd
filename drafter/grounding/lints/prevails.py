"""Drafts that rest on another guideline than the parties cited, without a word on why it prevails (8 CCR 9792.25.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from drafter.domain.draft import Draft, DraftedItem, Finding
from drafter.domain.guideline import Tier
from drafter.grounding.catalogue import finding
from drafter.grounding.lints.sources import titles_named
from drafter.grounding.lints.view import quotes_guideline
from drafter.grounding.named import guidelines_in
from drafter.grounding.reading import read

_PREVAILS = re.compile(
    r"\b(?:prevail\w*|preced(?:es|ence)|govern(?:s|ed|ing)?|control(?:s|ling) guideline|outweigh\w*|supersed\w*|"
    r"replac(?:es|ed)|"
    r"presum(?:ed|ption|ptively)|rebut\w*|hierarchy|(?:strength|level|weight) of (?:the )?evidence|comes? first|"
    r"(?:is|was|are|were) (?:not |no longer |then |already )?in force|in effect|out of date|outdated|obsolete|"
    r"(?:more|most) (?:specific|recent|current|detailed|comprehensive|up to date|up-to-date|applicable|relevant)|newer|"
    r"stronger|higher tier|lower tier|rather than|instead of|over the (?:ODG|ACOEM|MTUS)|takes? priority)\b",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"\bsilent\b|\b(?:do|does|did)(?: not|n't) (?:\w+ ){0,2}(?:address|discuss|mention|cover|speak|name|contain|"
    r"treat|apply|"
    r"hold|say|make)\b|\bno (?:\w+ ){0,2}(?:section|recommendation|guidance|passage)s?\b|\bnot (?:\w+ )?"
    r"(?:addressed|discussed|mentioned|covered|named)\b|\bsays? nothing\b",
    re.IGNORECASE,
)
_GUIDELINE = re.compile(r"\b(?:MTUS|ACOEM|ODG|guidelines?|schedule|chapter|edition)\b", re.IGNORECASE)
_SHOWN = 100
"""Characters of a party's guideline line that are shown."""
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


@dataclass(frozen=True)
class _Cited:
    """What one of the three cites, as far as it is known by name."""

    families: frozenset[str]
    titles: frozenset[str]
    """Guidelines of the MTUS by title."""
    editions: frozenset[str]
    """Years: who cites a "2nd edition" mostly gives its year as well."""

    def differs(self, other: "_Cited") -> bool:
        """Whether they have no guideline in common, or none of its editions; what one does not say is no difference."""
        if not self.families or not other.families:
            return False
        if self.families.isdisjoint(other.families):
            return True
        titled = self.families & other.families == {"MTUS"} and self.titles and other.titles
        if titled and self.titles.isdisjoint(other.titles):
            return True
        return bool(self.editions and other.editions) and self.editions.isdisjoint(other.editions)


def lint_draft(draft: Draft) -> Iterator[Finding]:
    """Items whose citations differ from those of the physician or of utilization review, and no sentence says why.

    One finding for each of the two who cited something else.
    """
    for item in draft.items:
        rationale = item.draft.rationale if item.draft else ()
        others = _others(item)
        said = (sentence.text for sentence in rationale if not quotes_guideline(item, sentence))
        if others and not any(map(_says_why, said)):
            for text, who in others.items():
                own = ", ".join(f"{cited.cited_as} {cited.edition}" for cited in item.citations)
                message = (
                    f"{' and '.join(who)} cited {text[:_SHOWN]}; the draft rests on {own}, and no sentence says why"
                )
                yield finding("prevails-unexplained", message, item=item.number)


def _others(item: DraftedItem) -> dict[str, list[str]]:
    """What the parties cited that differs from what the draft does, and who of them did."""
    said = (
        ("the physician", item.item.physician_guideline),
        ("utilization review", item.item.claims_administrator_guideline),
    )
    given = [(who, text) for who, text in said if text]
    own = _of_draft(item) if given else None
    differing: dict[str, list[str]] = {}
    for who, text in given:
        if own and _of_line(text).differs(own):
            differing.setdefault(text, []).append(who)
    return differing


@lru_cache(maxsize=1024)
def _of_line(text: str) -> _Cited:
    plain = read(text).text
    families = {name for name, _ in guidelines_in(plain)}
    titles = titles_named(plain)
    if titles:
        families = (families - {"ACOEM"}) | {"MTUS"}
    return _Cited(frozenset(families), frozenset(titles), frozenset(_YEAR.findall(plain)))


def _of_draft(item: DraftedItem) -> _Cited:
    """What a draft cites: of the MTUS by title, with the word that titles are told by."""
    families: set[str] = set()
    titles: set[str] = set()
    for cited in item.citations:
        named = _of_line(f"{cited.cited_as} Guidelines")
        families |= {"MTUS"} if cited.tier is Tier.MTUS else named.families
        titles |= named.titles if cited.tier is Tier.MTUS else frozenset()
    years = [year for cited in item.citations for year in _YEAR.findall(cited.edition)]
    return _Cited(frozenset(families), frozenset(titles), frozenset(years))


def _says_why(sentence: str) -> bool:
    """Whether a sentence weighs guidelines against each other, or calls one of them silent."""
    return bool(_GUIDELINE.search(sentence) and (_PREVAILS.search(sentence) or _SILENT.search(sentence)))
