"""``kg why``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import Output, graph_option, output_options
from kg.store.protocol import plain

if TYPE_CHECKING:
    from kg.about import About
    from kg.graph import GraphOnDisk


@click.command("why")
@click.argument("node", metavar="NODE")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="Sentences of a person, state or other entity.",
)
@graph_option
@output_options
def command(node: str, limit: int, folder: Path, output: Output) -> int:
    """Print the sentences that NODE rests on: an event, statement, figure, claim or office holding.

    Each comes with its article, where it stands in it, the rule that read it, and any judgement. Of
    a person, a state or another entity, named by IRI or name, the facts are told, and the newest
    sentences in which it has a part.
    """
    from kg.graph import open_graph
    from kg.questions import bindings, question

    graph, asked = open_graph(folder), question("why")
    terms = bindings(asked, {"node": node}, graph.store)
    rows = list(graph.query(asked.sparql, bindings=terms))
    if not rows:
        return _about(graph, str(plain(terms["p_node"])), limit, output)
    if output.json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(rows)))
    return 0


def _about(graph: GraphOnDisk, node: str, limit: int, output: Output) -> int:
    """Of what rests on no sentence of its own."""
    from kg.about import about

    known = about(graph.store, node, limit=limit)
    if known is None:
        output.warn(f"{node}: the graph holds nothing of it")
        return 3
    told = json.dumps(asdict(known), ensure_ascii=False, indent=1) if output.json else ""
    click.echo(told or "\n".join(_told(known)))
    return 0


Row = Mapping[str, str | None]


def _told(known: About) -> Iterator[str]:
    """What is known of an entity."""
    from kg.about import local

    yield f"{known.name or local(known.iri)}  ({local(known.iri)})"
    for name, values in known.facts.items():
        yield f"  {name}: {', '.join(values)}"
    if known.articles:
        yield f"  mentioned in {known.articles} article{'s' if known.articles > 1 else ''}"
    if known.sentences:
        yield f"The newest {len(known.sentences)} sentences that something was read from:"
    for heading, of_article in groupby(known.sentences, _heading):
        yield heading
        for row in of_article:
            part = f"{row['role']}" + (f" of {row['title']}" if row["title"] else "")
            yield f"{_quoted(row)}  {part}"


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    """The sentences that a statement rests on, and why each counts."""
    for heading, of_article in groupby(rows, _heading):
        yield heading
        for quoted, said in groupby(of_article, _quoted):
            yield quoted
            yield from sorted({line for row in said if (line := _reason(row))})


def _heading(row: Row) -> str:
    url = f"  <{row['url']}>" if row["url"] else ""
    return f"{row['published'] or 'no date'}  {row['headline']}{url}"


def _quoted(row: Row) -> str:
    return f"  «{row['words']}»  [{row['start']}-{row['end']}]"


def _reason(row: Row) -> str:
    if not row["rule"] and not row["says"]:
        return ""
    parts = [row["says"] or "event", f"rule {row['rule']}" if row["rule"] else ""]
    parts += [f"confidence {row['confidence']}" if row["confidence"] else ""]
    if row["review"] and row["review"] != "unreviewed":
        parts += [row["review"] + (f" by {row['by']}" if row["by"] else "")]
    return "     " + ", ".join(part for part in parts if part)
