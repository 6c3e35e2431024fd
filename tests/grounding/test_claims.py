"""How a claim is told to a reader."""

import pytest

from drafter.grounding.claims import Claim, as_read


@pytest.mark.parametrize(
    ("text", "claim", "told"),
    [
        ("10 mg daily for pain", Claim("10 mg dai", 0, 9), "10 mg daily"),
        ("seen in July.", Claim("July.", 8, 13), "July"),
        ("8 visits", Claim("8", 0, 1), "8"),
    ],
)
def test_a_claim_is_told_to_the_end_of_its_last_word(text: str, claim: Claim, told: str) -> None:
    assert as_read(claim, text) == told
