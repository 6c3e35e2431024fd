"""Plans of the fault server for whole batches: one that heals, and answers that are noted by question."""

import json
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from drafter.domain.text import sha256_text
from tests.faults.answers import AnswerMaker, answer_to
from tests.faults.asked import Asked
from tests.faults.faults import Fault, Plan

_LINE = 64 + 1 + 64 + 1


@dataclass(frozen=True, kw_only=True)
class HealingPlan(Plan):
    """A plan whose faults end when a file is there: a batch knows its server by the address, so it stays the same."""

    healed: Path

    def fault(self, digest: str, attempt: int) -> Fault | None:
        """As of the plan; none once the file is there."""
        return None if self.healed.exists() else super().fault(digest, attempt)


@dataclass(frozen=True)
class Notes:
    """A file in which a server notes each answer that it makes: the digest of the bytes sent, and that of the question.

    By the first the server's log knows a request, by the second the store knows it. They go together where the server
    takes the fullest form and the question is not one that was told of a fault.
    """

    file: Path

    @property
    def answer(self) -> AnswerMaker:
        """Makes answers, and notes them."""
        return partial(_noting, self.file)

    @property
    def answers(self) -> int:
        """How many were made so far."""
        return self.file.stat().st_size // _LINE if self.file.exists() else 0

    def questions(self) -> dict[str, str]:
        """The digest of the question by the digest of the bytes sent."""
        lines = self.file.read_text(encoding="ascii").splitlines() if self.file.exists() else []
        return dict(line.split(" ") for line in lines)


def _noting(file: Path, asked: Asked) -> Any:
    sent = sha256(json.dumps(asked.body, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
    question = sha256_text(json.dumps(asked.body, sort_keys=True, ensure_ascii=False, separators=(",", ":")))
    with file.open("a", encoding="ascii") as notes:
        notes.write(f"{sent} {question}\n")
    return answer_to(asked)
