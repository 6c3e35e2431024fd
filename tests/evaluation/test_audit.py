import csv
import io
from collections import Counter
from collections.abc import Collection
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from drafter.domain.case import DisputedItem, RecordStatus, RecordType
from drafter.domain.determination import Determination
from drafter.domain.draft import (
    AbsenceSearch,
    DraftSentence,
    Finding,
    ItemDraft,
    Pointer,
    SentenceState,
    Severity,
)
from drafter.domain.evidence import RecordEvidence, RecordSentence
from drafter.domain.guideline import Passage
from drafter.errors import EvaluationError
from drafter.evaluation.audit import (
    Audit,
    AuditSentence,
    DrawnSentence,
    Label,
    LabelledSentence,
    SentenceId,
    agreement,
    audit_figures,
    draw,
    sentences_of,
)
from drafter.evaluation.audit_sheet import COLUMNS, INSTRUCTIONS, read_labels, sheet
from drafter.evaluation.figure import Figure
from drafter.evaluation.resample import interval
from drafter.evaluation.run_files import AS_WRITTEN, UR_REMOVED, CaseLine, GoldItem, ItemLine, ShownPassage

COPIED, SET, UNJUDGED, FLAGGED = SentenceState
TODAY = date(2026, 1, 2)
PASSAGE = Passage.model_validate(
    {
        "id": "invented/gong",
        "edition": {
            "id": "invented", "guideline": "Invented", "cited_as": "Invented Guideline", "edition": "2016",
            "publisher": "Nobody", "tier": "MTUS", "in_force": {"from": "2016-01-01", "by": "request"},
            "digest": True, "licence": "none",
        },
        "section": "Gong",
        "sentences": [{"number": 1, "text": "A gong is an option."}],
    }
)  # fmt: skip
PASSAGES = {"p": PASSAGE}


def line(
    letter: str = "L1",
    item: int = 1,
    states: tuple[SentenceState, ...] = (COPIED, UNJUDGED, FLAGGED, SET),
    condition: str = AS_WRITTEN,
    findings: tuple[tuple[int, Severity], ...] = (),
    text: str = "Sentence {}.",
    pointers: tuple[str, ...] = (),
    absences: tuple[AbsenceSearch, ...] = (),
    overturned: bool = False,
) -> ItemLine:
    """An invented item with one sentence for each state."""
    points = tuple(Pointer(source=p.split(".")[0], sentence=int(p.split(".")[1])) for p in pointers)
    return ItemLine(
        letter=letter,
        item=item,
        condition=condition,
        request=DisputedItem(request="Gong"),
        evidence=(ShownPassage(source="G1", sha256="p", score=1),),
        draft=ItemDraft(
            criteria=(),
            probability=0.5,
            determination=Determination.UPHELD,
            rationale=tuple(DraftSentence(text=text.format(n), pointers=points) for n, _ in enumerate(states, 1)),
        ),
        states=states,
        absences=absences,
        findings=tuple(
            Finding(code="invented", severity=severity, item=item, sentence=number, message="m", mend="m")
            for number, severity in findings
        ),
        gold=GoldItem(
            determination=Determination.OVERTURNED if overturned else Determination.UPHELD,
            citations=(),
            reviewer_guideline=None,
            rationale="Invented.",
            cites_held=False,
        ),
    )


def case(letter: str, condition: str = AS_WRITTEN) -> CaseLine:
    record = RecordEvidence(
        source="R1",
        id="report",
        type=RecordType.PROGRESS_REPORT,
        status=RecordStatus.RECEIVED,
        sentences=tuple(RecordSentence(number=n, text=f"Record {n}.") for n in (1, 2, 3)),
        sha256="r",
    )
    return CaseLine(letter=letter, condition=condition, case_number=letter, clinical_summary=None, records=(record,))


def drawn(lines: list[ItemLine], n: int = 1000, seed: int = 1) -> tuple[AuditSentence, ...]:
    cases = {(one.letter, one.condition): case(one.letter, one.condition) for one in lines}
    return draw(lines, n, seed, PASSAGES, cases)


def places(sentences: tuple[AuditSentence, ...]) -> list[tuple[str, int, int]]:
    return [(one.id.letter, one.id.item, one.id.sentence) for one in sentences]


MANY = [line(f"L{letter}", item) for letter in range(10) for item in (1, 2, 3)]


def test_all_states_are_drawn_but_set_and_only_of_cases_as_written() -> None:
    failed = line("L9").model_copy(update={"draft": None, "states": (), "failed": "no answer"})
    found = drawn([line("L1"), line("L2", condition=UR_REMOVED), failed])
    assert sorted(places(found)) == [("L1", 1, 1), ("L1", 1, 2), ("L1", 1, 3)]
    assert {one.state for one in found} == {COPIED, UNJUDGED, FLAGGED}


def test_a_sample_is_without_replacement_and_hangs_on_seed_alone() -> None:
    ten = places(drawn(MANY, 10))
    assert len(set(ten)) == 10
    assert places(drawn(MANY[::-1], 10)) == ten
    assert places(drawn(MANY, 20))[:10] == ten
    assert places(drawn(MANY, 10, seed=2)) != ten


def test_each_sentence_is_as_likely_as_every_other() -> None:
    lines = [line("A", states=(COPIED,) * 6), line("B", states=(UNJUDGED,) * 3)]
    counts = Counter(place for seed in range(600) for place in places(drawn(lines, 3, seed)))
    assert len(counts) == 9
    # 200 each are expected, with a standard deviation of 11.5.
    assert all(150 < count < 250 for count in counts.values())
    chi_square = sum((count - 200) ** 2 / 200 for count in counts.values())
    assert chi_square < 26.1  # 8 degrees of freedom, p = 0.001


def test_sentences_alike_in_one_item_are_drawn_each() -> None:
    assert len(places(drawn([line(text="The same.")]))) == 3


def test_a_sentence_is_flagged_by_errors_and_warnings_and_not_by_notes() -> None:
    found = line(findings=((1, Severity.NOTE), (2, Severity.WARNING), (3, Severity.ERROR)))
    assert {one.id.sentence: one.flagged for one in drawn([found])} == {1: False, 2: True, 3: True}


def test_a_sentence_with_a_search_behind_it_calls_something_absent() -> None:
    search = AbsenceSearch(sentence=2, missing="gong", terms=("gong",), searched=())
    assert {one.id.sentence: one.absence for one in drawn([line(absences=(search,))])} == {1: False, 2: True, 3: False}


def test_the_evidence_is_what_is_pointed_at_then_what_is_near_an_absence() -> None:
    nearest = AbsenceSearch(
        sentence=1,
        missing="gong",
        terms=("gong",),
        searched=(),
        contradicted_by=(Pointer(source="R1", sentence=3),),
        nearest=(Pointer(source="R1", sentence=1), Pointer(source="R1", sentence=2)),
    )
    (found,) = drawn([line(states=(UNJUDGED,), pointers=("G1.1", "R1.2", "G1.9", "R7.1"), absences=(nearest,))])
    assert found.evidence == (
        "G1.1 (Invented Guideline (2016), Gong): A gong is an option.",
        "R1.2 (progress report): Record 2.",
        "G1.9 (Invented Guideline (2016), Gong): there is no such sentence",
        "R7.1: the draft was given no such source",
        "R1.1 (progress report): Record 1.",
        "R1.3 (progress report): Record 3.",
    )


def test_what_cannot_be_drawn_is_said() -> None:
    with pytest.raises(EvaluationError, match="at least 1"):
        drawn(MANY, 0)
    with pytest.raises(EvaluationError, match="no sentence to draw"):
        drawn([])
    with pytest.raises(EvaluationError, match=r"L1, item 1: its case is not in cases\.jsonl"):
        draw([line()], 1, 1, PASSAGES, {})
    with pytest.raises(EvaluationError, match=r"L1, item 1: G1 is not in passages\.jsonl"):
        draw([line(pointers=("G1.1",))], 1, 1, {}, {("L1", AS_WRITTEN): case("L1")})


def rows_of(held: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(held.decode("utf-8-sig"), newline="")))


def filled(
    rows: list[dict[str, str]], labels: dict[int, str], *, delimiter: str = ",", encoding: str = "utf-8-sig"
) -> bytes:
    """The sheet as a physician saves it, with labels by the row's number among the sentences, from 0."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(row | {"label": labels.get(number, "")} for number, row in enumerate(rows))
    return out.getvalue().encode(encoding)


def read(held: bytes, lines: list[ItemLine]) -> Audit:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sheet.csv"
        file.write_bytes(held)
        return read_labels(file, lines, labeler="Dr. Invented", on=TODAY)


def test_the_sheet_opens_in_excel_and_does_not_show_findings() -> None:
    held = sheet(drawn([line(findings=((3, Severity.ERROR),))]))
    assert held.startswith(b"\xef\xbb\xbf")
    rows = rows_of(held)
    assert tuple(rows[0]) == COLUMNS
    assert {row["label"] + row["comment"] for row in rows} == {""}
    assert not any(word in held.decode().lower() for word in ("invented,", "error", "flagged", "copied", "unjudged"))
    assert all(f"  {label} " in INSTRUCTIONS for label in Label)


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8-sig"), ("\t", "utf-8"), ("\t", "utf-16")]
)
def test_labels_are_read_however_excel_saves_them(delimiter: str, encoding: str) -> None:
    lines = [line(findings=((2, Severity.WARNING),), overturned=True)]
    sentences = drawn(lines)
    labels = {0: " Right ", 1: "FALSE  absence"}
    audit = read(filled(rows_of(sheet(sentences)), labels, delimiter=delimiter, encoding=encoding), lines)
    assert (audit.labeler, audit.labelled_on, audit.drawn) == ("Dr. Invented", TODAY, 3)
    assert [(one.id, one.label, one.flagged) for one in audit.labels] == [
        (sentences[0].id, Label.RIGHT, sentences[0].flagged),
        (sentences[1].id, Label.FALSE_ABSENCE, sentences[1].flagged),
    ]
    assert [one.id for one in audit.unlabelled] == [sentences[2].id]
    assert all(one.overturned for one in audit.labels)
    assert Audit.model_validate_json(audit.model_dump_json(by_alias=True)) == audit


HOSTILE = st.text(max_size=30) | st.lists(
    st.sampled_from(["=1+1", "+", "-", "@", "\t", "\r", "\n", '"', '""', ",", ";", "'", "''", "\ufeff", "\0", "a", " "])
).map("".join)


@given(letter=HOSTILE.filter(str.strip), text=HOSTILE, comment=HOSTILE, delimiter=st.sampled_from(",;\t"))
def test_hostile_text_comes_through_the_sheet(letter: str, text: str, comment: str, delimiter: str) -> None:
    lines = [line(letter, states=(UNJUDGED,), text=text.replace("{", "").replace("}", ""))]
    (sentence,) = drawn(lines)
    (row,) = rows_of(sheet([sentence]))
    assert not any(cell.startswith(tuple("=+-@\t\r\n")) for cell in row.values())
    assert row["sentence"] in (sentence.text, "'" + sentence.text)
    row["comment"] = rows_of(sheet([sentence.model_copy(update={"text": comment})]))[0]["sentence"]
    (label,) = read(filled([row], {0: "wrong"}, delimiter=delimiter), lines).labels
    assert (label.id, label.comment) == (sentence.id, comment)


def test_empty_labels_and_rows_are_not_counted() -> None:
    rows = rows_of(sheet(drawn([line()])))
    audit = read(filled([*rows, dict.fromkeys(COLUMNS, "")], {1: "right"}), [line()])
    assert (audit.drawn, len(audit.labels)) == (3, 1)


def said_of(held: bytes, lines: list[ItemLine]) -> list[str]:
    """What is wrong with a sheet, line by line, without the file's name."""
    with pytest.raises(EvaluationError) as error:
        read(held, lines)
    assert "secret" not in str(error.value)
    return [one.partition("sheet.csv: ")[2] for one in str(error.value).splitlines()]


def test_everything_wrong_with_a_sheet_is_named_at_once() -> None:
    lines = [line()]
    rows = rows_of(sheet(drawn(lines)))
    rows += [rows[0], {**rows[1], "id": "L1:1.4:abc"}, {**rows[1], "id": "secret"}]
    said = said_of(filled(rows, {0: "secret", 1: "right"}), lines)
    assert [one.partition(":")[0] for one in said] == [
        "2 rows, the first is row 6, column id", "row 2, column label", "row 5, column id",
    ]  # fmt: skip
    assert "no sentence of this run" in said[0]
    assert '"right", "wrong", "false absence", "cannot tell"' in said[1]
    assert "row 2" in said[2]


def test_a_sheet_of_another_run_is_told_in_one_line() -> None:
    held = filled(rows_of(sheet(drawn(MANY))), {0: "right"})
    said = [
        "90 rows, the first is row 2, column id: names no sentence of this run; take the sheet that was drawn from it"
    ]
    assert said_of(held, [line("other")]) == said
    anew = [one.model_copy(update={"draft": line(text="Another {}.").draft}) for one in MANY]
    assert said_of(held, anew) == [
        "90 rows, the first is row 2, column id: the draft of this sentence is another one by now; draw a new sheet"
    ]


@pytest.mark.parametrize(("wrong", "last"), [(10, "row 11, column label"), (14, "and 4 more")])
def test_ten_faulty_rows_are_named(wrong: int, last: str) -> None:
    said = said_of(filled(rows_of(sheet(drawn(MANY))), dict.fromkeys(range(wrong), "secret")), MANY)
    assert len(said) == min(wrong, 11)
    assert [one.startswith(f"row {number}, ") for number, one in enumerate(said[:10], start=2)] == [True] * 10
    assert said[-1].startswith(last)


def test_labels_of_another_draft_are_refused() -> None:
    held = filled(rows_of(sheet(drawn([line()]))), {0: "right"})
    with pytest.raises(EvaluationError, match="row 2, column id: the draft of this sentence is another one by now"):
        read(held, [line(text="Another {}.")])


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (b"", "no audit sheet"),
        (b"id,request\n1,2\n", "no audit sheet"),
        (b'id,label\n"L1:1.1:x,right\n', "no audit sheet"),
        (b"id,label\nL1:1.1:\xe9,right\n", "not UTF-8"),
        (b"id,label\n" + b"L1:" + b"9" * 5000 + b".1:x,right\n", "row 2, column id: names no sentence"),
        ("id,label\nL1:\u00b2.1:x,right\n".encode(), "row 2, column id: names no sentence"),
    ],
)
def test_a_file_that_is_no_sheet_is_named(held: bytes, said: str) -> None:
    with pytest.raises(EvaluationError, match=said):
        read(held, [line()])


def test_a_sheet_that_is_not_there_and_a_labeler_without_name_are_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="cannot be read"):
        read_labels(tmp_path / "none.csv", [], labeler="Dr. Invented", on=TODAY)
    with pytest.raises(EvaluationError, match="name the physician"):
        read_labels(tmp_path / "none.csv", [], labeler=" ", on=TODAY)


def audit_of(*labels: tuple[str, Label, bool], absences: Collection[int] = ()) -> Audit:
    """An audit of letters, labels and whether a finding stands against the sentence; some call something absent."""
    return Audit(
        labeler="Dr. Invented",
        labelled_on=TODAY,
        drawn=len(labels),
        labels=tuple(
            LabelledSentence(
                id=SentenceId(letter=letter, item=1, sentence=number, sha256="0" * 64),
                label=label,
                state=UNJUDGED,
                flagged=flagged,
                overturned=number == 1,
                absence=number in absences,
            )
            for number, (letter, label, flagged) in enumerate(labels, start=1)
        ),
    )


def test_the_figures_worked_by_hand() -> None:
    audit = audit_of(
        *[("A", Label.RIGHT, False)] * 20,
        *[("A", Label.WRONG, True)] * 4,
        *[("B", Label.WRONG, False)] * 2,
        *[("B", Label.FALSE_ABSENCE, False)] * 6,
        *[("C", Label.CANNOT_TELL, False)] * 5,
        *[("C", Label.CANNOT_TELL, True)] * 3,
        absences=range(19, 29),  # two of the right ones to two of the false absences
    )
    figures = {one.name: one for one in audit_figures(audit)}
    absence = figures.pop("audit.false absence")
    assert (absence.value, absence.n, absence.letters, absence.overturned) == (6 / 14, 14, 2, 0)
    assert absence.no_verdict == "only 14 sentences calling something absent, under 30"
    assert {name: one.value for name, one in figures.items()} == {
        "audit.wrong and unflagged": 13 / 40,
        "audit.wrong": 12 / 40,
        "audit.cannot tell": 8 / 40,
    }
    assert {(one.n, one.letters, one.overturned, one.no_verdict) for one in figures.values()} == {
        (40, 3, 1, "sentences of only 3 letters, under 30")
    }
    wrong = figures["audit.wrong"]
    assert (wrong.low, wrong.high) == interval([[False] * 20 + [True] * 4, [True] * 8, [False] * 8])


def unlabelled(one: LabelledSentence) -> DrawnSentence:
    return DrawnSentence.model_validate(one.model_dump(exclude={"label", "comment"}))


def figure(name: str, *audits: Audit) -> Figure:
    return next(one for one in audit_figures(*audits) if one.name == name)


def test_false_absences_are_a_share_of_what_calls_something_absent() -> None:
    many = [(f"L{n % 40}", Label.RIGHT, False) for n in range(80)]
    none = figure("audit.false absence", audit_of(*many))
    assert (none.value, none.low, none.n, none.no_verdict) == (
        None, None, 0, "no sentence drawn calls something absent",
    )  # fmt: skip
    some = figure("audit.false absence", audit_of(*many, absences=range(1, 41)))
    assert (some.value, some.n, some.letters, some.no_verdict) == (0, 40, 40, None)
    unsure = [(letter, Label.CANNOT_TELL, False) for letter, _, _ in many[:3]]
    told = figure("audit.false absence", audit_of(*unsure, *many[3:], absences=range(1, 41)))
    assert told.no_verdict == '3 of 40 sentences calling something absent are labelled "cannot tell"'


def test_absences_that_are_drawn_and_not_labelled_allow_no_verdict_about_absences() -> None:
    audit = audit_of(*[(f"L{n % 50}", Label.RIGHT, False) for n in range(100)], absences=range(1, 41))
    left = audit.labels[37:40]
    part = audit.model_copy(
        update={
            "labels": (*audit.labels[:37], *audit.labels[40:]),
            "unlabelled": tuple(map(unlabelled, left)),
        }
    )
    assert figure("audit.wrong", part).no_verdict is None
    assert figure("audit.false absence", part).no_verdict == (
        "only 37 of the 40 sentences drawn calling something absent are labelled"
    )


@pytest.mark.parametrize("turned", [False, True])
def test_a_sentence_that_several_label_counts_once_by_the_worst_label(turned: bool) -> None:
    right, unsure, wrong, absent = Label.RIGHT, Label.CANNOT_TELL, Label.WRONG, Label.FALSE_ABSENCE
    ours = audit_of(*[("A", one, False) for one in (right, right, right, unsure, wrong, right)])
    theirs = audit_of(*[("A", one, False) for one in (right, unsure, wrong, wrong, absent)])
    figures = {one.name: one for one in audit_figures(*((theirs, ours) if turned else (ours, theirs)))}
    assert {name: (one.value, one.n) for name, one in figures.items()} == {
        "audit.wrong and unflagged": (4 / 6, 6),
        "audit.wrong": (3 / 6, 6),
        "audit.false absence": (1, 1),
        "audit.cannot tell": (1 / 6, 6),
    }


def test_nothing_wrong_has_an_upper_bound_by_the_letters() -> None:
    found = audit_figures(audit_of(*[(f"L{n % 40}", Label.RIGHT, False) for n in range(80)]))[0]
    assert (found.value, found.low) == (0, 0)
    assert found.high == pytest.approx(1 - 0.025 ** (1 / 40))


def test_few_labels_allow_no_verdict_and_none_no_value() -> None:
    few = audit_figures(audit_of(*[(f"L{n}", Label.RIGHT, False) for n in range(29)]))
    assert {one.no_verdict for one in few} == {
        "only 29 sentences, under 30", "no sentence drawn calls something absent",
    }  # fmt: skip
    none = audit_figures()
    assert {(one.value, one.low, one.n) for one in none} == {(None, None, 0)}
    assert none[0].no_verdict == "no sentence is labelled"


def verdicts(audit: Audit) -> set[str | None]:
    return {one.no_verdict for one in audit_figures(audit)}


def test_what_cannot_be_told_allows_no_verdict() -> None:
    letters = [f"L{n % 50}" for n in range(100)]
    sure = [(letter, Label.RIGHT, False) for letter in letters]
    assert verdicts(audit_of(*sure, absences=range(1, 101))) == {None}
    unsure = [(letter, Label.CANNOT_TELL, False) for letter in letters[:6]]
    assert verdicts(audit_of(*unsure, *sure[6:], absences=range(50, 101))) == {
        '6 of 100 sentences are labelled "cannot tell"', None,
    }  # fmt: skip


def half(audit: Audit, *, first: bool) -> Audit:
    """A physician's audit of a whole sheet, with one half labelled."""
    middle = len(audit.labels) // 2
    kept, left = audit.labels[:middle], audit.labels[middle:]
    kept, left = (kept, left) if first else (left, kept)
    return audit.model_copy(update={"labels": kept, "unlabelled": tuple(map(unlabelled, left))})


def test_what_no_physician_labelled_allows_no_verdict() -> None:
    whole = audit_of(*[(f"L{n % 50}", Label.RIGHT, False) for n in range(100)])
    one, other = half(whole, first=True), half(whole, first=False)
    assert figure("audit.wrong", one).no_verdict == "only 50 of the 100 sentences drawn are labelled"
    assert (figure("audit.wrong", one, other).no_verdict, figure("audit.wrong", one, other).n) == (None, 100)


LABELS = st.sampled_from(Label)


@given(st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=40))
def test_agreement_is_cohens_kappa(pairs: list[tuple[Label, Label]]) -> None:
    ours, theirs = [a for a, _ in pairs], [b for _, b in pairs]
    found = agreement(audit_of(*(("A", a, False) for a in ours)), audit_of(*(("A", b, False) for b in theirs)))
    assert (found.n, found.same) == (len(pairs), sum(a is b for a, b in pairs))
    if len({*ours, *theirs}) == 1:
        assert found.kappa is None
    else:
        assert found.kappa == pytest.approx(cohen_kappa_score(ours, theirs))


def test_agreement_is_over_what_both_labelled() -> None:
    two = audit_of(("A", Label.RIGHT, False), ("A", Label.WRONG, False))
    assert agreement(two, audit_of(("A", Label.RIGHT, False))).n == 1
    assert agreement(two, audit_of(("B", Label.RIGHT, False))) == agreement(audit_of(), two)


def test_every_sentence_of_a_run_has_an_id_of_its_own() -> None:
    ids = [str(one.id) for one in sentences_of(MANY)]
    assert len(set(ids)) == len(ids) == 90
