import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.guidelines.aliases import Aliases, parse_aliases
from drafter.guidelines.corpus import Corpus


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Epidural injection at L5-S1", {"low back"}),
        ("C5-6 fusion", {"neck"}),
        ("MRI of the cervical and lumbar spine", {"neck", "low back"}),
        ("Consultation with psychiatrist", {"mental health"}),
        ("Massage therapy, 8 visits", set()),
        ("T8 compression fracture", {"upper back"}),
    ],
)
def test_body_parts_are_known_by_name_and_level(corpus: Corpus, text: str, parts: set[str]) -> None:
    assert corpus.aliases.body_parts_in(text) == parts


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Consultation with a psychiatrist", "referral to a mental health professional"),
        ("Norco 10/325 mg #90", "opioid"),
        ("LESI L4-5", "epidural steroid injection"),
        ("PT 2x6", "physical therapy"),
        ("massages", "massage therapy"),
    ],
)
def test_requests_are_read_as_guidelines_say_it(corpus: Corpus, text: str, meaning: str) -> None:
    assert meaning in corpus.expand(text).split("\n")[1:]


@given(st.text())
def test_expanding_keeps_the_text_and_adds_whole_meanings(text: str) -> None:
    aliases, faults = parse_aliases("aliases:\n  - {words: [a], means: [b c, d], source: invented}\n")
    assert not faults
    expanded = aliases.expander()(text)
    assert expanded in (text, f"{text}\nb c\nd")
    assert Aliases().expander()(text) == text


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("aliases:\n  - words: [a]\n    means: [b]\n", 2, "aliases[1].source: is missing"),
        ("aliases:\n  - words: []\n    means: [b]\n    source: c\n", 2, "aliases[1].words: is empty"),
        ("aliases: [\n", 2, "bracket is not closed"),
        ("colours: []\n", 1, "unknown field"),
        ("", 1, "is empty"),
    ],
)
def test_faults_in_the_aliases_have_their_line(text: str, line: int, says: str) -> None:
    _, faults = parse_aliases(text)
    assert any(fault.line == line and says in fault.message for fault in faults), faults


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("MRI of the spine", {"neck", "upper back", "low back"}),
        ("MRI of the lumbar spine", {"low back"}),
        ("CT of the spine and pelvis", {"neck", "upper back", "low back", "hip"}),
        ("EMG of the lower extremities", {"low back", "hip", "knee", "ankle and foot"}),
        ("CT of the radial head", {"elbow"}),
        ("Second hand wheelchair", set()),
        ("MRI of the brain, T1-weighted", {"head"}),
        ("A monthly subscription", set()),
    ],
)
def test_a_region_stands_for_its_parts_unless_one_of_them_is_named(corpus: Corpus, text: str, parts: set[str]) -> None:
    assert corpus.aliases.body_parts_shown_in(text) == parts
