"""The passages that govern a request: in force on the date, in scope by body part, nearest first.

Meaning (Chroma) and words (BM25) are each asked for more than needed; what is not in force or not in scope is dropped,
and wider if that leaves too few. The two rankings are fused by reciprocal rank.
"""

from collections.abc import Callable
from datetime import date

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.llms.mock import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from drafter.domain.case import Case, DisputedItem
from drafter.domain.evidence import GuidelineEvidence
from drafter.domain.guideline import Edition
from drafter.errors import GuidelineError
from drafter.guidelines.aliases import Aliases
from drafter.guidelines.embedding import embed
from drafter.guidelines.in_force import governing_editions
from drafter.guidelines.index import GuidelineIndex

DEFAULT_K = 8
"""How many guideline passages an item gets as evidence."""
_FIRST_WIDTH = 60
Ranking = Callable[[str, int], list[tuple[str, float]]]


class _Allowed(BaseRetriever):
    """One ranking, kept to the passages allowed; asked for more until it gives `wanted`, or all there are."""

    def __init__(self, ranking: Ranking, allowed: frozenset[str], wanted: int, held: int) -> None:
        super().__init__()
        self._ranking = ranking
        self._allowed = allowed
        self._wanted = wanted
        self._held = held

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        width = max(_FIRST_WIDTH, self._wanted)
        while True:
            ranked = self._ranking(query_bundle.query_str, width)
            kept = [hit for hit in ranked if hit[0] in self._allowed]
            if len(kept) >= self._wanted or len(ranked) < width or width >= self._held:
                # The node's text is its id: fusion tells passages apart by it.
                return [NodeWithScore(node=TextNode(id_=id, text=id), score=score) for id, score in kept]
            width *= 4


def find_passages(
    index: GuidelineIndex,
    text: str,
    *,
    case: Case | None = None,
    item: DisputedItem | None = None,
    as_of: date | None = None,
    k: int = DEFAULT_K,
) -> tuple[GuidelineEvidence, ...]:
    """The `k` nearest passages to a request or any text, of the editions that govern; fewer where fewer are in scope.

    Raises:
        GuidelineError: the text is empty, there is no date to go by, no edition is in force, or the index is damaged.
    """
    text = text.encode("utf-8", "ignore").decode("utf-8")
    if not text.strip():
        raise GuidelineError("the search text is empty; give some words of the request")
    corpus = index.corpus
    governing = governing_editions(corpus.editions, case, item, as_of)
    parts = _body_parts(corpus.aliases, text, case)
    allowed = frozenset(
        passage.id
        for passage in corpus.passages
        if passage.edition.id in governing and _in_scope(passage.edition, parts)
    )
    ranked = _fused(index, corpus.aliases.expand(text), allowed, k)
    evidence = []
    for number, passage in enumerate(index.passages([id for id, _ in ranked]), start=1):
        entry = governing[passage.edition.id]
        evidence.append(
            GuidelineEvidence(
                source=f"G{number}",
                passage=passage,
                sha256=passage.sha256,
                score=ranked[number - 1][1],
                in_force_on=entry.date,
                near_boundary=entry.near_boundary,
            )
        )
    return tuple(evidence)


def find_for_item(
    index: GuidelineIndex, case: Case, number: int, as_of: date | None = None, k: int = DEFAULT_K
) -> tuple[GuidelineEvidence, ...]:
    """The passages for the item of that number, from 1; the search is for its request.

    Raises:
        GuidelineError: there is no date to go by, no edition is in force, or the index is damaged.
    """
    item = case.items[number - 1]
    return find_passages(index, item.request, case=case, item=item, as_of=as_of, k=k)


def _fused(index: GuidelineIndex, query: str, allowed: frozenset[str], k: int) -> list[tuple[str, float]]:
    """The nearest allowed passages as (id, fused score), best first, ties by id."""
    if not allowed:
        return []
    wanted = min(k, len(allowed))

    def by_meaning(text: str, width: int) -> list[tuple[str, float]]:
        vector = embed([text])[0]
        return index.dense(vector, width) if any(vector) else []

    fusion = QueryFusionRetriever(
        [_Allowed(ranking, allowed, wanted, len(index)) for ranking in (by_meaning, index.by_words)],
        llm=MockLLM(),
        mode=FUSION_MODES.RECIPROCAL_RANK,
        similarity_top_k=len(allowed),
        num_queries=1,
        use_async=False,
    )
    hits = [(hit.node.node_id, hit.score or 0.0) for hit in fusion.retrieve(query)]
    return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]


def _body_parts(aliases: Aliases, text: str, case: Case | None) -> frozenset[str]:
    """The body parts that a request names, else those of the clinical summary."""
    return aliases.body_parts_in(text) or aliases.body_parts_in((case and case.clinical_summary) or "")


def _in_scope(edition: Edition, parts: frozenset[str]) -> bool:
    return not edition.body_parts or not parts or bool(parts.intersection(edition.body_parts))
