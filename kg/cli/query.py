"""``kg query``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.common import Output, graph_option, output_options


@click.command("query")
@click.argument("source", required=False, metavar="[FILE.rq | -]")
@click.option("-e", "text", metavar="SPARQL", help="The query itself.")
@graph_option
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld"]),
    help="Default: a table on a terminal, else TSV (or Turtle, for CONSTRUCT).",
)
@click.option("--excel", is_flag=True, help="CSV that Excel opens rightly and harmlessly.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), help="Seconds.")
@output_options
def command(
    source: str | None,
    text: str | None,
    folder: Path,
    fmt: str | None,
    excel: bool,
    timeout: float | None,
    output: Output,
) -> None:
    """Ask the graph in SPARQL 1.1.

    The query stands in FILE.rq, in -e, or on standard input (-). Its default graph is the union of
    the core and all articles' graphs; the project's prefixes (dip: dips: id: skos: …) are known.
    """
    from kg.formats import format_results
    from kg.graph import open_graph

    sparql = _sparql(source, text)
    results = open_graph(folder).query(sparql, timeout=timeout).results
    on_terminal = sys.stdout.isatty()
    chosen = fmt or ("csv" if excel else "json" if output.json else None)
    click.echo(format_results(results, chosen, terminal=on_terminal, excel=excel), nl=False)


def _sparql(source: str | None, text: str | None) -> str:
    if (source is None) == (text is None):
        raise click.UsageError("name a query file, or - for standard input, or give -e 'SPARQL'")
    if text is not None:
        return text
    assert source is not None
    if source == "-":
        return sys.stdin.read()
    path = Path(source)
    if not path.is_file():
        raise click.UsageError(f"{source}: no such query file")
    return path.read_text(encoding="utf-8")
