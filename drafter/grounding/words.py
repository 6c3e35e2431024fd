"""Words of substance, and the words by which a sentence says that something is not there."""

import re

from drafter.domain.quantity import unit_of
from drafter.domain.text import normal_form

ABSENCE = re.compile(
    r"\b(?:no|without|lack(?:s|ing)?(?: of)?|absence of)\s+(?:\w+\s+){0,3}?"
    r"(?:documentation|evidence|mention|record|indication|report)\b"
    r"|\bnot\s+(?:\w+\s+)?(?:document(?:ed)?|mention(?:ed)?|record(?:ed)?|provided|noted|report(?:ed)?|found)\b"
    r"|\b(?:does|do|did)\s+not\s+(?:document|mention|show|state|report|say|describe)\b",
    re.IGNORECASE,
)
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


def substance(text: str) -> set[str]:
    """The words that carry meaning, cut to a stem of six letters; words of one unit ("sessions", "visits") are one."""
    return {_stem(word) for word in re.findall(r"[a-z]{3,}", normal_form(text)) if word not in _COMMON}


def beyond_request(closing: str, request: str) -> set[str]:
    """The words of substance in a closing sentence that are neither its form's nor the request's."""
    return substance(closing) - substance(request) - {_stem(word) for word in _CLOSING}


def _stem(word: str) -> str:
    return unit_of(word) or word.removesuffix("s")[:6]
