"""A draft's rationale beside the reviewer's: length, readability, facts and criteria that both name, like words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafter.domain.guideline import Criterion
from drafter.domain.lexicon import Lexicon
from drafter.evaluation.scores.criteria_spoken import CriteriaSpoken
from drafter.evaluation.scores.readability import grade, sentence_count
from drafter.evaluation.scores.shared_facts import Fact, FactFinder
from drafter.evaluation.scores.similarity import content_words, rouge_l, token_f1
from drafter.evaluation.scores.words import words_in

RATIONALE_COLUMNS = (
    "words", "gold words", "words a sentence", "grade", "gold grade", "facts said", "facts gold", "facts shared",
    "criteria said", "criteria gold", "criteria shared", "token F1", "rouge L",
)  # fmt: skip
_TEXTS_KEPT = 512


@dataclass(frozen=True)
class _Read:
    """A text with what is told of it alone."""

    words: list[str]
    sentences: int
    grade: float
    """0 where there is no word."""
    facts: frozenset[Fact]
    content: Counter[str]


class RationaleScorer:
    """Scores rationales; make it once, since it learns the words of the lexicon and of each criterion."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._facts = FactFinder(lexicon)
        self._criteria = CriteriaSpoken()
        self._read = lru_cache(maxsize=_TEXTS_KEPT)(self._read_text)

    def scores(self, draft: str, gold: str, criteria: Sequence[Criterion]) -> dict[str, float]:
        """The scores by name; one that does not apply, as the grade of a text without words, is left out.

        Args:
            draft: the sentences of the draft's rationale, joined.
            gold: the reviewer's rationale.
            criteria: the criteria of the passages that the item was given.
        """
        ours, theirs = self._read(draft), self._read(gold)
        found = {"words": float(len(ours.words)), "gold words": float(len(theirs.words))}
        if ours.words:
            found |= {"words a sentence": len(ours.words) / ours.sentences, "grade": ours.grade}
        if theirs.words:
            found["gold grade"] = theirs.grade
        found |= _shared("facts", ours.facts, theirs.facts)
        tests = self._criteria.tests(criteria)
        said, meant = self._criteria.spoken(ours.words, tests), self._criteria.spoken(theirs.words, tests)
        found |= _shared("criteria", said, meant)
        if ours.content or theirs.content:
            found["token F1"] = token_f1(ours.content, theirs.content)
        if ours.words or theirs.words:
            found["rouge L"] = rouge_l(ours.words, theirs.words)
        return found

    def _read_text(self, text: str) -> _Read:
        words = words_in(text)
        sentences = sentence_count(text)
        hard = grade(words, sentences) if words else 0.0
        return _Read(words, sentences, hard, self._facts.facts(text, words), content_words(words))


def _shared(what: str, said: frozenset[object], gold: frozenset[object]) -> dict[str, float]:
    return {f"{what} said": len(said), f"{what} gold": len(gold), f"{what} shared": len(said & gold)}
