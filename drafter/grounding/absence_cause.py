"""What an effect that is called missing would have to come from: "a gain in function from naproxen".

A record sentence on the effect alone does not contradict it: the gain may come from something else. It is shown as
near.
"""

import re
from functools import lru_cache

from drafter.domain.lexicon import Lexicon
from drafter.domain.terms import holds

_FROM = re.compile(r"\b(?:from|due to|attributable to|caused by|brought by)\s{1,4}(?P<cause>.{3,60})$", re.IGNORECASE)
_ANY_DRUG = ("medication*", "drug*", "medicine*", "meds", "pill*", "tablet*", "dose*")
_NO_CAUSE = frozenset(
    "earlier prior previous past recent current first second other treatment treatments therapy care visits visit "
    "sessions session course trial itself this that these those alone such requested already completed".split()
)
"""Words that do not tell which treatment is meant."""


@lru_cache(maxsize=256)
def cause_of(missing: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The words one of which a sentence must hold to contradict it; none where no cause is named."""
    match = _FROM.search(missing)
    if match is None:
        return ()
    cause = match["cause"]
    named = [word for drug in lexicon.drugs if holds(cause, drug.words) for word in drug.words]
    if named:
        return tuple(named)
    if holds(cause, _ANY_DRUG):
        return (*_ANY_DRUG, *(word for drug in lexicon.drugs for word in drug.words))
    words = [word for word in re.findall(r"[a-z]{5,}", cause.lower()) if word not in _NO_CAUSE]
    return tuple(f"{word[:8]}*" for word in words)
