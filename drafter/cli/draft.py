"""`drafter draft`: one case, from file to letter."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.findings import finding_lines
from drafter.cli.model_options import (
    BUILT_IN,
    CONCURRENCY,
    Anew,
    BaseUrl,
    Concurrency,
    DataAgreement,
    Judge,
    MaxCost,
    Model,
    named_limits,
    named_model,
)
from drafter.cli.options import ALL_FORMS, FORMS_HELP, AsOf, named_day, named_forms
from drafter.cli.screen import say, say_written

if TYPE_CHECKING:
    from datetime import date

    from drafter.cases.load import LoadedCase
    from drafter.domain.draft import Draft, DraftedItem, Finding, SentenceState
    from drafter.drafting.model import ModelChoice
    from drafter.guidelines.index import GuidelineIndex


def draft(
    case_file: Annotated[Path, typer.Argument(metavar="CASE", help="The case file (YAML or JSON).")],
    out: Annotated[Path, typer.Option("-o", "--output", help="Folder for draft.json and the letter.")],
    model: Model = BUILT_IN,
    base_url: BaseUrl = None,
    data_agreement: DataAgreement = None,
    concurrency: Concurrency = CONCURRENCY,
    max_cost: MaxCost = None,
    anew: Anew = False,
    judge: Judge = False,
    as_of: AsOf = None,
    form: Annotated[str, typer.Option("--format", help=FORMS_HELP)] = ALL_FORMS,
) -> None:
    """Draft a determination letter for one case, check it, and write it with all its evidence."""
    forms = named_forms(form)
    day = named_day(as_of)
    choice = named_model(model, base_url, data_agreement, anew, judge, named_limits(concurrency, None, None, max_cost))
    from drafter.cases.load import load_case
    from drafter.guidelines.corpus import load_corpus
    from drafter.guidelines.index import open_index
    from drafter.letters.edited import refuse_edited, write_letters
    from drafter.letters.organisation import load_organisation
    from drafter.letters.write import FORMS, render_letters
    from drafter.output import room_for
    from drafter.settings import settings

    letters = {name: out / f"letter.{name}" for name in FORMS}
    file = out / "draft.json"
    corpus = load_corpus(settings().corpus, settings().documents)
    loaded = load_case(case_file)
    refuse_edited(letters.values())
    load_organisation(settings().templates)  # a fault there is said before a model is paid for
    with open_index(settings().index, corpus) as index, room_for([*(letters[name] for name in forms), file]):
        result = asyncio.run(_drafted(choice, loaded, index, day, out))
        rendered = render_letters(result, forms, settings().templates)
        content = {name: letter.content for name, letter in rendered.items()}
        # A letter of an earlier draft beside this draft.json would pass for its own, so the other forms go.
        write_letters(out / "letter", content, {file: result.model_dump_json(by_alias=True, indent=2) + "\n"})
    _report(result)
    say_written({f"  {letters[name]}": letter.replaced for name, letter in rendered.items()})
    say(f"  {file}")


async def _drafted(
    choice: "ModelChoice", loaded: "LoadedCase", index: "GuidelineIndex", day: "date | None", out: Path
) -> "Draft":
    from drafter.drafting.model import drafters, store_for
    from drafter.drafting.pipeline import draft_case
    from drafter.settings import settings

    with store_for(choice) as store:
        async with drafters(choice, index.corpus, settings().prompts, store) as made:
            return await draft_case(loaded, index, made.drafter(), as_of=day, folder=out)


def _report(draft: "Draft") -> None:
    say(f"Draft of case {draft.case_number} by {draft.drafted_by.model}. Proposed outcome: {draft.outcome}.")
    if draft.summary:
        say("Clinical summary, drafted from the records:")
        for line in _checked_lines(draft.summary.findings, draft.summary.states):
            say(line)
    for item in draft.items:
        say("")
        for line in _item_lines(item):
            say(line)
    for line in finding_lines(draft.findings):
        say(line)
    say("")
    say("A draft, not a decision: a physician reviews, corrects and signs.")


def _item_lines(item: "DraftedItem") -> list[str]:
    lines = [f"Item {item.number}: {item.item.request}"]
    if item.draft is None:
        return [*lines, f"  not drafted: {item.item.status}"]
    lines.append(f"  proposed: {item.draft.determination} (probability of necessity {item.draft.probability:.2f})")
    for citation in item.citations:
        lines.append(f"  {citation}{' [our digest, not the text]' if citation.digest else ''}")
    if item.needs_review:
        lines.append("  NEEDS REVIEW: a check found an error")
    return [*lines, *_checked_lines(item.findings, item.states)]


def _checked_lines(findings: "tuple[Finding, ...]", states: "tuple[SentenceState, ...]") -> list[str]:
    """The findings, and how many sentences no check can judge: without a finding is not without work for a reader."""
    from drafter.domain.draft import SentenceState

    to_judge = f"sentences to be judged beside their sources: {states.count(SentenceState.UNJUDGED)} of {len(states)}"
    if not findings:
        return [f"  findings: none; {to_judge}"]
    return [*(f"  {line}" for line in finding_lines(findings)), f"  {to_judge}"]
