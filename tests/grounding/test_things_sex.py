"""The quick look that passes over texts which tell no sex never passes over one that does."""

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from drafter.grounding import things_sex
from drafter.grounding.things_sex import sex_of, sexes_said

_PARTS = st.sampled_from(
    [
        *"he she his hers her him himself herself Mr. Mrs. Ms. MR male female man woman lady gentleman m f".split(),
        *"45 45-year-old oldm year oldfemale is this was the worker patient sex: gender= _he he/she nurse wife".split(),
        *"Dr. the physician . ; , wrote then h\u00e9 \uff28\uff25 \n\n".split(" "),
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(_PARTS, max_size=25).map(" ".join)))
def test_nothing_is_passed_over_that_the_slow_look_finds(text: str) -> None:
    quickly = sexes_said(text), sex_of([text, text])
    with patch.object(things_sex, "_may_tell", lambda _: True):
        slowly = sexes_said(text), sex_of([text, text])
    assert quickly == slowly
