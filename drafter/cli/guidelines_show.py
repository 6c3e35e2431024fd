"""`drafter guidelines check`, `list` and `show`: whether the corpus is sound, and what it holds."""

import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.options import AsOf, named_day
from drafter.cli.screen import say
from drafter.errors import GuidelineError

if TYPE_CHECKING:
    from drafter.domain.guideline import DateKind, Edition, Passage
    from drafter.guidelines.listing import ListedEdition, ShownPassage, ShownPassages

_WIDTH = 100


def check(
    decisions: Annotated[
        list[Path] | None,
        typer.Option(
            "--decisions",
            help="File that `drafter letters read` wrote: decisions that sources name must be in it; may be repeated.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Check the corpus: dead sources, overlapping editions, sections that are there twice, and more.

    Remarks are printed and change nothing; faults end the command with exit code 4, one a line, each as file:line.
    """
    from drafter.guidelines.check import check_corpus
    from drafter.settings import settings

    known = _numbers(decisions) if decisions else None
    found = check_corpus(settings().corpus, date.today(), known)
    for remark in found.remarks:
        say(f"remark: {remark}")
    corpus = found.corpus
    held = sum(passage.held for passage in corpus.passages)
    by_title = len(corpus.passages) - held
    say(f"{_count(len(corpus.editions), 'edition')}: {_count(held, 'section')} with text, {by_title} by title alone")
    say(f"{_count(len(found.faults), 'fault')}, {_count(len(found.remarks), 'remark')}")
    if found.faults:
        raise GuidelineError("\n".join(map(str, found.faults)))


def list_editions(
    as_of: AsOf = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON (schema drafter-editions/1).")] = False,
) -> None:
    """List every edition held, your own documents included; with --as-of those in force on that day alone."""
    from drafter.guidelines.corpus import load_corpus
    from drafter.guidelines.listing import listed_editions
    from drafter.settings import settings

    day = named_day(as_of)
    found = listed_editions(load_corpus(settings().corpus, settings().documents), day)
    if json:
        typer.echo(found.model_dump_json(by_alias=True, indent=2))
        return
    for listed in found.editions:
        _say_all(_edition_lines(listed))
    say(_count(len(found.editions), "edition") + (f" in force on {day}" if day else ""))


def show(
    id: Annotated[str, typer.Argument(metavar="EDITION-ID[/SECTION]", help="An id that `list` or `show` prints.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON (schema drafter-passages/1).")] = False,
) -> None:
    """Show the sections of an edition, or the statements, sources and criteria of one section."""
    from drafter.guidelines.corpus import load_corpus
    from drafter.guidelines.listing import shown_passages
    from drafter.settings import settings

    found = shown_passages(load_corpus(settings().corpus, settings().documents), id)
    if json:
        typer.echo(found.model_dump_json(by_alias=True, indent=2))
    elif "/" in id:
        _say_all(_passage_lines(found.passages[0]))
    else:
        _say_all(_contents_lines(found))


def _numbers(files: list[Path]) -> frozenset[str]:
    from drafter.domain.decision import Decision
    from drafter.letters.stored import read_stored

    read = [one for file in files for one in read_stored(file)]
    return frozenset(one.case_number for one in read if isinstance(one, Decision) and one.case_number)


def _edition_lines(listed: "ListedEdition") -> Iterator[str]:
    edition = listed.edition
    yield f"{edition.id}: {_in_force(edition)}"
    yield f"    {edition.cited_as} {edition.edition}"
    yield f"    {edition.tier}; {_kind(edition)}; {_held(listed.held, listed.by_title)}"


def _contents_lines(found: "ShownPassages") -> Iterator[str]:
    edition = found.edition
    yield f"{edition.cited_as} {edition.edition} ({edition.id})"
    yield f"  {edition.guideline}; {edition.publisher}"
    yield f"  {edition.tier}; {_in_force(edition)}"
    if not edition.in_force.to_verified:
        yield "  the end is likely, and no source shows it"
    if edition.body_parts:
        yield f"  about: {', '.join(edition.body_parts)}"
    yield f"  {_kind(edition)}; licence: {edition.licence}"
    yield ""
    for one in found.passages:
        passage = one.passage
        held = f"{_count(len(passage.sentences), 'statement')}" if passage.held else "by title alone"
        criteria = f", {_count(len(passage.criteria), 'criterion', 'criteria')}" if passage.criteria else ""
        yield f"  {_heading(passage)}: {held}{criteria}"
        yield f"      {passage.id}"


def _passage_lines(shown: "ShownPassage") -> Iterator[str]:
    from drafter.domain.guideline import CriterionKind
    from drafter.guidelines.criterion_words import criterion_in_words, scope_in_words

    passage = shown.passage
    edition = passage.edition
    yield f"{_heading(passage)} ({passage.id})"
    yield f"  {edition.cited_as} {edition.edition}; {_in_force(edition)}"
    yield f"  {_kind(edition)}" if passage.held else "  the section exists; its text is not held"
    if passage.aliases:
        yield f"  also found as: {', '.join(passage.aliases)}"
    if scope := scope_in_words(passage.scope):
        yield f"  holds for {scope}"
    if passage.title_sources:
        yield f"  title known from: {'; '.join(passage.title_sources)}"
    for sentence in passage.sentences:
        yield ""
        yield f"  {sentence.number}. {sentence.text}"
        if sentence.page:
            yield f"      p. {sentence.page}"
        yield from (f"      {source}" for source in sentence.sources)
    if passage.criteria:
        whole = "everything that the section asks for" if passage.complete else "not all that the section may ask for"
        yield ""
        yield f"  Checklist, {whole}:"
    for criterion in passage.criteria:
        first, *others = criterion_in_words(criterion)
        yield f"  {'   ' if criterion.kind is CriterionKind.SILENT else '[ ]'} {first}"
        yield from (f"      {line}" for line in others)
    if shown.notes:
        yield ""
        yield "  Notes for editors:"
        yield from (f"  > {note}" for note in shown.notes)


def _heading(passage: "Passage") -> str:
    pages = f", p. {', '.join(passage.pages)}" if passage.pages else ""
    return f"{passage.heading}{pages}"


def _in_force(edition: "Edition") -> str:
    force = edition.in_force
    ends_by = force.to_by or force.by
    start = f"in force from {force.from_}"
    if force.to and ends_by is not force.by:
        return f"{start} ({_date_of(force.by)}) to {force.to} ({_date_of(ends_by)})"
    return f"{start} {f'to {force.to}' if force.to else 'on'}, by {_date_of(force.by)}"


def _date_of(kind: "DateKind") -> str:
    from drafter.domain.guideline import DateKind

    return "date of the UR denial" if kind is DateKind.UR_DENIAL else f"date of {kind}"


def _kind(edition: "Edition") -> str:
    return "digest in our own words" if edition.digest else "the document's own text"


def _held(held: int, by_title: int) -> str:
    with_text = f"{_count(held, 'section')} with text" if held else "no text held"
    return with_text + (f", {by_title} by title alone" if by_title else "")


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _say_all(lines: Iterator[str]) -> None:
    """Print lines, the long ones broken and indented under their beginning."""
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        broken = textwrap.wrap(
            line, _WIDTH, subsequent_indent=f"{indent}    ", break_long_words=False, break_on_hyphens=False
        )
        for part in broken or [""]:
            say(part)
