import json
from collections import defaultdict
from pathlib import Path

from drafter.domain.determination import Determination
from drafter.letters.read import read_letter
from tests.letters.real import part


def test_seed_letter_gives_its_three_items(real_letters: Path) -> None:
    letter = read_letter(part(real_letters, "seed/imr-letter-2014.txt"))
    assert [item.determination for item in letter.items] == [
        Determination.OVERTURNED,
        Determination.UPHELD,
        Determination.UPHELD,
    ]
    assert "8 visits" in letter.items[1].request
    assert letter.specialties == ("Occupational Medicine",)
    assert letter.dates.ur_denial is None
    assert letter.clinical_summary is not None
    assert letter.clinical_summary.startswith("The applicant")


def test_every_item_of_the_development_letters_agrees_with_the_independent_parse(real_letters: Path) -> None:
    letters = part(real_letters, "decisions/dev")
    truth = defaultdict(list)
    for line in part(real_letters, "decisions/dev-items.jsonl").read_text().splitlines():
        item = json.loads(line)
        truth[item.pop("case")].append(item)
    assert len(truth) == 130
    wrong = []
    for case, items in truth.items():
        letter = read_letter(letters / f"{case}.pdf")
        read = [{"item": number, **item.model_dump(mode="json")} for number, item in enumerate(letter.items, start=1)]
        expected = [
            {key: value if key == "item" else " ".join(value.split()) for key, value in i.items()} for i in items
        ]
        if read != expected or letter.case_number != case:
            wrong.append(case)
    assert wrong == []
