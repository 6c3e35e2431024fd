"""A suite: what is measured on what, as a file that stands beside the results it gave."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from pydantic import Field

from drafter import content
from drafter.domain.case import Model, Text
from drafter.domain.draft import EXTRACTIVE
from drafter.errors import EvaluationError
from drafter.evaluation.gate import Gate
from drafter.evaluation.run_files import UR_REMOVED
from drafter.evaluation.suite_check import is_there, unusable
from drafter.guidelines.retrieve import DEFAULT_K
from drafter.letters.text_of import Unreadable, file_bytes, utf8_text
from drafter.places import Document, NotWellFormed, listed, read_yaml
from drafter.plain_words import as_form

SUITE_SCHEMA = "drafter-suite/1"


class SuiteDrafter(Model):
    """Who drafts."""

    model: Text = EXTRACTIVE
    """The built-in "extractive", or the name of a model on an OpenAI-compatible server."""
    base_url: Text | None = None
    """The server's address, as http://127.0.0.1:8080/v1."""
    data_agreement: Text | None = None
    """The agreement under which case text may go to a server that is not on this machine."""
    seed: int = 0
    """What a server is to draw its answers by; a redraft adds its number to it."""
    judge: bool = False
    """Whether the model is also asked if the evidence supports each sentence."""


class SuiteRetrieval(Model):
    """How passages are sought."""

    k: Annotated[int, Field(ge=1, le=50)] = DEFAULT_K
    """Passages an item gets."""
    hint: bool = True
    """Whether what the claims administrator cited counts in the search."""
    embedding: Text | None = None
    """The embedding; that of the settings where it is left out."""


class Suite(Model):
    """A suite as its file states it; folders and files are named from where the suite stands."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{SUITE_SCHEMA}$")] = SUITE_SCHEMA
    """Version of this form."""
    name: Text
    version: Annotated[int, Field(ge=1)]
    """Raise it with every change that makes figures of before and after another thing."""
    about: Text
    """What it is for, in a sentence."""
    decisions: tuple[Text, ...] = ()
    """Signed letters, folders of them, or files that `drafter letters read` wrote; `--decisions` names others."""
    cases: Text | None = None
    """Folder of case files CASE-NUMBER.yaml with the full records of some of these decisions; the others are drafted
    from the letter's summary."""
    drafter: SuiteDrafter = SuiteDrafter()
    retrieval: SuiteRetrieval = SuiteRetrieval()
    prompts: Text | None = None
    """Folder of the prompts; that of the settings where it is left out."""
    corpus: Text | None = None
    """Folder of the guideline corpus; that of the settings where it is left out."""
    documents: Text | None = None
    """Folder of added documents; none are searched where it is left out, so that a run means the same everywhere."""
    conditions: tuple[Text, ...] = (UR_REMOVED,)
    """In what ways each case is drafted beside as written."""
    primary: Text = "outcome.agreement"
    """The figure that a comparison is about; it gets most of the budget of false alarms."""
    gates: tuple[Gate, ...] = ()
    """What `drafter eval gate` asks of a run; its own list where this is empty."""


@dataclass(frozen=True)
class LoadedSuite:
    """A suite and the file that it was read from."""

    suite: Suite
    path: Path
    sha256: str
    """Digest of the file's bytes."""
    document: Document
    """The file with the lines of its parts."""

    def place(self, named: str) -> Path:
        """A file or folder that the suite names, from where it stands."""
        return self.path.parent / named

    def decisions(self) -> list[Path]:
        """The files and folders of decisions that the suite names.

        Raises:
            EvaluationError: one is not there; a line each.
        """
        found = list(map(self.place, self.suite.decisions))
        missing = [number for number, path in enumerate(found) if not is_there(path, folder=False)]
        if missing:
            wrong = "no such file or folder; correct it, or name others with --decisions"
            faults = [self.document.fault(("decisions", number), wrong) for number in missing]
            raise EvaluationError("\n".join(listed(self.path, faults)))
        return found


def load_suite(path: Path) -> LoadedSuite:
    """Read a suite: a file, or by its name one of those that come along.

    Raises:
        EvaluationError: it cannot be used; one line a problem, each with its place.
    """
    shipped = content.folder("eval") / "suites" / f"{path}.yaml"
    if len(path.parts) == 1 and not path.exists() and shipped.is_file():
        path = shipped
    try:
        data = file_bytes(path)
        document = read_yaml(utf8_text(data))
    except Unreadable as reason:
        raise EvaluationError(f"{path}: {reason}; name a suite file (YAML)") from None
    except NotWellFormed as fault:
        raise EvaluationError(f"{path}{f':{fault.line}' if fault.line else ''}: {fault.message}") from None
    suite, faults = as_form(document, Suite)
    if suite:
        faults += [document.fault(place, wrong) for place, wrong in unusable(suite, path.parent)]
    if faults or suite is None:
        raise EvaluationError("\n".join(listed(path, faults)))
    return LoadedSuite(suite, path, sha256(data).hexdigest(), document)
