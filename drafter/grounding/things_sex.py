"""The worker's sex, as texts tell it by nouns and pronouns."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

from drafter.domain.text import split_sentences
from drafter.grounding.things_words import Words, words_of


class Sex(StrEnum):
    """The sex that a text says a worker is of."""

    MALE = "male"
    FEMALE = "female"


_MALE = frozenset("male m man gentleman mr he his him himself".split())
_TITLES = frozenset(("Mr", "Mrs", "Ms"))
"""As they are written: "MR imaging" and "MS" are something else."""
_OTHERS = re.compile(
    r"\b(?:physicians?|doctors?|dr|surgeons?|providers?|practitioners?|therapists?|chiropractors?|specialists?|"
    r"[a-z]{3,12}ologists?|psychiatrists?|orthop(?:a)?edists?|physiatrists?|podiatrists?|dentists?|acupuncturists?|"
    r"evaluators?|examiners?|reviewers?|consultants?|qme|ame|pqme|nurses?|pharmacists?|adjusters?|wife|husband|spouse|"
    r"mother|father|mom|dad|parents?|sons?|daughters?|brothers?|sisters?|siblings?|aunt|uncle|cousin|grandmother|"
    r"grandfather|friends?|girlfriend|boyfriend|fiancee?|partner|room-?mate|neighbor|child|children|baby|infant|"
    r"supervisors?|boss|manager|co-?workers?|attorney|lawyer|student|officer|customer|coach)\b"
)
"""Others that a pronoun after them may stand for."""
_HOLDER = r"(?:injured worker|worker|patient|employee|claimant|applicant|laborer|individual)"
_NOT_OF_A_PERSON = (
    r"(?! ?(?:physician|doctor|surgeon|provider|therapist|nurse|pattern|hypogonad|sexual|erectile|reproductive|"
    r"connector|urethra|breast|hormone|relative|patients|workers|sex|gender|partner|friend|co-?worker|adapter))"
)
_SAID = re.compile(
    r"\b\d{1,3}[ -]?(?:years?|yrs?|y)(?:[ -]?old|[ ./]{0,2}o\b\.?)[ ,]{0,2}(?:[a-z-]{1,20}[ ,]{1,2}){0,4}?"
    rf"(?P<aged>male|female|man|woman|gentleman|lady|m|f)\b{_NOT_OF_A_PERSON}"
    rf"|\b(?P<held>male|female) (?:injured |industrial )?{_HOLDER}\b"
    rf"|\b{_HOLDER}(?: is| was|,)? (?:an? )?(?:[a-z-]{{1,20}} )?(?P<is>male|female|man|woman|gentleman|lady)\b"
    rf"{_NOT_OF_A_PERSON}"
    r"|\b(?:this|is|was|as) (?:an? )?(?:[a-z]{1,20} )?(?P<called>male|female|man|woman|gentleman|lady)\b"
    rf"{_NOT_OF_A_PERSON}"
    r"|\b(?P<titled>mr|mrs|ms)\.? (?=[a-z]{2})"
    r"|\b(?:sex|gender) ?[:=] ?(?P<form>male|female|m|f)\b"
    r"|\b(?P<pronoun>he|she|his|hers|her|him|himself|herself)\b(?!/|,? ?\(?\d{4}|,? et al)"
)
_EITHER = re.compile(r"\b(?:he|his|him|she|hers?)(?: ?/ ?| or )(?:he|his|him|she|hers?)\b|\bs/he\b")
_OF_THE_OFFICE = re.compile(
    r" (?:(?:also|then|further|has|had|again) ){0,2}(?:recommend|request|prescrib|opine|order|referr|diagnos|"
    r"examin|administer|perform|wrote|document|treating|dispens|inject|certif|determin|conclud)"
)
"""After a pronoun: what a physician does."""
_AT_ONCE = re.compile(r"^(?:he|she|his|her)\b")
_LETTERS = re.compile(r"[a-z]+")
_TELLING = frozenset(
    "male female man woman gentleman lady m f mr mrs ms he she his hers her him himself herself".split()
)
"""Of which one stands wherever `_SAID` finds something, but for an age written in one word with it ("year oldmale")."""


def sexes_said(text: str) -> list[tuple[Sex, int, int]]:
    """The words by which a text tells the worker's sex, each at `start:end`, in order.

    A pronoun after another person (physician, wife) in its sentence, or that begins the sentence after one, may
    stand for that person, and tells nothing.
    """
    return [(sex, start, end) for sex, start, end, _ in _said(text)]


def sex_of(texts: Iterable[str]) -> Sex | None:
    """The worker's sex as the texts of a case tell it; None where they do not, or contradict each other.

    What is said outright ("a 45-year-old male") counts first, unless the pronouns are mostly of the other sex.
    """
    nouns: Counter[Sex] = Counter()
    pronouns: Counter[Sex] = Counter()
    for text in texts:
        for sex, _, _, is_pronoun in _said(text):
            (pronouns if is_pronoun else nouns)[sex] += 1
    if len(nouns) == 2 or (not nouns and (len(pronouns) != 1 or pronouns.total() < 2)):
        return None
    sex = next(iter(nouns or pronouns))
    return None if pronouns[_other(sex)] > pronouns[sex] else sex


def _other(sex: Sex) -> Sex:
    return Sex.FEMALE if sex is Sex.MALE else Sex.MALE


def _said(text: str) -> Iterator[tuple[Sex, int, int, bool]]:
    """What a text says of the worker's sex, at `start:end`, and whether by a pronoun; mostly nothing."""
    if not _may_tell(text):
        return
    before, after_other = "", False
    for sentence in split_sentences(text):
        if not _may_tell(sentence.text):
            before, after_other = sentence.text, False
            continue
        words = words_of(sentence.text)
        plain = words.text.replace("\n", " ").replace("\t", " ")
        plain = _EITHER.sub(lambda match: " " * len(match.group()), plain)
        if _AT_ONCE.match(plain) and (after_other or _OTHERS.search(words_of(before).text)):
            before, after_other = "", True
            continue
        for sex, start, end, is_pronoun in _said_in(sentence.text, words, plain):
            yield sex, sentence.start + start, sentence.start + end, is_pronoun
        before, after_other = sentence.text, False


def _may_tell(text: str) -> bool:
    """Whether the slow look at a text may find something; in letters of other alphabets it is always taken."""
    small = text.lower()
    return not small.isascii() or "old" in small or not _TELLING.isdisjoint(_LETTERS.findall(small))


def _said_in(sentence: str, words: Words, plain: str) -> Iterator[tuple[Sex, int, int, bool]]:
    """What one sentence says, as long as no other person is named in it."""
    others = _OTHERS.search(plain)
    first_other = others.start() if others else len(plain)
    for match in _SAID.finditer(plain):
        group = match.lastgroup or "pronoun"
        start, end = match.span(group)
        if group == "titled" and sentence[slice(*words.span(start, end))] not in _TITLES:
            continue
        of_the_office = match[group] in ("he", "she") and _OF_THE_OFFICE.match(plain, end)
        if start < first_other and not of_the_office:
            sex = Sex.MALE if match[group] in _MALE else Sex.FEMALE
            yield sex, *words.span(start, end), group == "pronoun"
