"""Physicians' shorthand, written out: "SLR neg", "DASH 60 -> 32", "s/p ESI w/o relief"."""

import re

_WORDS = {
    "abn": "abnormal", "adls": "activities of daily living", "amb": "ambulates", "anx": "anxiety", "asa": "aspirin",
    "auth": "authorization", "auth'd": "authorized", "b/l": "bilateral", "bil": "bilateral", "bp": "blood pressure",
    "c/o": "complains of", "c/w": "consistent with", "ca": "cancer", "d/c": "discontinue", "d/c'd": "discontinued",
    "dc'd": "discontinued", "ddd": "disc degeneration", "dep": "depression", "df": "dorsiflexion", "dm2": "diabetes",
    "dtr": "reflex", "dtrs": "reflexes", "dx": "diagnosis", "eval": "evaluation", "ext": "extension",
    "f/u": "follow-up", "flex": "flexion", "fu": "follow-up", "fx": "fracture", "gi": "gastrointestinal",
    "h/o": "history of", "ha": "headache", "hosp": "hospital", "hrs": "hours", "htn": "hypertension",
    "hx": "history", "inc": "increased", "incr": "increased", "inj": "injection", "lami": "laminectomy",
    "lbp": "low back pain", "les": "lower extremities", "ltg": "long term goal", "mds": "physicians",
    "meds": "medications", "mos": "months", "nad": "no distress", "neg": "negative", "neuro": "neurologic",
    "nka": "no allergies", "nkda": "no drug allergies", "nl": "normal", "nml": "normal", "ntp": "not tender",
    "nttp": "not tender", "occ": "occasional", "pf": "plantar flexion", "pmh": "medical history", "pos": "positive",
    "post-op": "postoperative", "pre-op": "preoperative", "prn": "as needed", "psh": "surgical history",
    "psych": "psychological", "pvm": "paraspinal muscles", "r/o": "rule out", "rec'd": "received", "req": "request",
    "req'd": "requested", "ros": "review of systems", "rtw": "return to work", "rx": "prescription",
    "s/e": "side effect", "s/p": "status post", "sched": "scheduled", "sens": "sensation", "stg": "short term goal",
    "sx": "symptoms", "sxs": "symptoms", "temp": "temporary", "tol": "tolerates", "ttp": "tender to palpation",
    "tx": "treatment", "txs": "treatments", "ue": "upper extremity", "ues": "upper extremities", "w/": "with",
    "w/o": "without", "wk": "week", "wks": "weeks", "wnl": "normal", "wt": "weight", "xfer": "transfer",
    "xr": "x-ray", "xrays": "x-rays", "yrs": "years",
}  # fmt: skip
"""By the word in small letters; words that mean something else too ("dec", "se", "str") are left as they are."""
_CANDIDATE = re.compile(r"(?<![\w/])(?:w/o?(?![\w])|w/(?=[a-z])|[a-z]{1,6}(?:[/-][a-z]{1,3})?(?:'d)?(?![\w/'-]))")
_PATIENT = re.compile(r"\b[Pp]t\b\.?(?!\s*[x#\d])")
"""Physicians' short word for the patient, which is not physical therapy ("PT")."""
_OTHER_ARROW = re.compile(r"[-=]{1,2}>|→|➔|⇒")
_MEASURE = re.compile(r"(\d[\d./%]{0,6}) ?(?:[-=]{1,2}>|→|➔|⇒) ?(?=\d)")
_UP_DOWN = str.maketrans({"↑": " increased ", "↓": " decreased ", "⊕": " positive ", "⊖": " negative "})
_POSITIVE = re.compile(r"(?<![\w+])\(?\+\)?(?![\d/+])|(?<=[a-z])\+(?= |$)")
_SIGNS = re.compile(r"[+>→➔⇒↑↓⊕⊖]")


_LOW_SCORE = re.compile(r"\b(?:phq|gad)(?:-[279])?[ :=]{1,3}(?:score )?(?:of |was |is )?[0-4](?!\d|[./]\d)")
"""A score of depression or anxiety that is that of a healthy person (PHQ-9 and GAD-7: 0 to 4 is minimal)."""


def written_out(text: str) -> str:
    """A text with its shorthand written out; its places are not kept."""
    text = _PATIENT.sub("patient", text)
    if _SIGNS.search(text):
        text = _MEASURE.sub(r"from \1 to ", text.translate(_UP_DOWN))
        text = _POSITIVE.sub(" positive ", _OTHER_ARROW.sub(" to ", text))
    return text


def words_out(plain: str) -> str:
    """A text in normal form with its short words written out."""
    return _CANDIDATE.sub(lambda match: _full(match.group()), _LOW_SCORE.sub("a normal score", plain))


def _full(word: str) -> str:
    full = _WORDS.get(word)
    return f"{full} " if full and word.startswith("w/") else full or word
