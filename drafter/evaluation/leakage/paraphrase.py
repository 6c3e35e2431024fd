"""Facts in other words: statements that may restate what one letter's rationale decided, for a person to look at.

A statement is scored against every letter: by the stems that it shares with a window of the rationale, weighted by
how rare they are; by cosine similarity; by how much better it fits this letter than the next; and by how it is made,
since a guideline speaks in general and a decision of what was. The weights are rounded from a logistic regression on
invented statements (tests/evaluation/leaks/dev.jsonl) and on the shipped corpus beside the dev letters; held.jsonl is
what they were not fitted on.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy

from drafter.domain.decision import Decision
from drafter.evaluation.leakage.leak import Leak
from drafter.evaluation.leakage.rationales import COSINE, Match, Rationales, Row
from drafter.evaluation.leakage.seen import Seen
from drafter.evaluation.leakage.stems import stems

_SUSPECTED = 8.25
_STEMS, _MARGIN, _MEANING, _PAST, _GENERAL, _UNSEEN = 0.15, 0.18, 8.5, 0.9, -2.4, 0.7
_MOST_STEMS, _MOST_MARGIN, _MOST_FORM, _MOST_UNSEEN = 20, 8, 2, 4
_EXPLAINED = 0.8
"""A statement that another letter, which it names as its source, says nearly as well as this one is that letter's."""
_NOBODY = -99.0
_APPLIED = "As applied by a reviewer:"
_WAS = re.compile(
    r"\b(?:was|were|had|did|could|would|wore|gave|rose|fell|made|left|became|\w{3,40}ed)\b", re.IGNORECASE
)
_IN_GENERAL = re.compile(
    r"\b(?:recommend\w{0,8}|options?|should|may|must|indicated|requires?|guidelines?|considered|is for|are for|is used|"
    r"are used|patients|generally|typically|usually|e\.g|such as|where|when|if|limited to|at least|no more than|up to|"
    r"section|acoem|mtus|odg|chapter|table)\b",
    re.IGNORECASE,
)


class Paraphrases:
    """Which letter of a run each statement may be taken from."""

    def __init__(
        self, decisions: Mapping[str, Decision], statements: Sequence[Seen], instructions: Sequence[Seen]
    ) -> None:
        """Score every statement that drafters of the run see.

        Args:
            decisions: the decisions of the run by the names of their letters.
            statements: those of the corpus, by which it is told how common a word is.
            instructions: the sentences of the prompts, which speak of drafting and tell nothing of that.
        """
        texts = [statement.text for statement in statements]
        self._counts = Counter(one for text in dict.fromkeys(texts) for one in stems(text))
        self._known = frozenset(texts)
        told = dict.fromkeys(instruction.text for instruction in instructions)
        self._instructed = frozenset(told)
        self._counts_with = self._counts + Counter(one for text in told for one in stems(text))
        self._rationales = Rationales(decisions, texts) if decisions else None
        self._letter_of: dict[tuple[str, frozenset[str]], str | None] = {}
        self._judge([*statements, *instructions])

    def of(self, letter: str, statements: Iterable[Seen]) -> Iterator[Leak]:
        """The statements that a letter's drafter sees and that may be taken from it.

        Args:
            letter: the letter's name, one of the run's.
            statements: those that are seen.
        """
        seen = {(one.text, one.letters): one for one in statements}
        self._judge([one for key, one in seen.items() if key not in self._letter_of])
        for key, one in seen.items():
            if self._letter_of.get(key) == letter:
                yield Leak(
                    kind="paraphrase",
                    letter=letter,
                    item=None,
                    place=one.place,
                    severity="suspected",
                    reason="says in other words what the rationale says of the case, nearer than any other letter's",
                )

    def _judge(self, statements: Sequence[Seen]) -> None:
        """Note the letter that each statement may be taken from, or that there is none."""
        if self._rationales is None:
            return
        matches = self._rationales.matches([one.text for one in statements])
        for statement, match in zip(statements, matches, strict=True):
            scores = self._scores(statement, self._rationales, match)
            best = int(scores.argmax())
            taken = self._rationales.letters[best] if scores[best] >= _SUSPECTED else None
            self._letter_of[statement.text, statement.letters] = taken

    def _scores(self, statement: Seen, rationales: Rationales, match: Match) -> Row:
        """How likely a statement is taken from each letter; from none that it names, or that one of those explains."""
        together = match.stems + COSINE * match.cosine
        margin = together - _best_of_others(match.any_window)
        scores: Row = (
            _STEMS * numpy.minimum(match.stems, _MOST_STEMS)
            + _MARGIN * numpy.clip(margin, -_MOST_MARGIN, _MOST_MARGIN)
            + _MEANING * match.cosine
            + self._form(statement.text)
        )
        named = [rationales.place[name] for name in statement.letters if name in rationales.place]
        for source in named:
            scores[match.any_window[source] >= _EXPLAINED * together] = _NOBODY
        scores[named] = _NOBODY
        return scores

    def _form(self, text: str) -> float:
        """How far a statement is made as one of a case: of what was, in words that no other statement has."""
        before = 1 if text in self._known or text in self._instructed else 0
        counts = self._counts_with if text in self._instructed else self._counts
        unseen = sum(counts[one] <= before for one in stems(text))
        past, general = len(_WAS.findall(text.removeprefix(_APPLIED))), len(_IN_GENERAL.findall(text))
        return _PAST * min(past, _MOST_FORM) + _GENERAL * min(general, _MOST_FORM) + _UNSEEN * min(unseen, _MOST_UNSEEN)


def _best_of_others(values: Row) -> Row:
    """For each letter the most that another one has."""
    if len(values) < 2:
        return numpy.zeros_like(values)
    first = int(values.argmax())
    others = numpy.full_like(values, values[first])
    others[first] = numpy.delete(values, first).max()
    return others
