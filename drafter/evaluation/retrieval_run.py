"""Runs the scoring of retrieval: each way to search, over every item, the letter's own facts hidden or shown."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from drafter.cases.from_letter import case_from_letter
from drafter.domain.decision import Decision
from drafter.domain.evidence import Retrieval
from drafter.errors import GuidelineError, NotInForce
from drafter.evaluation.hiding import hidden_from
from drafter.evaluation.lone_words import lone_words
from drafter.evaluation.misses import why_missed
from drafter.evaluation.retrieval import ItemScore, RetrievalReport, Scored, figures, gold_of, score
from drafter.evaluation.retrieval_baselines import score_baselines
from drafter.guidelines.hidden import exclude_sources, exclude_words
from drafter.guidelines.index import GuidelineIndex, build_index, open_index
from drafter.guidelines.retrieve import DEFAULT_K, find_for_item

DEPTH = 50
"""How many passages are looked at to say why an item is missed."""
OURS, OURS_SHOWN, NO_HINT, NO_HINT_SHOWN, STRICT = (
    "as drafts search",
    "as drafts search, the letter's own facts shown",
    "without the claims administrator's hint",
    "without the hint, the letter's own facts shown",
    "as drafts search, every word that only the letter has hidden",
)


def items_of(decisions: Sequence[Decision]) -> list[Scored]:
    """The items to score: those whose reviewer cites the MTUS, each with its case without the answer."""
    found = []
    for number_of_letter, decision in enumerate(dict.fromkeys(decisions), start=1):
        name = decision.case_number or f"letter {number_of_letter}"
        case = case_from_letter(decision, name)
        for number in range(1, len(decision.items) + 1):
            if gold := gold_of(decision, number):
                found.append(Scored(letter=name, case=case, number=number, gold=gold))
    return found


def score_retrieval(
    index: GuidelineIndex, decisions: Sequence[Decision], *, baselines: bool = False
) -> RetrievalReport:
    """The figures of retrieval over an index against the reviewers' citations.

    Facts whose only source is the letter that is scored are hidden, unless a name of the figures says that they are
    shown: for each letter that the corpus rests on, the index is made anew without them.

    Raises:
        GuidelineError: no item cites the MTUS, or the index is damaged.
    """
    items = items_of(decisions)
    if not items:
        raise GuidelineError("none of these decisions cites the MTUS, so there is nothing to score")
    scores: dict[str, list[ItemScore]] = {name: [] for name in (OURS, NO_HINT, OURS_SHOWN, NO_HINT_SHOWN)}
    lone = lone_words(index.corpus, decisions) if baselines else {}
    with tempfile.TemporaryDirectory(prefix="drafter-") as folder:
        for letter, of_letter in _by_letter(items):
            with hidden_from(index, letter, Path(folder) / "index") as without:
                for one in of_letter:
                    for name, searched, hint in (
                        (OURS, without, True),
                        (NO_HINT, without, False),
                        (OURS_SHOWN, index, True),
                        (NO_HINT_SHOWN, index, False),
                    ):
                        scores[name].append(_scored(one, searched, hint))
            if baselines:
                with _strict(index, letter, lone.get(letter, frozenset()), Path(folder) / "strict") as strict:
                    scores.setdefault(STRICT, []).extend(_scored(one, strict, True) for one in of_letter)
    if baselines:
        scores |= score_baselines(index, items, DEFAULT_K)
    return RetrievalReport(
        corpus_sha256=index.corpus.sha256,
        corpus_passages=len(index.corpus.passages),
        held=sum(passage.held for passage in index.corpus.passages),
        own=sum(passage.document is not None for passage in index.corpus.passages),
        embedding=index.embedding,
        letters_read=len(decisions),
        items_read=sum(len(decision.items) for decision in decisions),
        figures=tuple(figures(name, found) for name, found in scores.items()),
        items=tuple(scores[OURS]),
    )


def _by_letter(items: Sequence[Scored]) -> Iterator[tuple[str, list[Scored]]]:
    letters: dict[str, list[Scored]] = {}
    for one in items:
        letters.setdefault(one.letter, []).append(one)
    yield from letters.items()


def _strict(index: GuidelineIndex, letter: str, words: frozenset[str], folder: Path) -> GuidelineIndex:
    """The index without what a letter and general usage alone show, and without words that its requests alone hold."""
    corpus = exclude_words(exclude_sources(index.corpus, frozenset([letter]), usage=False), words)
    build_index(corpus, folder, index.embedding)
    return open_index(folder, corpus)


def _scored(one: Scored, index: GuidelineIndex, hint: bool) -> ItemScore:
    """How an item fares by the search that drafts make; where it is missed, a deeper search tells why."""
    found = _search(index, one, hint, DEFAULT_K)
    fared = score(one, [evidence.passage for evidence in found.evidence] if found else [])
    if fared.section_rank is not None and fared.section_rank <= 5:
        return fared
    deep = _search(index, one, hint, DEPTH)
    rank = score(one, [evidence.passage for evidence in deep.evidence] if deep else []).section_rank
    reason, words = why_missed(one, index.corpus, deep)
    return fared.model_copy(update={"section_rank": rank, "missed_because": reason, "left_out_because": words})


def _search(index: GuidelineIndex, one: Scored, hint: bool, k: int) -> Retrieval | None:
    """What is found; None where the case gives no date, or no edition is in force on it."""
    try:
        return find_for_item(index, one.case, one.number, k=k, hint=hint)
    except NotInForce:
        return None
