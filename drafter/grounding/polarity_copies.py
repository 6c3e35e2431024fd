"""Where words of a source are kept and only what turns them is put in or taken out, or a word changed for its contrary.

A whole sentence that is copied is compared word for word (`copied`). Of any other sentence a stretch is compared
(`turned_stretches`): "had massage before" with "had no massage", "functional worsening" with "functional improvement".
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from drafter.grounding import negation_words as words
from drafter.grounding.negation_roles import role_of
from drafter.grounding.polarity_text import CUT, Text, classed, is_direct, text_of
from drafter.grounding.reading import read

_COPY = 200
"""Words of the longest text that is looked at for a copy."""
_FEW = 4
"""Words that one change in a copy has at most; with a longer one it is none."""
_NEARLY = 0.85
"""The part of a source's words that a copy holds."""
_ENOUGH = 2
"""Words that two stretches share beside the one that is denied."""
_MOST = 12
"""Places of one word in the sources, and of negations in a text, that are looked at."""

MaySpeak = Callable[[int], Collection[int]]
"""By a place in the sentence, the numbers of the sources that what stands there may speak of."""


def turned_stretches(sentence: str, sources: Sequence[str], may_speak: MaySpeak) -> Iterator[tuple[int, int, int]]:
    """Words of the sentence that a source has with a negation where it has none, or the reverse.

    Each as start and end in the plain form, and the number of the source.
    """
    own = text_of(sentence)
    others = dict(enumerate(map(text_of, sources)))
    for number, other in others.items():
        for negation, n in _denied(other):
            at, score = _alike(own, n, other, negation)
            near = _near(others, may_speak, own, at) if at >= 0 else {}
            if number in near and _one_more(other, n, own, at) and not _said(own, at, near.values(), score):
                yield (*own.spans[at], number)
    for negation, n in _denied(own):
        best, found = 0, None
        near = _near(others, may_speak, own, n)
        for number, other in near.items():
            at, score = _alike(other, n, own, negation)
            if at >= 0 and score > best:
                best, found = score, (number, at)
        if found and _one_more(own, n, near[found[0]], found[1]) and not _said(own, n, near.values(), best):
            yield (*own.spans[n], found[0])
    for n, word in enumerate(own.held):
        if word in words.CLASSES:
            source = _contrary(own, n, _near(others, may_speak, own, n))
            if source is not None:
                yield (*own.spans[n], source)


def _near(others: dict[int, Text], may_speak: MaySpeak, own: Text, n: int) -> dict[int, Text]:
    return {number: others[number] for number in may_speak(own.spans[n][0])}


@lru_cache(maxsize=512)
def _denied(text: Text) -> tuple[tuple[int, int], ...]:
    """The negations of a text, each with the word that it denies."""
    return tuple(_denials(text))


def _denials(text: Text) -> Iterator[tuple[int, int]]:
    found = 0
    for n, word in enumerate(text.held):
        if not is_direct(word) or found == _MOST or _denies_nothing(text, n):
            continue
        for at in range(n + 1, min(len(text.held), n + 5)):
            if text.part[at] != text.part[n] or text.held[at] in CUT:
                break
            if text.stems[at] and text.held[at] not in words.ADVERBS:
                if not _stands(text.held[at]):
                    found += 1
                    yield n, at
                break


def _stands(word: str) -> bool:
    """Whether a word says what a guideline recommends or requires, which is compared with its conditions elsewhere."""
    return any(unit in words.STANDING for unit, _ in words.CLASSES.get(word, ()))


def _denies_nothing(text: Text, n: int) -> bool:
    """Whether a negation only sets a limit: "not only", "not until June", "not recommended without it"."""
    first, last = text.window(n)
    return (
        role_of(text.held, n)[1] == "skip"
        or (text.held[n] == "not" and n > 0 and text.held[n - 1] == ",")
        or (text.held[n] == "without" and any(map(is_direct, text.held[first:n])))
        or any(word in ("until", "before", "unless") for word in text.held[n + 1 : last + 1])
    )


def _one_more(denied: Text, n: int, said: Text, at: int) -> bool:
    """Whether one plain negation more denies the word on one side, and nothing in other words on the other."""
    against, beside = denied.denied_by(n), said.denied_by(at)
    return not beside - against and (against - beside)[""] % 2 == 1


def _alike(text: Text, n: int, other: Text, negation: int) -> tuple[int, int]:
    """Where a text speaks of what another denies at word `n`, and how many words the two share there; -1 for nowhere.

    Of several places the one that shares most counts, the denied one first.
    """
    best, found = 0, -1
    around = other.around(n) - {other.stems[n]}
    before = other.form_before(negation) if other.held[negation] != "without" else "with"
    for at in text.places().get(other.stems[n], ())[:_MOST]:
        beside = text.around(at) - {other.stems[n]}
        score = len(around & beside) + (before != "" and before == text.form_before(at))
        enough = score >= _ENOUGH or (around & beside and (around <= beside or beside <= around))
        if not enough or _apart(text, at, other, n) or (text.asks(at) and not other.asks(n)):
            continue
        if score > best or (score == best and found >= 0 and bool(text.denials(at))):
            best, found = score, at
    return found, best


def _apart(text: Text, at: int, other: Text, n: int) -> bool:
    """Whether the two are joined to different things: "evidence of infection", "evidence of a tear"."""
    one, two = text.following(at), other.following(n)
    return one != "" and two != "" and one not in other.around(n) and two not in text.around(at)


def _said(own: Text, n: int, others: Iterable[Text], score: int) -> bool:
    """Whether a source says the same of the word, about as near as the one that says the contrary."""
    around, denied = own.around(n), bool(own.denials(n))
    for other in others:
        for at in other.places().get(own.stems[n], ())[:_MOST]:
            turned = _one_more(own, n, other, at) or _one_more(other, at, own, n)
            if turned or bool(other.denials(at)) != denied or (other.asks(at) and not own.asks(n)):
                continue
            same_before = n > 1 and own.held[n - 2 : n] == other.held[at - 2 : at]
            if len(around & other.around(at)) + 2 * same_before + 1 >= score:
                return True
    return False


def one_denies(denied: str, start: int, said: str, place: int) -> bool:
    """Whether a word is denied in one text, at `start` of its plain form, and not in other words at `place` of another.

    It is not where both are denied, be it in different words; it is where the other is denied twice.
    """
    one, other = text_of(denied), text_of(said)
    n, at = one.at(start), other.at(place)
    if n is None or at is None:
        return True
    against, beside = one.denied_by(n), other.denied_by(at)
    twice = not against - beside and (beside - against).total() == 1 and against.total() == 1
    return twice or (not beside - against and (against - beside - other.denied_beside(at)).total() % 2 == 1)


def said_nearer(sentence: str, start: int, sources: Sequence[str], source: str) -> bool:
    """Whether a source says the same of a word, at `start` of the plain form, in words nearer to it than another's."""
    own, other = text_of(sentence), text_of(source)
    n = own.at(start)
    if n is None or not own.stems[n]:
        return False
    around = own.around(n)
    shared = [len(around & other.around(at)) for at in other.places().get(own.stems[n], ())[:_MOST]]
    return _said(own, n, map(text_of, sources), max(shared, default=0) + 2)


def _contrary(own: Text, n: int, others: dict[int, Text]) -> int | None:
    """The source in which a word is changed for its contrary, beside words that are kept."""
    for unit, places in words.CLASSES[own.held[n]]:
        if unit in words.STANDING or 0 in places:
            continue
        against, source = _best_of(own, n, others, (unit, -min(places)), turned=True)
        same, _ = _best_of(own, n, others, (unit, min(places)), turned=False)
        if against > same and against >= _ENOUGH:
            return source
    return None


def _best_of(own: Text, n: int, others: dict[int, Text], value: tuple[str, int], *, turned: bool) -> tuple[int, int]:
    """How much a source shares that has a word of the class at that place in the same surroundings, and its number.

    What is turned stands beside a word that both have.
    """
    best = (0, 0)
    around, sides = own.around(n), (own.beside(n, -1, 1), own.beside(n, 1, 1))
    for number, other in others.items():
        for at in classed(other).get(value, ())[:_MOST]:
            beside = any(side and side == other.beside(at, step, 1) for side, step in zip(sides, (-1, 1), strict=True))
            side, others_side = own.side_after(n), other.side_after(at)
            apart = side and others_side and side != others_side
            if (beside or not turned) and not apart and own.denied_by(n) == other.denied_by(at):
                best = max(best, (len(around & other.around(at)), number))
    return best


def copied(sentence: str, source: str) -> list[tuple[int, int]] | None:
    """Where a sentence that holds nearly all words of a source in their order is turned; None for any other."""
    own, own_words, other_words = text_of(sentence), text_of(sentence).held, text_of(source).held
    if not 7 <= len(other_words) <= _COPY or not _NEARLY * len(other_words) <= len(own_words) <= _COPY:
        return None
    if (Counter(own_words) & Counter(other_words)).total() < _NEARLY * len(other_words):
        return None
    steps = SequenceMatcher(None, other_words, own_words, autojunk=False).get_opcodes()
    if sum(end - start for step, start, end, _, _ in steps if step == "equal") < _NEARLY * len(other_words):
        return None
    changes = [step for step in steps if step[0] != "equal"]
    sides = [(other_words[start:end], own_words[first:last]) for _, start, end, first, last in changes]
    if changes and changes[0][:2] == ("insert", 0):
        sides[0] = ((), sides[0][1][-2:])
    if changes and changes[-1][:2] == ("insert", len(other_words)):
        sides[-1] = ((), ())
    if any(len(side) > _FEW for pair in sides for side in pair):
        return None
    odd = sum(_negations(before) + _negations(after) for before, after in sides) % 2 == 1
    found = []
    for (_, _, _, first, last), (before, after) in zip(changes, sides, strict=True):
        if _contrary_words(before, after) or (odd and _denied_once(before, after)):
            end = len(own_words) - 1
            found.append(
                read(sentence).span(own.spans[min(first, end)][0], own.spans[min(max(first, last - 1), end)][1])
            )
    return found


def _negations(side: Sequence[str]) -> int:
    return sum(word in words.PLAIN_NEGATIONS or word.endswith("n't") for word in side)


def _contrary_words(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether one word was changed for its contrary: "positive" for "negative"."""
    if _negations(before) != _negations(after):
        return False
    was = [one for word in before for one in words.CLASSES.get(word, ())]
    is_now = [one for word in after for one in words.CLASSES.get(word, ())]
    return any(unit == other and not places & others for unit, places in was for other, others in is_now)


def _denied_once(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a negation was put in or taken out, with no word in its place that says the same."""
    if (_negations(before) + _negations(after)) % 2 == 0:
        return False
    bare = after if _negations(before) > _negations(after) else before
    return not any(word in words.NEGATIVE or word.startswith(words.NEGATIVE_PREFIXES) for word in bare)
