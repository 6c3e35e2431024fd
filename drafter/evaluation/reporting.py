"""A run's folder as its report needs it."""

from collections.abc import Iterator
from pathlib import Path

from drafter.evaluation.auditing import figures_of
from drafter.evaluation.manifest import Manifest, read_manifest
from drafter.evaluation.reading import read_cases, read_items, read_metrics, read_passages
from drafter.evaluation.report.given import LeftOutItem, ReportInput
from drafter.evaluation.report.page import render_report
from drafter.evaluation.run_files import AS_WRITTEN


def report_page(folder: Path, items: int) -> str:
    """The report of a run as one HTML page with at most so many cards of items.

    Raises:
        EvaluationError: the folder holds no scored run, or a file of it cannot be used.
        SettingsError: matplotlib is not installed.
    """
    manifest, metrics = read_manifest(folder), read_metrics(folder)
    written = next(one for one in metrics.curves if one.condition == AS_WRITTEN)
    return render_report(
        ReportInput(
            title=f"{manifest.suite.name}, {manifest.drafted_by.model}, {manifest.made_on.isoformat()}",
            facts=list(_facts(manifest, folder)),
            figures=[*metrics.figures, *figures_of(folder)],
            confusion=written.confusion,
            calibration=written.calibration,
            coverage=written.coverage,
            lines=list(read_items(folder)),
            cases=read_cases(folder),
            passages=read_passages(folder),
            left_out=[
                LeftOutItem(one.letter, one.item, f"{one.of} do not count it: {one.reason}")
                for one in metrics.left_out
                if one.condition == AS_WRITTEN
            ],
        ),
        items=items,
    )


def _facts(manifest: Manifest, folder: Path) -> Iterator[tuple[str, str]]:
    suite, by = manifest.suite, manifest.drafted_by
    yield "suite", f"{suite.name}, version {suite.version}: {suite.about}"
    records = f", {manifest.full_records} letters with full records" if manifest.full_records else ""
    yield "decisions", f"{manifest.items} items of {manifest.letters} letters{records}"
    yield "decisions digest", manifest.decisions_sha256[:16]
    yield "drafter", f"{by.model}, drafter {manifest.version}"
    if by.base_url:
        yield "server", by.base_url
        yield "prompt", f"{by.prompt}, {(by.prompt_sha256 or '')[:16]}"
        yield "parameters", ", ".join(f"{name} {value}" for name, value in by.parameters.items())
    yield "corpus digest", manifest.corpus_sha256[:16]
    yield "retrieval", f"{suite.retrieval.k} passages an item, {'with' if suite.retrieval.hint else 'without'} the hint"
    yield "embedding", manifest.embedding
    yield "conditions", ", ".join((AS_WRITTEN, *suite.conditions))
    yield "made on", manifest.made_on.isoformat()
    files = " ".join(f"--decisions {file.name}" for file in manifest.decisions) if not suite.decisions else ""
    yield "command", " ".join(f"drafter eval run {suite.name} {files} -o {folder.name}".split())
