"""What becomes of one case: a folder of draft and letters, or the reason why there is none; and when it stands."""

import json
from pathlib import Path

import pytest

from drafter.batch.status import State
from drafter.batch.stop import BatchStopped
from drafter.cases.load import LoadedCase
from drafter.domain.case import ItemStatus
from drafter.domain.determination import Determination
from drafter.drafting.asking import Waiting
from drafter.errors import GuidelineError, ModelError, NotInForce, OutputError, SettingsError
from drafter.guidelines.index import GuidelineIndex
from drafter.letters.stored import read_draft
from tests.batch.invented import case_data, write_case, write_lines
from tests.batch.world import World, raising


@pytest.fixture
def world(tmp_path: Path, index: GuidelineIndex) -> World:
    write_case(tmp_path / "cases" / "a" / "case.yaml", "A-1", records=True)
    return World(index, tmp_path / "cases", tmp_path / "out")


def test_a_case_gets_a_folder_of_draft_letters_and_status(world: World) -> None:
    world.forms = ("txt", "html")
    world.run()
    assert world.files("A-1") == ["draft.json", "letter.html", "letter.sha256", "letter.txt", "status.json"]
    status = world.status("A-1")
    assert status is not None
    assert status.state is State.DRAFTED
    draft = read_draft(world.out / "A-1" / "draft.json")
    assert status.outcome is draft.outcome
    (item,) = status.items
    assert draft.items[0].draft is not None
    assert (item.status, item.determination) == (ItemStatus.OPEN, draft.items[0].draft.determination)
    assert item.determination in set(Determination)
    assert sum(item.sentences.values()) == len(draft.items[0].draft.rationale)
    assert item.cost is None


def test_no_letters_are_written_where_none_are_asked_for(world: World) -> None:
    world.run()
    world.forms = ()
    world.setup = "1" * 64
    world.run()
    assert world.files("A-1") == ["draft.json", "status.json"]


def test_a_drafted_case_is_not_drafted_again(world: World) -> None:
    world.run()
    before = (world.out / "A-1" / "draft.json").stat().st_mtime_ns
    tally = world.run()
    assert (tally.before, tally.tried, world.drafted) == (1, 0, ["A-1"])
    assert (world.out / "A-1" / "draft.json").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "what", ["case", "record", "setup", "no letter", "no draft", "no status", "odd status", "older status", "moved"]
)
def test_a_case_is_drafted_anew_where_anything_has_changed(world: World, what: str) -> None:
    world.run()
    case, folder = world.cases / "a" / "case.yaml", world.out / "A-1"
    match what:
        case "case":
            case.write_text(case.read_text().replace("neck pain", "pain of the neck"))
        case "record":
            (case.parent / "report.txt").write_text("The neck is not tender.\n")
        case "setup":
            world.setup = "1" * 64
        case "no letter":
            (folder / "letter.txt").unlink()
        case "no draft":
            (folder / "draft.json").unlink()
        case "no status":
            (folder / "status.json").write_text("{}")
        case "odd status":
            status = (folder / "status.json").read_text()
            (folder / "status.json").write_text(status.replace("report.txt", "report\\u0000.txt"))
        case "older status":
            status = (folder / "status.json").read_text()
            (folder / "status.json").write_text(status.replace("check_found_error", "needs_review"))
        case "moved":
            case.parent.rename(world.cases / "b")
    world.run()
    assert world.drafted == ["A-1", "A-1"]
    world.run()
    assert world.drafted == ["A-1", "A-1"]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ModelError("item 1: nothing usable came", "deadline"), "deadline"),
        (NotInForce("no edition is in force"), "no edition in force"),
        (KeyError("secret"), "fault in drafter"),
    ],
)
def test_a_case_that_cannot_be_drafted_says_why_and_is_tried_again(world: World, error: Exception, kind: str) -> None:
    world.before = raising({"A-1": error})
    tally = world.run()
    assert (tally.failed, world.failure("A-1")) == (1, kind)
    assert world.files("A-1") == ["status.json"]
    assert "secret" not in (world.out / "A-1" / "status.json").read_text()
    status = world.status("A-1")
    assert status is not None
    assert [item.request for item in status.items] == ["Massage therapy for the neck, 8 visits"]
    world.before = None
    world.run()
    assert world.failure("A-1") == "drafted"


def test_a_case_waits_where_an_answer_is_still_to_come(world: World) -> None:
    world.before = raising({"A-1": Waiting("item 1")})
    tally = world.run()
    assert (tally.waiting, tally.failed, world.failure("A-1")) == (1, 0, "waiting")


@pytest.mark.parametrize(
    "error",
    [
        ModelError("the key was refused", "key refused"),
        ModelError("there is no such model", "unknown model"),
        ModelError("the money is spent", "cost limit"),
        GuidelineError("the index is damaged"),
        SettingsError("a template cannot be used"),
        OutputError("the store cannot be written"),
    ],
)
def test_what_concerns_every_case_ends_the_batch(world: World, error: Exception) -> None:
    world.before = raising({"A-1": error})
    with pytest.raises(BatchStopped, match=str(error)) as stopped:
        world.run()
    assert world.files("A-1") == []
    # The money or the key ran out at a case; a template is wrong for all.
    assert str(stopped.value).startswith("case A-1: ") == isinstance(error, ModelError)


def test_a_case_that_fails_keeps_its_earlier_draft_and_says_so(world: World) -> None:
    world.run()
    before = (world.out / "A-1" / "draft.json").read_bytes()
    world.setup, world.before = "1" * 64, raising({"A-1": ModelError("too late", "deadline")})
    world.run()
    status = world.status("A-1")
    assert status is not None
    assert (status.state, status.earlier_draft) == (State.FAILED, True)
    assert (world.out / "A-1" / "draft.json").read_bytes() == before


@pytest.mark.parametrize(("form", "then"), [("txt", "txt"), ("html", "txt"), ("docx", "docx")])
def test_a_letter_that_somebody_edited_is_never_written_over_or_removed(world: World, form: str, then: str) -> None:
    write_case(world.cases / "b.yaml", "B-2")
    world.forms = (form,)
    world.run()
    edited = world.out / "A-1" / f"letter.{form}"
    edited.write_bytes(b"edited by hand")
    before, world.forms, world.setup = world.setup, (then,), "1" * 64
    for _ in range(2):
        tally = world.run()
        failure = world.unwritten["A-1"].failure
        assert failure is not None
        assert (tally.failed, failure.kind) == (1, "edited letter")
        assert f"letter.{form}" in failure.message
        assert edited.read_bytes() == b"edited by hand"
    assert world.drafted.count("A-1") == 1
    assert world.failure("B-2") == "drafted"
    world.forms, world.setup = (form,), before  # what it was drafted from is back, and so is its draft
    assert (world.run().failed, world.drafted.count("A-1")) == (0, 1)
    world.forms, world.setup = (then,), "1" * 64
    edited.rename(edited.with_name("mine"))
    world.run()
    assert set(world.files("A-1")) == {"draft.json", "letter.sha256", f"letter.{then}", "mine", "status.json"}


def test_a_letter_that_is_edited_while_its_case_is_drafted_fails_that_case_alone(world: World) -> None:
    write_case(world.cases / "b.yaml", "B-2")
    world.run()
    edited = world.out / "A-1" / "letter.txt"

    async def before(_: LoadedCase) -> None:
        edited.write_bytes(b"edited by hand")

    world.setup, world.before = "1" * 64, before
    world.run()
    assert (world.failure("A-1"), world.failure("B-2")) == ("edited letter", "drafted")
    assert edited.read_bytes() == b"edited by hand"


@pytest.mark.parametrize("drafted_before", [False, True])
def test_a_letter_that_is_not_on_record_fails_its_case_alone_and_stays(world: World, drafted_before: bool) -> None:
    write_case(world.cases / "b.yaml", "B-2")
    if drafted_before:
        world.run()
        (world.out / "A-1" / "letter.sha256").unlink()
        world.setup = "1" * 64
    signed = world.out / "A-1" / "letter.pdf"
    signed.parent.mkdir(parents=True, exist_ok=True)
    signed.write_bytes(b"signed")
    world.run()
    failure = world.unwritten["A-1"].failure
    assert failure is not None
    assert failure.kind == "edited letter"
    assert "letter.pdf: nothing tells that drafter wrote it" in failure.message
    assert world.failure("B-2") == "drafted"
    assert signed.read_bytes() == b"signed"


def test_a_case_whose_drafting_was_cut_off_does_not_take_its_own_letter_for_edited(world: World) -> None:
    world.run()
    world.setup, world.before = "1" * 64, raising({"A-1": ModelError("the money is spent", "cost limit")})
    with pytest.raises(BatchStopped):
        world.run()
    assert world.status("A-1") is None
    world.before = None
    world.run()
    assert world.failure("A-1") == "drafted"


def test_a_folder_that_cannot_be_written_fails_that_case_alone(world: World) -> None:
    write_case(world.cases / "b.yaml", "B-2")
    world.out.mkdir()
    (world.out / "A-1").write_text("a file stands here")
    tally = world.run()
    assert (tally.drafted, tally.failed) == (1, 1)
    assert world.failure("B-2") == "drafted"


def test_a_case_file_that_is_wrong_fails_by_its_lines(world: World) -> None:
    file = world.cases / "a" / "case.yaml"
    file.write_text(file.read_text().replace("report.txt", "gone.txt"))
    world.run()
    status = world.status("A-1")
    assert status is not None
    assert status.failure is not None
    assert status.failure.kind == "case file"
    assert status.failure.message.startswith(f"{file}:")


def test_what_a_killed_process_wrote_aside_is_swept_up(world: World) -> None:
    (world.out / "A-1").mkdir(parents=True)
    (world.out / "A-1" / ".draft.json.4711.new").write_text("half")
    (world.out / "A-1" / "notes.txt").write_text("mine")
    world.run()
    assert world.files("A-1") == ["draft.json", "letter.sha256", "letter.txt", "notes.txt", "status.json"]


def test_a_case_of_a_line_gets_a_case_file_beside_its_draft(tmp_path: Path, world: World) -> None:
    records = [{"id": "report", "type": "progress report", "file": "a/report.txt"}]
    lines = write_lines(world.cases / "cases.jsonl", case_data("B-2", records=records), case_data("B-3"))
    world.cases = lines
    world.run()
    draft = read_draft(world.out / "B-2" / "draft.json")
    assert draft.case.file == "case.json"
    copy = json.loads((world.out / "B-2" / "case.json").read_text())
    assert (world.out / "B-2" / copy["records"][0]["file"]).resolve() == (tmp_path / "cases/a/report.txt").resolve()
    # Another line in its place leaves the others as they are.
    write_lines(lines, case_data("B-4"), case_data("B-3"), case_data("B-2", records=records))
    world.run()
    assert sorted(world.drafted) == ["B-2", "B-3", "B-4"]
    (lines.parent / "a" / "report.txt").write_text("Changed.\n")
    world.run()
    assert world.drafted[-1] == "B-2"
    assert len(world.drafted) == 4


def test_faults_of_a_line_name_the_line(world: World) -> None:
    bad = case_data("B-2", items=[{"request": "x", "depends_on": 7}])
    world.cases = write_lines(world.cases / "cases.jsonl", case_data("B-1"), bad)
    world.run()
    status = world.status("B-2")
    assert status is not None
    assert status.failure is not None
    assert status.failure.message.startswith(f"{world.cases}:2: items[1].depends_on")
