"""Names of guidelines, chapters and sections as letters cite them: data in guideline_corpus/titles.yaml.

No statement stands here. The search reads by it what the claims administrator cited, so the corpus digest covers it.
"""

from functools import lru_cache
from pathlib import Path

from drafter.content import folder as shipped
from drafter.domain.titles import Titles
from drafter.errors import GuidelineError
from drafter.places import NotWellFormed, listed, read_yaml
from drafter.plain_words import as_form

TITLES_FILE = "titles.yaml"


@lru_cache(maxsize=4)
def load_titles(folder: Path) -> Titles:
    """The titles of a corpus folder, read once a process; those that drafter comes with where it has no titles.yaml.

    Raises:
        GuidelineError: the file cannot be read, or has faults: all of them, one a line, as `file:line: what to do`.
    """
    path = folder / TITLES_FILE
    try:
        if not path.exists():
            path = shipped("guideline_corpus") / TITLES_FILE
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise GuidelineError(f"{path}:{line}: a character that is not UTF-8; save the file as UTF-8") from None
    except OSError as error:
        raise GuidelineError(f"{path}: cannot be read ({error.strerror}); mend the corpus folder") from None
    try:
        titles, faults = as_form(read_yaml(text), Titles)
    except NotWellFormed as wrong:
        raise GuidelineError(f"{path}:{wrong.line or 1}: {wrong.message}") from None
    if faults or titles is None:
        raise GuidelineError("\n".join(listed(path, faults)))
    return titles
