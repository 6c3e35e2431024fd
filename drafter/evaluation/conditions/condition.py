"""A condition: a change of a blind case under which it is drafted again, and what the proposal must then do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from drafter.cases.load import LoadedCase
from drafter.domain.draft import Draft, DraftedItem, ItemDraft
from drafter.drafting.pipeline import Altered
from drafter.evaluation.run_files import AS_WRITTEN

Apply = Callable[[LoadedCase], LoadedCase | None]
"""Changes a case; None where the change does not apply to it, so that nothing is drafted or counted."""


def unchanged(loaded: LoadedCase) -> LoadedCase:
    """The case as it is."""
    return loaded


def drafted(base: DraftedItem) -> bool:
    """Whether there is a proposal that another can be compared with."""
    return base.draft is not None


@dataclass(frozen=True)
class Condition:
    """One condition.

    A pair is drafted as `apply` gives the case, with `altered` of the base draft where there is one. It counts for an
    item where `counts` holds of the item as it was drafted in the condition `compared_with`.
    """

    name: str
    words: str
    """What it changes, in a line for people."""
    apply: Apply
    must: Literal["stay", "change"] | None = "stay"
    """What the proposal must do; None: it is just another reading of the case."""
    compared_with: str = AS_WRITTEN
    """The condition whose proposal its own is compared with; of the case as written its own name."""
    altered: Callable[[Draft], Altered] | None = None
    """From the draft compared with, the change of what is retrieved for its items; None: nothing is changed there."""
    counts: Callable[[DraftedItem], bool] = drafted
    """Whether an item is counted, told from the draft compared with."""
    seed: int | None = None
    """The seed to draft with; None: the seed of the case as written."""


def changed(base: ItemDraft, other: ItemDraft) -> bool:
    """Whether the proposal for an item is another one."""
    return base.determination is not other.determination


def shift(base: ItemDraft, other: ItemDraft) -> float:
    """How far the probability of necessity moved: -1 to 1, positive towards necessary."""
    return other.probability - base.probability
