from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.guidelines.corpus import load_corpus
from drafter.guidelines.hidden import exclude_sources, rests_on

X, Y = "CM16-0000001", "CM16-0000002"
ONLY_X = frozenset({X})
Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("sources", "hidden"),
    [
        ([f"as stated in decision {X}"], True),
        ([f"as stated in decision {X} (the heading says so)"], True),
        ([f"as cited in decisions {X}, {Y}"], False),
        ([f"as stated in decision {X}", f"as stated in decision {Y}"], False),
        ([f"as stated in decision {X}", "general usage"], False),
        ([f"as stated in decision {X}", "example.org/page"], False),
        (["general usage"], False),
        ([], False),
    ],
)
def test_a_fact_rests_on_a_letter_where_every_source_is_that_letter(sources: list[str], hidden: bool) -> None:
    assert rests_on(sources, ONLY_X) == hidden


def test_what_a_letter_alone_says_is_hidden_and_the_rest_renumbered(write_corpus: Write) -> None:
    folder = write_corpus(
        ("  - source: invented\n- Heat is limited", f"  - source: as stated in decision {X}\n- Heat is limited")
    )
    corpus = load_corpus(folder)
    without = exclude_sources(corpus, ONLY_X)
    (passage,) = without.passages
    assert [(s.number, s.text) for s in passage.sentences] == [(1, "Heat is limited to 2 to 3 visits.")]
    assert [criterion.sentence for criterion in passage.criteria] == [1]
    assert passage.pages == ("12",)
    assert without.sha256 != corpus.sha256
    assert exclude_sources(corpus, frozenset({Y})) is corpus


def test_a_criterion_goes_with_the_statement_that_it_rests_on(write_corpus: Write) -> None:
    lone = ("  - source: invented\n  - source: invented as well", f"  - source: as stated in decision {X}")
    (passage,) = exclude_sources(load_corpus(write_corpus(lone)), ONLY_X).passages
    assert len(passage.sentences) == 1
    assert passage.criteria == ()
    assert not passage.complete


def test_a_page_that_only_a_hidden_statement_has_is_hidden(write_corpus: Write) -> None:
    changes = (
        ("pages: [12]", "pages: [12, 13]"),
        (
            "  - page: 12\n  - source: invented\n- Heat is limited",
            f"  - page: 13\n  - source: as stated in decision {X}\n- Heat is limited",
        ),
    )
    (passage,) = exclude_sources(load_corpus(write_corpus(*changes)), ONLY_X).passages
    assert passage.pages == ("12",)


@pytest.mark.parametrize(
    ("source", "stays"), [(f"as cited in decision {X}", False), (f"as cited in decisions {X}, {Y}", True)]
)
def test_a_section_by_title_stays_where_something_else_shows_its_title(
    write_corpus: Write, source: str, stays: bool
) -> None:
    section = f'## Cold\n\n```yaml section\ntitle_source: ["{source}"]\n```\n\n## Heat'
    without = exclude_sources(load_corpus(write_corpus(("## Heat", section))), ONLY_X)
    assert [passage.section for passage in without.passages] == ["Cold", "Heat"][not stays :]


def test_an_alias_that_one_letter_alone_shows_is_hidden(write_corpus: Write) -> None:
    aliases = f"aliases:\n  - words: [warm]\n    means: [heat]\n    source: as stated in decision {X}\nbody_parts: []\n"
    without = exclude_sources(load_corpus(write_corpus(aliases=aliases)), ONLY_X)
    assert without.aliases.aliases == ()
