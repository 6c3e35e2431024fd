"""Prompts: Jinja2 templates with YAML front matter, each with a system and a user part."""

import re
from pathlib import Path
from typing import Annotated, Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import SandboxedEnvironment
from pydantic import Field

from drafter.domain.case import Model, Text
from drafter.domain.text import sha256_text
from drafter.errors import SettingsError
from drafter.places import NotWellFormed, listed, read_yaml
from drafter.plain_words import as_form

_FILE = re.compile(r"\A---\n(?P<front>.*?)^---\n\s*^# System\n(?P<system>.*?)^# User\n(?P<user>.*)\Z", re.S | re.M)


class _Environment(SandboxedEnvironment):
    """A sandbox in which `sentence.text` looks for an entry of a dictionary first.

    The sandbox itself tries an attribute first, which takes several times as long where there is none; a prompt asks
    for some hundred entries.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An entry of a dictionary, or what the sandbox gives."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


_ENVIRONMENT = _Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


class Front(Model):
    """The front matter of a prompt file."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    version: Annotated[str, Field(pattern=r"^[0-9]+$")]
    description: Text
    variables: dict[str, Text]
    """Each variable of the template, and what it holds."""


class Prompt:
    """A prompt that was loaded and checked."""

    def __init__(self, file: Path, front: Front, sha256: str, parts: dict[str, Template]):
        self.name = front.name
        self.version = front.version
        self.variables = front.variables
        self.sha256 = sha256
        """Digest of the whole file, front matter and template."""
        self._file = file
        self._parts = parts

    def render(self, **variables: object) -> list[dict[str, str]]:
        """The messages for a chat completion: one of role system, one of role user.

        Raises:
            SettingsError: the variables are not those that the prompt declares, or the template cannot take them.
        """
        if differing := sorted(self.variables.keys() ^ variables.keys()):
            raise SettingsError(f"{self._file}: the variables of this prompt differ from drafter's: {_list(differing)}")
        try:
            return [{"role": role, "content": part.render(variables).strip()} for role, part in self._parts.items()]
        except TemplateError as error:
            raise SettingsError(f"{self._file}: the template cannot be filled in ({error.message})") from None
        except (TypeError, ValueError, ArithmeticError, LookupError) as error:
            # Python's own message may hold a value, which may be case text: only its kind is named.
            raise SettingsError(f"{self._file}: the template cannot be filled in ({type(error).__name__})") from None


def load_prompt(folder: Path, name: str) -> Prompt:
    """The prompt `name` of a folder: the file `<name>.md`.

    Raises:
        SettingsError: the file is missing or no prompt, its template is at fault, or the variables that it uses
            are not exactly those that it declares.
    """
    file = folder / f"{name}.md"
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{file}: the prompt cannot be read ({error.strerror}); see DRAFTER_PROMPTS") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{file}: the prompt is not UTF-8 text; save it as UTF-8") from None
    match = _FILE.match(text)
    if not match:
        raise SettingsError(f'{file}: a prompt has front matter between "---" lines, then "# System", then "# User"')
    front = _front(file, match["front"])
    if front.name != name:
        raise SettingsError(f'{file}: the front matter names the prompt "{front.name}"; name it "{name}"')
    _check_variables(file, front, match)
    parts = {part: _ENVIRONMENT.from_string(match[part]) for part in ("system", "user")}
    return Prompt(file, front, sha256_text(text), parts)


def _front(file: Path, text: str) -> Front:
    try:
        front, faults = as_form(read_yaml(text, first_line=2), Front)
    except NotWellFormed as wrong:
        raise SettingsError(f"{file}:{wrong.line}: {wrong.message}") from None
    if front is None or faults:
        raise SettingsError("\n".join(listed(file, faults)))
    return front


def _check_variables(file: Path, front: Front, match: re.Match[str]) -> None:
    used: set[str] = set()
    for part in ("system", "user"):
        try:
            used |= meta.find_undeclared_variables(_ENVIRONMENT.parse(match[part]))
        except TemplateSyntaxError as error:
            line = match.string.count("\n", 0, match.start(part)) + error.lineno
            raise SettingsError(f"{file}:{line}: {error.message}") from None
    if undeclared := sorted(used - front.variables.keys()):
        raise SettingsError(f"{file}: the template uses what `variables` does not declare: {_list(undeclared)}")
    if unused := sorted(front.variables.keys() - used):
        raise SettingsError(f"{file}: `variables` declares what the template does not use: {_list(unused)}")


def _list(names: list[str]) -> str:
    return ", ".join(names)
