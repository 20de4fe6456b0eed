"""``kg release``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import Output, graph_option, output_options

if TYPE_CHECKING:
    from kg.release.quotes import Quotes


@click.command("release")
@graph_option
@click.option("--version", required=True, metavar="V", help="Its name, such as 2024.1.")
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="A new folder for it."
)
@click.option(
    "--quotes",
    type=click.Choice(["none", "clause", "sentence"]),
    default="clause",
    show_default=True,
    help="How much of the articles' sentences to repeat.",
)
@click.option("--issued", type=click.DateTime(["%Y-%m-%d"]), help="Day of issue to note.")
@output_options
def command(
    folder: Path, version: str, out: Path, quotes: Quotes, issued: object, output: Output
) -> None:
    """Write a release that can be cited: data, tables, description, checksums, licence.

    Other people's sentences are not ours to publish, so by default only the clause that a fact was
    read from is quoted.
    """
    from kg.release import release

    day = str(issued)[:10] if issued else None
    made = release(folder, version, out, quotes=quotes, issued=day)
    output.say(f"{made} ({sum(1 for p in made.rglob('*') if p.is_file())} files)")
