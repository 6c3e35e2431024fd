"""The guidelines and publishers that a text names."""

import re

from drafter.grounding.claims import Claim, places

_KNOWN = re.compile(
    r"\b(?=[mMaAoOnNfFcCwW])(?:"  # with which every name begins: at most places none need be tried
    + "|".join(
        rf"(?P<{name}>(?:{words})\b)"
        for name, words in {
            "MTUS": r"(?i:mtus|Medical Treatment Utilization Schedule)",
            "ACOEM": r"(?i:acoem|American College of Occupational)",
            "ODG": r"(?i:odg|Official Disability Guidelines?)",
            "AMA": r"AMA|(?i:American Medical Association)",
            "ACR": r"ACR|(?i:American College of Radiology)",
            "ACP": r"ACP|(?i:American College of Physicians)",
            "AAOS": r"AAOS|(?i:American Academy of Orthop\w+ Surgeons)",
            "NASS": r"NASS|(?i:North American Spine Society)",
            "NIH": r"NIH|(?i:National Institutes of Health)",
            "FDA": r"FDA|(?i:Food and Drug Administration)",
            "CDC": r"CDC|(?i:Centers for Disease Control)",
            "NICE": r"NICE|(?i:National Institute for Health and Care Excellence)",
            "WHO": r"WHO|(?i:World Health Organization)",
            "AHRQ": r"AHRQ|(?i:Agency for Healthcare Research)",
            "CMS": r"CMS|(?i:medicare|medicaid)",
            "NGC": r"NGC|(?i:National Guidelines? Clearinghouse)",
        }.items()
    )
    + ")"
)
_ALWAYS = re.compile(
    r"(?=(?i:[cupmwiablo])|[A-Z])(?:"
    r"(?i:cochrane|uptodate|pubmed|medline|medscape|webmd|wikipedia|mayo clinic|interqual|milliman|mdguidelines|"
    r"aetna|cigna|blue cross|labor code|code of regulations|washington state|occupational disability guidelines?)"
    r"|\b(?:AAN|AANEM|APTA|APS|ASIPP|ASAM|DSM|USPSTF|IASP|ICSI|MCG|CCR|VA/DoD)\b"
    r"|\b(?:American|North American|National|International|European|British|Canadian|World) (?:[A-Z]\w+ ){0,3}"
    r"(?:Academy|College|Association|Society|Institutes?|Federation|Organization)(?: (?:of|for) [A-Z]\w+)?)"
)
_TITLED = re.compile(
    r"\b(?P<words>(?:[A-Z][\w/-]{0,60}\s+(?:(?:and|of|for)\s+(?=[A-Z]))?){1,8})(?i:guidelines?|guides?)\b"
)
_PLAIN_WORDS = frozenset(
    "a an and another as at based both by ca california chapter clinical current decision evidence evidence-based "
    "first for from guideline her his however i in its medical most no of on our per practice second section state "
    "such that the their these this those to treatment under unlike while with your according also although here since "
    "because but if when where which whether though until after before once only some many all any each every nor so "
    "then thus therefore hence moreover additionally furthermore".split()
)


_FIRST_WORDS = frozenset(
    "mtus acoem odg medicare medicaid utilization american official north national food centers world agency cochrane "
    "uptodate pubmed medline medscape webmd wikipedia mayo interqual milliman mdguidelines aetna cigna blue labor code "
    "washington occupational international european british canadian".split()
)
_SHORT_NAMES = re.compile(r"(?<![A-Z])[A-Z]{3,6}(?![A-Z])|VA/")
"""A text with none of these words and no name in capitals names none of them."""


def guidelines_in(text: str) -> list[tuple[str, Claim]]:
    """The guidelines, publishers and the like that a text (in plain form) names, each by one name for all its names."""
    if _FIRST_WORDS.isdisjoint(re.findall("[a-z]+", text.lower())) and not _SHORT_NAMES.search(text):
        return []
    found = [(m.lastgroup or "", Claim(m.group(), *m.span())) for m in _KNOWN.finditer(text)]
    others = [(m.group().lower(), Claim(m.group(), *m.span())) for m in _ALWAYS.finditer(text)]
    known = places(claim for _, claim in found)
    return found + [(name, claim) for name, claim in others if not known.meets(*claim.span)]


def title_words_in(text: str) -> list[tuple[set[str], Claim]]:
    """The words of titles before "Guideline": {"chronic", "pain"} of "the Chronic Pain Treatment Guidelines"."""
    found = []
    for match in _TITLED.finditer(text):
        words = set(re.findall(r"[a-z][a-z-]+", match["words"].lower())) - _PLAIN_WORDS
        if words:
            found.append((words, Claim(match.group(), *match.span())))
    return found
