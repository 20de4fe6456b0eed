"""What commands share: options, messages, progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.graph import GraphOnDisk
    from kg.pipeline import Progress

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Output:
    """How much to say, and in which shape."""

    quiet: bool
    verbose: bool
    json: bool

    def say(self, line: str) -> None:
        """A message to stderr, left out with ``-q``."""
        if not self.quiet:
            click.echo(line, err=True)

    def warn(self, line: str) -> None:
        """A refusal or warning to stderr; ``-q`` does not hide it."""
        click.echo(f"kg: {line}", err=True)

    def detail(self, line: str) -> None:
        """A message that only ``-v`` shows."""
        if self.verbose:
            click.echo(line, err=True)


def output_options(command: F) -> F:
    """Add ``-q``, ``-v``, ``--json`` and ``--debug``; the command gets ``output: Output``."""
    from functools import wraps

    @wraps(command)
    def wrapped(
        *args: Any, quiet: bool, verbose: bool, as_json: bool, debug: bool, **kw: Any
    ) -> Any:
        return command(*args, output=Output(quiet, verbose, as_json), **kw)

    for option in (
        click.option("--debug", is_flag=True, help="On failure show the whole trace."),
        click.option("--json", "as_json", is_flag=True, help="Results as JSON."),
        click.option("-v", "--verbose", is_flag=True, help="Say more."),
        click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong."),
    ):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]


def setting(name: str, default: str | None = None) -> Callable[[], str | None]:
    """A flag's default: the environment's ``KG_<NAME>``, else ``kg.toml``'s, else ``default``."""

    def look_up() -> str | None:
        value = os.environ.get("KG_" + name.upper())
        return value if value is not None else _from_file(name, default)

    return look_up


def _from_file(name: str, default: str | None) -> str | None:
    import tomllib

    path = Path("kg.toml")
    if not path.is_file():
        return default
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get(name, default)
    except tomllib.TOMLDecodeError as error:
        raise click.ClickException(f"kg.toml: {error}") from error
    return None if found is None else str(found)


def graph_option(command: F) -> F:
    """Add ``-g DIR``: the build that is read."""
    return click.option(
        "-g",
        "--graph",
        "folder",
        type=click.Path(path_type=Path),
        default=setting("graph", "out"),
        show_default="out",
        help="The build to read.",
    )(command)


def as_of_option(command: F) -> F:
    """Add ``--as-of DATE``: what had been published by then."""
    return click.option(
        "--as-of", metavar="DATE", help="Only what had been published by the end of this day."
    )(command)


def opened(folder: Path, as_of: str | None) -> GraphOnDisk:
    """The build in ``folder``, whole or as known on a day."""
    if as_of is None:
        from kg.graph import open_graph

        return open_graph(folder)
    from kg.as_of import open_as_of

    return open_as_of(folder, as_of)


@contextmanager
def progress(output: Output) -> Iterator[Progress]:
    """Progress on a terminal's stderr; silence elsewhere."""
    if output.quiet or not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda stage, done, total: bar.update(
            task, description=stage, completed=done, total=total
        )


def write_text(text: str, to: Path | None) -> None:
    """Write ``text`` to a file (UTF-8, ``\\n``), or to stdout where ``to`` is None or ``-``."""
    if to is None or str(to) == "-":
        click.echo(text, nl=not text.endswith("\n"))
        return
    with to.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
