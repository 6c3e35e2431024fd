"""Every kind of damage, alone and together."""

from tests.grounding.mutation import kinds_files, kinds_letter, kinds_numbers, kinds_places, kinds_quotes, kinds_words
from tests.grounding.mutation.kinds_pairs import together
from tests.grounding.mutation.spots import ALONE, Kind

_FILLED_BY = (kinds_numbers, kinds_places, kinds_quotes, kinds_words, kinds_letter, kinds_files)
"""The modules whose import makes the kinds."""
KINDS: dict[str, Kind] = {**ALONE, **together(ALONE)}
