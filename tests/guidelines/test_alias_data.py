"""The shipped aliases read invented requests as guidelines say them, and leave plain words alone."""

import pytest

from drafter.guidelines.corpus import Corpus


def _means(corpus: Corpus, request: str) -> set[str]:
    return set(corpus.expand(request).split("\n")[1:])


@pytest.mark.parametrize(
    ("request_text", "words"),
    [
        ("Vicodin 5/300 mg, 30 tablets", {"hydrocodone", "opioids"}),
        ("Butrans 10 mcg patch, four a month", {"buprenorphine", "opioids"}),
        ("Fexmid 7.5 mg #30", {"cyclobenzaprine (Flexeril)", "muscle relaxants (for pain)"}),
        ("Neurontin 300 mg three a day", {"gabapentin (Neurontin)", "anti-epilepsy drugs (AEDs) for pain"}),
        ("Cymbalta 30 mg", {"duloxetine (Cymbalta)", "antidepressants for chronic pain"}),
        ("Nexium 40 mg", {"proton pump inhibitors (PPIs)"}),
        ("Xanax 0.5 mg", {"benzodiazepines"}),
        ("Mobic 15 mg", {"meloxicam", "NSAIDs (non-steroidal anti-inflammatory drugs)"}),
        (
            "Ketoprofen 20%, baclofen 5% in cream base, 120 g",
            {"topical analgesics", "compound drugs"},
        ),
        ("Voltaren gel 1%, 100 g", {"Voltaren gel (diclofenac)", "topical analgesics"}),
        ("TFESI at two levels", {"epidural steroid injections (ESIs)"}),
        ("MBB at L3-4", {"facet blocks", "medial branch blocks"}),
        ("Synvisc-One, one injection", {"hyaluronic acid injections"}),
        ("ACDF C5-6 with three days in hospital", {"fusion, anterior cervical", "neck"}),
        ("TKR with a rented CPM", {"knee joint replacement", "continuous passive motion (CPM)"}),
        ("Rental of a Polar Care unit", {"continuous-flow cryotherapy"}),
        ("UDS every three months", {"urine drug testing (UDT)"}),
        ("NCV of both arms", {"nerve conduction studies (NCS)"}),
        ("Pool therapy, six visits", {"aquatic therapy"}),
        ("HELP program for two weeks", {"functional restoration"}),
        ("LVN visits at home", {"home health services"}),
        ("Pre-op CBC and EKG", {"preoperative lab testing", "preoperative electrocardiogram (ECG)"}),
        ("PA assist", {"surgical assistant"}),
    ],
)
def test_a_request_is_expanded_to_the_words_of_section_titles(
    corpus: Corpus, request_text: str, words: set[str]
) -> None:
    assert words <= _means(corpus, request_text)


@pytest.mark.parametrize(
    ("brand", "other"),
    [
        ("Voltaren 75 mg", "topical analgesics"),
        ("Norco 5/325", "muscle relaxants (for pain)"),
        ("Zanaflex 4 mg", "opioids"),
        ("Lidoderm patch", "opioids"),
        ("Prilosec 20 mg", "NSAIDs (non-steroidal anti-inflammatory drugs)"),
        ("MRI of the knee", "computed tomography (CT)"),
        ("EKG", "electroencephalography"),
        ("Massage, six visits", "manual therapy & manipulation"),
    ],
)
def test_a_request_is_not_read_as_another_treatment(corpus: Corpus, brand: str, other: str) -> None:
    assert other not in _means(corpus, brand)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Fusion at L5-S1", {"low back"}),
        ("Block at C2-3", {"neck"}),
        ("Kyphoplasty of T12", {"upper back"}),
        ("Injection of both SI joints", {"low back"}),
        ("X-ray of the distal radius", {"wrist and hand"}),
        ("Carpal tunnel release", {"wrist and hand"}),
        ("Rotator cuff repair, left", {"shoulder"}),
        ("Ulnar nerve transposition", {"elbow"}),
        ("ACL reconstruction", {"knee"}),
        ("Injection of the trochanteric bursa", {"hip"}),
        ("Bunionectomy", {"ankle and foot"}),
        ("Repair of an umbilical hernia", {"abdomen"}),
        ("MRI of the brain", {"head"}),
        ("CBT for PTSD, six visits", {"mental health"}),
        ("EMG of the neck and the right wrist", {"neck", "wrist and hand"}),
    ],
)
def test_levels_joints_nerves_and_operations_show_the_part_of_the_body(
    corpus: Corpus, text: str, parts: set[str]
) -> None:
    assert corpus.aliases.body_parts_in(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "The claims administrator answered within a week of the letter.",
        "Request for authorization (RFA) received in January, signed and dated.",
        "She was sad that nobody in Los Angeles had called her about the exam.",
        "He is married, lives alone, and works the evening shift in a warehouse.",
        "A herniated disc, a compound fracture, physiologic change, and an insulin pen: none is treated here.",
        "Actual notice of the decision; fact and effect; sensible; shipping; chinos.",
    ],
)
def test_plain_words_mean_nothing(corpus: Corpus, text: str) -> None:
    assert _means(corpus, text) == set()
    assert corpus.aliases.body_parts_in(text) == set()


def test_a_word_stands_once_for_one_meaning(corpus: Corpus) -> None:
    seen: dict[tuple[str, str], int] = {}
    for number, alias in enumerate(corpus.aliases.aliases):
        assert len({word.lower() for word in alias.words}) == len(alias.words), alias.words
        for word in alias.words:
            for meaning in alias.means:
                assert seen.setdefault((word.lower(), meaning), number) == number, (word, meaning)


def test_body_parts_have_their_words_once(corpus: Corpus) -> None:
    for part in corpus.aliases.body_parts:
        assert len({word.lower() for word in part.words}) == len(part.words), part.name
