"""Why the search left the MTUS, and what was found beyond it (8 CCR 9792.21(d), 9792.21.1)."""

import re
from collections.abc import Iterator

from drafter.domain.determination import Determination
from drafter.domain.draft import Finding
from drafter.domain.guideline import Tier
from drafter.grounding.catalogue import finding
from drafter.grounding.lints.sources import calls_silent, of_line, plain_sentences, rested_on, without_silences
from drafter.grounding.lints.view import LintedItem, LintedLetter
from drafter.grounding.reading import read
from drafter.grounding.words import ABSENCE

_STUDY = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|literature|meta-analys\w+|systematic review|journal|et al|other guidelines|"
    r"alternative guidelines|guidelines? (?:state|recommend|indicate|support))\b|\(\w[\w .&-]{1,40},? (?:19|20)\d\d\)",
    re.IGNORECASE,
)
_CASE_GROUND = re.compile(
    r"\b(?:lack(?:s|ed|ing)?|insufficient|inadequate|unclear|not clear|fail(?:s|ed|ure)?|exceed(?:s|ed|ing)?|"
    r"in excess|unknown|does not meet|not met|denied|improv\w+|vague|not specif\w+|"
    r"no (?:documentation|evidence|indication|rationale)|experimental|investigational|already|duplicate)\b",
    re.IGNORECASE,
)
_NEGATES = re.compile(r"\b(?:no|not|never|none|nobody|nothing|neither|without|cannot)\b|n't\b", re.IGNORECASE)
"""What a sentence denies of the case may be a ground, whatever its words."""
_CLOSES = re.compile(r"\bmedical(?:ly)? (?:un)?necess", re.IGNORECASE)
_WHY = re.compile(
    r"\b(?:alternative|other|non-?mtus) guidelines? (?:were|was|are|is) (?:also )?"
    r"(?:consulted|used|utili[sz]ed|reviewed|applied)\b"
    r"|\b(?:more|most) (?:specific|recent|current|detailed|comprehensive|up to date|up-to-date)\b",
    re.IGNORECASE,
)


_MAYBE_SILENT = re.compile(
    r"sile|rebut|presum|preced|address|discuss|mention|cover|speak|name|nothing|\bno\b|\bnot\b|n't|lack|absen",
    re.IGNORECASE,
)
"""A sentence without any of these calls nothing silent; it is asked first, since most have none."""


def lint(letter: LintedLetter) -> Iterator[Finding]:
    """Findings about silence and about lines outside of the MTUS.

    That no word says why one guideline prevails is no finding here: a signed letter does not tell what the physician
    cited, and the reviewer often cites another guideline than utilization review without a dispute between the two.
    """
    for item in letter.items:
        silent = [s.number for s in item.sentences if _MAYBE_SILENT.search(s.text) and calls_silent(read(s.text).text)]
        alone = _silence_alone(item, silent)
        if alone:
            yield alone
        if _outside_unexplained(item, silent):
            yield finding(
                "outside-mtus-unexplained",
                "the guideline line cites nothing of the MTUS, and the rationale does not say why the MTUS does not "
                "decide",
                item=item.number,
            )


def _follows(item: LintedItem) -> bool:
    """Whether an item follows another one: a draft says so in a set sentence, a signed letter in any words."""
    hangs = not item.given or any(text.startswith("This request depends on item ") for text in item.given)
    return item.depends_on is not None and hangs


def _silence_alone(item: LintedItem, silent: list[int]) -> Finding | None:
    """A denial whose one ground is silence: no other guideline, no study, and nothing that the record lacks."""
    if item.determination is not Determination.UPHELD or not silent or _follows(item):
        return None
    if rested_on(item).families:
        return None
    for _, reading in plain_sentences(item):
        rest = without_silences(reading.text)
        if _STUDY.search(rest) or _CASE_GROUND.search(rest) or ABSENCE.search(rest):
            return None
        if _NEGATES.search(rest) and not _CLOSES.search(rest):
            return None
    return finding(
        "silence-alone",
        "the one ground given is that the MTUS does not address the request",
        item=item.number,
        sentence=silent[0],
    )


def _outside_unexplained(item: LintedItem, silent: list[int]) -> bool:
    """Whether a line is wholly outside of the MTUS without a word on it in the rationale.

    The form's own sentence about recommendations outside of the MTUS always stands there, and explains nothing.
    """
    if not item.heading or any(named.tier is Tier.MTUS for named in item.heading) or silent:
        return False
    if "MTUS" in rested_on(item).families or "MTUS" in of_line(item.heading, "").families:
        return False
    return not any(_WHY.search(sentence.text) for sentence in item.sentences)
