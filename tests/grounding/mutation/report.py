"""The figures of a run as Markdown: by kind, by half, false findings, and what slips through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tests.grounding.mutation.kinds import KINDS
from tests.grounding.mutation.suite import Falsehood, Slip, Tally, total, wilson

COMMAND = "python -m tests.grounding.mutation"
FLAGGED_BAR = 0.995
"""Share of mutants that must be flagged with a right code."""
FALSE_BARS = {"extractive": 0.01, "labelled": 0.10}
"""Share of sound sentences that may be found fault with."""
_SHOWN = 160
"""Characters of a sentence that are shown."""


@dataclass(frozen=True)
class Half:
    """The figures of one half."""

    name: str
    source: str
    """In words: what its sentences are."""
    tallies: dict[str, Tally]
    falsehood: Falsehood

    @property
    def all(self) -> Tally:
        """All kinds together."""
        return total(self.tallies.values())


def report(halves: Sequence[Half], seconds: float) -> str:
    """The whole report."""
    return "\n".join(line for part in _parts(halves, seconds) for line in part) + "\n"


def _parts(halves: Sequence[Half], seconds: float) -> Iterator[Iterator[str]]:
    yield _head(halves, seconds)
    yield _overall(halves)
    yield _false(halves)
    yield _by_kind(halves)
    yield _slips(halves)


def _head(halves: Sequence[Half], seconds: float) -> Iterator[str]:
    yield "# Grounding: damage found and missed"
    yield ""
    yield f"Made by `{COMMAND}` on {date.today().isoformat()} in {seconds:.0f} s."
    yield ""
    yield "Sound sentences of synthetic cases are damaged in known ways. A mutant counts as flagged where a finding"
    yield "with a right code stands at its item (and sentence), and the sound draft has none there. Of two damages"
    yield "together each must be found. Intervals are Wilson's, at 95 %."
    yield ""
    yield from (f"- {half.name}: {half.source}" for half in halves)
    yield ""


def _overall(halves: Sequence[Half]) -> Iterator[str]:
    yield "## Mutants flagged with a right code"
    yield ""
    yield f"Asked for: at least {FLAGGED_BAR:.1%}."
    yield ""
    yield "| half | kinds | mutants | flagged | share | interval |"
    yield "|---|---|---|---|---|---|"
    for half in halves:
        yield f"| {half.name} | {len(half.tallies)} | {_cells(half.all)} |"
    every = total(tally for half in halves for tally in half.tallies.values())
    kinds = {name for half in halves for name in half.tallies}
    yield f"| **all** | {len(kinds)} | {_cells(every)} |"
    yield ""


def _cells(tally: Tally) -> str:
    return f"{tally.made} | {tally.flagged} | {tally.share:.2%} | {_interval(tally.flagged, tally.made)}"


def _interval(hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"{low:.1%} to {high:.1%}"


def _false(halves: Sequence[Half]) -> Iterator[str]:
    yield "## False findings"
    yield ""
    yield "Errors and warnings against sound sentences; lints against sound items stand apart, since some of them are"
    yield "true of an item whose every sentence is sound."
    yield ""
    yield "| half | sound sentences | with a finding | share | interval | at most | lints, by item |"
    yield "|---|---|---|---|---|---|---|"
    for half in halves:
        false = half.falsehood
        share = false.flagged / false.sentences if false.sentences else 0.0
        bar = f"{FALSE_BARS[half.name]:.0%}"
        counts = f"{false.sentences} | {false.flagged} | {share:.2%} | {_interval(false.flagged, false.sentences)}"
        yield f"| {half.name} | {counts} | {bar} | {false.lints} |"
    yield ""
    for half in halves:
        for code, count in half.falsehood.codes.most_common():
            where = [_place(case, item, n) for case, item, n, found in half.falsehood.places if found == code]
            yield f"- {half.name}, `{code}`: {count} ({'; '.join(where)})"
    yield ""


def _place(case: str, item: int, sentence: int | None) -> str:
    return f"{case} item {item}" + (f" sentence {sentence}" if sentence else "")


def _by_kind(halves: Sequence[Half]) -> Iterator[str]:
    yield "## By kind of damage"
    yield ""
    yield "| kind | right codes | mutants | flagged | interval |"
    yield "|---|---|---|---|---|"
    for name, kind in KINDS.items():
        tally = total(half.tallies[name] for half in halves if name in half.tallies)
        codes = " and ".join(" or ".join(sorted(group)) for group in kind.codes)
        yield f"| {name} | {codes} | {tally.made} | {tally.flagged} | {_interval(tally.flagged, tally.made)} |"
    yield ""
    yield "What each kind does:"
    yield ""
    yield from (f"- {kind.name}: {kind.what}" for kind in KINDS.values() if "+" not in kind.name)
    yield ""


def _slips(halves: Sequence[Half]) -> Iterator[str]:
    yield "## What slips through"
    yield ""
    slips = [(half.name, slip) for half in halves for tally in half.tallies.values() for slip in tally.slips]
    yield from (_slip(name, slip) for name, slip in slips)
    if not slips:
        yield "Nothing of this run."


def _slip(half: str, slip: Slip) -> str:
    """The place and the damaged sentence, which is of a case of our own; no sentence where an item is damaged."""
    damage = slip.mutant.damage
    found = f"; found instead: {', '.join(slip.found)}" if slip.found else ""
    text = ""
    if damage.at is not None and damage.draft is None:
        written = damage.world.places[damage.number].draft.rationale[damage.at - 1].text
        text = f": {written[:_SHOWN].replace('|', '/')}{'…' if len(written) > _SHOWN else ''}"
    return f"- {slip.mutant.kind}, {half}, {_place(slip.mutant.world, damage.number, damage.at)}{text}{found}"
