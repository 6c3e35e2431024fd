"""YAML or JSON read as plain data that knows the line of each of its parts.

Only mappings, lists, text, numbers, true, false and null are taken. YAML's anchors, aliases and tags are refused (a few
lines of them can stand for gigabytes), and dates stay text, so that an impossible one can be named instead of failing
inside a library.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import Any, NamedTuple

import yaml

Place = tuple[str | int, ...]
"""A path into the file; lists are counted from 0 here, and from 1 where a user sees it (see `shown`)."""
MAX_DEPTH = 12
"""How deep parts may stand in one another: three times what the deepest of our files needs."""
_NAME = re.compile(r"[A-Za-z_][\w-]{0,39}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAY_BE_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""JSON's way to write half of a character, which beside the other half is a whole one."""
_DECIMAL = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")


class Kind(Enum):
    """What a part of the file is."""

    MAPPING = auto()
    LIST = auto()
    END = auto()
    VALUE = auto()


class Part(NamedTuple):
    """One part of the file in its order; `text` is how a value is written, which is its name where it is a key."""

    kind: Kind
    line: int
    value: Any = None
    text: str = ""


class Fault(NamedTuple):
    """One thing wrong in a file: its line, counted from 1, and what to do about it."""

    line: int
    message: str


class NotWellFormed(Exception):
    """The file cannot be read further: why, and the line, counted from 1, where that is known."""

    def __init__(self, line: int | None, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass
class Document:
    """The data of a file or of a part of one, the line of each place, and what was wrong on the way."""

    first_line: int = 1
    """The line of the file that the document begins in."""
    data: Any = None
    problems: list[tuple[Place, str]] = field(default_factory=list)
    find_lines: Callable[[], dict[Place, int]] = dict
    """Gives the lines below; called when one is first asked for, since a file without faults needs none."""

    @cached_property
    def lines(self) -> dict[Place, int]:
        """The line of each place."""
        return self.find_lines()

    def line_of(self, place: Place) -> int:
        """The line of a place, or of the nearest part around it that the file has."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, self.first_line)

    def fault(self, place: Place, message: str, *, under: Place = ()) -> Fault:
        """What is wrong at a place, which is counted from the part at `under` and is named so."""
        name = shown(place)
        return Fault(self.line_of((*under, *place)), f"{name}: {message}" if name else message)


def shown(place: Place) -> str:
    """The place as a user reads it, lists counted from 1 as `depends_on` counts: items[1].quantities.original.

    A name that cannot be a field's is shown as "?": it may be text of the case that a stray colon made a name.
    """
    text = ""
    for step in place:
        if isinstance(step, int):
            text += f"[{step + 1}]"
        else:
            text += ("." if text else "") + (step if _NAME.fullmatch(step) else "?")
    return text


def listed(file: object, faults: Iterable[Fault]) -> list[str]:
    """The faults of a file as a user reads them, in the order of its lines: file:line: message."""
    return [f"{file}:{fault.line}: {fault.message}" for fault in sorted(faults)]


_FAST: type[yaml.SafeLoader] | None = getattr(yaml, "CSafeLoader", None)
"""The reader in C, ten times as fast; a build of PyYAML without it has the slow one alone."""


def read_yaml(text: str, first_line: int = 1) -> Document:
    """Read YAML text whose first line is `first_line` of its file.

    Raises:
        NotWellFormed: it is not YAML, or uses more of YAML than is taken here.
    """
    if _FAST:
        try:
            return _build(_yaml_parts(text, first_line, _FAST), Document(first_line))
        except (yaml.YAMLError, NotWellFormed):
            pass  # its messages are others: the slow one says what is wrong
    try:
        return _build(_yaml_parts(text, first_line, yaml.SafeLoader), Document(first_line))
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        raise NotWellFormed(line, "a control character, which no text holds; remove it") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise NotWellFormed(line, _yaml_fault(error.problem or "")) from None


def read_json(text: str) -> Document:
    """Read JSON text.

    Raises:
        NotWellFormed: it is not JSON.
    """
    names = _Names()
    try:
        data = json.loads(text, parse_constant=_no_constant, object_pairs_hook=names.mapping)
    except json.JSONDecodeError as error:
        raise NotWellFormed(error.lineno, f"not well-formed JSON ({error.msg.lower()}); correct it here") from None
    except RecursionError:
        raise NotWellFormed(None, _TOO_DEEP) from None
    except ValueError:
        raise NotWellFormed(None, "not well-formed JSON (a number that is none); correct it") from None
    if names.twice or _MAY_BE_HALF.search(text) or _SURROGATE.search(text) or _is_deeper(data, MAX_DEPTH):
        return _build(_json_parts(text), Document())
    return Document(data=data, find_lines=lambda: _build(_json_parts(text), Document()).lines)


class _Names:
    """Sees whether a mapping of the file being read gives a name twice."""

    def __init__(self) -> None:
        self.twice = False

    def mapping(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """The mapping of these names and values."""
        found = dict(pairs)
        self.twice = self.twice or len(found) < len(pairs)
        return found


def _is_deeper(data: Any, depth: int) -> bool:
    """Whether more than so many mappings and lists stand in one another."""
    if not isinstance(data, (dict, list)):
        return False
    parts = data.values() if isinstance(data, dict) else data
    return depth == 0 or any(_is_deeper(part, depth - 1) for part in parts)


_TOO_DEEP = f"nested more than {MAX_DEPTH} deep; no field is so deep, so check brackets and indentation"


@dataclass
class _Open:
    """A mapping or list whose end is still to come."""

    container: dict[str, Any] | list[Any]
    place: Place
    key: str | None = None

    def add(self, value: Any) -> None:
        if isinstance(self.container, list):
            self.container.append(value)
        elif self.key is not None:
            self.container[self.key] = value
            self.key = None

    def next_place(self) -> Place:
        return (*self.place, len(self.container) if isinstance(self.container, list) else str(self.key))


def _build(parts: Iterator[Part], document: Document) -> Document:
    """The document, filled with the parts."""
    around: list[_Open] = []
    for part in parts:
        here = around[-1] if around else None
        if part.kind is Kind.END:
            around.pop()
            continue
        if here and isinstance(here.container, dict) and here.key is None:
            _take_name(document, here, part)
            continue
        place = here.next_place() if here else ()
        document.lines.setdefault(place, part.line)
        value = part.value
        if part.kind is not Kind.VALUE:
            if len(around) >= MAX_DEPTH:
                raise NotWellFormed(part.line, _TOO_DEEP)
            value = {} if part.kind is Kind.MAPPING else []
            around.append(_Open(value, place))
        elif isinstance(value, str) and _SURROGATE.search(value):
            document.problems.append((place, "half of a character (a lone surrogate); write the character itself"))
            value = _SURROGATE.sub("?", value)
        if here:
            here.add(value)
        else:
            document.data = value
    return document


def _take_name(document: Document, here: _Open, part: Part) -> None:
    if part.kind is not Kind.VALUE:
        raise NotWellFormed(part.line, "the name of a field must be plain text")
    here.key = _SURROGATE.sub("?", part.text)
    place = here.next_place()
    if place in document.lines:
        document.problems.append(
            (place, f"given twice (lines {document.lines[place]} and {part.line}); remove one of them")
        )
    document.lines[place] = part.line


def _yaml_parts(text: str, first_line: int, loads: type[yaml.SafeLoader]) -> Iterator[Part]:
    loader = loads(text)
    documents = 0
    try:
        while loader.check_event():
            event = loader.get_event()  # type: ignore[no-untyped-call]
            line = first_line + event.start_mark.line
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise NotWellFormed(line, "a second document begins here (---); keep only one")
            if getattr(event, "anchor", None):
                raise NotWellFormed(line, "anchors and aliases (& and *) are not read; write the value itself")
            if getattr(event, "tag", None):
                raise NotWellFormed(line, "tags (!) are not read; put text that begins with ! in quotes")
            if isinstance(event, yaml.MappingStartEvent):
                yield Part(Kind.MAPPING, line)
            elif isinstance(event, yaml.SequenceStartEvent):
                yield Part(Kind.LIST, line)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                yield Part(Kind.END, line)
            elif isinstance(event, yaml.ScalarEvent):
                tag = loader.resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
                yield Part(Kind.VALUE, line, _yaml_value(tag, event.value), event.value)
    finally:
        loader.dispose()


def _yaml_value(tag: str, text: str) -> Any:
    match tag.removeprefix("tag:yaml.org,2002:"):
        case "null":
            return None
        case "bool":
            return text.lower() in ("yes", "true", "on")
        case "int" if re.fullmatch(r"[-+]?\d{1,18}", text):
            return int(text)
        case "float" if _DECIMAL.fullmatch(text):
            return float(text)
        case "int" | "float":
            return float("nan")  # no field takes such a number; that it is one is all that a message says
    return text


def _yaml_fault(problem: str) -> str:
    """PyYAML's words for the commonest faults, in words for the writer of the file."""
    if "mapping values are not allowed" in problem:
        return "a colon in plain text, or wrong indentation; put the text in quotes, or in a block after |"
    if "\\t" in problem:
        return "a tab at the start of a line; indent with spaces"
    if "found character" in problem:
        return "plain text cannot begin with this character; put the text in quotes"
    if "expected <block end>" in problem or "could not find expected ':'" in problem:
        return "not well-formed YAML; check the indentation, and the colon after each name, here and just above"
    if any(words in problem for words in ("quoted scalar", "end of stream", "<stream end>", "expected ',' or")):
        return "a quotation mark or bracket is not closed, or a comma is missing; check here and just above"
    return "not well-formed YAML; check indentation, colons and quotes here and just above"


_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|\n|[^\s{}\[\],:"]+')


def _json_parts(text: str) -> Iterator[Part]:
    """The parts of text that is known to be JSON."""
    line = 1
    for match in _JSON_TOKEN.finditer(text):
        token = match.group()
        if token == "\n":
            line += 1
        elif token in "{[":
            yield Part(Kind.MAPPING if token == "{" else Kind.LIST, line)
        elif token in "}]":
            yield Part(Kind.END, line)
        else:
            value = json.loads(token)
            yield Part(Kind.VALUE, line, value, value if isinstance(value, str) else token)


def _no_constant(name: str) -> Any:
    raise ValueError(name)
