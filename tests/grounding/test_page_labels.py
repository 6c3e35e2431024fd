"""Pages by their printed labels: a label that is right is no finding in any form, a label that is not is an error."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.domain.draft import Severity
from drafter.domain.guideline import Passage
from drafter.drafting.prose import guideline_says
from drafter.grounding.check import check_item
from tests.builders import evidence, guideline, item_draft, passage
from tests.grounding.world import FRAME


def on(*labels: str) -> list[Passage]:
    """A passage on each of the pages, with one statement."""
    made = []
    for label in labels:
        one = passage(statements=["As a rule it is limited to 4 to 6 visits."])
        made.append(
            one.model_copy(
                update={"pages": (label,), "sentences": (one.sentences[0].model_copy(update={"page": label}),)}
            )
        )
    return made


def found(sentence: str, *labels: str) -> set[str]:
    """The codes of what is found in a sentence that points at a statement on each of the pages."""
    pointers = " ".join(f"G{n}.1" for n in range(1, len(labels) + 1))
    return {f.code for f in check_item(1, item_draft((sentence, pointers)), evidence(on(*labels)), FRAME)}


LABELS = ["60", "iv", "xii", "lx", "XIV", "12-3", "6.2", "A-3", "S1-4", "60a", "98-99", "98–99", "iv-v", "A3", "C-12",
          "ES-2", "R2", "G1", "1.2.3", "II-5", "XIII-5", "A-3-A-4", "D", "Cover"]  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_the_statement_itself_and_a_sentence_that_names_its_page_have_no_finding(label: str) -> None:
    (of,) = on(label)
    said = guideline_says(guideline("G1", of), 1)
    assert f", page {label}: " in said.text
    assert found(said.text, label) == set()
    for sentence in (
        f"Massage is limited to 6 visits (page {label}).",
        f"Page {label} limits massage to 6 visits.",
        f"Per page {label}, massage is limited to 4 to 6 visits.",
        f"The 2009 edition, section Massage therapy, pages {label}: 4 to 6 visits.",
        f"Massage is limited to 6 visits, pp. {label}.",
    ):
        assert found(sentence, label) == set(), sentence


@pytest.mark.parametrize(
    ("label", "wrong"),
    [
        ("iv", "v iii vi 4 14 xiv iv-v iv.2 A-4"),
        ("xii", "12 xiii xi XI 2 x"),
        ("XII", "12 XIII xi"),
        ("12-3", "12 3 12-4 13-3 12.3 12-13 12-3-4"),
        ("1-60", "1 60 37 2-60 1-59"),
        ("6.2", "6 2 6.3 6.20 62 6-2"),
        ("A-3", "A-4 B-3 3 A-33 A-3a A A3"),
        ("S1-4", "S1-5 S2-4 4 L1-4"),
        ("60a", "60 60b 61a 6a"),
        ("98-99", "97 100 97-98 98-100 98.99"),
        ("iv-v", "vi iii iv-vi 4-5"),
        ("60", "lx 6 60a A-60 60-61 60.1"),
        ("D", "E 4"),
    ],
)
def test_another_label_is_an_error(label: str, wrong: str) -> None:
    for other in wrong.split():
        for sentence in (
            f"Massage is limited to 6 visits on page {other}.",
            f"Pages {label} and {other} limit massage to 6 visits." if len(other) > 1 and label != "D" else "",
            guideline_says(guideline("G1", on(other)[0]), 1).text,
        ):
            assert not sentence or found(sentence, label) & {"page-unsupported", "number-unsupported"}, sentence


@pytest.mark.parametrize(
    ("named", "labels"),
    [
        ("pages iv-v", ["iv", "v"]),
        ("pages IV to VI", ["iv", "v", "vi"]),
        ("pages iv and 60", ["iv", "60"]),
        ("pages A-3 to A-4", ["A-3", "A-4"]),
        ("pages A-3 and B-1", ["A-3", "B-1"]),
        ("pages 98 to 99", ["98-99"]),
        ("pages 98-99", ["98", "99"]),
        ("page 98", ["98-99"]),
        ("pages 97-99", ["97", "98-99"]),
    ],
)
def test_several_labels_are_right_where_every_one_of_them_and_between_them_is(named: str, labels: list[str]) -> None:
    sentence = f"Massage is limited to 6 visits on {named}."
    assert found(sentence, *labels) == set()
    if len(labels) > 1:
        for left in labels:
            assert "page-unsupported" in found(sentence, *(label for label in labels if label != left)), left


def test_a_page_holds_up_no_number_of_the_sentence() -> None:
    assert "number-unsupported" in found("Massage on page 60 is limited to 60.", "60")
    assert "number-unsupported" in found("Massage on page A-3 is limited to 3.", "A-3")


def test_what_follows_a_page_is_read_for_itself() -> None:
    assert found("On page 60, 4 to 6 visits, with C5-6, 8 visits asked.", "60") == {"page-unsupported"}
    for sentence in ("On page 60, C5-6 is treated with 6 visits.", "On page iv, C5-6 is treated with 6 visits."):
        assert found(sentence, "60", "iv") == set()
    assert found("On page 60, massage is 3x a week.", "60") == {"number-unsupported"}


def test_what_stands_after_other_words_is_no_page() -> None:
    assert found("Massage of 6 visits, s/p surgery, is a limit as a rule.", "iv") == set()
    assert "number-unsupported" in found("The p L5 level is limited to 6 visits.", "iv")


@settings(max_examples=50)
@given(
    st.from_regex(r"([A-Z]{1,2}-?)?[1-9][0-9]{0,2}([.-][1-9][0-9]{0,2}){0,2}[a-z]?", fullmatch=True),
    st.from_regex(r"([A-Z]{1,2}-?)?[1-9][0-9]{0,2}([.-][1-9][0-9]{0,2}){0,2}[a-z]?", fullmatch=True),
)
def test_whatever_the_label_it_alone_is_right(label: str, other: str) -> None:
    sentence = "Massage is limited to 6 visits on page {}."
    assert found(sentence.format(label), label) == set()
    # A dash may stand between two pages: "page 98" is not wrong where the label is "98-99".
    if other != label and "-" not in label + other:
        assert found(sentence.format(other), label) & {"page-unsupported", "number-unsupported"}


def test_every_finding_on_a_page_is_an_error() -> None:
    findings = check_item(1, item_draft(("Massage, page v.", "G1.1")), evidence(on("iv")), FRAME)
    assert [(f.code, f.severity) for f in findings] == [("page-unsupported", Severity.ERROR)]
