"""The reference in docs/, made from the code: `python -m drafter.reference docs`. A test fails when it is stale."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from drafter.cli import app
from drafter.domain.case import Case
from drafter.errors import EXIT_CODES
from drafter.grounding.catalogue import CATALOGUE
from drafter.output import write_files
from drafter.schemas import SCHEMAS, schema_text
from drafter.settings import TRACEBACK, Settings

_MADE = "<!-- Made by `make docs` from the code; do not edit by hand. -->\n"
_TYPES = {
    "date": "date (YYYY-MM-DD)",
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
}


def pages() -> dict[str, str]:
    """Every file of the reference by its path below docs/."""
    made = {
        "reference/commands.md": _page("Commands", _commands()),
        "reference/case-file.md": _page("The case file", _case_file()),
        "reference/findings.md": _page("Findings", _findings()),
        "reference/settings.md": _page("Settings", _settings()),
        "reference/exit-codes.md": _page("Exit codes", _exit_codes()),
    }
    made |= {f"schemas/{name}.schema.json": schema_text(name) for name in SCHEMAS}
    return made


def _page(title: str, lines: Iterator[str]) -> str:
    return f"{_MADE}\n# {title}\n\n" + "\n".join(lines).strip() + "\n"


def _commands() -> Iterator[str]:
    yield from _command("drafter", typer.main.get_command(app))


def _command(path: str, command: Any) -> Iterator[str]:
    yield f"## `{path}`\n"
    yield f"{(command.help or '').strip()}\n"
    rows = [row for parameter in command.params if (row := _parameter(parameter))]
    if rows:
        yield "| argument or option | meaning | default |\n|---|---|---|"
        yield "\n".join(rows) + "\n"
    for name, child in getattr(command, "commands", {}).items():
        yield from _command(f"{path} {name}", child)


def _parameter(parameter: Any) -> str | None:
    if parameter.name == "help":
        return None
    option = parameter.param_type_name == "option"
    names = [*parameter.opts, *parameter.secondary_opts]
    name = ", ".join(names) if option else parameter.metavar or parameter.name.upper()
    default = (
        "required" if parameter.required else "" if parameter.default in (None, False) else f"`{parameter.default}`"
    )
    return f"| `{name}` | {getattr(parameter, 'help', None) or ''} | {default} |"


def _case_file() -> Iterator[str]:
    yield "YAML, or JSON of the same shape. Items and records are numbered from 1 in their order."
    yield "An editor checks the file as you write it with [the schema](../schemas/drafter-case-1.schema.json), which"
    yield "`drafter case schema` prints.\n"
    schema = Case.model_json_schema(by_alias=True)
    yield from _object("The case", schema)
    for name, definition in schema["$defs"].items():
        yield from _object(name, definition)


def _object(title: str, schema: dict[str, Any]) -> Iterator[str]:
    yield f"## {title}\n"
    if description := schema.get("description"):
        yield " ".join(description.split("\n\n")[0].split()) + "\n"
    if "enum" in schema:
        yield ", ".join(f"`{value}`" for value in schema["enum"]) + "\n"
    if "properties" in schema:
        yield "| field | type | meaning |\n|---|---|---|"
        required = schema.get("required", [])
        for name, field in schema["properties"].items():
            meaning = " ".join(field.get("description", "").split())
            yield f"| `{name}`{' (required)' if name in required else ''} | {_type(field)} | {meaning} |"
        yield ""


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        name = field["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field:
        return " or ".join(_type(choice) for choice in field["anyOf"] if choice.get("type") != "null")
    if field.get("type") == "array":
        return f"list of {_type(field['items'])}"
    return _TYPES.get(field.get("format", "")) or _TYPES.get(field.get("type", ""), "")


def _findings() -> Iterator[str]:
    yield "What the checks of a draft can say. An *error* is wrong or unsupported; a *warning* cannot be checked, or"
    yield "needs a look; a *note* is worth knowing. No finding: no check failed, which is not that the text is right.\n"
    for code, entry in CATALOGUE.items():
        yield f"## {code}\n\n*{entry.severity}.* {entry.meaning}\n"
        yield f"For example: {entry.example}\n\nTo mend it: {entry.mend}\n"


def _settings() -> Iterator[str]:
    yield "Settings are environment variables. Each has a default that works.\n"
    yield "| variable | meaning |\n|---|---|"
    for name, field in Settings.model_fields.items():
        yield f"| `DRAFTER_{name.upper()}` | {' '.join((field.description or '').split())} |"
    yield f"| `{TRACEBACK}` | Set to anything: show the traceback of a fault in drafter. It may show case text. |"


def _exit_codes() -> Iterator[str]:
    yield "| code | meaning |\n|---|---|"
    for code, meaning in EXIT_CODES.items():
        yield f"| {code} | {meaning} |"


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    write_files({folder / name: text for name, text in pages().items()})
