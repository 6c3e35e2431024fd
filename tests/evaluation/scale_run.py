"""An invented run of any length, to measure how a long one is scored.

Every item has texts of its own, so that nothing that was read once makes the next item quicker. The words are those of
the shipped corpus, as often as they occur there; one word in twenty is one of 40,000 invented ones, as names are.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from random import Random

from drafter.domain.case import DisputedItem
from drafter.domain.citation import Citation, DraftCitation, NoEvidenceCited, NotParsed
from drafter.domain.determination import Determination
from drafter.domain.draft import (
    EXTRACTIVE,
    CriterionCheck,
    CriterionStatus,
    DraftedBy,
    DraftSentence,
    Finding,
    ItemDraft,
    Pointer,
    Search,
    SentenceState,
    Severity,
)
from drafter.domain.evidence import GuidelineSearch, LeftOut, TierStep
from drafter.domain.guideline import Passage
from drafter.evaluation.decided import DecisionFile
from drafter.evaluation.manifest import DecidedDigest, Manifest
from drafter.evaluation.run_files import (
    AS_WRITTEN,
    ITEMS,
    MANIFEST,
    PASSAGES,
    WORDS,
    GoldItem,
    ItemLine,
    PassageLine,
    Proposal,
    RunWords,
    ShownPassage,
)
from drafter.evaluation.suite import Suite
from drafter.guidelines.corpus import Corpus, load_corpus
from drafter.settings import settings

UPHELD, OVERTURNED, INSUFFICIENT = Determination.UPHELD, Determination.OVERTURNED, Determination.INSUFFICIENT
SHOWN = 8
INVENTED_WORDS, INVENTED_SHARE = 40_000, 0.05
KINDS = ("drug", "test", "therapy", "surgery", "injection", "equipment", "visit or consultation", "other")
RARE_SLICES = {
    "opioid": 0.08, "partial outcome of the letter": 0.3, "remaining portion": 0.03, "dependent": 0.07,
    "retrospective": 0.05, "boilerplate rationale": 0.1, "reviewer's edition held": 0.6,
}  # fmt: skip
CODES = {
    "words-alone": Severity.WARNING, "number-unsupported": Severity.ERROR, "section-unsupported": Severity.ERROR,
    "absence-contradicted": Severity.WARNING, "near-boundary": Severity.NOTE,
}  # fmt: skip
UNITS = ("mg", "visits", "weeks", "tablets", "sessions", "%")
STATES = (SentenceState.COPIED, SentenceState.UNJUDGED, SentenceState.FLAGGED)


def write_run(folder: Path, items: int) -> None:
    """Write the folder of a run of so many items of letters with one to five each, not yet scored."""
    folder.mkdir(parents=True)
    corpus = load_corpus(settings().corpus)
    (folder / WORDS).write_text(RunWords.of(corpus.lexicon).model_dump_json(), encoding="utf-8")
    _write(folder / PASSAGES, (PassageLine(sha256=one.sha256, passage=one) for one in corpus.passages))
    decided = DecidedDigest()
    _write(folder / ITEMS, _told(_lines(_Inventor(corpus, Random(6)), items), decided))
    manifest = _manifest(corpus, items, decided.sha256)
    (folder / MANIFEST).write_text(manifest.model_dump_json(by_alias=True), encoding="utf-8")


def _told(lines: Iterator[ItemLine], decided: DecidedDigest) -> Iterator[ItemLine]:
    for line in lines:
        decided.add(line.letter, line.item, line.gold.determination is OVERTURNED)
        yield line


def _write(file: Path, lines: Iterator[PassageLine | ItemLine]) -> None:
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(line.model_dump_json(by_alias=True) + "\n" for line in lines)


def _manifest(corpus: Corpus, items: int, decided: str) -> Manifest:
    nothing = sha256(b"").hexdigest()
    return Manifest(
        made_on=date(2026, 1, 2),
        suite=Suite(name="scale", version=1, about="Invented items, to measure scoring."),
        suite_sha256=nothing,
        decisions=(DecisionFile(name="invented.jsonl", sha256=nothing, letters=items),),
        decisions_sha256=nothing,
        cases_sha256=nothing,
        decided_sha256=decided,
        letters=items,
        items=items,
        full_records=0,
        drafted_by=DraftedBy(model=EXTRACTIVE, version="0"),
        corpus_sha256=corpus.sha256,
        lexicon_sha256=corpus.lexicon.sha256,
        embedding="none",
        program_sha256=nothing,
    )


def _lines(invent: "_Inventor", items: int) -> Iterator[ItemLine]:
    letter, left = 0, items
    while left:
        letter += 1
        own = min(left, invent.random.randint(1, 5))
        left -= own
        for number in range(1, own + 1):
            yield invent.item(f"CM16-{letter:07}", number)


@dataclass
class _Inventor:
    """Draws items at random."""

    corpus: Corpus
    random: Random

    def item(self, letter: str, number: int) -> ItemLine:
        """One item; in 1 of 50 drafting failed."""
        passages = self.random.choices(self.corpus.passages, k=SHOWN)
        determination = OVERTURNED if self.chance(0.3) else UPHELD
        shown = [
            ShownPassage(source=f"G{place}", sha256=self.digests[passage.id], score=self.random.random() / place)
            for place, passage in enumerate(passages, start=1)
        ]
        drafted = {"draft": None, "failed": "not drafted"} if self.chance(0.02) else self.drafted(passages)
        return ItemLine(
            letter=letter,
            item=number,
            condition=AS_WRITTEN,
            request=DisputedItem(request=self.sentence(6), request_date=date(2016, 10, 3)),
            evidence=tuple(shown),
            search=self.search(),
            gold=self.gold(determination, passages),
            slices=self.slices(passages[0]),
            baselines=self.baselines(passages),
            **drafted,
        )

    def drafted(self, passages: list[Passage]) -> dict[str, object]:
        """A draft of six sentences with its citation, the states of its sentences and up to three findings."""
        said = UPHELD if self.chance(0.6) else OVERTURNED if self.chance(0.5) else INSUFFICIENT
        texts = [*(self.sentence(25) for _ in range(5)), "Therefore, the request is not medically necessary."]
        pointers = [(Pointer(source=f"G{place}", sentence=1),) for place in range(1, 6)]
        sentences = [DraftSentence(text=text, pointers=to) for text, to in zip(texts, [*pointers, ()], strict=True)]
        edition = passages[0].edition
        sections = tuple(one.section for one in passages[:3] if one.section and one.edition.id == edition.id)
        codes = self.random.choices(list(CODES), k=self.random.randrange(4))
        return {
            "draft": ItemDraft(
                criteria=tuple(self.checked(place) for place in range(1, 5)),
                probability=round(self.random.random(), 3),
                determination=said,
                rationale=tuple(sentences),
            ),
            "citations": (
                DraftCitation(
                    tier=edition.tier,
                    cited_as=edition.cited_as,
                    edition=edition.edition,
                    sections=sections,
                    digest=edition.digest,
                ),
            ),
            "states": (*self.random.choices(STATES, (6, 3, 1), k=5), SentenceState.SET),
            "findings": tuple(
                Finding(code=code, severity=CODES[code], item=1, message=self.sentence(14), mend=self.sentence(10))
                for code in codes
            ),
        }

    def checked(self, place: int) -> CriterionCheck:
        """A criterion that was looked for and not found."""
        return CriterionCheck(
            label=self.sentence(8),
            criterion=Pointer(source=f"G{place}", sentence=1),
            status=CriterionStatus.NOT_DOCUMENTED,
            by_words=True,
            searched=Search(sources=("R1", "R2"), words=tuple(self.words(18))),
        )

    def search(self) -> GuidelineSearch:
        """A search in one tier, with ten places left out."""
        out = self.random.choices(self.corpus.passages, k=10)
        reason = "for care after an operation (request and summary tell of none)"
        return GuidelineSearch(
            tiers=(TierStep(tier=out[0].edition.tier),),
            left_out=tuple(LeftOut(edition=one.edition.cited_as, section=one.section, reason=reason) for one in out),
        )

    def gold(self, determination: Determination, passages: list[Passage]) -> GoldItem:
        """A decision that cites one or two of the passages; in 1 of 25 nothing, and in 1 of 25 what is not parsed."""
        cited = [self.cited(one) for one in self.random.sample(passages, 2)]
        odd = NotParsed(words="see there", reason="no guideline named") if self.chance(0.5) else NoEvidenceCited()
        line = " ".join(f"{one.guideline} {one.edition}" for one in cited)
        return GoldItem(
            determination=determination,
            citations=(odd,) if self.chance(0.08) else tuple(cited[: self.random.randint(1, 2)]),
            claims_administrator_citations=tuple(cited[:1]),
            reviewer_guideline=f"Decision based on {line}.",
            rationale=" ".join(self.sentence(22) for _ in range(6)),
            cites_held=self.chance(0.6),
        )

    def cited(self, passage: Passage) -> Citation:
        """A passage as a letter cites it."""
        edition = passage.edition
        sections = (passage.section,) if passage.section else ()
        return Citation(tier=edition.tier, guideline=edition.guideline, edition=edition.edition, sections=sections)

    def baselines(self, passages: list[Passage]) -> dict[str, Proposal]:
        """What the four baselines of a run propose."""
        near = self.cited(self.random.choice(passages))
        return {
            "always Upheld": Proposal(determination=UPHELD, probability=0.0),
            "base rate": Proposal(determination=UPHELD, probability=0.3 + self.random.random() / 1_000),
            "claims administrator's citation": Proposal(citations=(self.cited(passages[0]),)),
            "nearest decided case": Proposal(
                determination=OVERTURNED if self.chance(0.3) else UPHELD,
                probability=self.random.random(),
                citations=(near,),
            ),
        }

    def slices(self, passage: Passage) -> tuple[str, ...]:
        """The groups of an item: its kind, the guideline cited, and some of those that few are in."""
        rare = [name for name, share in RARE_SLICES.items() if self.chance(share)]
        edition = passage.edition
        return (f"kind: {self.random.choice(KINDS)}", *rare, f"guideline: {edition.guideline} {edition.edition}")

    def sentence(self, words: int) -> str:
        """An invented sentence of about so many words; in one of two stands a date or an amount."""
        drawn = self.words(max(2, words + self.random.randint(-4, 4)))
        if self.chance(0.5):
            drawn.insert(len(drawn) // 2, self.fact())
        return " ".join(drawn).capitalize() + "."

    def fact(self) -> str:
        """A date or an amount."""
        month, day, number = self.random.randint(1, 12), self.random.randint(1, 28), self.random.randint(1, 90)
        if self.chance(0.3):
            return f"{month}-{day}-{self.random.randint(2008, 2017)}"
        if self.chance(0.2):
            return date(self.random.randint(2008, 2017), month, day).strftime("%B %-d, %Y")
        return f"{number} {self.random.choice(UNITS)}"

    def words(self, count: int) -> list[str]:
        """Words drawn by how often they occur."""
        known, up_to = self.vocabulary
        return self.random.choices(known, cum_weights=up_to, k=count)

    def chance(self, share: float) -> bool:
        """True in that share of calls."""
        return self.random.random() < share

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digest of each passage by its id; it is worked out anew at each asking."""
        return {passage.id: passage.sha256 for passage in self.corpus.passages}

    @cached_property
    def vocabulary(self) -> tuple[list[str], list[float]]:
        """The corpus' words and the invented ones, and how often those up to each occur."""
        written = Counter(word.strip(".,;:()").lower() for one in self.corpus.passages for word in one.text.split())
        del written[""]
        syllables = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "ar", "en")]
        invented = ["".join(self.random.choices(syllables, k=3)) for _ in range(INVENTED_WORDS)]
        each = written.total() * INVENTED_SHARE / (1 - INVENTED_SHARE) / INVENTED_WORDS
        return [*written, *invented], list(accumulate([*written.values(), *[each] * INVENTED_WORDS]))
