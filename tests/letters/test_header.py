from datetime import date

import pytest

from drafter.domain.case import Priority
from drafter.letters.header import Header, read_header
from drafter.letters.lines import lines_of_pages


def _header(text: str) -> Header:
    return read_header(lines_of_pages([text]))


def test_labels_side_by_side_have_the_values_beside_them() -> None:
    header = _header("Case Number: CM00-0000001\nDate Assigned: 11/21/2016   Date of Injury: 10/04/2016")
    assert header.case_number == "CM00-0000001"
    assert header.dates == {"date_assigned": date(2016, 11, 21), "date_of_injury": date(2016, 10, 4)}
    assert header.notes == []


def test_columns_of_labels_and_values_belong_in_order() -> None:
    header = _header("Date Assigned:\nPriority:\nUR Denial Date:\n11/21/2016\nExpedited\n11/09/2016")
    assert header.dates == {"date_assigned": date(2016, 11, 21), "ur_denial_date": date(2016, 11, 9)}
    assert header.priority is Priority.EXPEDITED


def test_columns_of_different_length_give_no_value() -> None:
    header = _header("Date Assigned:\nDate of Injury:\nUR Denial Date:\n11/21/2016\n11/09/2016")
    assert header.dates == {}
    assert "leaves open" in header.notes[0]


@pytest.mark.parametrize("cell", ["Application\nReceived:\n11/14/2016", "Application\n11/14/2016\nReceived:"])
def test_label_cut_in_two_is_whole(cell: str) -> None:
    assert _header("Priority: Standard " + cell).dates == {"application_received": date(2016, 11, 14)}


def test_letterhead_of_2013_gives_its_own_labels() -> None:
    header = _header(
        "Synthetic Organisation\n1 Invented Street\nDated: 12/20/2013\nIMR Case Number: CM00-0000002 Date of Injury: "
        "3/6/2013\nClaims Number: synthetic UR Denial Date: 8/13/2013\nPriority: STANDARD Application Received: "
        "8/30/2013\nEmployee Name: synthetic\nProvider Name: synthetic\nDear reader,"
    )
    assert header.case_number == "CM00-0000002"
    assert header.priority is Priority.STANDARD
    assert header.dates == {
        "decision_date": date(2013, 12, 20),
        "date_of_injury": date(2013, 3, 6),
        "ur_denial_date": date(2013, 8, 13),
        "application_received": date(2013, 8, 30),
    }


@pytest.mark.parametrize(
    "value", ["13/45/2016", "CT 01/01/2010 - 02/02/2012", "01/01/2010 - 02/02/2012", "01/01/2010 to present", "unknown"]
)
def test_value_that_is_no_one_date_is_noted_without_its_text(value: str) -> None:
    header = _header(f"Date of Injury: {value}")
    assert header.dates == {}
    assert header.notes == ["its date of injury is no date that we can read"]


@pytest.mark.parametrize("value", ["not given", "N/A", ""])
def test_value_that_is_not_given_is_no_fault(value: str) -> None:
    header = _header(f"Date of Injury: {value}")
    assert (header.dates, header.notes) == ({}, [])


def test_year_of_two_digits_is_of_this_century() -> None:
    assert _header("Date of Injury: 1/2/13").dates == {"date_of_injury": date(2013, 1, 2)}


def test_label_given_twice_and_not_alike_gives_no_value() -> None:
    header = _header("Date of Injury: 1/2/2013\nDate of Injury: 1/3/2013\nPriority: Standard\nPriority: Standard")
    assert (header.dates, header.priority) == ({}, Priority.STANDARD)
    assert header.notes == ["its date of injury is given twice, and not alike"]
