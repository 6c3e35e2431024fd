"""Drafts and decisions as files: draft.json, and the decisions that `drafter letters read` writes, one a line."""

import json
from pathlib import Path

from pydantic import ValidationError

from drafter.domain.decision import DECISION_SCHEMA, Decision, StoredDecision
from drafter.domain.draft import DRAFT_SCHEMA, Draft
from drafter.errors import DraftFileError


def read_draft(path: Path) -> Draft:
    """The draft in a file.

    Raises:
        DraftFileError: the file is missing, is not JSON, or is not of the draft's schema.
    """
    return _draft(path, _bytes(path))


def read_stored(path: Path) -> tuple[Draft | Decision, ...]:
    """The draft of a draft.json, or the decision, or decisions one a line, of a file that `drafter letters read` wrote.

    Raises:
        DraftFileError: the file is missing, is not JSON, or holds something else.
    """
    data = _bytes(path)
    try:
        if _schema(data) == DRAFT_SCHEMA:
            return (_draft(path, data),)
        return (_decision(path, data, ""),)
    except json.JSONDecodeError:
        lines = [(number, line) for number, line in enumerate(data.split(b"\n"), start=1) if line.strip()]
    if len(lines) < 2:
        raise DraftFileError(f"{path}: is not JSON; give a draft.json, or decisions that `drafter letters read` wrote")
    return tuple(_decision(path, line, f", line {number}") for number, line in lines)


def _schema(data: bytes) -> object:
    content = json.loads(data)
    return content.get("schema") if isinstance(content, dict) else None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DraftFileError(f"{path}: cannot be read ({error.strerror})") from None


def _draft(path: Path, data: bytes) -> Draft:
    try:
        return Draft.model_validate_json(data)
    except ValidationError as error:
        raise DraftFileError(
            f"{path}: {_place(error)}: not a draft of schema {DRAFT_SCHEMA}; draft the case again"
        ) from None


def _decision(path: Path, data: bytes, where: str) -> Decision:
    try:
        return StoredDecision.model_validate_json(data).decision
    except ValidationError as error:
        raise DraftFileError(
            f"{path}{where}: {_place(error)}: neither a draft of schema {DRAFT_SCHEMA} nor a decision of schema "
            f"{DECISION_SCHEMA}; read the letter again"
        ) from None


def _place(error: ValidationError) -> str:
    return ".".join(map(str, error.errors(include_input=False)[0]["loc"])) or "the file"
