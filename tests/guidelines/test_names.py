import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.guidelines.corpus import Corpus
from drafter.guidelines.names import NameIndex, words_of

from ..builders import passage


def index_of(*sections: tuple[str, tuple[str, ...]]) -> NameIndex:
    return NameIndex(
        passage(section=title, statements=[f"{title} is an option."]).model_copy(
            update={"id": f"p/{number}", "aliases": aliases}
        )
        for number, (title, aliases) in enumerate(sections)
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Warm wrap for the wrist", ["p/0"]),
        ("WARM-WRAP", ["p/0"]),
        ("warm, wrap", ["p/0"]),
        ("wrap warm", []),
        ("warmed wrap", []),
        ("massaging", ["p/1"]),
        ("a deep massage", ["p/1"]),
        ("amassage", []),
        ("Lidoderm", ["p/2"]),
        ("lidocaine patch", ["p/2"]),
        ("", []),
        ("...", []),
    ],
)
def test_a_passage_is_named_by_its_heading_or_an_alias_word_for_word(text: str, found: list[str]) -> None:
    names = index_of(("Warm wrap", ()), ("Rubbing", ("massag*",)), ("Lidoderm (lidocaine patch)", ("lidocaine patch",)))
    assert [id for id, _ in names.find(text)] == found


def test_a_longer_and_a_rarer_name_weighs_more() -> None:
    names = index_of(("Wrap", ("cloth",)), ("Warm wrap", ("cloth",)), ("Copper", ()))
    assert [id for id, _ in names.find("a warm wrap")] == ["p/1", "p/0"]
    assert names.find("cloth or copper")[0][0] == "p/2"


@given(text=st.text(max_size=80))
def test_words_are_never_empty_and_stand_in_their_order(text: str) -> None:
    words = words_of(text)
    assert all(words)
    assert words_of(" ".join(words)) == words


def test_a_heading_that_every_guideline_has_names_nothing() -> None:
    names = index_of(("Treatment", ("leech",)), ("Recommendations", ()), ("Special Treatment", ()))
    assert names.find("treatment by a dentist; recommendations") == []
    assert [id for id, _ in names.find("leech")] == ["p/0"]
    assert [id for id, _ in names.find("special treatment")] == ["p/2"]


def test_a_name_does_not_go_over_the_end_of_a_line() -> None:
    names = index_of(("Warm wrap", ()))
    assert names.find("a warm\nwrap") == []


def test_every_section_of_the_corpus_with_a_title_of_its_own_is_named_by_it(corpus: Corpus) -> None:
    titled = [passage for passage in corpus.passages if len(words_of(passage.heading)) > 1]
    for one in titled:
        assert one.id in {id for id, _ in corpus.names.find(one.heading)}, one.id
