"""An installed wheel works from an empty folder, with no checkout near."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
ONE_AFTER_ANOTHER = """\
import sys
import drafter
from drafter.cli import app
print(drafter.__file__)
for line in sys.argv[1:]:
    app(line.split(), standalone_mode=False)
"""
"""Runs command lines in one process, which imports all libraries but once, after a line that says whose code it is."""


def test_a_wheel_drafts_the_example_from_an_empty_folder(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(tmp_path)]
    subprocess.run([*build, str(ROOT)], check=True, timeout=120, cwd=tmp_path)
    (wheel,) = tmp_path.glob("imr_drafter-*.whl")
    site, work = tmp_path / "site", tmp_path / "work"
    work.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)

    # The interpreter's own packages are used, but `drafter` comes from the wheel: PYTHONPATH goes before the checkout.
    def python(*arguments: str) -> str:
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(site)}
        command = [sys.executable, *arguments]
        result = subprocess.run(command, cwd=work, env=env, capture_output=True, text=True, check=False, timeout=120)
        assert result.returncode == 0, result.stderr
        return result.stdout

    python("-m", "drafter", "case", "example", "-o", "mine")
    lines = ("guidelines index", "draft mine/case.yaml -o out", "verify out/draft.json")
    where, said = python("-c", ONE_AFTER_ANOTHER, *lines).split("\n", 1)
    assert Path(where).is_relative_to(site)
    assert "proposed: Overturned" in said
    assert "no finding" in said
    assert {file.suffix for file in (work / "out").iterdir()} == {".json", ".txt", ".html", ".docx", ".pdf", ".sha256"}
