"""Drafts and decisions as files: draft.json, and the decisions that `drafter letters read` writes, one a line."""

import json
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from drafter.domain.decision import DECISION_SCHEMA, Decision, StoredDecision
from drafter.domain.draft import DRAFT_SCHEMA, Draft
from drafter.errors import DraftFileError
from drafter.letters.text_of import Unreadable, utf8_text
from drafter.places import NotWellFormed, listed, read_json
from drafter.plain_words import as_form

_OF_DRAFTS = DRAFT_SCHEMA.split("/")[0] + "/"
_WANTED = "give a draft.json, or decisions that `drafter letters read` wrote"


def read_draft(path: Path) -> Draft:
    """The draft in a file.

    Raises:
        DraftFileError: the file is missing, is not JSON, or is not of the draft's schema.
    """
    return _draft(path, _bytes(path))


def read_stored(path: Path) -> tuple[Draft | Decision, ...]:
    """The draft of a draft.json, or the decision, or decisions one a line, of a file that `drafter letters read` wrote.

    Raises:
        DraftFileError: the file is missing, is not JSON, or holds something else; one line a problem.
    """
    data = _bytes(path)
    try:
        text = utf8_text(data)
    except Unreadable as reason:
        raise DraftFileError(f"{path}: {reason}, so no draft or decision; {_WANTED}") from None
    if not text.strip():
        raise DraftFileError(f"{path}: is empty; {_WANTED}")
    if _content(text) is not None:
        return (_one(path, text, 1),)
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    return tuple(_one(path, line, number) for number, line in lines)


def _content(text: str) -> Any:
    """The data of a JSON text; None where it is none, or too deep or too large to be one of ours."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _one(path: Path, text: str, first_line: int) -> Draft | Decision:
    content = _content(text)
    if isinstance(content, dict) and str(content.get("schema")).startswith(_OF_DRAFTS):
        return _draft(path, text.encode())
    return _decision(path, text, first_line)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DraftFileError(f"{path}: cannot be read ({error.strerror})") from None


def _draft(path: Path, data: bytes) -> Draft:
    try:
        return Draft.model_validate_json(data.removeprefix(BOM_UTF8))
    except ValidationError as error:
        place = ".".join(map(str, error.errors(include_input=False)[0]["loc"])) or "the file"
        raise DraftFileError(f"{path}: {place}: not a draft of schema {DRAFT_SCHEMA}; draft the case again") from None


def _decision(path: Path, text: str, first_line: int) -> Decision:
    try:
        return StoredDecision.model_validate_json(text).decision
    except ValidationError:
        raise DraftFileError("\n".join(_faults(path, text, first_line))) from None


def _faults(path: Path, text: str, first_line: int) -> list[str]:
    """What is wrong with a decision, in plain words, each fault with its place."""
    try:
        document = read_json(text)
    except NotWellFormed as wrong:
        return [f"{path}:{(wrong.line or 1) + first_line - 1}: {wrong.message}"]
    except (ValueError, RecursionError):
        return [f"{path}:{first_line}: neither a draft nor a decision; {_WANTED}"]
    if not isinstance(document.data, dict) or document.data.get("schema") != DECISION_SCHEMA:
        return [f"{path}:{first_line}: neither a draft ({DRAFT_SCHEMA}) nor a decision ({DECISION_SCHEMA}); {_WANTED}"]
    _, faults = as_form(document, StoredDecision)
    return listed(path, [fault._replace(line=fault.line + first_line - 1) for fault in faults])
