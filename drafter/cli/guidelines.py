"""`drafter guidelines`: make the index of the guideline corpus, and search it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.guidelines_add import add, remove
from drafter.cli.guidelines_show import check, list_editions, show
from drafter.cli.options import AsOf, named_day

if TYPE_CHECKING:
    from drafter.domain.case import Case
    from drafter.domain.evidence import GuidelineEvidence
    from drafter.guidelines.search_result import ItemSearch

app = typer.Typer(help="Index and search the guideline corpus.", no_args_is_help=True)
app.command("add")(add)
app.command("remove")(remove)
app.command("check")(check)
app.command("list")(list_editions)
app.command("show")(show)


@app.command()
def index(
    embedding: Annotated[
        str | None,
        typer.Option(
            help="Embedding, in place of DRAFTER_EMBEDDING: wordllama, openai:MODEL or MODULE:CLASS.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Make the index of the corpus; where one is there, only what has changed since is embedded.

    The corpus is the folder that DRAFTER_CORPUS names, the index the one that DRAFTER_INDEX names.
    """
    from drafter.guidelines.corpus import corpus_digest, load_corpus
    from drafter.guidelines.index import build_index, unchanged
    from drafter.settings import settings

    folder, documents, place = settings().corpus, settings().documents, settings().index
    embedding = embedding or settings().embedding
    if there := unchanged(corpus_digest(folder, documents), place, embedding):
        typer.echo(f"{there.passages} passages indexed in {place}; nothing has changed")
        return
    corpus = load_corpus(folder, documents)
    built = build_index(corpus, place, embedding)
    own = sum(passage.document is not None for passage in corpus.passages)
    typer.echo(f"{built.passages} passages of {len(corpus.editions)} editions indexed in {place}")
    typer.echo(f"  {built.embedded} embedded, {built.kept} kept, {built.removed} removed")
    held = sum(passage.held for passage in corpus.passages)
    typer.echo(f"  {held} with text, {own} of them of your documents; the others stand by title")


@app.command()
def search(
    text: Annotated[str | None, typer.Argument(help="Words of a request; or give --case.", show_default=False)] = None,
    case: Annotated[
        Path | None, typer.Option(help="Case file: search for the request of each open item.", show_default=False)
    ] = None,
    item: Annotated[
        int | None, typer.Option(min=1, help="Number of the one item of the case to search for.", show_default=False)
    ] = None,
    as_of: AsOf = None,
    k: Annotated[
        int | None, typer.Option("-k", min=1, max=100, help="Passages to show; as many as a draft uses unless given.")
    ] = None,
    hint: Annotated[
        bool,
        typer.Option("--hint/--no-hint", help="Let what the claims administrator cited count towards its section."),
    ] = True,
    json: Annotated[bool, typer.Option("--json", help="Print JSON (schema drafter-search/1).")] = False,
) -> None:
    """Show the passages that govern a request: in force on the date, in scope by body part, nearest first."""
    if (text is None) == (case is None):
        raise typer.BadParameter("give either some text or --case, and not both")
    if item is not None and case is None:
        raise typer.BadParameter("--item goes with --case")
    day = named_day(as_of)
    from drafter.guidelines.corpus import load_corpus
    from drafter.guidelines.index import open_index
    from drafter.guidelines.retrieve import DEFAULT_K, find_for_item, find_passages
    from drafter.guidelines.search_result import ItemSearch, SearchResult
    from drafter.settings import settings

    results: list[ItemSearch] = []
    loaded = _case(case) if case else None
    numbers = _numbers(loaded, item) if loaded else []
    with open_index(settings().index, load_corpus(settings().corpus, settings().documents)) as opened:
        if text is not None:
            found = find_passages(opened, text, as_of=day, k=k or DEFAULT_K)
            results.append(ItemSearch(item=None, query=text, as_of=day, evidence=found.evidence, search=found.search))
        if loaded:
            for number in numbers:
                found = find_for_item(opened, loaded, number, day, k or DEFAULT_K, hint=hint)
                query = loaded.items[number - 1].request
                results.append(
                    ItemSearch(item=number, query=query, as_of=day, evidence=found.evidence, search=found.search)
                )
    if json:
        typer.echo(SearchResult(results=tuple(results)).model_dump_json(by_alias=True, indent=2))
        return
    for result in results:
        _print(result)


def _case(path: Path) -> "Case":
    from drafter.cases.load import load_case

    return load_case(path).case


def _numbers(case: "Case", item: int | None) -> list[int]:
    """The items to search for: the one asked for, else every open one."""
    from drafter.domain.case import ItemStatus

    if item is None:
        return [number for number, entry in enumerate(case.items, start=1) if entry.status is ItemStatus.OPEN]
    if item > len(case.items):
        raise typer.BadParameter(f"there is no item {item}; the case has {len(case.items)}", param_hint="--item")
    return [item]


def _print(result: "ItemSearch") -> None:
    title = f"Item {result.item}: {result.query}" if result.item else f'"{result.query}"'
    typer.echo(f"{title}\n")
    if not result.evidence:
        typer.echo("  No passage in force and in scope is near this request.\n")
    for evidence in result.evidence:
        typer.echo(_shown(evidence))
    for note in result.search.notes:
        typer.echo(f"  {note}")
    if result.search.notes:
        typer.echo()


def _shown(evidence: "GuidelineEvidence") -> str:
    """One passage as lines: rank and locator, what puts it in force, its statements under their pointers."""
    passage = evidence.passage
    section = f", {passage.section}" if passage.section else ""
    pages = f", p. {', '.join(passage.pages)}" if passage.pages else ""
    lines = [f"  {evidence.source}  {passage.edition.cited_as} {passage.edition.edition}{section}{pages}"]
    basis = f"in force on {evidence.in_force_on.day}: {evidence.in_force_on.basis}"
    if evidence.near_boundary:
        basis += "; near a boundary between editions, another may govern"
    lines += [f"      {passage.id}", f"      {basis}"]
    if not passage.held:
        lines.append("      section exists; text not held: look it up in the guideline")
    elif passage.edition.digest:
        lines.append("      digest in our own words, not the guideline's text")
    lines += [f"      {evidence.source}.{sentence.number}  {sentence.text}" for sentence in passage.sentences]
    return "\n".join([*lines, ""])
