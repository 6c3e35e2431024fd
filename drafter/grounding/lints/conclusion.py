"""How a signed rationale closes, and whether that is the determination."""

import re
from collections.abc import Iterator

from drafter.domain.conclusion import concludes, verdicts
from drafter.domain.determination import Determination
from drafter.domain.draft import Finding
from drafter.domain.text import Sentence
from drafter.grounding.catalogue import finding
from drafter.grounding.lints.view import LintedItem, LintedLetter

_LAST = 2
"""Sentences at the end of a rationale, one of which closes it."""
_ADVICE = re.compile(
    r"\bshould not be (?:interpreted|construed|taken) as\b|\badvised to (?:consult|speak|discuss)\b"
    r"|\bthis decision addresses\b",
    re.IGNORECASE,
)
"""What is said after the closing sentence about tapering a drug that is not found necessary."""
_CONTRAST = re.compile(
    r"\bwith(?:out)?(?:\s*(?:and|/|or)\s*with(?:out)?)?\s+(?:the\s+use\s+of\s+)?(?:iv\s+|intravenous\s+)?"
    r"(?:contrast|dye|gadolinium|sedation|anesthesia|fluoroscop\w+)\b",
    re.IGNORECASE,
)
"""Words of requests that negate nothing in the sentence."""
_UNTIL = re.compile(
    r",\s*(?:until|unless|without|if|when)\b[^,.;]{0,200},(?:[^,.;]{0,200}\b(?:is|are),)?", re.IGNORECASE
)
_CLOSES = re.compile(
    r"\bmedically[ -]+(?:\w+,?\s+){0,2}(?:un)?(?:necess\w+|warranted|indicated|appropriate|justified|reasonable)"
    r"|\bmedical necessity\b[^.;]{0,80}\b(?:not|never|cannot|is|was|are|were|has|have|had)\b"
    r"|\b(?:not|un|never|cannot be)[ -]?(?:\w+\s+){0,2}(?:necessary|warranted|indicated|appropriate|justified|"
    r"reasonable|certified|approved|authori[sz]ed)\b|\b(?:denied|non-?certified|upheld|overturned)\b",
    re.IGNORECASE,
)
"""Words by which a sentence can close a rationale, whatever its form."""
_A_NECESSITY = re.compile(
    r"\b(?:is|are|was|were)\s+(?P<no>not\s+)?(?:considered\s+|deemed\s+)?an?\s+medical necessity\b", re.I
)
_ANSWERS = re.compile(r"^(?P<answer>yes|no)\s*[,.:;-]", re.IGNORECASE)


def lint(letter: LintedLetter) -> Iterator[Finding]:
    """Findings about the closing sentences of a signed letter."""
    for item in letter.items:
        wrong = _lint_item(item)
        if wrong:
            yield wrong


def _lint_item(item: LintedItem) -> Finding | None:
    sentences = [sentence for sentence in item.sentences if not _ADVICE.search(sentence.text)]
    last = sentences[-_LAST:]
    if not any(_CLOSES.search(sentence.text) or _verdicts(sentence.text) for sentence in last):
        return finding("conclusion-missing", "the rationale ends without a closing sentence", item=item.number)
    contrary = _contrary(item, sentences)
    if contrary:
        return finding(
            "conclusion-differs",
            f"the determination is {item.determination.value}, and sentence {contrary.number} concludes the contrary",
            item=item.number,
            sentence=contrary.number,
        )
    return None


def _contrary(item: LintedItem, sentences: list[Sentence]) -> Sentence | None:
    """The sentence that decides against the determination.

    A set closing sentence counts wherever it stands, a "Yes" or "No" at the start, and at the end the last verdict in
    whatever words.
    """
    for sentence in sentences:
        if _against(concludes(_plain(sentence.text)), item.determination):
            return sentence
    answer = _ANSWERS.match(sentences[0].text)
    if answer:
        given = Determination.OVERTURNED if answer["answer"].lower() == "yes" else Determination.UPHELD
        if _verdicts(sentences[0].text) and _against(given, item.determination):
            return sentences[0]
    for sentence in reversed(sentences[-_LAST:]):
        found = _verdicts(sentence.text)
        if found:
            return sentence if _against(found[-1], item.determination) else None
    return None


def _verdicts(text: str) -> list[Determination]:
    """What a sentence concludes; "a medical necessity" is a form of signed letters alone."""
    as_noun = _A_NECESSITY.search(text)
    if as_noun:
        return [Determination.UPHELD if as_noun["no"] else Determination.OVERTURNED]
    return verdicts(_plain(text))


def _against(verdict: Determination | None, determination: Determination) -> bool:
    return verdict is not None and verdict is not determination


def _plain(text: str) -> str:
    """A sentence without words of the request and conditions set off by commas that would be taken for a negation."""
    return _UNTIL.sub(" ", _CONTRAST.sub(" ", text))
