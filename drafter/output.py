"""Writing results so that nothing is ever half-written: all files aside first, then renamed into place."""

import os
from collections.abc import Mapping
from pathlib import Path

from drafter.errors import OutputError


def write_files(files: Mapping[Path, str]) -> None:
    """Write text files (UTF-8) together: none is put in place before every one has been written aside.

    Raises:
        OutputError: a folder or file cannot be written; files already in place keep their old content.
    """
    aside: dict[Path, Path] = {}
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(None, "is a folder")
            aside[path] = path.with_name(f".{path.name}.{os.getpid()}.tmp")
            aside[path].write_text(text, encoding="utf-8", newline="\n")
        for path, temporary in aside.items():
            os.replace(temporary, path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); name another place with -o") from None
    finally:
        for temporary in aside.values():
            temporary.unlink(missing_ok=True)
