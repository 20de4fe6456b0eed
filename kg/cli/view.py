"""``kg view``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.common import (
    Output,
    as_of_option,
    graph_option,
    opened,
    output_options,
    write_text,
)


@click.command("view")
@graph_option
@as_of_option
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("graph.html"),
    show_default=True,
    help="The page to write; - for standard output.",
)
@click.option(
    "--about", multiple=True, metavar="X", help="Only around X: an IRI, a name, an ISO code."
)
@click.option(
    "--depth", type=click.IntRange(1, 5), default=1, show_default=True, help="Steps from X."
)
@click.option("--between", nargs=2, metavar="A B", help="Only events between two states.")
@click.option("--from", "since", metavar="DATE", help="Only events from this day on.")
@click.option("--to", "until", metavar="DATE", help="Only events up to this day.")
@click.option(
    "--query",
    "query_file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE.rq",
    help="Draw what a query gives: a CONSTRUCT, or a SELECT of ?source ?target [?role ?sentence].",
)
@click.option(
    "--kind",
    type=click.Choice(["all", "network", "timeline", "map", "matrix"]),
    default="all",
    show_default=True,
    help="The view that the page opens with; all of them are in it.",
)
@click.option("--max-nodes", type=click.IntRange(min=2), help="Cut what is larger, and say so.")
@click.option(
    "--quotes",
    type=click.Choice(["none", "sentence"]),
    default="sentence",
    show_default=True,
    help="Whether the page holds the articles' sentences.",
)
@click.option(
    "--lang", type=click.Choice(["en", "ru", "kk", "uz"]), default="en", show_default=True
)
@click.option(
    "--renderer", type=click.Choice(["canvas", "pyvis"]), default="canvas", show_default=True
)
@output_options
def command(
    folder: Path,
    as_of: str | None,
    out: Path,
    about: tuple[str, ...],
    depth: int,
    between: tuple[str, str] | None,
    since: str | None,
    until: str | None,
    query_file: Path | None,
    kind: str,
    max_nodes: int | None,
    quotes: str,
    lang: str,
    renderer: str,
    output: Output,
) -> None:
    """Draw the graph as one HTML file that works without a network."""
    drawing = opened(folder, as_of).view(
        about=about,
        depth=depth,
        between=between,
        since=since,
        until=until,
        query=_text(query_file) if query_file else None,
        kind="network" if kind == "all" else kind,
        max_nodes=max_nodes,
        quotes=quotes == "sentence",
        lang=lang,
        renderer=renderer,
    )
    write_text(drawing.html, out)
    if str(out) != "-":
        output.say(f"{out} ({len(drawing.html.encode()) / 1e6:.1f} MB)")


def _text(file: Path) -> str:
    return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
