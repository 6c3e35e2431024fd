"""A case written as a case file, for people to read and correct."""

import re
from enum import StrEnum
from typing import Any

import yaml

from drafter.domain.case import CASE_SCHEMA, Case

_WIDTH = 110
# Line and paragraph separators that YAML readers change into "\n", and characters that are not seen.
_CHANGED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")


def dump_case(case: Case) -> str:
    """The case as YAML that `load_case` reads back as an equal case; what is null or as the form has it is left out."""
    fields = {"schema": CASE_SCHEMA, **case.model_dump(by_alias=True, exclude_defaults=True)}
    return "".join(_block(name, value) for name, value in fields.items())


def _block(name: str, value: Any) -> str:
    """One field of the case; a blank line before it where it takes more than one line."""
    text: str = yaml.dump(
        {name: value}, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False
    )
    return f"\n{text}" if text.count("\n") > 1 else text


class _Dumper(yaml.SafeDumper):
    """Long text in blocks, lists indented under their names, no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if _CHANGED.search(text):
        style = '"'
    elif "\n" in text:
        style = "|"
    elif len(text) > _WIDTH and "  " not in text:
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_multi_representer(StrEnum, lambda dumper, member: _text(dumper, member.value))
