"""Writes what prompt versions gave as Markdown: `python -m tests.evaluation.prompt_results RUN… -o FILE`.

The runs are of the same letters, the earliest version first; that of `--fresh` is of letters that no prompt was
changed after. Figures only; no text of a letter.
"""

import argparse
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from drafter.domain.draft import EXTRACTIVE
from drafter.evaluation.manifest import Manifest, read_manifest
from drafter.evaluation.reading import read_metrics
from drafter.evaluation.run_files import AS_WRITTEN
from drafter.evaluation.runs import compare_runs
from tests.evaluation.results import Figures, value

SHOWN = (
    "outcome.AUC", "outcome.Brier score", "outcome.agreement", "outcome.share decided", "outcome.accuracy of decided",
    "outcome.balanced accuracy of decided", "outcome.overturn recall", "outcome.overturn precision",
    "outcome.Upheld proposed where overturned", "citation.first guideline", "citation.first section",
    "citation.guideline F1", "citation.section F1", "retrieval.section in 5", "grounding.unsupported",
    "grounding.drafts without finding", "grounding.flagged",
)  # fmt: skip
BASELINES = (EXTRACTIVE, "always Upheld", "nearest decided case", "claims administrator's citation")


def version(manifest: Manifest) -> str:
    """The prompt of a run, with the first digits of the digest of all its prompts."""
    by = manifest.drafted_by
    return f"{by.prompt} ({(by.prompt_sha256 or '')[:8]})"


def table(runs: Sequence[Path]) -> Iterator[str]:
    """A column a run, and the baselines of the last."""
    figures = [Figures(read_metrics(run).figures) for run in runs]
    names = [version(read_manifest(run)) for run in runs]
    yield (
        "| figure | n | " + " | ".join((*names, *BASELINES)) + " |\n|---|---|" + "---|" * (len(names) + len(BASELINES))
    )
    for name in SHOWN:
        last = figures[-1].get(name)
        if last is None:
            continue
        cells = [value(one.get(name)) for one in figures] + [value(figures[-1].get(name, of)) for of in BASELINES]
        yield f"| {name} | {last.n} | " + " | ".join(cells) + " |"


def confusion(run: Path) -> Iterator[str]:
    """What physicians decided beside what was proposed."""
    curves = next(one for one in read_metrics(run).curves if one.condition == AS_WRITTEN)
    heads = list(next(iter(curves.confusion.values())))
    yield f"\n| {version(read_manifest(run))}: physician | " + " | ".join(heads) + " |\n|---|" + "---|" * len(heads)
    for row, cells in curves.confusion.items():
        yield f"| {row} | " + " | ".join(str(cells[head]) for head in heads) + " |"


def paired(a: Path, b: Path) -> Iterator[str]:
    """A comparison as `drafter eval compare` makes it."""
    compared = compare_runs(a, b, AS_WRITTEN)
    yield f"\n### {version(read_manifest(a))} and then {version(read_manifest(b))}\n"
    yield "| figure | n | first | second | difference (95 %) | p | verdict |\n|---|---|---|---|---|---|---|"
    for one in compared.comparison.figures:
        if one.name not in SHOWN or one.a is None or one.b is None or one.difference is None:
            continue
        interval = f" ({one.low:+.3f} to {one.high:+.3f})" if one.low is not None and one.high is not None else ""
        p = "" if one.p is None else f"{one.p:.3f}"
        ab = f"{one.a:.3f} | {one.b:.3f} | {one.difference:+.3f}{interval}"
        yield f"| {one.name} | {one.n} | {ab} | {p} | {one.verdict} |"


def page(runs: Sequence[Path], fresh: Path | None, whole: Path | None) -> Iterator[str]:
    """The whole page."""
    last = read_manifest(runs[-1])
    yield "# Prompts beside signed decisions\n"
    yield f"{last.made_on}, drafter {last.version} ({last.program_sha256[:12]}), corpus {last.corpus_sha256[:12]}."
    yield "Answers written offline by a large language model that was given the questions alone, through"
    yield "`--requests-out` and `--responses-in`, repairs with them. How this was done, and what it does not show:"
    yield "[prompts-notes.md](prompts-notes.md).\n"
    yield f"## Versions on the same {last.letters} letters ({last.items} items)\n"
    yield from table(runs)
    for run in runs:
        yield from confusion(run)
    yield "\n## Compared in pairs\n\nBy letter, as `drafter eval compare` does."
    for a, b in [*pairwise(runs), *([(runs[0], runs[-1])] if len(runs) > 2 else [])]:
        yield from paired(a, b)
    for run, what in ((fresh, "that no prompt was changed after"), (whole, "in all")):
        if run:
            manifest = read_manifest(run)
            yield f"\n## The last version on {manifest.letters} letters {what} ({manifest.items} items)\n"
            yield from table([run])
            yield from confusion(run)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="+", type=Path)
    parser.add_argument("--fresh", type=Path)
    parser.add_argument("--whole", type=Path)
    parser.add_argument("-o", dest="out", type=Path, required=True)
    given = parser.parse_args()
    given.out.write_text("\n".join(page(given.runs, given.fresh, given.whole)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
