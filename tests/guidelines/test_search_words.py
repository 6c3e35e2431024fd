import bm25s
import Stemmer
from hypothesis import given
from hypothesis import strategies as st

from drafter.guidelines.index_store import TOKEN_PATTERN, tokens_of

WORDS = st.sampled_from(["L5-S1", "the", "Massages", "massage", "2.3", "x-", "\u0130", "of", "_"])


@given(st.text() | st.lists(WORDS).map(" ".join))
def test_a_search_has_the_tokens_that_an_index_is_made_with(text: str) -> None:
    stemmer = Stemmer.Stemmer("english")
    made = bm25s.tokenize(text, stemmer=stemmer, token_pattern=TOKEN_PATTERN, return_ids=False, show_progress=False)
    assert [tokens_of(text, stemmer)] == made
