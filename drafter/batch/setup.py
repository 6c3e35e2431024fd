"""What is the same for all cases of a batch, and what each is made from: where neither differs, a draft stands."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path

from drafter.batch.queued import Queued
from drafter.batch.status import FileDigest, MadeFrom
from drafter.domain.draft import DraftedBy
from drafter.domain.text import sha256_text
from drafter.guidelines.corpus import Corpus


@dataclass(frozen=True)
class Setup:
    """What is the same for all cases of a batch."""

    corpus: Corpus
    drafted_by: DraftedBy
    """Of a drafter that has drafted nothing yet: program, model, server, parameters and prompts."""
    judge: bool
    as_of: date | None
    forms: tuple[str, ...]
    templates: Path

    @property
    def sha256(self) -> str:
        """Its digest; the order of the forms does not matter."""
        parts = {
            "corpus": self.corpus.sha256,
            "lexicon": self.corpus.lexicon.sha256,
            "drafted_by": self.drafted_by.model_dump(mode="json"),
            "judge": self.judge,
            "as_of": str(self.as_of),
            "forms": sorted(self.forms),
            "templates": [(digest.file, digest.sha256) for digest in _files_below(self.templates)]
            if self.forms
            else [],
        }
        return sha256_text(json.dumps(parts, sort_keys=True))


def made_from(queued: Queued, record_files: Iterable[Path], out: Path, setup_sha256: str) -> MadeFrom | None:
    """What a draft of the case would be made from now; None where a file of it cannot be read.

    Args:
        queued: the case.
        record_files: the files of its records, each as the case file's folder and the name in the case file give it.
        out: the batch's folder.
        setup_sha256: digest of what is the same for all cases.
    """
    try:
        case = _digest(queued.path, out) if queued.line is None else _line_digest(queued, out)
        records = tuple(_digest(file, out) for file in record_files)
    except (OSError, ValueError):  # ValueError: a status edited by hand names what no file can be called
        return None
    return MadeFrom(case=case, records=records, setup_sha256=setup_sha256)


def still_so(made: MadeFrom, queued: Queued, out: Path, setup_sha256: str) -> bool:
    """Whether a draft made from that would be made from the same now.

    The records are those that are named there: while the case file is the same, so are they.
    """
    if made.setup_sha256 != setup_sha256:
        return False
    return made_from(queued, (out / record.file for record in made.records), out, setup_sha256) == made


def line_bytes(queued: Queued) -> bytes:
    """The bytes of the line that a case stands in.

    Raises:
        OSError: the file cannot be read.
    """
    assert queued.line is not None
    with queued.path.open("rb") as file:
        file.seek(queued.line.offset)
        return file.readline()


def _line_digest(queued: Queued, out: Path) -> FileDigest:
    return FileDigest(file=_seen_from(out, queued.path), sha256=sha256(line_bytes(queued).rstrip(b"\r\n")).hexdigest())


def _digest(path: Path, out: Path) -> FileDigest:
    with path.open("rb") as file:
        return FileDigest(file=_seen_from(out, path), sha256=file_digest(file, "sha256").hexdigest())


def _seen_from(out: Path, path: Path) -> str:
    """The file as seen from the batch's folder; in full where the two are on different drives."""
    try:
        return Path(os.path.relpath(os.path.abspath(path), os.path.abspath(out))).as_posix()
    except ValueError:
        return Path(os.path.abspath(path)).as_posix()


def _files_below(folder: Path) -> list[FileDigest]:
    return [_digest(file, folder) for file in sorted(folder.rglob("*")) if file.is_file()]
