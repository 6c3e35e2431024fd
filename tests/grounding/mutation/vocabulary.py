"""Words that damage is made with: each list is ours, and is not read by the checks."""

PARTS: dict[str, str] = {
    "knee": "knees?|patell\\w+|menisc\\w+|lower extremit\\w+|legs?",
    "shoulder": "shoulders?|rotator cuff|upper extremit\\w+|arms?|acromi\\w+",
    "wrist": "wrists?|hands?|carpal|fingers?|thumbs?|upper extremit\\w+|arms?",
    "elbow": "elbows?|epicondyl\\w+|upper extremit\\w+|arms?|forearms?",
    "ankle": "ankles?|foot|feet|toes?|lower extremit\\w+|legs?|metatars\\w+|plantar",
    "hip": "hips?|groin|lower extremit\\w+|legs?|pelvi\\w+",
    "neck": "neck|cervical|spine|spinal|upper back|C[2-8]",
    "jaw": "jaws?|temporomandibular|tmj|teeth|tooth|face",
}
"""Body parts, each with the words that would make it not strange in a text."""

DRUGS: tuple[str, ...] = (
    "ibuprofen|Motrin",
    "naproxen|Anaprox|Naprosyn",
    "tramadol|Ultram",
    "oxycodone|Percocet|OxyContin",
    "hydrocodone|Norco|Vicodin",
    "morphine|MS Contin",
    "fentanyl|Duragesic",
    "methadone",
    "gabapentin|Neurontin",
    "pregabalin|Lyrica",
    "cyclobenzaprine|Flexeril",
    "tizanidine|Zanaflex",
    "carisoprodol|Soma",
    "methocarbamol|Robaxin",
    "omeprazole|Prilosec",
    "zolpidem|Ambien",
    "duloxetine|Cymbalta",
    "sertraline|Zoloft",
    "celecoxib|Celebrex",
    "diclofenac|Voltaren",
    "alprazolam|Xanax",
    "diazepam|Valium",
)
"""Drugs by their generic names and one or two brands."""

_PAIRS = (
    ("improved", "worsened"),
    ("improvement", "worsening"),
    ("increased", "decreased"),
    ("increase", "decrease"),
    ("increases", "decreases"),
    ("better", "worse"),
    ("positive", "negative"),
    ("normal", "abnormal"),
    ("intact", "impaired"),
    ("able", "unable"),
    ("present", "absent"),
    ("stable", "unstable"),
    ("higher", "lower"),
    ("successful", "unsuccessful"),
    ("effective", "ineffective"),
)
OPPOSITES = (*_PAIRS, *((b, a) for a, b in _PAIRS))
"""Words and their opposites, both ways."""

TOPICS: tuple[tuple[str, str], ...] = (
    (r"\bhome exercise", "home exercise"),
    (r"\bphysical therapy\b", "physical therapy"),
    (r"\bstraight leg rais", "straight leg raising"),
    (r"\btenderness\b", "tenderness"),
    (r"\bspasm", "muscle spasm"),
    (r"\bnumb", "numbness"),
    (r"\bweakness\b", "weakness"),
    (r"\bswelling\b", "swelling"),
    (r"\batrophy\b", "atrophy"),
    (r"\bnausea\b", "nausea"),
    (r"\bchiropractic\b", "chiropractic care"),
    (r"\bacupuncture\b", "acupuncture"),
    (r"\bibuprofen\b", "ibuprofen"),
    (r"\bnaproxen\b", "naproxen"),
    (r"\bgabapentin\b", "gabapentin"),
    (r"\btramadol\b", "tramadol"),
    (r"\bhydrocodone\b", "hydrocodone"),
    (r"\bcyclobenzaprine\b", "cyclobenzaprine"),
    (r"\bMRI\b", "an MRI"),
    (r"\bSpurling", "a Spurling test"),
    (r"\bLachman", "a Lachman test"),
    (r"\bMcMurray", "a McMurray test"),
    (r"\bTinel", "a Tinel sign"),
    (r"\bPhalen", "a Phalen test"),
    (r"\bdepress", "depression"),
    (r"\banxi", "anxiety"),
    (r"\bsleep", "poor sleep"),
    (r"\bsmok", "smoking"),
    (r"\bbrace\b", "a brace"),
    (r"\bcane\b", "a cane"),
)
"""What a record may tell of: a pattern for its sentences, and the name by which it is said to be missing."""
