"""``kg mcp``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import Output, graph_option, output_options


@click.command("mcp")
@graph_option
@output_options
def command(folder: Path, output: Output) -> None:
    """Offer the graph to assistants as tools, over standard input and output.

    The Model Context Protocol: search, entity, questions, ask, and SPARQL that only reads.
    """
    from kg.errors import UsageError
    from kg.server.settings import Settings
    from kg.store.snapshots import current

    try:
        from kg.server.tools import server
    except ModuleNotFoundError as error:
        raise UsageError("kg mcp needs the MCP SDK: pip install 'diplograph[mcp]'") from error
    current(folder)
    server(Settings(folder=folder)).run("stdio")
