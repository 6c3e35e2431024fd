"""One rationale under several items."""

from dataclasses import replace
from itertools import product

import pytest

from drafter.domain.draft import Finding
from drafter.domain.guideline import Tier
from drafter.grounding.lints.pasted import lint
from drafter.grounding.lints.view import LintedItem, Named
from tests.grounding.lints.letters import CLOSING, LOW_BACK, item, letter
from tests.timing import assert_linear

BODY = (
    "The guideline asks for a red flag, or for a month of care without success, before pictures of the spine. "
    "Here the worker was seen twice in nine days, walks without a limp, and feels every touch on both feet. "
    "Nothing was said about heat, rest or a plan to operate, and the next visit is a week away."
)
ACUPUNCTURE = Named(Tier.MTUS, "Acupuncture Treatment", "2007")
DRUGS = Named(Tier.MTUS, "Chronic Pain Medical Treatment", "2016", sections=("Compound drugs",))


def found(*items: LintedItem) -> list[Finding]:
    numbered = [replace(each, number=number) for number, each in enumerate(items, start=1)]
    return list(lint(letter(*numbered)))


def closing(request: str) -> str:
    return f"As such, the request for {request} is not medically necessary."


@pytest.mark.parametrize(
    "second",
    [
        BODY + " " + CLOSING,
        BODY.upper() + " " + closing("acupuncture, six visits"),
        BODY.replace("twice", "three times").replace("nine", "ten"),
    ],
)
def test_the_rationale_of_another_treatment_is_named_with_its_item(second: str) -> None:
    (finding,) = found(
        item(f"{BODY} {closing('MRI of the lumbar spine')}", LOW_BACK, request="MRI of the lumbar spine"),
        item(f"Six visits fit the trial. {CLOSING}", request="Physical therapy, 6 visits"),
        item(second, ACUPUNCTURE, request="Acupuncture, six visits"),
    )
    assert (finding.code, finding.item) == ("rationale-pasted", 3)
    assert "that of item 1" in finding.message


def test_the_line_may_be_pasted_as_well() -> None:
    (finding,) = found(
        item(BODY, LOW_BACK, request="MRI of the neck"), item(BODY, LOW_BACK, request="Norco 5/325mg #60")
    )
    assert finding.item == 2


@pytest.mark.parametrize(
    ("one", "other", "heading"),
    [
        ("MRI of the cervical spine", "MRI of the lumbar spine", LOW_BACK),
        ("EMG of the left arm", "NCS of the left arm", LOW_BACK),
        ("Right L4 epidural steroid injection", "Left L4 epidural steroid injection", LOW_BACK),
        ("Physical therapy, 8 visits", "Occupational therapy, 8 visits", LOW_BACK),
        ("Deprizine (unknown quantity)", "Tabradol (unknown quantity)", DRUGS),
        ("Omeprazole 20mg #60", "Pantoprazole 40mg #30", DRUGS),
        ("Wheelchair rental", "Bath chair", DRUGS),
    ],
)
def test_requests_of_one_kind_may_share_a_rationale(one: str, other: str, heading: Named) -> None:
    assert found(item(BODY, heading, request=one), item(BODY, heading, request=other)) == []


def test_items_that_depend_on_each_other_may_share_one() -> None:
    parent = item(BODY, LOW_BACK, request="MRI of the knee")
    assert found(parent, item(BODY, LOW_BACK, request="Associated service: sedation", depends_on=1)) == []
    hanging = f"{BODY} As the requested surgery is not supported, this service is not indicated."
    assert found(item(hanging, request="Cooling unit"), item(hanging, request="Assistant surgeon")) == []


def test_other_reasons_are_other_rationales() -> None:
    other = " ".join(f"{word}ly" for word in BODY.split())
    assert found(item(BODY, request="MRI of the knee"), item(other, request="Norco 5mg #60")) == []


def test_a_stock_sentence_under_three_items_is_named_once_with_all_of_them() -> None:
    stock = "Since the main request falls, so does whatever was asked for along with it."
    requests = ("Cooling unit", "Assistant surgeon", "Blood count", "Norco 5/325mg #60")
    (finding,) = found(item("Too soon.", request="Fusion"), *(item(stock, request=request) for request in requests))
    assert (finding.code, finding.item) == ("rationale-pasted", 2)
    assert "2, 3, 4, 5" in finding.message
    assert found(*(item(stock, request=request) for request in requests[:2])) == []
    assert found(*(item(stock, LOW_BACK, request=request) for request in requests)) == []


def test_time_grows_with_the_number_of_items_alone() -> None:
    names = ["".join(letters) for letters in product("abcdefghijkl", repeat=3)]
    items = [item(f"{BODY} {'x' * (n % 300)}", request=name) for n, name in enumerate(names)]
    assert len(found(*items)) == len(items) - 1
    assert_linear(lambda count: found(*items[:count]), len(items) // 4)
