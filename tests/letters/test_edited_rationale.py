"""A letter that was written from a draft and then edited is read back item by item, in Word, text and PDF."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.determination import Determination
from drafter.domain.draft import Draft, DraftSentence
from drafter.domain.text import fold
from drafter.errors import LetterError
from drafter.letters.edited_rationale import EditedLetter, EditedRationale, read_edited
from drafter.letters.organisation import load_organisation
from drafter.letters.view import ALL_BUT_COVER, Shown
from drafter.letters.write import render_letter
from drafter.settings import settings
from tests.letters.drafts import draft_saying, synthetic_draft
from tests.letters.pdfs import pdf
from tests.timing import assert_linear

TEMPLATES = settings().templates
CAUTIONS = [caution.text for caution in load_organisation(TEMPLATES).cautions]
FORMS = ("txt", "docx", "pdf")
MASSAGE = "Massage therapy, 8 visits for the neck"
WRITTEN = render_letter(synthetic_draft(), "txt", TEMPLATES).content.decode("utf-8")


def letter_of(draft: Draft, form: str, folder: Path, shown: Shown = ALL_BUT_COVER) -> Path:
    path = folder / f"letter.{form}"
    path.write_bytes(render_letter(draft, form, TEMPLATES, shown).content)
    return path


def edited(change: Callable[[str], str], folder: Path) -> EditedLetter:
    """The synthetic draft's letter as text, read back after a change that changes something."""
    changed = change(WRITTEN)
    assert changed != WRITTEN
    path = folder / "edited.txt"
    path.write_text(changed, encoding="utf-8")
    return read_edited(path, synthetic_draft(), CAUTIONS)


def refused(change: Callable[[str], str], folder: Path) -> str:
    """Why the changed letter cannot be read; one line, without the requests."""
    with pytest.raises(LetterError) as error:
        edited(change, folder)
    message = str(error.value)
    assert "\n" not in message
    assert MASSAGE not in message
    return message.partition("not a letter of this draft: ")[2]


def drafted(draft: Draft) -> dict[int, EditedRationale]:
    """What the draft itself says."""
    return {
        item.number: EditedRationale(
            item.draft.determination, " ".join(sentence.text for sentence in item.draft.rationale)
        )
        for item in draft.items
        if item.draft
    }


def folded(letter: EditedLetter) -> dict[int, EditedRationale]:
    return {n: EditedRationale(each.determination, fold(each.text)) for n, each in letter.rationales.items()}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "shown",
    [ALL_BUT_COVER, Shown(evidence=False), Shown(cover=True)],
    ids=["whole", "without evidence", "with a cover"],
)
def test_an_untouched_letter_says_what_the_draft_says(form: str, shown: Shown, tmp_path: Path) -> None:
    draft = synthetic_draft()
    letter = read_edited(letter_of(draft, form, tmp_path, shown), draft, CAUTIONS)
    assert letter.case_number == draft.case_number
    assert folded(letter) == drafted(draft)


@pytest.mark.parametrize("form", FORMS)
def test_what_a_rule_sets_under_an_item_is_no_part_of_its_rationale(form: str, tmp_path: Path) -> None:
    draft = draft_saying("Norco 10/325 mg, #60", "The worker lifts crates.", "Pain is 8/10.")
    path = letter_of(draft, form, tmp_path)
    assert folded(read_edited(path, draft, CAUTIONS)) == drafted(draft)
    assert "no advice to stop" in fold(read_edited(path, draft).rationales[2].text)


LIKE_THE_FORM = (
    "The visit says: Outcome",
    "The visit says: DRAFT",
    "See Item 7.",
    "The note says Decision rationale: none.",
    "It has Claims Administrator guideline: none.",
    f"There, {MASSAGE}: Upheld by nobody.",
    "The level was C5-6, 4 - 6 visits, 10/325 mg; follow- up.",
    "No full stop at the end",
)


@pytest.mark.parametrize("form", FORMS)
def test_words_like_those_of_the_form_stay_words(form: str, tmp_path: Path) -> None:
    draft = draft_saying(MASSAGE, "The worker lifts crates.", " ".join(LIKE_THE_FORM))
    assert folded(read_edited(letter_of(draft, form, tmp_path), draft)) == drafted(draft)


@pytest.mark.parametrize("words", ["Decision rationale: none.", "OUTCOME", f"{MASSAGE}: Upheld by nobody."])
def test_words_like_those_of_the_form_may_begin_a_line_of_a_text(words: str, tmp_path: Path) -> None:
    begun = 0
    for length in range(36, 60, 2):
        draft = draft_saying(MASSAGE, "The worker lifts crates.", f"{'x' * length} {words}")
        path = letter_of(draft, "txt", tmp_path)
        begun += f"\n{words}" in path.read_text(encoding="utf-8")
        assert folded(read_edited(path, draft)) == drafted(draft)
    assert begun


def test_a_letter_that_was_made_ready_to_sign_reads_alike(tmp_path: Path) -> None:
    def ready(text: str) -> str:
        text = re.sub(r"^=+$|^ *DRAFT: .*$|^--- Item .* ---$", "", text, flags=re.MULTILINE)
        text = re.sub(r"\s\[[GRFU][^\]]*\]", "", text)
        return text.replace(" (proposed)", "").partition("OUTCOME")[0]

    assert folded(edited(ready, tmp_path)) == drafted(synthetic_draft())


def test_a_text_whose_lines_an_editor_joined_reads_alike(tmp_path: Path) -> None:
    joined = edited(lambda text: re.sub(r"(?<!\n)\n(?!\n)", " ", text), tmp_path)
    assert folded(joined) == drafted(synthetic_draft())


def test_marks_end_a_sentence_and_are_taken_off(tmp_path: Path) -> None:
    def replaced(text: str) -> str:
        return re.sub(
            r"(Decision rationale:) The guideline supports.*?Therefore",
            r"\1 It lasts [G1.1, R2.2] [F1] [U] Sleep is poor [R2.1], as is [R2.1] mood [U]. See [page 3]. Therefore",
            text,
            count=1,
            flags=re.DOTALL,
        )

    rationale = edited(replaced, tmp_path).rationales[1]
    assert rationale.text == (
        "It lasts\n\nSleep is poor, as is mood. See [page 3]. Therefore, the request is medically necessary."
    )
    behind = [(rationale.text[:place], " ".join(map(str, pointers))) for place, pointers in rationale.marks]
    assert behind == [
        ("It lasts", "G1.1 R2.2"),
        ("It lasts\n\nSleep is poor", "R2.1"),
        ("It lasts\n\nSleep is poor, as is", "R2.1"),
    ]


def test_a_determination_that_was_turned_is_read(tmp_path: Path) -> None:
    letter = edited(lambda text: text.replace(f"{MASSAGE}: Upheld (proposed)", f"{MASSAGE}: Overturned"), tmp_path)
    assert letter.rationales[2].determination is Determination.OVERTURNED
    assert letter.rationales[3].determination is Determination.INSUFFICIENT


def test_a_paragraph_that_was_added_is_part_of_the_rationale(tmp_path: Path) -> None:
    def added(text: str) -> str:
        return text.replace("--- Item 2. DRAFT", "Sleep is poor\n\n--- Item 2. DRAFT")

    changed = edited(added, tmp_path)
    assert changed.rationales[1].text.endswith("medically necessary.\n\nSleep is poor")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: text.replace("Case Number:", "Number:"), "it has no case number before its items"),
        (lambda text: text.replace("SYNTHETIC-0001", "SYNTHETIC-0002"), "its case number is another one"),
        (lambda text: text + text, "it has the heading of the items more than once; give one letter a file"),
        (
            lambda text: text.replace("IMR ISSUES, DECISIONS", "ISSUES"),
            'it has no heading "IMR ISSUES, DECISIONS AND RATIONALES"',
        ),
        (
            lambda text: text.replace(f"{MASSAGE}: Upheld", "Massage therapy, 4 visits: Upheld"),
            "item 2 is not in its place with the draft's request and Upheld, Overturned or Insufficient after it",
        ),
        (
            lambda text: text.replace(f"{MASSAGE}: Upheld", f"{MASSAGE}: Modified"),
            "item 2 is not in its place with the draft's request and Upheld, Overturned or Insufficient after it",
        ),
        (
            lambda text: text.replace("not reviewed (withdrawn)", "Upheld"),
            "item 4 is not in its place with the draft's request and not reviewed after it",
        ),
        (
            lambda text: text.replace("Decision rationale: The", "Reasons: The", 1),
            'item 1 has no "Decision rationale:"',
        ),
        (
            lambda text: text.replace(f"{MASSAGE}:", f"Heat packs: Upheld\n\nDecision rationale: None.\n\n{MASSAGE}:"),
            'item 1 has more than one "Decision rationale:"',
        ),
        (
            lambda text: text.replace("--- Item 1.", "Heat packs: Upheld\n\nDecision rationale: None.\n\n--- Item 1."),
            "it has an item before the draft's first one",
        ),
        (
            lambda text: text.replace("This item is not open", "Decision rationale: None.\n\nThis item is not open"),
            'item 4 has a "Decision rationale:", and is not open',
        ),
        (
            lambda text: re.sub(r"(Decision rationale:).*?(\n\n)", r"\1\2", text, count=1, flags=re.DOTALL),
            "the rationale of item 1 is empty",
        ),
    ],
    ids=[
        "no case number",
        "another case",
        "two letters",
        "no heading",
        "another request",
        "no determination",
        "a determination too many",
        "no rationale",
        "an item added",
        "an item added before the first",
        "a rationale too many",
        "an empty rationale",
    ],
)
def test_a_letter_with_other_items_or_of_another_case_is_refused(
    change: Callable[[str], str], why: str, tmp_path: Path
) -> None:
    assert refused(change, tmp_path) == why


def test_items_in_another_order_are_refused(tmp_path: Path) -> None:
    def swapped(text: str) -> str:
        head, one, two, rest = re.split(r"(?=^--- Item [123])", text, flags=re.MULTILINE)
        return head + two + one + rest

    assert refused(swapped, tmp_path).startswith("item 2 is not in its place")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"\x00\x01\x02",
        b"PK\x03\x04 cut off",
        b"%PDF-1.7 cut off",
        b"<html></html>",
        b"\xff\xfeA\x00",
        b"[]",
    ],
)
def test_a_file_that_is_no_letter_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(LetterError, match=r"\A[^\n]*\Z"):
        read_edited(path, synthetic_draft())


def test_a_pdf_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bill.pdf"
    path.write_bytes(pdf(["Case Number: SYNTHETIC-0001", "A bill for eight visits."]))
    with pytest.raises(LetterError, match="no heading"):
        read_edited(path, synthetic_draft())


def test_two_items_with_the_same_request_are_told_apart_by_their_order(tmp_path: Path) -> None:
    first, second = synthetic_draft().items[:2]
    assert second.draft is not None
    other = (DraftSentence(text="The second one is judged apart."), *second.draft.rationale)
    twin = second.model_copy(update={"number": 3, "draft": second.draft.model_copy(update={"rationale": other})})
    draft = synthetic_draft(items=(first, second, twin))
    assert folded(read_edited(letter_of(draft, "txt", tmp_path), draft)) == drafted(draft)


@given(cut=st.tuples(st.integers(0, 8_000), st.integers(0, 400)), put=st.text(max_size=60))
def test_whatever_was_edited_is_read_or_refused(
    cut: tuple[int, int], put: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes((WRITTEN[: cut[0]] + put + WRITTEN[sum(cut) :]).encode("utf-8", "replace"))
    try:
        letter = read_edited(path, synthetic_draft(), CAUTIONS)
    except LetterError:
        return
    assert set(letter.rationales) == {1, 2, 3}
    assert all(each.text.strip() for each in letter.rationales.values())


@pytest.mark.parametrize("piece", ["[G1.1, ", " [U]", f"{MASSAGE}\n", "Item 1\n"])
def test_hostile_text_is_read_in_a_time_in_step_with_its_length(piece: str, tmp_path: Path) -> None:
    def read_with(times: int) -> None:
        hostile = f"Decision rationale: {piece * times} The"
        edited(lambda text: text.replace("Decision rationale: The", hostile, 1), tmp_path)

    assert_linear(read_with, 5_000)
