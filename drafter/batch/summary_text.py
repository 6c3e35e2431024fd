"""A batch's summary as a page to read in the morning."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from drafter.batch.progress import spoken
from drafter.batch.status import State
from drafter.batch.summary import End, InFlight, NamedCase, Summary
from drafter.letters.display import line


def summary_text(summary: Summary) -> str:
    """The page, as Markdown."""
    return "\n".join(["# Batch", "", *_lines(summary)]) + "\n"


def _lines(summary: Summary) -> Iterator[str]:
    yield from headline(summary)
    yield ""
    yield from _list("Without a draft", summary.without_draft, _count(summary, State.FAILED, State.WAITING))
    yield from _list("Left undone", summary.undone, _count(summary, State.UNDONE))
    if summary.in_flight:
        yield "## Calls in flight when the run before was killed"
        yield ""
        yield "The server may have answered and charged for them; they were asked again."
        yield ""
        yield from map(_in_flight, summary.in_flight)
        yield ""
    yield "Drafts, not decisions: a physician reviews, corrects and signs each."


def _list(title: str, named: Sequence[NamedCase], in_all: int) -> Iterator[str]:
    if named:
        yield f"## {title}"
        yield ""
        yield from map(_named, named)
        more = in_all - len(named)
        yield from [f"- and {more} more, see items.csv"] if more > 0 else []
        yield ""


def _count(summary: Summary, *states: State) -> int:
    return sum(summary.states.get(state, 0) for state in states)


def headline(summary: Summary) -> Iterator[str]:
    """The figures, one line each."""
    run = summary.run
    if summary.end is not End.FINISHED:
        yield f"- **{summary.end}**: {summary.reason}"
    yield f"- cases: {summary.cases} ({_by(summary.states)})"
    if summary.failures:
        yield f"- failed: {_by(summary.failures)}"
    if summary.outcomes:
        yield f"- letters: {_by(summary.outcomes)}"
        yield f"- items: {_by(summary.items)}; a check found an error in {summary.items_with_error}"
    if summary.passed_over:
        yield f"- YAML and JSON files passed over, since they are no case files: {summary.passed_over}"
    cost = f", ${run.cost:.4f}" if run.cost is not None else ""
    tokens = f"{run.prompt_tokens} tokens of prompts and {run.completion_tokens} of answers"
    rate = f"{run.items_per_minute:.0f} a minute"
    cases, items = (f"{n} {one}{'' if n == 1 else 's'}" for n, one in ((run.drafted, "case"), (run.items, "item")))
    yield f"- this run: {cases}, {items} in {spoken(run.seconds)}, {rate}"
    if run.calls or run.kept_answers:
        yield f"- calls: {run.calls} ({tokens}{cost}); answers from the store: {run.kept_answers}"
    if run.questions_written is not None:
        yield f"- questions written: {run.questions_written}"


def _by(counts: Mapping[Any, int]) -> str:
    return ", ".join(f"{n} {name}" for name, n in counts.items())


def _named(case: NamedCase) -> str:
    about = ["expedited"] if case.priority == "expedited" else []
    about += [f"due {case.due}"] if case.due else []
    parts = [(line(case.case_number) or "a case file") + (f" ({', '.join(about)})" if about else "")]
    if case.state is not State.UNDONE:
        parts.append(case.kind or case.state)
    if case.message:
        parts.append(line(" / ".join(case.message.splitlines())))
    return f"- {': '.join(parts)}"


def _in_flight(call: InFlight) -> str:
    item = f"item {call.item}" if call.item else "the case as a whole"
    return f"- {line(call.case_number)}, {item}: {call.purpose}, request {call.request_sha256[:12]}"
