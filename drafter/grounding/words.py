"""Words of substance, and the words by which a sentence says that something is not there."""

import re
from collections.abc import Iterable
from functools import lru_cache

from drafter.domain.quantity import unit_of
from drafter.domain.text import normal_form

ABSENCE = re.compile(
    r"\b(?:no|without|lack(?:s|ing)?(?: of)?|absence of)\s+(?:\w+\s+){0,3}?"
    r"(?:documentation|evidence|mention|record|indication|report)\b"
    r"|\bnot\s+(?:\w+\s+)?(?:document(?:ed)?|mention(?:ed)?|record(?:ed)?|provided|noted|report(?:ed)?|found)\b"
    r"|\b(?:does|do|did)\s+not\s+(?:document|mention|show|state|report|say|describe)\b",
    re.IGNORECASE,
)
SOMETHING_ABSENT = re.compile(
    r"\b(?:no|without|lacks?) (?:\w{1,20} )?(?:documentation|evidence|mention|record|indication|account) (?:of|for) "
    r"(?:this|that|it|these|those|such|them)\b"
    r"|\b(?:does|do|did) not (?:mention|document|show|state|describe|contain|record|note|report|address) "
    r"(?:this|that|it|these|those|such|them)\b"
    r"|\b(?:this|that|it|such|these|those)\b (?:\w{1,20} ){0,3}?(?:is|are|was|were|has been|have been) "
    r"(?:not (?:\w{1,20} )?(?:documented|recorded|noted|mentioned|shown|found|reported|in the (?:record|file|chart))"
    r"|undocumented|unrecorded|absent from the)\b"
    r"|\b(?:none|neither) of (?:this|that|these|those)\b (?:\w{1,20} ){0,2}?(?:is|are|was|were) "
    r"(?:documented|recorded|noted|mentioned|shown|found|reported|in the (?:record|file|chart))\b",
    re.IGNORECASE,
)
"""A sentence that says of something named elsewhere that it is not in the record."""
DENIES = re.compile(r"\b(?:no|not|none|never|without|denie[sd]|negative|absent|lacks?)\b|n't\b", re.IGNORECASE)
TELLS_OF_WORKER = re.compile(
    r"\b(?:the|this) (?:injured )?(?:worker|employee|claimant|applicant)(?:'s \w{2,20})? "
    r"(?:has|had|is|was|reports?|reported|denies|denied|takes|took|underwent|completed|received|attended|failed|tried|"
    r"improved|continues|remains|returned|complains)\b(?! (?:requested|asked|appropriate|a candidate))"
    r"|^(?:she|he) (?:has|had|is|was|reports?|reported|denies|denied|takes|took|underwent|completed|received)\b"
    r"|\b(?:improvement|radiculopathy|failure|relief|weakness|gain|response)(?: \w{2,14}){0,3} "
    r"(?:is|are|was|were|has been) (?:clearly |well |now )?(?:documented|recorded|noted|shown|present)\b",
    re.IGNORECASE,
)
"""A statement of fact on the worker, which no guideline can bear out."""
_COMMON = frozenset(
    "a an and are as at be been but by did do does for from had has have he her here his i if in into is it its may "
    "more most must no nor not of on or other our she should so such than that the their them then there these they "
    "this those to was were what when which while who will with would request requested section guideline guidelines "
    "says state states stated record records according page pages patient worker applicant therefore medically "
    "necessary treatment".split()
)
_CLOSING = frozenset(
    "thus hence such accordingly consequently these reasons conclusion appropriate indicated determined considered "
    "time present current disputed medical necessity".split()
)


@lru_cache(maxsize=2048)
def substance(text: str) -> frozenset[str]:
    """The words that carry meaning, cut to a stem of six letters; words of one unit ("sessions", "visits") are one."""
    return frozenset(_stem(word) for word in re.findall(r"[a-z]{3,}", normal_form(text)) if word not in _COMMON)


def substance_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of substance of several texts."""
    return frozenset[str]().union(*map(substance, texts))


def beyond_request(closing: str, request: str) -> frozenset[str]:
    """The words of substance in a closing sentence that are neither its form's nor the request's."""
    return substance(closing) - substance(request) - {_stem(word) for word in _CLOSING}


def _stem(word: str) -> str:
    return unit_of(word) or word.removesuffix("s")[:6]
