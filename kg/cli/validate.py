"""``kg validate``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.common import Output, output_options, setting


@click.command("validate")
@click.argument(
    "path", type=click.Path(path_type=Path), default=setting("graph", "out"), metavar="[DIR|FILE]"
)
@output_options
def command(path: Path, output: Output) -> int:
    """Check a build, or a Turtle or TriG file, against the SHACL shapes."""
    from kg.validate import validate

    report = validate(path)
    if output.json:
        click.echo(json.dumps({"conforms": report.conforms, "messages": list(report.messages)}))
    else:
        for message in report.messages:
            click.echo(message)
        output.say("conforms" if report.conforms else f"{len(report.messages)} violations")
    return 0 if report.conforms else 1
