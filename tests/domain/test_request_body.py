import pytest

from drafter.domain.request import Side
from drafter.domain.request_body import anatomy, body_part_finder

FIND = body_part_finder(
    ("knee*", "shoulder*", "wrist*", "menisc*", "cervic*", "lumb*", "low back", "L4", "headache*", "CESI")
)


def named(text: str) -> list[str]:
    return [text[start:end] for start, end in FIND(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Scan of the Cervical spine and low-back", ["Cervical spine", "low-back"]),
        ("Block at L4-L5, L5-S1 and C5-6", ["L4-L5", "L5-S1", "C5-6"]),
        ("Fusion T12/L1", ["T12/L1"]),
        ("Study of the upper extremities and lower leg", ["upper extremities", "lower leg"]),
        ("Wrist/knee brace", ["Wrist", "knee"]),
        ("Film of the L-spine", ["L-spine"]),
        ("Study BUE", ["BUE"]),
        ("meniscal repair", ["meniscal"]),
        ("partial meniscectomy", []),
        ("CESI for headaches", []),
        ("knee scooter", []),
        ("face-to-face visit with a spine surgeon", []),
        ("knee surgery consultation for the low back", ["low back"]),
        ("Vitamin B12, CT, T2000", []),
    ],
)
def test_body_parts_are_found_as_written(text: str, parts: list[str]) -> None:
    assert named(text) == parts


def test_without_words_levels_and_common_parts_are_known() -> None:
    find = body_part_finder(())
    assert [("knee, ribs, L5")[start:end] for start, end in find("knee, ribs, L5")] == ["ribs", "L5"]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("left knee", Side.LEFT),
        ("(R) shoulder", Side.RIGHT),
        ("Rt. wrist", Side.RIGHT),
        ("Lt knee", Side.LEFT),
        ("L shoulder", Side.LEFT),
        ("R. knee", Side.RIGHT),
        ("B/L wrists", Side.BILATERAL),
        ("bilateral L4-L5", Side.BILATERAL),
        ("both knees", Side.BILATERAL),
        ("left and right wrists", Side.BILATERAL),
        ("right knee and left knee", Side.BILATERAL),
        ("right-sided L4", Side.RIGHT),
        ("right knee, right wrist", Side.RIGHT),
        ("neck, left wrist", Side.LEFT),
        ("RLE", Side.RIGHT),
        ("L spine", None),
        ("both kinds of brace for the knee", None),
        ("knee", None),
    ],
)
def test_the_side_is_the_one_named(text: str, side: Side | None) -> None:
    assert anatomy(text, FIND).side is side


def test_parts_of_different_sides_keep_their_sides_and_have_no_common_one() -> None:
    found = anatomy("left knee, right shoulder and low back", FIND)
    assert (found.side, found.parts) == (None, ("left knee", "right shoulder", "low back"))


def test_a_part_named_twice_is_one() -> None:
    assert anatomy("knee surgery, right knee", FIND).parts == ("knee",)
