"""The sentence that closes a rationale: how it is written, and how one is recognised."""

import re
from functools import lru_cache
from itertools import pairwise

from drafter.domain.determination import Determination
from drafter.domain.text import normal_form, split_sentences

CLOSING: dict[Determination, str] = {
    Determination.OVERTURNED: "Therefore, the request is medically necessary.",
    Determination.UPHELD: "Therefore, the request is not medically necessary.",
    Determination.INSUFFICIENT: (
        "The evidence at hand does not settle whether the request is medically necessary; the reviewer decides."
    ),
}
_OPEN = normal_form(CLOSING[Determination.INSUFFICIENT])
_CLOSING = re.compile(
    r"^(?:therefore|thus|hence|as such|accordingly|consequently|for these reasons|in conclusion)?,?\s*"
    r"(?:the|this) (?:(?:present|current|disputed) )?(?:request(?: for [^.;?]*?)?|requested [^.;?]*?) "
    r"(?:is|was|would be|has been)(?: determined to be| considered)? "
    r"(?P<no>not |un)?\s*(?:considered )?(?:medically )?(?:necessary|appropriate|indicated)"
    r"(?: and appropriate)?(?: at this time)?\.?$"
)

_NECESSITY = r"medically (?P<un>un)?(?:necessary|warranted|indicated|appropriate)"
_ESTABLISHED = r"(?:established|shown|demonstrated|supported|substantiated|proven|met)\b"
_GRANTED = (
    r"(?:certified|approved|authori[sz]ed|granted|necessary|appropriate|indicated|warranted|supported|reasonable)"
)
_REFUSED = r"(?:denied|non-?certified|rejected|refused|declined)\b"
_REQUEST = r"\b(?:request|requested|this treatment|the treatment|this item)\b[^.;?]{0,80}? "
_DENIAL = (
    r"\b(?:denial|non-?certification|adverse determination|utili[sz]ation review (?:decision|determination))"
    r"(?: (?:is|be|should be|must be|will be|should|must))? "
)
_VERDICTS: tuple[tuple[re.Pattern[str], Determination], ...] = tuple(
    (re.compile(form), determination)
    for determination, form in (
        (Determination.OVERTURNED, _NECESSITY),
        (
            Determination.OVERTURNED,
            r"\bmedical necessity\b[^.;?]{0,80}? (?:is|was|has|have|can|could|cannot|been|be) [^.;?]{0,40}?"
            + _ESTABLISHED,
        ),
        (
            Determination.OVERTURNED,
            rf"{_REQUEST}(?:is|are|(?:should|must|can|could|will|may)(?: not|n't)? be|cannot be|isn't|aren't|be)"
            rf"(?: hereby)? (?:not )?{_GRANTED}\b",
        ),
        (Determination.UPHELD, rf"{_REQUEST}(?:is|are|should be|must be|be|will be)(?: hereby)? {_REFUSED}"),
        (
            Determination.OVERTURNED,
            r"\b(?:certification|authori[sz]ation|approval)\b[^.;?]{0,60}? is [^.;?]{0,30}?"
            r"(?:recommended|granted|warranted)\b",
        ),
        (Determination.UPHELD, rf"{_DENIAL}(?:upheld|stands?|sustained|affirmed|correct)\b"),
        (Determination.OVERTURNED, rf"{_DENIAL}(?:overturned|falls?|reversed|set aside|wrong)\b"),
    )
)
"""Ways to conclude on the request; each is turned round by a negation in or shortly before it."""
_OPPOSITE = {Determination.OVERTURNED: Determination.UPHELD, Determination.UPHELD: Determination.OVERTURNED}
_REACH = 60
"""Characters before a verdict within which a negation turns it."""
_DENIES = re.compile(r"\b(?:not|cannot|never|no|neither|nor|fails? to|without)\b|n't\b")
_REASON = re.compile(r", (?:so|and so|thus|hence|therefore)\b|;")
_NO_VERDICT = re.compile(
    r"^(?:while|although|though)\b|\bpatients who\b"
    r"|\b(?:if|unless|whether|when|where|until|utili[sz]ation review (?:found|denied|held|said|considered)"
    r"|claims administrator|states?|stated|says?|said|believes?|argues?|wrote|writes|reports?|opines?|according to)\b"
)


@lru_cache(maxsize=512)
def concludes(sentence: str) -> Determination | None:
    """What a closing sentence concludes, or None where the sentence is no closing sentence.

    Only the set forms of real letters count ("Therefore, the request is not medically necessary"), so that nothing
    else about the case can pass as a conclusion that needs no evidence.
    """
    plain = normal_form(sentence)
    if plain == _OPEN:
        return Determination.INSUFFICIENT
    match = _CLOSING.match(plain.replace("to not be", "to be not"))
    if not match:
        return None
    return Determination.UPHELD if match["no"] else Determination.OVERTURNED


def verdicts(text: str) -> list[Determination]:
    """What the sentences of a text conclude on the request in whatever words, as far as that can be told.

    A condition ("when a request is medically necessary") and what another is said to hold are no verdicts. A question
    is one by the "no" or "yes" that follows it.
    """
    found = []
    parts = [normal_form(part.text) for part in split_sentences(text)]
    for part, following in pairwise([*parts, ""]):
        verdict = concludes(part) or _verdict(part)
        if part.endswith("?"):
            answer = re.match(r"(no|yes)\b", following)
            if not answer or verdict is None:
                continue
            affirmed = _verdict(_DENIES.sub(" ", part)) or verdict
            verdict = affirmed if answer[1] == "yes" else _OPPOSITE[affirmed]
        if verdict:
            found.append(verdict)
    return found


def _verdict(sentence: str) -> Determination | None:
    if _NO_VERDICT.search(sentence):
        return None
    for form, determination in _VERDICTS:
        match = form.search(sentence)
        if match:
            # What goes before ", so" is a reason, and turns nothing after it.
            before = _REASON.split(sentence[max(0, match.start() - _REACH) : match.end()])[-1]
            denied = bool(_DENIES.search(before)) != bool(match.groupdict().get("un"))
            return _OPPOSITE[determination] if denied else determination
    return None
