from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.domain.citation import Citation
from drafter.domain.decision import DecidedItem, Decision
from drafter.domain.determination import Determination, outcome
from drafter.domain.guideline import Tier
from drafter.domain.request_body import body_part_finder
from drafter.domain.request_parse import parse_request
from drafter.evaluation import nearest
from drafter.evaluation.baselines import ALWAYS_UPHELD, BASE_RATE, CLAIMS_ADMINISTRATOR, NEAREST, baselines
from drafter.evaluation.run_files import Proposal
from drafter.evaluation.table import ItemId

UPHELD, OVERTURNED = Determination.UPHELD, Determination.OVERTURNED


def cited(name: str) -> Citation:
    return Citation(tier=Tier.MTUS, guideline=name, edition="2016", sections=("Invented",))


def item(request: str, determination: Determination, reviewer: str = "High", administrator: str = "Low") -> DecidedItem:
    return DecidedItem(
        request=request,
        determination=determination,
        claims_administrator_guideline=f"Decision based on MTUS {administrator} 2016.",
        reviewer_guideline=f"Decision based on MTUS {reviewer} 2016, Section(s): Invented.",
        rationale="Invented.",
        parsed_request=parse_request(request, body_part_finder([])),
        claims_administrator_citations=(cited(administrator),),
        reviewer_citations=(cited(reviewer),),
    )


def letter(*items: DecidedItem, summary: str | None = "Synthetic case. Pain.") -> Decision:
    return Decision(
        ur_denial_date=date(2016, 12, 9),
        clinical_summary=summary,
        items=items,
        outcome=outcome(one.determination for one in items),
    )


def test_each_item_has_every_baseline() -> None:
    found = baselines(
        {
            "a": letter(item("Copper bracelet", UPHELD), item("Singing bowl", OVERTURNED)),
            "b": letter(item("Leech treatment", UPHELD)),
        }
    )
    assert list(found) == [ItemId("a", 1), ItemId("a", 2), ItemId("b", 1)]
    assert all(list(one) == [ALWAYS_UPHELD, BASE_RATE, CLAIMS_ADMINISTRATOR, NEAREST] for one in found.values())
    assert found["b", 1][ALWAYS_UPHELD] == Proposal(determination=UPHELD, probability=0)
    assert found["b", 1][CLAIMS_ADMINISTRATOR] == Proposal(citations=(cited("Low"),))


def test_the_base_rate_is_the_same_for_every_item() -> None:
    found = baselines(
        {
            "a": letter(item("Copper bracelet", OVERTURNED), item("Singing bowl", OVERTURNED)),
            "b": letter(item("Leech treatment", UPHELD), item("Wound school", OVERTURNED), item("Tea", UPHELD)),
            "c": letter(item("Foot bath", UPHELD)),
        }
    )
    assert {one[BASE_RATE].probability for one in found.values()} == {3 / 6}


def test_the_nearest_decided_item_of_another_letter_is_copied() -> None:
    found = baselines(
        {
            "a": letter(item("MRI of the left knee", UPHELD, "Knee"), item("MRI of the knee", OVERTURNED, "Own")),
            "b": letter(item("MRI of the right knee", OVERTURNED, "Other knee")),
            "c": letter(item("Acupuncture, 12 sessions", UPHELD, "Needles")),
            "d": letter(item("Acupuncture treatments for the back", UPHELD, "More needles")),
        }
    )
    knee, needles = found[ItemId("a", 1)][NEAREST], found[ItemId("c", 1)][NEAREST]
    assert (knee.determination, knee.citations) == (OVERTURNED, (cited("Other knee"),))
    assert (needles.determination, needles.citations) == (UPHELD, (cited("More needles"),))
    assert knee.probability is not None
    assert 0 < knee.probability < 1


def test_a_letter_without_another_has_nothing_to_copy() -> None:
    (found,) = baselines({"a": letter(item("MRI of the knee", OVERTURNED), summary=None)}).values()
    assert found[NEAREST] == Proposal()
    assert baselines({}) == {}


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = ["MRI of the knee", "MRI of the hip", "Acupuncture", "Massage", "Knee brace", "Opioid 5 mg", "Walker"]
    decisions = {
        str(n): letter(item(request, OVERTURNED if n % 3 else UPHELD, reviewer=f"G{n}"))
        for n, request in enumerate(requests)
    }
    whole = baselines(decisions)
    monkeypatch.setattr(nearest, "_BLOCK", 2)
    monkeypatch.setattr(nearest, "_EMBEDDED", 3)
    assert {id: one[NEAREST].citations for id, one in baselines(decisions).items()} == {
        id: one[NEAREST].citations for id, one in whole.items()
    }


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.booleans(), min_size=1, max_size=3), min_size=2, max_size=6), st.integers(0, 5))
def test_no_baseline_knows_the_answer_to_its_own_letter(letters: list[list[bool]], asked: int) -> None:
    """Turning every determination of a letter round changes what is proposed for others alone."""

    def made(letters: list[list[bool]]) -> dict[str, Decision]:
        return {
            f"letter {n}": letter(*(item(f"Tea {n} {k}", OVERTURNED if up else UPHELD) for k, up in enumerate(of)))
            for n, of in enumerate(letters)
        }

    asked %= len(letters)
    turned = [[not up for up in of] if n == asked else of for n, of in enumerate(letters)]
    before, after = baselines(made(letters)), baselines(made(turned))
    own = [id for id in before if id.letter == f"letter {asked}"]
    fitted = [NEAREST, ALWAYS_UPHELD, CLAIMS_ADMINISTRATOR]  # the base rate is one number for all items
    assert [[before[id][name] for name in fitted] for id in own] == [[after[id][name] for name in fitted] for id in own]
