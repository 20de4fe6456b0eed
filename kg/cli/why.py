"""``kg why``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

from kg.cli.common import Output, graph_option, output_options


@click.command("why")
@click.argument("node", metavar="IRI")
@graph_option
@output_options
def command(node: str, folder: Path, output: Output) -> int:
    """Print the sentences that NODE rests on: an event, statement, figure, claim or office holding.

    Each comes with its article, where it stands in it, the rule that read it, and any judgement.
    """
    from kg.graph import open_graph
    from kg.questions import bindings, question

    graph, asked = open_graph(folder), question("why")
    rows = list(graph.query(asked.sparql, bindings=bindings(asked, {"node": node}, graph.store)))
    if output.json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif rows:
        click.echo("\n".join(_lines(rows)))
    else:
        output.warn(f"{node}: the graph holds no evidence for it")
    return 0 if rows else 3


Row = dict[str, str | None]


def _lines(rows: list[Row]) -> Iterator[str]:
    for (headline, published, url), of_article in groupby(rows, _article):
        yield f"{published or 'no date'}  {headline}" + (f"  <{url}>" if url else "")
        for (words, start, end), said in groupby(of_article, _place):
            yield f"  «{words}»  [{start}-{end}]"
            yield from sorted({line for row in said if (line := _reason(row))})


def _article(row: Row) -> tuple[str | None, str | None, str | None]:
    return row["headline"], row["published"], row["url"]


def _place(row: Row) -> tuple[str | None, str | None, str | None]:
    return row["words"], row["start"], row["end"]


def _reason(row: Row) -> str:
    if not row["rule"] and not row["says"]:
        return ""
    parts = [row["says"] or "event", f"rule {row['rule']}" if row["rule"] else ""]
    parts += [f"confidence {row['confidence']}" if row["confidence"] else ""]
    if row["review"] and row["review"] != "unreviewed":
        parts += [row["review"] + (f" by {row['by']}" if row["by"] else "")]
    return "     " + ", ".join(part for part in parts if part)
