"""Plots as SVG and PNG, the same bytes every time: no date, fixed ids, text of SVG left as text."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kg.analysis.measures import Burst

_SETTINGS: Any = {
    "svg.hashsalt": "diplograph",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.titlesize": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#888888",
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e4e4e4",
    "xtick.color": "#444444",
    "ytick.color": "#444444",
}
_ONE, _OTHER, _NOTHING = "#2a6f97", "#c8553d", "#f0f0f0"
_PAIRS, _BARS, _SPANS = 6, 15, 20
_DPI = 200
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot for a page (SVG text) and for a document (PNG)."""

    svg: str
    png: bytes


def available() -> bool:
    """Whether matplotlib is installed (the extra ``analysis``)."""
    from importlib.util import find_spec

    return find_spec("matplotlib") is not None


def over_time(
    counts: Mapping[tuple[str, str, str], int], names: Names, published: Mapping[str, int]
) -> Plot:
    """Contacts a month of the pairs that have most, a panel each, over the months with articles.

    Months between them in which no article appeared are shaded.
    """
    totals: Counter[tuple[str, str]] = Counter()
    series: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (a, b, month), n in counts.items():
        if month in published:
            totals[a, b] += n
            series[a, b][month] = n
    top = sorted(totals, key=lambda pair: (-totals[pair], pair))[:_PAIRS]
    months = calendar(published)

    def draw(figure: Figure) -> None:
        panels = figure.subplots(-(-len(top) // 2), 2, sharex=True, sharey=True, squeeze=False)
        for panel, pair in zip(panels.flat, top, strict=False):
            panel.bar(range(len(months)), [series[pair][m] for m in months], color=_ONE)
            panel.set_title(" – ".join(names.get(p, p) for p in pair), loc="left")
            panel.grid(axis="x", visible=False)
            for at, month in enumerate(months):
                if month not in published:
                    panel.axvspan(at - 0.5, at + 0.5, color=_NOTHING, zorder=0)
            _months_below(panel, months, 9)
            panel.yaxis.get_major_locator().set_params(integer=True)
        for panel in panels.flat[len(top) :]:
            panel.set_axis_off()
        figure.supylabel("contacts a month", fontsize=9)

    return _plot(draw, (9, 1.5 * -(-len(top) // 2) + 1))


def standing(measures: Mapping[str, Mapping[str, float]], names: Names) -> Plot:
    """The first by the first measure, with all their measures as bars side by side."""
    first = next(iter(measures.values()))
    top = sorted(first, key=lambda who: (-first[who], who))[:_BARS][::-1]

    def draw(figure: Figure) -> None:
        panels = figure.subplots(1, len(measures), sharey=True, squeeze=False)
        for panel, (title, values) in zip(panels.flat, measures.items(), strict=True):
            panel.barh(range(len(top)), [values[who] for who in top], color=_ONE)
            panel.set_title(title, loc="left")
            panel.grid(axis="y", visible=False)
            panel.xaxis.get_major_locator().set_params(nbins=3)
            panel.margins(y=0.02)
            panel.set_yticks(range(len(top)), [names.get(who, who) for who in top])
            panel.tick_params(axis="y", length=0)

    return _plot(draw, (9, 0.24 * len(top) + 0.8))


def returned(pairs: Sequence[tuple[str, str, int, int]]) -> Plot:
    """Visits there (to the left) and back (to the right) of pairs, by name."""
    top = pairs[:_BARS][::-1]

    def draw(figure: Figure) -> None:
        axes: Any = figure.subplots()
        axes.barh(range(len(top)), [-there for _, _, there, _ in top], color=_ONE)
        axes.barh(range(len(top)), [back for _, _, _, back in top], color=_OTHER)
        axes.axvline(0, color="#444444", linewidth=0.8)
        axes.set_yticks(range(len(top)), [a for a, _, _, _ in top])
        axes.grid(axis="y", visible=False)
        axes.margins(y=0.02)
        most = max(max(there, back) for _, _, there, back in top) * 1.05
        axes.set_xlim(-most, most)
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
        axes.set_xlabel("← visits to the state on the right    visits back →")
        other = axes.secondary_yaxis("right")
        other.set_yticks(range(len(top)), [b for _, b, _, _ in top])
        other.tick_params(axis="y", length=0)
        other.spines["right"].set_visible(False)

    return _plot(draw, (7.5, 0.24 * len(top) + 1))


def spans(bursts: Sequence[tuple[str, Burst]], months: Sequence[str]) -> Plot:
    """The weightiest bursts as bars over the months; the darker, the weightier."""
    from matplotlib.colors import to_rgb

    top = bursts[:_SPANS]
    rows = list(dict.fromkeys(name for name, _ in top))[::-1]
    most = max(burst.weight for _, burst in top)

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        for name, burst in top:
            start, end = months.index(burst.first), months.index(burst.last)
            light = 0.6 * (1 - burst.weight / most)
            colour = tuple(part + light * (1 - part) for part in to_rgb(_OTHER))
            axes.barh(rows.index(name), end - start + 1, left=start - 0.5, color=colour)
        axes.set_yticks(range(len(rows)), rows)
        axes.set_xlim(-0.5, len(months) - 0.5)
        axes.margins(y=0.02)
        axes.grid(axis="y", visible=False)
        _months_below(axes, months, 18)
        axes.tick_params(axis="y", length=0)

    return _plot(draw, (9, 0.24 * len(rows) + 1))


def _months_below(axes: Axes, months: Sequence[str], most: int) -> None:
    """Name so many of the months, evenly apart, at most."""
    step = max(1, -(-len(months) // most))
    axes.set_xticks(range(0, len(months), step), months[::step], rotation=45, ha="right")


def calendar(months: Mapping[str, int] | Sequence[str]) -> list[str]:
    """All months ``YYYY-MM`` from the first to the last of some."""
    if not months:
        return []
    first, last = (12 * int(m[:4]) + int(m[5:]) - 1 for m in (min(months), max(months)))
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1)]


def _plot(draw: Callable[[Figure], None], size: tuple[float, float]) -> Plot:
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_SETTINGS):
        figure = Figure(figsize=size, layout="constrained")
        draw(figure)
        svg, png = io.BytesIO(), io.BytesIO()
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        figure.savefig(png, format="png", dpi=_DPI, metadata={"Software": None})
    text = svg.getvalue().decode()
    return Plot(text[text.index("<svg") :], png.getvalue())
