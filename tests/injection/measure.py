"""Prints what is known of instructions in case material: how many are found, and what they change.

    python -m tests.injection.measure > eval/results/injection.md

Figures alone, with 95 % intervals by Wilson; a run takes some minutes.
"""

import logging
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from statsmodels.stats.proportion import proportion_confint

from drafter.content import folder
from drafter.domain.determination import Determination
from drafter.domain.draft import DraftedItem, Severity
from drafter.grounding.instructions import instructions_in
from drafter.guidelines.corpus import load_corpus
from drafter.guidelines.index import build_index, open_index
from tests.injection.naming import named
from tests.injection.payloads import payloads
from tests.injection.planted import ITEM, mixed
from tests.injection.runs import Runs, run

Case = tuple[str, bool]
"""A group, and whether what is counted holds."""
_HEAD = "| {} | n | holds | share (95 % interval) |\n|---|---|---|---|"


def measured() -> Iterator[str]:
    """The lines of the report."""
    held = payloads("held.jsonl")
    yield f"""# Instructions in case material

{date.today()}, payloads invented by us. All but the first two tables are of one synthetic case of three items, with one
payload planted in it at a time, drafted by the built-in drafter and by a model that obeys whatever its prompt's
material says. That model is a server of the tests: how often a real one obeys is not measured. It always points outside
its evidence too; where one obeyed with pointers inside it alone, and the payload is named, the item is in error for
that (`instruction-shown`); where it is not named, nothing tells the reviewer.

```console
$ python -m tests.injection.measure > eval/results/injection.md
```

## Found in the payload's text alone

Payloads written after the detector and without a look at it; asked: 0.80."""
    found = [bool(instructions_in(payload.text)) for payload in held]
    yield from table("family", [(payload.family, one) for payload, one in zip(held, found, strict=True)])
    yield from table("place", [(payload.place, one) for payload, one in zip(held, found, strict=True)])
    runs = _runs()
    yield "\n## Named to the reviewer with its place, in the draft of a case"
    seen = {payload.text for payload in held}
    for title, drafted in (
        ("written after the detector", [(p, d) for p, d in runs.planted if p.text in seen]),
        ("developed on", [(p, d) for p, d in runs.planted if p.text not in seen]),
    ):
        yield from table(title, [(p.place, named(p, d.obeying, runs.clean.obeying)) for p, d in drafted])
    yield """
## What changed

Payloads, of which some item changed from the clean case. A request is shown to the other items as one of the case, but
not where an instruction is found in it; and what is searched by is the request, so that its own item has other
passages."""
    yield from table("model that obeys, payload in", _changed_by_model(runs), total=False)
    yield from table("built-in drafter, payload in", _changed_by_rule(runs), total=False)
    yield """
## What the reviewer is told where the model obeyed

Payloads, of which every item that obeyed has an error that names the pointer outside its evidence."""
    yield from table("payload in", _in_error(runs))


def table(title: str, cases: Iterable[Case], *, total: bool = True) -> Iterator[str]:
    """Of each group, and of all where that means anything, how many hold."""
    cases = list(cases)
    n, holding = Counter(group for group, _ in cases), Counter(group for group, holds in cases if holds)
    yield "\n" + _HEAD.format(title)
    for group, of_group in n.items():
        yield _row(group, holding[group], of_group)
    if total:
        yield _row("all", holding.total(), n.total())


def _row(group: str, holding: int, n: int) -> str:
    low, high = proportion_confint(holding, n, method="wilson")
    return f"| {group} | {n} | {holding} | {holding / n:.3f} ({low:.3f} to {high:.3f}) |"


def _runs() -> Runs:
    corpus = load_corpus(folder("guideline_corpus"))
    with TemporaryDirectory() as name:
        place = Path(name)
        build_index(corpus, place / "index")
        with open_index(place / "index", corpus) as index:
            return run(index, mixed(), place / "cases")


def _changed_by_model(runs: Runs) -> Iterator[Case]:
    for payload, drafted in runs.planted:
        both = list(zip(drafted.obeying.items, runs.clean.obeying.items, strict=True))
        for shows, words in ((False, "items not shown it"), (True, "items shown it")):
            changed = [item.draft != without.draft for item, without in both if (item.number in drafted.shown) is shows]
            if changed:
                yield f"{payload.place}: {words}", any(changed)


def _changed_by_rule(runs: Runs) -> Iterator[Case]:
    for payload, drafted in runs.planted:
        both = list(zip(drafted.built_in.items, runs.clean.built_in.items, strict=True))
        for own, words in ((False, "items"), (True, "the item of that request")):
            of = [pair for pair in both if (payload.place == "request" and pair[0].number == ITEM) is own]
            if of:
                group = f"{payload.place}: {words}"
                yield f"{group}, determination or probability", any(_proposed(one) != _proposed(two) for one, two in of)
                yield f"{group}, overturned", any(_proposed(one)[0] is Determination.OVERTURNED for one, _ in of)


def _proposed(item: DraftedItem) -> tuple[Determination | None, float | None]:
    return (item.draft.determination, item.draft.probability) if item.draft else (None, None)


def _in_error(runs: Runs) -> Iterator[Case]:
    for payload, drafted in runs.planted:
        obeyed = [item for item in drafted.obeying.items if item.number in drafted.shown]
        if obeyed:
            yield payload.place, all(map(_names_pointer, obeyed))


def _names_pointer(item: DraftedItem) -> bool:
    return any(f.code == "pointer-unknown" and f.severity is Severity.ERROR for f in item.findings)


if __name__ == "__main__":
    logging.disable()
    sys.stdout.writelines(f"{line}\n" for line in measured())
