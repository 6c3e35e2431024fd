"""What `drafter doctor` reports: settings, checks, and whether a draft could be made."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field

from drafter.domain.case import Model
from drafter.errors import DrafterError

DOCTOR_SCHEMA = "drafter-doctor/1"


class Verdict(StrEnum):
    """What came of a check."""

    OK = "ok"
    MISSING = "missing"
    WRONG = "wrong"


class Setting(Model):
    """A setting as it is at present."""

    name: str
    """The environment variable."""
    value: str
    """A key only as "set" or "not set"; of an address never user, password or query."""
    origin: str
    """Either "environment" or "default"."""


class Check(Model):
    """One thing that was looked at."""

    about: str
    verdict: Verdict
    says: str
    """What was found, and what to do where it is not well."""
    exit_code: int = 0
    """What a draft would end with for it; 0 where a draft can be made all the same."""

    @classmethod
    def ok(cls, about: str, says: str) -> Self:
        """It is as it should be."""
        return cls(about=about, verdict=Verdict.OK, says=says)

    @classmethod
    def missing(cls, about: str, says: str, exit_code: int) -> Self:
        """It is not there."""
        return cls(about=about, verdict=Verdict.MISSING, says=says, exit_code=exit_code)

    @classmethod
    def wrong(cls, about: str, says: str, exit_code: int) -> Self:
        """It is there and cannot be used."""
        return cls(about=about, verdict=Verdict.WRONG, says=says, exit_code=exit_code)

    @classmethod
    def failed(cls, about: str, error: DrafterError, file: Path | None = None) -> Iterator[Self]:
        """A check for each line of an error; "missing" where the file that it is about is not there."""
        make = cls.missing if file is not None and not file.exists() else cls.wrong
        for line in str(error).splitlines():
            yield make(about, line, error.exit_code)

    def not_needed(self) -> Self:
        """The same, where a draft can be made without it."""
        return self.model_copy(update={"exit_code": 0})


class Report(Model):
    """What was found."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{DOCTOR_SCHEMA}$")] = DOCTOR_SCHEMA
    program: str
    python: str
    settings: tuple[Setting, ...]
    checks: tuple[Check, ...]
    """In the order in which a draft needs what they are about."""
    exit_code: int
    """That of the first check for which no draft could be made; 0 where one could."""
