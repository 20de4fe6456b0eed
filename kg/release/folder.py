"""Writing the folder of a release.

Nothing in it depends on a clock: the version and the day of issue are given, so the same build and
the same arguments give the same bytes.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from importlib.metadata import version as installed
from pathlib import Path

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph import open_graph
from kg.rdf.write import write
from kg.release.data import sha256, write_data
from kg.release.description import QUOTED, Contents, describe
from kg.release.metadata import LICENCE, TITLE, csvw, data_package
from kg.release.quotes import Quotes
from kg.release.tables import TABLES, facts_of, write_csv, write_parquet
from kg.resources import folder as resources

_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
_SUMS = "SHA256SUMS"


def release(
    build: str | Path,
    version: str,
    to: str | Path,
    *,
    quotes: Quotes = "clause",
    issued: str | None = None,
) -> Path:
    """Write the release ``version`` of a build into the folder ``to``, which must be new or empty.

    ``quotes`` says how much of the articles' sentences is repeated; ``issued`` is the day to note
    (ISO). The folder appears only when it is complete. Raises UsageError for an unusable argument
    and StoreError where there is no build.
    """
    to = _free(Path(to), version)
    store = open_graph(build).store
    fresh = to.with_name(to.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        (fresh / "data").mkdir()
        contents = Contents(version, quotes, issued, write_data(store, quotes, fresh / "data"))
        _fill(fresh, contents)
        if to.is_dir():
            to.rmdir()
        os.replace(fresh, to)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return to


def _free(to: Path, version: str) -> Path:
    if not _VERSION.fullmatch(version):
        raise UsageError(f"--version {version!r}: use letters, digits and . + - only")
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise UsageError(f"{to}: is there already; a release goes into a folder of its own")
    return to


def _fill(folder: Path, contents: Contents) -> None:
    data, tables = folder / "data", folder / "tables"
    tables.mkdir()
    counts = _write_tables(data, tables, contents.version)
    for name in ("ontology.ttl", "shapes.ttl", "context.jsonld"):
        shutil.copyfile(resources("schemas") / name, data / name)
    _write(folder / "CITATION.cff", _citation(contents))
    _write(folder / "LICENSE.md", _LICENCE_TEXT)
    _write(folder / "README.md", "\n".join(_readme(contents, counts)) + "\n")
    with (folder / "description.ttl").open("wb") as file:
        write(describe(contents, _files(folder), folder), file, "ttl")
    sums = (f"{sha256(p)}  {p.relative_to(folder).as_posix()}\n" for p in _files(folder))
    _write(folder / _SUMS, "".join(sums))


def _write_tables(data: Path, tables: Path, version: str) -> dict[str, int]:
    facts = facts_of(ox.parse(path=data / "all.nq", format=ox.RdfFormat.N_QUADS))
    counts = {}
    for table in TABLES:
        counts[table.name] = write_csv(table, facts, tables / f"{table.name}.csv")
        write_parquet(table, facts, tables / f"{table.name}.parquet")
    _write(tables / "datapackage.json", _json(data_package(version)))
    _write(tables / "csv-metadata.json", _json(csvw(version)))
    return counts


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.name != _SUMS)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _citation(contents: Contents) -> str:
    issued = f"date-released: {contents.issued}\n" if contents.issued else ""
    return (
        "cff-version: 1.2.0\n"
        "message: Please cite this release by its version and its hash.\n"
        "type: dataset\n"
        f'title: "{TITLE}"\n'
        f'version: "{contents.version}"\n'
        f"{issued}"
        "authors:\n"
        "  - name: The diplograph authors\n"
        f"license: {LICENCE[0]}\n"
        f'url: "{contents.iri}"\n'
        "identifiers:\n"
        "  - type: other\n"
        f'    value: "sha256:{contents.data.canonical}"\n'
        "    description: Hash of the canonical N-Quads (RDFC-1.0) of data/all.nq\n"
    )


_LICENCE_TEXT = f"""# Licence

The facts in this release, that is nodes, statements, tables and their arrangement, may be used
under {LICENCE[0]} ({LICENCE[1]}): name diplograph and the version.
Coordinates of places come from GeoNames (CC BY 4.0), Wikidata items from Wikidata (CC0), names of
states from Unicode CLDR (Unicode licence).

Words quoted from articles belong to their publishers. They stand here as short quotations that show
where a fact comes from, and are not covered by the licence above.
"""


def _readme(contents: Contents, counts: Mapping[str, int]) -> Iterator[str]:
    first, last = contents.data.period or ("unknown", "unknown")
    yield f"# {TITLE}, release {contents.version}\n"
    yield f"Read from {counts['articles']} articles published from {first} to {last},"
    yield f"by diplograph {installed('diplograph')}. A fact here is what articles say, not what is"
    yield "true: every one leads to its articles, and tells how many there are.\n"
    yield f"{QUOTED[contents.quotes]}\n"
    yield "| File | What |\n|---|---|"
    yield "| `data/core.ttl`, `data/core.jsonld` | the facts, as plain triples |"
    yield "| `data/evidence.ttl` | which article says so, in which words |"
    yield "| `data/all.trig`, `data/all.nq` | both, with a named graph per article |"
    yield "| `data/ontology.ttl`, `data/shapes.ttl` | what the terms mean, what holds of them |"
    yield "| `description.ttl` | this release in VoID, DCAT and PROV |"
    yield f"| `{_SUMS}` | checksums; check with `sha256sum -c {_SUMS}` |"
    yield "\n| Table (`tables/`) | Rows | What |\n|---|---:|---|"
    for table in TABLES:
        yield f"| `{table.name}.csv` | {counts[table.name]} | {table.doc} |"
    yield "\nColumns are described in `tables/datapackage.json` (Frictionless) and"
    yield "`tables/csv-metadata.json` (CSV on the Web); Parquet files, if there, hold the same."
    yield "To cite: `CITATION.cff`. Licence: `LICENSE.md`."
    yield "\nHash of the canonical N-Quads, the same for these facts in any format:\n"
    yield f"    sha256:{contents.data.canonical}"
