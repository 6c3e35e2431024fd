"""The guard against planted leaks: word for word in every place, in other words, and by source."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.cases.load import LoadedCase
from drafter.content import folder
from drafter.domain.guideline import Criterion, CriterionKind
from drafter.evaluation.leakage.guard import Guard
from drafter.evaluation.leakage.leak import Leak
from drafter.evaluation.leakage.words import RUN, among, runs, runs_of_all
from drafter.guidelines.aliases import Alias
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.hidden import exclude_sources

from .leaks.world import Planted, loaded, planted, with_document, with_passage, with_statements

DEV, HELD = planted("dev"), planted("held", first=100)
EVERY = {one.letter: one.decision for one in [*DEV, *HELD]}
SOME = HELD[::4]


@pytest.fixture(scope="module")
def guard(corpus: Corpus) -> Guard:
    return Guard(corpus, folder("prompts"), EVERY)


def severe(leaks: tuple[Leak, ...]) -> list[Leak]:
    return [leak for leak in leaks if leak.severity == "leak"]


def changed(case: LoadedCase, **fields: object) -> LoadedCase:
    return replace(case, case=case.case.model_copy(update=fields))


def of_item(case: LoadedCase, **fields: object) -> LoadedCase:
    return changed(case, items=(case.case.items[0].model_copy(update=fields),))


IN_CASE: dict[str, Callable[[Planted, str], LoadedCase]] = {
    "case: clinical_summary": lambda one, text: changed(loaded(one), clinical_summary=f"Synthetic case. {text}"),
    "case: items[1].request": lambda one, text: of_item(loaded(one), request=f"Walker. {text}"),
    "case: items[1].claims_administrator_guideline": lambda one, text: of_item(
        loaded(one), claims_administrator_guideline=text
    ),
    "record report": lambda one, text: loaded(one, record=f"The worker came in. {text}"),
}


def in_criterion(corpus: Corpus, text: str) -> Corpus:
    place = next(number for number, passage in enumerate(corpus.passages) if passage.sentences)
    criterion = Criterion(id="planted", kind=CriterionKind.PREREQUISITE, sentence=1, label=text)
    return with_passage(corpus, place, corpus.passages[place].model_copy(update={"criteria": (criterion,)}))


def in_alias(corpus: Corpus, text: str) -> Corpus:
    alias = Alias(words=(text,), means=("walker",), source="general usage")
    more = (*corpus.aliases.aliases, alias)
    return replace(corpus, aliases=corpus.aliases.model_copy(update={"aliases": more}))


IN_CORPUS: dict[str, Callable[[Corpus, str], Corpus]] = {
    "statement": lambda corpus, text: with_statements(corpus, [text]),
    "criterion": in_criterion,
    "title": lambda corpus, text: with_passage(corpus, 3, corpus.passages[3].model_copy(update={"section": text})),
    "alias of a section": lambda corpus, text: with_passage(
        corpus, 3, corpus.passages[3].model_copy(update={"aliases": (text,)})
    ),
    "alias": in_alias,
    "document": with_document,
}


@pytest.mark.parametrize("one", SOME, ids=lambda one: one.letter)
def test_a_clean_run_has_no_leak(guard: Guard, corpus: Corpus, one: Planted) -> None:
    record = "The worker came in on foot. Rotation of the neck is free. The next visit is in two weeks."
    assert not severe(guard.leaks(one.letter, one.decision, loaded(one, record), corpus))


@pytest.mark.parametrize("place", IN_CASE)
@pytest.mark.parametrize("part", ["whole", "first sentence", "shouted"])
def test_a_rationale_in_the_case_is_found(guard: Guard, corpus: Corpus, place: str, part: str) -> None:
    for one in SOME:
        text = {
            "whole": one.rationale,
            "first sentence": one.rationale.split(". ")[0],
            "shouted": one.rationale.upper().replace(" ", "\n  "),
        }[part]
        found = guard.leaks(one.letter, one.decision, IN_CASE[place](one, text), corpus)
        few = place == "record report" and part == "first sentence"  # a record may say a few of the same words
        assert ("text", place) in {(leak.kind, leak.place) for leak in (found if few else severe(found))}


@pytest.mark.parametrize("place", IN_CORPUS)
def test_a_rationale_in_the_corpus_is_found(corpus: Corpus, place: str, guard: Guard) -> None:
    for one in SOME:
        leaky = IN_CORPUS[place](corpus, one.rationale)
        found = severe(guard.leaks(one.letter, one.decision, loaded(one), leaky))
        assert {leak.kind for leak in found} == {"document" if place == "document" else "text"}
        other = next(two for two in SOME if two is not one)
        assert not severe(guard.leaks(other.letter, other.decision, loaded(other), leaky))


@pytest.mark.parametrize("place", IN_CORPUS)
def test_a_guard_that_read_the_leaky_corpus_finds_it_too(corpus: Corpus, place: str) -> None:
    one = SOME[0]
    leaky = IN_CORPUS[place](corpus, one.rationale)
    guard = Guard(leaky, folder("prompts"), {one.letter: one.decision})
    assert severe(guard.leaks(one.letter, one.decision, loaded(one), leaky))
    assert not severe(guard.leaks(one.letter, one.decision, loaded(one), corpus))


def test_a_rationale_in_a_prompt_is_found(corpus: Corpus, tmp_path: Path) -> None:
    one = SOME[0]
    text = (folder("prompts") / "item.md").read_text(encoding="utf-8")
    (tmp_path / "item.md").write_text(f"{text}\nFor example: {one.rationale}\n", encoding="utf-8")
    found = Guard(corpus, tmp_path, EVERY).leaks(one.letter, one.decision, loaded(one), corpus)
    assert [(leak.kind, leak.place) for leak in severe(found)] == [("text", "prompts/item.md")]


def test_what_the_reviewer_cites_is_found(guard: Guard, corpus: Corpus) -> None:
    for one in SOME:
        (cited,) = one.decision.items[0].reviewer_citations
        line = f"Decision based on MTUS Invented Chronic Complaints 2016, Section(s): {cited.sections[0]}."  # type: ignore[union-attr]
        for place in ("case: clinical_summary", "case: items[1].claims_administrator_guideline"):
            found = severe(guard.leaks(one.letter, one.decision, IN_CASE[place](one, line), corpus))
            assert ("guideline line", place) in {(leak.kind, leak.place) for leak in found}
        found = severe(guard.leaks(one.letter, one.decision, loaded(one), with_statements(corpus, [line])))
        assert [leak.kind for leak in found] == ["guideline line"]


def test_a_closing_sentence_in_the_case_is_found(guard: Guard, corpus: Corpus) -> None:
    for one in SOME:
        for place in ("case: clinical_summary", "case: items[1].request"):
            text = "Therefore, the request is not medically necessary."
            found = severe(guard.leaks(one.letter, one.decision, IN_CASE[place](one, text), corpus))
            assert ("conclusion", place) in {(leak.kind, leak.place) for leak in found}


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("Independent medical review overturned the denial.", "suspected"),
        ("The outcome of the appeal: IMR upheld it.", "suspected"),
        ("The denial was upheld in this review.", "suspected"),
    ],
)
def test_the_outcome_of_a_review_told_in_the_summary_is_suspected(
    guard: Guard, corpus: Corpus, said: str, severity: str
) -> None:
    one = DEV[0]
    leaks = guard.leaks(one.letter, one.decision, changed(loaded(one), clinical_summary=f"Synthetic. {said}"), corpus)
    assert [(leak.kind, leak.severity) for leak in leaks if "outcome of a review" in leak.reason] == [
        ("conclusion", severity)
    ]


def test_an_outcome_in_the_case_number_or_a_specialty_is_found(guard: Guard, corpus: Corpus) -> None:
    one = DEV[0]
    named = changed(loaded(one), case_number=f"{one.letter}-upheld")
    assert [leak.place for leak in severe(guard.leaks(one.letter, one.decision, named, corpus))] == [
        "case: case_number"
    ]
    reviewer = loaded(one).case.reviewer.model_copy(update={"specialties": ("Overturned",)})
    told = guard.leaks(one.letter, one.decision, changed(loaded(one), reviewer=reviewer), corpus)
    assert [leak.place for leak in severe(told)] == ["case: reviewer[1]"]


def test_a_summary_that_the_reader_took_too_far_is_found(guard: Guard, corpus: Corpus) -> None:
    one = SOME[0]
    summary = f"{one.decision.clinical_summary} {one.rationale}"
    decision = one.decision.model_copy(update={"clinical_summary": summary})
    found = severe(guard.leaks(one.letter, decision, loaded(replace(one, decision=decision)), corpus))
    assert ("text", "case: clinical_summary") in {(leak.kind, leak.place) for leak in found}


def test_what_rests_on_the_letter_alone_is_found_until_it_is_hidden(guard: Guard, corpus: Corpus) -> None:
    one = SOME[0]
    source = f"as stated in decision {one.letter}"
    leaky = with_statements(corpus, ["Copper wire is an option."], [source])
    alias = Alias(words=("copper",), means=("wire",), source=source)
    more = corpus.aliases.model_copy(update={"aliases": (alias,)})
    title = corpus.passages[-1].model_copy(update={"id": "x/y", "sentences": (), "title_sources": (source,)})
    leaky = replace(leaky, aliases=more, passages=(*leaky.passages, title))
    found = guard.leaks(one.letter, one.decision, loaded(one), leaky)
    assert [leak.kind for leak in severe(found)] == ["own source"] * 3
    hidden = exclude_sources(leaky, frozenset([one.letter]))
    assert not severe(guard.leaks(one.letter, one.decision, loaded(one), hidden))
    both = with_statements(corpus, ["Copper wire is an option."], [source, "as stated in decision CM00-9999999"])
    assert not severe(guard.leaks(one.letter, one.decision, loaded(one), both))


def test_a_guideline_that_a_rationale_quotes_is_no_leak(guard: Guard, corpus: Corpus) -> None:
    one = SOME[0]
    quoted = (
        "Heat lamps are recommended for stiff joints in the first two weeks after an injury. They are not recommended "
        "beyond that time, unless range of motion was measured before and after and has grown by a tenth at least. "
        "Lamps of more than two hundred watts are to be used under the eyes of a therapist, and never over metal."
    )
    rationale = (
        f"The guideline says: {quoted} The therapist was away. Therefore, the request is not medically necessary."
    )
    item = one.decision.items[0].model_copy(update={"rationale": rationale})
    decision = one.decision.model_copy(update={"items": (item,)})
    with_guideline = with_document(
        corpus, f"Chapter of heat.\n\n{quoted}\n\nOther chapters follow in the next edition."
    )
    case = loaded(replace(one, decision=decision))
    assert not severe(guard.leaks(one.letter, decision, case, with_guideline))
    own = Guard(with_guideline, folder("prompts"), {one.letter: decision})
    assert not own.leaks_in_text(one.letter, decision, {"message 2": f"GUIDELINES\nG1.1 | {quoted}"})
    assert own.leaks_in_text(one.letter, decision, {"message 2": rationale})
    for two in SOME:
        said = {"message 1": "Nothing.", "message 2": f"RECORDS\nR1.1 | {two.rationale}"}
        assert {leak.place for leak in severe(guard.leaks_in_text(two.letter, two.decision, said))} == {"message 2"}
        summary = {"message 2": two.decision.clinical_summary or ""}
        assert not guard.leaks_in_text(two.letter, two.decision, summary)


@pytest.mark.parametrize("text", ["{number}", "{spaced}", "{summary}", "A heading.\n{rationale}\nAn end."])
def test_a_document_that_is_the_letter_is_found(guard: Guard, corpus: Corpus, text: str) -> None:
    for one in SOME:
        filled = text.format(
            number=f"Final Determination Letter for IMR Case Number {one.letter}",
            spaced=one.letter.lower().replace("-", " - "),
            summary=one.decision.clinical_summary,
            rationale=one.rationale,
        )
        leaky = with_document(corpus, filled)
        found = severe(guard.leaks(one.letter, one.decision, loaded(one), leaky))
        assert "document" in {leak.kind for leak in found}
    named = with_document(corpus, "Nothing of note.", name=f"Letter {SOME[0].letter}")
    assert severe(guard.leaks(SOME[0].letter, SOME[0].decision, loaded(SOME[0]), named))


@pytest.mark.parametrize("letters", [DEV, HELD], ids=["dev", "held"])
def test_facts_in_other_words_are_suspected(guard: Guard, corpus: Corpus, letters: list[Planted]) -> None:
    def caught(texts: list[str]) -> int:
        leaky = with_statements(corpus, texts)
        found = {
            (leak.letter, leak.place)
            for one in letters
            for leak in guard.leaks(one.letter, one.decision, loaded(one), leaky)
            if leak.kind == "paraphrase"
        }
        passage = next(new for new, old in zip(leaky.passages, corpus.passages, strict=True) if new is not old)
        first = len(passage.sentences) - len(texts)
        return sum(
            (one.letter, f"{passage.id} sentence {first + number}") in found
            for number, one in enumerate(letters, start=1)
        )

    assert caught([one.paraphrase for one in letters]) >= 0.9 * len(letters)
    assert caught([one.control for one in letters]) <= 0.2 * len(letters)


def test_a_leak_tells_nothing_of_the_case(guard: Guard, corpus: Corpus) -> None:
    one = SOME[0]
    leaky = with_statements(corpus, [one.rationale, one.paraphrase])
    for leak in guard.leaks(one.letter, one.decision, loaded(one, one.rationale), leaky):
        said = f" {leak.reason} ".lower()
        assert not [word for word in one.decision.items[0].request.lower().split() if len(word) > 4 and word in said]
        assert not among(runs(leak.reason), runs_of_all([one.rationale])).any()


def test_a_letter_costs_little(guard: Guard, corpus: Corpus) -> None:
    hidden = {one.letter: exclude_sources(corpus, frozenset([one.letter])) for one in SOME}
    start = time.process_time()
    for one in SOME:
        guard.leaks(one.letter, one.decision, loaded(one), hidden[one.letter])
    assert (time.process_time() - start) / len(SOME) < 0.1


@given(st.lists(st.sampled_from("copper bowl leech tea 12 of the".split()), max_size=30), st.integers(0, 22))
def test_a_run_is_found_wherever_it_stands(words: list[str], start: int) -> None:
    cut = words[start : start + RUN]
    held = runs_of_all([" ".join(["before", *words, "after"])])
    found = among(runs(" ".join(cut).upper()), held)
    assert len(found) == (len(cut) == RUN)
    assert found.all()
    assert not among(runs(" ".join(["unheard", *cut])), held)[:1].any()
