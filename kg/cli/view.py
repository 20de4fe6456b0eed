"""``kg view``."""

from __future__ import annotations

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
        lang=lang,
        renderer=renderer,
    )
    write_text(drawing.html, out)
    if str(out) != "-":
        output.say(f"{out} ({len(drawing.html.encode()) / 1e6:.1f} MB)")
