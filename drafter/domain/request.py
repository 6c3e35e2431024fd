"""What a disputed request asks for, read from its words: treatment, body part, amount, and what UR left of it."""

from datetime import date
from enum import StrEnum

from drafter.domain.case import Model


class Side(StrEnum):
    """The side of the body that a request names."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"


class Leaves(StrEnum):
    """What of the original request is in dispute, where the letter says what became of it."""

    REMAINING = "remaining portion"
    """UR authorised a part; the rest is in dispute, and is judged as an extension."""
    ORIGINAL = "original request"
    """UR authorised something else or less, "leaving the original request IMR eligible"; it is judged whole."""


class ParsedRequest(Model):
    """A request in parts; null or empty where the request does not say it.

    Every part in words is one stretch of the request, white space folded: where a number and its noun stand round
    other words ("Eight physical therapy sessions"), the part is the whole stretch. All of them but `original` and
    `authorised` are those of what is in dispute: the remaining portion, else the (original) request.
    """

    treatment: str
    """What is asked for, without the parts below that stand before or after it. Those within it stay ("MRI of the right
    knee without contrast"), and so does a body part before a noun ("Cervical pillow"). Where nothing is left, all
    of what is in dispute."""
    body_parts: tuple[str, ...] = ()
    """As written, in order: "cervical spine", "L5-S1"; with their sides ("left knee") where the sides differ."""
    side: Side | None = None
    """The one side named; null where body parts of a request have different sides."""
    quantity: str | None = None
    """How many, how much or how long: "12 sessions", "#90", "240g", "3 month rental", "2 times 8", "times 12",
    "unknown quantity"."""
    amount: float | None = None
    """The quantity as a number: of a range the upper end, of "3x4" the product; null where it names several amounts."""
    unit: str | None = None
    """What the amount counts, as written: "sessions", "tab", "month"; null where it is not said ("#90")."""
    frequency: str | None = None
    """How often, with how much at a time and for how long where they are said along with it: "2 times a week for
    6 weeks", "one tablet twice daily 14 days"."""
    dose: str | None = None
    """Strength of a drug: "10/325mg", "5%"; of a compound all strengths with what they are of."""
    refills: str | None = None
    """"3 refills"."""
    retrospective: bool = False
    """It says so, or gives a date of service."""
    date_of_service: date | None = None
    """The first one where there are several."""
    associated: bool = False
    """Asked for as an "Associated surgical service": it depends on the surgery."""
    original: str | None = None
    """The original request, where the letter tells it from what is in dispute."""
    authorised: str | None = None
    """What the claims administrator authorised of it."""
    remaining: str | None = None
    """The portion in dispute, where it is a remainder."""
    leaves: Leaves | None = None
