"""``kg diff``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.common import Output, output_options, write_text


@click.command("diff")
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--patch", is_flag=True, help="RDF Patch instead of words.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="Default: standard output."
)
@output_options
def command(before: Path, after: Path, patch: bool, out: Path | None, output: Output) -> None:
    """Tell what changed from the build BEFORE to the build AFTER.

    + added, - withdrawn, ~ moved (status, date, place, class, roles). RDF Patch turns the one into
    the other, statement by statement.
    """
    from kg.diff import compare
    from kg.graph import open_graph

    found = compare(open_graph(before).store, open_graph(after).store)
    if patch:
        write_text(found.patch(), out)
        return
    lines = list(found.words())
    if output.json:
        write_text(json.dumps(lines, ensure_ascii=False, indent=1) + "\n", out)
    elif lines:
        write_text("\n".join(lines) + "\n", out)
    elif found:
        output.say("the same facts; only their wording or their sources differ")
    else:
        output.say("no difference")
