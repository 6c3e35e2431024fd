"""What the judge is measured on, and how the figures are counted."""

import asyncio
import json
from pathlib import Path

import pytest

from drafter.domain.draft import SentenceState
from drafter.drafting.answers.judge import Support
from drafter.drafting.model import ModelChoice
from drafter.drafting.request_files import Exchange

from .judge_measure import Judged, asked, report
from .judge_sample import DAMAGED, SOUND, AskedItem, Chosen, Group, held_worlds, sample

SAYS = {"supported": Support.SUPPORTED, "not supported": Support.NOT_SUPPORTED, "": None}


def judged(group: Group, *said: tuple[str, bool], case: str = "g01") -> list[Judged]:
    """Sentences of one case, each with what the judge says and whether a check flags it."""
    return [
        Judged(Chosen(case, 1, number, group, "invented"), flagged, SAYS[support], "so")
        for number, (support, flagged) in enumerate(said, start=1)
    ]


def rows(text: str, group: Group) -> list[list[str]]:
    """The cells of a group's row in each table, without intervals."""
    held = [row for row in text.splitlines() if row.startswith(f"| {group} ")]
    return [[cell.split(" (")[0] for cell in row.strip("| ").split(" | ")[1:]] for row in held]


def test_shares_are_counted_of_all_and_of_what_checks_leave() -> None:
    some = [
        *judged(Group.UNSOUND, ("not supported", False), ("supported", True), ("supported", False)),
        *judged(Group.SOUND, ("supported", False), ("not supported", True), ("supported", True), ("", False)),
    ]
    text = "\n".join(report(some, 2, "by nobody"))
    assert rows(text, Group.UNSOUND) == [
        ["3", "1", "1: 33%", "1: 33%", "2: 67%", "0: 0%", "2: 67%"],
        ["2", "1", "1: 50%", "0: 0%", "1: 50%"],
    ]
    assert rows(text, Group.SOUND) == [
        ["4", "1", "2: 50%", "1: 25%", "2: 50%", "0: 0%", "2: 50%"],
        ["2", "1", "0: 0%", "0: 0%", "1: 50%"],
    ]
    assert "## Unsound, and not doubted: 2" in text
    assert "## Sound, and doubted: 1" in text
    assert "passed over\n1." in text


@pytest.fixture(scope="module")
def items() -> list[AskedItem]:
    """The sentences that are asked about."""
    return sample(held_worlds())


@pytest.mark.slow
def test_each_sentence_is_asked_about_once_and_only_what_is_unsound_differs_from_what_was_written(
    items: list[AskedItem],
) -> None:
    every = [(item, one) for item in items for one in item.chosen]
    assert len({one.place for _, one in every}) == len(every)
    counted = {group: sum(one.group is group for _, one in every) for group in Group}
    assert (counted[Group.DAMAGED], counted[Group.SOUND], counted[Group.UNSOUND]) == (DAMAGED, SOUND, 13)
    written = {world.name: world for world in held_worlds()}
    for item, one in every:
        before = written[one.case].places[one.item].draft.rationale[one.number - 1]
        now = item.world.places[one.item].draft.rationale[one.number - 1]
        assert (now != before) == (one.group in (Group.DAMAGED, Group.OVERSTATED))
        assert item.states[one.number - 1] is SentenceState.UNJUDGED


@pytest.mark.slow
def test_a_question_tells_nothing_of_labels(items: list[AskedItem], tmp_path: Path) -> None:
    with Exchange(tmp_path / "questions.jsonl") as files:
        _, waiting = asyncio.run(asked(items, ModelChoice("offline"), files))
    lines = [json.loads(line) for line in (tmp_path / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert waiting == len(lines) == len(items)
    shown = "\n".join(message["content"] for line in lines for message in line["body"]["messages"][1:])
    assert not [word for word in ("unsound", "overstated", "damaged", "mutant", "_added") if word in shown]
