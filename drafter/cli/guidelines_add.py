"""`drafter guidelines add` and `remove`: the user's own documents."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.screen import say

if TYPE_CHECKING:
    from drafter.domain.guideline import Edition, InForce, Passage, Tier
    from drafter.guidelines.corpus import Corpus
    from drafter.guidelines.documents.text import DocumentText

_TIERS = ("mtus", "acoem-odg", "other", "study")
_DATE_KINDS = ("request", "service", "ur denial")
_NOT_STATED = "not stated"
_NOW = "Run `drafter guidelines index` now: until then neither search nor draft runs."
_SHOWN = 8
"""Sections that are listed when a document is added; a dry run lists all."""
_ADVICE = "mark headings with heading styles, or as # lines, and add it again"


def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="PDF, Word (.docx), HTML, Markdown or text.")],
    guideline: Annotated[str, typer.Option(help="The guideline's name in full.", show_default=False)],
    edition: Annotated[str, typer.Option(help="Year or number of the edition.", show_default=False)],
    tier: Annotated[str, typer.Option(help=f"Rank in the search sequence: {', '.join(_TIERS)}.", show_default=False)],
    in_force: Annotated[
        str, typer.Option(metavar="FROM[..TO]", help="Dates in force: 2017-12-01, or 2017-12-01..2020-01-01.")
    ],
    by: Annotated[str, typer.Option(help=f"The dates are about the date of: {', '.join(_DATE_KINDS)}.")] = "request",
    cited_as: Annotated[
        str | None,
        typer.Option(
            help="Its name in a citation, without the edition; unless given its full name, in tier mtus after MTUS."
        ),
    ] = None,
    publisher: Annotated[str, typer.Option(help="Who publishes it.")] = _NOT_STATED,
    body_part: Annotated[
        list[str] | None,
        typer.Option(help="A body part that it is about; repeat for more. None: every one.", show_default=False),
    ] = None,
    licence: Annotated[str, typer.Option(help="What you may do with its text.")] = _NOT_STATED,
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of the same edition.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be added, and add nothing.")] = False,
) -> None:
    """Add a document of your own, to be searched beside the corpus and cited by section and page.

    It is kept in the folder that DRAFTER_DOCUMENTS names.
    """
    from drafter.domain.guideline import Edition
    from drafter.errors import GuidelineError
    from drafter.guidelines.corpus import load_corpus
    from drafter.guidelines.documents.edition import check_edition, citation_name, edition_id
    from drafter.guidelines.documents.passages import passages_of
    from drafter.guidelines.documents.read import read_document
    from drafter.guidelines.documents.store import AddedDocument, added_ids, store_document
    from drafter.settings import settings

    guideline, edition = _name("--guideline", guideline), _name("--edition", edition)
    rank = _tier(tier)
    new = Edition(
        id=edition_id(guideline, edition),
        guideline=guideline,
        cited_as=citation_name(guideline, edition, rank) if cited_as is None else _name("--cited-as", cited_as),
        edition=edition,
        publisher=_name("--publisher", publisher),
        tier=rank,
        in_force=_in_force(in_force, by),
        body_parts=tuple(dict.fromkeys(body_part or ())),
        digest=False,
        licence=_name("--licence", licence),
    )
    corpus = load_corpus(settings().corpus, settings().documents)
    check_edition(new, corpus.editions, added_ids(settings().documents))
    _check_body_parts(new, corpus)
    document, data = read_document(file)
    passages = passages_of(new, document)
    if not passages:
        raise GuidelineError(f"{file}: holds headings and no text below them, so nothing can be cited; name another")
    _show(new, document, passages, every=dry_run)
    if dry_run:
        say("Nothing added: this was a dry run.")
        return
    store_document(settings().documents, AddedDocument.of(new, file.name, data, document), replace=replace)
    say(f"Added to {settings().documents}. {_NOW}")


def remove(
    edition_id: Annotated[str, typer.Argument(metavar="EDITION-ID", help="The id that `add` printed.")],
) -> None:
    """Take out a document that was added; the corpus itself stays as it is."""
    from drafter.guidelines.documents.store import remove_document
    from drafter.settings import settings

    remove_document(settings().documents, edition_id)
    say(f"{edition_id}: taken out of {settings().documents}. {_NOW}")


def _name(option: str, text: str) -> str:
    """An option's text on one line."""
    from drafter.domain.text import fold

    if name := fold(text):
        return name
    raise typer.BadParameter("is empty; write the text", param_hint=option)


def _tier(text: str) -> "Tier":
    from drafter.domain.guideline import Tier

    tiers = dict(zip(_TIERS, Tier, strict=True))
    if text.lower() not in tiers:
        raise typer.BadParameter(f"must be one of: {', '.join(_TIERS)}", param_hint="--tier")
    return tiers[text.lower()]


def _in_force(text: str, by: str) -> "InForce":
    from drafter.domain.guideline import DateKind, InForce

    if by.lower() not in _DATE_KINDS:
        raise typer.BadParameter(f"must be one of: {', '.join(_DATE_KINDS)}", param_hint="--by")
    start, dots, end = text.partition("..")
    return InForce.model_validate({"from": _day(start), "to": _day(end) if dots else None, "by": DateKind(by.lower())})


def _day(text: str) -> date:
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").date()
    except ValueError:
        wanted = "write one date, as 2017-12-01, or two with .. between, as 2017-12-01..2020-01-01"
        raise typer.BadParameter(wanted, param_hint="--in-force") from None


def _check_body_parts(new: "Edition", corpus: "Corpus") -> None:
    if corpus.aliases.unknown_body_parts(new.body_parts):
        known = ", ".join(part.name for part in corpus.aliases.body_parts)
        raise typer.BadParameter(f"must be one of: {known}", param_hint="--body-part")


def _show(new: "Edition", document: "DocumentText", passages: Sequence["Passage"], *, every: bool) -> None:
    from drafter.domain.citation import cite

    sections = list(dict.fromkeys(passage.section or "" for passage in passages))
    pages = len({page.index for page in document.pages})
    words = sum(len(passage.text.split()) for passage in passages)
    say(f"{new.id}: {new.cited_as} {new.edition}, {new.tier}")
    (citation,) = cite([(passages[0], passages[0].pages)])
    say(f"  its first passage is cited so: {citation}")
    say(f"  {_count(len(sections), 'section')}, {_count(len(passages), 'passage')}, {_count(words, 'word')}")
    say(f"  {_count(pages, 'page')}{_labels(document)}" if pages else "  no pages: this form of file has none")
    shown = sections if every else sections[:_SHOWN]
    for title in shown:
        first = next(passage for passage in passages if passage.section == title)
        page = first.sentences[0].page
        say(f"    {title}{f', p. {page}' if page else ''}")
    if len(sections) > len(shown):
        say(f"    and {_count(len(sections) - len(shown), 'more section')}; --dry-run shows all")
    if not document.headings:
        say(f"  warning: no headings found, so that the whole document is one section; {_ADVICE}")
    if document.pages and not any(page.label for page in document.pages):
        say("  warning: no printed page numbers found, so that citations name no page")


def _labels(document: "DocumentText") -> str:
    labels = list(dict.fromkeys(page.label for page in document.pages if page.label))
    return f", printed {labels[0]} to {labels[-1]}" if labels else ""


def _count(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else one + 's'}"
