"""The sources of a passage's facts in few words: decisions that say the same of it stand together."""

import re
from collections.abc import Iterable

_FROM_LETTER = re.compile(r"(?P<how>as (?:stated|applied) in) (?P<decision>decision )?(?P<which>.+)")


def grouped(sources: Iterable[str]) -> tuple[str, ...]:
    """The sources, each once, in order; those stated or applied in decisions and letters as one entry each.

    "as stated in decision A" and "as stated in decision B" become "as stated in decisions A, B".
    """
    groups: dict[str, tuple[list[str], list[str]]] = {}
    for source in dict.fromkeys(sources):
        match = _FROM_LETTER.fullmatch(source)
        decisions, others = groups.setdefault(match["how"] if match else source, ([], []))
        if match:
            (decisions if match["decision"] else others).append(match["which"])
    return tuple(_entry(how, decisions, others) for how, (decisions, others) in groups.items())


def _entry(how: str, decisions: list[str], others: list[str]) -> str:
    named = [f"decision{'s' if len(decisions) > 1 else ''} {', '.join(decisions)}"] if decisions else []
    return " ".join((how, ", ".join((*others, *named)))).rstrip()
