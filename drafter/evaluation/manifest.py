"""What a run was made of, each part with its digest, so that two runs tell by themselves what differs between them."""

import json
import platform
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

import drafter
from drafter import __version__
from drafter.domain.case import Model
from drafter.domain.draft import DraftedBy
from drafter.domain.text import sha256_text
from drafter.errors import EvaluationError
from drafter.evaluation.decided import DecisionFile
from drafter.evaluation.run_files import MANIFEST
from drafter.evaluation.suite import Suite

RUN_SCHEMA = "drafter-run/1"
_MEASURES = ("cli", "evaluation", "reference.py", "schemas.py")


@cache
def program_digest() -> str:
    """Digest of this program's code, but for what measures and shows."""
    root = Path(drafter.__file__).parent
    rooms = [file.relative_to(root) for file in root.rglob("*.py")]
    files = sorted(file for file in rooms if file.parts[0] not in _MEASURES)
    return sha256_text(
        "\n".join(f"{file.as_posix()} {sha256((root / file).read_bytes()).hexdigest()}" for file in files)
    )


class DecidedDigest:
    """Takes decided items one by one, and gives their number and digest."""

    def __init__(self) -> None:
        self._digest = sha256()
        self.items = 0
        """How many."""

    def add(self, letter: str, item: int, overturned: bool) -> None:
        """Take the next item."""
        self.items += 1
        self._digest.update(f"{letter}\0{item}\0{overturned:d}\n".encode())

    @property
    def sha256(self) -> str:
        """The digest of all so far."""
        return self._digest.hexdigest()


class Manifest(Model):
    """manifest.json of a run."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{RUN_SCHEMA}$")] = RUN_SCHEMA
    made_on: date
    suite: Suite
    suite_sha256: str
    """Digest of the suite's file."""
    decisions: tuple[DecisionFile, ...]
    decisions_sha256: str
    """Digest of what was decided, whatever the files are called and however they are read."""
    cases_sha256: str
    """Digest of the blind cases as written."""
    decided_sha256: str
    """Digest of letter, number and determination of every item, in order: what items.jsonl is held to."""
    letters: int
    items: int
    full_records: int
    """Letters whose case was read from full records."""
    drafted_by: DraftedBy
    """Model, server, parameters and prompt with its digest; calls stand in the store."""
    corpus_sha256: str
    lexicon_sha256: str
    embedding: str
    version: str = __version__
    """Version of drafter."""
    program_sha256: str
    """Digest of the code that drafts follow from, so that two builds of one version are told apart."""
    python: str = platform.python_version()

    @property
    def inputs_sha256(self) -> str:
        """Digest of all that the drafts follow from; a run is gone on with only where it is the same.

        Drafts do not follow from what a suite says of itself, its gates and its primary figure.
        """
        held = self.model_dump(mode="json", exclude={"made_on", "python", "suite_sha256"})
        for said in ("about", "gates", "primary"):
            del held["suite"][said]
        return sha256_text(json.dumps(held, sort_keys=True))

    def differences(self, other: "Manifest") -> tuple[str, ...]:
        """What differs from another run's inputs, in words."""
        parts = {
            "suite": (self.suite.name, other.suite.name),
            "suite version": (str(self.suite.version), str(other.suite.version)),
            "decisions": (self.decisions_sha256[:12], other.decisions_sha256[:12]),
            "cases": (self.cases_sha256[:12], other.cases_sha256[:12]),
            "drafter": (self.drafted_by.model, other.drafted_by.model),
            "prompt": (_prompt(self.drafted_by), _prompt(other.drafted_by)),
            "parameters": (str(self.drafted_by.parameters), str(other.drafted_by.parameters)),
            "server": (str(self.drafted_by.base_url), str(other.drafted_by.base_url)),
            "corpus": (self.corpus_sha256[:12], other.corpus_sha256[:12]),
            "words": (self.lexicon_sha256[:12], other.lexicon_sha256[:12]),
            "retrieval": (str(self.suite.retrieval), str(other.suite.retrieval)),
            "embedding": (self.embedding, other.embedding),
            "version of drafter": (self.version, other.version),
            "program": (self.program_sha256[:12], other.program_sha256[:12]),
        }
        return tuple(f"{name}: {ours} against {theirs}" for name, (ours, theirs) in parts.items() if ours != theirs)


def _prompt(by: DraftedBy) -> str:
    return f"{by.prompt} ({(by.prompt_sha256 or '')[:12]})" if by.prompt else "none"


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a run.

    Raises:
        EvaluationError: the folder holds no run, or one of another version of this form.
    """
    file = folder / MANIFEST
    try:
        return Manifest.model_validate_json(file.read_bytes())
    except OSError:
        raise EvaluationError(f"{folder}: holds no run; name a folder that `drafter eval run` wrote") from None
    except ValidationError as error:
        place = ".".join(map(str, error.errors(include_input=False)[0]["loc"])) or "the file"
        raise EvaluationError(f"{file}: {place}: not of schema {RUN_SCHEMA}; run the suite anew") from None
