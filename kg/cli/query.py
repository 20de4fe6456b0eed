"""``kg query``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import Output, as_of_option, graph_option, opened, output_options

if TYPE_CHECKING:
    from kg.questions import Question


@click.command("query")
@click.argument("source", required=False, metavar="[NAME | FILE.rq | -]")
@click.option("-e", "text", metavar="SPARQL", help="The query itself.")
@graph_option
@as_of_option
@click.option("--param", "given", multiple=True, metavar="NAME=VALUE", help="Of a saved question.")
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
    as_of: str | None,
    given: tuple[str, ...],
    fmt: str | None,
    excel: bool,
    timeout: float | None,
    output: Output,
) -> None:
    """Ask the graph in SPARQL 1.1.

    The query is a saved question (kg questions lists them), a file, -e, or standard input (-). Its
    default graph is the union of the core and all articles' graphs; the project's prefixes (dip:
    dips: id: skos: …) are known.
    """
    from kg.formats import format_results
    from kg.questions import bindings

    asked = _asked(source, text)
    graph = opened(folder, as_of)
    terms = bindings(asked, _pairs(given), graph.store)
    results = graph.query(asked.sparql, bindings=terms, timeout=timeout).results
    chosen = fmt or ("csv" if excel else "json" if output.json else None)
    click.echo(format_results(results, chosen, terminal=sys.stdout.isatty(), excel=excel), nl=False)


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    pairs = [item.partition("=") for item in given]
    if bad := [name for name, equals, _ in pairs if not equals]:
        raise click.UsageError(f"--param {bad[0]}: write NAME=VALUE")
    return {name: value for name, _, value in pairs}


def _asked(source: str | None, text: str | None) -> Question:
    from kg.questions import Question, load, question

    if (source is None) == (text is None):
        raise click.UsageError("name a question or a file, - for standard input, or -e 'SPARQL'")
    if text is not None or source == "-":
        sparql = sys.stdin.read() if text is None else text
        return Question(name="-", title={}, example="", sparql=sparql)
    assert source is not None
    path = Path(source)
    if path.suffix != ".rq" and not path.is_file():
        return question(source)
    if not path.is_file():
        raise click.UsageError(f"{source}: no such query file")
    first = path.read_text(encoding="utf-8")
    if first.startswith("# name:"):
        return load(path)
    return Question(name=path.stem, title={}, example="", sparql=first)
