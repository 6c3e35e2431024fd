"""Plainer ways to search the same corpus, to measure ours against: words alone, meaning alone, LlamaIndex's default.

None of them knows aliases, body parts, tiers or what the claims administrator cited; each is kept to the editions in
force, since without that none finds much.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.domain.guideline import Passage
from drafter.errors import NotInForce
from drafter.evaluation.retrieval import ItemScore, Scored, score
from drafter.guidelines.corpus import EXPLANATION
from drafter.guidelines.in_force import governing_editions
from drafter.guidelines.index import GuidelineIndex

if TYPE_CHECKING:
    from llama_index.core.base.base_retriever import BaseRetriever

WORDS, MEANING, LLAMA_INDEX = "BM25 alone", "dense alone", "LlamaIndex's default vector retriever"
Ask = Callable[[str], Sequence[str]]
"""Ids of passages for a request, nearest first."""


def score_baselines(index: GuidelineIndex, items: Sequence[Scored], k: int) -> dict[str, list[ItemScore]]:
    """How the plainer ways fare on the same items, by their names; the letters' own facts are shown to them."""
    ways = {
        WORDS: lambda request: [id for id, _ in index.by_words(request, len(index))],
        MEANING: lambda request: [id for id, _ in index.dense(index.embed_query(request), len(index))],
        LLAMA_INDEX: llama_index_default(index),
    }
    return {name: [_scored(one, index, ask, k) for one in items] for name, ask in ways.items()}


def _scored(one: Scored, index: GuidelineIndex, ask: Ask, k: int) -> ItemScore:
    item = one.case.items[one.number - 1]
    try:
        governing = governing_editions(index.corpus.editions, one.case, item, None)
    except NotInForce:
        return score(one, [])
    found: list[Passage] = []
    for id in ask(item.request):
        passage = index.corpus.passage(id)
        if passage and passage.edition.id in governing:
            found.append(passage)
    return score(one, found[:k])


def llama_index_default(index: GuidelineIndex) -> Ask:
    """LlamaIndex as it comes: its Markdown files read, cut by its default splitter, held in its default store.

    Only the embedding is ours. A piece counts as every section that it holds a part of, in the file's order.
    """
    from llama_index.core import Document, VectorStoreIndex

    from drafter.guidelines.embeddings import load_embedding

    files = sorted(file for file in index.corpus.folder.glob("*.md") if file.name != EXPLANATION)
    documents = [Document(text=file.read_text(encoding="utf-8"), metadata={"file_name": file.name}) for file in files]
    model = load_embedding(index.embedding).model
    retriever = VectorStoreIndex.from_documents(documents, embed_model=model).as_retriever(similarity_top_k=200)
    places = {file.name: _places(file, index) for file in files}
    return lambda request: _sections(retriever, request, places)


def _places(file: Path, index: GuidelineIndex) -> list[tuple[int, int, str]]:
    """Start, end and id of each section of a file."""
    text = file.read_text(encoding="utf-8")
    passages = [passage for passage in index.corpus.passages if f"\nid: {passage.edition.id}\n" in text[:400]]
    starts = sorted((text.find(f"\n## {passage.section}\n"), passage.id) for passage in passages if passage.section)
    return [(start, end, id) for (start, id), (end, _) in pairwise([*starts, (len(text), "")]) if start >= 0]


def _sections(retriever: "BaseRetriever", request: str, places: dict[str, list[tuple[int, int, str]]]) -> Sequence[str]:
    found: dict[str, None] = {}
    for hit in retriever.retrieve(request):
        node = hit.node
        first, last = node.start_char_idx or 0, node.end_char_idx or 0  # type: ignore[attr-defined]
        for start, end, id in places[node.metadata["file_name"]]:
            if start < last and end > first:
                found.setdefault(id)
    return list(found)
