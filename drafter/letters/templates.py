"""The letter's Jinja2 templates: what they are given, and what goes wrong in them in plain words."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.loaders import split_template_path
from jinja2.runtime import Macro

from drafter.errors import SettingsError
from drafter.letters.display import paragraphs
from drafter.letters.text_of import Unreadable, file_bytes, utf8_text

_PHRASES = "phrases.j2"
FAULTS = (TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError, RecursionError)
"""What a mistake in a template's tags can raise when the template is rendered."""


class Phrases:
    """What all forms of the letter say in the same words, as plain text: each form escapes it in its own way.

    A macro called from a template of another form would pass for that form's markup; called from here it is text.
    """

    def __init__(self, templates: Path) -> None:
        self._module = environment(templates).get_template(_PHRASES).module

    def __getattr__(self, name: str) -> str | Callable[..., str] | StrictUndefined:
        if name.startswith("_"):
            raise AttributeError(name)
        value = getattr(self._module, name, None)
        if value is None:
            return StrictUndefined(hint=f'{_PHRASES} has no phrase "{name}"')
        return (lambda *given: str(value(*given))) if isinstance(value, Macro) else str(value)


class _NoSuchName(StrictUndefined):
    """A name that nothing has, said in the words of the templates and not of our classes."""

    @property
    def _undefined_message(self) -> str:
        kind = type(self._undefined_obj)
        if self._undefined_hint or not kind.__module__.startswith("drafter."):
            return super()._undefined_message
        return f"{kind.__name__.removesuffix('View').lower()} has no attribute {self._undefined_name!r}"


@lru_cache(maxsize=16)
def environment(
    templates: Path, *, autoescape: bool = False, finalize: Callable[..., object] | None = None
) -> Environment:
    """Where the templates of one form are rendered, kept for the next letter; a name that nothing has is an error."""
    made = Environment(
        loader=FunctionLoader(partial(_source, templates)),
        undefined=_NoSuchName,
        autoescape=autoescape,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["paragraphs"] = paragraphs
    return made


def _source(templates: Path, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """A template's text, its file, and what tells whether the text is still the file's; None where there is no file."""
    path = templates.joinpath(*split_template_path(name))
    if not path.exists():
        return None
    try:
        text, read_at = utf8_text(file_bytes(path)), path.stat().st_mtime_ns
    except Unreadable as reason:
        raise SettingsError(f"{path}: {reason}; save it as UTF-8 text, or restore it") from None
    return text, str(path), lambda: path.exists() and path.stat().st_mtime_ns == read_at


@contextmanager
def template_errors(templates: Path) -> Iterator[None]:
    """Turn what goes wrong in a template into one line; its own message may hold case text, its place does not.

    Raises:
        SettingsError: a template is missing or cannot be used.
    """
    try:
        yield
    except TemplateNotFound as error:
        raise SettingsError(
            f"{templates / str(error.name)}: no such template; restore it, or name another folder"
        ) from None
    except TemplateSyntaxError as error:
        raise SettingsError(
            f"{error.filename}, line {error.lineno}: {str(error.message).rstrip('.')}; correct the template"
        ) from None
    except FAULTS as error:
        place = _place(error, templates)
        if not place and not isinstance(error, TemplateError):
            raise  # no template had a part in it
        what = error if isinstance(error, UndefinedError) else type(error).__name__
        raise SettingsError(f"{place or templates}: {what}; correct the template") from None


def _place(error: Exception, templates: Path) -> str:
    """The template and line that an error comes from; "" where it comes from none."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if Path(frame.filename).parent == templates]
    return f"{inside[-1].filename}, line {inside[-1].lineno}" if inside else ""
