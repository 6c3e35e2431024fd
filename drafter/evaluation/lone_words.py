"""Words of the corpus that may have been learned from one letter: only that letter's requests hold them."""

from collections import defaultdict
from collections.abc import Sequence

from drafter.domain.decision import Decision
from drafter.domain.terms import holds
from drafter.guidelines.corpus import Corpus


def lone_words(corpus: Corpus, decisions: Sequence[Decision]) -> dict[str, frozenset[str]]:
    """For each letter by its case number, the aliases that its requests hold and no other letter's.

    Aliases have no source of their own, so that nothing tells the learned ones from those that any clinician knows:
    to hide all of them is the strictest that can be done, and takes out many a drug's name.
    """
    requests: dict[str, str] = defaultdict(str)
    for number, decision in enumerate(decisions, start=1):
        requests[decision.case_number or f"letter {number}"] += "\n".join(item.request for item in decision.items)
    words = {alias for passage in corpus.passages for alias in passage.aliases}
    words |= {word for alias in corpus.aliases.aliases for word in alias.words}
    found: dict[str, set[str]] = defaultdict(set)
    for word in words:
        letters = [letter for letter, text in requests.items() if holds(text, [word])]
        if len(letters) == 1:
            found[letters[0]].add(word)
    return {letter: frozenset(alone) for letter, alone in found.items()}
