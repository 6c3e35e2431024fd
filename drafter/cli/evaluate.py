"""`drafter eval`: measure this program against real, signed decisions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.evaluate_audit import app as audit_app
from drafter.cli.evaluate_compare import compare
from drafter.cli.evaluate_gate import gate
from drafter.cli.evaluate_judge import judge
from drafter.cli.evaluate_report import report
from drafter.cli.evaluate_run import run, score
from drafter.cli.screen import say
from drafter.errors import DraftFileError

if TYPE_CHECKING:
    from drafter.domain.decision import Decision
    from drafter.evaluation.retrieval import Figures, ItemScore, RetrievalReport, Share

app = typer.Typer(help="Measure against real, signed decisions.", no_args_is_help=True)


app.command("run")(run)
app.command("score")(score)
app.command("compare")(compare)
app.command("gate")(gate)
app.command("report")(report)
app.add_typer(audit_app, name="audit")
app.command("judge")(judge)


@app.callback()
def _group() -> None:
    """Measure against real, signed decisions."""


@app.command()
def retrieval(
    decisions: Annotated[
        list[Path],
        typer.Option("--decisions", help="File of decisions that `drafter letters read` wrote; may be given again."),
    ],
    baselines: Annotated[
        bool, typer.Option("--baselines", help="Measure plainer ways to search beside it, on the same items.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON (schema drafter-retrieval/1).")] = False,
) -> None:
    """Score the corpus and the search against the guideline sections that reviewers cited.

    Scored are the items whose reviewer cites the MTUS. When a letter is scored, facts of the corpus whose only source
    is that letter are hidden; figures with them shown stand beside it. Every item whose section is not among the first
    five is named, with the reason.
    """
    from drafter.evaluation.retrieval_run import score_retrieval
    from drafter.guidelines.corpus import load_corpus
    from drafter.guidelines.index import open_index
    from drafter.settings import settings

    read = _decisions(decisions)
    typer.echo(f"Scoring {len(read)} letters; about a second a letter, twice that with --baselines …", err=True)
    corpus = load_corpus(settings().corpus, settings().documents)
    with open_index(settings().index, corpus) as index:
        scored = score_retrieval(index, read, baselines=baselines)
    if json:
        typer.echo(scored.model_dump_json(by_alias=True, indent=2))
        return
    for line in _lines(scored):
        say(line)


def _decisions(files: list[Path]) -> "list[Decision]":
    from drafter.domain.decision import Decision
    from drafter.letters.stored import read_stored

    found: list[Decision] = []
    for file in files:
        for one in read_stored(file):
            if not isinstance(one, Decision):
                raise DraftFileError(f"{file}: is a draft; give decisions that `drafter letters read` wrote")
            found.append(one)
    return found


def _lines(report: "RetrievalReport") -> list[str]:
    scored = report.figures[0]
    lines = [
        f"Read: {report.items_read} items of {report.letters_read} letters; "
        f"{scored.items} of {scored.letters} letters cite the MTUS.",
        f"Corpus: {report.corpus_passages} passages, {report.held} with text ({report.own} of your own documents); "
        f"embedding {report.embedding}.",
        "",
        f"{'share of items, with 95 % interval by letter':58} "
        f"{'guideline in 3':>20} {'section in 5':>20} {'section first':>20}",
    ]
    lines += [_row(figures) for figures in report.figures]
    titles = scored.found_by_title_alone
    lines += [
        "",
        f"In {titles} of the {scored.items} items the section found stands by its title alone: no text is held.",
    ]
    missed = [one for one in report.items if one.missed_because]
    lines += ["", f"Not among the first five, {scored.name}: {len(missed)}"]
    for one in missed:
        lines += _missed(one)
    return lines


def _row(figures: "Figures") -> str:
    shares = (figures.guideline_in_3, figures.section_in_5, figures.section_first)
    return f"{figures.name:58} " + " ".join(f"{_share(share):>20}" for share in shares)


def _share(share: "Share") -> str:
    return f"{share.share:.3f} ({share.low:.3f}-{share.high:.3f})"


def _missed(one: "ItemScore") -> list[str]:
    place = f", at place {one.section_rank}" if one.section_rank else ""
    place += f": {one.left_out_because}" if one.left_out_because else ""
    return [
        f"  {one.letter} item {one.item}: {one.missed_because}{place}",
        f"    cited: {one.cited}",
        f"    found: {'; '.join(one.found[:3]) or 'nothing'}",
    ]
