"""Reasoning about causation, liability or apportionment, which medical review does not decide.

A mention is none ("a work-related injury", "an industrial injury of 2014"), nor is what a guideline says of causes,
nor a sentence that leaves the question alone ("causation is not decided here").
"""

import re
from collections.abc import Iterator

from drafter.domain.draft import Finding
from drafter.domain.text import split_sentences
from drafter.grounding.catalogue import finding
from drafter.grounding.lints.view import LintedLetter

_THE = r"(?:the |this |that |these |those |his |her |their |an? |any )?"
_EVENT = (
    rf"{_THE}(?:\w+ly )?(?:(?:industrial|work(?:place)?|occupational|claimed|compensable|accepted|covered|subject|"
    rf"alleged|"
    r"original|reported|index|current)[ -](?:related )?)?"
    r"(?:injur(?:y|ies)|accident|incident|claim|employment|work(?:place)? (?:exposure|activities|duties)|"
    r"job(?: duties)?)\b"
)
_BETWEEN = (
    r"(?:(?:shown|found|proven|established|demonstrated|clear|clearly|thought|felt|believed|considered|deemed|appears?|"
    r"be|been|being|to|is|are|was|were|it|a|an|the|direct|causally|directly|solely|necessarily|medically|probably|"
    r"likely|"
    r"industrially|reasonably|itself|in any way) ){0,5}"
)
_NOT = rf"(?:\b(?:not|never|cannot|neither|no longer)|n't) {_BETWEEN}"
_UNSURE = r"\b(?:un(?:clear|certain|likely)|doubtful|questionable|in doubt|in dispute|whether|if)\b[\w ,'-]{0,40}?\b"
_PART = (
    r"(?:body parts?|parts?|conditions?|diagnos[ie]s|injury|claim|knees?|shoulders?|hips?|wrists?|hands?|elbows?|"
    r"ankles?|foot|"
    r"feet|neck|back|spine|head|psyche|hernia|disorder|disease)"
)
_COMPLAINT = (
    rf"(?:{_PART}|complaints?|symptoms?|pain|patholog(?:y|ies)|findings?|tear|problems?|need|treatment|surgery|"
    rf"arthritis|"
    r"degeneration|impairment|disability)"
)
_CAUSED = (
    r"(?:(?:related|relatable|connected|linked|attribut(?:ed|able)|tied|ascribed|traced) to|due to|caused by|"
    r"(?:the |a )?(?:direct )?(?:result|consequence|sequela) of|result(?:ed|ing)? from|aggravated by|stem(?:s|"
    r"med)? from|"
    r"ar(?:i?se|ising|isen) (?:out of|from))"
)
_IS = r"(?:is|are|was|were|be|been|being|has been|have been|had been|remains?|seems?|appears?)"
_WORK = "industrial work occupation"
_EVENTS = "injur accident incident claim employment work job"
_TAKEN = "accepted admitted disputed contested controverted denied claimed covered"
_GROUNDS = tuple(
    (tuple(words.split()), re.compile(form, re.IGNORECASE))
    for words, form in (
        (
            "aoe coe",
            r"\b(?:AOE|COE)\b",
        ),
        (
            "apportion",
            r"\bapportion(?:ed|ment|able|ing)?\b",
        ),
        (
            "liab",
            r"(?<!abuse )(?<!dependence )(?<!misuse )(?<!addiction )\b(?:liability|liable for)\b",
        ),
        (
            "caus",
            r"\b(?:causation|causality|causal(?:ly)? (?:link|relat|connect|nexus|contribut|associat)\w*)\b",
        ),
        (
            "nexus",
            r"\b(?:industrial|work|occupational) nexus\b|\bnexus (?:to|with|between)\b",
        ),
        (
            "compensab",
            r"\bcompensab(?:le|ility)\b",
        ),
        (
            _WORK,
            rf"{_NOT}(?:(?:industrially|work|occupationally)[ -](?:related|caused)|industrial(?! injur| accid|ly))\b",
        ),
        (
            _WORK,
            rf"{_UNSURE}(?:(?:industrially|work|occupationally)[ -](?:related|caused)|industrial in \w+)\b",
        ),
        (
            _EVENTS,
            rf"{_NOT}{_CAUSED} {_EVENT}",
        ),
        (
            _EVENTS,
            rf"\b{_CAUSED} [\w ,'-]{{1,60}}?\bnot (?:to|by|of|from) {_EVENT}",
        ),
        (
            _EVENTS,
            rf"{_UNSURE}{_CAUSED} {_EVENT}",
        ),
        (
            _EVENTS,
            rf"\b(?:unrelated to|independent of|(?:rather than|instead of) (?:by |to |of |from )?) ?{_EVENT}",
        ),
        (
            _WORK,
            rf"\b{_IS} (?:\w+ly )?(?:considered |deemed |felt to be )?"
            r"(?:non-?industrial|non-?occupational|non-?work[ -]related|unrelated to work)\b",
        ),
        (
            _WORK,
            r"\bnon-?(?:industrial|occupational|work[ -]related) (?:conditions?|causes?|nature|origin|basis|"
            r"in (?:nature|origin)|factors?|etiology)\b",
        ),
        (
            _WORK,
            rf"\b{_COMPLAINT} (?:is|are|was|were) (?:therefore |thus |clearly |indeed |found to be |considered )?"
            r"(?:industrially (?:related|caused)|work[ -]related|industrial in \w+)\b",
        ),
        (
            _WORK,
            r"\bindustrial(?:ly)? (?:relation(?:ship)?|relatedness|causation|causes?|basis|origin|etiology|"
            r"contribution)\b",
        ),
        (
            _TAKEN,
            rf"\b{_PART} (?:\w+ )?(?:is|are|was|were|has|have|had|remains?)(?:n't)? (?:(?:not|never|no longer|"
            r"currently|still|yet|been|also|an?) ){0,3}(?:accepted|admitted|disputed|contested|controverted)\b"
            r"(?! as a reason)",
        ),
        (
            "denied rejected",
            rf"(?:^|[,;] )(?:but |and |as |since |because )?{_THE}{_PART} {_IS} (?:denied|rejected) by (?:the )?"
            r"(?:carrier|employer|insurer|claims administrator)\b",
        ),
        (
            _TAKEN,
            r"\b(?:disputed|denied|contested|(?:un|non-?|not )accepted) (?:body )?(?:parts?|conditions?|claims?|"
            r"injur\w+)\b",
        ),
        (
            _TAKEN,
            rf"\b(?:only|solely) {_THE}(?:[\w-]+ ){{1,6}}?{_IS} (?:an? )?(?:accepted|admitted)\b",
        ),
        (
            "claim",
            r"\b(?:not (?:an? )?(?:\w+ )?(?:part of|included in|covered by)|outside (?:of )?) ?(?:the|this) "
            r"(?:accepted |industrial |workers' compensation )?claim\b",
        ),
        (
            _TAKEN,
            r"\bnot (?:an? |among the )?(?:accepted|claimed|covered|admitted) (?:body part|part|condition|injur)",
        ),
    )
)
"""Grounds, each with the beginnings of words of which it holds one: asked first, since that costs less."""
_ANY = tuple(
    "industrial work occupation caus liab apportion aoe coe nexus compensab accepted admitted disputed contested "
    "controverted denied rejected employment claim injur accident incident job".split()
)
"""A word of every ground: a sentence with none needs no closer look."""
_GUIDELINE_SAYS = re.compile(
    r"\b(?:guidelines?|MTUS|ACOEM|ODG|stud(?:y|ies)|literature|evaluations? (?:should|are)|generally accepted)\b",
    re.IGNORECASE,
)
_LEFT_ALONE = re.compile(
    r"\b(?:not|nor|without|outside|beyond|no|cannot|neither)\b[\w ,'-]{0,40}\b(?:decided?|address(?:ed)?|"
    r"consider(?:ed|ing)?|at issue|in question|scope|opinion|opine|judged?|determin(?:e|ed|ing)|reviewed|"
    r"part of this review|subject of|matter|purview|bears?|comment(?:ed)?)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"\b(?:caus(?:ation|ality)|liability|apportionment|AOE|COE|compensability|relation|disputes?|whether)\b",
    re.IGNORECASE,
)


def lint(letter: LintedLetter) -> Iterator[Finding]:
    """The sentences of rationales that argue from causation, liability, apportionment or what was accepted."""
    for item in letter.items:
        for sentence in item.sentences:
            ground = argued_in(sentence.text)
            if ground:
                words = sentence.text[ground[0] : ground[1]]
                yield finding(
                    "causation",
                    f'"{words}" is about causation or liability, which medical review does not decide',
                    item=item.number,
                    sentence=sentence.number,
                    span=ground,
                )


def argued_in(text: str) -> tuple[int, int] | None:
    """Where a text argues from causation, liability or apportionment: the first such place, or None."""
    for part in split_sentences(text):
        ground = _ground(part.text)
        if ground:
            return part.start + ground[0], part.start + ground[1]
    return None


def _ground(sentence: str) -> tuple[int, int] | None:
    """Where a sentence argues from such a question, or None."""
    lower = sentence.lower()
    if not any(word in lower for word in _ANY):
        return None
    near = (form for words, form in _GROUNDS if any(word in lower for word in words))
    found = next((match for form in near if (match := form.search(sentence))), None)
    if found is None or _GUIDELINE_SAYS.search(sentence):
        return None
    if _QUESTION.search(sentence) and _LEFT_ALONE.search(sentence):
        return None
    return found.span()
