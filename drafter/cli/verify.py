"""`drafter verify`: the checks of a draft, repeated against its sources as they are now."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.findings import finding_lines
from drafter.cli.screen import say
from drafter.errors import CaseError, DraftFileError, GuidelineError

if TYPE_CHECKING:
    from drafter.cases.load import LoadedCase
    from drafter.domain.case import DisputedItem
    from drafter.domain.draft import Draft, ItemDraft
    from drafter.domain.evidence import CaseDate, Evidence
    from drafter.domain.guideline import Passage
    from drafter.domain.set_sentences import Parent
    from drafter.grounding.verify import Originals
    from drafter.guidelines.corpus import Corpus

FOUND = 7
"""Exit code where errors were found, or something cannot be checked."""


def verify(
    draft_file: Annotated[Path, typer.Argument(metavar="DRAFT", help="The draft.json to check.")],
    case_file: Annotated[
        Path | None, typer.Option("--case", help="The case file, where it is not where the draft says.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Check a draft again, reading passages and records from their sources and not from the copies in the file."""
    from drafter.domain.draft import Severity, VerifyResult
    from drafter.grounding.verify import verify as check
    from drafter.letters.stored import read_draft

    draft = read_draft(draft_file)
    findings = check(draft, _originals(draft, draft_file, case_file))
    serious = [f for f in findings if f.severity is Severity.ERROR or f.code == "source-missing"]
    if as_json:
        typer.echo(
            VerifyResult(case_number=draft.case_number, findings=findings).model_dump_json(by_alias=True, indent=2)
        )
    else:
        for item in (None, *(item.number for item in draft.items)):
            lines = finding_lines(f for f in findings if f.item == item)
            say(f"{'Case' if item is None else f'Item {item}'}: {'no finding' if not lines else ''}".rstrip())
            for line in lines:
                say(f"  {line}")
        typer.echo("Found errors, or something that cannot be checked." if serious else "No check failed.")
    if serious:
        raise typer.Exit(FOUND)


def _originals(draft: "Draft", draft_file: Path, case_file: Path | None) -> "Originals":
    from drafter.grounding.verify import Originals
    from drafter.guidelines.corpus import load_corpus
    from drafter.settings import settings

    corpus = load_corpus(settings().corpus, settings().documents)
    loaded = _case(draft, draft_file, case_file)
    return Originals(
        case=loaded.case if loaded else None,
        case_sha256=loaded.sha256 if loaded else None,
        records=loaded.records if loaded else (),
        passage=corpus.passage,
        in_force=lambda passage, number: _in_force(passage, number, loaded, draft.as_of),
        redraft=lambda number, item, evidence, parent: _redraft(draft, loaded, corpus, number, item, evidence, parent),
    )


def _case(draft: "Draft", draft_file: Path, case_file: Path | None) -> "LoadedCase | None":
    from drafter.cases.load import load_case

    path = case_file or draft_file.parent / draft.case.file
    try:
        loaded = load_case(path, unread=True)
    except CaseError:
        if case_file is not None:
            raise
        return None
    # A draft that was moved may find another case where its own stood; to compare the two would only confuse.
    if case_file is None and loaded.sha256 != draft.case.sha256 and loaded.case.case_number != draft.case_number:
        raise DraftFileError(f"{path}: is the case file of another case; name this draft's own with --case")
    return loaded


def _in_force(
    passage: "Passage", number: int, loaded: "LoadedCase | None", as_of: date | None
) -> "tuple[CaseDate, bool] | None":
    from drafter.guidelines.in_force import governs

    if loaded is None:
        return None
    try:
        governing = governs(passage.edition, loaded.case, loaded.case.items[number - 1], as_of)
    except GuidelineError:  # no date to go by: somebody took `as_of` out of the draft
        return None
    return (governing.date, governing.near_boundary) if governing else None


def _redraft(
    draft: "Draft",
    loaded: "LoadedCase | None",
    corpus: "Corpus",
    number: int,
    item: "DisputedItem",
    evidence: "Evidence",
    parent: "Parent | None",
) -> "ItemDraft | None":
    """The built-in drafter always makes the same of the same evidence; a model does not, nor another version."""
    from drafter import __version__
    from drafter.domain.draft import EXTRACTIVE
    from drafter.drafting.drafter import ItemTask
    from drafter.drafting.extractive import ExtractiveDrafter

    by = draft.drafted_by
    if loaded is None or (by.model, by.version) != (EXTRACTIVE, __version__):
        return None
    task = ItemTask(number=number, item=item, case=loaded.case, evidence=evidence, parent=parent)
    return ExtractiveDrafter(corpus.aliases.body_parts_shown_in).draft(task)
