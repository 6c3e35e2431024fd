"""Every form of the letter says how the search for guidelines went, and what is held by its title alone."""

import re

import pytest

from drafter.domain.draft import Draft
from drafter.domain.evidence import GuidelineSearch, LeftOut, TierStep
from drafter.domain.guideline import Tier
from drafter.letters.write import render_letter
from drafter.settings import settings
from tests.letters.drafts import synthetic_draft
from tests.letters.rendered import words_of

SEARCH = GuidelineSearch(
    tiers=(TierStep(tier=Tier.MTUS, left_because="it is silent"), TierStep(tier=Tier.ACOEM_ODG)),
    left_out=(LeftOut(edition="Knee 2004", reason="about another body part"),),
)


def searched_draft() -> Draft:
    """The synthetic draft, its first item with notes on its search and a passage of which no text is held."""
    draft = synthetic_draft()
    first = draft.items[0]
    untold = first.guidelines[0].passage.model_copy(
        update={"id": "x/y", "section": "Unheard of", "sentences": (), "criteria": ()}
    )
    added = first.guidelines[0].model_copy(update={"source": "G2", "passage": untold})
    item = first.model_copy(update={"search": SEARCH, "guidelines": (*first.guidelines, added)})
    return synthetic_draft(items=(item, *draft.items[1:]))


@pytest.mark.parametrize("form", ["txt", "html", "docx", "pdf"])
def test_the_search_and_what_is_not_held_stand_under_the_evidence(form: str) -> None:
    letter = words_of(render_letter(searched_draft(), form, settings().templates).content, form)
    assert "MTUS was left: it is silent." in letter
    assert "Not looked at, about another body part: Knee 2004." in letter
    assert re.search(r"Unheard of, pages? [\d, ]+, section exists; text not held", letter)
