"""Reads one edition file of the corpus: front matter, `##` sections, statements as list items, criteria as YAML.

The form is explained for those who edit it in guideline_corpus/README.md.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from drafter.domain.case import Model, Text
from drafter.domain.guideline import Criterion, Edition, PageLabel, Passage, PassageSentence, Scope
from drafter.domain.text import fold, normal_form, split_sentences
from drafter.guidelines.criteria_check import criterion_faults
from drafter.guidelines.scope_check import scope_faults
from drafter.places import Document, Fault, NotWellFormed, Place, read_yaml
from drafter.plain_words import Form, as_form

_DATA_BLOCK = "yaml section"
_CRITERIA_BLOCK = "yaml criteria"


class SectionData(Model):
    """What a section says of itself beside its statements."""

    pages: tuple[PageLabel, ...] = ()
    aliases: tuple[Text, ...] = ()
    title_source: tuple[Text, ...] = ()
    scope: Scope = Scope()
    complete: bool = False


@dataclass
class _Section:
    title: str
    line: int
    statements: list[tuple[int, PassageSentence]] = field(default_factory=list)
    data: SectionData = field(default_factory=SectionData)
    blocks: set[str] = field(default_factory=set)
    criteria: list[tuple[int, Criterion]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faulty: bool = False
    """Whether its data cannot be read, so that what it lacks is not known."""

    @property
    def slug(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", normal_form(self.title)).strip("-")


@dataclass(frozen=True)
class InFile:
    """What a file has of a passage beside the passage: the lines that it stands in, and notes for editors."""

    heading: int = 1
    statements: tuple[int, ...] = ()
    criteria: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


class EditionParser:
    """Parses one file; afterwards `faults` holds everything that is wrong with it."""

    def __init__(self, text: str) -> None:
        self.faults: list[Fault] = []
        self.edition: Edition | None = None
        self.passages: tuple[Passage, ...] = ()
        self.places: tuple[InFile, ...] = ()
        """Where each passage stands."""
        self.scopes: list[tuple[int, Scope]] = []
        """The scope of each section and criterion, with its line."""
        front, body, first_line = _split_front_matter(text)
        if front is None:
            self._fault(1, "the file must begin with its front matter between two lines of ---")
        else:
            self.edition = self._read_edition(front)
        sections = self._read_sections(body, first_line)
        for section in sections:
            self._check_section(section)
        self._check_titles(sections)
        if not sections and self.edition and not self.edition.title_source:
            self._fault(first_line, 'no section ("## " and its title), and no title_source that shows the edition')
        if self.edition and not self.faults:
            self.passages = tuple(_passage(self.edition, section) for section in sections) or (_whole(self.edition),)
            self.places = tuple(_in_file(section) for section in sections) or (InFile(),)

    def _fault(self, line: int, message: str) -> None:
        self.faults.append(Fault(line, message))

    def _read_edition(self, front: str) -> Edition | None:
        document = self._document(front, 2)
        edition = self._form(document, Edition) if document else None
        if document and edition:
            force = edition.in_force
            if force.to and force.to < force.from_:
                message = f"{force.to} is before from ({force.from_}); correct one of them"
                self.faults.append(document.fault(("in_force", "to"), message))
        return edition

    def _document(self, text: str, first_line: int) -> Document | None:
        try:
            return read_yaml(text, first_line)
        except NotWellFormed as wrong:
            self._fault(wrong.line or first_line, wrong.message)
            return None

    def _form(self, document: Document, form: type[Form], under: Place = ()) -> Form | None:
        value, faults = as_form(document, form, under)
        self.faults += faults
        return value

    def _read_sections(self, body: str, first_line: int) -> list[_Section]:
        sections: list[_Section] = []
        tokens = MarkdownIt().parse(body)
        index = 0
        while index < len(tokens):
            token = tokens[index]
            line = first_line + (token.map[0] if token.map else 0)
            end = _closing(tokens, index)
            if token.type == "heading_open":
                title = fold(tokens[index + 1].content)
                if token.tag == "h2":
                    sections.append(_Section(title, line))
                elif token.tag != "h1" or sections:
                    self._fault(line, 'a heading in a file is "# title" at its top or "## section"; change this one')
            elif sections:
                self._read_block(tokens[index : end + 1], sections[-1], first_line)
            elif token.type in ("bullet_list_open", "ordered_list_open", "fence"):
                self._fault(line, 'this stands before the first section; put it under a "## " heading')
            index = end + 1
        return sections

    def _read_block(self, tokens: Sequence[Token], section: _Section, first_line: int) -> None:
        opening = tokens[0]
        line = first_line + (opening.map[0] if opening.map else 0)
        if opening.type == "bullet_list_open":
            self._read_statements(tokens, section, first_line)
        elif opening.type == "fence":
            self._read_fence(opening, section, line)
        elif opening.type == "blockquote_open":
            section.notes += [fold(token.content) for token in tokens if token.type == "inline"]
        else:
            self._fault(line, 'write statements as list items ("- ") and notes for editors as quotes ("> ")')

    def _read_statements(self, tokens: Sequence[Token], section: _Section, first_line: int) -> None:
        for item in _items(tokens):
            line = first_line + (item[0].map[0] if item[0].map else 0)
            text, details = _item_parts(item)
            page: str | None = None
            sources: list[str] = []
            for detail in details:
                detail_line = first_line + (detail[0].map[0] if detail[0].map else 0)
                name, _, value = _item_parts(detail)[0].partition(":")
                name, value = name.strip().lower(), value.strip()
                if name == "source" and value:
                    sources.append(value)
                elif name == "page" and value and page is None:
                    page = value
                else:
                    self._fault(detail_line, 'under a statement stand "page: 60" (once) and "source: …" only')
            self._check_statement(text, sources, line)
            if text:
                number = len(section.statements) + 1
                sentence = PassageSentence(number=number, text=text, page=page, sources=tuple(sources))
                section.statements.append((line, sentence))

    def _check_statement(self, text: str, sources: Sequence[str], line: int) -> None:
        if not text:
            self._fault(line, "a list item without a statement")
            return
        if len(split_sentences(text)) != 1:
            self._fault(line, "a statement is one sentence; make each sentence a list item of its own")
        elif not text.endswith((".", "!", "?")):
            self._fault(line, "a statement ends with a full stop")
        if not sources:
            self._fault(line, 'a statement without source; add "  - source: …" under it')

    def _read_fence(self, token: Token, section: _Section, line: int) -> None:
        label = fold(token.info)
        if label not in (_DATA_BLOCK, _CRITERIA_BLOCK):
            self._fault(line, f'a block in a section is labelled "{_DATA_BLOCK}" or "{_CRITERIA_BLOCK}"')
            return
        if label in section.blocks:
            self._fault(line, f'a second block "{label}" in this section; put both together')
            return
        section.blocks.add(label)
        document = self._document(token.content, line + 1)
        if document is None:
            section.faulty = True
        elif label == _DATA_BLOCK:
            data = self._form(document, SectionData)
            section.data, section.faulty = data or SectionData(), data is None
        else:
            self._read_criteria(document, section, line)

    def _read_criteria(self, document: Document, section: _Section, line: int) -> None:
        if not isinstance(document.data, list):
            self._fault(line, 'criteria are a list: each begins with "- id: …"')
            return
        for index in range(len(document.data)):
            if criterion := self._form(document, Criterion, (index,)):
                section.criteria.append((document.line_of((index,)), criterion))

    def _check_section(self, section: _Section) -> None:
        if not section.statements and not section.faulty:
            self._check_title_only(section)
        pages = section.data.pages
        for line, sentence in section.statements:
            if sentence.page is not None and sentence.page not in pages:
                listed = ", ".join(pages) or "none"
                self._fault(line, f"page {sentence.page} is outside the section's pages ({listed})")
        around = Scope(body_parts=self.edition.body_parts if self.edition else ())
        scope = section.data.scope
        self._check_scope(section.line, "scope", scope, around)
        narrowed = scope.model_copy(update={"body_parts": scope.body_parts or around.body_parts})
        seen: set[str] = set()
        for line, criterion in section.criteria:
            self._check_scope(line, f'criterion "{criterion.id}": scope', criterion.scope, narrowed)
            if criterion.id in seen:
                self._fault(line, f'criterion "{criterion.id}" is given twice in this section; give each its own id')
            seen.add(criterion.id)
            for message in criterion_faults(criterion, [sentence.text for _, sentence in section.statements]):
                self._fault(line, f'criterion "{criterion.id}": {message}')

    def _check_scope(self, line: int, name: str, scope: Scope, within: Scope) -> None:
        self.scopes.append((line, scope))
        for message in scope_faults(scope, within):
            self._fault(line, f"{name}: {message}")

    def _check_title_only(self, section: _Section) -> None:
        if not section.data.title_source:
            message = f'section "{section.title}" has no statement; write one, or name under title_source what shows it'
            self._fault(section.line, message)
        elif section.data.complete:
            self._fault(section.line, f'section "{section.title}" has no statement, so nothing of it is complete')

    def _check_titles(self, sections: Sequence[_Section]) -> None:
        seen: dict[str, int] = {}
        for section in sections:
            if not section.slug:
                self._fault(section.line, "a section needs a title")
            elif section.slug in seen:
                self._fault(
                    section.line, f'section "{section.title}" is there already, in line {seen[section.slug]}; join them'
                )
            seen.setdefault(section.slug, section.line)


def _whole(edition: Edition) -> Passage:
    """The passage of an edition that stands by its title alone."""
    return Passage(id=f"{edition.id}/whole", edition=edition, section=None, title_sources=edition.title_source)


def _passage(edition: Edition, section: _Section) -> Passage:
    return Passage(
        id=f"{edition.id}/{section.slug}",
        edition=edition,
        section=section.title,
        pages=section.data.pages,
        aliases=section.data.aliases,
        title_sources=section.data.title_source,
        scope=section.data.scope,
        complete=section.data.complete,
        sentences=tuple(sentence for _, sentence in section.statements),
        criteria=tuple(criterion for _, criterion in section.criteria),
    )


def _in_file(section: _Section) -> InFile:
    statements = tuple(line for line, _ in section.statements)
    criteria = tuple(line for line, _ in section.criteria)
    return InFile(section.line, statements, criteria, tuple(section.notes))


def _split_front_matter(text: str) -> tuple[str | None, str, int]:
    """Front matter, the rest, and the line that the rest begins in."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, text, 1
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return "\n".join(lines[1:index]) + "\n", "\n".join(lines[index + 1 :]), index + 2
    return None, text, 1


def _closing(tokens: Sequence[Token], index: int) -> int:
    """The token that closes the one at `index`; itself where it opens nothing."""
    if tokens[index].nesting != 1:
        return index
    level = tokens[index].level
    return next(i for i in range(index + 1, len(tokens)) if tokens[i].nesting == -1 and tokens[i].level == level)


def _items(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """The items of the list that the tokens are."""
    found: list[Sequence[Token]] = []
    index = 1
    while index < len(tokens) - 1:
        end = _closing(tokens, index)
        found.append(tokens[index : end + 1])
        index = end + 1
    return found


def _item_parts(item: Sequence[Token]) -> tuple[str, list[Sequence[Token]]]:
    """An item's own text, and the items nested in it."""
    text: list[str] = []
    nested: list[Sequence[Token]] = []
    index = 1
    while index < len(item) - 1:
        end = _closing(item, index)
        if item[index].type == "bullet_list_open":
            nested += _items(item[index : end + 1])
        else:
            text += [token.content for token in item[index : end + 1] if token.type in ("inline", "fence")]
        index = end + 1
    return fold(" ".join(text)), nested
