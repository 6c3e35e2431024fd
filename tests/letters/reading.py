"""Letters read in tests: with the shipped corpus' words."""

from pathlib import Path

from drafter.content import folder
from drafter.domain.decision import Decision
from drafter.guidelines.vocabulary import load_vocabulary
from drafter.letters.lines import lines_of_pages
from drafter.letters.read import ReadLetter, parse_letter, read_letter

DATA = Path(__file__).parent / "data"


def read(path: Path) -> Decision:
    """The decision in a letter's file."""
    return read_letter(path, load_vocabulary(folder("guideline_corpus"))).decision


def read_text(text: str) -> ReadLetter:
    """The letter in a text; a form feed parts pages."""
    return parse_letter(lines_of_pages(text.split("\f")), load_vocabulary(folder("guideline_corpus")))
