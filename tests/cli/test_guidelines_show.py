import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from drafter.cli.guidelines import app
from drafter.domain.decision import StoredDecision
from drafter.errors import GuidelineError
from drafter.guidelines.listing import EditionList, ShownPassages
from tests.guidelines.conftest import EDITION, write_corpus
from tests.letters.decisions import synthetic_decision

__all__ = ["write_corpus"]
TITLED = """
## Cold

```yaml section
title_source: [general usage]
scope: {phases: [acute, subacute], postsurgical: true, body_parts: [neck]}
```

## Stretching

```yaml section
pages: [iv, 14]
complete: true
```

- Stretching is tried for 2 visits over 2 weeks.
  - page: 14
  - source: as stated in decision CM00-0000001
- Stretching goes with a plan.
  - source: as stated in decision CM00-0000001

> Invented sources differ.

```yaml criteria
- id: trial
  kind: limit
  sentence: 1
  label: a trial of 2 visits
  limit: {high: 2, unit: visit, role: trial, period: {high: 2, unit: week}}
- id: plan
  kind: documentation
  sentence: 2
  label: a plan
  request: ["stretch*"]
  request_not: [table, strap]
  when: [again]
  shown_by: [[plan, program], [goal]]
  about: [stretching, exercise]
  against: [no plan]
  unless: [fracture]
  carried_by: [imaging report]
  scope: {phases: [chronic], postsurgical: false}
- id: silence
  kind: silent
  sentence: 2
  label: stretching machines
  request: [stretching machine]
```
"""
LATER = """\
---
id: later-2017
guideline: Later Guideline
cited_as: Later Guideline
edition: "2017"
publisher: Nobody
tier: other guideline
in_force: {from: 2017-01-01, by: ur denial}
digest: true
title_source: [general usage]
licence: Apache-2.0
---
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def folder(write_corpus: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A corpus of three sections and an edition by title alone, as the one that settings name."""
    place = write_corpus(later=LATER)
    (place / "invented.md").write_text(EDITION + TITLED, encoding="utf-8")
    register = "sources:\n  - {source: invented, what: Nothing at all., read: 2020-01-02}\n"
    (place / "sources.yaml").write_text(register, encoding="utf-8")
    monkeypatch.setenv("DRAFTER_CORPUS", str(place))
    monkeypatch.setenv("DRAFTER_DOCUMENTS", str(tmp_path / "documents"))
    return place


@pytest.mark.usefixtures("folder")
def test_list_names_every_edition_and_how_much_of_it_is_held() -> None:
    assert run("list").output.splitlines() == [
        "invented-2009: in force from 2009-01-01 to 2016-12-31, by date of request",
        "    Invented Guideline 2009",
        "    MTUS; digest in our own words; 2 sections with text, 1 by title alone",
        "later-2017: in force from 2017-01-01 on, by date of the UR denial",
        "    Later Guideline 2017",
        "    other guideline; digest in our own words; no text held, 1 by title alone",
        "2 editions",
    ]


@pytest.mark.usefixtures("folder")
def test_list_as_of_a_day_names_those_in_force_on_it() -> None:
    assert run("list", "--as-of", "2016-12-31").output.splitlines()[-1] == "1 edition in force on 2016-12-31"
    found = EditionList.model_validate_json(run("list", "--as-of", "2017-01-01", "--json").output)
    assert [(listed.edition.id, listed.held, listed.by_title) for listed in found.editions] == [("later-2017", 0, 1)]
    assert str(found.as_of) == "2017-01-01"
    assert run("list", "--as-of", "soon").exit_code == 2


@pytest.mark.usefixtures("folder")
def test_show_lists_the_sections_of_an_edition() -> None:
    lines = run("show", "invented-2009").output.splitlines()
    assert lines[0] == "Invented Guideline 2009 (invented-2009)"
    assert lines[-6:] == [
        "  Heat, p. 12: 2 statements, 1 criterion",
        "      invented-2009/heat",
        "  Cold: by title alone",
        "      invented-2009/cold",
        "  Stretching, p. iv, 14: 2 statements, 3 criteria",
        "      invented-2009/stretching",
    ]
    assert "Later Guideline: by title alone" in run("show", "later-2017").output


@pytest.mark.usefixtures("folder")
def test_show_gives_a_section_with_statements_sources_and_checklist() -> None:
    assert run("show", "invented-2009/stretching").output.splitlines()[3:] == [
        "",
        "  1. Stretching is tried for 2 visits over 2 weeks.",
        "      p. 14",
        "      as stated in decision CM00-0000001",
        "",
        "  2. Stretching goes with a plan.",
        "      as stated in decision CM00-0000001",
        "",
        "  Checklist, everything that the section asks for:",
        "  [ ] a trial of 2 visits (limit; statement 1)",
        "      at most 2 visits over 2 weeks, as a first course, before there is a response to judge",
        "  [ ] a plan (documentation; statement 2)",
        "      for requests that name stretch*, but not table or strap",
        "      for chronic care; care that does not follow an operation",
        "      applies where request or record has again",
        "      shown where the record has (plan or program) and (goal)",
        "      counted in sentences about stretching or exercise",
        "      against it: no plan",
        "      fails no request alone where the record has fracture",
        "      looked for in: imaging report",
        "      says nothing on stretching machines, so that the next tier is searched (statement 2)",
        "      for requests that name stretching machine",
        "",
        "  Notes for editors:",
        "  > Invented sources differ.",
    ]


@pytest.mark.usefixtures("folder")
def test_show_says_what_a_section_by_title_holds_for() -> None:
    lines = run("show", "invented-2009/cold").output.splitlines()
    assert "  the section exists; its text is not held" in lines
    assert "  holds for acute or subacute care; care after an operation alone; the neck" in lines
    assert "  title known from: general usage" in lines


@pytest.mark.usefixtures("folder")
def test_show_as_json_holds_passages_and_notes() -> None:
    found = ShownPassages.model_validate_json(run("show", "invented-2009/stretching", "--json").output)
    (shown,) = found.passages
    assert (shown.passage.id, shown.notes) == ("invented-2009/stretching", ("Invented sources differ.",))
    whole = json.loads(run("show", "invented-2009", "--json").output)
    assert [len(whole["passages"]), whole["schema"], whole["edition"]["id"]] == [
        3,
        "drafter-passages/1",
        "invented-2009",
    ]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("id", "nearest"),
    [
        ("invented-2008", "the nearest: invented-2009; `drafter guidelines list`"),
        ("Later", "the nearest: later-2017;"),
        ("invented-2009/strecthing", "the nearest: invented-2009/stretching; `drafter guidelines show invented-2009`"),
        ("invented-2010/heat", "the nearest: invented-2009, later-2017;"),
        ("q", "no edition of that id is held; `drafter guidelines list`"),
        ("", "no edition of that id is held; `drafter guidelines list`"),
    ],
)
def test_an_id_that_is_not_there_is_answered_with_the_nearest(id: str, nearest: str) -> None:
    result = run("show", id)
    assert isinstance(result.exception, GuidelineError)
    assert nearest in str(result.exception)


@pytest.mark.usefixtures("corpus_read_once")
def test_lines_of_the_shipped_corpus_fit_a_screen() -> None:
    for arguments in [
        ("list",),
        ("show", "mtus-acoem-stress-2004"),
        ("show", "mtus-chronic-pain-2009/massage-therapy"),
    ]:
        assert max(map(len, run(*arguments).output.splitlines())) <= 100


@pytest.mark.usefixtures("folder")
def test_check_prints_remarks_and_says_that_all_is_well() -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "remark: later.md:1: in force today, and it stands by title alone: drafts can name it and cite nothing from it",
        "2 editions: 2 sections with text, 2 by title alone",
        "0 faults, 1 remark",
    ]


def test_check_ends_with_the_faults(folder: Path) -> None:
    (folder / "sources.yaml").unlink()
    result = run("check")
    assert isinstance(result.exception, GuidelineError)
    assert [line.split(" is in")[0] for line in str(result.exception).splitlines()] == [
        'invented.md:27: "invented"',
        'invented.md:30: "invented"',
        'invented.md:31: "invented as well"',
    ]
    assert result.output.splitlines()[-1] == "3 faults, 1 remark"


def test_check_looks_decisions_up_in_the_files_named(folder: Path, tmp_path: Path) -> None:
    decision = synthetic_decision(case_number="CM00-0000001")
    file = tmp_path / "decisions.jsonl"
    file.write_text(StoredDecision.of(decision, "letter.txt").model_dump_json(by_alias=True) + "\n", encoding="utf-8")
    assert run("check", "--decisions", str(file)).exit_code == 0
    path = folder / "invented.md"
    path.write_text(
        path.read_text().replace("- source: invented\n", "- source: as stated in decision CM00-0000002\n", 1)
    )
    result = run("check", "--decisions", str(file))
    assert str(result.exception).startswith("invented.md:27: decision CM00-0000002 is not among those given")
