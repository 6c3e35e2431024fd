import json
import re
from collections import defaultdict
from pathlib import Path

from drafter.domain.determination import Determination
from tests.letters.reading import read
from tests.letters.real import part


def test_seed_letter_gives_its_three_items(real_letters: Path) -> None:
    letter = read(part(real_letters, "seed/imr-letter-2014.txt"))
    assert [item.determination for item in letter.items] == [
        Determination.OVERTURNED,
        Determination.UPHELD,
        Determination.UPHELD,
    ]
    assert "8 visits" in letter.items[1].request
    assert letter.specialty == ("Occupational Medicine",)
    assert letter.ur_denial_date is None
    assert letter.clinical_summary is not None
    assert letter.clinical_summary.startswith("The applicant")


_WORDS = ("request", "determination", "claims_administrator_guideline", "reviewer_guideline", "rationale")


def test_every_item_of_the_development_letters_agrees_with_the_independent_parse(real_letters: Path) -> None:
    """White space after a hyphen aside: the other parse leaves "H2- receptor" where the line ends after the hyphen."""
    letters = part(real_letters, "decisions/dev")
    truth = defaultdict(list)
    for line in part(real_letters, "decisions/dev-items.jsonl").read_text().splitlines():
        item = json.loads(line)
        truth[item["case"]].append([_plain(item[name]) for name in _WORDS])
    assert len(truth) == 130
    decisions = {case: read(letters / f"{case}.pdf") for case in truth}
    wrong = [
        case
        for case, decision in decisions.items()
        if [[_plain(getattr(item, name)) for name in _WORDS] for item in decision.items] != truth[case]
    ]
    assert wrong == []
    assert [case for case, decision in decisions.items() if decision.case_number != case] == []
    empty = [
        (case, name)
        for case, decision in decisions.items()
        for name, value in decision
        if value in (None, "", ()) and name != "schema_"
    ]
    assert empty == []


def _plain(text: str) -> str:
    return re.sub(r"- (?=\S)", "-", " ".join(text.split()))
