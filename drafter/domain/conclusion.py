"""The sentence that closes a rationale: how it is written, and how one is recognised."""

import re

from drafter.domain.determination import Determination
from drafter.domain.text import normal_form

CLOSING: dict[Determination, str] = {
    Determination.OVERTURNED: "Therefore, the request is medically necessary.",
    Determination.UPHELD: "Therefore, the request is not medically necessary.",
    Determination.INSUFFICIENT: (
        "The evidence at hand does not settle whether the request is medically necessary; the reviewer decides."
    ),
}
_CLOSING = re.compile(
    r"^(?:therefore|thus|hence|as such|accordingly|consequently|for these reasons|in conclusion)?,?\s*"
    r"(?:the|this) (?:\w+ )?request(?: for [^.;]*?)? (?:is|was|would be|has been)(?: determined to be)? "
    r"(?P<no>not |un)?\s*(?:considered )?(?:medically )?(?:necessary|appropriate|indicated)"
    r"(?: and appropriate)?(?: at this time)?\.?$"
)


def concludes(sentence: str) -> Determination | None:
    """What a closing sentence concludes, or None where the sentence is no closing sentence.

    Only the set forms of real letters count ("Therefore, the request is not medically necessary"), so that nothing
    else about the case can pass as a conclusion that needs no evidence.
    """
    plain = normal_form(sentence)
    if plain == normal_form(CLOSING[Determination.INSUFFICIENT]):
        return Determination.INSUFFICIENT
    match = _CLOSING.match(plain)
    if not match:
        return None
    return Determination.UPHELD if match["no"] else Determination.OVERTURNED


def follows_parent(parent: int, determination: Determination) -> str:
    """The sentence that hangs a dependent item on the item it depends on; it needs no evidence of its own.

    Grounding accepts it only in these words and only while it is true of the draft.
    """
    return f"This request depends on item {parent}, for which the determination proposed is {determination.value}."
