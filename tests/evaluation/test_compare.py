from collections.abc import Iterable, Sequence
from itertools import product
from types import MappingProxyType

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionCheck, CriterionStatus, Finding, ItemDraft, Pointer, Severity
from drafter.domain.guideline import Passage
from drafter.errors import EvaluationError
from drafter.evaluation.compare import BETTER, NO_DIFFERENCE, WORSE, Comparison, RunTables, compare, proven, verdict
from drafter.evaluation.flips import flip, flips
from drafter.evaluation.run_files import AS_WRITTEN, UR_REMOVED, GoldItem, ItemLine, ShownPassage
from drafter.evaluation.specs import SPECS as ALL_SPECS
from drafter.evaluation.sums import mean_of
from drafter.evaluation.table import FigureSpec, ItemId, Table

from ..builders import item, item_draft, passage
from .compare_measure import ITEMS, letters_of_items, power, table

RIGHT = mean_of("right", name="outcome.right", words="right", group="outcome", better="higher")
CITED = mean_of("cited", name="citation.cited", words="cited", group="citation", better="higher")
FLAGGED = mean_of("flagged", name="grounding.flagged", words="flagged", group="grounding", better="lower")
WORDS = mean_of("words", name="rationale.words", words="words", group="rationale", better=None)
LIKE = mean_of("like", name="rationale.like", words="like", group="rationale", better="higher", side=True)
SPECS: tuple[FigureSpec, ...] = (RIGHT, CITED, FLAGGED, WORDS, LIKE)
N = 240


def run(name: str = "A", condition: str = AS_WRITTEN, n: int = N, **columns: float | Sequence[float]) -> RunTables:
    """A run over `n` items, two a letter, every second overturned; a score is the same for all or given for each."""
    scores = {"overturned": numpy.arange(n) % 2 == 0} | dict.fromkeys(
        ("right", "cited", "flagged", "words", "like"), 0.5
    )
    held = Table(
        [ItemId(f"L{place // 2:03}", place % 2 + 1) for place in range(n)],
        numpy.arange(n, dtype=numpy.intp) // 2,
        {key: numpy.array(numpy.broadcast_to(value, n), dtype=float) for key, value in (scores | columns).items()},
        {},
    )
    return RunTables(name, condition, held)


def ones(share: float, n: int = N) -> list[float]:
    """1 for the first share of items, 0 for the others."""
    return [float(place < share * n) for place in range(n)]


def verdicts(comparison: Comparison) -> dict[str, str]:
    return {one.name: one.verdict for one in comparison.figures}


def picked(of: Table, places: Sequence[int]) -> Table:
    """The items at these places, in this order."""
    order = numpy.array(places, dtype=numpy.intp)
    _, letters = numpy.unique([of.ids[place].letter for place in places], return_inverse=True)
    columns = {name: scores[order] for name, scores in of.columns.items()}
    return Table([of.ids[place] for place in places], letters.astype(numpy.intp), columns, {})


def test_what_is_better_is_told_by_which_way_is_better() -> None:
    a, b = run(right=ones(0.4), flagged=ones(0.1)), run("B", right=ones(0.7), flagged=ones(0.3))
    found = compare(a, b, SPECS, "outcome.right")
    assert verdicts(found) | {"citation.cited": NO_DIFFERENCE} == {
        "outcome.right": BETTER,
        "citation.cited": NO_DIFFERENCE,
        "grounding.flagged": WORSE,
        "rationale.words": "no verdict: a figure to look at and not to judge by",
        "rationale.like": "no verdict: a figure to look at and not to judge by",
    }
    right = found.figures[0]
    assert right.difference == pytest.approx(0.3)
    assert (right.a, right.b, right.n, right.letters) == (pytest.approx(0.4), pytest.approx(0.7), N, N // 2)
    assert 0.2 < (right.low or 0) < 0.3 < (right.high or 0) < 0.4
    assert (found.items, found.letters, found.condition) == (N, N // 2, AS_WRITTEN)


def test_runs_that_are_the_same_have_no_verdict() -> None:
    a = run(right=ones(0.4))
    found = compare(a, run("B", right=ones(0.4)), SPECS, "outcome.right")
    assert {one.p for one in found.figures} == {1}
    assert not {BETTER, WORSE} & set(verdicts(found).values())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0, 0.5))
def test_swapping_the_runs_turns_every_difference(seed: int, more: float) -> None:
    random = numpy.random.default_rng(seed)
    a = run("A", n=60, right=random.random(60), cited=random.random(60))
    b = run("B", n=60, right=random.random(60) + more, cited=random.random(60))
    turned = {BETTER: WORSE, WORSE: BETTER}
    effects = {"outcome.right": 0.01}
    for one, other in zip(
        compare(a, b, SPECS, "citation.cited", effects).figures,
        compare(b, a, SPECS, "citation.cited", effects).figures,
        strict=True,
    ):
        assert one.p == other.p
        assert one.difference == pytest.approx(-(other.difference or 0))
        assert one.low is None or one.low == pytest.approx(-(other.high or 0))
        assert other.verdict == turned.get(one.verdict, one.verdict)


def test_a_difference_that_is_sure_but_small_is_no_verdict() -> None:
    a, b = run(cited=numpy.linspace(0, 0.9, N).tolist()), run("B", cited=numpy.linspace(0.015, 0.915, N).tolist())
    assert verdicts(compare(a, b, SPECS, "citation.cited"))["citation.cited"] == NO_DIFFERENCE
    small = compare(a, b, SPECS, "citation.cited", {"citation.cited": 0.01})
    assert (small.figures[1].p or 1) < 0.001
    assert small.figures[1].verdict == BETTER


def test_a_verdict_needs_the_interval_too() -> None:
    assert verdict("higher", 0.1, (0.01, 0.2), 0.02) == BETTER
    assert verdict("lower", 0.1, (0.01, 0.2), 0.02) == WORSE
    assert verdict("higher", 0.1, (0.0, 0.2), 0.02) == NO_DIFFERENCE
    assert verdict("higher", 0.1, None, 0.02) == NO_DIFFERENCE


@pytest.mark.parametrize(
    ("n", "primary", "said"),
    [
        (28, "citation.cited", "no verdict: 28 items, fewer than 30"),
        (198, "outcome.right", "no verdict: 99 items that physicians overturned, fewer than 100"),
        (200, "outcome.right", BETTER),
    ],
)
def test_too_few_items_allow_no_verdict(n: int, primary: str, said: str) -> None:
    a, b = (run(name, n=n, right=ones(share, n), cited=ones(share, n)) for name, share in (("A", 0.2), ("B", 0.8)))
    found = verdicts(compare(a, b, SPECS, primary))[primary]
    assert found.startswith(said)
    assert found == said or "chance alone seldom" in found, "a difference like this is pointed out all the same"


def test_a_figure_without_an_interval_allows_no_verdict() -> None:
    length = mean_of("length", name="grounding.length", words="", group="grounding", better="lower", share=False)
    a, b = run(right=ones(0.4), length=90.0), run("B", right=ones(0.4), length=100.0)
    assert verdicts(compare(a, b, (*SPECS, length), "outcome.right"))["grounding.length"] == (
        "no verdict: no interval can be told"
    )


def test_scores_that_only_one_run_has_do_not_count_and_are_counted() -> None:
    half = [float("nan") if place < 40 else 1.0 for place in range(N)]
    cited = compare(run(cited=0.0), run("B", cited=half), SPECS, "outcome.right").figures[1]
    assert (cited.n, cited.unpaired, cited.a, cited.b) == (N - 40, 40, 0, 1)
    none = compare(run(cited=0.0), run("B", cited=float("nan")), SPECS, "outcome.right").figures[1]
    assert (none.n, none.difference, none.p, none.verdict) == (0, None, None, "no verdict: 0 items, fewer than 30")


def test_the_order_of_items_does_not_matter() -> None:
    a, b = run(right=ones(0.5)), run("B", right=ones(0.6))
    turned = RunTables("B", AS_WRITTEN, picked(b.table, range(N)[::-1]))
    assert compare(a, b, SPECS, "outcome.right") == compare(a, turned, SPECS, "outcome.right")


def test_items_that_are_not_the_same_are_named() -> None:
    a = run()
    fewer = RunTables("B", AS_WRITTEN, picked(a.table, range(5, N)))
    with pytest.raises(
        EvaluationError, match=r"^5 items are in A alone \(L000 item 1, L000 item 2, L001 item 1, …\); "
    ):
        compare(a, fewer, SPECS, "outcome.right")
    last = RunTables("B", AS_WRITTEN, picked(a.table, range(N - 1)))
    short = RunTables("A", AS_WRITTEN, picked(a.table, range(1, N)))
    with pytest.raises(
        EvaluationError, match=r"1 item is in A alone \(L119 item 2\) and 1 item is in B alone \(L000 item 1\)"
    ):
        compare(short, last, SPECS, "outcome.right")
    twice = RunTables("B", AS_WRITTEN, picked(a.table, [*range(N), 3]))
    with pytest.raises(EvaluationError, match="B: an item is there twice"):
        compare(a, twice, SPECS, "outcome.right")


def test_decisions_that_differ_are_named() -> None:
    other = [1.0, 1.0, *(float(place % 2 == 0) for place in range(2, N))]
    with pytest.raises(EvaluationError, match=r"1 items are decided otherwise in B than in A \(L000 item 2\)"):
        compare(run(), run("B", overturned=other), SPECS, "outcome.right")


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(EvaluationError, match='"as written" and B of "UR outcome removed"'):
        compare(run(), run("B", UR_REMOVED), SPECS, "outcome.right")
    with pytest.raises(EvaluationError, match=r'the figure "outcome.luck"; name one of these: outcome.right, citation'):
        compare(run(), run("B"), SPECS, "outcome.luck")
    with pytest.raises(EvaluationError, match=r'"rationale\.words" is a figure to look at'):
        compare(run(), run("B"), SPECS, "rationale.words")


def closed(p: dict[str, float], primary: str) -> set[str]:
    """The same by the closure principle: a figure counts where every set of figures that holds it is rejected."""
    names = list(p)
    weight = {name: 0.8 if name == primary else 0.2 / (len(p) - (primary in p)) for name in names}
    found = set(names)
    for held in product((False, True), repeat=len(names)):
        among = [name for name, one in zip(names, held, strict=True) if one]
        total = sum(weight[name] for name in among)
        if not any(p[name] <= 0.05 * weight[name] / total for name in among):
            found -= set(among)
    return found


@settings(deadline=None)
@given(st.lists(st.sampled_from([0.0001, 0.001, 0.004, 0.009, 0.03, 0.045, 0.2]), min_size=1, max_size=6))
def test_the_budget_is_shared_as_the_closure_of_all_tests_shares_it(values: list[float]) -> None:
    p = {f"figure {place}": value for place, value in enumerate(values)}
    for primary in ("figure 0", "none of them"):
        assert proven(p, primary) == closed(p, primary)


def test_with_equal_weights_it_is_holms_procedure_as_statsmodels_has_it() -> None:
    random = numpy.random.default_rng(5)
    for size in (1, 3, 8):
        values = random.random(size) ** 6
        rejected, *_ = multipletests(values, alpha=0.05, method="holm")
        p = {f"figure {place}": float(value) for place, value in enumerate(values)}
        assert proven(p, "none of them") == {name for name, one in zip(p, rejected, strict=True) if one}


def test_the_primary_figure_has_four_fifths_of_the_budget() -> None:
    others = dict.fromkeys("bcdefghijk", 0.5)
    assert proven({"a": 0.039} | others, "a") == {"a"}
    assert proven({"a": 0.041} | others, "a") == set()
    assert proven({"a": 0.5, "b": 0.0009} | dict.fromkeys("cdefghijk", 0.5), "a") == {"b"}
    assert proven({"a": 0.5, "b": 0.0011} | dict.fromkeys("cdefghijk", 0.5), "a") == set()


@pytest.mark.slow
def test_ten_points_are_found_at_thirty_percent_discordance() -> None:
    assert power(400).share >= 0.8


def test_every_figure_of_a_run_can_be_compared() -> None:
    random = numpy.random.default_rng(6)
    letters = letters_of_items(random)
    overturned = (random.random(ITEMS) < 0.5).astype(float)
    a, b = (
        RunTables(name, AS_WRITTEN, table(letters, overturned, (random.random(ITEMS) < right).astype(float), random))
        for name, right in (("A", 0.5), ("B", 0.8))
    )
    found = {one.name: one for one in compare(a, b, ALL_SPECS).figures}
    columns = set(a.table.columns)
    assert set(found) == {spec.name for spec in ALL_SPECS if set(spec.columns) <= columns}
    for name in ("outcome.agreement", "outcome.balanced accuracy", "outcome.MCC", "outcome.AUC"):
        assert found[name].verdict == BETTER
    assert found["outcome.Upheld proposed where overturned"].verdict == BETTER
    assert (found["outcome.Upheld proposed where overturned"].difference or 0) < 0
    assert found["citation.section F1"].verdict == NO_DIFFERENCE
    assert found["outcome.share decided"].verdict.startswith("no verdict")


BATHS, SALT = passage("Copper baths"), passage("Salt rooms")
PASSAGES = MappingProxyType({one.sha256: one for one in (BATHS, SALT)})


def line(
    determination: Determination | None = Determination.UPHELD,
    points_at: str = "R1.1 G1.1",
    given: Iterable[Passage] = (BATHS, SALT),
    criteria: Sequence[CriterionCheck] = (),
    codes: Sequence[str] = (),
    number: int = 1,
) -> ItemLine:
    """An item that the physician overturned, with what a run proposed for it; None: drafting failed."""
    draft: ItemDraft | None = None
    if determination:
        draft = item_draft(("It is said.", points_at), determination=determination, criteria=criteria)
    return ItemLine(
        letter="L1",
        item=number,
        condition=AS_WRITTEN,
        request=item(),
        evidence=tuple(
            ShownPassage(source=f"G{rank}", sha256=one.sha256, score=1) for rank, one in enumerate(given, start=1)
        ),
        draft=draft,
        failed=None if draft else "the server did not answer",
        findings=tuple(Finding(code=code, severity=Severity.NOTE, message="m", mend="d") for code in codes),
        gold=GoldItem(
            determination=Determination.OVERTURNED,
            citations=(),
            reviewer_guideline=None,
            rationale="",
            cites_held=False,
        ),
    )


def check(label: str, status: CriterionStatus) -> CriterionCheck:
    return CriterionCheck(label=label, criterion=Pointer(source="G1", sentence=1), status=status)


@pytest.mark.parametrize(
    ("a", "b", "became", "why"),
    [
        (line(), line(Determination.OVERTURNED), "right", ["only the probability"]),
        (line(Determination.OVERTURNED), line(Determination.INSUFFICIENT), "wrong", ["only the probability"]),
        (line(), line(None), "neither", ["no draft in B: the server did not answer"]),
        (
            line(points_at="G1.1"),
            line(Determination.OVERTURNED, "R1.1 G2.1"),
            "right",
            ["A points first at Copper baths, B at Salt rooms"],
        ),
        (
            line(criteria=[check("a trial", CriterionStatus.NOT_MET), check("rest", CriterionStatus.MET)]),
            line(Determination.OVERTURNED, criteria=[check("a trial", CriterionStatus.MET)]),
            "right",
            ["criterion a trial: not met in A, met in B", "criterion rest: met in A, not checked in B"],
        ),
        (
            line(given=[BATHS]),
            line(Determination.OVERTURNED, given=[BATHS, SALT]),
            "right",
            ["retrieved in B alone: Salt rooms"],
        ),
        (
            line(codes=["one", "two", "two"]),
            line(Determination.OVERTURNED, codes=["two", "three"]),
            "right",
            ["findings gained: three", "findings lost: one; two"],
        ),
    ],
)
def test_a_flip_says_what_differs(a: ItemLine, b: ItemLine, became: str, why: list[str]) -> None:
    found = flip(a, b, PASSAGES)
    assert found
    edition = "MTUS Chronic Pain Medical Treatment Guidelines 2009, "
    assert (found.became, [words.replace(edition, "") for words in found.why]) == (became, why)


def test_only_items_whose_proposals_differ_are_flips() -> None:
    ids = [ItemId("L1", 1), ItemId("L1", 2)]
    held = Table(ids, numpy.zeros(2, dtype=numpy.intp), {}, {})
    a = RunTables("A", AS_WRITTEN, held, dict(zip(ids, [line(), line(number=2)], strict=True)))
    other = [line(points_at="G2.1"), line(Determination.OVERTURNED, number=2)]
    b = RunTables("B", AS_WRITTEN, held, dict(zip(ids, other, strict=True)))
    assert [(one.item, one.a, one.b) for one in flips(a, b, PASSAGES)] == [
        (2, Determination.UPHELD, Determination.OVERTURNED)
    ]


def test_a_passage_that_the_run_does_not_hold_is_named() -> None:
    with pytest.raises(
        EvaluationError, match=r"^L1 item 1: passages.jsonl does not hold its passage G2 \([0-9a-f]{12}\)"
    ):
        flip(line(), line(Determination.OVERTURNED), {BATHS.sha256: BATHS})
