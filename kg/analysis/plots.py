"""Plots as SVG text, the same bytes every time: no date, fixed ids, text left as text."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SETTINGS: Any = {"svg.hashsalt": "diplograph", "svg.fonttype": "none", "font.family": "sans-serif"}
_LINES = 6
_BARS = 15


def available() -> bool:
    """Whether matplotlib is installed (the extra ``analysis``)."""
    from importlib.util import find_spec

    return find_spec("matplotlib") is not None


def over_time(counts: Mapping[tuple[str, str, str], int], names: Mapping[str, str]) -> str:
    """Contacts a month of the pairs that have most, one line each."""
    totals: Counter[tuple[str, str]] = Counter()
    series: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for (a, b, month), n in counts.items():
        totals[a, b] += n
        series[a, b][month] = n
    top = sorted(totals, key=lambda pair: (-totals[pair], pair))[:_LINES]
    months = _range(sorted({m for pair in top for m in series[pair]}))

    def draw(axes: Any) -> None:
        for a, b in top:
            label = f"{names.get(a, a)} – {names.get(b, b)}"
            axes.plot(months, [series[a, b].get(m, 0) for m in months], marker=".", label=label)
        step = max(1, len(months) // 12)
        axes.set_xticks(range(0, len(months), step), months[::step], rotation=60, ha="right")
        axes.set_ylabel("contacts a month")
        if top:
            axes.legend(fontsize="small")

    return _svg(draw, (9, 4))


def bars(values: Mapping[str, float], names: Mapping[str, str], what: str) -> str:
    """The highest values as horizontal bars."""
    top = sorted(values, key=lambda who: (-values[who], who))[:_BARS][::-1]

    def draw(axes: Any) -> None:
        axes.barh([names.get(who, who) for who in top], [values[who] for who in top])
        axes.set_xlabel(what)

    return _svg(draw, (7, 0.3 * len(top) + 1.2))


def _range(months: list[str]) -> list[str]:
    if not months:
        return []
    first, last = (12 * int(m[:4]) + int(m[5:]) - 1 for m in (months[0], months[-1]))
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1)]


def _svg(draw: Any, size: tuple[float, float]) -> str:
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_SETTINGS):
        figure: Figure = Figure(figsize=size, layout="tight")
        draw(figure.subplots())
        out = io.BytesIO()
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(out, metadata={"Date": None, "Creator": None})
    text = out.getvalue().decode()
    return text[text.index("<svg") :]
