"""`drafter verify`: the checks of a draft, repeated against its sources as they are now."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.screen import say
from drafter.errors import CaseError, DraftFileError, GuidelineError

if TYPE_CHECKING:
    from drafter.cases.load import LoadedCase
    from drafter.domain.draft import Draft
    from drafter.domain.evidence import CaseDate
    from drafter.domain.guideline import Passage
    from drafter.grounding.verify import Originals, Verified

FOUND = 7
"""Exit code where errors were found, or something cannot be checked."""
_ONLY = (
    "Of the letter, each item's determination and rationale were checked. Header, credentials, clinical summary and "
    "guideline lines were not: compare these yourself."
)
_CANNOT_CHECK = frozenset({"source-missing", "checks-changed"})


def verify(
    draft_file: Annotated[Path, typer.Argument(metavar="DRAFT", help="The draft.json to check.")],
    case_file: Annotated[
        Path | None, typer.Option("--case", help="The case file, where it is not where the draft says.")
    ] = None,
    letter: Annotated[
        Path | None,
        typer.Option("--letter", help="The letter written from the draft (Word, text, PDF), as a reviewer edited it."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Check a draft again, reading passages and records from their sources and not from the copies in the file.

    With --letter, check the rationales that a reviewer made of the draft's, in the same way.
    """
    from drafter.cli.verified import ending, report, result
    from drafter.domain.draft import Severity
    from drafter.letters.stored import read_draft

    draft = read_draft(draft_file)
    verified = _verified(draft, _originals(draft, draft_file, case_file), letter)
    serious = [f for f in verified.findings if f.severity is Severity.ERROR or f.code in _CANNOT_CHECK]
    if as_json:
        typer.echo(result(verified).model_dump_json(by_alias=True, indent=2))
    else:
        for line in report(verified):
            say(line)
        typer.echo(f"\n{ending(verified)}")
        if letter:
            typer.echo(_ONLY)
        typer.echo("Found errors, or something that cannot be checked." if serious else "No check failed.")
    if serious:
        raise typer.Exit(FOUND)


def _verified(draft: "Draft", originals: "Originals", letter: Path | None) -> "Verified":
    from drafter.grounding.edited import Rationale, verify_edited
    from drafter.grounding.verify import verify as check
    from drafter.letters.edited_rationale import read_edited
    from drafter.letters.organisation import load_organisation
    from drafter.settings import settings

    if letter is None:
        return check(draft, originals)
    cautions = [caution.text for caution in load_organisation(settings().templates).cautions]
    edited = read_edited(letter, draft, cautions).rationales
    rationales = {number: Rationale(each.determination, each.text, each.marks) for number, each in edited.items()}
    return verify_edited(draft, rationales, originals)


def _originals(draft: "Draft", draft_file: Path, case_file: Path | None) -> "Originals":
    from drafter.drafting.checked_summary import kept_summary
    from drafter.drafting.redraft import Redrafter
    from drafter.grounding.things import things_of
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
        things=things_of(corpus.lexicon),
        document_text=corpus.document_text,
        places=corpus.named_places,
        redraft=Redrafter(draft, loaded, corpus),
        summary=kept_summary(draft.summary, draft.drafted_by),
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
