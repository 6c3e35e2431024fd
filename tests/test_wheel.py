"""An installed wheel works from an empty folder, with no checkout near."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_a_wheel_drafts_the_example_from_an_empty_folder(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(tmp_path)]
    subprocess.run([*build, str(ROOT)], check=True, timeout=120, cwd=tmp_path)
    (wheel,) = tmp_path.glob("imr_drafter-*.whl")
    site, work = tmp_path / "site", tmp_path / "work"
    work.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)

    # The interpreter's own packages are used, but `drafter` comes from the wheel: PYTHONPATH goes before the checkout.
    def run(*arguments: str) -> str:
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(site)}
        command = [sys.executable, "-m", "drafter", *arguments]
        result = subprocess.run(command, cwd=work, env=env, capture_output=True, text=True, check=False, timeout=120)
        assert result.returncode == 0, result.stderr
        return result.stdout

    where = subprocess.run(
        [sys.executable, "-c", "import drafter; print(drafter.__file__)"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(site)},
        cwd=work, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(site)
    run("case", "example", "-o", "mine")
    run("guidelines", "index")
    assert "proposed: Overturned" in run("draft", "mine/case.yaml", "-o", "out")
    assert "no finding" in run("verify", "out/draft.json")
    assert {file.suffix for file in (work / "out").iterdir()} == {".json", ".txt", ".html", ".docx", ".pdf"}
