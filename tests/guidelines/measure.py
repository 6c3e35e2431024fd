"""Writes eval/results/retrieval.md: `python -m tests.guidelines.measure --decisions F --index FOLDER`.

The search over the shipped corpus against the citations of signed letters (which are not in the repository) and on
invented requests; and the figures of the index on invented passages, from the folder that `index_measure` wrote.
"""

import argparse
import tempfile
from datetime import date
from pathlib import Path

from drafter.content import folder
from drafter.domain.decision import Decision
from drafter.evaluation.retrieval import Figures, RetrievalReport, Share, figures
from drafter.evaluation.retrieval_run import score_retrieval
from drafter.guidelines.corpus import load_corpus
from drafter.guidelines.index import build_index, open_index
from drafter.letters.stored import read_stored
from tests.guidelines.invented_requests import score_invented

_RESULTS = Path(__file__).parents[2] / "eval" / "results"


def main() -> None:
    """Measure and write what came of it."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--decisions", type=Path, required=True, help="written by `drafter letters read`")
    arguments.add_argument("--index", type=Path, required=True, help="folder that `index_measure` wrote")
    given = arguments.parse_args()
    decisions = [one for one in read_stored(given.decisions) if isinstance(one, Decision)]
    corpus = load_corpus(folder("guideline_corpus"))
    with tempfile.TemporaryDirectory(prefix="drafter-") as place:
        build_index(corpus, Path(place) / "index")
        with open_index(Path(place) / "index", corpus) as index:
            report = score_retrieval(index, decisions, baselines=True)
            inside, outside, nothing = score_invented(index)
    index_part = (given.index / "index.md").read_text(encoding="utf-8")
    (_RESULTS / "retrieval.svg").write_bytes((given.index / "index.svg").read_bytes())
    invented = figures("invented requests", inside)
    lines = [*_letters(report), *_invented(invented, outside, nothing), "## The index", "", index_part.rstrip("\n")]
    notes = (_RESULTS / "retrieval-notes.md").read_text(encoding="utf-8")
    lines += ["", "![Time of one search by number of passages](retrieval.svg)", "", notes.rstrip("\n")]
    (_RESULTS / "retrieval.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _letters(report: RetrievalReport) -> list[str]:
    scored = report.figures[0]
    return [
        "# Retrieval",
        "",
        f"Measured on {date.today()} with `make measure-retrieval DECISIONS=decisions.jsonl` (the file from "
        "`drafter letters read`).",
        f"Corpus: {report.corpus_passages} passages, {report.held} with text, the others by title. "
        f"Embedding: {report.embedding}.",
        "",
        "## Against the citations of signed letters",
        "",
        f"{report.letters_read} letters with {report.items_read} items; scored are the {scored.items} items of "
        f"{scored.letters} letters whose reviewer cites the MTUS.",
        "In brackets the 95 % interval, resampled by letter. Unless a line says otherwise, facts whose only source is "
        "the letter that is scored are hidden.",
        "",
        "| way to search | guideline in first 3 | section in first 5 | section first |",
        "|---|---|---|---|",
        *map(_row, report.figures),
        "",
        f"In {scored.found_by_title_alone} of the {scored.items} items (first line) the section found stands by its "
        "title alone: found, and nothing to draft from.",
        "",
        "Missed among the first five (first line), and why:",
        "",
        "| letter, item | reason | cited |",
        "|---|---|---|",
        *(
            f"| {one.letter}, {one.item} | {one.missed_because}"
            f"{f' ({one.section_rank})' if one.section_rank else ''} | {one.cited} |"
            for one in report.items
            if one.missed_because
        ),
        "",
    ]


def _invented(found: Figures, outside: int, nothing: int) -> list[str]:
    return [
        "## On invented requests",
        "",
        f"{found.items} invented requests that the MTUS governs and {outside} that it does not "
        "(`tests/guidelines/invented_requests.jsonl`, written by a large language model that",
        "saw the section titles and neither aliases nor statements; corpus and search were not changed for them). "
        "A request is a letter of its own here.",
        "",
        "| | guideline in first 3 | section in first 5 | section first |",
        "|---|---|---|---|",
        _row(found),
        "",
        f"For {nothing} of the {outside} outside, no passage of the MTUS was found.",
        "",
    ]


def _row(found: Figures) -> str:
    shares = (found.guideline_in_3, found.section_in_5, found.section_first)
    return f"| {found.name} | " + " | ".join(map(_share, shares)) + " |"


def _share(share: Share) -> str:
    return f"{share.share:.3f} ({share.low:.3f} to {share.high:.3f})"


if __name__ == "__main__":
    main()
