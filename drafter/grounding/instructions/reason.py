"""Signals that stand together, put through the rules."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from functools import partial

from drafter.grounding.instructions.place import Family, Place
from drafter.grounding.instructions.rules import RULES, Rule
from drafter.grounding.instructions.signals import Heard, signals_in
from drafter.grounding.instructions.words import Signal

_SENTENCE_END = re.compile(r"(?<![\s(.][a-z])(?<!\b(?:pp|no|dr|vs))(?<!rev|sec|fig)[.!?][\"')\]”’]?\s|\n\s{0,9}\n")
_REMEMBERED = 3
_CIPHER_SPAN = 90
_Groups = tuple[tuple[Signal, ...], ...]


def _by_signal() -> dict[Signal, tuple[tuple[Rule, _Groups], ...]]:
    """The rules that a signal can complete, each with the groups that must have been heard, the nearest first."""
    found: dict[Signal, list[tuple[Rule, _Groups]]] = {signal: [] for signal in Signal}
    for rule in RULES:
        for n, group in enumerate(rule.groups):
            if rule.ordered and n < len(rule.groups) - 1:
                continue
            others = rule.groups[-2::-1] if rule.ordered else rule.groups[:n] + rule.groups[n + 1 :]
            for signal in group:
                if all(known is not rule for known, _ in found[signal]):
                    found[signal].append((rule, others))
    return {signal: tuple(rules) for signal, rules in found.items()}


_ENDING_IN = _by_signal()


class _Memory:
    """Where each signal was heard last."""

    def __init__(self) -> None:
        self._starts: defaultdict[Signal, deque[int]] = defaultdict(partial(deque, maxlen=_REMEMBERED))
        self._last: dict[Signal, int] = {}

    def add(self, signal: Signal, start: int) -> None:
        self._starts[signal].append(start)
        self._last[signal] = start

    def holds(self, groups: _Groups, floor: int) -> bool:
        """Whether of each group some signal was heard at the floor or later: quickly told, and mostly not."""
        last = self._last
        for group in groups:
            for signal in group:
                if signal in last and last[signal] >= floor:
                    break
            else:
                return False
        return True

    def latest(self, group: tuple[Signal, ...], floor: int, below: int, taken: set[int]) -> int | None:
        """The last place from `floor` to `below` where a signal of the group was heard, but for those taken."""
        starts = (start for signal in group for start in self._starts[signal])
        return max((start for start in starts if floor <= start <= below and start not in taken), default=None)

    def between(self, signals: tuple[Signal, ...], start: int, end: int) -> bool:
        return any(start < place < end for signal in signals for place in self._starts[signal])


def reasoned(text: str, plain: str) -> Iterator[Place]:
    """The places where signals of a text stand together as a rule says; `plain` is the text in plain letters."""
    memory = _Memory()
    ciphered: dict[str, Heard] = {}
    told: dict[int, int] = {}
    for heard in signals_in(text, plain):
        if heard.signal is None:
            before = ciphered.get(heard.cipher)
            if before and heard.start - before.end <= _CIPHER_SPAN:
                yield Place(before.start, heard.end, Family.ENCODED)
            ciphered[heard.cipher] = heard
            continue
        for rule, others in _ENDING_IN[heard.signal]:
            if told.get(id(rule), -1) >= heard.start or not memory.holds(others, heard.start - rule.span):
                continue
            start = _start(rule, others, heard.start, memory, plain)
            if start is not None:
                yield Place(start, heard.end, rule.family)
                told[id(rule)] = heard.end + rule.span
        memory.add(heard.signal, heard.start)


def _start(rule: Rule, others: _Groups, at: int, memory: _Memory, plain: str) -> int | None:
    """Where what the rule asks for begins, if the signal at a place completes it."""
    start = below = at
    taken = {at}
    for group in others:
        place = memory.latest(group, at - rule.span, below, taken)
        if place is None:
            return None
        taken.add(place)
        start = min(start, place)
        below = place if rule.ordered else below
    if rule.together and _SENTENCE_END.search(plain, start, at):
        return None
    return None if memory.between(rule.without, start, at) else start
