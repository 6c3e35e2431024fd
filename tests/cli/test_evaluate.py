"""`drafter eval` as a process of its own: what it writes, how it is stopped and gone on with, and wrong uses of it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from drafter.cli import main
from drafter.cli.evaluate_gate import gate_lines
from drafter.evaluation.gate import Gate, GateReport, GateResult, State
from drafter.evaluation.manifest import Manifest
from drafter.evaluation.metrics import Metrics
from drafter.evaluation.parts import alone_in
from drafter.evaluation.runs import RunComparison

from ..evaluation.run_world import LETTERS, UPHELD, cited, decided, letter, run_world, write_world
from .conftest import Run

pytestmark = pytest.mark.slow

Drafter = Callable[..., tuple[object, str, str]]
MANY = tuple(
    letter(f"B-{number}", decided("Copper bracelet", UPHELD, cited("Copper bracelet"))) for number in range(40)
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a suite and a run of it."""
    place = tmp_path_factory.mktemp("world")
    run_world(write_world(place, *LETTERS), place / "run")
    return place


@pytest.fixture
def drafter(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Drafter:
    """Runs `drafter eval` in this process; gives its exit code and what it said on both streams."""

    def call(*arguments: str | Path) -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "argv", ["drafter", "eval", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code or 0, *capsys.readouterr()

    return call


def test_a_suite_is_run_scored_compared_reported_and_audited(
    drafter: Drafter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suite = write_world(tmp_path, *LETTERS)
    monkeypatch.chdir(tmp_path)
    code, figures, said = drafter("run", suite, "-o", "one")
    assert (code, "outcome.agreement" in figures, "3 of 3 letters" in said) == (0, True, True)
    assert sorted(file.name for file in Path("one").iterdir()) == [
        "cases.jsonl", "items.jsonl", "manifest.json", "metrics.json", "passages.jsonl", "words.json",
    ]  # fmt: skip
    Manifest.model_validate_json(Path("one/manifest.json").read_bytes())
    metrics = Path("one/metrics.json").read_bytes()
    Metrics.model_validate_json(metrics)

    assert drafter("score", "one") == (0, figures, "")
    assert Path("one/metrics.json").read_bytes() == metrics

    _, compared, _ = drafter("compare", "one", "one", "--json")
    assert RunComparison.model_validate_json(compared).flips == ()
    assert "What differs between them:\n  nothing\n" in drafter("compare", "one", "one")[1]

    drafter("gate", "one", "--baseline", "one", "--junit", "gate.xml", "--markdown", "gate.md")
    suites = etree.parse("gate.xml").getroot()
    assert int(suites.get("tests")) == len(suites.findall(".//testcase")) > 0
    assert Path("gate.md").read_text(encoding="utf-8").startswith("## Gate default: ")

    assert drafter("report", "one")[0] == 0
    assert "</html>" in Path("one/report.html").read_text(encoding="utf-8")

    assert drafter("audit", "draw", "one", "-o", "sheet.csv")[0] == 0
    sheet = Path("sheet.csv")
    sheet.write_bytes(sheet.read_bytes().replace(b'"",""', b'"right",""'))
    code, taken, _ = drafter("audit", "take", "one", "sheet.csv", "--by", "Dr. A")
    assert (code, "audit.wrong and unflagged" in taken) == (0, True)
    assert "report.html is older than these labels; write it again with `drafter eval report one`\n" in taken


def test_labels_are_written_over_by_nobody_else(
    drafter: Drafter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_world(write_world(tmp_path, *LETTERS), tmp_path / "run")
    monkeypatch.chdir(tmp_path)
    drafter("audit", "draw", "run", "-o", "sheet.csv", "-n", "2")
    sheet = Path("sheet.csv")
    sheet.write_bytes(sheet.read_bytes().replace(b'"",""', b'"right",""'))
    filled = sheet.read_bytes()
    said = "drafter: sheet.csv: is there already; name another file\n"
    assert drafter("audit", "draw", "run", "-o", "sheet.csv") == (6, "", said)
    assert sheet.read_bytes() == filled

    _, first, _ = drafter("audit", "take", "run", "sheet.csv", "--by", "Dr. A")
    assert first.startswith("2 of 2 sentences are labelled, by Dr. A.\naudit.wrong and unflagged ")
    assert "report.html" not in first
    _, second, _ = drafter("audit", "take", "run", "sheet.csv", "--by", "Dr. B")
    assert second.splitlines()[:3] == [
        "2 of 2 sentences are labelled, by Dr. A.",
        "2 of 2 sentences are labelled, by Dr. B.",
        "Beside Dr. A: 2 of 2 sentences labelled alike, kappa undefined.",
    ]
    _, again, _ = drafter("audit", "take", "run", "sheet.csv", "--by", "Dr. B")
    assert again == f"replaces 2 labels of Dr. B\n{second}"


def test_gates_that_do_not_pass_end_with_a_code_of_their_own(drafter: Drafter, world: Path) -> None:
    code, said, _ = drafter("gate", world / "run")
    assert (code, "name one with --baseline" in said) == (12, True)


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (["passed", "passed"], "passed: 2 passed"),
        (["passed", "undecided"], "passed: 1 passed, 1 undecided"),
        (["undecided", "undecided"], "not passed: no gate could be decided"),
        (["failed", "undecided"], "not passed: 1 undecided, 1 failed"),
    ],
)
def test_the_last_line_of_a_gate_says_what_its_code_says(states: list[State], said: str) -> None:
    gate = Gate(figure="outcome.AUC", at_least=0.5)
    results = [
        GateResult(gate=gate, condition="as written", state=one, passed=one != "failed", reason="") for one in states
    ]
    report = GateReport(profile="default", run="run", baseline=None, results=tuple(results))
    assert gate_lines(report)[-1] == said
    assert report.passed is not ("not passed" in said)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["run", "suite.yaml"], 2, "Missing option '-o' / '--output'"),
        (["run", "nothing.yaml", "-o", "new"], 11, "nothing.yaml: does not exist; name a suite file"),
        (["run", "corpus", "-o", "new"], 11, "corpus: is a folder, not a file"),
        (["run", "suite.yaml", "-o", "suite.yaml"], 6, "cannot be written"),
        (["run", "suite.yaml", "-o", "corpus"], 11, "corpus: holds other files; name a new folder"),
        (["run", "suite.yaml", "-o", "new", "--decisions", "nothing.json"], 11, "nothing.json: cannot be read"),
        (["run", "suite.yaml", "-o", "new", "--decisions", "corpus/high.md"], 11, "high.md: "),
        (["score", "nothing"], 11, "nothing: holds no run"),
        (["score", "suite.yaml"], 11, "suite.yaml: holds no run"),
        (["compare", "run"], 2, "give one run with --aa, else two"),
        (["compare", "run", "run", "run"], 2, "give one run with --aa, else two"),
        (["compare", "--aa", "run", "run"], 2, "give one run with --aa, else two"),
        (["compare", "run", "run", "--condition", "sex swapped"], 11, 'drafted in condition "sex swapped"; it has as'),
        (["compare", "run", "nothing"], 11, "nothing: holds no run"),
        (["gate", "run", "--profile", "strict"], 11, 'no profile "strict"; this run has default, go-live'),
        (["gate", "run", "--baseline", "nothing"], 11, "nothing: holds no run"),
        (["gate", "run", "--junit", "corpus"], 6, "corpus: cannot be written (is a folder)"),
        (["report", "nothing"], 11, "nothing: holds no run"),
        (["report", "run", "-o", "corpus"], 6, "corpus: cannot be written (is a folder)"),
        (["audit", "draw", "nothing", "-o", "sheet.csv"], 11, "nothing: holds no run"),
        (["audit", "draw", "run", "-o", "sheet.csv", "-n", "0"], 2, "Invalid value for '-n'"),
        (["audit", "take", "run", "sheet.csv"], 2, "Missing option '--by'"),
        (["audit", "take", "run", "nothing.csv", "--by", "Dr. A"], 11, "nothing.csv: cannot be read"),
        (["audit", "take", "run", "suite.yaml", "--by", "Dr. A"], 11, "suite.yaml: is no audit sheet"),
    ],
)
def test_a_wrong_use_is_one_line_with_its_code(
    drafter: Drafter, world: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, said: str
) -> None:
    monkeypatch.chdir(world)
    ended, printed, wrong = drafter(*arguments)
    assert (ended, printed) == (code, "")
    assert wrong.startswith("drafter: ")
    assert wrong.count("\n") == 1
    assert said in wrong
    assert not (world / "new").exists()


@pytest.mark.slow
def test_a_run_that_is_stopped_leaves_nothing_half_written_and_goes_on(run: Run, tmp_path: Path) -> None:
    suite, out, temporary = write_world(tmp_path, *MANY), tmp_path / "run", tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "drafter", "eval", "run", str(suite), "-o", str(out)],
        env={"PATH": os.environ["PATH"], "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 100
    while len(list(out.glob("parts/*.json"))) < 3 and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in said) == (130, False)
    drafted = len(list((out / "parts").iterdir()))
    assert 3 <= drafted < len(MANY)
    assert not list(out.rglob(".*"))
    assert not list(temporary.glob("drafter-*"))

    gone_on = run("eval", "run", suite, "-o", out)
    assert gone_on.returncode == 0, gone_on.stderr
    assert not (out / "parts").exists()
    assert f"{len(MANY)} of {len(MANY)} letters" in gone_on.stderr


def test_one_process_at_a_time_drafts_a_run(drafter: Drafter, tmp_path: Path) -> None:
    suite, out = write_world(tmp_path, *LETTERS), tmp_path / "run"
    with alone_in(out):
        refused = drafter("run", suite, "-o", out)
    assert refused == (11, "", f"drafter: {out}: another process is drafting this run; wait until it is done\n")
    assert not out.exists()
