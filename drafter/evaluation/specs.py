"""Every figure of a run, by what it is about."""

from collections.abc import Iterable
from functools import partial

from drafter.evaluation.outcome_specs import OUTCOME
from drafter.evaluation.ranked_specs import RANKED
from drafter.evaluation.scores.found import PLACES
from drafter.evaluation.scores.grounding import FINDING
from drafter.evaluation.sums import f1, mean_of, ratio
from drafter.evaluation.table import FigureSpec

_citation = partial(mean_of, group="citation", better="higher")
_found = partial(mean_of, group="retrieval", better="higher")
_rationale = partial(mean_of, group="rationale", better=None, share=False)
_grounding = partial(mean_of, group="grounding", better="lower")
_OF_WHOLE = "of the items whose reviewer cites a guideline"

CITATION: tuple[FigureSpec, ...] = (
    *(
        spec
        for what, one in (("guideline", "guidelines (editions told apart)"), ("section", "sections (or pages)"))
        for spec in (
            ratio(
                f"{what}s right",
                f"{what}s said",
                name=f"citation.{what} precision",
                words=f"of the {one} that are cited, how many the reviewer cites too",
                group="citation",
                better="higher",
            ),
            ratio(
                f"{what}s found",
                f"{what}s gold",
                name=f"citation.{what} recall",
                words=f"of the {one} that the reviewer cites, how many are cited",
                group="citation",
                better="higher",
            ),
            f1(
                f"{what}s matched",
                f"{what}s said",
                f"{what}s gold",
                name=f"citation.{what} F1",
                words=f"precision and recall of the {one} together",
                group="citation",
            ),
        )
    ),
    _citation(
        "first guideline",
        name="citation.first guideline",
        words=f"the guideline cited first is among the reviewer's, {_OF_WHOLE}",
    ),
    _citation(
        "first guideline the same",
        name="citation.first guideline the same",
        words=f"the guideline cited first is the reviewer's first, {_OF_WHOLE}",
    ),
    _citation(
        "first section",
        name="citation.first section",
        words="the section cited first is among the reviewer's, of the items whose reviewer cites one",
    ),
    _citation(
        "first guideline named",
        name="citation.first guideline named",
        words="the guideline cited first, or the one named for looking up where none is cited, is the reviewer's too",
    ),
    _citation(
        "first section named",
        name="citation.first section named",
        words="the section cited first, or the one named for looking up where none is cited, is the reviewer's too",
    ),
    _citation(
        "shares a guideline",
        name="citation.shares a guideline",
        words=f"at least one guideline is cited by both, {_OF_WHOLE}",
    ),
    _citation(
        "wrong edition",
        name="citation.wrong edition",
        words=f"a guideline that the reviewer cites is cited in another edition, {_OF_WHOLE}",
        better="lower",
    ),
)
FOUND: tuple[FigureSpec, ...] = tuple(
    _found(
        f"{what} in {k}",
        name=f"retrieval.{what} in {k}",
        words=f"a {what} that the reviewer cites is among the first {k} sections that the item was given",
    )
    for what in ("guideline", "section")
    for k in PLACES
)
RATIONALE: tuple[FigureSpec, ...] = (
    _rationale("words", name="rationale.words", words="words of a rationale"),
    _rationale("gold words", name="rationale.words of the reviewer", words="words of the reviewer's rationale"),
    _rationale("words a sentence", name="rationale.words a sentence", words="words of a sentence"),
    _rationale(
        "grade", name="rationale.grade", words="school grade that a rationale can be read with (Flesch-Kincaid)"
    ),
    _rationale(
        "gold grade",
        name="rationale.grade of the reviewer",
        words="school grade of the reviewer's rationale (Flesch-Kincaid)",
    ),
    *(
        spec
        for what, words in (
            ("facts", "amounts, drugs, body parts and dates"),
            ("criteria", "criteria of the sections given"),
        )
        for spec in (
            ratio(
                f"{what} shared",
                f"{what} said",
                name=f"rationale.{what} precision",
                words=f"of the {words} that a draft names, how many the reviewer names too",
                group="rationale",
                better="higher",
            ),
            ratio(
                f"{what} shared",
                f"{what} gold",
                name=f"rationale.{what} recall",
                words=f"of the {words} that the reviewer names, how many a draft names",
                group="rationale",
                better="higher",
            ),
            f1(
                f"{what} shared",
                f"{what} said",
                f"{what} gold",
                name=f"rationale.{what} F1",
                words=f"precision and recall of {words} together",
                group="rationale",
            ),
        )
    ),
    _rationale(
        "token F1",
        name="rationale.token F1",
        words="words in common with the reviewer's rationale (a side figure: like words are not like reasons)",
        share=True,
        side=True,
    ),
    _rationale(
        "rouge L",
        name="rationale.rouge L",
        words="longest run of words in common, gaps allowed (a side figure)",
        share=True,
        side=True,
    ),
)
GROUNDING: tuple[FigureSpec, ...] = (
    ratio(
        "flagged",
        "sentences",
        name="grounding.flagged",
        words="of all sentences, how many a finding stands against",
        group="grounding",
        better="lower",
    ),
    ratio(
        "unjudged",
        "sentences",
        name="grounding.unjudged",
        words="of all sentences, how many no code can judge",
        group="grounding",
        better=None,
    ),
    ratio(
        "copied",
        "sentences",
        name="grounding.copied",
        words="of all sentences, how many code copied from the evidence",
        group="grounding",
        better=None,
    ),
    ratio(
        "pointed",
        "sentences",
        name="grounding.pointed",
        words="of all sentences, how many point at evidence",
        group="grounding",
        better="higher",
    ),
    _grounding(
        "flagged",
        name="grounding.flagged sentences a draft",
        words="sentences of a draft that a finding stands against; filling up with others does not lower it",
        share=False,
    ),
    _grounding(
        "any flagged",
        name="grounding.drafts with a flagged sentence",
        words="drafts with at least one flagged sentence",
    ),
    _grounding(
        "any error", name="grounding.drafts with an error", words="drafts that need review: a check found an error"
    ),
    _grounding(
        "unsupported",
        name="grounding.unsupported",
        words="drafts with a number, pointer or locator that is not in what they point at",
    ),
    _grounding(
        "no finding",
        name="grounding.drafts without finding",
        words="drafts with neither error nor warning",
        better="higher",
    ),
    ratio(
        "absences contradicted",
        "absences",
        name="grounding.absences contradicted",
        words="of what drafts call absent, how much the record may show all the same",
        group="grounding",
        better="lower",
    ),
    _grounding("sentences", name="grounding.sentences a draft", words="sentences of a draft", better=None, share=False),
    _grounding(
        "pointed and unflagged",
        name="grounding.supported sentences a draft",
        words="sentences of a draft that point at evidence and have no finding",
        better="higher",
        share=False,
    ),
)
SPECS: tuple[FigureSpec, ...] = (*OUTCOME, *RANKED, *CITATION, *FOUND, *RATIONALE, *GROUNDING)
SLICED: tuple[str, ...] = (
    "outcome.agreement",
    "outcome.balanced accuracy",
    "outcome.AUC",
    "outcome.Brier score",
    "outcome.Upheld proposed where overturned",
    "outcome.share insufficient",
    "citation.guideline F1",
    "citation.section F1",
    "citation.first guideline",
    "citation.first guideline the same",
    "citation.first section",
    "citation.first guideline named",
    "citation.first section named",
    "retrieval.guideline in 3",
    "retrieval.section in 5",
    "rationale.facts F1",
    "grounding.flagged",
    "grounding.unsupported",
)
"""The figures that are told for each slice."""
_COMPARED = (
    "outcome.agreement", "outcome.accuracy of decided", "outcome.share insufficient", "outcome.share without draft",
    "outcome.balanced accuracy", "outcome.Upheld proposed where overturned", "outcome.overturn recall",
    "outcome.AUC", "outcome.Brier score", "citation.guideline F1", "citation.section F1",
    "citation.first guideline", "citation.wrong edition", "retrieval.section in 5", "rationale.facts F1",
    "rationale.criteria F1", "grounding.flagged sentences a draft", "grounding.unsupported",
    "grounding.drafts with an error", "grounding.absences contradicted",
)  # fmt: skip
COMPARED: tuple[FigureSpec, ...] = tuple(spec for spec in SPECS if spec.name in _COMPARED)
"""The figures that two runs are compared by. They are few, since each takes a part of the budget of false alarms."""
FAULTS = ("flagged", "any flagged", "any error", "unsupported")
"""The scores that get better where a draft leaves out what would be found fault with."""
CHANGED, KEPT = "changed", "kept"


def stability_specs(must: str, redraft: bool) -> tuple[FigureSpec, ...]:
    """The figure of a pair: how often a proposal changed where it must not, or was kept where it must change."""
    if must == "change":
        words = "the proposal stays though what it rests on says the contrary"
        return (mean_of(KEPT, name="stability.proposal kept", words=words, group="stability", better="lower"),)
    if redraft:
        words = "another outcome in at least one of several drafts of the same case"
        return (mean_of(CHANGED, name="stability.redraft changed", words=words, group="stability", better="lower"),)
    words = "another proposal though nothing changed that may decide"
    return (mean_of(CHANGED, name="stability.proposal changed", words=words, group="stability", better="lower"),)


def finding_specs(columns: Iterable[str]) -> tuple[FigureSpec, ...]:
    """A figure for each code of finding that occurs: how many of it a draft has."""
    return tuple(
        _grounding(
            column,
            name=f"grounding.{column.removeprefix(FINDING)} a draft",
            words=f"findings {column.removeprefix(FINDING)} of a draft",
            share=False,
        )
        for column in sorted(columns)
        if column.startswith(FINDING)
    )
