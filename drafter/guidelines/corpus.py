"""The guideline corpus: a folder with one Markdown file an edition, and aliases.yaml."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from drafter.domain.guideline import Edition, Passage
from drafter.domain.lexicon import Lexicon
from drafter.domain.names import section_key, short_section_key
from drafter.domain.text import sha256_text
from drafter.domain.tier_reasons import place_of
from drafter.errors import GuidelineError
from drafter.guidelines.aliases import Aliases, parse_aliases
from drafter.guidelines.corpus_parse import EditionParser, InFile
from drafter.guidelines.documents.passages import PASSAGES_VERSION, passages_of
from drafter.guidelines.documents.store import AddedDocument, document_files, load_documents
from drafter.guidelines.field import Fields
from drafter.guidelines.in_force import Calendar
from drafter.guidelines.lexicon import load_lexicon
from drafter.guidelines.names import NameIndex
from drafter.guidelines.titles import TITLES_FILE
from drafter.places import listed

ALIASES_FILE = "aliases.yaml"
EXPLANATION = "README.md"


@dataclass(frozen=True)
class Corpus:
    """Every edition held, its passages in the order of the files, and the aliases."""

    folder: Path
    editions: tuple[Edition, ...]
    passages: tuple[Passage, ...]
    aliases: Aliases
    sha256: str
    """Digest of every file's name and bytes, added documents included."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The texts of added documents by their digests."""
    places: Mapping[str, tuple[str, InFile]] = field(default_factory=dict)
    """The file that each passage stands in, and where, by its id; none for those of added documents."""

    @cached_property
    def _by_id(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages}

    @cached_property
    def names(self) -> NameIndex:
        """The headings and aliases of all passages."""
        return NameIndex(self.passages)

    @cached_property
    def named_places(self) -> frozenset[str]:
        """Every passage as the reasons of a search name it."""
        return frozenset(map(place_of, self.passages))

    @cached_property
    def lexicon(self) -> Lexicon:
        """What body parts, drugs and findings are called.

        Raises:
            GuidelineError: drugs.yaml or record_words.yaml cannot be used.
        """
        return load_lexicon(self.folder, self.aliases)

    @cached_property
    def sections(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Ids of passages by edition id and key of the section's title, with its brackets and without."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for passage in self.passages:
            for key in {section_key(passage.heading), short_section_key(passage.heading)}:
                place = (passage.edition.id, key)
                found[place] = (*found.get(place, ()), passage.id)
        return found

    @cached_property
    def calendar(self) -> Calendar:
        """The editions by the dates that they are in force."""
        return Calendar(self.editions)

    @cached_property
    def fields(self) -> Fields:
        """What a search may find."""
        return Fields(self.editions, self.passages)

    @cached_property
    def body_parts_in(self) -> Callable[[str], frozenset[str]]:
        """The body parts that a text speaks of; every item of a case asks it of the same summary."""
        return lru_cache(maxsize=512)(self.aliases.body_parts_shown_in)

    @cached_property
    def expand(self) -> Callable[[str], str]:
        """A request followed by what its words mean in guidelines; one request stands in many cases."""
        return lru_cache(maxsize=512)(self.aliases.expander())

    def passage(self, id: str) -> Passage | None:
        """The passage of that id, or None."""
        return self._by_id.get(id)

    def document_text(self, sha256: str) -> str | None:
        """The text of the added document of that digest, which passages give their offsets in; None if not held."""
        return self.texts.get(sha256)


def load_corpus(folder: Path, documents: Path | None = None) -> Corpus:
    """Read the corpus in a folder, and after it the documents that users added to another.

    Raises:
        GuidelineError: the folder is missing, empty or cannot be read, or files have faults: all of them, one a line,
            each as `file:line: what to do`; or an added document is damaged, or is about a body part that the
            aliases do not have.
    """
    files = corpus_files(folder)
    titles = _titles(folder)
    problems: list[str] = []
    parsers: dict[str, EditionParser] = {}
    aliases: Aliases | None = Aliases()
    for name, data in files.items():
        try:
            text = file_text(data)
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            problems.append(f"{name}:{line}: a character that is not UTF-8; save the file as UTF-8")
            aliases = None if name == ALIASES_FILE else aliases
            continue
        if name == ALIASES_FILE:
            read, faults = parse_aliases(text)
            aliases = None if faults else read
        else:
            parsers[name] = EditionParser(text)
            faults = parsers[name].faults
        problems += listed(name, faults)
    editions = {name: parser.edition for name, parser in parsers.items() if parser.edition}
    known = aliases if ALIASES_FILE in files else None
    if known is None and aliases is not None and any(edition.body_parts for edition in editions.values()):
        problems.append(f"{ALIASES_FILE}: missing, and editions name body parts that stand there; put the file back")
    problems += _problems_between(editions, known)
    problems += [problem for name, parser in parsers.items() for problem in _unknown_parts(name, parser, known)]
    if problems or aliases is None:
        raise GuidelineError("\n".join(problems))
    corpus = Corpus(
        folder=folder,
        editions=tuple(editions.values()),
        passages=tuple(passage for parser in parsers.values() for passage in parser.passages),
        aliases=aliases,
        sha256=_digest(files | titles, {}),
        places={
            passage.id: (name, place)
            for name, parser in parsers.items()
            for passage, place in zip(parser.passages, parser.places, strict=True)
        },
    )
    return _with_documents(corpus, files | titles, documents) if documents else corpus


def corpus_digest(folder: Path, documents: Path | None = None) -> str:
    """The digest that the corpus of these folders has once it is loaded; quick, since nothing is parsed.

    Raises:
        GuidelineError: a folder is missing, empty or cannot be read.
    """
    files = corpus_files(folder) | _titles(folder)
    return _digest(files, document_files(documents) if documents else {})


def _titles(folder: Path) -> dict[str, bytes]:
    """The bytes of the titles, by which the search reads what the claims administrator cited."""
    path = folder / TITLES_FILE
    try:
        return {TITLES_FILE: path.read_bytes()} if path.exists() else {}
    except OSError as error:
        raise GuidelineError(f"{path}: cannot be read ({error.strerror}); mend the corpus folder") from None


def _with_documents(corpus: Corpus, files: Mapping[str, bytes], folder: Path) -> Corpus:
    """The corpus of these files with the documents that users added; the same one where there are none."""
    added = load_documents(folder)
    if not added.documents:
        return corpus
    shipped = {edition.id for edition in corpus.editions}
    if twice := [document.edition.id for document in added.documents if document.edition.id in shipped]:
        raise GuidelineError(
            f"{folder}: the corpus itself has an edition of the id {twice[0]} now; take the added one out with "
            f"`drafter guidelines remove {twice[0]}`, or add it under another name"
        )
    if unknown := _unknown_in_documents(folder, added.documents, corpus.aliases):
        raise GuidelineError("\n".join(unknown))
    passages = [passages_of(document.edition, document.text) for document in added.documents]
    return replace(
        corpus,
        editions=(*corpus.editions, *(document.edition for document in added.documents)),
        passages=(*corpus.passages, *(passage for of_one in passages for passage in of_one)),
        sha256=_digest(files, added.files),
        texts={sha256_text(document.text.text): document.text.text for document in added.documents},
    )


def corpus_files(folder: Path) -> dict[str, bytes]:
    """The bytes of the files that a corpus is made of, by name: editions, then aliases.

    Raises:
        GuidelineError: the folder is missing, empty or cannot be read.
    """
    if not folder.is_dir():
        raise GuidelineError(f"{folder}: no such corpus folder; DRAFTER_CORPUS names the one to use")
    try:
        paths = sorted(path for path in folder.glob("*.md") if path.name != EXPLANATION)
        if not paths:
            raise GuidelineError(f"{folder}: no edition in this corpus folder; an edition is a file NAME.md")
        extra = folder / ALIASES_FILE
        return {path.name: path.read_bytes() for path in [*paths, *([extra] if extra.exists() else [])]}
    except OSError as error:
        raise GuidelineError(f"{error.filename}: cannot be read ({error.strerror}); mend the corpus folder") from None


def file_text(data: bytes) -> str:
    """The text of a file of the corpus, its line ends and its beginning as they are on any machine.

    Raises:
        UnicodeDecodeError: it is not UTF-8.
    """
    return data.decode("utf-8").replace("\r\n", "\n").removeprefix("\ufeff")


def _problems_between(editions: dict[str, Edition], aliases: Aliases | None) -> list[str]:
    """What is wrong between files; body parts are not looked up in aliases that have faults of their own (None)."""
    problems: list[str] = []
    ids: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    for file, edition in editions.items():
        named = (edition.guideline, edition.edition)
        if edition.id in ids:
            problems.append(
                f'{file}:1: edition id "{edition.id}" is used in {ids[edition.id]} already; give it its own'
            )
        elif named in names:
            problems.append(f"{file}:1: {' '.join(named)} is in {names[named]} already; keep one of the two files")
        ids.setdefault(edition.id, file)
        names.setdefault(named, file)
        problems += [
            f'{file}:1: body part "{part}" is not in {ALIASES_FILE}; add it there'
            for part in (aliases.unknown_body_parts(edition.body_parts) if aliases else ())
        ]
    return problems


def _unknown_parts(name: str, parser: EditionParser, aliases: Aliases | None) -> list[str]:
    """Body parts in the scopes of a file that aliases without faults do not have."""
    return [
        f'{name}:{line}: scope: body part "{part}" is not in {ALIASES_FILE}; add it there'
        for line, scope in parser.scopes
        for part in (aliases.unknown_body_parts(scope.body_parts) if aliases else ())
    ]


def _unknown_in_documents(folder: Path, documents: Iterable[AddedDocument], aliases: Aliases) -> list[str]:
    """Body parts of added documents that aliases do not have, or have no more under that name."""
    return [
        f'{folder / document.edition.id}: body part "{part}" of the added document is not in {ALIASES_FILE}; add it '
        f"there, or take the document out with `drafter guidelines remove {document.edition.id}` and add it again"
        for document in documents
        for part in aliases.unknown_body_parts(document.edition.body_parts)
    ]


def _digest(files: Mapping[str, bytes], added: Mapping[str, bytes]) -> str:
    """The digest of a corpus of these files, and of documents that were added, if any."""
    digest = _digest_of(files)
    if not added:
        return digest
    versioned = {f"{name} {PASSAGES_VERSION}": data for name, data in added.items()}
    return sha256_text(f"{digest}\n{_digest_of(versioned)}")


def _digest_of(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    return digest.hexdigest()
