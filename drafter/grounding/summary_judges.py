"""Whether a sentence of a clinical summary judges, where it has only to tell what the records say."""

import re
from itertools import pairwise

from drafter.domain.conclusion import verdicts
from drafter.domain.text import split_sentences
from drafter.grounding.lints.causation import argued_in

_HOLDER = (
    r"(?:utili[sz]ation review(?:er)?|UR|claims administrator|reviewer|physicians?|providers?|doctors?|surgeons?|"
    r"specialists?|[a-z]{3,12}ologists?|therapists?|chiropractors?|evaluators?|examiners?|consultants?|QME|AME|"
    r"employee|reports?|notes?|letter|decision|determination|denial|appeal|application)"
)
_HOLDS = (
    r"(?:den(?:y|ie[ds])|modif(?:y|ie[ds])|(?:non-?)?certif(?:y|ie[ds])|approve[ds]?|authori[sz]e[ds]?|refuse[ds]?|"
    r"reject(?:s|ed)?|found|finds?|held|holds?|decide[ds]?|determine[ds]?|consider(?:s|ed)?|conclude[ds]?|state[ds]?|"
    r"wrote|writes?|note[ds]?|said|says?|opine[ds]?|felt|feels?|believe[ds]?|report(?:s|ed)?|call(?:s|ed)?|"
    r"deem(?:s|ed)?|judge[ds]?|argue[ds]?|explain(?:s|ed)?|describe[ds]?|indicate[ds]?|attribute[ds]?|"
    r"apportion(?:s|ed)?|dispute[ds]?|ask(?:s|ed)?)"
)
_ATTRIBUTED = re.compile(
    rf"\b{_HOLDER}\b[^.;]{{0,60}}?\b{_HOLDS}\b|^(?:and |but |which )?{_HOLDS}\b"
    rf"|\b{_HOLDS}\b[^.;]{{0,60}}? by (?:the |an? )?(?:[\w-]{{1,20}} ){{0,3}}?{_HOLDER}\b"
    r"|\b(?:according to|as per|in the (?:opinion|view|words) of)\b",
    re.IGNORECASE,
)
"""Whose view it is stands in the clause: "utilization review found that …"; a further verb has the same subject."""
_BREAK = re.compile(r";|, (?:so|thus|hence|therefore|and|but|which|while|although|because|since)\b", re.IGNORECASE)


def judged_in(text: str) -> tuple[int, int, str] | None:
    """The first clause that judges in the summary's own voice, as start, end and what it judges; None: none does.

    What a clause says that somebody else holds is told and not judged.
    """
    for part in split_sentences(text):
        cuts = [0, *(match.start() + 1 for match in _BREAK.finditer(part.text)), len(part.text)]
        for start, end in pairwise(cuts):
            clause = part.text[start:end].strip()
            if what := None if _ATTRIBUTED.search(clause) else _judged(clause):
                at = part.start + part.text.index(clause, start)
                return at, at + len(clause), what
    return None


def _judged(clause: str) -> str | None:
    if verdicts(clause):
        return "medical necessity"
    return "causation or liability" if argued_in(clause) else None
