"""Writes what a run on published letters gave as Markdown: `python -m tests.evaluation.results LETTERS PAIRS -o FILE`.

Figures only; no text of a letter.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from drafter.evaluation.figure import ALL, DRAFT, Figure
from drafter.evaluation.manifest import read_manifest
from drafter.evaluation.reading import read_cases, read_metrics
from drafter.evaluation.run_files import AS_WRITTEN, UR_REMOVED
from drafter.evaluation.slices import HELD
from drafter.evaluation.specs import SPECS

GROUPS = ("outcome", "citation", "retrieval", "rationale", "grounding")


def value(figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return ""
    shown = f"{figure.value:.3f}"
    if figure.low is not None and figure.high is not None:
        shown += f" ({figure.low:.3f} to {figure.high:.3f})"
    return shown


class Figures:
    def __init__(self, figures: Sequence[Figure]) -> None:
        self.all = figures
        self._by = {(one.name, one.of, one.condition, one.slice): one for one in figures}

    def get(self, name: str, of: str = DRAFT, condition: str = AS_WRITTEN, slice: str = ALL) -> Figure | None:
        return self._by.get((name, of, condition, slice))


def groups(figures: Figures) -> Iterator[str]:
    baselines = list(dict.fromkeys(one.of for one in figures.all if one.of != DRAFT))
    for group in GROUPS:
        names = [spec.name for spec in SPECS if spec.group == group and figures.get(spec.name)]
        beside = [of for of in baselines if any(figures.get(name, of) for name in names)]
        yield f"\n## {group.capitalize()}\n"
        yield f"| figure | n | letters | extractive draft | {UR_REMOVED} |" + "".join(f" {of} |" for of in beside)
        yield "|---|---|---|---|---|" + "---|" * len(beside)
        for name in names:
            one = figures.get(name)
            assert one
            others = "".join(f" {value(figures.get(name, of))} |" for of in beside)
            removed = value(figures.get(name, condition=UR_REMOVED))
            yield f"| {name.partition('.')[2]} | {one.n} | {one.letters} | {value(one)} | {removed} |{others}"


def slices(figures: Figures) -> Iterator[str]:
    shown = ("outcome.agreement", "outcome.AUC", "citation.first guideline", "citation.first section")
    yield "\n## Slices\n\n| slice | items |" + "".join(f" {name.partition('.')[2]} |" for name in shown)
    yield "|---|---|" + "---|" * len(shown)
    names = sorted({one.slice for one in figures.all if one.slice != ALL})
    for name in names:
        size = figures.get("outcome.agreement", slice=name)
        if size and size.n >= 10:
            yield f"| {name} | {size.n} |" + "".join(f" {value(figures.get(of, slice=name))} |" for of in shown)
    yield "\nOf slices under 10 items nothing is shown; under 30 there is no verdict."


def pairs(figures: Figures) -> Iterator[str]:
    yield "\n## Blind pairs and redrafts\n\n| condition | figure | n | letters | share |\n|---|---|---|---|---|"
    for one in figures.all:
        if one.group == "stability":
            yield f"| {one.condition} | {one.name.partition('.')[2]} | {one.n} | {one.letters} | {value(one)} |"


def bars(figures: Figures) -> Iterator[str]:
    yield "\n## What was asked\n\n| bar | asked | reached |\n|---|---|---|"
    for name, slice, asked in (
        ("outcome.AUC", ALL, "lower limit above 0.50"),
        ("citation.first guideline", HELD, "0.85"),
        ("citation.first guideline named", HELD, "(0.85, with what the letter names for looking up)"),
        ("citation.first section", HELD, "0.60"),
        ("grounding.unsupported", ALL, "0"),
    ):
        one = figures.get(name, slice=slice)
        where = "" if slice == ALL else f", {slice}"
        yield f"| {name}{where} | {asked} | {value(one)}, n {one.n if one else 0} |"


def page(run: Path, blind: Path | None) -> Iterator[str]:
    manifest, metrics = read_manifest(run), read_metrics(run)
    figures = Figures(metrics.figures)
    yield "# Drafts beside signed decisions\n"
    overturned = figures.get("outcome.agreement")
    assert overturned
    yield f"{manifest.made_on}, the built-in drafter on {manifest.items} items of {manifest.letters} published letters"
    yield "without their answers; facts that rest on the scored letter alone are hidden. With 95 % intervals, for which"
    yield "letters are drawn.\n\n```console\n$ make measure-drafts DECISIONS=decisions.jsonl\n```\n"
    yield f"Corpus {manifest.corpus_sha256[:12]}, decisions {manifest.decisions_sha256[:12]}, drafter"
    yield f"{manifest.version} ({manifest.program_sha256[:12]})."
    yield f"Physicians overturned {overturned.overturned} of the items: for outcomes that is **no verdict**"
    yield "(under 100), and every outcome figure below is to be read so."
    yield from bars(figures)
    written = next(one for one in metrics.curves if one.condition == AS_WRITTEN)
    yield "\n## Confusion\n\n| physician | Overturned | Upheld | Insufficient | no draft |\n|---|---|---|---|---|"
    for row, cells in written.confusion.items():
        yield f"| {row} | " + " | ".join(str(count) for count in cells.values()) + " |"
    yield from groups(figures)
    yield from slices(figures)
    if blind:
        yield from pairs(Figures(read_metrics(blind).figures))
    out = [one for one in metrics.left_out if one.condition == AS_WRITTEN]
    yield f"\n## Left out\n\n{len(out)} times an item is left out of some figures:\n"
    for reason in sorted({(one.of, one.reason) for one in out}):
        count = sum((one.of, one.reason) == reason for one in out)
        yield f"- {reason[0]}: {count} item{'s' if count > 1 else ''}, {reason[1]}"
    suspected = [leak for case in read_cases(run).values() if case.condition == AS_WRITTEN for leak in case.suspected]
    yield f"\nThe leakage guard found no leak, and lists {len(suspected)} places as suspected."


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("run", type=Path)
    arguments.add_argument("pairs", type=Path, nargs="?")
    arguments.add_argument("-o", type=Path, required=True)
    given = arguments.parse_args()
    given.o.write_text("\n".join(page(given.run, given.pairs)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
