"""The letter's Jinja2 templates: what they are given, and what goes wrong in them in plain words."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)

from drafter.errors import SettingsError
from drafter.letters.display import paragraphs

_PHRASES = "phrases.j2"


class Phrases:
    """What all forms of the letter say in the same words, as plain text: each form escapes it in its own way.

    A macro called from a template of another form would pass for that form's markup; called from here it is text.
    """

    def __init__(self, templates: Path) -> None:
        self._module = environment(templates).get_template(_PHRASES).module

    def __getattr__(self, name: str) -> str | Callable[..., str]:
        value = getattr(self._module, name)
        return value if isinstance(value, str) else lambda *given: str(value(*given))


@lru_cache(maxsize=16)
def environment(
    templates: Path, *, autoescape: bool = False, finalize: Callable[..., object] | None = None
) -> Environment:
    """Where the templates of one form are rendered, kept for the next letter; a name that nothing has is an error."""
    made = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=autoescape,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["paragraphs"] = paragraphs
    return made


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
    except UndefinedError as error:
        raise SettingsError(f"{_place(error, templates)}: {error}; correct the template") from None
    except (TemplateError, TypeError, ValueError, LookupError) as error:
        raise SettingsError(f"{_place(error, templates)}: {type(error).__name__}; correct the template") from None


def _place(error: Exception, templates: Path) -> str:
    """The template and line that an error comes from."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if Path(frame.filename).parent == templates]
    return f"{inside[-1].filename}, line {inside[-1].lineno}" if inside else str(templates)
