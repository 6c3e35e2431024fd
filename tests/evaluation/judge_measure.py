"""`python -m tests.evaluation.judge_measure`: how far the prompt `judge` agrees with hand labels.

`--requests-out F.jsonl` writes the questions for answers later; `--responses-in F.jsonl` reads those, and writes
eval/results/judge.md. `--model` and `--base-url` ask a server instead.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from drafter.content import folder
from drafter.drafting.answers.judge import Support
from drafter.drafting.asking import Waiting
from drafter.drafting.model import ModelChoice
from drafter.drafting.prompt import load_prompt
from drafter.drafting.request_files import Exchange
from drafter.evaluation.judge_call import Judge, judge_of
from drafter.evaluation.resample import interval
from drafter.store import CallStore
from tests.evaluation.judge_sample import AskedItem, Chosen, Group, held_worlds, sample

RESULT = Path(__file__).parents[2] / "eval" / "results" / "judge.md"
COMMAND = "python -m tests.evaluation.judge_measure"
PROMPTS = folder("prompts")


@dataclass(frozen=True)
class Judged:
    """A sentence, what the checks say of it, and what the judge says."""

    chosen: Chosen
    flagged: bool
    support: Support | None
    """None where the judge passed it over."""
    why: str

    @property
    def doubted(self) -> bool:
        """Whether the judge says that it is not supported, which drafting tells the reviewer."""
        return self.support is Support.NOT_SUPPORTED


Counts = Callable[[Judged], bool]
SAYS: tuple[tuple[str, Counts], ...] = (
    ("checks flag", lambda one: one.flagged),
    ("judge doubts", lambda one: one.doubted),
    ("either", lambda one: one.flagged or one.doubted),
    ("judge cannot tell", lambda one: one.support is Support.CANNOT_TELL),
    ("judge says supported", lambda one: one.support is Support.SUPPORTED),
)


def main(
    requests_out: Annotated[Path | None, typer.Option()] = None,
    responses_in: Annotated[list[Path] | None, typer.Option()] = None,
    model: Annotated[str, typer.Option()] = "offline",
    base_url: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Ask the judge, and write what came of it once every question is answered."""
    files = None if base_url else Exchange(requests_out, responses_in or ())
    items = sample(held_worlds())
    if files is None:
        judged, waiting = asyncio.run(asked(items, ModelChoice(model, base_url), None))
    else:
        with files:
            judged, waiting = asyncio.run(asked(items, ModelChoice(model), files))
        for fault, lines in files.faults.items():
            typer.echo(f"without a usable answer: {lines} ({fault})")
    if waiting:
        typer.echo(f"{waiting} of {len(items)} questions wait for an answer")
        raise typer.Exit(1)
    by = "written offline by a large language model that saw the questions alone" if files else f"by {model}"
    RESULT.write_text("\n".join(report(judged, len(items), by)) + "\n", encoding="utf-8")
    typer.echo(f"wrote eval/results/{RESULT.name}")


async def asked(items: Sequence[AskedItem], choice: ModelChoice, files: Exchange | None) -> tuple[list[Judged], int]:
    """What the judge says of every sentence, and how many questions wait for an answer."""
    with TemporaryDirectory() as place, closing(CallStore(f"sqlite:///{place}/calls.db")) as store:
        async with judge_of(choice, PROMPTS, store, files) as judge:
            said = await asyncio.gather(*(_item(judge, item) for item in items))
    return [one for some in said if some for one in some], sum(some is None for some in said)


async def _item(judge: Judge, item: AskedItem) -> list[Judged] | None:
    try:
        said = await judge.verdicts(item.task, item.world.places[item.number].draft, item.states)
    except Waiting:
        return None
    return [
        Judged(
            one,
            one.number in item.flagged,
            said[one.number].support if one.number in said else None,
            said[one.number].why if one.number in said else "",
        )
        for one in item.chosen
    ]


def report(judged: Sequence[Judged], questions: int, by: str) -> Iterator[str]:
    """The figures as Markdown."""
    yield from _head(judged, questions, by)
    yield "## The same sentences, seen by the checks and by the judge"
    yield ""
    yield from _table(judged, [group for group in Group if group is not Group.SOUND], "unsound sentences")
    yield from _table(judged, [Group.SOUND], "sound sentences (what is flagged or doubted here is a false alarm)")
    yield "## As drafting uses it: only sentences that no check finds fault with"
    yield ""
    left = [one for one in judged if not one.flagged]
    yield from _table(left, list(Group), "sentences", SAYS[1:2] + SAYS[3:])
    yield from _list("Unsound, and not doubted", [one for one in judged if _is_missed(one)])
    yield from _list("Sound, and doubted", [one for one in judged if one.chosen.group is Group.SOUND and one.doubted])


def _is_missed(one: Judged) -> bool:
    return one.chosen.group is not Group.SOUND and not one.doubted


def _head(judged: Sequence[Judged], questions: int, by: str) -> Iterator[str]:
    passed_over = sum(one.support is None for one in judged)
    yield "# The judge beside hand labels"
    yield ""
    version = load_prompt(PROMPTS, "judge").version
    yield f"Made by `{COMMAND}` on {date.today().isoformat()}."
    yield f"The answers to the prompt `judge`, version {version}, were {by}."
    yield ""
    cases = len({one.chosen.case for one in judged})
    yield f"{len(judged)} sentences of {cases} synthetic cases in {questions} questions; the judge passed over"
    yield f"{passed_over}. They are those of `tests/grounding/mutation/sentences/held.jsonl`, which a large language"
    yield "model wrote offline and which were labelled by hand against what they point at:"
    yield ""
    yield "- all 13 that are unsound; some of these labels are borderline, as that file says;"
    yield "- sound ones in which a phrase was overstated by hand (`tests/evaluation/judge_overstated.jsonl`), in ways"
    yield "  that the prompt names: these favor the judge;"
    yield "- sound ones damaged by the mutation suite, in as many kinds as change what is said: these favor the checks,"
    yield "  which were built beside that suite;"
    yield "- sound ones as written, drawn at random."
    yield ""
    yield "A check flags a sentence where an error or a warning stands against it. Intervals are at 95 %, with whole"
    yield "cases drawn. The cases are few, none is real, and nearly half of the sentences are unsound, many more than"
    yield "among those of drafts: no figure here tells how the judge does on real cases."
    yield ""


def _table(
    judged: Sequence[Judged], groups: Sequence[Group], what: str, says: Sequence[tuple[str, Counts]] = SAYS
) -> Iterator[str]:
    yield f"| {what} | n | cases | {' | '.join(name for name, _ in says)} |"
    yield "|" + "---|" * (3 + len(says))
    for group in groups:
        some = [one for one in judged if one.chosen.group is group]
        cases = {one.chosen.case for one in some}
        cells = " | ".join(_share(some, counts) for _, counts in says)
        yield f"| {group} | {len(some)} | {len(cases)} | {cells} |"
    yield ""


def _share(some: Sequence[Judged], counts: Counts) -> str:
    by_case: dict[str, list[bool]] = {}
    for one in some:
        by_case.setdefault(one.chosen.case, []).append(counts(one))
    hits = sum(map(sum, by_case.values()))
    ends = interval(list(by_case.values()))
    return f"{hits}: {hits / len(some):.0%} ({ends[0]:.0%} to {ends[1]:.0%})" if ends else "none"


def _list(title: str, some: Sequence[Judged]) -> Iterator[str]:
    yield f"## {title}: {len(some)}"
    yield ""
    for one in some:
        at = f"{one.chosen.case} item {one.chosen.item} sentence {one.chosen.number}"
        kind = f", {one.chosen.kind}" if one.chosen.kind else ""
        flagged = "; a check flags it" if one.flagged else ""
        yield f"- {at} ({one.chosen.group}{kind}{flagged}): {one.support or 'passed over'}. {one.why}".rstrip()
    yield ""


if __name__ == "__main__":
    typer.run(main)
