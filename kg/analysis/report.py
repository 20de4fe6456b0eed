"""The tables and plots of a build, and a page with the main ones."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.analysis import measures, plots
from kg.analysis.contacts import Contact, contacts, labels, network
from kg.store.protocol import Store

#: Rows of a table on the page; its CSV file holds all.
_SHOWN = 20
Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Section:
    """A table with what it says, and a plot of it where there is one."""

    name: str
    title: str
    method: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    #: SVG text.
    plot: str | None = None


def analyse(store: Store, to: Path, *, lang: str = "en") -> list[Path]:
    """Write ``report.html``, a CSV file a table and, with matplotlib, an SVG file a plot.

    Returns the files, sorted. Names are in ``lang``.
    """
    to.mkdir(parents=True, exist_ok=True)
    sections = list(_sections(store, lang))
    files = [_write(to / "report.html", _page(sections))]
    for section in sections:
        files.append(_csv(to / f"{section.name}.csv", section))
        if section.plot:
            files.append(_write(to / f"{section.name}.svg", section.plot))
    return sorted(files)


def _sections(store: Store, lang: str) -> Iterator[Section]:
    draw = plots.available()
    states = contacts(store, "states")
    names = labels(store, "states", lang)
    counts = measures.intensity(states)
    yield Section(
        "contacts",
        "Contacts between states, by month",
        "Visits, meetings, talks, calls, sessions and summits that took place, dated to the day.",
        ("a", "b", "a_name", "b_name", "month", "contacts"),
        tuple((a, b, names.get(a, a), names.get(b, b), m, n) for (a, b, m), n in counts.items()),
        plots.over_time(counts, names) if draw and counts else None,
    )
    yield _standing("states", states, names, draw)
    persons = contacts(store, "persons")
    yield _standing("persons", persons, labels(store, "persons", lang), draw)
    yield _reciprocity(states, names)
    yield _bursts(states, names)


def _standing(name: str, found: Sequence[Contact], names: Mapping[str, str], draw: bool) -> Section:
    net = network(found)
    degree, between = measures.degree(net), measures.betweenness(net)
    rank, broker = measures.pagerank(net), measures.brokerage(net)
    group = {who: i for i, g in enumerate(measures.communities(net), 1) for who in g}
    order = sorted(net, key=lambda who: (-rank[who], who))
    return Section(
        name,
        f"Where {name} stand in the net of contacts",
        "Weighted degree (Barrat et al. 2004), betweenness (Freeman 1977), PageRank (Brin, Page "
        "1998), brokerage (Burt 1992), community (Louvain, Blondel et al. 2008).",
        ("id", "name", "degree", "betweenness", "pagerank", "brokerage", "community"),
        tuple(
            (w, names.get(w, w), degree[w], between[w], rank[w], broker[w], group[w]) for w in order
        ),
        plots.bars(rank, names, "PageRank") if draw and rank else None,
    )


def _reciprocity(found: Sequence[Contact], names: Mapping[str, str]) -> Section:
    pairs = measures.reciprocity(found)
    order = sorted(pairs, key=lambda pair: (-sum(pairs[pair]), pair))
    return Section(
        "reciprocity",
        "Visits returned",
        "2·min(made, returned) / (made + returned), after Squartini et al. (2013).",
        ("a", "b", "a_name", "b_name", "a_to_b", "b_to_a", "returned"),
        tuple(
            (a, b, names.get(a, a), names.get(b, b), *pairs[a, b], _returned(*pairs[a, b]))
            for a, b in order
        ),
    )


def _returned(made: int, back: int) -> float:
    return round(2 * min(made, back) / (made + back), 3)


def _bursts(found: Sequence[Contact], names: Mapping[str, str]) -> Section:
    spans = measures.bursts(found)
    return Section(
        "bursts",
        "Bursts of contacts",
        "Months in which a state had markedly more of all contacts than usual (Kleinberg 2003).",
        ("id", "name", "first", "last"),
        tuple(
            (w, names.get(w, w), first, last) for w, runs in spans.items() for first, last in runs
        ),
    )


def _csv(path: Path, section: Section) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(section.head)
        writer.writerows(section.rows)
    return path


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Contacts</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; margin: 1rem 0 } th, td { padding: .2rem .7rem }
th, td { text-align: left }
td { border-top: 1px solid #ccc } svg { max-width: 100%; height: auto } .method { color: #555 }
</style></head><body>
<h1>Contacts in the graph</h1>
{% for section in sections %}
<h2>{{ section.title }}</h2>
<p class="method">{{ section.method }}</p>
{{ (section.plot or "") | safe }}
{% if section.rows %}
<table><thead><tr>{% for name in section.head %}<th>{{ name }}</th>{% endfor %}</tr></thead><tbody>
{% for row in section.rows[:shown] %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</tbody></table>
{% if section.rows | length > shown %}
<p class="method">{{ shown }} of {{ section.rows | length }} rows; all are in
<a href="{{ section.name }}.csv">{{ section.name }}.csv</a>.</p>{% endif %}
{% else %}<p>None.</p>{% endif %}
{% endfor %}
</body></html>
"""


def _page(sections: Iterable[Section]) -> str:
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(_PAGE).render(sections=list(sections), shown=_SHOWN) + "\n"
