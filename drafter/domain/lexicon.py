"""What words mean the same thing, as a corpus holds it as data: body parts, drugs, and what records call things."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from drafter.domain.case import Model, Text
from drafter.domain.terms import holds, without


class BodyPart(Model):
    """A body part by the name that editions give in `body_parts`, and the words that stand for it."""

    name: Text
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    shown_by: tuple[Text, ...] = ()
    """Words that name a region or a condition of which it is a part: "lower extremit*", "Bankart"."""
    but_not: tuple[Text, ...] = ()
    """Phrases in which its words mean something else: "second hand"."""
    source: Text

    def named_in(self, text: str) -> bool:
        """Whether a text names it."""
        return holds(text, self.words) and holds(without(text, self.but_not), self.words)

    def shown_in(self, text: str) -> list[str]:
        """The words of a text for a region or a condition of which it is a part."""
        if not holds(text, self.shown_by):
            return []
        return [word for word in self.shown_by if holds(without(text, self.but_not), [word])]


class Drug(Model):
    """A drug by its generic name."""

    name: Text
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Its names, brands with them; `*` at the end stands for any ending."""
    classes: tuple[Text, ...] = ()
    """The classes that it is called by: "opioid", "NSAID"."""


class Alike(Model):
    """Words by which records tell of one thing: whoever looks for one of them looks for all.

    The first word of a group is its name. A phrase that is the name of a group brings that group alone; one that is no
    group's name brings every group that holds it. So "radiculopathy" brings "positive straight leg", while "straight
    leg", the name of a group of its own, brings only its own spellings.
    """

    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Each a word or phrase; `*` at the end stands for any ending."""
    near: tuple[Text, ...] = ()
    """Words that go with the thing without showing it: they rank sentences for the reader, and contradict nothing."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All of them."""

    body_parts: tuple[BodyPart, ...] = ()
    drugs: tuple[Drug, ...] = ()
    alike: tuple[Alike, ...] = ()
    sha256: str = ""
    """Digest of what they were read from."""
