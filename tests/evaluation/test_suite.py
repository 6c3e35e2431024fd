"""Suite files: what cannot be used is named with its line before anything is drafted."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.content import folder
from drafter.errors import EvaluationError
from drafter.evaluation.conditions.table import CONDITIONS
from drafter.evaluation.gate import DEFAULT_PROFILE, GO_LIVE, Gate
from drafter.evaluation.run_files import AS_WRITTEN
from drafter.evaluation.suite import Suite, load_suite
from drafter.evaluation.suite_check import unusable

HEAD = """\
schema: drafter-suite/1
name: invented
version: 1
about: For a test.
decisions: [letters]
"""
"""Of five lines."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test writes its suite, beside the folder that it names."""
    (tmp_path / "letters").mkdir()
    return tmp_path / "suite.yaml"


def faults(file: Path, text: str | bytes) -> list[str]:
    """What is said of a suite that cannot be used, without the file's folder."""
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(EvaluationError) as wrong:
        load_suite(file)
    return str(wrong.value).replace(f"{file.parent}/", "").splitlines()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("retreival: {k: 3}", '6: retreival: unknown field; did you mean "retrieval"?'),
        ("drafter: {seeds: 3}", '6: drafter.seeds: unknown field; did you mean "seed"?'),
        ("retrieval: {k: three}", "6: retrieval.k: is text where a whole number is wanted"),
        ("retrieval: {k: 0}", "6: retrieval.k: must be 1 or more"),
        ("conditions: sex swapped", "6: conditions: is text where a list is wanted"),
        ("conditions:\n- UR result flipped\n- UR outcme removed", "8: conditions[2]: no such condition; did you"),
        ("conditions: [nothing like it]", "6: conditions[1]: no such condition; known are as written, "),
        ("conditions:\n- sex swapped\n- sex swapped", "8: conditions[2]: is named twice"),
        ("conditions: [as written]", "6: conditions[1]: is always drafted; take it out"),
        ("primary: outcome.agreemnt", '6: primary: no figure that two runs are compared by; did you mean "outcome.agr'),
        ("primary: rationale.rouge L", "6: primary: no figure that two runs are compared by"),
        ("corpus: nowhere", "6: corpus: no such folder"),
        (f"corpus: {'a' * 300}", "6: corpus: no such folder"),
        ("documents: suite.yaml", "6: documents: no such folder"),
        ("cases: nowhere", "6: cases: no such folder"),
        ("prompts: nowhere", "6: prompts: no such folder"),
        ("drafter:\n  base_url: http://127.0.0.1:1/v1", "6: drafter: the built-in drafter takes no server"),
        ("drafter:\n  model: m\n  base_url: nowhere", "8: drafter.base_url: the address needs http or https"),
        ("name: again", "6: name: given twice (lines 2 and 6)"),
        ("primary: &a outcome.AUC", "6: anchors and aliases (& and *) are not read"),
        ("primary: !!python/name:os.system x", "6: tags (!) are not read"),
        ("\tprimary: x", "6: a tab at the start of a line"),
        ("conditions: [a", "7: a quotation mark or bracket is not closed"),
        ("---\nname: again", "6: a second document begins here"),
        (f"conditions: {'[' * 20}{']' * 20}", "6: nested more than 12 deep"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(file: Path, more: str, said: str) -> None:
    (line,) = faults(file, f"{HEAD}{more}\n")
    assert line.startswith(f"suite.yaml:{said}")


@pytest.mark.parametrize(
    ("gate", "said"),
    [
        ("{figure: outcome.AUG, at_least: 0.5}", 'gates[1].figure: no such figure; did you mean "outcome.AUC"?'),
        ("{figure: audit.wrong, may_rise: 0.1}", "gates[1].figure: no figure that two runs can be compared by"),
        (
            "{figure: stability.proposal kept, may_rise: 0.1}",
            "gates[1].figure: no figure that two runs can be compared",
        ),
        (
            "{figure: outcome.AUC, condition: sex swapped, at_least: 0.5}",
            "gates[1].condition: the suite does not draft it; known are UR outcome removed, as written, every",
        ),
        (
            "{figure: stability.redraft changed, condition: redrafts, at_most: 0.1}",
            "gates[1].condition: the suite does not draft it",
        ),
        ("{figure: outcome.AUC}", "gates[1]: give exactly one of"),
        ("{figure: outcome.AUC, may_fall: 0}", "gates[1].may_fall: must be more than 0"),
        ("{at_least: 0.5}", "gates[1].figure: is missing"),
    ],
)
def test_a_gate_that_could_never_pass_is_refused(file: Path, gate: str, said: str) -> None:
    (line,) = faults(file, f"{HEAD}gates:\n- {gate}\n")
    assert line.startswith(f"suite.yaml:7: {said}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "suite.yaml:1: is empty; fill it in"),
        ("# Nothing yet.\n", "suite.yaml:1: is empty; fill it in"),
        ("- a\n- b\n", "suite.yaml:1: is a list where a block of fields is wanted"),
        (HEAD.replace("version: 1", "version: one"), "suite.yaml:3: version: is text where a whole number is wanted"),
        (HEAD.replace("version: 1", "version: 0"), "suite.yaml:3: version: must be 1 or more"),
        (HEAD.replace("version: 1\n", ""), "suite.yaml:1: version: is missing; fill it in"),
        (HEAD.replace("suite/1", "suite/2"), 'suite.yaml:1: schema: must be "drafter-suite/1"'),
        ("name: café\n".encode("latin-1"), "suite.yaml: is not UTF-8 text"),
        (b"name: a\x00b\n", "suite.yaml: is not a text file"),
    ],
    ids=["empty", "comment", "list", "text", "naught", "none", "other form", "Latin-1", "binary"],
)
def test_a_file_that_is_no_suite(file: Path, text: str | bytes, said: str) -> None:
    (line,) = faults(file, text)
    assert line.startswith(said)


def test_every_fault_is_named_at_once(file: Path) -> None:
    found = faults(file, f"{HEAD}corpus: nowhere\nconditions: [x]\nprimary: y\ngates: [{{figure: z, at_most: 1}}]\n")
    assert [line.split(": ")[:2] for line in found] == [
        ["suite.yaml:6", "corpus"],
        ["suite.yaml:7", "conditions[1]"],
        ["suite.yaml:8", "primary"],
        ["suite.yaml:9", "gates[1].figure"],
    ]


def test_no_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="does not exist; name a suite file"):
        load_suite(tmp_path / "nothing.yaml")
    with pytest.raises(EvaluationError, match="is a folder, not a file"):
        load_suite(tmp_path)


def test_decisions_that_are_not_there_are_named_where_they_are_asked_for(file: Path) -> None:
    file.write_text(HEAD.replace("[letters]", "\n- letters\n- nowhere.jsonl"), encoding="utf-8")
    loaded = load_suite(file)
    with pytest.raises(EvaluationError, match=r"suite\.yaml:7: decisions\[2\]: no such file or folder.*--decisions"):
        loaded.decisions()
    file.write_text(HEAD, encoding="utf-8")
    assert load_suite(file).decisions() == [file.parent / "letters"]


@pytest.mark.parametrize("path", sorted((folder("eval") / "suites").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_suites_that_come_along_can_be_used(path: Path) -> None:
    assert load_suite(path).suite.name == path.stem


def test_gates_on_every_kind_of_figure_can_stand_in_a_suite(tmp_path: Path) -> None:
    gates = (
        *DEFAULT_PROFILE.gates,
        *GO_LIVE.gates,
        Gate(figure="grounding.number-unsupported a draft", at_most=0.1),
        Gate(figure="stability.redraft changed", condition="redrafts", at_most=0.1),
    )
    every = tuple(name for name in CONDITIONS if name != AS_WRITTEN)
    suite = Suite(name="a", version=1, about="a", conditions=every, gates=gates)
    assert list(unusable(suite, tmp_path)) == []


@given(text=st.text(max_size=200) | st.text(alphabet='abc:-[]{}"&*!|> \n', max_size=60).map(lambda more: HEAD + more))
def test_any_text_is_a_suite_or_named_as_none(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    said = str(file)
    try:
        load_suite(file)
    except EvaluationError as wrong:
        said = str(wrong)
    assert all(line.startswith(str(file)) for line in said.splitlines())
