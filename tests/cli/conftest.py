"""`drafter` as its users have it: in this process, and as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from drafter.__main__ import main
from drafter.content import folder
from drafter.guidelines.corpus import Corpus, load_corpus
from drafter.settings import settings

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def corpus_read_once(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands take the shipped corpus, which they need a second to read, from the session."""

    def read(place: Path, documents: Path | None = None) -> Corpus:
        shipped = place == folder("guideline_corpus") and not (documents and documents.exists())
        return corpus if shipped else load_corpus(place, documents)

    monkeypatch.setattr("drafter.guidelines.corpus.load_corpus", read)


@pytest.fixture
def command(corpus_read_once: None, index_folder: Path, tmp_path: Path) -> Run:
    """Runs `drafter` in this process, in an empty folder and with an index at hand.

    A process of its own spends five seconds of work on importing libraries, so this is for all but what only a process
    shows. A test whose command talks to a server, or tries to, is marked `model_requests`.
    """
    work = tmp_path / "work"
    work.mkdir(exist_ok=True)

    def call(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        command = ["drafter", *map(str, arguments)]
        out, err = (TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.chdir(work)
            patch.setattr(sys, "argv", command)
            for name, value in ({"DRAFTER_INDEX": str(index_folder)} | environment).items():
                patch.setenv(name, value)
            settings.cache_clear()
            with pytest.raises(SystemExit) as ended:
                main()
        settings.cache_clear()
        said = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]  # type: ignore[attr-defined]
        return subprocess.CompletedProcess(command, ended.value.code or 0, *said)

    return call


@pytest.fixture
def run(index_folder: Path, tmp_path: Path) -> Run:
    """Runs `drafter` as a process of its own in an empty folder, with an index at hand."""
    work = tmp_path / "work"
    work.mkdir(exist_ok=True)

    def call(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "error::ResourceWarning", "-m", "drafter", *map(str, arguments)]
        env = {"PATH": os.environ["PATH"], "DRAFTER_INDEX": str(index_folder)} | environment
        return subprocess.run(command, cwd=work, env=env, capture_output=True, text=True, check=False, timeout=120)

    return call


def assert_one_line(result: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """The command failed with this code and one line that holds these words, and nothing on standard output."""
    assert (result.returncode, result.stdout) == (code, "")
    assert result.stderr.startswith("drafter: ")
    assert result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr
