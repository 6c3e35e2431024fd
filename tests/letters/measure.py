"""Measures reading and writing on published letters: `python -m tests.letters.measure FOLDER [--files N]`.

FOLDER, as DRAFTER_REAL_LETTERS names it, holds `decisions/dev/*.pdf`, `decisions/dev-items.jsonl` (an independent
parse) and `seed/imr-letter-2014.txt`. Prints a table in Markdown. No text of a letter is printed.
"""

import argparse
import difflib
import json
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pypdfium2

from drafter.content import folder
from drafter.domain.citation import format_citations
from drafter.domain.citation_parse import parse_citations
from drafter.domain.decision import Decision
from drafter.guidelines.vocabulary import load_vocabulary
from drafter.letters.read import read_letter
from drafter.letters.write import render_letter
from drafter.settings import settings

_WORDS = ("request", "determination", "claims_administrator_guideline", "reviewer_guideline", "rationale")
_ROUNDS = 7
_FIXED = re.compile(
    r"(?s)(?<=HOW THE IMR FINAL DETERMINATION WAS MADE).*?(?=The Expert Reviewer has the following credentials)"
    r"|(?<=CLINICAL CASE SUMMARY)[^:]*:|(?<=IMR ISSUES, DECISIONS AND RATIONALES)[^:]*:"
)
"""The fixed paragraphs: how the determination was made, and the two that lead in to summary and items."""


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--files", type=int, default=0, help="letters to read for the memory figure")
    given = arguments.parse_args()
    letters = sorted((given.folder / "decisions/dev").glob("*.pdf"))
    if not letters:
        arguments.error(f"{given.folder} holds no decisions/dev/*.pdf; name the folder of the published letters")
    decisions = {path.stem: _read(path) for path in letters}
    seed = _read(given.folder / "seed/imr-letter-2014.txt")
    print(f"Measured on {date.today()}, n = {len(letters)} letters.\n")
    print("| what | figure |\n|---|---|")
    for what, figure in (
        *_reading(decisions, given.folder / "decisions/dev-items.jsonl"),
        *_rate(letters),
        *(_memory(letters, given.files) if given.files else ()),
        *_round_trips([*decisions.values(), seed]),
        *_tokens(letters, decisions),
        *_citations([*decisions.values(), seed]),
    ):
        print(f"| {what} | {figure} |")


def _read(path: Path) -> Decision:
    return read_letter(path, load_vocabulary(folder("guideline_corpus"))).decision


def _reading(decisions: dict[str, Decision], truth: Path) -> Iterator[tuple[str, str]]:
    items = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines()]
    read = [(case, item) for case, decision in decisions.items() for item in decision.items]
    yield "letters and disputed items read", f"{len(decisions)} and {len(read)} of {len(items)}"
    empty = sum(
        value in (None, "", ())
        for decision in decisions.values()
        for name, value in (*decision, *(pair for item in decision.items for pair in item))
        if not name.endswith(("schema_", "parsed_request"))
    )
    yield "empty fields", str(empty)
    pairs = [
        (_folded(getattr(ours, name)), _folded(other[name]))
        for (_, ours), other in zip(read, items, strict=True)
        for name in _WORDS
    ]
    differ = [(ours, other) for ours, other in pairs if ours != other]
    hyphens = sum(ours == re.sub(r"- (?=\S)", "-", other) or _bare(ours) == _bare(other) for ours, other in differ)
    yield (
        f"fields that differ from the independent parse, of {len(pairs)}",
        f"{len(differ)}, {hyphens} of them in the space after a hyphen at a line's end",
    )


def _rate(letters: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Interleaved, so that a slow spell of the machine meets both."""
    ours, theirs = [], []
    for _ in range(_ROUNDS):
        parse_citations.cache_clear()
        theirs.append(_timed(lambda: [_text_alone(path) for path in letters]))
        ours.append(_timed(lambda: [_read(path).model_dump_json() for path in letters]))
    fast, slow = len(letters) / statistics.median(ours), len(letters) / statistics.median(theirs)
    shares = sorted(their / our for our, their in zip(ours, theirs, strict=True))
    yield "letters a second, read to JSON", f"{fast:.0f}"
    yield "letters a second, pypdfium2's text extraction alone", f"{slow:.0f}"
    yield (
        f"share of that rate, median of {_ROUNDS} interleaved rounds",
        f"{statistics.median(shares):.0%} ({shares[0]:.0%} to {shares[-1]:.0%})",
    )


def _text_alone(path: Path) -> str:
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _memory(letters: Sequence[Path], files: int) -> Iterator[tuple[str, str]]:
    """Peak memory after a tenth of the files and after all of them; flat means that the two are alike."""
    peaks = []
    for count in range(files):
        _read(letters[count % len(letters)])
        if count + 1 in (files // 10, files):
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    yield f"peak memory after {files // 10:,} and after {files:,} letters", f"{peaks[0]:.0f} and {peaks[1]:.0f} MB"


def _round_trips(decisions: Sequence[Decision]) -> Iterator[tuple[str, str]]:
    for form in ("txt", "docx", "pdf"):
        with tempfile.TemporaryDirectory() as place:
            file = Path(place) / f"letter.{form}"
            same = 0
            for decision in decisions:
                file.write_bytes(render_letter(decision, form, settings().templates).content)
                same += _read(file) == decision
        yield f"the same decision after read, write {form}, read", f"{same} of {len(decisions)}"


def _tokens(letters: Sequence[Path], decisions: dict[str, Decision]) -> Iterator[tuple[str, str]]:
    """Tokens of the published text, fixed paragraphs aside, that stand in the written text in the same order."""
    kept = total = 0
    for path in letters:
        theirs = _words(_text_alone(path).replace("\ufffe", "-"))
        ours = _words(render_letter(decisions[path.stem], "txt", settings().templates).content.decode())
        matcher = difflib.SequenceMatcher(None, theirs, ours, autojunk=False)
        kept += sum(block.size for block in matcher.get_matching_blocks())
        total += max(len(theirs), len(ours))
    yield "tokens of the letters that the written text has in the same order", f"{kept / total:.2%} of {total:,}"


def _words(text: str) -> list[str]:
    return _FIXED.sub(" ", re.sub(r"(?<=\S)-\r?\n", "-", text)).split()


def _citations(decisions: Sequence[Decision]) -> Iterator[tuple[str, str]]:
    lines = [
        (line, cited, whose)
        for decision in decisions
        for item in decision.items
        for line, cited, whose in (
            (item.reviewer_guideline, item.reviewer_citations, "Expert Reviewer"),
            (item.claims_administrator_guideline, item.claims_administrator_citations, "Claims Administrator"),
        )
        if line
    ]
    named = sum(any(entry.kind == "not parsed" for entry in cited) for _, cited, _ in lines)
    back = sum(_bare(format_citations(cited, whose)) == _bare(line) for line, cited, whose in lines)
    yield (
        f"guideline lines parsed, of {len(lines)}",
        f"{sum(bool(cited) for _, cited, _ in lines)}, {named} of them with a part that is named as not parsed",
    )
    yield "guideline lines that their fields give back, white space aside", f"{back} ({back / len(lines):.1%})"


def _folded(text: str) -> str:
    return " ".join(str(text).split())


def _bare(text: str) -> str:
    return "".join(text.split())


if __name__ == "__main__":
    main()
