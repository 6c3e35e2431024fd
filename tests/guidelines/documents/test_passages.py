from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.guideline import Passage
from drafter.domain.text import sha256_text
from drafter.guidelines.documents.markdown import read_markdown
from drafter.guidelines.documents.passages import MOST_WORDS, passages_of
from drafter.guidelines.documents.text import DocumentText, PageStart, Paragraph, paragraphs_text
from tests.guidelines.documents.editions import added_edition


def passages(document: DocumentText) -> tuple[Passage, ...]:
    return passages_of(added_edition(), document)


def of_markdown(text: str) -> tuple[Passage, ...]:
    return passages(read_markdown(text.encode()))


def slugs(found: tuple[Passage, ...]) -> list[str]:
    return [passage.id.removeprefix("official-guideline-2020/") for passage in found]


def test_every_heading_with_text_is_a_section_and_text_before_them_is_named_after_the_document() -> None:
    found = of_markdown(
        "In short.\n\n# Neck\n\n## Heat\n\nHeat warms. It helps.\n\n- packs\n\n## Ice & Co.\n\nIce cools.\n"
    )
    assert [(passage.section, passage.text) for passage in found] == [
        ("Official Guideline", "In short."),
        ("Heat", "Heat warms. It helps.\n\npacks"),
        ("Ice & Co.", "Ice cools."),
    ]
    assert slugs(found) == ["official-guideline", "heat", "ice-co"]
    assert [(sentence.number, sentence.gap, sentence.text) for sentence in found[1].sentences] == [
        (1, "", "Heat warms."),
        (2, " ", "It helps."),
        (3, "\n\n", "packs"),
    ]


def test_a_repeated_title_has_those_around_it_before_it() -> None:
    text = (
        "# Book\n\n## Neck\n\n### Summary\n\na\n\n### Heat\n\nb\n\n## Back\n\n### Summary\n\nc\n\n#### Summary\n\nd\n"
    )
    assert [passage.section for passage in of_markdown(text)] == [
        "Neck: Summary",
        "Heat",
        "Back: Summary",
        "Summary: Summary",
    ]


def test_sections_that_nothing_tells_apart_have_ids_of_their_own() -> None:
    found = of_markdown("# Heat\n\na\n\n# Heat\n\nb\n\n# Heat B\n\nc\n\n# Тепло\n\nd\n\n# heat\n\ne\n")
    assert slugs(found) == ["heat", "heat-b", "heat-b-b", "section", "heat-c"]
    assert [passage.section for passage in found] == ["Heat", "Heat", "Heat B", "Тепло", "heat"]


def test_a_table_of_contents_is_no_section() -> None:
    text = "# Contents\n\nHeat 4\n\n# Heat\n\na\n"
    assert slugs(of_markdown(text)) == ["heat"]
    assert slugs(of_markdown("# Contents\n\nHeat 4\n")) == ["contents"]


def test_long_sections_are_cut_where_a_paragraph_or_else_a_sentence_ends() -> None:
    sentence = "Word " * 59 + "end."
    paragraph = " ".join([sentence] * 3)
    found = of_markdown(f"# Heat\n\n{paragraph}\n\n{paragraph}\n\nShort.")
    assert [passage.text for passage in found] == [paragraph, f"{paragraph}\n\nShort."]
    assert slugs(found) == ["heat", "heat-2"]
    assert [passage.section for passage in found] == ["Heat", "Heat"]
    assert slugs(of_markdown(f"# Heat\n\n{' '.join([sentence] * 5)}")) == ["heat", "heat-2"]
    assert slugs(of_markdown(f"# Heat\n\n{' '.join([sentence] * 4)}\n\nA short tail.")) == ["heat"]
    assert slugs(of_markdown(f"# Heat\n\n{'word ' * 700}end. Next.")) == ["heat"]


def test_a_label_stays_with_its_item_and_a_note_s_mark_with_its_sentence() -> None:
    text = "# Heat\n\n1. Rest.\n2. Ice. Heat. [1] [2] Pain.\n\n(a) Low.\n\nb. High.\n\n4.\n\nAt most 10. [3]\n"
    (found,) = of_markdown(text)
    assert [sentence.text for sentence in found.sentences] == [
        "1. Rest.",
        "2. Ice.",
        "Heat. [1] [2]",
        "Pain.",
        "(a) Low.",
        "b. High.",
        "At most 10. [3]",
    ]


def test_sentences_and_passages_know_their_pages() -> None:
    document = paragraphs_text(
        [
            Paragraph("Heat", 1, (PageStart(0, 1, "iv"),)),
            Paragraph("It warms. It goes on. It ends.", None, (PageStart(13, 2, "1"),)),
            Paragraph("Ice", 1),
            Paragraph("It cools.", None, (PageStart(0, 3, None),)),
        ]
    )
    heat, ice = passages(document)
    assert [(sentence.text, sentence.page, sentence.page_index) for sentence in heat.sentences] == [
        ("It warms.", "iv", 1),
        ("It goes on.", "iv", 1),
        ("It ends.", "1", 2),
    ]
    assert heat.pages == ("iv", "1")
    assert (ice.pages, ice.sentences[0].page, ice.sentences[0].page_index) == ((), None, 3)


WORDS = st.sampled_from(
    ["Heat", "is", "1.", "2.3", "e.g.", "No.", "a.", "[1]", "(b)", "“Ice.”", "—", "3", "x?", "|", "•", "\ufb01"]
)
PARAGRAPHS = st.builds(
    Paragraph,
    st.lists(WORDS, min_size=1, max_size=400).map(" ".join),
    st.sampled_from([None, None, None, 1, 2, 3]),
)


@given(st.lists(PARAGRAPHS, min_size=1, max_size=12), st.data())
def test_a_passage_s_text_is_the_document_s_at_its_offsets(paragraphs: list[Paragraph], data: st.DataObject) -> None:
    plain = paragraphs_text(paragraphs)
    offsets = sorted(data.draw(st.lists(st.integers(0, len(plain.text)), max_size=4)))
    pages = tuple(PageStart(offset, index, f"p{index}") for index, offset in enumerate([0, *offsets], 1))
    document = DocumentText(plain.text, plain.headings, pages)
    found = passages(document)
    assert len({passage.id for passage in found}) == len(found)
    covered = "".join(heading.title for heading in document.headings)
    for passage in found:
        place = passage.document
        assert place is not None
        assert place.sha256 == sha256_text(document.text)
        assert passage.text == document.text[place.start : place.end]
        assert {sentence.page for sentence in passage.sentences} <= set(passage.pages)
        assert len(passage.text.split()) <= MOST_WORDS + 50 or len(passage.sentences) <= 2
        covered += passage.text
    assert sorted("".join(covered.split())) == sorted("".join(document.text.split()))
    places = [passage.document for passage in found if passage.document]
    assert all(one.end <= other.start for one, other in pairwise(places))
