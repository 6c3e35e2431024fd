"""The built-in drafter once more, for `verify`: of the same evidence it always makes the same."""

from drafter import __version__
from drafter.cases.load import LoadedCase
from drafter.domain.case import DisputedItem
from drafter.domain.draft import EXTRACTIVE, Draft, ItemDraft
from drafter.domain.evidence import Evidence, GuidelineSearch
from drafter.domain.set_sentences import Parent
from drafter.drafting.drafter import ItemTask
from drafter.drafting.extractive import ExtractiveDrafter
from drafter.guidelines.corpus import Corpus


class Redrafter:
    """Drafts the items of a draft again; what a model or another version drafted it does not."""

    def __init__(self, draft: Draft, loaded: LoadedCase | None, corpus: Corpus) -> None:
        by = draft.drafted_by
        same = (by.model, by.version) == (EXTRACTIVE, __version__)
        self._case = loaded.case if loaded and same else None
        self._drafter = ExtractiveDrafter(corpus.aliases.body_parts_shown_in)

    def __call__(
        self, number: int, item: DisputedItem, evidence: Evidence, search: GuidelineSearch, parent: Parent | None
    ) -> ItemDraft | None:
        """What it makes of an item, or None."""
        if self._case is None:
            return None
        task = ItemTask(number=number, item=item, case=self._case, evidence=evidence, search=search, parent=parent)
        return self._drafter.propose(task)
