"""How often a fact planted on a random page of a long record is shown against a sentence that says it is not there.

`python -m tests.grounding.absence_planted FACTS.jsonl --n 500` prints the share shown (as contradicting, or as near),
the share found to contradict, the share of clean records with a false alarm, and the time of a search. A row of the
file: {"absence": sentence, "facts": [record sentences that contradict it], "not": [record sentences on the subject that
do not]}.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from pathlib import Path

from drafter.content import folder
from drafter.domain.case import RecordStatus, RecordType
from drafter.domain.evidence import RecordEvidence, RecordSentence
from drafter.domain.lexicon import Lexicon
from drafter.domain.text import sha256_text
from drafter.grounding.absence import absences_in
from drafter.grounding.absence_search import search_records
from drafter.grounding.sentences import SHOWN
from drafter.guidelines.aliases import parse_aliases
from drafter.guidelines.lexicon import load_lexicon
from tests.grounding.absence_filler import filler, office

DOCUMENTS = 12
PAGES = 25
"""Pages of one document; twelve documents are 300 pages."""
ON_A_PAGE = 30
"""Sentences of a page."""
_KINDS = (RecordType.PROGRESS_REPORT, RecordType.CONSULTATION, RecordType.TREATMENT_NOTES, RecordType.OTHER)


@dataclass(frozen=True)
class Row:
    """One line of a file of facts."""

    absence: str
    facts: tuple[str, ...]
    near: tuple[str, ...]
    """On the subject, and no contradiction."""


@dataclass(frozen=True)
class Result:
    """What a run found."""

    planted: int
    shown: int
    """Planted facts among the first that are displayed: as contradicting, or as near."""
    found: int
    """Planted facts that contradict."""
    clean: int
    alarmed: int
    seconds: float
    """Of one search, on average."""
    unseen: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]
    alarms: tuple[tuple[str, str], ...]
    """The first of each record."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words of the corpus that is shipped."""
    aliases, _ = parse_aliases((folder("guideline_corpus") / "aliases.yaml").read_text(encoding="utf-8"))
    return load_lexicon(folder("guideline_corpus"), aliases)


def read_rows(path: Path) -> list[Row]:
    """The rows of a file of facts."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Row(row["absence"], tuple(row["facts"]), tuple(row.get("not", ()))) for row in rows]


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson's score interval)."""
    if not of:
        return 0.0, 1.0
    z, share = 1.959964, hits / of
    middle = share + z * z / (2 * of)
    reach = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (middle - reach) / (1 + z * z / of)), min(1.0, (middle + reach) / (1 + z * z / of))


def record(texts: Sequence[str], number: int, on_a_page: int = ON_A_PAGE) -> RecordEvidence:
    """A document of those sentences, so many on a page."""
    sentences = tuple(RecordSentence(number=n, text=t, page=(n - 1) // on_a_page + 1) for n, t in enumerate(texts, 1))
    return RecordEvidence(
        source=f"R{number}",
        id=f"record-{number}",
        type=_KINDS[number % len(_KINDS)],
        status=RecordStatus.RECEIVED,
        sentences=sentences,
        sha256=sha256_text("\n".join(texts)),
    )


def run(rows: Sequence[Row], n: int, *, seed: int = 1, documents: int = DOCUMENTS, pages: int = PAGES) -> Result:
    """Plants a fact of a random row on a random page, `n` times, and searches each row's record without a fact once.

    Facts are planted in a record of clinical text; the row's sentences that are no contradiction stand in it three
    times each. Whether a clean record is silent is asked of office matters and those sentences, since clinical text may
    say the contrary of something by chance.
    """
    draw, words = random.Random(seed), lexicon()
    texts = [filler(draw, pages * ON_A_PAGE) for _ in range(documents)]
    clean = [office(draw, pages * ON_A_PAGE) for _ in range(documents)]
    found, shown, unseen, missed, alarms, alarmed, seconds, searches = 0, 0, [], [], [], 0, 0.0, 0
    of_texts = [record(t, number) for number, t in enumerate(texts, start=1)]
    of_clean = [record(t, number) for number, t in enumerate(clean, start=1)]

    def searched(row: Row, planted: str | None) -> tuple[list[str], list[str]]:
        nonlocal seconds, searches
        which = draw.randrange(documents)
        changed = list((texts if planted else clean)[which])
        for near in row.near * (3 if planted else 1):
            changed[draw.randrange(len(changed))] = near
        if planted:
            changed.insert(draw.randrange(len(changed)), planted)
        records = list(of_texts if planted else of_clean)
        records[which] = record(changed, which + 1)
        against: list[str] = []
        displayed: list[str] = []
        for absence in absences_in(row.absence):
            start = time.perf_counter()
            receipt = search_records(absence, records, words, sentence=1)
            seconds, searches = seconds + time.perf_counter() - start, searches + 1
            by_source = {r.source: r for r in records}
            said = [
                [by_source[p.source].sentences[p.sentence - 1].text for p in pointers]
                for pointers in (receipt.contradicted_by, receipt.nearest)
            ]
            against += said[0]
            displayed += [*said[0][:SHOWN], *said[1]]
        return against, displayed

    for _ in range(n):
        row = draw.choice(rows)
        fact = draw.choice(row.facts)
        against, displayed = searched(row, fact)
        found += fact in against
        shown += fact in displayed
        missed += [] if fact in against else [(row.absence, fact)]
        unseen += [] if fact in displayed else [(row.absence, fact)]
    for row in rows:
        against, _ = searched(row, None)
        alarmed += bool(against)
        alarms += [(row.absence, text) for text in against[:1]]
    return Result(
        n, shown, found, len(rows), alarmed, seconds / max(1, searches), tuple(unseen), tuple(missed), tuple(alarms)
    )


def main() -> None:
    """Prints a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("facts", type=Path)
    parser.add_argument("--n", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    result = run(read_rows(asked.facts), asked.n, seed=asked.seed)
    shares = (
        ("shown", result.shown, result.planted),
        ("contradicting", result.found, result.planted),
        ("clean records with a false alarm", result.alarmed, result.clean),
    )
    for name, hits, of in shares:
        low, high = wilson(hits, of)
        sys.stdout.write(f"{name}: {hits} of {of} = {hits / max(1, of):.1%} (95 % interval {low:.1%} to {high:.1%})\n")
    sys.stdout.write(f"a search: {result.seconds * 1000:.0f} ms\n")
    lists = (("not shown", result.unseen), ("not contradicting", result.missed), ("false alarm", result.alarms))
    for title, pairs in lists:
        for absence, text in sorted(dict.fromkeys(pairs)):
            sys.stdout.write(f"{title}: {absence} | {text}\n")


if __name__ == "__main__":
    main()
