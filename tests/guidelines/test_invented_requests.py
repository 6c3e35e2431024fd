from drafter.evaluation.retrieval import figures
from drafter.guidelines.index import GuidelineIndex

from .invented_requests import score_invented


def test_requests_that_the_corpus_was_not_written_for_find_their_section(index: GuidelineIndex) -> None:
    inside, outside, nothing = score_invented(index)
    found = figures("invented", inside)
    assert found.items == 110
    assert found.guideline_in_3.share >= 0.95
    assert found.section_in_5.share >= 0.9
    assert found.section_first.share >= 0.7
    assert outside == 40
    assert nothing >= 30
