"""The figures of `index_measure` as JSON, as a fragment of Markdown and as a plot."""

import json
import statistics
from pathlib import Path
from typing import Any


def report(figures: dict[str, Any], folder: Path) -> None:
    """Write index.json, index.md and index.svg."""
    (folder / "index.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    (folder / "index.md").write_text("\n".join(_lines(figures)) + "\n", encoding="utf-8")
    _plot(figures["sizes"], folder / "index.svg")


def _lines(figures: dict[str, Any]) -> list[str]:
    sizes = figures["sizes"]
    load = f"{figures['load_before']} before, {figures.get('load_after', '?')} after"
    lines = [
        f"Measured on {figures['measured']} on {figures['machine']}, load {load}, on invented passages.",
        "What is compared was timed in turn in the same run.",
        "",
        "| one search, ms: p50 / p95 | " + " | ".join(f"{size:,}" for size in sizes) + " |",
        "|---|" + "---|" * len(sizes),
    ]
    for way in next(iter(sizes.values()))["search_ms"]:
        cells = [
            f"{size['search_ms'][way]['p50']:.1f} / {size['search_ms'][way]['p95']:.1f}" for size in sizes.values()
        ]
        lines.append(f"| {way} | " + " | ".join(cells) + " |")
    lines += ["", "| | " + " | ".join(f"{size:,}" for size in sizes) + " |", "|---|" + "---|" * len(sizes)]
    rows = {
        "recall@10 against exact search": [f"{size['recall_at_10']:.4f}" for size in sizes.values()],
        "lists of 60 equal to exact search": [
            f"{size['lists_equal_to_exact']} of {size['lists']}" for size in sizes.values()
        ],
        "stored a second, LlamaIndex": [f"{_rate(size, 'LlamaIndex'):,.0f}" for size in sizes.values()],
        "stored a second, bare Chroma upserts": [f"{_rate(size, 'bare Chroma'):,.0f}" for size in sizes.values()],
        "LlamaIndex's rate against bare Chroma's": [
            f"{_rate(size, 'LlamaIndex') / _rate(size, 'bare Chroma'):.0%}" for size in sizes.values()
        ],
        "building from nothing, s": [f"{size['build_s']:.1f}" for size in sizes.values()],
        "building again, nothing changed, s": [f"{size['unchanged_s']:.3f}" for size in sizes.values()],
        "building again, one passage changed, s": [
            f"{size['one_changed_s']:.1f}" if "one_changed_s" in size else "–" for size in sizes.values()
        ],
        "opening, s": [f"{size['open_s']:.2f}" for size in sizes.values()],
    }
    lines += [f"| {what} | " + " | ".join(cells) + " |" for what, cells in rows.items()]
    if "kills" in figures:
        kills = figures["kills"]
        lines += [
            "",
            f"Of {kills['killed']} builds killed at random moments, after {kills['old_index_answered_as_before']} the "
            "index that was there answered as before.",
        ]
    return lines


def _rate(size: dict[str, Any], way: str) -> float:
    rates: list[float] = size["stored_per_s"][way]
    return statistics.median(rates)


def _plot(sizes: dict[int, dict[str, Any]], file: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.5))
    for way in next(iter(sizes.values()))["search_ms"]:
        axes.plot(list(sizes), [size["search_ms"][way]["p95"] for size in sizes.values()], marker="o", label=way)
    axes.axhline(10, color="grey", linewidth=0.8, linestyle="--")
    axes.set(xscale="log", yscale="log", xlabel="passages", ylabel="one search, p95, ms")
    axes.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
    pyplot.close(figure)
