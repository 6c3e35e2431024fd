"""The synthetic example case that the package ships, copied out for a user to try and to change."""

from pathlib import Path

from drafter import content
from drafter.errors import OutputError
from drafter.output import write_files


def copy_example(folder: Path) -> Path:
    """Copy the example case and its records into a folder, and return the copied case file.

    Raises:
        OutputError: a file of the example is there already, or the folder cannot be written; nothing is copied.
    """
    source = content.folder("eval") / "cases" / "example"
    names = sorted(path.relative_to(source) for path in source.rglob("*") if path.is_file())
    for name in names:
        if (folder / name).exists():
            raise OutputError(f"{folder / name}: is there already; name another folder with -o")
    write_files({folder / name: (source / name).read_text(encoding="utf-8") for name in names})
    return folder / "case.yaml"
