"""What is in scope for an item: editions by body part, sections by time since the injury and by surgery.

What is left out is left out with its reason, so that a reviewer sees what was not looked at.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from drafter.domain.case import Case
from drafter.domain.guideline import Edition, Phase, Scope
from drafter.domain.terms import asserts, holds

_AFTER_SURGERY = (
    "post-op*", "postop*", "post-surg*", "postsurg*", "after surgery", "following surgery", "status post", "s/p",
)  # fmt: skip
_SURGERY = (
    *_AFTER_SURGERY, "surg*", "operati*", "arthroscop*", "arthroplast*", "decompress*", "discectom*", "laminectom*",
    "fusion", "open reduction*", "ORIF", "repair", "reconstruct*", "amputat*", "tunnel release*", "finger release*",
    "tendon release*",
)  # fmt: skip


@dataclass(frozen=True)
class Situation:
    """What of a request and its case decides the scope."""

    parts: frozenset[str]
    """The body parts that the request names, else those of the clinical summary."""
    from_request: bool
    """Whether the body parts are the request's own."""
    phase: Phase | None
    """None where the date of injury is not known."""
    surgery: bool
    """Whether request or summary tell of an operation."""
    after_surgery: bool
    """Whether the request itself is for care after an operation."""


def situation(
    text: str, case: Case | None, body_parts_in: Callable[[str], frozenset[str]], day: date | None
) -> Situation:
    """The situation of a request; `day` is the date that its phase is judged on."""
    summary = (case and case.clinical_summary) or ""
    asked = body_parts_in(text)
    injury = case.dates.injury if case else None
    return Situation(
        parts=asked or body_parts_in(summary),
        from_request=bool(asked),
        phase=Phase.on(day, injury) if day else None,
        surgery=holds(text, _SURGERY) or _tells_of_surgery(summary),
        after_surgery=holds(text, _AFTER_SURGERY),
    )


@lru_cache(maxsize=512)
def _tells_of_surgery(summary: str) -> bool:
    """Asked of the same summary for every item of a case."""
    return asserts(summary, _SURGERY)


def edition_out_of_scope(edition: Edition, now: Situation) -> str | None:
    """Why an edition is out of scope, or None: it is about other body parts."""
    return _of_other_parts(edition.body_parts, now)


def out_of_scope(scope: Scope, now: Situation) -> str | None:
    """Why a section or a criterion of this scope is out of scope, or None."""
    if scope.phases and now.phase and now.phase not in scope.phases:
        return f"for {_listed([phase.value for phase in scope.phases])} care (the injury is {now.phase.value})"
    if scope.postsurgical is True and not now.surgery:
        return "for care after an operation (request and summary tell of none)"
    if scope.postsurgical is False and now.after_surgery:
        return "not for care after an operation (which the request is for)"
    return _of_other_parts(scope.body_parts, now)


def _of_other_parts(parts: tuple[str, ...], now: Situation) -> str | None:
    if not parts or not now.parts or now.parts.intersection(parts):
        return None
    whose = "the request" if now.from_request else "the clinical summary"
    return f"about another body part ({whose} speaks of {_listed(sorted(now.parts))})"


def _listed(names: Iterable[str]) -> str:
    *others, last = list(names)
    return f"{', '.join(others)} and {last}" if others else last
