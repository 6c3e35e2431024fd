"""`drafter letters lint`: faults of reasoning and form in signed letters."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.findings import finding_lines
from drafter.cli.screen import say
from drafter.cli.verify import FOUND
from drafter.errors import DraftFileError, LetterError

if TYPE_CHECKING:
    from drafter.domain.decision import Decision, LintResult
    from drafter.grounding.things import Things

_LETTERS = (".pdf", ".docx", ".txt")
_DECISIONS = (".jsonl", ".json")


def lint(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILES...",
            help="Signed letters (PDF, Word, text), folders of them, or decisions that `drafter letters read` wrote.",
        ),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON object a letter, one a line, with its findings.")
    ] = False,
) -> None:
    """Look for faults of reasoning and form in signed letters: citations, tiers, closing sentences, and the like.

    A file that is no such letter is reported with the reason, and the others are looked at all the same.
    """
    from drafter.domain.draft import Severity
    from drafter.grounding.things import Things
    from drafter.guidelines.corpus import load_corpus
    from drafter.settings import settings

    things = Things(load_corpus(settings().corpus).lexicon)
    looked_at = list(_files(files))
    failed = letters = with_findings = 0
    wrong = False
    for path in looked_at:
        try:
            decisions = _decisions(path)
        except (LetterError, DraftFileError) as error:
            typer.echo(f"drafter: {error}", err=True)
            failed += 1
            continue
        for file, decision in decisions:
            result = _result(file, decision, things)
            wrong = wrong or any(finding.severity is Severity.ERROR for finding in result.findings)
            letters, with_findings = letters + 1, with_findings + bool(result.findings)
            _show(result, as_json)
    if letters and not as_json:
        typer.echo(f"{letters} letter{'' if letters == 1 else 's'} looked at, {with_findings} with findings")
    if failed == len(looked_at):
        raise LetterError(f"no letter could be read in {', '.join(map(str, files))}")
    if failed:
        typer.echo(f"drafter: {failed} of {len(looked_at)} files could not be read, as said above", err=True)
    if wrong:
        raise typer.Exit(FOUND)
    if failed:
        raise typer.Exit(LetterError.exit_code)


def _files(files: Sequence[Path]) -> Iterator[Path]:
    """The files, and the letters in the folders; says how much of a folder is left out."""
    for file in files:
        if not file.is_dir():
            yield file
            continue
        inside = sorted(file.iterdir())
        letters = [path for path in inside if path.suffix.lower() in _LETTERS and path.is_file()]
        if len(letters) < len(inside):
            left = len(inside) - len(letters)
            typer.echo(f"{file}: {left} in it not looked at ({', '.join(_LETTERS)} are)", err=True)
        yield from letters


def _decisions(path: Path) -> "list[tuple[str, Decision]]":
    """The decision of a letter, or the decisions of a file of them, each with the name that it is shown by."""
    from drafter.domain.decision import Decision
    from drafter.guidelines.vocabulary import load_vocabulary
    from drafter.letters.read import read_letter
    from drafter.letters.stored import read_stored
    from drafter.settings import settings

    if path.suffix.lower() not in _DECISIONS:
        return [(path.name, read_letter(path, load_vocabulary(settings().corpus)).decision)]
    stored = read_stored(path)
    if not all(isinstance(each, Decision) for each in stored):
        raise DraftFileError(f"{path}: holds a draft; `drafter verify` checks drafts")
    decisions = [each for each in stored if isinstance(each, Decision)]
    return [(f"{path.name}:{number}", decision) for number, decision in enumerate(decisions, start=1)]


def _result(file: str, decision: "Decision", things: "Things") -> "LintResult":
    from drafter.domain.decision import LintResult
    from drafter.grounding.lints.run import lint_signed
    from drafter.grounding.lints.signed import linted

    return LintResult(file=file, case_number=decision.case_number, findings=lint_signed(linted(decision), things))


def _show(result: "LintResult", as_json: bool) -> None:
    if as_json:
        typer.echo(result.model_dump_json(by_alias=True))
        return
    name = f"{result.case_number or 'no case number'} ({result.file})"
    say(f"{name}: {'no finding' if not result.findings else ''}".rstrip())
    for finding, line in zip(result.findings, finding_lines(result.findings), strict=True):
        say(f"  {f'item {finding.item}' if finding.item else 'letter'}: {line}")
