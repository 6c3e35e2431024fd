"""Hostile text takes no longer than its length: no pattern that backtracks, no loop over what was found so far.

How times are compared: tests/timing.py. Where the shorter text is read in next to no time they are not.
"""

import random
import re
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as sre_parser  # type: ignore[import-not-found]
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, partial
from importlib import import_module
from itertools import count
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import pytest

import drafter.domain
import drafter.grounding
from drafter.domain import conclusion, dates, quantity, text
from drafter.domain.case import Dates
from drafter.domain.terms import asserts
from drafter.grounding import amounts, claims, named, pages, reading
from drafter.grounding.absence import absences_in
from drafter.grounding.examine import examine
from drafter.grounding.lints.drafted import with_lints
from drafter.grounding.lints.run import lint_signed
from drafter.grounding.quote import find_quote
from drafter.grounding.sources import Frame
from drafter.grounding.things import Sex, Things
from drafter.guidelines.aliases import parse_aliases
from drafter.guidelines.lexicon import load_lexicon
from tests.builders import evidence, item, item_draft, passage, record
from tests.grounding.lints import letters, reasoned
from tests.timing import assert_linear

pytestmark = pytest.mark.slow

CORPUS = Path(__file__).parents[2] / "guideline_corpus"
OUTSIDE = ("case", "citation", "citation_outside", "citation_parts", "redaction", "request", "request_body",
           "request_parse", "request_spans")  # fmt: skip
"""Modules of the domain that read letters, which grounding does not use on drafts."""
NARROW = {
    "domain.citation_parse._EFFECTIVE": "matched at one place",
    "domain.citation_parse._PAGED": "a line with its white space folded",
    "domain.citation_parse._PART_OF": "a line with its white space folded",
    "domain.quantity._RATE": "matched at one place",
    "domain.request_amount._FREQUENCY": "a request with its white space folded",
    "domain.titles._NUMBERED": "matched at one place",
    "domain.terms._CLAUSE_END": "sixty characters with their white space folded",
    "grounding.absence._CLAUSE": "the characters of one clause",
    "grounding.absence._NO_THING": "matched at one place",
    "grounding.absence._TAIL": "the characters that may name what is missing",
    "grounding.absence_phrase._ADJECTIVE": "matched with one word",
    "grounding.lints.dates._INJURY": "140 characters with their white space folded",
    "grounding.lints.dates._JOINED": "matched with what stands between two dates",
    "grounding.lints.dates._RANGE": "matched with what stands between two dates",
    "grounding.lints.dates._UR_BEFORE": "140 characters with their white space folded",
}
"""Patterns that never read more than this of a text, and may take longer on more."""
SHORT = 1_500

UNITS = (
    "a", "1", "1 ", "1,111,", ".", ". ", "-", " ", "\n ", "(", '"', '"a" ', "' a'", "no pain, ", "no pain. ",
    "denies ", "dozen ",
    "one hundred and ", "3x4 ", "10/325 mg ", "page 6 and ", "p1.", "§", "chapter 1.1.", "update ",
    "2014 guideline ", "A-",
    "January 1, ", "1/1/2014 ", "L5-", "left knee and ", "he ", "IV ", "first ", "½", "\u0301\u0316", "é", "ﬁ",
    "…", "a… ", "UR ",
    "injury on 1/1/2014 ", "MRI report of ", "there is no documentation of pain. ", "request is ",
    "not related to the ", "norco 5 mg ",
)  # fmt: skip


@cache
def things() -> Things:
    aliases, _ = parse_aliases((CORPUS / "aliases.yaml").read_text(encoding="utf-8"))
    assert aliases is not None
    return Things(load_lexicon(CORPUS, aliases))


def modules() -> Iterator[ModuleType]:
    for package in (drafter.domain, drafter.grounding):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            if package is drafter.grounding or found.name.rpartition(".")[2] not in OUTSIDE:
                yield import_module(found.name)


def patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3 and isinstance(value, dict):
        yield from (found for one in (*value, *value.values()) for found in patterns_in(one, depth + 1))
    elif depth < 3 and isinstance(value, tuple | list | set | frozenset):
        yield from (found for one in value for found in patterns_in(one, depth + 1))


def all_patterns() -> dict[re.Pattern[str], str]:
    found: dict[re.Pattern[str], str] = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in patterns_in(value):
                found.setdefault(pattern, f"{module.__name__.removeprefix('drafter.')}.{name}")
    return found


OF_CATEGORY = {sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " \n", sre.CATEGORY_WORD: "a1"}
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


def characters_of(items: Iterable[tuple[Any, Any]]) -> str:
    """Some of the characters that a class holds."""
    held, negated = "", False
    for kind, value in items:
        negated = negated or kind is sre.NEGATE
        if kind is sre.LITERAL:
            held += chr(value)
        elif kind is sre.RANGE:
            held += chr(value[0])
        elif kind is sre.CATEGORY:
            held += OF_CATEGORY.get(value, "a.")
    return "".join(c for c in "a 1.-,(" if c not in held) or "é" if negated else held


def sample(tree: Iterable[tuple[Any, Any]], chance: random.Random) -> str:
    """A text that the pattern, or a part of it, is likely to match."""
    made = ""
    for kind, value in tree:
        if kind is sre.LITERAL:
            made += chr(value)
        elif kind in (sre.NOT_LITERAL, sre.ANY):
            made += "a"
        elif kind is sre.IN:
            made += chance.choice(characters_of(value))
        elif kind is sre.BRANCH:
            made += sample(chance.choice(value[1]), chance)
        elif kind is sre.SUBPATTERN:
            made += sample(value[3], chance)
        elif kind in REPEATS:
            times = chance.choice((value[0], min(value[1], value[0] + 1)))
            made += "".join(sample(value[2], chance) for _ in range(times))
    return made


def repeats(tree: Iterable[tuple[Any, Any]], before: list[Any]) -> Iterator[tuple[list[Any], Any]]:
    """Each part that may stand many times, with what stands before it."""
    before = list(before)
    for kind, value in tree:
        if kind in REPEATS:
            if value[1] is sre.MAXREPEAT or value[1] > 15:
                yield before, value[2]
            yield from repeats(value[2], before)
        elif kind is sre.SUBPATTERN:
            yield from repeats(value[3], before)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            yield from repeats(value[1], before)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from repeats(branch, before)
        before.append((kind, value))


def hostile(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """Texts made for a pattern: a beginning, what is repeated, and an end that does not match."""
    chance = random.Random(7)
    tree = list(sre_parser.parse(pattern.pattern, pattern.flags))
    for before, body in list(repeats(tree, []))[:8]:
        for _ in range(2):
            unit, start = sample(body, chance) or "a", sample(before, chance)
            yield start, unit, "\x01"
            yield "", start + unit, "\x01"
            yield "", unit, ""
            yield start, f"{unit} ", "é"
    for _ in range(3):
        whole = sample(tree, chance) or "a"
        yield "", f"{whole} ", ""
        yield "", whole[: len(whole) // 2 + 1], "\x01"
        yield "", whole[:-1] or "a", "é"
    yield from (("", unit, "\x01") for unit in (" ", "a", "1", "a-", "1."))


def test_no_pattern_takes_longer_than_its_text() -> None:
    tested = all_patterns()
    assert NARROW.keys() <= set(tested.values())
    for pattern, name in tested.items():
        if name in NARROW:
            continue
        for start, unit, end in hostile(pattern):
            assert_linear(partial(searched, pattern, start, unit, end), SHORT, (name, start, unit, end), floor=0.006)


def searched(pattern: re.Pattern[str], start: str, unit: str, end: str, length: int) -> int:
    return sum(1 for _ in pattern.finditer(start + unit * (length // len(unit)) + end))


tokens = count()


def repeated(unit: str, length: int) -> str:
    """A text of that length, never the same twice, since much is remembered."""
    return f"{unit * (length // len(unit))} {next(tokens)}"


def of_plain(reader: Callable[[str], object]) -> Callable[[str], object]:
    return lambda given: reader(reading.read(given).text)


def parted(given: str) -> object:
    return find_quote(f"{given[:300]}…{given[:200]}…{given[:40]}", given)


READERS: dict[str, Callable[[str], object]] = {
    "normal form": text.normal_form,
    "sentences": text.split_sentences,
    "dates": dates.find_dates,
    "quantities": quantity.find_quantities,
    "courses": quantity.find_courses,
    "terms": lambda given: asserts(given, ["pain", "massag*", "low back"]),
    "verdicts": conclusion.verdicts,
    "disguised": reading.disguised,
    "amounts": of_plain(amounts.amounts_in),
    "pages": of_plain(pages.pages_in),
    "titles": of_plain(lambda given: list(claims.titles_in(given))),
    "editions": of_plain(claims.editions_in),
    "guidelines": of_plain(named.guidelines_in),
    "title words": of_plain(named.title_words_in),
    "absences": absences_in,
    "things": lambda given: things().wrong(given, [given], given, Sex.MALE),
    "strengths": lambda given: things().strengths_differ(given),
    "a quotation": lambda given: find_quote(given[:60], given),
    "a quotation in parts": parted,
}


def given_to(reader: Callable[[str], object], unit: str, length: int) -> None:
    reader(repeated(unit, length))


@pytest.mark.parametrize("reader", READERS)
def test_no_reading_takes_longer_than_its_text(reader: str) -> None:
    things()
    for unit in UNITS:
        assert_linear(partial(given_to, READERS[reader], unit), SHORT, (reader, unit), floor=0.02)


def examined(unit: str, length: int) -> None:
    """A hostile sentence as long as one may be, with quotations, on hostile evidence."""
    sentence = f"{unit * (900 // len(unit))} “{unit * (900 // len(unit))}”"
    held = evidence([passage()], [record("R1", repeated(unit, length), repeated(unit, 100))])
    frame = Frame(item(f"Massage {unit}"), Dates(injury=date(2014, 1, 1)), "S-1", things=things())
    examine(1, item_draft((sentence, "R1.1 R1.2"), (f'"{unit}" ' * 20, "")), held, frame)


def drafted(unit: str, length: int) -> None:
    said = repeated(unit, length)
    of = item(f"Massage {unit}", quantities={"remaining": "2 visits"})
    one = reasoned.drafted((said, "R1.1"), of=of, passages=[passage()])
    with_lints(reasoned.draft(one, records=[record("R1", said)], summary=said, injury=date(2014, 1, 1)), things())


def signed(unit: str, length: int) -> None:
    said = repeated(unit, length)
    written = letters.item(said, letters.ODG, request=f"MRI of the knee {unit}", remaining="2 visits", text=said)
    day = date(2014, 1, 1)
    lint_signed(reasoned.letter(written, written, summary=said, injury=day, ur_denial=day), things())


WHOLE = ("a", ". ", "1,111,", " ", "no pain, ", "report of 1/1/2014 ", "½", "1% 1/2 ", "Section A ")


@pytest.mark.parametrize("check", [examined, drafted, signed])
def test_no_check_takes_longer_than_its_text(check: Callable[[str, int], None]) -> None:
    for unit in WHOLE:
        assert_linear(partial(check, unit), 3_000, (check.__name__, unit), floor=0.03)


def test_a_record_of_hundreds_of_pages_in_one_sentence_is_examined_in_proportion() -> None:
    for unit in ("a", "no pain, "):
        assert_linear(partial(examined, unit), 50_000, unit)
