"""`python -m tests.grounding.mutation.requests OUT [CASES…]`: what a model would be asked for each synthetic case.

Freezes the evidence of each case (`evidence/g01.json`), and writes for each open item the messages that a model would
be sent (`OUT/g01-item1.txt`). The sentences that are written for them belong into `sentences/`.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from drafter.content import folder
from drafter.drafting.drafter import ItemTask
from drafter.drafting.material import item_material
from drafter.drafting.prompt import load_prompt
from drafter.guidelines.corpus import load_corpus
from drafter.guidelines.index import GuidelineIndex, build_index, open_index
from tests.grounding.mutation.worlds import EVIDENCE, World, case_files, freeze, living


@contextmanager
def shipped_index() -> Iterator[GuidelineIndex]:
    """An index of the shipped corpus, made for the time that it is used."""
    corpus = load_corpus(folder("guideline_corpus"))
    with TemporaryDirectory() as place:
        build_index(corpus, Path(place) / "index")
        with open_index(Path(place) / "index", corpus) as index:
            yield index


def main(arguments: list[str]) -> None:
    """Freeze the evidence and write the requests of the cases named, or of all."""
    out, names = Path(arguments[0]), arguments[1:]
    files = [file for file in case_files() if not names or file.stem in names]
    out.mkdir(parents=True, exist_ok=True)
    EVIDENCE.mkdir(exist_ok=True)
    with shipped_index() as index:
        for file in files:
            made = living(file, index)
            frozen = freeze(made).model_dump_json(by_alias=True, exclude_defaults=True, indent=1)
            (EVIDENCE / f"{file.stem}.json").write_text(frozen + "\n", encoding="utf-8")
            for number, text in requests_of(made):
                (out / f"{file.stem}-item{number}.txt").write_text(text, encoding="utf-8")
            typer.echo(f"{file.stem}: items {', '.join(map(str, made.places))}")


def requests_of(made: World) -> Iterator[tuple[int, str]]:
    """For each open item its number and the messages, one after the other."""
    prompt = load_prompt(folder("prompts"), "item")
    for number, place in made.places.items():
        item = made.case.items[number - 1]
        task = ItemTask(
            number=number, item=item, case=made.case, evidence=place.evidence, search=place.search, parent=place.parent
        )
        messages = prompt.render(**item_material(task))
        yield number, "\n\n".join(f"[{message['role']}]\n{message['content']}" for message in messages) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
