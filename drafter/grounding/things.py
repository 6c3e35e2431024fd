"""Wrong side, body part, drug or sex: what a sentence names against what it points at and what was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafter.domain.lexicon import Lexicon
from drafter.grounding.things_drugs import DrugNamed, Drugs
from drafter.grounding.things_parts import PartNamed, Parts
from drafter.grounding.things_sex import Sex, sex_of, sexes_said
from drafter.grounding.things_sides import SideNamed, Sides
from drafter.grounding.things_strengths import strengths_differ

__all__ = ["DrugNamed", "PartNamed", "Sex", "SideNamed", "Things", "Wrong", "sex_of", "sexes_said", "things_of"]


@dataclass(frozen=True)
class Wrong:
    """One thing that a sentence has wrong, at `start:end` of it as given; the code is one of the catalogue."""

    code: str
    start: int
    end: int
    message: str


class Things:
    """Checks by the body parts and drugs of one lexicon; make it once, since it builds finders of all their words."""

    def __init__(self, lexicon: Lexicon) -> None:
        """From what the corpus holds."""
        self.lexicon = lexicon
        self._drugs = Drugs(lexicon)
        self._parts = Parts(lexicon)
        self._sides = Sides(self._parts)

    def wrong(self, sentence: str, sources: Sequence[str], about: str, sex: Sex | None) -> list[Wrong]:
        """What a sentence has wrong, in the order of the sentence.

        `sources` are the texts that it points at, with their titles; `about` is the request with its quantities and
        what it depends on; `sex` is the worker's, None where that is not known.
        """
        support = [*sources, about]
        found = [
            *(self._of(sentence, "side-differs", side, "is not the side named in what the sentence rests on")
              for side in self._sides.contradicted(sentence, support)),
            *(self._of(sentence, "body-part-differs", part, "is named neither in the request nor in the sources")
              for part in self._parts.not_supported(sentence, support)),
            *(self._of(sentence, "drug-differs", drug, "is named neither in the request nor in the sources")
              for drug in self._drugs.not_supported(sentence, support)),
        ]  # fmt: skip
        if sex is not None:
            found += [
                Wrong("sex-differs", start, end, f'"{sentence[start:end]}": the worker is {sex.value} elsewhere')
                for said, start, end in sexes_said(sentence)
                if said is not sex
            ]
        return sorted(found, key=lambda wrong: (wrong.start, wrong.code))

    def strengths_differ(self, request: str) -> list[tuple[int, int, str]]:
        """Where one request names two strengths or counts of one drug: place and message."""
        return strengths_differ(request, self._drugs)

    @staticmethod
    def _of(sentence: str, code: str, named: SideNamed | PartNamed | DrugNamed, what: str) -> Wrong:
        return Wrong(code, named.start, named.end, f'"{sentence[named.start : named.end]}" {what}')


@lru_cache(maxsize=4)
def things_of(lexicon: Lexicon) -> Things:
    """The checks by a lexicon, made once for each."""
    return Things(lexicon)
