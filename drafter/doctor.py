"""`drafter doctor`: what is configured, reachable and missing, so that a batch does not find out in the night."""

import asyncio
import platform
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateSyntaxError

from drafter import __version__
from drafter.doctor_report import Check, Report, Setting, Verdict
from drafter.doctor_server import ServerChoice, server_checks
from drafter.doctor_settings import price_check, shown_settings, unknown_variables
from drafter.doctor_store import store_checks
from drafter.drafting.asking import Purpose
from drafter.drafting.prompt import load_prompt
from drafter.errors import DrafterError, GuidelineError, ModelError, SettingsError
from drafter.guidelines.corpus import Corpus, load_corpus
from drafter.guidelines.documents.store import added_ids
from drafter.guidelines.index import open_index
from drafter.guidelines.index_manifest import MANIFEST
from drafter.letters.organisation import load_organisation
from drafter.letters.templates import environment
from drafter.letters.text_of import Unreadable, file_bytes, utf8_text
from drafter.settings import Settings, settings

_PROMPTS = (*map(str, Purpose), "plain", "again")
_NO_SERVER = "a model needs one: name it with --base-url, or let its questions go through files (--requests-out)"
_TEMPLATES = ("letter.txt.j2", "letter.html.j2", "letter.typ.j2", "letter.docx", "letter.css", "phrases.j2")


def examine(model: str | None, server: ServerChoice | None) -> Report:
    """Look at all that a draft needs.

    Args:
        model: the model that is to draft; None for the built-in drafter, which needs neither prompts nor a store.
        server: the server that is to be asked, where one is named.

    Returns:
        What was found. A setting that cannot be used ends it, since nothing else can be looked at then.
    """
    try:
        held = settings()
    except SettingsError as error:
        return _report((), (*Check.failed("settings", error), *unknown_variables()))
    checks = [*unknown_variables(), price_check(held), *_corpus_checks(held)]
    for_model = [*_prompt_checks(held.prompts), *_template_checks(held.templates), *store_checks(held.store)]
    needed = {"templates"} if model is None else {"templates", "prompts", "store"}
    checks += [check if check.about in needed else check.not_needed() for check in for_model]
    if server:
        sound = not any(check.about == "store" and check.verdict is Verdict.WRONG for check in checks)
        checks += asyncio.run(_all_of(server, held, store_sound=sound))
    elif model is not None:
        checks.append(Check.missing("server", _NO_SERVER, ModelError.exit_code))
    return _report(tuple(shown_settings(held)), tuple(checks))


def _report(shown: tuple[Setting, ...], checks: tuple[Check, ...]) -> Report:
    code = next((check.exit_code for check in checks if check.exit_code), 0)
    return Report(program=__version__, python=platform.python_version(), settings=shown, checks=checks, exit_code=code)


async def _all_of(server: ServerChoice, held: Settings, *, store_sound: bool) -> list[Check]:
    return [check async for check in server_checks(server, held, store_sound=store_sound)]


def _corpus_checks(held: Settings) -> Iterator[Check]:
    try:
        corpus = load_corpus(held.corpus, held.documents)
        documents = len(added_ids(held.documents))
    except GuidelineError as error:
        yield from Check.failed("corpus", error, held.corpus)
        return
    yield Check.ok("corpus", f"{len(corpus.editions)} editions, {len(corpus.passages)} passages ({held.corpus})")
    yield Check.ok("documents", f"{documents} of your own ({held.documents})")
    yield from _index_checks(held.index, corpus)


def _index_checks(folder: Path, corpus: Corpus) -> Iterator[Check]:
    try:
        with open_index(folder, corpus):
            yield Check.ok("index", f"there, and of this corpus ({folder})")
    except DrafterError as error:
        yield from Check.failed("index", error, folder / MANIFEST)


def _prompt_checks(folder: Path) -> Iterator[Check]:
    for name in _PROMPTS:
        try:
            prompt = load_prompt(folder, name)
        except SettingsError as error:
            yield from Check.failed("prompts", error, folder / f"{name}.md")
        else:
            yield Check.ok("prompts", f"{prompt.name}, version {prompt.version} ({folder})")


def _template_checks(folder: Path) -> Iterator[Check]:
    """The organisation's paragraphs, and whether each template is there and written as a template is."""
    faults: list[Check] = []
    try:
        load_organisation(folder)
    except SettingsError as error:
        faults += Check.failed("templates", error)
    for name in _TEMPLATES:
        if not (folder / name).is_file():
            said = f"{folder / name}: no such template; restore it, or name another folder with DRAFTER_TEMPLATES"
            faults.append(Check.missing("templates", said, SettingsError.exit_code))
        elif name.endswith(".j2") and (fault := _syntax_fault(folder, name)):
            faults.append(Check.wrong("templates", fault, SettingsError.exit_code))
    yield from faults or [Check.ok("templates", f"there, and without a fault of syntax ({folder})")]


def _syntax_fault(folder: Path, name: str) -> str | None:
    try:
        environment(folder).parse(utf8_text(file_bytes(folder / name)))
    except Unreadable as reason:
        return f"{folder / name}: {reason}; save it as UTF-8 text, or restore it"
    except TemplateSyntaxError as error:
        return f"{folder / name}, line {error.lineno}: {str(error.message).rstrip('.')}; correct the template"
    return None
