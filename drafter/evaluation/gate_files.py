"""The results of gates for other programs and people: JUnit XML for CI, Markdown for a pull request."""

import re

from lxml import etree

from drafter.evaluation.gate import GateReport, GateResult

NONE_DECIDED = "no gate could be decided, so that nothing was judged"
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow."""
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$@^]|:(?=\S)|(?<=www)\.", re.IGNORECASE)
"""Marks within a line that Markdown, or GitHub's, may read as markup, a link, a mention or a sign."""


def junit(report: GateReport) -> bytes:
    """The results as JUnit XML: one test case a gate; a failure with its reason, or skipped where it is undecided.

    Where no gate could be decided, one more test case fails and says so.
    """
    none = int(not report.decided)
    failures = str(sum(not result.passed for result in report.results) + none)
    counts = {
        "tests": str(len(report.results) + none),
        "failures": failures,
        "errors": "0",
        "skipped": "0",
        "time": "0",
    }
    name = f"gate {_clean(report.profile)}"
    suites = etree.Element("testsuites", {"name": name, **counts})
    suite = etree.SubElement(suites, "testsuite", {"name": name, **counts})
    for result in report.results:
        named = {"classname": _clean(f"gate.{report.profile}"), "name": _clean(_name(result)), "time": "0"}
        case = etree.SubElement(suite, "testcase", named)
        said = _clean(f"{result.state}: {result.reason}")
        if not result.passed:
            etree.SubElement(case, "failure", {"message": said, "type": result.state}).text = said
        elif result.state == "undecided":
            etree.SubElement(case, "skipped", {"message": said})
        else:
            etree.SubElement(case, "system-out").text = said
    if none:
        case = etree.SubElement(suite, "testcase", {"classname": f"gate.{_clean(report.profile)}", "name": "any gate"})
        etree.SubElement(case, "failure", {"message": NONE_DECIDED, "type": "undecided"}).text = NONE_DECIDED
    written: bytes = etree.tostring(suites, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def markdown(report: GateReport) -> str:
    """The results as Markdown: whether all passed, and a table with a row a gate, those that did not pass first."""
    beside = f", beside {_escaped(report.baseline)}" if report.baseline else ""
    held = f"{len(report.results)} gates: {report.counts}"
    held += "" if report.decided else f"; {NONE_DECIDED}"
    lines = [
        f"## Gate {_escaped(report.profile)}: {'passed' if report.passed else 'failed'}",
        "",
        f"Run {_escaped(report.run)}{beside}: {held}.",
        "",
        "| gate | condition | rule | result | why |",
        "|---|---|---|---|---|",
    ]
    for result in sorted(report.results, key=lambda result: result.passed):
        state = result.state if result.passed or result.state == "failed" else "not proven"
        gate = result.gate
        because = f" ({gate.because})" if gate.because and not result.passed else ""
        cells = (gate.figure, result.condition, gate.rule, state, result.reason + because)
        lines.append("| " + " | ".join(map(_escaped, cells)) + " |")
    return "\n".join(lines) + "\n"


def _name(result: GateResult) -> str:
    return f"{result.gate.figure} {result.gate.rule} [{result.condition}]"


def _clean(text: str) -> str:
    """Text that XML can hold; what it cannot is shown as a replacement mark."""
    return _NOT_XML.sub("\ufffd", text)


def _escaped(text: str) -> str:
    """Text of one line that Markdown shows as it is."""
    return _MARKUP.sub(lambda mark: f"&#{ord(mark.group())};", " ".join(_clean(text).split()))
