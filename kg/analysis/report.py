"""The files of a build's analysis: tables, plots, and a page with the main ones."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.analysis.contacts import published
from kg.analysis.sections import Cell, Section, sections
from kg.store.protocol import Store

#: Rows of a table on the page; its CSV file holds all.
_SHOWN = 15


def analyse(store: Store, to: Path, *, lang: str = "en") -> list[Path]:
    """Write ``report.html``, a CSV file a table and, with matplotlib, an SVG and a PNG file a plot.

    Returns the files, sorted. Names are in ``lang``.
    """
    to.mkdir(parents=True, exist_ok=True)
    read = published(store)
    made = list(sections(store, lang, read))
    files = [_write(to / "report.html", _page(made, read))]
    for section in made:
        files.append(_csv(to / f"{section.name}.csv", section))
        if section.plot:
            files.append(_write(to / f"{section.name}.svg", section.plot.svg))
            files.append(to / f"{section.name}.png")
            files[-1].write_bytes(section.plot.png)
    return sorted(files)


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
<html lang="en"><head><meta charset="utf-8"><title>Contacts in the graph</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { color-scheme: light }
body { font: 15px/1.5 system-ui, sans-serif; color: #222; background: #fff;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 3rem } .method { color: #555; max-width: 46rem }
.wide { overflow-x: auto } svg { max-width: 100%; height: auto }
table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums }
th, td { padding: .2rem 1rem .2rem 0; text-align: left; vertical-align: top }
td { border-top: 1px solid #ddd } .number { text-align: right }
</style></head><body>
<h1>Contacts in the graph</h1>
<p class="method">{% if period %}Read from {{ articles }} articles published from {{ period[0] }}
to {{ period[1] }}. {% endif %}Every figure is about what these articles tell: a state of which they
tell much has many contacts. A contact of many parties weighs the less for each pair of them.</p>
{% for section in sections %}{% if section.shown %}
<section aria-labelledby="{{ section.name }}">
<h2 id="{{ section.name }}">{{ section.title }}</h2>
<p class="method">{{ section.method }}</p>
{% if section.plot %}<div class="wide">{{ section.plot | safe }}</div>
<p class="method">To use: <a href="{{ section.name }}.svg">SVG</a>,
<a href="{{ section.name }}.png">PNG</a>.</p>{% endif %}
{% if section.rows %}
<div class="wide"><table><thead><tr>
{% for name in section.shown %}<th{{ section.aligned[loop.index0] }}>{{ name }}</th>{% endfor %}
</tr></thead><tbody>
{% for row in section.rows %}<tr>{% for cell in row %}<td{{ section.aligned[loop.index0] }}>
{{- cell }}</td>{% endfor %}</tr>
{% endfor %}</tbody></table></div>
<p class="method">{{ section.rows | length }} of {{ section.total }} rows; all are in
<a href="{{ section.name }}.csv">{{ section.name }}.csv</a>.</p>
{% else %}<p>None.</p>{% endif %}
</section>
{% endif %}{% endfor %}
<p class="method">Contacts by month of each pair: <a href="contacts.csv">contacts.csv</a>.</p>
</body></html>
"""


def _page(made: Sequence[Section], read: Mapping[str, int]) -> str:
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    months = sorted(read)
    return environment.from_string(_PAGE).render(
        sections=[_shown(section) for section in made],
        articles=sum(read.values()),
        period=(months[0], months[-1]) if months else None,
    )


def _shown(section: Section) -> dict[str, object]:
    """A section as the page has it: named columns and first rows only, numbers to the right."""
    import markupsafe

    columns = [i for i, title in enumerate(section.head.values()) if title]
    first = section.rows[0] if section.rows else ()
    right = markupsafe.Markup(' class="number"')
    return {
        "name": section.name,
        "title": section.title,
        "method": section.method,
        "shown": [title for title in section.head.values() if title],
        "aligned": [right if first and not isinstance(first[i], str) else "" for i in columns],
        "rows": [[_cell(row[i]) for i in columns] for row in section.rows[:_SHOWN]],
        "total": len(section.rows),
        "plot": section.plot.svg if section.plot else "",
    }


def _cell(value: Cell) -> str:
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.3f}"
    return str(value)
