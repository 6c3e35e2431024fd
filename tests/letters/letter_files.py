"""Invented letters as PDF and Word files, with the bold type that real letters have."""

from io import BytesIO
from random import Random

import docx

from tests.letters.letter_texts import Block, Export, Letter, blocks_of, wrapped
from tests.letters.pdfs import pdf

_LABELS = ("guideline: ", "rationale: ")


def pdf_letter(letter: Letter, rng: Random) -> bytes:
    """The letter as a PDF: its request bold, then the determination not; labels bold; without blank lines."""
    how = Export(width=rng.choice((70, 92)), header=rng.choice(("table", "cut")), alone=rng.random() < 0.2)
    lines: list[str] = []
    for block in blocks_of(letter, how):
        for line in wrapped(rng, block, how):
            lines.append(_marked(block, line))
    size = rng.choice((15, 30, 48))
    return pdf(*(lines[at : at + size] for at in range(0, len(lines), size)))


def _marked(block: Block, line: str) -> str:
    """The line with what is bold in it between marks of `pdf`."""
    if block.kind == "heading":
        return f"\x02{line}\x03"
    if block.kind == "request":
        for decision in ("Upheld", "Overturned"):
            if block.text.endswith(decision) and line.endswith(decision):
                before = line.removesuffix(decision)
                return f"\x02{before}\x03{decision}" if before else line
        return f"\x02{line}\x03"
    label = next((line[: line.index(end) + len(end)] for end in _LABELS if end in line), "")
    begins = block.kind != "paragraph" and block.text.startswith(line)
    return f"\x02{label}\x03{line[len(label) :]}" if label and begins else line


def word_letter(letter: Letter, rng: Random) -> bytes:
    """The letter as a Word document: its header a table, requests bold or not."""
    document = docx.Document()
    cells = list(letter.header.items())
    if cells:
        table = document.add_table(rows=0, cols=2)
        for at in range(0, len(cells), 2):
            row = table.add_row()
            for cell, (label, value) in zip(row.cells, cells[at : at + 2], strict=False):
                cell.text = f"{label}: {value}"
    bold_requests = rng.random() < 0.7
    for block in blocks_of(letter, Export(width=None)):
        if block.kind == "header":
            continue
        paragraph = document.add_paragraph()
        if block.kind == "request":
            request, _, decision = block.text.rpartition(" ")
            middle = len(request) // 2  # Word splits runs anywhere
            for part in (request[:middle], request[middle:]):
                paragraph.add_run(part).bold = bold_requests
            paragraph.add_run(" " + decision)
            continue
        label = next((block.text[: block.text.index(end) + len(end)] for end in _LABELS if end in block.text), "")
        if label and block.kind != "paragraph":
            paragraph.add_run(label).bold = True
            text = block.text[len(label) :]
        else:
            text = block.text
        first, _, rest = text.partition(". ")
        run = paragraph.add_run(first + (". " if rest else ""))
        if rest and rng.random() < 0.3:
            run.add_break()
        paragraph.add_run(rest)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
