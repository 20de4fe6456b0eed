"""``kg export``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import Output, graph_option, output_options


@click.command("export")
@graph_option
@click.option(
    "--format",
    "fmt",
    required=True,
    type=click.Choice(["ttl", "trig", "nq", "nt", "jsonld", "ttl12", "graphml", "gexf", "csv"]),
)
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--excel", is_flag=True, help="CSV that Excel opens rightly and harmlessly.")
@output_options
def command(folder: Path, fmt: str, out: Path, excel: bool, output: Output) -> None:
    """Write the graph in another format.

    ttl, nt and jsonld hold the core; trig and nq all graphs; ttl12 all statements as Turtle of
    RDF 1.2, with triples that are spoken of; graphml, gexf and csv the entities, events and roles
    of the core, with the sentence behind each.
    """
    from kg.export import export
    from kg.graph import open_graph

    export(open_graph(folder).store, fmt, out, excel=excel)
    output.say(f"{out} ({out.stat().st_size / 1e6:.1f} MB)")
