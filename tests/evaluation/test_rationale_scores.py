from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.case import RecordType
from drafter.domain.guideline import Criterion, CriterionKind
from drafter.domain.lexicon import BodyPart, Drug, Lexicon
from drafter.evaluation.scores.rationale import RATIONALE_COLUMNS, RationaleScorer
from drafter.evaluation.scores.readability import grade, sentence_count
from drafter.evaluation.scores.similarity import content_words, rouge_l, token_f1
from drafter.evaluation.scores.words import Terms, words_in

LEXICON = Lexicon(
    body_parts=(
        BodyPart(name="low back", words=("low back", "lumbar*"), source="invented"),
        BodyPart(name="hand", words=("hand", "hands"), but_not=("second hand",), source="invented"),
    ),
    drugs=(Drug(name="sootholol", words=("sootholol*", "Calmadine")), Drug(name="balm", words=("blue balm",))),
)


def criterion(label: str, kind: CriterionKind = CriterionKind.DOCUMENTATION, **more: object) -> Criterion:
    fields = {"id": "one", "kind": kind, "sentence": 1, "label": label, "carried_by": (RecordType.IMAGING,), **more}
    return Criterion.model_validate(fields)


RELIEF = criterion("relief that lasted after the first bath", shown_by=(("relief", "better"), ("week*", "month*")))
TOLD_AGAINST = criterion("no wound where the bath is given", against=("open wound*",))
SILENT = criterion("copper bath", CriterionKind.SILENT)
SCORER = RationaleScorer(LEXICON)


def facts(draft: str, gold: str) -> tuple[float, float, float]:
    found = SCORER.scores(draft, gold, [])
    return found["facts said"], found["facts gold"], found["facts shared"]


def criteria(draft: str, gold: str) -> tuple[float, float, float]:
    found = SCORER.scores(draft, gold, [RELIEF, TOLD_AGAINST, SILENT])
    return found["criteria said"], found["criteria gold"], found["criteria shared"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Twelve sessions were had.", "She had 12 visits."),
        ("4-6 visits", "four to six supervised sessions"),
        ("twenty-four visits", "24 visits"),
        ("six (6) weeks", "6 weeks"),
        ("1,200 mg a day", "1200mg a day"),
        ("A 45-year-old", "45 years"),
        ("relief of 50%", "fifty percent relief"),
        ("Calmadine helps", "SOOTHOLOL helps"),
        ("Blue-balm helps", "blue balm"),
        ("lumbar pain", "pain of the low-back"),
        ("seen on October 9, 2016", "seen 10/9/2016"),
        ("seen on 2016-10-09", "seen on 9 October 2016"),
        ("seen in October 2016", "Oct. 2016"),
    ],
)
def test_a_fact_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert facts(one, other) == (1, 1, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("6 visits", "6 weeks"),
        ("6 visits", "4 to 6 visits"),
        ("sootholol", "blue balm"),
        ("the hand", "the low back"),
        ("on 10/9/2016", "on 10/8/2016"),
        ("50 mg", "50%"),
    ],
)
def test_facts_that_differ_are_not_shared(one: str, other: str) -> None:
    assert facts(one, other) == (1, 1, 0)


@pytest.mark.parametrize(
    "text", ["a second hand saw", "level L5 and B12", "6 of the visits", "it may help", "a handy man", "balm", "% of"]
)
def test_what_only_looks_like_a_fact_is_none(text: str) -> None:
    assert facts(text, "") == (0, 0, 0)


def test_the_hand_beside_a_second_hand_counts() -> None:
    assert facts("a second hand splint for the hand", "hand") == (1, 1, 1)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("There was relief for three weeks.", 1),
        ("There was relief.", 0),
        ("The first bath brought relief, which lasted.", 1),
        ("An open wound was seen.", 1),
        ("An open wound, and she is better for months.", 2),
        ("A copper bath was asked for.", 0),
        ("", 0),
    ],
)
def test_a_text_speaks_of_a_criterion_by_what_shows_it_or_its_label(text: str, spoken: int) -> None:
    assert criteria(text, "") == (spoken, 0, 0)


def test_criteria_shared_are_the_same_ones() -> None:
    assert criteria("An open wound was seen.", "Relief for weeks.") == (1, 1, 0)
    assert criteria("An open wound was seen.", "Open wounds; relief for weeks.") == (1, 2, 1)


def test_a_criterion_asked_about_later_is_found_in_a_text_seen_before() -> None:
    scorer = RationaleScorer(LEXICON)
    text = "A gong was struck twice."
    assert scorer.scores(text, text, [RELIEF])["criteria said"] == 0
    assert scorer.scores(text, text, [RELIEF, criterion("x", shown_by=(("gong",),))])["criteria shared"] == 1


def test_empty_texts_have_counts_of_nothing_and_no_more() -> None:
    found = SCORER.scores("", " \n", [RELIEF])
    assert set(found.values()) == {0.0}
    assert set(RATIONALE_COLUMNS) - set(found) == {"words a sentence", "grade", "gold grade", "token F1", "rouge L"}
    one = SCORER.scores("", "Relief for weeks.", [RELIEF])
    assert (one["token F1"], one["rouge L"], one["gold words"]) == (0, 0, 3)


@given(
    st.text() | st.lists(st.sampled_from("6 visits to 4 weeks hand relief for % L5 10/9/2016 .".split())).map(" ".join)
)
def test_a_text_beside_itself_shares_everything(text: str) -> None:
    found = SCORER.scores(text, text, [RELIEF, TOLD_AGAINST])
    assert set(found) <= set(RATIONALE_COLUMNS)
    for what in ("facts", "criteria"):
        assert found[f"{what} said"] == found[f"{what} gold"] == found[f"{what} shared"]
    assert found.get("token F1", 1) == found.get("rouge L", 1) == 1
    assert ("rouge L" in found) == (found["words"] > 0) == ("grade" in found)


@given(st.text(max_size=80), st.text(max_size=80))
def test_what_is_shared_is_the_same_both_ways(one: str, other: str) -> None:
    there, back = SCORER.scores(one, other, [RELIEF]), SCORER.scores(other, one, [RELIEF])
    for name in ("facts shared", "criteria shared", "token F1", "rouge L"):
        assert there.get(name) == back.get(name)
    for what in ("facts", "criteria"):
        assert there[f"{what} shared"] <= min(there[f"{what} said"], there[f"{what} gold"])


def test_the_grade_of_a_text_worked_by_hand() -> None:
    # 6 words, 2 sentences; "re-quest" and "med-i-cal" have 2 and 3 syllables, the others 1: 9 in all.
    words = words_in("The request is in. Medical care.")
    assert sentence_count("The request is in. Medical care.") == 2
    assert grade(words, 2) == pytest.approx(0.39 * 3 + 11.8 * 9 / 6 - 15.59)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("No stop", 1),
        ("One. Two", 2),
        ("It is 2.5 mg. Yes!", 2),
        ("See p. 3 there e.g. here.", 2),
        ("So...", 1),
    ],
)
def test_sentences_are_counted_by_their_ends(text: str, count: int) -> None:
    assert sentence_count(text) == count


def test_like_words_worked_by_hand() -> None:
    said, gold = "the gong was struck and the gong rang".split(), "a gong rang rang".split()
    # Without function words: gong 2, struck, rang against gong, rang 2; gong and rang are shared once each.
    assert token_f1(content_words(said), content_words(gold)) == pytest.approx(2 * 2 / (4 + 3))
    # "gong rang" is the longest run in common.
    assert rouge_l(said, gold) == pytest.approx(2 * 2 / (8 + 4))


@given(st.lists(st.sampled_from("ab")), st.lists(st.sampled_from("ab"), min_size=1))
def test_rouge_l_is_the_longest_run_in_common(one: list[str], other: list[str]) -> None:
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, j in product(range(len(one)), range(len(other))):
        same = one[i] == other[j]
        table[i + 1][j + 1] = table[i][j] + 1 if same else max(table[i][j + 1], table[i + 1][j])
    assert rouge_l(one, other) == pytest.approx(2 * table[-1][-1] / (len(one) + len(other)))


WORDS = st.sampled_from("a b ab abc".split())


@given(st.lists(WORDS), st.lists(st.lists(WORDS | st.just("a*") | st.just("ab*"), min_size=1, max_size=3), max_size=5))
def test_terms_are_found_as_by_trying_each_at_each_place(words: list[str], terms: list[list[str]]) -> None:
    finder = Terms()
    numbers = {tuple(term): finder.add(" ".join(term)) for term in terms}
    expected = Counter(
        (number, place, place + len(term) - 1)
        for term, number in numbers.items()
        for place in range(len(words) - len(term) + 1)
        if all(w.startswith(t[:-1]) if t.endswith("*") else w == t for t, w in zip(term, words[place:], strict=False))
    )
    assert Counter(map(tuple, finder.find(words))) == expected
