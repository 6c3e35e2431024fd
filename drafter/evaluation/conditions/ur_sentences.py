"""Which sentences of a document tell what utilization review (UR) decided, or why."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from drafter.domain.text import split_sentences

_UR = (
    r"\b(?:utili[sz]ation (?:review(?:er)?|management)|claims? administrator|(?-i:UR)|peer review(?:er)?|"
    r"physician advis[eo]r|(?:prior|previous|original|initial) (?:review(?:er)?|determination|denial))\b"
)
_RULED = (
    r"\b(?:den(?:y|ied|ies|ial|ials|ying)|(?:non-? ?)?certif\w+|non-?approved|modif(?:y|ied|ies|ication)|"
    r"partial(?:ly)?|approv(?:e|ed|es|al)|authori[sz](?:e|ed|es)|reject(?:ed|s)?|refus(?:ed|es|al)|"
    r"(?:not )?medically necessary|original request)\b"
)
"""What UR does to a request."""
_RULING = re.compile(_RULED, re.IGNORECASE)
_WORKER_DENIES = re.compile(
    r"\b(?:patient|worker|employee|claimant|applicant|he|she)\s+(?:also )?den(?:ied|ies)\b", re.IGNORECASE
)
_REASONED = (
    r"\b(?:determin|found|held|cit(?:ed|es)|not(?:ed|es)|stat(?:ed|es)|conclud|opin|referenc|rel(?:ied|ies)|argu)"
)
_NAMED = re.compile(_UR, re.IGNORECASE)
_REASONED_BY_UR = re.compile(rf"{_UR}[^,;]{{0,80}}?{_REASONED}", re.IGNORECASE)
_UNNAMED = re.compile(
    r"\b(?:non-?(?:certif|approv)\w+|not (?:been )?(?:certified|authori[sz]ed|approved)\b|"
    r"(?:prior|previous(?:ly)?|rationale (?:for|of)|reasons? for|basis for|appeal (?:of|for)) (?:the )?(?:denial|"
    r"denied|modified|modification|approved|reviewed and)\b|prior denial|\brequests?\b.{0,200}?"
    r"\bnot medically necessary\b|\bIMR[- ]eligible\b|"
    r"\b(?:was|is|were) the original request\b|^the original request\b|\breferenced in (?:its|the) determination\b)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"^(?P<subject>.{0,500}?)\b(?:is|are|was|were|been|being|be)"
    r"(?: (?:also|again|then|later|previously|partially|all|both))? "
    r"(?P<ruled>denied|modified|approved|authori[sz]ed|certified|rejected)\b(?! by the (?:patient|worker|employee)\b)",
    re.IGNORECASE | re.DOTALL,
)
_ASKED_FOR = re.compile(
    r"\b(?:requests?|requested|treatments?|therapy|physiotherapy|visits?|sessions?|surgery|procedures?|injections?|MRIs?|"
    r"CTs?|EMGs?|NCVs?|NCS|electrodiagnostic|imaging|x-?rays?|scan|stud(?:y|ies)|tests?|testing|medications?|drugs?|"
    r"tablets?|mg|units?|brace|consultations?|evaluations?|referral|program|acupuncture|chiropractic|massage|case)\b|#\d",
    re.IGNORECASE,
)
_SYMPTOM = re.compile(
    r"\b(?:pain|numbness|tingling|weakness|nausea|vomiting|fever|chills|headaches?|dizziness|symptoms?|history|allerg\w+|"
    r"alcohol|tobacco|smoking|trauma|radiation|radicular|radiculopathy|paresthesias?|incontinence|swelling|suicidal|loss|"
    r"side effects?|claim|injury|liability)\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(r"\brequest", re.IGNORECASE)
_CHANGED_BY_OTHERS = re.compile(
    r"\b(?:work|duty|duties|activit(?:y|ies)|status|dose|dosage|regimen|diet|exercises?)\b", re.I
)
"""What a physician or the worker modifies."""
_GOES_ON = re.compile(
    r"(?:(?:additionally|furthermore|moreover|also|therefore|further|regarding|in addition)\b.{0,300}?\b(?:not?|lack|"
    r"guidelines?|requests?|approved|conflicting|duplicat\w+)\b|(?:the )?(?:rationale|reviewer|approval|denial|"
    r"decision|guidelines?)\b|it was (?:noted|found|determined)\b|there (?:is|was|were|are) (?:also )?(?:no|a lack of|"
    r"insufficient|limited) (?:\w+ ){0,2}?(?:documentation|evidence|indication|rationale|reason|mention|objective)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""How a sentence goes on with UR's reasons after one that tells its ruling."""
_WITHOUT_SPACE = re.compile(r"(?<=[a-z0-9)]\.)(?=[A-Z][a-z]*\s)")
"""Where a letter sets two sentences without a space: "(right elbow).The review …"."""
_TURN = re.compile(r";\s+|,?\s+\b(?:and|but|however|although|which|that)\b\s+", re.IGNORECASE)
_OF_UR = re.compile(
    rf"(?:(?:then|later|subsequently|on [^,]{{4,20}},?|the|a|an|this|that|it|these|prior|previous|original) ){{0,4}}"
    rf"(?:{_UR}|(?:this|it|they|these)? ?(?:was|were|has been|have been) (?:not |later |then |subsequently )?"
    r"(?:den|certif|non-?certif|modif|approv|authori[sz])|(?:denial|non-?certification|requests?)\b)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|remains?|reports?|[a-z]{2,}ed)\b|^(?:he|she|(?:the|this|an?) (?:patient|"
    r"(?:injured )?worker|employee|claimant|applicant)) [a-z]{2,}s\b",
    re.IGNORECASE,
)
"""The verb of a clause, as far as its form tells it."""
_WORDS_OF_A_CLAUSE = 4


@dataclass(frozen=True)
class Unit:
    """A sentence of a text with what stands before it."""

    gap: str
    text: str
    of_ur: bool
    """Whether it tells what UR decided, or why."""


def units(text: str) -> Iterator[Unit]:
    """The sentences of a text, those also that no space parts; joined with their gaps they are the text.

    What stands after the last sentence is a unit without text.
    """
    end, of_ur = 0, False
    for sentence in split_sentences(text):
        starts = [0, *(match.start() for match in _WITHOUT_SPACE.finditer(sentence.text)), len(sentence.text)]
        for first, last in pairwise(starts):
            piece = sentence.text[first:last]
            of_ur = tells(piece) or (of_ur and _GOES_ON.match(piece) is not None)
            yield Unit(text[end : sentence.start] if first == 0 else "", piece, of_ur)
        end = sentence.end
    yield Unit(text[end:], "", False)


def tells(sentence: str) -> bool:
    """Whether a sentence tells what UR decided, or why.

    "Utilization review denied the MRI"; "the request was denied as …"; "the rationale for denial indicated …". A
    sentence that only names UR ("the report read by utilization review was of May 2") does not, nor one in which a
    worker denies pain or works modified duty.
    """
    if _NAMED.search(sentence):
        rulings = len(_RULING.findall(sentence))
        by_worker = len(_WORKER_DENIES.findall(sentence))
        if rulings > by_worker or (not rulings and _REASONED_BY_UR.search(sentence)):
            return True
    if _UNNAMED.search(sentence):
        return True
    passive = _PASSIVE.match(sentence)
    if not passive:
        return False
    subject = passive["subject"]
    ruled = passive["ruled"].lower()
    if _REQUEST.search(subject):
        return True
    if ruled == "modified" and _CHANGED_BY_OTHERS.search(subject):
        return False
    return _ASKED_FOR.search(subject) is not None and not _SYMPTOM.search(subject)


def clinical_part(sentence: str) -> str:
    """What is left of a sentence that tells of UR: the clause before, where it stands by itself; else nothing.

    "He wears a splint, and utilization review denied a brace" leaves "He wears a splint." What follows a ruling may be
    its reasons, so that nothing after it is kept; that a request was made is no clinical fact.
    """
    turn = next((turn for turn in _TURN.finditer(sentence) if _OF_UR.match(sentence, turn.end())), None)
    head = sentence[: turn.start()].rstrip(" ,") if turn else ""
    clinical = not _NAMED.search(head) and not _REQUEST.search(head)
    whole = len(head.split()) >= _WORDS_OF_A_CLAUSE and _VERB.search(head) is not None
    return f"{head}." if clinical and whole and not tells(head) else ""
