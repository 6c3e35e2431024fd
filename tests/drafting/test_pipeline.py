import asyncio
from pathlib import Path

import yaml

from drafter.cases.load import load_case
from drafter.domain.determination import Determination, Outcome
from drafter.domain.draft import Draft, ItemDraft
from drafter.drafting.drafter import ItemTask
from drafter.drafting.extractive import ExtractiveDrafter
from drafter.drafting.pipeline import draft_case, parents_first
from drafter.grounding.check import pointed_at
from drafter.guidelines.index import GuidelineIndex


def draft(case_file: Path, index: GuidelineIndex) -> Draft:
    drafter = ExtractiveDrafter(index.corpus.aliases.body_parts_shown_in)
    return asyncio.run(draft_case(load_case(case_file), index, drafter, as_of=None, folder=case_file.parent / "out"))


def change(case_file: Path, **fields: object) -> Path:
    data = yaml.safe_load(case_file.read_text(encoding="utf-8"))
    case_file.write_text(yaml.safe_dump(data | fields), encoding="utf-8")
    return case_file


def test_every_item_of_the_example_is_drafted_and_every_sentence_has_its_ground(
    example: Path, index: GuidelineIndex
) -> None:
    result = draft(example, index)
    assert [item.draft and item.draft.determination for item in result.items] == ["Overturned", "Upheld", "Upheld"]
    assert result.outcome is Outcome.PARTIALLY_OVERTURNED
    found = [finding for item in result.items for finding in item.findings]
    assert {(finding.code, finding.sentence) for finding in found} <= {
        ("words-alone", None),
        ("absence-passed-over", None),
    }
    assert [[page for c in item.citations for page in c.pages][:2] for item in result.items] == [
        ["388"],
        ["60", "98"],
        ["46"],
    ]


def test_the_same_case_gives_the_same_draft_to_the_letter(example: Path, index: GuidelineIndex) -> None:
    assert draft(example, index).model_dump_json() == draft(example, index).model_dump_json()


def test_a_draft_survives_its_own_file(example: Path, index: GuidelineIndex) -> None:
    result = draft(example, index)
    assert Draft.model_validate_json(result.model_dump_json(by_alias=True)) == result


def test_a_dependent_item_is_drafted_after_its_parent_and_follows_it(example: Path, index: GuidelineIndex) -> None:
    items = [
        {"request": "Sedation for the injection", "depends_on": 2},
        {"request": "Massage therapy for the neck, 8 visits"},
    ]
    result = draft(change(example, items=items), index)
    assert [item.number for item in result.items] == [1, 2]
    first = result.items[0].draft
    assert first is not None
    assert first.determination is Determination.UPHELD
    assert first.rationale[0].text == "This request depends on item 2, for which the determination proposed is Upheld."
    assert [finding.code for finding in result.items[0].findings] == ["parent-alone"]


def test_an_item_that_is_not_open_is_listed_and_not_drafted(example: Path, index: GuidelineIndex) -> None:
    items = [{"request": "Yoga", "status": "withdrawn"}, {"request": "Massage therapy for the neck, 8 visits"}]
    result = draft(change(example, items=items), index)
    assert result.items[0].draft is None
    assert result.items[0].guidelines == ()
    assert result.outcome is Outcome.UPHELD


def test_drafters_are_asked_for_parents_first(example: Path, index: GuidelineIndex) -> None:
    items = [{"request": "a", "depends_on": 3}, {"request": "b", "depends_on": 1}, {"request": "c"}]
    case = load_case(change(example, items=items)).case
    assert list(parents_first(case)) == [3, 1, 2]


def test_what_a_drafter_points_at_wrongly_is_kept_and_found(example: Path, index: GuidelineIndex) -> None:
    class Careless(ExtractiveDrafter):
        """Points one sentence further than there is."""

        def propose(self, task: ItemTask) -> ItemDraft:
            honest = super().propose(task)
            pointer = pointed_at(honest)[0].model_copy(update={"sentence": 99})
            wrong = honest.rationale[0].model_copy(update={"pointers": (pointer,)})
            return honest.model_copy(update={"rationale": (wrong, *honest.rationale[1:])})

    careless = Careless(index.corpus.aliases.body_parts_shown_in)
    result = asyncio.run(draft_case(load_case(example), index, careless, as_of=None, folder=example.parent))
    for item in result.items:
        assert "pointer-unknown" in [finding.code for finding in item.findings]
        assert item.needs_review
