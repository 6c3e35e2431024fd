import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.grounding.polarity import Source, conflicts
from tests.grounding.data_polarity import SOUND, TURNED
from tests.grounding.data_polarity_far import FAR_SOUND, FAR_TURNED
from tests.timing import assert_linear

WORDS = (
    "no not never without denies and or , . ; weakness pain improved worse recommended is was does shows if unless "
    "until "
    "negative positive for of the that documented 12 visits unable absent fails to non - therapy"
).split()
TEXTS = st.text(max_size=120) | st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)


def test_sound_paraphrases_are_hardly_ever_taken_for_contraries() -> None:
    wrong = [sentence for sentence, sources in SOUND if conflicts(sentence, sources)]
    assert len(SOUND) >= 350
    assert len(wrong) <= 0.02 * len(SOUND), wrong


def test_sentences_turned_at_one_predicate_are_found() -> None:
    missed = [sentence for sentence, sources in TURNED if not conflicts(sentence, sources)]
    assert len(TURNED) >= 390
    # A turn that leaves two negations, or shares no word with its source, is let pass rather than sound ones accused.
    assert len(missed) <= 0.06 * len(TURNED), missed


def test_sound_sentences_far_from_their_sources_are_hardly_ever_taken_for_contraries() -> None:
    wrong = [sentence for sentence, sources in FAR_SOUND if conflicts(sentence, sources)]
    assert len(FAR_SOUND) == 130
    assert len(wrong) <= 1, wrong


def test_most_sentences_far_from_their_sources_are_found_when_turned() -> None:
    missed = [sentence for sentence, sources in FAR_TURNED if not conflicts(sentence, sources)]
    assert len(missed) <= 0.15 * len(FAR_TURNED), missed


@pytest.mark.parametrize(
    ("sentence", "sources"),
    [
        ("He was not seen until June.", ["He was first seen in June."]),
        ("The cream helps more than pills do, not daily but twice a week.", ["The cream is used daily in bad weeks."]),
        ("Limits on overhead work have applied since May.", ["No overhead work since May."]),
        ("There is evidence of a tear in the left knee.", ["There is no evidence of infection in the left knee."]),
        ("The worker does not drive after dark.", ["He drives after work.", "He does not drive after dark."]),
        ("Pain falls from 8 to 4 with the drug.", ["Pain is 8/10 without the drug and 4/10 with the drug."]),
        ("Neither report excludes an evaluation.", ["An evaluation was made in May."]),
        ("Utilization review denied the urine drug test.", ["Urine drug test: asked for."]),
        ("The claims administrator denied massage.", ["Massage is given twice a week."]),
    ],
)
def test_what_is_denied_in_other_words_or_beside_the_point_is_no_conflict(sentence: str, sources: list[str]) -> None:
    assert conflicts(sentence, sources) == []


@pytest.mark.parametrize(
    ("sentence", "source", "word"),
    [
        ("The worker has had massage before.", "She has had no injection and no massage.", "massage"),
        ("The worker denied numbness.", "There is numbness in the hand.", "numbness"),
        ("The scan is part of the plan of May.", "The scan is not part of the plan.", "part"),
        (
            "The patch goes on in June with severe side effects.",
            "May: patch used without severe side effects.",
            "severe",
        ),
        ("It needs documented functional worsening.", "Documented functional improvement is needed.", "worsening"),
    ],
)
def test_a_stretch_that_is_kept_but_for_what_turns_it_is_a_conflict(sentence: str, source: str, word: str) -> None:
    assert word in [sentence[found.start : found.end] for found in conflicts(sentence, [source])]


def test_a_clause_on_the_case_is_not_held_against_the_guideline_beside_the_record() -> None:
    sources = [
        Source("Therapy goes on as far as objective benefit from it is shown.", guideline=True),
        Source("Therapy did not help the arm."),
    ]
    assert (
        conflicts("So small a response is not the objective benefit that would carry therapy further.", sources) == []
    )


def test_the_name_of_what_a_guideline_rejects_is_no_claim_but_its_standing_is() -> None:
    source = [Source("Traction is not recommended for the neck.", guideline=True)]
    assert conflicts("The request is for what this section does not recommend: traction of the neck.", source) == []
    assert conflicts("The request is for what this section does recommend: traction of the neck.", source)


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Traction is recommended.", "Traction is advised against."),
        ("Traction is contraindicated.", "Traction is an option."),
        ("The evidence is sufficient.", "The evidence is insufficient."),
        ("Further visits do not require improvement.", "Further visits require improvement."),
        ("Massage has lasting benefit.", "Massage has no lasting benefit."),
        ("Massage is ineffective.", "Massage is effective."),
        ("The injection is recommended unless pain is new.", "The injection is recommended if pain is new."),
    ],
)
def test_what_a_guideline_says_is_turned(sentence: str, source: str) -> None:
    assert conflicts(sentence, [Source(source, guideline=True)])


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Weakness is not documented.", "The section requires documentation of weakness."),
        ("No radicular pain was found.", "An injection is recommended for radicular pain."),
        ("Conservative care has not failed.", "An injection is considered when conservative care has failed."),
        ("The six visits are not exceeded.", "Massage is limited to six visits."),
        ("It is not recommended without weakness.", "It is recommended where there is weakness."),
    ],
)
def test_what_a_guideline_asks_for_is_not_taken_for_a_fact(sentence: str, source: str) -> None:
    assert conflicts(sentence, [Source(source, guideline=True)]) == []


def test_a_denial_with_a_bound_denies_no_more_than_it_says() -> None:
    assert conflicts("There was no lasting relief.", ["She had relief for two days."]) == []
    assert conflicts("There was no relief.", ["She had relief for two days."])


def test_other_sides_and_body_parts_do_not_count() -> None:
    assert conflicts("There is no weakness of the right hand.", ["Weakness of the left hand."]) == []
    assert conflicts("There is no weakness of the left hand.", ["Weakness of the left hand."])


def test_sources_that_differ_among_themselves_are_no_conflict() -> None:
    assert conflicts("Pain improved.", ["Pain improved in May.", "Pain did not improve in June."]) == []


def test_the_place_and_the_source_are_named() -> None:
    sentence = "Straight leg raising is\u00a0negative."
    (found,) = conflicts(sentence, ["The gait is antalgic.", "Straight leg raising is positive."])
    assert sentence[found.start : found.end] == "negative"
    assert found.source == 1
    assert "negative" in found.message


FINDING = st.sampled_from(["weakness", "atrophy", "numbness", "an effusion", "instability", "radiculopathy"])
SAYS = st.sampled_from(
    ["{X} was noted.", "The report documents {x}.", "There is {x}.", "The examination showed {x}.", "He reports {x}."]
)
DENIES = st.sampled_from(
    [
        "{X} was not noted.", "The report does not document {x}.", "There is no {y}.", "No {y} was found.",
        "The examination showed no {y}.", "He denies {x}.", "The examination is negative for {y}.",
        "There is no evidence of {y}.", "{X} is absent.", "The report fails to document {x}.",
    ]
)  # fmt: skip


def _put(form: str, finding: str) -> str:
    return form.format(x=finding, X=finding[0].upper() + finding[1:], y=finding.removeprefix("an "))


@settings(max_examples=30, deadline=None)
@given(FINDING, SAYS, DENIES)
def test_a_finding_said_and_denied_is_a_conflict_both_ways(finding: str, says: str, denies: str) -> None:
    said, denied = _put(says, finding), _put(denies, finding)
    assert conflicts(said, [denied])
    assert conflicts(denied, [said])


@settings(max_examples=30, deadline=None)
@given(FINDING, st.tuples(SAYS, SAYS) | st.tuples(DENIES, DENIES))
def test_a_finding_said_twice_or_denied_twice_is_none(finding: str, forms: tuple[str, str]) -> None:
    one, other = (_put(form, finding) for form in forms)
    assert conflicts(one, [other]) == []


@settings(max_examples=30, deadline=None)
@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_any_text_is_read_and_every_place_lies_in_the_sentence(sentence: str, sources: list[str]) -> None:
    for found in conflicts(sentence, sources):
        assert 0 <= found.start < found.end <= len(sentence)
        assert 0 <= found.source < len(sources)


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_a_text_never_contradicts_itself_word_for_word(text: str) -> None:
    assert conflicts(text, [text]) == []


@pytest.mark.parametrize("part", ["not not ", "no a, a, a", "pain. "])
def test_hostile_text_takes_linear_time(part: str) -> None:
    def compare(length: int) -> None:
        text = (part * length)[:length]
        conflicts(text, [text])

    assert_linear(compare, 5_000)
