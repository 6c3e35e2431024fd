"""What of a case a model is shown: every text as one line of plain characters, the parties by their roles.

Texts of records and requests are data. Folded into one line they cannot begin a line of their own, so they cannot forge
a pointer; with the marks of chat templates broken up they cannot end the message that they stand in.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from drafter.domain.case import Parties
from drafter.domain.conclusion import CLOSING, follows_parent
from drafter.domain.dates import long_date
from drafter.domain.evidence import GuidelineEvidence, RecordEvidence, RecordSentence
from drafter.domain.guideline import PassageSentence
from drafter.domain.text import fold
from drafter.drafting.drafter import ItemTask

_PEOPLE = ("employee", "requesting_physician", "attorney")
_ORGANISATIONS = ("employer", "claims_administrator")
_TITLES = frozenset("mr mrs ms mx miss dr doctor prof esq phd md do dc".split())
_TITLE = rf"(?:\b(?i:{'|'.join(sorted(_TITLES, key=len, reverse=True))})\b\.?\s+)?"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_CHAT_MARK = re.compile(r"(?<=<)(?=[^\s\d=<])|(?<=\[)(?=/?[A-Z_]+\])")
"""Inside "<|im_end|>", "</s>", "[INST]": where a space breaks the mark. "< 4", "<50 %" and "<=" stay as they are."""

Line = Callable[[str], str]


def plain_line(text: str) -> str:
    """The text as one line, without characters that cannot be seen and without the marks of chat templates."""
    composed = unicodedata.normalize("NFC", fold(text))
    seen = "".join(char for char in composed if unicodedata.category(char) not in _UNSEEN)
    return _CHAT_MARK.sub(" ", seen)


class Redaction:
    """Puts roles in place of the names of a case's parties."""

    def __init__(self, parties: Parties):
        names = [(field, name) for field in (*_PEOPLE, *_ORGANISATIONS) if (name := getattr(parties, field))]
        names += [("party", name) for name in parties.others]
        whole = [(_whole_name(name), _role(field)) for field, name in names]
        words = [(_name_word(word), _role(field)) for field, name in names if field in _PEOPLE for word in _words(name)]
        # The longest first, so that no name hides part of another; single words last.
        self._patterns = [*_longest_first(whole), *_longest_first(words)]
        self._roles = {role for _, role in whole}

    def line(self, text: str) -> str:
        """The text as one plain line in which the parties stand as their roles."""
        line = plain_line(text)
        for pattern, role in self._patterns:
            line = pattern.sub(role, line)
        for role in self._roles:
            line = re.sub(rf"{role}(?:[\s,.]+{role}\b)+", role, line)
        return line


def item_material(task: ItemTask) -> dict[str, Any]:
    """The variables of the prompt `item`: plain lines and lists of them, and nothing else of the case."""
    line = Redaction(task.case.parties).line
    parent = None
    if (number := task.item.depends_on) and task.parent:
        request = task.case.items[number - 1].request
        parent = {"request": line(request), "sentence": follows_parent(number, task.parent)}
    return {
        "request": _request(task, line),
        # Guidelines are no case text: a word of theirs that is also somebody's name stays.
        "guidelines": [_passage(evidence, plain_line) for evidence in task.evidence.guidelines],
        "records": [_record(evidence, line) for evidence in task.evidence.records],
        "parent": parent,
        "closing": {determination.value: sentence for determination, sentence in CLOSING.items()},
    }


def _request(task: ItemTask, line: Line) -> dict[str, str | None]:
    item, dates = task.item, task.case.dates
    texts = {
        "text": item.request,
        **dict(item.quantities),
        "earlier_visits": item.earlier_visits,
        "physician_guideline": item.physician_guideline,
        "claims_administrator_guideline": item.claims_administrator_guideline,
    }
    days = {
        "date_of_service": item.date_of_service,
        "request_date": item.request_date,
        "injury": dates.injury,
        "ur_denial": dates.ur_denial,
    }
    return {
        "kind": item.kind.value,
        **{name: line(text) if text else None for name, text in texts.items()},
        **{name: long_date(day) if day else None for name, day in days.items()},
    }


def _passage(evidence: GuidelineEvidence, line: Line) -> dict[str, Any]:
    edition, pages = evidence.passage.edition, evidence.passage.pages
    parts = [f"{edition.cited_as} {edition.edition}", f"section {evidence.passage.section}"]
    if pages:
        parts.append(f"page {', '.join(map(str, pages))}")
    parts.append(f"rank {edition.tier.value}")
    return {
        "source": evidence.source,
        "title": line(", ".join(parts)),
        "sentences": _sentences(evidence.source, evidence.passage.sentences, line),
    }


def _record(evidence: RecordEvidence, line: Line) -> dict[str, Any]:
    by = f", by {evidence.author}" if evidence.author else ""
    return {
        "source": evidence.source,
        "title": line(evidence.title + by),
        "status": evidence.status.value,
        "sentences": _sentences(evidence.source, evidence.sentences, line),
    }


def _sentences(source: str, sentences: Sequence[PassageSentence | RecordSentence], line: Line) -> list[dict[str, str]]:
    return [{"pointer": f"{source}.{sentence.number}", "text": line(sentence.text)} for sentence in sentences]


def _role(field: str) -> str:
    return "a party" if field == "party" else f"the {field.replace('_', ' ')}"


def _whole_name(name: str) -> re.Pattern[str]:
    """The name in any case, with any white space and punctuation between its words, with or without titles."""
    parts = [word for word in re.split(r"[\s.,]+", plain_line(name)) if word]
    untitled = [part for part in parts if part.lower() not in _TITLES]
    words = r"[\s.,]+".join(map(re.escape, untitled or parts)) or re.escape(plain_line(name))
    return re.compile(rf"{_TITLE}(?<!\w){words}(?!\w)", re.IGNORECASE)


def _words(name: str) -> list[str]:
    """The words by which a person may be called, a double name whole and in its parts."""
    doubles = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", plain_line(name))
    parts = [part for double in doubles for part in re.split(r"['’-]", double)]
    return [word for word in dict.fromkeys([*doubles, *parts]) if len(word) >= 3 and word.lower() not in _TITLES]


def _name_word(word: str) -> re.Pattern[str]:
    """One word of a person's name, written as a name is: in its own letters or all in capitals."""
    forms = "|".join(re.escape(form) for form in sorted({word, word.title(), word.upper()}))
    return re.compile(rf"{_TITLE}(?<!\w)(?:{forms})(?!\w)")


def _longest_first(patterns: list[tuple[re.Pattern[str], str]]) -> list[tuple[re.Pattern[str], str]]:
    return sorted(patterns, key=lambda pair: -len(pair[0].pattern))
