from drafter.domain.citation import Citation, Cited, NoEvidenceCited
from drafter.domain.guideline import Tier
from drafter.evaluation.scores.citations import CitationScorer

SCORER = CitationScorer([])


def mtus(guideline: str, edition: str | None = "2016", *sections: str, pages: tuple[str, ...] = ()) -> Citation:
    return Citation(tier=Tier.MTUS, guideline=guideline, edition=edition, sections=sections, pages=pages)


def odg(chapter: str, *sections: str, edition: str | None = None) -> Citation:
    return Citation(
        tier=Tier.ACOEM_ODG, guideline="ODG", publisher="ODG", chapter=chapter, edition=edition, sections=sections
    )


def scores(said: list[Cited], gold: list[Cited]) -> dict[str, float]:
    return SCORER.scores(SCORER.cited(said), SCORER.cited(gold))


def test_the_same_citation_is_right_in_all() -> None:
    one = [mtus("Chronic Pain Treatment Guidelines", "2016", "Opioids, long-term assessment")]
    found = scores(list(one), list(one))
    assert found["guidelines right"] == found["guidelines found"] == found["first guideline the same"] == 1
    assert found["sections right"] == found["sections found"] == found["first section"] == 1
    assert found["wrong edition"] == 0


def test_names_are_compared_and_not_spellings() -> None:
    found = scores(
        [mtus("CA MTUS Low Back Complaints", "2004", "Special Studies")],
        [mtus("Low Back Complaint", "2004", "special-studies")],
    )
    assert found["guidelines right"] == 1
    assert found["sections right"] == 1


def test_another_edition_of_the_guideline_is_wrong_and_said_so() -> None:
    found = scores([mtus("Chronic Pain", "2009", "Massage therapy")], [mtus("Chronic Pain", "2016", "Massage therapy")])
    assert found["guidelines right"] == 0
    assert found["sections right"] == 0
    assert found["wrong edition"] == 1


def test_outside_the_mtus_the_date_of_an_update_does_not_count() -> None:
    found = scores([odg("Low Back", "MRI", edition="2015")], [odg("Low Back", "MRI", edition="updated 2016")])
    assert found["guidelines right"] == found["sections right"] == 1


def test_two_guidelines_one_of_them_cited() -> None:
    found = scores([mtus("Low Back", "2004", "A")], [mtus("Knee", "2004", "B"), mtus("Low Back", "2004", "A", "C")])
    assert (found["guidelines gold"], found["guidelines found"]) == (2, 1)
    assert (found["sections gold"], found["sections found"], found["sections said"]) == (3, 1, 1)
    assert found["first guideline"] == 1
    assert found["first guideline the same"] == 0


def test_where_the_reviewer_names_pages_alone_pages_are_compared() -> None:
    found = scores(
        [mtus("Chronic Pain", "2009", "Massage therapy", "Physical Medicine", pages=("60", "98"))],
        [mtus("Chronic Pain", None, pages=("98-99", "60"))],
    )
    assert (found["sections gold"], found["sections found"]) == (3, 2)
    assert (found["sections said"], found["sections right"]) == (2, 2)


def test_sections_of_a_guideline_cited_as_a_whole_are_neither_right_nor_wrong() -> None:
    found = scores([mtus("Knee", "2004", "A")], [mtus("Knee", "2004"), mtus("Low Back", "2004", "B")])
    assert found["guidelines right"] == 1
    assert found["sections said"] == 0
    assert found["sections gold"] == 1


def test_no_section_anywhere_means_no_score_of_sections() -> None:
    assert "sections gold" not in scores([mtus("Knee", "2004", "A")], [mtus("Knee", "2004")])


def test_citing_nothing_counts_as_a_miss() -> None:
    found = scores([], [mtus("Knee", "2004", "A")])
    assert found["guidelines found"] == found["first guideline"] == found["first section"] == 0
    assert found["guidelines said"] == 0


def test_a_reviewer_who_cites_no_evidence_gives_no_score() -> None:
    assert scores([mtus("Knee")], [NoEvidenceCited()]) == {}


def test_a_guideline_cited_twice_is_one() -> None:
    found = scores([mtus("Knee", "2004", "A"), mtus("Knee", "2004", "B")], [mtus("Knee", "2004", "B", "A")])
    assert found["guidelines said"] == 1
    assert found["sections right"] == 2


def test_the_first_section_is_the_first_that_is_named_at_all() -> None:
    found = scores([mtus("Knee", "2004"), mtus("Low Back", "2004", "A")], [mtus("Low Back", "2004", "A")])
    assert found["first guideline"] == 0
    assert found["first section"] == 1


def test_a_first_section_of_another_guideline_is_wrong() -> None:
    found = scores([mtus("Knee", "2004", "A"), mtus("Low Back", "2004", "A")], [mtus("Low Back", "2004", "A")])
    assert found["first section"] == 0
    assert found["sections right"] == 1


def test_chapters_outside_the_mtus_are_works_of_their_own() -> None:
    found = scores([odg("Pain", "MRI")], [odg("Knee", "MRI")])
    assert (found["guidelines right"], found["sections right"]) == (0, 0)
    both = scores([odg("Pain"), odg("Knee")], [odg("Knee")])
    assert (both["guidelines said"], both["guidelines right"]) == (2, 1)


def test_where_one_names_no_chapter_any_fits() -> None:
    plain = Citation(tier=Tier.ACOEM_ODG, guideline="ODG", publisher="ODG")
    assert scores([plain], [odg("Knee")])["guidelines right"] == 1
    assert scores([odg("Knee")], [plain])["guidelines right"] == 1


def test_two_editions_for_one_without_a_year_count_once_for_both_sides() -> None:
    found = scores([mtus("Knee", "2004", "A"), mtus("Knee", "2009", "A")], [mtus("Knee", None, "A")])
    assert (found["guidelines right"], found["guidelines matched"], found["guidelines gold"]) == (2, 1, 1)
    assert (found["sections right"], found["sections matched"], found["sections gold"]) == (2, 1, 1)


def test_an_edition_can_be_wrong_only_where_the_guideline_is_cited() -> None:
    assert "wrong edition" not in scores([], [mtus("Knee", "2004")])
    assert "wrong edition" not in scores([mtus("Low Back", "2004")], [mtus("Knee", "2004")])
