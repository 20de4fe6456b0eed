"""``kg analyze``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.common import Output, graph_option, output_options


@click.group("analyze", invoke_without_command=True)
@graph_option
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("analysis"),
    show_default=True,
    help="Folder for tables, plots and report.html.",
)
@click.option(
    "--lang", type=click.Choice(["en", "ru", "kk", "uz"]), default="en", show_default=True
)
@click.pass_context
@output_options
def command(ctx: click.Context, folder: Path, out: Path, lang: str, output: Output) -> None:
    """Measure who is in contact with whom: over time, centrality, communities, reciprocity, bursts.

    Writes tables (CSV), plots (SVG and PNG, with matplotlib) and report.html. kg analyze path A B
    shows how two are linked through events.
    """
    if ctx.invoked_subcommand is not None:
        return
    from kg.analysis import analyse
    from kg.graph import open_graph

    for file in analyse(open_graph(folder).store, out, lang=lang):
        output.say(str(file))


@command.command("path")
@click.argument("a")
@click.argument("b")
@graph_option
@click.option(
    "--through",
    type=click.Choice(["person", "state", "organization", "any"]),
    default="person",
    show_default=True,
    help="What may stand between.",
)
@click.option(
    "--lang", type=click.Choice(["en", "ru", "kk", "uz"]), default="en", show_default=True
)
@output_options
def path(a: str, b: str, folder: Path, through: str, lang: str, output: Output) -> int:
    """Show a shortest chain of events that links A and B (IRIs or names), of any length."""
    from kg.analysis import shortest_path
    from kg.graph import open_graph
    from kg.lookup import find

    store = open_graph(folder).store
    ends = find(store, a), find(store, b)
    steps = shortest_path(store, *ends, through="" if through == "any" else through)
    if steps is None:
        output.warn(f"nothing links {a} and {b}")
        return 3
    if output.json:
        rows = [{"source": s.source, "event": s.event, "target": s.target} for s in steps]
        click.echo(json.dumps(rows, indent=1))
        return 0
    query = f"SELECT ?n ?l {{ ?n rdfs:label ?l FILTER(LANG(?l) = '{lang}') }}"
    names = {str(row["n"]): str(row["l"]) for row in store.query(query)}
    for step in steps:
        source, event, target = (names.get(n, n) for n in (step.source, step.event, step.target))
        click.echo(f"{source}  —  {event}  —  {target}")
    return 0
