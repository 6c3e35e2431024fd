import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.domain.guideline import CriterionKind
from drafter.errors import GuidelineError
from drafter.guidelines.corpus import Corpus, load_corpus
from drafter.guidelines.corpus_parse import EditionParser
from tests.guidelines.conftest import ALIASES, EDITION

Write = Callable[..., Path]


def problems(folder: Path) -> list[str]:
    with pytest.raises(GuidelineError) as caught:
        load_corpus(folder)
    return str(caught.value).splitlines()


def test_an_edition_is_read_whole(write_corpus: Write) -> None:
    corpus = load_corpus(write_corpus())
    (passage,) = corpus.passages
    assert passage.id == "invented-2009/heat"
    assert (passage.section, passage.pages, passage.aliases) == ("Heat", ("12",), ("hot pack",))
    assert [sentence.text for sentence in passage.sentences] == [
        "Heat is an option.",
        "Heat is limited to 2 to 3 visits.",
    ]
    assert passage.sentences[1].sources == ("invented", "invented as well")
    assert passage.criteria[0].limit is not None
    assert corpus.passage(passage.id) is passage
    assert corpus.passage("invented-2009/cold") is None


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (("  - source: invented\n- Heat is l", "- Heat is l"), 25, "a statement without source"),
        (("Heat is an option.", "Heat is an option. It warms."), 25, "one sentence"),
        (("Heat is an option.", "Heat is an option"), 25, "full stop"),
        (("sentence: 2", "sentence: 3"), 34, "there is no sentence 3"),
        (("  limit: {low: 2, high: 3, unit: visit}\n", ""), 34, "has a limit with its number"),
        (("{low: 2, high: 3, unit: visit}", "{low: 2, unit: visit}"), 39, "limit.high: is missing"),
        (("{low: 2, high: 3, unit: visit}", "{low: 2, high: 4, unit: visit}"), 34, "does not state this limit"),
        (("{low: 2, high: 3, unit: visit}", "{low: 2, high: 3, unit: dollop}"), 34, "is no unit"),
        (("{low: 2, high: 3, unit: visit}", "{low: 5, high: 3, unit: visit}"), 34, "low is above high"),
        (("kind: limit", "kind: documentation"), 34, "needs shown_by"),
        (("kind: limit", "kind: wish"), 35, "kind: must be one of: limit, prerequisite, "),
        (("request: [heat]", "request: heat"), 38, "request: is text where a list is wanted"),
        (("request: [heat]", "request: [heat]\n  colour: red"), 39, "colour: unknown field"),
        (("- id: visits", "- id: visits\n  id: visits"), 35, "given twice"),
        (("publisher: Nobody", "publisher: Nobody\ncolour: red"), 7, "colour: unknown field"),
        (("publisher: Nobody\n", ""), 2, "publisher: is missing"),
        (('edition: "2009"', "edition: 2009"), 5, "put it in quotes"),
        (("tier: MTUS", "tier: [MTUS"), 8, "bracket is not closed"),
        (("to: 2016-12-31", "to: 2008-12-31"), 10, "is before from"),
        (("to: 2016-12-31", "to: soon"), 10, "in_force.to: is not a date"),
        (("to: 2016-12-31", "to: 2016-12-32"), 10, "in_force.to: 2016-12-32 is not a date"),
        (("from: 2009-01-01", 'from: "1402358400"'), 9, "in_force.from: 1402358400 is not a date"),
        (("high: 3", "high: .inf"), 39, "limit.high: must be more than 0"),
        (("aliases: [hot pack]", "aliases: &x [*x]"), 22, "anchors and aliases"),
        (("---\nid", "id"), 1, "front matter"),
        (("  - page: 12", "  - page: 13"), 25, "page 13 is outside the section's pages (12)"),
        (("pages: [12]\n", ""), 24, "page 12 is outside the section's pages (none)"),
        (("  - page: 12", "  - page: xii"), 25, "page xii is outside the section's pages (12)"),
        (("  - page: 12", "  - page:"), 26, '"page: 60" (once)'),
        (("  - page: 12", "  - page: 12\n  - page: 12"), 27, '"page: 60" (once)'),
        (("  - page: 12", "  - colour: red"), 26, '"page: 60" (once)'),
        (("```yaml section", "```yaml"), 20, "labelled"),
        (("aliases: [hot pack]", "aliases: [hot pack]\n```\n\n```yaml section\npages: [12]"), 25, "a second block"),
        (("- Heat is an option.", "Heat warms.\n\n- Heat is an option."), 25, "list items"),
        (("## Heat", "## Heat\n\n### Wet heat"), 20, "heading"),
        (("# An invented guideline", "- Stray."), 16, "before the first section"),
        (("## Heat", "## Cold\n\n## Heat"), 18, "has no statement"),
    ],
)
def test_a_fault_is_reported_with_file_and_line(
    write_corpus: Write, change: tuple[str, str], line: int, says: str
) -> None:
    found = problems(write_corpus(change))
    assert any(re.match(rf"invented\.md:{line}: ", problem) and says in problem for problem in found), found


def test_every_fault_of_every_file_is_reported_at_once(write_corpus: Write) -> None:
    folder = write_corpus(
        ("Heat is an option.", "Heat is an option. It warms."),
        ("sentence: 2", "sentence: 9"),
        aliases="aliases:\n  - words: [warm]\n    means: [heat]\n",
        other="no front matter",
    )
    found = problems(folder)
    assert [problem.split(": ")[0] for problem in found] == [
        "invented.md:25",
        "invented.md:34",
        "other.md:1",
        "aliases.yaml:2",
    ]


def test_a_section_given_twice_is_refused(write_corpus: Write) -> None:
    twice = "## Heat\n\n- Heat is old.\n  - source: invented\n\n## Heat"
    assert any("is there already, in line 18" in problem for problem in problems(write_corpus(("## Heat", twice))))


def test_an_edition_given_twice_is_refused(write_corpus: Write) -> None:
    found = problems(write_corpus(second=EDITION))
    assert found == ['second.md:1: edition id "invented-2009" is used in invented.md already; give it its own']
    renamed = EDITION.replace("id: invented-2009", "id: another")
    assert ["is in invented.md already" in problem for problem in problems(write_corpus(second=renamed))] == [True]


def test_a_criterion_given_twice_is_refused(write_corpus: Write) -> None:
    block = EDITION[EDITION.index("- id: visits") : EDITION.rindex("```")]
    assert any("given twice in this section" in problem for problem in problems(write_corpus((block, block * 2))))


def test_a_body_part_without_words_is_refused(write_corpus: Write) -> None:
    change = ("digest: true", "body_parts: [neck, tail]\ndigest: true")
    assert problems(write_corpus(change)) == ['invented.md:1: body part "tail" is not in aliases.yaml; add it there']


@pytest.mark.parametrize(
    ("scope", "line", "says"),
    [
        ("{phases: [acute, acute]}", 18, 'names "acute" twice'),
        ("{phases: [chronic, acute, subacute]}", 18, "names every phase"),
        ("{phases: [seventh]}", 23, "must be one of: acute, subacute, chronic"),
        ("{body_parts: [neck, neck]}", 18, 'names "neck" twice'),
        ("{body_parts: [tail]}", 18, 'body part "tail" is not in aliases.yaml'),
    ],
)
def test_a_scope_that_makes_no_sense_is_refused(write_corpus: Write, scope: str, line: int, says: str) -> None:
    found = problems(write_corpus(("aliases: [hot pack]", f"aliases: [hot pack]\nscope: {scope}")))
    assert any(problem.startswith(f"invented.md:{line}: scope") and says in problem for problem in found), found


@pytest.mark.parametrize(
    ("section", "criterion", "says"),
    [
        ("{phases: [acute]}", "{phases: [acute, chronic]}", '"chronic" is outside the phases'),
        ("{postsurgical: true}", "{postsurgical: false}", "the contrary of what this stands under"),
        ("{body_parts: [neck]}", "{body_parts: [knee]}", '"knee" is outside the body parts'),
    ],
)
def test_a_criterion_outside_the_scope_of_its_section_is_refused(
    write_corpus: Write, section: str, criterion: str, says: str
) -> None:
    change = ("aliases: [hot pack]", f"aliases: [hot pack]\nscope: {section}")
    narrowed = ("request: [heat]", f"request: [heat]\n  scope: {criterion}")
    aliases = ALIASES + "  - name: knee\n    words: [knee]\n    source: general usage\n"
    (problem,) = problems(write_corpus(change, narrowed, aliases=aliases))
    assert problem.startswith('invented.md:35: criterion "visits": scope: ')
    assert says in problem
    load_corpus(write_corpus(change, ("request: [heat]", f"request: [heat]\n  scope: {section}"), aliases=aliases))


def test_a_section_about_a_part_outside_its_edition_is_refused(write_corpus: Write) -> None:
    aliases = ALIASES + "  - name: knee\n    words: [knee]\n    source: general usage\n"
    part = ("digest: true", "body_parts: [neck]\ndigest: true")
    (problem,) = problems(
        write_corpus(part, ("pages: [12]", "pages: [12]\nscope: {body_parts: [knee]}"), aliases=aliases)
    )
    assert problem == 'invented.md:19: scope: "knee" is outside the body parts that this stands under (neck)'


def test_where_a_passage_stands_and_the_notes_beside_it_are_known(write_corpus: Write) -> None:
    corpus = load_corpus(write_corpus(("## Heat", "## Heat\n\n> Sources differ\n> on the page.")))
    file, place = corpus.places["invented-2009/heat"]
    assert (file, place.heading, place.statements, place.criteria) == ("invented.md", 18, (28, 31), (37,))
    assert place.notes == ("Sources differ on the page.",)


@pytest.mark.parametrize("aliases", [b"body_parts: [", b"body_parts:\n  - name: neck\n", b"\xff"])
def test_body_parts_are_not_sought_in_aliases_that_are_broken(write_corpus: Write, aliases: bytes) -> None:
    folder = write_corpus(("digest: true", "body_parts: [neck, tail]\ndigest: true"))
    (folder / "aliases.yaml").write_bytes(aliases)
    found = problems(folder)
    assert found
    assert all(problem.startswith("aliases.yaml:") for problem in found), found


def test_windows_line_ends_read_the_same(write_corpus: Write) -> None:
    folder = write_corpus()
    before = load_corpus(folder).passages
    path = folder / "invented.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_corpus(folder).passages == before


def test_bytes_that_are_no_text_are_reported_with_their_line(write_corpus: Write) -> None:
    folder = write_corpus()
    path = folder / "invented.md"
    path.write_bytes(path.read_bytes().replace(b"Heat is an", b"Heat is \xff an"))
    assert problems(folder) == ["invented.md:25: a character that is not UTF-8; save the file as UTF-8"]


def test_a_missing_or_empty_folder_is_named(tmp_path: Path) -> None:
    assert "no such corpus folder" in problems(tmp_path / "nowhere")[0]
    (tmp_path / "README.md").write_text("An explanation is no edition.")
    assert "no edition" in problems(tmp_path)[0]


def test_the_digest_follows_every_file(write_corpus: Write) -> None:
    folder = write_corpus()
    before = load_corpus(folder).sha256
    assert load_corpus(folder).sha256 == before
    (folder / "aliases.yaml").write_text("aliases: []\n", encoding="utf-8")
    changed = load_corpus(folder).sha256
    (folder / "invented.md").rename(folder / "renamed.md")
    assert len({before, changed, load_corpus(folder).sha256}) == 3


@given(st.text(max_size=300))
def test_any_text_as_an_edition_gives_faults_and_no_crash(text: str) -> None:
    assert EditionParser(text).faults


@given(st.text(max_size=100), st.integers(0, len(EDITION)))
def test_any_text_inside_an_edition_is_read_or_refused(text: str, place: int) -> None:
    parser = EditionParser(EDITION[:place] + text + EDITION[place:])
    assert bool(parser.passages) != bool(parser.faults)


def test_the_shipped_corpus_is_an_honest_digest(corpus: Corpus) -> None:
    assert all(edition.digest for edition in corpus.editions)
    for passage in corpus.passages:
        for sentence in passage.sentences:
            applied = [source.startswith("as applied in") for source in sentence.sources]
            assert all(applied) == any(applied) == sentence.text.startswith("As applied by a reviewer:"), sentence
        for criterion in passage.criteria:
            stating = passage.sentences[criterion.sentence - 1]
            assert not stating.text.startswith("As applied"), criterion


def test_the_shipped_corpus_holds_what_the_first_case_needs(corpus: Corpus) -> None:
    pages = {passage.id: passage.pages for passage in corpus.passages}
    assert pages["mtus-acoem-stress-2004/referral"] == ("388",)
    assert pages["mtus-chronic-pain-2009/massage-therapy"] == ("60",)
    assert pages["mtus-chronic-pain-2009/physical-medicine"] == ("98",)
    assert pages["mtus-chronic-pain-2009/epidural-steroid-injections-esis"] == ("46",)
    assert pages["mtus-chronic-pain-2016/epidural-steroid-injections-esis"] == ("81",)
    massage = corpus.passage("mtus-chronic-pain-2009/massage-therapy")
    assert massage is not None
    limits = [criterion.limit for criterion in massage.criteria if criterion.kind is CriterionKind.LIMIT]
    assert [(limit.low, limit.high, limit.unit) for limit in limits if limit] == [(4, 6, "visit")]


def test_the_example_in_the_explanation_is_a_section_that_reads(corpus: Corpus) -> None:
    explanation = (corpus.folder / "README.md").read_text(encoding="utf-8")
    example = explanation.split("````markdown\n")[1].split("````")[0]
    parser = EditionParser(EDITION[: EDITION.index("## Heat")] + example)
    assert parser.faults == []
    assert parser.passages[0].criteria
