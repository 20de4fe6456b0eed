"""How graphs and answers show themselves in a notebook."""

from __future__ import annotations

from html import escape

import pyoxigraph as ox

from kg.formats import compact
from kg.rdf.terms import PREFIXES
from kg.store.protocol import Results, Store, Term

#: Rows shown of an answer; the others are there, and only counted.
_SHOWN = 60
_NUMBERS = {PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float")}
_LABELS = {
    "Article": "articles",
    "Event": "events",
    "Person": "persons",
    "State": "states",
    "Organization": "organisations",
    "Place": "places",
    "Agreement": "agreements",
    "OfficeHolding": "office holdings",
    "Quantity": "figures",
    "Claim": "claims",
}


def answer_html(results: Results) -> str:
    """Rows as a table, the triples of a CONSTRUCT as one of three columns, an ASK as a word."""
    if results.form == "ask":
        return f"<p>{'yes' if results.answer else 'no'}</p>"
    if results.form == "construct":
        triples = tuple((t.subject, t.predicate, t.object) for t in results.triples)
        return _table(("subject", "predicate", "object"), triples)
    return _table(results.variables, results.rows)


def _table(head: tuple[str, ...], rows: tuple[tuple[Term | None, ...], ...]) -> str:
    names = "".join(f'<th style="text-align:left">{escape(name)}</th>' for name in head)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows[:_SHOWN])
    number = f"{_SHOWN} of {len(rows)} rows" if len(rows) > _SHOWN else f"{len(rows)} rows"
    if len(rows) == 1:
        number = "1 row"
    return f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table><p>{number}</p>"


def _cell(term: Term | None) -> str:
    """Numbers to the right, addresses as links, nodes by short name with their IRI at hand."""
    if isinstance(term, ox.Literal):
        side = "right" if term.datatype.value in _NUMBERS else "left"
        text = escape(term.value)
        if term.value.startswith(("http://", "https://")):
            text = f'<a href="{text}">{text}</a>'
        return f'<td style="text-align:{side}">{text}</td>'
    title = f' title="{escape(term.value)}"' if isinstance(term, ox.NamedNode) else ""
    return f'<td style="text-align:left"{title}>{escape(compact(term))}</td>'


def graph_html(store: Store) -> str:
    """How much of what a graph holds, and from when to when its articles appeared."""
    classes = " ".join(f"dip:{name}" for name in _LABELS)
    found = store.query(
        f"SELECT ?c (COUNT(?x) AS ?n) {{ VALUES ?c {{ {classes} }} ?x a ?c }} GROUP BY ?c"
    )
    counts = {str(row["c"]).rpartition("#")[2]: str(row["n"]) for row in found}
    (days,) = store.query(
        "SELECT (MIN(?d) AS ?first) (MAX(?d) AS ?last) { ?a schema:datePublished ?d }"
    )
    period = f", published from {days['first']} to {days['last']}" if days["first"] else ""
    cells = "".join(
        f'<tr><td style="text-align:left">{label}</td>'
        f'<td style="text-align:right">{int(counts[name]):,}</td></tr>'
        for name, label in _LABELS.items()
        if counts.get(name, "0") != "0"
    )
    articles = int(counts.get("Article", 0))
    return f"<p>Graph of {articles:,} articles{period}</p><table><tbody>{cells}</tbody></table>"
