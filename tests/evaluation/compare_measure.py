"""Measures the comparison itself: `python -m tests.evaluation.compare_measure`.

How often two like drafters get a verdict, and how often a true difference of 10 points in agreement is found, with the
figures of `drafter eval`. All is drawn at random from fixed seeds; prints a table in Markdown.
"""

import sys

import numpy

from drafter.evaluation.compare import BETTER, RunTables, compare
from drafter.evaluation.gate import DEFAULT_PROFILE, check_gates
from drafter.evaluation.noise import FalseAlarms, Rate, _alike, _noisy, false_alarms, wilson
from drafter.evaluation.outcome_specs import OUTCOME
from drafter.evaluation.ranked_specs import RANKED
from drafter.evaluation.specs import CITATION, GROUNDING
from drafter.evaluation.table import FigureSpec, Floats, ItemId, Table

LETTERS = 120
ITEMS = 300
LIKE = 2_000
PAIRS = 400
GATED = 400
JUDGED = (
    "outcome.agreement", "outcome.balanced accuracy", "outcome.kappa", "outcome.Upheld proposed where overturned",
    "outcome.AUC", "outcome.Brier score", "citation.guideline F1", "citation.section F1", "citation.first guideline",
    "grounding.flagged sentences a draft",
)  # fmt: skip
"""Ten figures of every kind: shares, ratios, F1, and those that rank."""
SPECS: tuple[FigureSpec, ...] = tuple(
    spec for spec in (*OUTCOME, *RANKED, *CITATION, *GROUNDING) if spec.name in JUDGED
)

QUICK = tuple(spec for spec in SPECS if not spec.name.startswith("outcome.") or spec.name == JUDGED[0])
"""For many comparisons with every interval: the primary figure's part of the budget does not depend on how many others
there are."""
CLUSTERED = 0.2


def main() -> None:
    like, found = alarms(), power()
    together = power(together=CLUSTERED)
    rows = (
        (f"two like drafters get any verdict ({LIKE:,} comparisons)", like.any_verdict),
        ("the same, of agreement alone", next(one for one in like.figures if one.name == JUDGED[0])),
        (f"the default gates fail a run that is like its baseline ({GATED} runs)", gates()),
        (f"10 points found at 30 % discordance ({PAIRS} pairs), items independent", found),
        (f"10 points found at 30 % discordance ({PAIRS} pairs), a fifth of the letters turn out whole", together),
    )
    lines = [
        f"n = {ITEMS} items of {LETTERS} letters, {len(SPECS)} judged figures.",
        "",
        "| what | seen | share | 95 % interval |",
        "|---|---|---|---|",
        *(f"| {what} | {one.seen} | {one.share:.3f} | {one.low:.3f} to {one.high:.3f} |" for what, one in rows),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def alarms(rounds: int = LIKE) -> FalseAlarms:
    """Comparisons of noise with noise, made from one invented run."""
    random = numpy.random.default_rng(1)
    letters = letters_of_items(random)
    overturned = (random.random(ITEMS) < 0.35).astype(float)
    right = (random.random(ITEMS) < 0.75).astype(float)
    return false_alarms(
        RunTables("invented", "as written", table(letters, overturned, right, random)), SPECS, rounds=rounds
    )


def gates(rounds: int = GATED) -> Rate:
    """How often the default gates fail a run that differs from its baseline by noise alone."""
    random = numpy.random.default_rng(3)
    letters, right = letters_of_items(random), (random.random(ITEMS) < 0.75).astype(float)
    like = table(letters, (random.random(ITEMS) < 0.35).astype(float), right, random)
    asked = {gate.figure for gate in DEFAULT_PROFILE.gates}
    specs = [spec for spec in (*OUTCOME, *RANKED, *CITATION, *GROUNDING) if spec.name in asked]
    alike = _alike(like.columns["overturned"])
    failed = 0
    for _ in range(rounds):
        a, b = (RunTables(name, "as written", _noisy(like, alike, random)) for name in "AB")
        failed += not check_gates(DEFAULT_PROFILE, "b", [], "a", [compare(a, b, specs)]).passed
    low, high = wilson(failed, rounds)
    return Rate(name="default gates", seen=failed, share=failed / rounds, low=low, high=high)


def power(pairs: int = PAIRS, together: float = 0.0) -> Rate:
    """How often the better of two drafters is shown to be better in agreement: it is right in 10 points more items.

    In 30 % of items just one is right: the better one in 20 %, the other in 10 %. In the share
    `together` of letters all items turn out alike; in the others each for itself.
    """
    random = numpy.random.default_rng(2)
    seen = 0
    for _ in range(pairs):
        letters = letters_of_items(random)
        chance = random.random(ITEMS)
        whole = random.random(LETTERS) < together
        chance = numpy.where(whole[letters], random.random(LETTERS)[letters], chance)
        # Of 100 items both are right in 60, B alone in 20, A alone in 10, none in 10.
        a, b = ((chance < 0.6) | ((chance >= 0.8) & (chance < 0.9))).astype(float), (chance < 0.8).astype(float)
        overturned = (random.random(ITEMS) < 0.5).astype(float)
        runs = (
            RunTables(name, "as written", table(letters, overturned, right, random))
            for name, right in (("A", a), ("B", b))
        )
        first = compare(*runs, QUICK).figures[0]
        assert first.name == JUDGED[0]
        seen += first.verdict == BETTER
    low, high = wilson(seen, pairs)
    return Rate(name=JUDGED[0], seen=seen, share=seen / pairs, low=low, high=high)


def letters_of_items(random: numpy.random.Generator) -> numpy.ndarray:
    """The letter of each of 300 items: 120 letters of 1 to 5 items."""
    sizes = numpy.ones(LETTERS, dtype=int)
    while sizes.sum() < ITEMS:
        letter = random.integers(LETTERS)
        sizes[letter] += sizes[letter] < 5
    return numpy.repeat(numpy.arange(LETTERS), sizes)


def table(letters: numpy.ndarray, overturned: Floats, right: Floats, random: numpy.random.Generator) -> Table:
    """An invented drafter's scores: right where told, and the rest of the scores by chance, apt to its being right."""
    said = numpy.where(right == 1, overturned, 1 - overturned)
    cited = (random.random((2, len(right))) < 0.7).astype(float)
    columns = {
        "overturned": overturned,
        "said overturned": said,
        "said upheld": 1 - said,
        "said insufficient": numpy.zeros(len(right)),
        "no draft": numpy.zeros(len(right)),
        "agrees": right,
        "probability": numpy.clip(0.5 + (said - 0.5) * random.random(len(right)), 0, 1),
        "first guideline": cited[0],
        "sentences": random.integers(3, 9, len(right)).astype(float),
        "flagged": (random.random(len(right)) < 0.2).astype(float),
        "unsupported": (random.random(len(right)) < 0.08).astype(float),
    }
    for name, hit in zip(("guidelines", "sections"), cited, strict=True):
        columns |= {f"{name} right": hit, f"{name} found": hit, f"{name} matched": hit}
        columns |= {f"{name} said": numpy.ones(len(right)), f"{name} gold": numpy.ones(len(right))}
    first = numpy.concatenate([[0], numpy.flatnonzero(numpy.diff(letters)) + 1])
    ids = [ItemId(f"L{letter:03}", int(place - first[letter]) + 1) for place, letter in enumerate(letters)]
    return Table(ids, letters.astype(numpy.intp), columns, {})


if __name__ == "__main__":
    main()
