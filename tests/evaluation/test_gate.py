import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt
from pydantic import ValidationError

from drafter.evaluation.compare import Compared, Comparison
from drafter.evaluation.figure import Figure
from drafter.evaluation.gate import DEFAULT_PROFILE, EVERY, GO_LIVE, Gate, GateReport, GateResult, Profile, check_gates
from drafter.evaluation.gate_files import junit, markdown
from drafter.evaluation.run_files import AS_WRITTEN, UR_REMOVED
from drafter.evaluation.specs import SPECS, stability_specs

JUNIT = etree.XMLSchema(
    etree.fromstring("""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:attributeGroup name="counts">
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="skipped" type="xs:nonNegativeInteger"/>
    <xs:attribute name="time" type="xs:decimal"/>
  </xs:attributeGroup>
  <xs:element name="testsuites"><xs:complexType>
    <xs:sequence><xs:element ref="testsuite" maxOccurs="unbounded"/></xs:sequence>
    <xs:attributeGroup ref="counts"/>
  </xs:complexType></xs:element>
  <xs:element name="testsuite"><xs:complexType>
    <xs:sequence><xs:element ref="testcase" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
    <xs:attributeGroup ref="counts"/>
  </xs:complexType></xs:element>
  <xs:element name="testcase"><xs:complexType>
    <xs:choice minOccurs="0">
      <xs:element name="failure"><xs:complexType><xs:simpleContent><xs:extension base="xs:string">
        <xs:attribute name="message" type="xs:string"/><xs:attribute name="type" type="xs:string"/>
      </xs:extension></xs:simpleContent></xs:complexType></xs:element>
      <xs:element name="system-out" type="xs:string"/>
    </xs:choice>
    <xs:attribute name="classname" type="xs:string" use="required"/>
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="time" type="xs:decimal"/>
  </xs:complexType></xs:element>
</xs:schema>
""")
)
NAME = "audit.wrong and unflagged"
ANY_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(str.strip)


def figure(low: float | None, high: float | None, **changes: Any) -> Figure:
    fields = {
        "name": NAME,
        "group": "audit",
        "better": "lower",
        "of": "draft",
        "condition": AS_WRITTEN,
        "slice": "all",
        "value": None if low is None or high is None else (low + high) / 2,
        "low": low,
        "high": high,
        "n": 300,
        "letters": 120,
        "overturned": 120,
        "no_verdict": None,
    }
    return Figure.model_validate(fields | changes)


def compared(low: float | None, high: float | None, p: float | None = 0.001, **changes: Any) -> Compared:
    difference = None if low is None or high is None else (low + high) / 2
    fields = {
        "name": NAME,
        "group": "audit",
        "better": "lower",
        "a": 0.5,
        "b": 0.5,
        "difference": difference,
        "low": low,
        "high": high,
        "p": p,
        "minimum_effect": 0.02,
        "n": 300,
        "letters": 120,
        "overturned": 120,
        "unpaired": 0,
        "verdict": "no difference shown",
    }
    return Compared.model_validate(fields | changes)


def beside(*figures: Compared, condition: str = AS_WRITTEN) -> Comparison:
    return Comparison(a="old", b="new", condition=condition, primary=NAME, items=300, letters=120, figures=figures)


def results(gate: Gate, *figures: Figure, comparisons: tuple[Comparison, ...] = ()) -> tuple[GateResult, ...]:
    profile = Profile(name="mine", gates=(gate,))
    return check_gates(profile, "new", figures, "old", comparisons).results


@pytest.mark.parametrize(
    ("low", "high", "state"),
    [(0.0, 0.01, "passed"), (0.005, 0.02, "undecided"), (0.01, 0.03, "undecided"), (0.011, 0.03, "failed")],
)
@pytest.mark.parametrize("must_be_proven", [False, True])
def test_a_bound_is_held_against_the_ends_of_the_interval(
    low: float, high: float, state: str, must_be_proven: bool
) -> None:
    (most,) = results(Gate(figure=NAME, at_most=0.01, must_be_proven=must_be_proven), figure(low, high))
    least_gate = Gate(figure=NAME, at_least=0.99, must_be_proven=must_be_proven)
    (least,) = results(least_gate, figure(1 - high, 1 - low))
    for result in (most, least):
        assert result.state == state
        assert result.passed == (state == "passed" or (state == "undecided" and not must_be_proven))


@pytest.mark.parametrize(
    ("low", "high", "p", "state", "proven"),
    [
        (0.01, 0.05, 0.001, "failed", "failed"),  # worse by 3 points, and more than chance
        (-0.01, 0.07, 0.2, "passed", "undecided"),  # may be chance
        (0.01, 0.05, 0.12, "passed", "undecided"),  # interval without 0, but one-sided p above 5 %
        (0.005, 0.015, 0.001, "passed", "passed"),  # worse for sure, but by less than the effect
        (0.005, 0.025, 0.001, "passed", "undecided"),
        (-0.05, -0.01, 0.001, "passed", "passed"),  # better
        (-0.01, 0.01, 0.9, "passed", "passed"),
    ],
)
def test_a_change_fails_where_it_is_large_enough_and_more_than_chance(
    low: float, high: float, p: float, state: str, proven: str
) -> None:
    for must_be_proven, expected in ((False, state), (True, proven)):
        (rise,) = results(
            Gate(figure=NAME, may_rise=0.02, must_be_proven=must_be_proven),
            comparisons=(beside(compared(low, high, p)),),
        )
        (fall,) = results(
            Gate(figure=NAME, may_fall=0.02, must_be_proven=must_be_proven),
            comparisons=(beside(compared(-high, -low, p)),),
        )
        assert (rise.state, fall.state) == (expected, expected)
        assert rise.passed == (expected == "passed")


def test_too_few_items_can_fail_a_gate_and_never_pass_one() -> None:
    few = "only 12 items, under 30"
    gate = Gate(figure=NAME, at_most=0.01)
    assert results(gate, figure(0.0, 0.0, no_verdict=few))[0].state == "undecided"
    assert results(gate, figure(0.5, 0.9, no_verdict=few))[0].state == "failed"
    change, verdict = Gate(figure=NAME, may_rise=0.02), "no verdict: 12 items, fewer than 30"
    for ends, state in (((-0.01, 0.01), "undecided"), ((0.5, 0.9), "failed")):
        (result,) = results(change, comparisons=(beside(compared(*ends, verdict=verdict)),))
        assert result.state == state
        assert result.passed == (state == "undecided")


def test_a_figure_that_is_not_there_fails_and_says_so() -> None:
    change, bound = Gate(figure=NAME, may_rise=0.02), Gate(figure=NAME, at_most=0.5)
    others = [figure(0, 0.1, of="always Upheld"), figure(0, 0.1, slice="drug"), figure(0, 0.1, condition=UR_REMOVED)]
    for gate, figures, comparisons, why in (
        (bound, [], (), "no sentence is labelled yet"),
        (bound, others, (), "no sentence is labelled yet"),
        (bound, [figure(None, None)], (), "the figure is undefined"),
        (change, [], (), "no baseline"),
        (change, [], (beside(),), "the comparison does not have this figure"),
        (change, [], (beside(compared(0, 0), condition=UR_REMOVED),), "the comparison does not have this figure"),
        (change, [], (beside(compared(None, None)),), "undefined in one of the runs"),
        (Gate(figure=NAME, condition=EVERY, at_most=0.5), [], (), "no sentence is labelled yet"),
        (Gate(figure="outcome.AUC", at_least=0.5), [], (), "the run does not have this figure in this condition"),
        (Gate(figure="stability.redraft changed", condition="redrafts", at_most=0.1), [], (), "add the condition"),
    ):
        (result,) = results(gate, *figures, comparisons=comparisons)
        assert (result.state, result.passed) == ("failed", False)
        assert why in result.reason


def test_a_figure_without_an_interval_is_undecided() -> None:
    assert results(Gate(figure=NAME, at_most=0.5), figure(None, None, value=0.1))[0].state == "undecided"
    without = beside(compared(None, None, difference=0.5))
    assert results(Gate(figure=NAME, may_rise=0.5), comparisons=(without,))[0].state == "undecided"


def test_a_gate_on_every_condition_is_asked_in_each_that_the_run_has() -> None:
    gate = Gate(figure=NAME, condition=EVERY, at_most=0.02, must_be_proven=True)
    found = results(gate, figure(0, 0.01, condition="sex swapped"), figure(0.1, 0.2, condition="name swapped"))
    assert [(one.condition, one.passed) for one in found] == [("sex swapped", True), ("name swapped", False)]


def test_the_profiles_ask_of_figures_that_there_are() -> None:
    names = {
        spec.name
        for spec in (
            *SPECS,
            *stability_specs("stay", True),
            *stability_specs("stay", False),
            *stability_specs("change", False),
        )
    }
    asked = {gate.figure for profile in (DEFAULT_PROFILE, GO_LIVE) for gate in profile.gates}
    assert asked - names == {"audit.wrong and unflagged", "audit.false absence"}
    better = {spec.name: spec.better for spec in SPECS}
    for gate in DEFAULT_PROFILE.gates:
        assert gate.is_change
        assert (gate.may_fall is not None) == (better[gate.figure] == "higher")
    assert all(gate.must_be_proven and not gate.is_change for gate in GO_LIVE.gates)


def test_a_suite_can_carry_its_gates() -> None:
    for profile in (DEFAULT_PROFILE, GO_LIVE):
        written = yaml.safe_dump(profile.model_dump(mode="json", exclude_defaults=True))
        assert Profile.model_validate(yaml.safe_load(written)) == profile


@pytest.mark.parametrize("limits", [{}, {"at_least": 0.1, "at_most": 0.2}, {"may_fall": 0}, {"at_most": float("nan")}])
def test_a_gate_has_one_limit(limits: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Gate.model_validate({"figure": NAME} | limits)


def report(figure: str = NAME, reason: str = "why", profile: str = "mine", run: str = "new") -> GateReport:
    """One gate that passed, and two that did not: one failed, one not proven."""
    gates = Gate(figure="other", at_most=0.5), Gate(figure=figure, at_most=0.01, must_be_proven=True)
    return GateReport(
        profile=profile,
        run=run,
        baseline=None,
        results=(
            GateResult(gate=gates[0], condition=AS_WRITTEN, state="passed", passed=True, reason="within"),
            GateResult(gate=gates[1], condition=AS_WRITTEN, state="failed", passed=False, reason=reason),
            GateResult(gate=gates[1], condition=UR_REMOVED, state="undecided", passed=False, reason=reason),
        ),
    )


@settings(max_examples=50, deadline=None)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_junit_is_of_the_common_form_whatever_names_hold(name: str, reason: str, profile: str) -> None:
    written = etree.fromstring(junit(report(name, reason, profile)))
    JUNIT.assertValid(written)
    suite = written[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "2", "0")
    assert len(suite.findall("testcase/failure")) == 2
    assert len({case.get("name") for case in suite}) == 3
    shown = re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", reason)
    assert suite[1][0].text == f"failed: {shown}"


@settings(max_examples=50, deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_markdown_shows_every_name_as_it_is(name: str, reason: str) -> None:
    page = html.fromstring(MarkdownIt("commonmark").enable("table").render(markdown(report(name, reason))))
    rows = [[cell.text_content().strip() for cell in row] for row in page.iter("tr")]
    assert len(rows) == 4
    assert not list(page.iter("a", "em", "strong", "code", "img"))
    assert rows[1][3:4] + rows[2][3:4] + rows[3][3:4] == ["failed", "not proven", "passed"]
    if name.isprintable() and reason.isprintable():
        assert rows[1][0] == " ".join(Gate(figure=name, at_most=1).figure.split())
        assert rows[1][4] == " ".join(reason.split())


def test_markdown_says_first_what_did_not_pass_and_why() -> None:
    profile = Profile(
        name="mine", gates=(Gate(figure="other", at_most=0.5), Gate(figure=NAME, at_most=0.01, because="it harms"))
    )
    found = markdown(check_gates(profile, "new", [figure(0.1, 0.2), figure(0, 0.1, name="other")], "old", ()))
    assert found.startswith("## Gate mine: failed\n\nRun new, beside old: 2 gates: 1 passed, 1 failed.\n")
    assert found.index("it harms") < found.index("within")


def test_many_change_gates_share_the_chance_of_failing() -> None:
    """p 0.04 for one gate alone is a one-sided 0.02 and fails; as the least of three it is 0.06, and passes."""
    names = (NAME, "outcome.second", "outcome.third")
    gates = tuple(Gate(figure=name, may_rise=0.02) for name in names)
    changes = [
        compared(0.01, 0.05, p).model_copy(update={"name": n}) for n, p in zip(names, (0.04, 0.5, 0.5), strict=True)
    ]
    one = check_gates(Profile(name="one", gates=gates[:1]), "run", [], "base", [beside(changes[0])])
    three = check_gates(Profile(name="three", gates=gates), "run", [], "base", [beside(*changes)])
    assert [result.state for result in one.results] == ["failed"]
    assert [result.state for result in three.results] == ["passed"] * 3


def test_where_nothing_can_be_decided_the_run_does_not_pass() -> None:
    gates = (Gate(figure=NAME, at_most=0.5),)
    few = figure(0.0, 0.9).model_copy(update={"no_verdict": "only 3 items, under 30"})
    report = check_gates(Profile(name="bound", gates=gates), "run", [few], None, [])
    assert [result.passed for result in report.results] == [True]
    assert (report.decided, report.passed) == (0, False)
    assert etree.fromstring(junit(report)).get("failures") == "1"
    assert "no gate could be decided" in markdown(report)


def test_a_drafter_that_says_nothing_does_not_go_live() -> None:
    asked = {gate.figure: gate for gate in GO_LIVE.gates}
    assert asked["outcome.share decided"].at_least
    assert asked["outcome.overturn recall"].at_least
    assert asked["citation.first guideline"].at_least
    assert all(gate.must_be_proven for gate in GO_LIVE.gates)
