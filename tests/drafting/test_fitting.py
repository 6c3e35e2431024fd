"""What is shown of the evidence where a prompt would be longer than the context allows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.content import folder
from drafter.domain.case import RecordType
from drafter.domain.draft import Pointer
from drafter.domain.evidence import Evidence, GuidelineEvidence, RecordEvidence, RecordSentence
from drafter.drafting.answers.select import MAX_SELECTED
from drafter.drafting.drafter import ItemTask
from drafter.drafting.fitting import Fitted, Messages, fit, only, parts, share, tokens_of
from drafter.drafting.material import item_material
from drafter.drafting.prompt import load_prompt
from drafter.errors import ModelError
from tests.drafting.synthetic import item_task, passage, record

PROMPT = load_prompt(folder("prompts"), "item")
FILLER = "The office is open on weekdays and the parking lot lies behind the building."
FOUND = "Massage of the neck brought functional improvement after six visits."


def document(
    source: str, sentences: Sequence[str], day: date | None = None, type_: RecordType | None = None
) -> RecordEvidence:
    made = record(source, tuple(sentences), type_ or RecordType.PROGRESS_REPORT)
    return made.model_copy(update={"date": day})


def task_of(records: Sequence[RecordEvidence], guidelines: Sequence[GuidelineEvidence] = ()) -> ItemTask:
    return replace(item_task(), evidence=Evidence(guidelines=tuple(guidelines) or (passage(),), records=tuple(records)))


def fitted(task: ItemTask, tokens: int) -> Fitted:
    def messages(shown: Evidence) -> Messages:
        return PROMPT.render(**item_material(task, shown))

    return fit(task.evidence, task.item.request, tokens, messages, at="item 1")


def whole(task: ItemTask) -> int:
    return tokens_of(PROMPT.render(**item_material(task)))


def tokens_of_line(text: str) -> int:
    return tokens_of([{"role": "user", "content": text}])


def shown(result: Fitted) -> list[str]:
    return [f"{r.source}.{s.number}" for r in result.shown.records for s in r.sentences]


def test_everything_that_fits_is_shown_whole() -> None:
    task = item_task()
    result = fitted(task, whole(task))
    assert result.messages == PROMPT.render(**item_material(task))
    assert result.shown == task.evidence
    assert result.left_out == ()


def test_what_bears_on_the_request_is_shown_first() -> None:
    filled = [FILLER] * 100 + [FOUND] + [FILLER] * 100
    task = task_of([document("R1", filled)])
    result = fitted(task, whole(task) // 2)
    assert "R1.101" in shown(result)
    assert FOUND in result.messages[1]["content"]


def test_what_is_left_out_is_told_to_model_and_caller() -> None:
    task = task_of([document("R1", [FILLER] * 200), document("R2", [FOUND])])
    result = fitted(task, whole(task) // 2)
    (left,) = result.left_out
    assert (left.source, left.sentences) == ("R1", 200)
    assert 0 < left.shown < 200
    assert str(left) == f"R1: {left.shown} of 200 sentences"
    assert f", {left.shown} of 200 sentences shown)" in result.messages[1]["content"]


def test_sentences_keep_their_numbers_and_order() -> None:
    task = task_of([document("R1", [FILLER, FOUND] * 60), document("R2", [FOUND, FILLER] * 60)])
    result = fitted(task, whole(task) // 2)
    for part, record_ in zip(result.shown.records, task.evidence.records, strict=True):
        numbers = [sentence.number for sentence in part.sentences]
        assert numbers == sorted(set(numbers))
        assert all(record_.sentences[number - 1] in part.sentences for number in numbers)


def test_the_newest_of_like_documents_goes_first() -> None:
    same = [FILLER, *[FOUND] * 60]
    days = (date(2014, 3, 1), date(2014, 9, 1), date(2014, 6, 1))
    task = task_of([document(f"R{n}", same, day) for n, day in enumerate(days, start=1)])
    counts = {r.source: len(r.sentences) for r in fitted(task, whole(task) // 2 + 500).shown.records}
    assert counts["R2"] >= counts["R3"] >= counts["R1"]
    assert counts["R2"] > counts["R1"]


def test_the_clinical_summary_goes_before_what_the_parties_say() -> None:
    same = [FILLER, *[FOUND] * 60]
    summary = record("R1", tuple(same))
    denial = document("R2", same, date(2014, 10, 28), RecordType.UR_DETERMINATION)
    task = task_of([summary, denial])
    result = fitted(task, (whole(task) + whole(task_of([]))) // 2)
    kept = {r.source: len(r.sentences) for r in result.shown.records}
    assert kept["R1"] > 40
    assert kept["R2"] == 1


def test_the_first_sentence_of_every_document_is_shown() -> None:
    task = task_of([document(f"R{n}", [FILLER, *[FOUND] * 40]) for n in range(1, 6)])
    assert {f"R{n}.1" for n in range(1, 6)} <= set(shown(fitted(task, whole(task) // 2 + 500)))


def test_passages_are_shown_whole_or_not_at_all_the_best_first() -> None:
    long = tuple(f"Massage is an option for the neck in case {n} of many." for n in range(60))
    task = task_of([document("R1", [FOUND] * 100)], [passage(f"G{n}", long) for n in range(1, 5)])
    result = fitted(task, whole(task) // 2)
    kept = [guideline.source for guideline in result.shown.guidelines]
    assert 1 <= len(kept) < 4
    assert kept == [f"G{n}" for n in range(1, len(kept) + 1)]
    assert all(guideline in task.evidence.guidelines for guideline in result.shown.guidelines)
    assert [left.source for left in result.left_out if left.source.startswith("G")] == [
        f"G{n}" for n in range(len(kept) + 1, 5)
    ]
    assert shown(result)


def test_short_records_leave_their_room_to_passages() -> None:
    long = tuple(f"Massage is an option for the neck in case {n} of many." for n in range(60))
    task = task_of([document("R1", [FOUND])], [passage(f"G{n}", long) for n in range(1, 5)])
    result = fitted(task, whole(task) - 200)
    assert [guideline.source for guideline in result.shown.guidelines] == ["G1", "G2", "G3"]
    assert shown(result) == ["R1.1"]


def test_what_cannot_fit_is_an_error_that_says_what_to_do() -> None:
    task = task_of([document("R1", [FILLER] * 50)])
    with pytest.raises(
        ModelError, match=r"^item 1: .*about [0-9]+ tokens without a record, and 500 are left .*DRAFTER_CONTEXT"
    ) as error:
        fitted(task, 500)
    assert error.value.failure == "prompt too long"


def test_a_sentence_longer_than_the_room_is_left_out_alone() -> None:
    task = task_of([document("R1", [FOUND, "massage " * 5000, FOUND])])
    assert shown(fitted(task, whole(task_of([document("R1", [FOUND])])) + 200)) == ["R1.1", "R1.3"]


@given(
    st.lists(st.lists(st.text(min_size=1, max_size=60), max_size=8), min_size=1, max_size=5),
    st.integers(min_value=120, max_value=1500),
)
def test_no_prompt_takes_more_than_it_may_and_the_same_comes_every_time(texts: list[list[str]], more: int) -> None:
    task = task_of([document(f"R{n}", sentences) for n, sentences in enumerate(texts, start=1)])
    tokens = whole(task_of([record_.model_copy(update={"sentences": ()}) for record_ in task.evidence.records])) + more
    result = fitted(task, tokens)
    assert tokens_of(result.messages) <= tokens
    assert result == fitted(task, tokens)
    lost = {left.source: left.sentences - left.shown for left in result.left_out}
    assert sum(lost.values()) == sum(map(len, texts)) - len(shown(result))


SENTENCES = st.lists(st.text(min_size=1, max_size=80), max_size=12)


@given(st.lists(SENTENCES, max_size=6), st.integers(min_value=200, max_value=600))
def test_parts_hold_every_sentence_once_in_order(texts: list[list[str]], tokens: int) -> None:
    records = [document(f"R{n}", sentences) for n, sentences in enumerate(texts, start=1)]
    found = parts(records, tokens)
    told = [(r.source, s) for part in found for r in part for s in r.sentences]
    assert told == [(r.source, s) for r in records for s in r.sentences]
    assert all(part and all(r.sentences for r in part) for part in found)


@given(st.lists(SENTENCES, max_size=6), st.integers(min_value=40, max_value=400))
def test_no_part_is_longer_than_asked(texts: list[list[str]], tokens: int) -> None:
    records = [document(f"R{n}", sentences) for n, sentences in enumerate(texts, start=1)]
    for part in parts(records, tokens):
        assert sum(tokens_of_line(s.text) for r in part for s in r.sentences) <= tokens


def test_a_sentence_longer_than_a_part_is_in_none() -> None:
    found = parts([document("R1", [FOUND, "massage " * 500, FOUND])], 200)
    assert [[s.number for s in r.sentences] for part in found for r in part] == [[1, 3]]


def test_documents_share_a_part_where_there_is_room() -> None:
    records = [document(f"R{n}", [FILLER]) for n in range(1, 4)]
    assert len(parts(records, 10_000)) == 1
    assert len(parts(records, 60)) == 3


def test_the_parts_share_the_room_for_what_is_chosen() -> None:
    assert share(1, 100_000) == MAX_SELECTED
    assert share(10, 20_000) == 40
    assert share(1000, 20_000) == 1


def test_only_what_is_pointed_at_is_kept_in_the_order_of_the_documents() -> None:
    records = [document("R1", ["a", "b", "c"]), document("R2", ["d"])]
    chosen = [Pointer(source="R1", sentence=3), Pointer(source="R1", sentence=1), Pointer(source="R9", sentence=1)]
    first, second = only(records, chosen)
    assert first.sentences == (RecordSentence(number=1, text="a"), RecordSentence(number=3, text="c"))
    assert second.sentences == ()
    assert (first.sha256, second.source) == (records[0].sha256, "R2")
