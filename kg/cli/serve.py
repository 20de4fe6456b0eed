"""``kg serve``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import Output, graph_option, output_options, setting


@click.command("serve")
@graph_option
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 for every interface.")
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True)
@click.option(
    "--timeout",
    "seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=10.0,
    show_default=True,
    help="Seconds that a query may run.",
)
@click.option(
    "--memory", type=click.IntRange(64), default=512, show_default=True, help="MB for a query."
)
@click.option(
    "--answer", type=click.IntRange(1), default=32, show_default=True, help="MB for an answer."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=2,
    show_default=True,
    help="Processes that answer queries; as many answer pages.",
)
@click.option(
    "--queue", type=click.IntRange(0), default=64, show_default=True, help="Requests that may wait."
)
@click.option(
    "--per-client",
    type=click.IntRange(1),
    default=32,
    show_default=True,
    help="Requests of one address at a time.",
)
@click.option(
    "--token", default=setting("token"), help="What clients must show; better as KG_TOKEN."
)
@click.option("--public", metavar="URL", help="The address under which clients know the service.")
@output_options
def command(
    folder: Path,
    host: str,
    port: int,
    seconds: float,
    memory: int,
    answer: int,
    workers: int,
    queue: int,
    per_client: int,
    token: str | None,
    public: str | None,
    output: Output,
) -> None:
    """Serve the graph over HTTP: SPARQL at /sparql, pages, a JSON API.

    Only this machine reaches it unless --host says otherwise. A newer build is served as soon as it
    is there. Queries only read, and run without network, files, or more time and memory than set.
    """
    from kg.server.run import serve
    from kg.server.settings import Settings

    settings = Settings(
        folder=folder,
        host=host,
        port=port,
        seconds=seconds,
        memory=memory,
        answer=answer,
        workers=workers,
        queue=queue,
        per_client=per_client,
        token=token,
        public=public,
    )
    output.say(f"serving {folder} on http://{host}:{port}/ (SPARQL at /sparql; Ctrl-C stops)")
    serve(settings)
