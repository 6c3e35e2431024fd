"""The words that sentences are checked with: drugs.yaml and record_words.yaml of the corpus, and its body parts.

They are not part of the corpus' digest: no search depends on them, so that an index need not be made anew.
"""

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from drafter.domain.case import Model
from drafter.domain.lexicon import Alike, Drug, Lexicon
from drafter.domain.text import sha256_text
from drafter.errors import GuidelineError
from drafter.guidelines.aliases import Aliases
from drafter.places import NotWellFormed, listed, read_yaml
from drafter.plain_words import as_form, from_plain

DRUGS_FILE = "drugs.yaml"
RECORD_WORDS_FILE = "record_words.yaml"


_Form = TypeVar("_Form", bound=Model)


class _Drugs(Model):
    drugs: tuple[Drug, ...] = ()


class _RecordWords(Model):
    alike: tuple[Alike, ...] = ()


def load_lexicon(folder: Path, aliases: Aliases) -> Lexicon:
    """The words of a corpus folder; a file that is not there holds none.

    Raises:
        GuidelineError: a file cannot be read or has faults, one a line.
    """
    drugs_text, drugs = _read(folder / DRUGS_FILE, _Drugs)
    words_text, words = _read(folder / RECORD_WORDS_FILE, _RecordWords)
    body_parts = "\n".join(part.model_dump_json() for part in aliases.body_parts)
    return Lexicon(
        body_parts=aliases.body_parts,
        drugs=drugs.drugs,
        alike=words.alike,
        sha256=sha256_text("\0".join([drugs_text, words_text, body_parts])),
    )


def _read(path: Path, form: type[_Form]) -> tuple[str, _Form]:
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else "{}"
    except OSError as error:
        raise GuidelineError(f"{path}: cannot be read ({error.strerror}); mend the corpus folder") from None
    except UnicodeDecodeError:
        raise GuidelineError(f"{path}: a character that is not UTF-8; save the file as UTF-8") from None
    return text, _quickly(text, form) or _with_places(text, path.name, form)


def _quickly(text: str, form: type[_Form]) -> _Form | None:
    """A file without faults, read by the quick parser, which does not know where a fault is; else None."""
    try:
        return from_plain(form, yaml.load(text, Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, ValidationError, TypeError, ValueError):
        return None


def _with_places(text: str, name: str, form: type[_Form]) -> _Form:
    try:
        held, faults = as_form(read_yaml(text), form)
    except NotWellFormed as wrong:
        raise GuidelineError(f"{name}:{wrong.line or 1}: {wrong.message}") from None
    if held is None or faults:
        raise GuidelineError("\n".join(listed(name, faults)))
    return held
