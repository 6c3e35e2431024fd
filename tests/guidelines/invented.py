"""Corpora of any size in invented words, for what cannot be seen on a small one; the same seed gives the same."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from drafter.domain.guideline import DateKind, Edition, InForce, Passage, PassageSentence, Tier
from drafter.domain.text import sha256_text
from drafter.guidelines.aliases import Aliases
from drafter.guidelines.corpus import Corpus

DAY = date(2014, 10, 28)
"""A day on which half of the invented editions are in force."""
_SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "er", "ol")]
_WORDS = 6_000
_TOPIC_WORDS = 12
_PASSAGES_A_TOPIC = 8


@dataclass(frozen=True)
class Language:
    """Invented words, and topics that each have some of them."""

    seed: int = 0

    @cached_property
    def words(self) -> list[str]:
        rng = random.Random(self.seed)
        return ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(_WORDS)]

    def topic(self, number: int) -> list[str]:
        return random.Random(f"{self.seed} topic {number}").sample(self.words, _TOPIC_WORDS)

    def statement(self, topic: list[str], rng: random.Random) -> str:
        words = [rng.choice(topic) if rng.random() < 0.5 else rng.choice(self.words) for _ in range(rng.randint(8, 16))]
        return " ".join(words).capitalize() + "."


def edition(number: int) -> Edition:
    """An invented edition; those of even number are in force on `DAY`."""
    year = 2009 + number % 2 * 10
    return Edition(
        id=f"invented-{number}",
        guideline=f"Invented Guideline {number}",
        cited_as=f"Invented Guideline {number}",
        edition=str(year),
        publisher="Nobody",
        tier=Tier.MTUS,
        in_force=InForce.model_validate({"from": date(year, 1, 1), "by": DateKind.REQUEST}),
        digest=True,
        licence="Apache-2.0",
    )


def passages(count: int, seed: int = 0) -> Iterator[Passage]:
    """Invented passages, of which every 40th stands by its title alone."""
    language = Language(seed)
    editions = [edition(number) for number in range(max(2, count // 500))]
    for number in range(count):
        rng = random.Random(f"{seed} passage {number}")
        topic = language.topic(number // _PASSAGES_A_TOPIC)
        statements = [] if number % 40 == 39 else [language.statement(topic, rng) for _ in range(rng.randint(2, 5))]
        yield Passage(
            id=f"{editions[number % len(editions)].id}/s{number:06d}",
            edition=editions[number % len(editions)],
            section=" ".join(rng.sample(topic, 3)).capitalize(),
            pages=(str(number + 1),),
            aliases=(rng.choice(topic),),
            title_sources=("invented",),
            sentences=tuple(
                PassageSentence(number=place, text=text, page=str(number + 1), sources=("invented",))
                for place, text in enumerate(statements, start=1)
            ),
        )


def corpus_of(held: tuple[Passage, ...]) -> Corpus:
    """A corpus of these passages, with the digest that follows from them."""
    editions = {passage.edition.id: passage.edition for passage in held}
    digest = sha256_text("\n".join(passage.model_dump_json() for passage in held))
    return Corpus(Path("invented"), tuple(editions.values()), held, Aliases(), digest)


def invented_corpus(count: int, seed: int = 0) -> Corpus:
    """A corpus of so many invented passages."""
    return corpus_of(tuple(passages(count, seed)))


def queries(count: int, held: int, seed: int = 0) -> list[str]:
    """Search texts of four to ten words about topics of a corpus of `held` passages."""
    language = Language(seed)
    found = []
    for number in range(count):
        rng = random.Random(f"{seed} query {number}")
        topic = language.topic(rng.randrange(max(1, held // _PASSAGES_A_TOPIC)))
        words = [rng.choice(topic) if rng.random() < 0.7 else rng.choice(language.words) for _ in range(7)]
        found.append(" ".join(words[: rng.randint(4, 7)]))
    return found
