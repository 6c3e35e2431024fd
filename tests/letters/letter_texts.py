"""Invented letters, and their text as exports show it, to try the reader on forms that no file at hand has.

`invented` makes what a letter says, `render` its text. Every word is invented. What the text alone leaves open is not
made: where an export shows neither type nor paragraphs, a rationale ends with a full stop and no line within a request
ends a sentence, unless the request tells its own beginning ("was the original request").
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from drafter.domain.text import fold

FORMS = ("2013", "2014", "2016")
_WORDS = (
    "synthetic invented knee spine therapy brace made-up visits record employee course care of the and with for in "
    "request pain strength gain weekly after before measured shoulder wrist home exercise Electro-diagnostic follow-up "
    "10/325mg L5-S1 #60 (trial) 8.5 x-ray provider administrator upheld, denied"
).split()
_LABEL_LIKE = (
    "Claims Administrator guideline of this invented letter is silent.",
    "The claims administrator said so, and the denial was Upheld by nobody.",
    "Reviewer guideline texts are invented here.",
    "Decision rationale of the earlier synthetic review was short.",
    "1. An invented list. 2. Its second point: nothing.",
    "ODG guideline: an invented quotation.",
    "Overturned cars are no matter of this letter.",
)
_INTRO = "Synthetic letter: it decides no real case. An invented reviewer read the file. " + " ".join(
    f"Invented sentence {number} says how the reviewer was chosen, as letters do at some length." for number in range(9)
)
_STATES = ("California", "Oregon", "New York", "North Carolina", "Texas")
_SPECIALTIES = ("Occupational Medicine", "Physical Medicine & Rehabilitation", "Neurology", "Family Practice")
_LABELS = ("MAXIMUS", "MAXIMUS", "IMRO", "Reviewer", "Expert Reviewer", "Smith & Sons, Inc.")


@dataclass
class Item:
    """What the letter says of one disputed item; guidelines without their labels, a rationale in paragraphs."""

    request: str
    determination: str
    claims: str
    own: str | None
    rationale: list[str]


@dataclass
class Letter:
    """What a letter says."""

    form: str
    header: dict[str, str]
    states: list[str]
    specialties: list[str]
    summary: list[str]
    label: str
    items: list[Item]


@dataclass
class Export:
    """How a file shows the text of a letter."""

    width: int | None = 92
    """Characters of a full line, as proportional type has them on average; None for a paragraph a line."""
    line_gap: int = 0
    """Blank lines between lines."""
    paragraph_gap: int = 0
    """Blank lines between paragraphs: none, or more than between lines."""
    page: int | None = None
    """Lines of a page; None for one page."""
    furniture: str = "none"
    """What stands at the edges of pages: "none", "number", "footer" or "running"."""
    header: str = "table"
    """"table", "cut" (the last label in two), "columns" or "lines"."""
    line_end: str = "\n"
    indent: bool = False
    trailing: bool = False
    capitals: bool = False
    """Determinations in capitals, with a full stop."""
    alone: bool = False
    """Determinations on their own lines."""
    centred: bool = False

    @property
    def shows_paragraphs(self) -> bool:
        """Whether a reader can tell where a paragraph begins."""
        return self.width is None or self.paragraph_gap > self.line_gap


@dataclass
class Block:
    """One paragraph of a letter: what it is, and its text."""

    kind: str
    text: str
    lines: list[str] = field(default_factory=list)


def invented(rng: Random, form: str | None = None, *, most_items: int = 6, plain: bool = False) -> Letter:
    """A letter; `plain` keeps it to what a text without paragraphs tells."""
    form = form or rng.choice(FORMS)
    return Letter(
        form=form,
        header=_header(rng, form),
        states=rng.sample(_STATES, rng.randint(1, 3)),
        specialties=rng.sample(_SPECIALTIES, rng.randint(1, 2)),
        summary=[_prose(rng, rng.randint(1, 5)) for _ in range(rng.randint(1, 3))],
        label=rng.choice(_LABELS),
        items=[_item(rng, form, plain) for _ in range(rng.randint(1, most_items))],
    )


def export(rng: Random) -> Export:
    """Some way to show a letter as text."""
    width = rng.choice((None, 60, 75, 92, 100))
    line_gap = rng.choice((0, 0, 0, 1)) if width else 0
    return Export(
        width=width,
        line_gap=line_gap,
        paragraph_gap=rng.choice((line_gap, line_gap + 1, line_gap + 1, line_gap + 2)),
        page=rng.choice((None, 12, 23, 41)),
        furniture=rng.choice(("none", "number", "footer", "running")),
        header=rng.choice(("table", "cut", "columns", "lines")),
        line_end=rng.choice(("\n", "\r\n")),
        indent=rng.random() < 0.3,
        trailing=rng.random() < 0.3,
        capitals=rng.random() < 0.2,
        alone=rng.random() < 0.2,
        centred=rng.random() < 0.5,
    )


def render(letter: Letter, how: Export, rng: Random) -> str:
    """The letter's text."""
    for _ in range(100):
        blocks = blocks_of(letter, how)
        for block in blocks:
            block.lines = wrapped(rng, block, how)
        if how.shows_paragraphs or not any(_open(block) for block in blocks):
            return how.line_end.join(_paged(rng, letter, how, blocks))
    raise AssertionError("no way found to wrap the letter's requests")


def expected(letter: Letter) -> dict[str, object]:
    """The decision's fields as the reader should give them, without what is parsed from them."""
    days = {name: _day(letter.header.get(label)) for label, name in _DATE_FIELDS.items()}
    return {
        "case_number": letter.header.get("Case Number"),
        "priority": (letter.header["Priority"].lower() if "Priority" in letter.header else None),
        **days,
        "licensure": tuple(letter.states),
        "specialty": tuple(letter.specialties),
        "clinical_summary": fold(" ".join(letter.summary)),
        "items": [
            (
                item.request,
                item.determination,
                _claims(letter, item),
                _own(letter, item),
                fold(" ".join(item.rationale)),
            )
            for item in letter.items
        ],
    }


_DATE_FIELDS = {
    "Date Assigned": "date_assigned",
    "Date of Injury": "date_of_injury",
    "Decision Date": "decision_date",
    "UR Denial Date": "ur_denial_date",
    "Application Received": "application_received",
}


def _day(text: str | None) -> date | None:
    if text is None or text == "not given":
        return None
    month, day, year = map(int, text.split("/"))
    return date(year, month, day)


def _header(rng: Random, form: str) -> dict[str, str]:
    if form == "2014" and rng.random() < 0.5:
        return {}
    start = date(2013, 1, 1)
    header = {"Case Number": f"CM{rng.randint(13, 17)}-{rng.randint(0, 9999999):07}"}
    for label in ("Date Assigned", "Date of Injury", "Decision Date", "UR Denial Date"):
        header[label] = f"{start + timedelta(rng.randint(0, 1500)):%m/%d/%Y}"
    header["Priority"] = rng.choice(("Standard", "Expedited"))
    header["Application Received"] = f"{start + timedelta(rng.randint(0, 1500)):%m/%d/%Y}"
    for label in rng.sample(list(_DATE_FIELDS), rng.choice((0, 0, 1, 2))):
        header[label] = "not given"
    return header


def _words(rng: Random, least: int, most: int) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(rng.randint(least, most)))


def _sentence(rng: Random) -> str:
    return "Synthetic " + _words(rng, 3, 18).rstrip(",") + rng.choice((".", ".", ".", "?"))


def _prose(rng: Random, sentences: int) -> str:
    return " ".join(rng.choice(_LABEL_LIKE) if rng.random() < 0.1 else _sentence(rng) for _ in range(sentences))


def _request(rng: Random, form: str, plain: bool) -> str:
    thing = rng.choice(("Associated surgical service: ", "", "", "Retrospective: ")) + "Invented " + _words(rng, 1, 12)
    thing = thing.rstrip(",")
    if form == "2013":
        return thing + rng.choice(("", " (a synthetic request)"))
    kind = rng.choice(("plain", "plain", "plain", "remaining", "original", "sentences", "upheld"))
    if kind == "remaining":
        return (
            f"{thing} was the original request. {thing} in part was authorized by the Claims Administrator. The "
            f"remaining IMR eligible portion of the original request, {thing} is"
        )
    if kind == "original":
        return (
            f"{thing} was the original request. The Claims Administrator authorized less, leaving the original "
            f"request IMR eligible. The original request, {thing} is"
        )
    if kind == "sentences" and not plain:
        return f"{thing}. Invented second sentence. And {_words(rng, 2, 20).rstrip(',')}"
    return f"{thing}, earlier Upheld: now again" if kind == "upheld" else thing


def _item(rng: Random, form: str, plain: bool) -> Item:
    rationale = [_prose(rng, rng.randint(1, 6)) for _ in range(rng.choice((1, 1, 2, 3)))]
    if not plain and rng.random() < 0.3:
        rationale[-1] = rationale[-1].rstrip(".?")
    cited = rng.choice(
        (
            "Decision based on MTUS {}.",
            "Decision based on Non-MTUS Citation {}, Section(s): {}: and {}",
            "{}",
            "Section(s): {}",
        )
    )
    own = cited.replace("{}", "Synthetic " + _words(rng, 1, 9).rstrip(","))
    return Item(
        request=_request(rng, form, plain),
        determination=rng.choice(("Upheld", "Overturned")),
        claims="Decision based on MTUS Synthetic " + _words(rng, 1, 14).rstrip(",") + ".",
        own=None if rng.random() < 0.1 else own,
        rationale=rationale,
    )


def _claims(letter: Letter, item: Item) -> str:
    return f"The Claims Administrator based its decision on the {item.claims}" if letter.form == "2013" else item.claims


def _own(letter: Letter, item: Item) -> str | None:
    if letter.form == "2013" and item.own is not None:
        return f"The Physician Reviewer based his/her decision on the {item.own}"
    return item.own


def blocks_of(letter: Letter, how: Export) -> list[Block]:
    """The letter's paragraphs in order."""
    blocks = [Block("header", line) for line in _header_lines(letter, how)]
    blocks += [Block("heading", "HOW THE IMR FINAL DETERMINATION WAS MADE"), *_made(letter)]
    if letter.form == "2013":
        blocks += [
            Block("heading", "DOCUMENTS REVIEWED"),
            Block("paragraph", "An invented list of documents, with medical records: none."),
        ]
    blocks += [
        Block("heading", "CLINICAL CASE SUMMARY"),
        Block("paragraph", "This synthetic summary was written from the case file, including all medical records:"),
        *(Block("paragraph", text) for text in letter.summary),
        Block(
            "heading",
            "IMR DECISION(S) AND RATIONALE(S)" if letter.form == "2013" else "IMR ISSUES, DECISIONS AND RATIONALES",
        ),
        Block("paragraph", "What was decided of the synthetic disputed items/services is set forth below:"),
    ]
    for number, item in enumerate(letter.items, start=1):
        blocks += _item_2013(letter, number, item) if letter.form == "2013" else _item_2014(letter, item, how)
    return blocks


def _made(letter: Letter) -> list[Block]:
    intro = Block("paragraph", _INTRO)
    if letter.form == "2016":
        return [
            intro,
            Block("paragraph", "The Expert Reviewer has the following credentials:"),
            Block("line", "State(s) of Licensure: " + ",".join(letter.states)),
            Block("line", "Certification(s)/Specialty: " + ", ".join(letter.specialties)),
        ]
    states = ", ".join(letter.states[:-1]) + (" and " if len(letter.states) > 1 else "") + letter.states[-1]
    sub = "".join(f", has a subspecialty in {name}" for name in letter.specialties[1:])
    return [
        Block(
            "paragraph",
            f"{intro.text} The reviewer is Board Certified in {letter.specialties[0]}{sub} and is licensed to practice "
            f"in {states}. He/she sees patients.",
        )
    ]


def _header_lines(letter: Letter, how: Export) -> list[str]:
    if not letter.header:
        return []
    cells = [f"{label}: {value}" for label, value in letter.header.items()]
    if how.header == "lines":
        return cells
    if how.header == "columns":
        labels, values = [f"{label}:" for label in letter.header], list(letter.header.values())
        return [*labels[:3], *values[:3], *labels[3:], *values[3:]]
    rows = [cells[0], *(f"{cells[at]}   {cells[at + 1]}" for at in range(1, 7, 2))]
    if how.header == "cut":
        rows[-1:] = [f"{cells[5]} Application", "Received:", letter.header["Application Received"]]
    return rows


def _item_2014(letter: Letter, item: Item, how: Export) -> list[Block]:
    decided = item.determination.upper() + "." if how.capitals else item.determination
    own = [] if item.own is None else [Block("own", f"{letter.label} guideline: {item.own}")]
    return [
        Block("request", f"{item.request}:{chr(10) if how.alone else ' '}{decided}"),
        Block("claims", f"Claims Administrator guideline: {item.claims}"),
        *own,
        Block("rationale", f"Decision rationale: {item.rationale[0]}"),
        *(Block("paragraph", text) for text in item.rationale[1:]),
    ]


def _item_2013(letter: Letter, number: int, item: Item) -> list[Block]:
    own = _own(letter, item)
    no = "not " if item.determination == "Upheld" else ""
    return [
        Block("request", f"{number}. {item.request} is {no}medically necessary and appropriate."),
        Block("claims", _claims(letter, item)),
        *([Block("own", own)] if own else []),
        Block("rationale", f"The Physician Reviewer's decision rationale: {item.rationale[0]}"),
        *(Block("paragraph", text) for text in item.rationale[1:]),
    ]


def wrapped(rng: Random, block: Block, how: Export) -> list[str]:
    """The lines of a paragraph as an export shows them."""
    if how.width is None or block.kind in ("header", "heading", "line"):
        return block.text.split("\n")
    lines: list[str] = []
    for part in block.text.split("\n"):
        line = ""
        room = how.width + rng.randint(-6, 6)
        for word in part.split():
            if line and len(line) + 1 + len(word) > room:
                lines.append(line)
                line, room = word, how.width + rng.randint(-6, 6)
            else:
                line = f"{line} {word}".strip()
        lines.append(line)
    return lines


def _open(block: Block) -> bool:
    """Whether a line within a request looks like the end of what stands before it."""
    ends = (".", "?", "!")
    tells = "original request" in block.text
    return block.kind == "request" and not tells and any(line.endswith(ends) for line in block.lines[:-1])


def _paged(rng: Random, letter: Letter, how: Export, blocks: list[Block]) -> list[str]:
    out: list[str] = []
    number, on_page = 1, 0
    opens = {"request", "header"}
    for block in blocks:
        for at, line in enumerate(block.lines):
            gap = how.line_gap if at or block.kind == "line" else max(how.paragraph_gap, how.line_gap)
            breakable = at > 0 or block.kind not in opens
            if block.kind == "request" and at > 0 and _open(block):
                breakable = False
            if how.page and on_page >= how.page and breakable:
                out += _page_end(letter, how, number)
                number, on_page = number + 1, 0
                start = _page_start(letter, how, number)
                out += ["\f" + start[0], *start[1:]] if start else []
                line = line if start else "\f" + line
                gap = 0
            shown = line
            if how.indent and not line.startswith("\f"):
                shown = "\t" + line if rng.random() < 0.5 else "   " + line
            if how.centred and block.kind == "heading" and not line.startswith("\f"):
                shown = " " * 20 + line
            out += [""] * (gap if out else 0)
            out.append(shown + ("  " if how.trailing else ""))
            on_page += 1
    out += _page_end(letter, how, number) if how.page else []
    return out


def _page_end(letter: Letter, how: Export, number: int) -> list[str]:
    case = letter.header.get("Case Number", "CM13-0000000")
    match how.furniture:
        case "number":
            return ["", str(number)]
        case "footer":
            return ["", f"Final Determination Letter for IMR Case Number {case}   {number}"]
    return []


def _page_start(letter: Letter, how: Export, number: int) -> list[str]:
    return [f"Independent Medical Review of a synthetic case, page {number}"] if how.furniture == "running" else []
