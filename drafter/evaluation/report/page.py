"""Renders a run's report: one HTML file that asks nothing of the network."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from drafter.evaluation.report.card import Card
from drafter.evaluation.report.cards import AGREEMENTS, cards
from drafter.evaluation.report.given import ReportInput
from drafter.evaluation.report.library import Library
from drafter.evaluation.report.plots import plots
from drafter.evaluation.report.tables import CONFUSION_COLUMNS, codes, confusion, groups, headlines, other_conditions
from drafter.evaluation.run_files import AS_WRITTEN
from drafter.letters.display import clean

_HERE = Path(__file__).parent


def render_report(run: ReportInput, *, items: int = 1000) -> str:
    """The report of a run as one HTML page; the same run gives the same bytes.

    Args:
        run: the run.
        items: the most items to put in the page, those that disagree first; the page says how many are not in it.

    Raises:
        EvaluationError: what an item points at is not in the run.
        SettingsError: matplotlib is not installed.
    """
    run.check()
    library = Library()
    made = cards(run, items, library)
    script = (_HERE / "browse.js").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            run=run,
            counts=_counts(run),
            headlines=headlines(run),
            conditions=other_conditions(run),
            confusion=confusion(run),
            columns=CONFUSION_COLUMNS,
            plots=list(plots(run)),
            groups=list(groups(run)),
            codes=codes(run),
            cards=made,
            not_shown=len(run.lines) - len(made),
            library=library,
            filters=_filters(made),
            agreements=AGREEMENTS,
            as_written=AS_WRITTEN,
            style=Markup((_HERE / "style.css").read_text(encoding="utf-8")),
            script=Markup(script),
            # The browser runs this script alone, whatever else a text of the case may smuggle in.
            digest=b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii"),
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: object) -> object:
    """What is printed, without controls and unseen characters: they come from case texts."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _counts(run: ReportInput) -> dict[str, int]:
    return {
        "items": len({(line.letter, line.item) for line in run.lines}),
        "letters": len({line.letter for line in run.lines}),
        "conditions": len({line.condition for line in run.lines}),
    }


def _filters(made: Iterable[Card]) -> dict[str, list[tuple[str, int]]]:
    """The values that the cards can be filtered by, each with its number of cards, in order of name."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("agree", "slice", "guideline", "code", "condition")}
    for card in made:
        counts["agree"][card.agreement] += 1
        counts["slice"].update(card.slices)
        counts["code"].update(card.codes)
        counts["guideline"].update([card.guideline] if card.guideline else [])
        counts["condition"][clean(card.condition)] += 1
    return {name: sorted(count.items()) for name, count in counts.items()}
