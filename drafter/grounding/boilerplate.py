"""Sentences of mere form, which say nothing about guideline, record or request and need no evidence."""

import re

from drafter.domain.text import normal_form

_ITEM = r"(?:request|item|treatment)s?"
_VERBS = r"(?:considered|reviewed|judged|decided|discussed|addressed)"
_HOW = r"(?: (?:here|below|next|separately|in turn|by itself|on its own(?: merits)?|in what follows))"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:each|every|the|this) {_ITEM} (?:is|are|was|were|has been|will be) {_VERBS}{_HOW}{{0,2}}",
        r"(?:the )?(?:reasons?|rationale|discussion|determination|explanation)"
        r"(?: (?:for|of|on) (?:the|this|each) [a-z]{3,20})?"
        r" (?:follows?|(?:is|are) (?:as follows|given below|set out below))",
        r"(?:all|the)(?: (?:of )?the)?(?: entire| whole| submitted| medical| available){0,3} "
        r"(?:records?|files?|documents|information) (?:was|were|has been|have been) (?:reviewed|considered|read)"
        r"(?: (?:in full|in its entirety|in their entirety))?",
        rf"(?:now|next)?,? ?(?:to|turning to|we turn to) the (?:next|other|following|second|third|last) {_ITEM}",
        r"(?:the )?(?:guidelines?|records?|criteria) (?:is|are) (?:considered|discussed|summari[sz]ed|presented)"
        r" (?:below|above|here|next|in turn|separately)",
    )
)
_LONGEST = 200


def is_boilerplate(sentence: str) -> bool:
    """Whether a sentence is of form alone: "Each request is considered on its own merits." """
    plain = normal_form(sentence).rstrip(".:; ") if len(sentence) <= _LONGEST else ""
    return any(form.fullmatch(plain) for form in _FORMS)
