"""The worker's sex swapped throughout a case, where nothing in it is about one sex's body."""

import re

from drafter.cases.load import LoadedCase
from drafter.evaluation.conditions.documents import rewritten, told, with_case
from drafter.evaluation.conditions.words import like

_PAIRS = (
    ("he", "she"),
    ("himself", "herself"),
    ("male", "female"),
    ("males", "females"),
    ("man", "woman"),
    ("men", "women"),
    ("gentleman", "lady"),
    ("gentlemen", "ladies"),
    ("husband", "wife"),
    ("boyfriend", "girlfriend"),
    ("widower", "widow"),
    ("boy", "girl"),
)
_SWAPPED = {**dict(_PAIRS), **{female: male for male, female in _PAIRS}}
"""The spouse goes with the worker, or the orientation would change as well; parents and children stay."""
_TITLES = {"Mr": "Ms", "Ms": "Mr", "Mrs": "Mr"}
"""As they are written: "MR imaging" and "MS" are something else."""
_LETTERS = {"M": "F", "F": "M"}
_AGED = r"\b\d{1,3}[- ]?(?:years?[- ]olds?|y/?o|y\.o\.|yr[- ]old)[ ,]{1,2}"
_SEXED = re.compile(
    rf"(?P<lead>{_AGED}|\b(?i:sex|gender) ?[:=] ?)(?P<letter>[MF])\b"
    r"|\b(?P<title>Mr|Ms|Mrs)\b(?=\.? [A-Z])"
    rf"|\b(?P<word>(?i:{'|'.join(_SWAPPED)}))\b"
    r"|\b(?P<pronoun>(?i:his|hers|her|him))\b(?P<after>[^\w\s]?)(?=\s{0,3}(?P<next>[\w'-]{0,20}))"
)
_NOT_OWNED = frozenset(
    "a about again an and any are as at because before but by daily do during each every for from had has have if in "
    "into is more no not of off on once or out some than that the then this through to today twice until up was well "
    "when where which while who with without yesterday".split()
)
"""No noun phrase begins with these, so that "her" before them stands by itself: "told her to rest"."""
_GIVING = re.compile(r"\b(?:let|lets|letting|gives?|gave|giving|tells?|told|offers?|offered)\s{1,3}$", re.IGNORECASE)
"""Before "her" these make it a person: "lets her cook"."""
_BACK = 15
"""Characters before "her" in which they are looked for."""
_OF_ONE_SEX = re.compile(
    r"\b(?:pregnan\w*|gravid\w*|prostat\w*|hysterect\w*|menopaus\w*|perimenopaus\w*|postmenopaus\w*|mammogra\w*|"
    r"mastectom\w*|breasts?|uter(?:us|ine|i)|ovar(?:y|ies|ian)|oophorect\w*|menstru\w*|menses|endometri\w*|vagin\w*|vulv\w*|"
    r"pap smears?|gyn(?:a?ecolog\w*)?|obstet\w*|ob/?gyn|postpartum|cesarean|c-sections?|miscarri\w*|abortion|lactation|"
    r"breastfeed\w*|contracepti\w*|birth control|tubal ligation|vasectom\w*|testic\w*|testosterone|testes|scrot\w*|"
    r"penis|penile|erectile|erections?|impoten\w*|ejaculat\w*|hypogonad\w*|epididym\w*|hydrocele|viagra|sildenafil|cialis|"
    r"tadalafil|levitra|vardenafil|psa|fertil\w*|infertil\w*)\b",
    re.IGNORECASE,
)
"""Words about one sex's body: a case that holds one is not the same case for the other sex."""


def swapped(text: str) -> str:
    """The text with every word for one sex put for the other; "her" becomes "his" or "him" by the word after it.

    Everybody's sex is swapped, a physician's too, so that no pronoun has to be told from another.
    """
    return _SEXED.sub(_other, text)


def sex_swapped(loaded: LoadedCase) -> LoadedCase | None:
    """The case with the sex swapped in documents and requests; None where none is told, or one's body is in play."""
    if _OF_ONE_SEX.search(told(loaded)):
        return None
    turned = rewritten(loaded, lambda document: swapped(document.text))
    if turned is loaded:
        return None
    items = tuple(i.model_copy(update={"request": swapped(i.request)}) for i in turned.case.items)
    return with_case(turned, turned.case.model_copy(update={"items": items}))


def _other(match: re.Match[str]) -> str:
    if match["letter"]:
        return match["lead"] + _LETTERS[match["letter"]]
    if match["title"]:
        return _TITLES[match["title"]]
    if match["word"]:
        return like(_SWAPPED[match["word"].lower()], match["word"])
    word = match["pronoun"].lower()
    following = match["next"].lower()
    owned = not match["after"] and bool(following) and following not in _NOT_OWNED
    if word == "her":
        given = _GIVING.search(match.string, max(0, match.start() - _BACK), match.start())
        other = "his" if owned and not given else "him"
    elif word == "his":
        other = "her" if owned else "hers"
    else:
        other = "her" if word == "him" else "his"
    return like(other, match["pronoun"]) + match["after"]
