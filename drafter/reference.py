"""The reference in docs/, made from the code: `python -m drafter.reference docs`. A test fails when it is stale."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from drafter.cli import app
from drafter.domain.case import Case, Model
from drafter.errors import EXIT_CODES
from drafter.evaluation.conditions.table import CONDITIONS
from drafter.evaluation.figure import MIN_ITEMS, MIN_OVERTURNED
from drafter.evaluation.gate import DEFAULT_PROFILE, GO_LIVE
from drafter.evaluation.run_files import AS_WRITTEN
from drafter.evaluation.specs import SPECS, stability_specs
from drafter.evaluation.suite import Suite
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
        "reference/suite-file.md": _page("The suite file", _suite_file()),
        "reference/figures.md": _page("Figures of a run", _figures()),
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
    yield from _file_form("The case", Case)


def _file_form(title: str, form: type[Model]) -> Iterator[str]:
    schema = form.model_json_schema(by_alias=True)
    yield from _object(title, schema)
    for name, definition in schema["$defs"].items():
        yield from _object(name, definition)


def _suite_file() -> Iterator[str]:
    yield "YAML. Folders and files are named from where the suite stands. An editor checks it with"
    yield "[the schema](../schemas/drafter-suite-1.schema.json).\n"
    yield from _file_form("The suite", Suite)
    yield "## Conditions\n"
    yield "What may stand in `conditions`. Each case is drafted as written, and once more in each condition that"
    yield "applies to it; the proposal is held beside that of the condition it is compared with.\n"
    yield "| condition | what it changes | the proposal must | compared with |\n|---|---|---|---|"
    for condition in CONDITIONS.values():
        if condition.name != AS_WRITTEN:
            yield f"| `{condition.name}` | {condition.words} | {condition.must or ''} | {condition.compared_with} |"
    yield "\n## Gates that come along\n"
    for profile in (DEFAULT_PROFILE, GO_LIVE):
        yield f"### `{profile.name}`\n\n| figure | condition | limit | because |\n|---|---|---|---|"
        for gate in profile.gates:
            yield f"| {gate.figure} | {gate.condition} | {gate.rule} | {gate.because} |"
        yield ""


def _figures() -> Iterator[str]:
    yield "Every figure stands in `metrics.json` with the number of items and letters that it counts, and a 95 %"
    yield f"interval for which letters are drawn. Of fewer than {MIN_ITEMS} items it allows no verdict; a figure about"
    yield f"outcomes none where physicians overturned fewer than {MIN_OVERTURNED} of them. A *side figure* is to look"
    yield "at, and never to judge by.\n"
    specs = (*SPECS, *(spec for must in ("stay", "change") for spec in stability_specs(must, False)))
    for group in dict.fromkeys(spec.group for spec in specs):
        yield f"## {group}\n\n| figure | what it says | better |\n|---|---|---|"
        for spec in (one for one in specs if one.group == group):
            side = " *(side figure)*" if getattr(spec, "side", False) else ""
            yield f"| `{spec.name}` | {spec.words}{side} | {spec.better or ''} |"
        yield ""
    yield "Beside these stands one for each code of [finding](findings.md) that occurs (`grounding.CODE a draft`), and,"
    yield "once a physician has labelled sentences, the share of them that is wrong (`audit.…`).\n"


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
