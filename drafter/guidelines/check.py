"""Everything that can be said of a corpus: what loading refuses, and what only a look at all of it shows."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from drafter.errors import GuidelineError
from drafter.guidelines.checks.edition_check import edition_findings
from drafter.guidelines.checks.finding import Finding, with_places
from drafter.guidelines.checks.name_check import name_findings
from drafter.guidelines.checks.section_check import section_findings
from drafter.guidelines.checks.source_check import source_findings
from drafter.guidelines.corpus import Corpus, file_text, load_corpus
from drafter.guidelines.sources import load_register
from drafter.guidelines.titles import TITLES_FILE, load_titles

Loaded = TypeVar("Loaded")


@dataclass(frozen=True)
class CorpusCheck:
    """What the checks found, in the order of files and lines."""

    corpus: Corpus
    faults: tuple[Finding, ...]
    """What must be mended."""
    remarks: tuple[Finding, ...]
    """What should be known."""


def check_corpus(folder: Path, today: date, decisions: Collection[str] | None = None) -> CorpusCheck:
    """Check the corpus in a folder; documents that users added are no part of it.

    `decisions` are the numbers of the decisions at hand; those that sources name must be among them. None: they are
    not looked up.

    Raises:
        GuidelineError: the corpus, `titles.yaml` or `sources.yaml` does not load: everything that is wrong with
            them, one a line, as `file:line: what to do`.
    """
    problems: list[str] = []
    corpus = _loaded(load_corpus, folder, problems)
    register = _loaded(load_register, folder, problems)
    _loaded(load_titles, folder, problems)
    if corpus is None or register is None or problems:
        raise GuidelineError("\n".join(problems))
    checked = with_places(corpus, folder)
    found = [
        *source_findings(checked, _titles_text(folder), register, decisions),
        *edition_findings(checked.files, today),
        *section_findings(checked),
        *name_findings(checked),
    ]
    ordered = sorted(set(found))
    return CorpusCheck(
        corpus=checked.corpus,
        faults=tuple(finding for finding in ordered if finding.fault),
        remarks=tuple(finding for finding in ordered if not finding.fault),
    )


def _loaded(load: Callable[[Path], Loaded], folder: Path, problems: list[str]) -> Loaded | None:
    """What loads from the folder; None where it does not, and its problems are added to those of the others."""
    try:
        return load(folder)
    except GuidelineError as error:
        problems.append(str(error))
        return None


def _titles_text(folder: Path) -> str:
    """The text of the folder's `titles.yaml`; empty where it has none."""
    path = folder / TITLES_FILE
    return file_text(path.read_bytes()) if path.exists() else ""
