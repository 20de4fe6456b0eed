"""The files of a build in other people's software: they load without a warning, and count alike."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.export import export
from kg.graph import GraphOnDisk
from kg.release import release
from tests.kg.conformance.servers import isql, oxigraph_serve, riot, virtuoso

pytestmark = pytest.mark.slow

#: File → its media type.
FILES = {
    "core.ttl": "text/turtle",
    "evidence.ttl": "text/turtle",
    "all.trig": "application/trig",
    "all.nq": "application/n-quads",
    "core.jsonld": "application/ld+json",
}
COUNT = "SELECT (COUNT(*) AS ?n) { %s }"
#: Larger files take rdflib more memory than machines have.
_RDFLIB = 2_000_000
TRIPLES, QUADS = "?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"


@pytest.fixture(scope="module")
def files(sample: GraphOnDisk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of a build, and the further formats that are exported.

    ``KG_RELEASE`` names a release whose files are tested instead of those of the sample articles.
    """
    if "KG_RELEASE" in os.environ:
        return Path(os.environ["KG_RELEASE"], "data").resolve()
    to = tmp_path_factory.mktemp("files")
    for name in ("core.ttl", "evidence.ttl", "all.trig"):
        shutil.copyfile(sample.folder / name, to / name)
    export(sample.store, "nq", to / "all.nq")
    export(sample.store, "jsonld", to / "core.jsonld")
    return to


@pytest.fixture(scope="module")
def counts(files: Path) -> dict[str, tuple[int, int]]:
    """File → (statements in the default graph, in named graphs), as pyoxigraph has it."""
    found = {}
    for name in FILES:
        default = named = 0
        for quad in ox.parse(path=files / name, format=_format(name)):
            if quad.graph_name == ox.DefaultGraph():
                default += 1
            else:
                named += 1
        found[name] = (default, named)
    return found


def _format(name: str) -> ox.RdfFormat:
    found = ox.RdfFormat.from_extension(name.rpartition(".")[2])
    assert found is not None
    return found


def test_formats_agree(counts: dict[str, tuple[int, int]]) -> None:
    core, evidence = counts["core.ttl"][0], counts["evidence.ttl"][0]
    assert core > 1000
    assert evidence > 1000
    assert counts["core.jsonld"] == (core, 0)
    assert counts["all.trig"] == counts["all.nq"] == (core, evidence)


@pytest.mark.filterwarnings(
    r"ignore:(ConjunctiveGraph|Dataset\.\w+) is deprecated:DeprecationWarning"
)
def test_rdflib(files: Path, counts: dict[str, tuple[int, int]]) -> None:
    import rdflib

    for name in ("core.ttl", "evidence.ttl", "core.jsonld"):
        if sum(counts[name]) > _RDFLIB:
            continue
        assert len(rdflib.Graph().parse(files / name)) == counts[name][0]
    for name, fmt in (("all.trig", "trig"), ("all.nq", "nquads")):
        if sum(counts[name]) > _RDFLIB:
            continue
        text = (files / name).read_text(encoding="utf-8")
        found = rdflib.Dataset().parse(data=text, format=fmt)
        assert len(found) == sum(counts[name])


def test_jena_strict(files: Path, counts: dict[str, tuple[int, int]], tmp_path: Path) -> None:
    names = [name for name in FILES if not name.endswith(".jsonld")]
    said = riot([files / name for name in names], tmp_path)
    # Debian ships no provider of jakarta.json, which Jena's reader of JSON-LD 1.1 needs.
    said += riot([files / "core.jsonld"], tmp_path, syntax="jsonld10")
    assert not re.search(r"WARN|ERROR", said), said
    numbers = [
        int(n.replace(",", "")) for n in re.findall(r"(?:Triples|Quads|Tuples) = ([\d,]+)", said)
    ]
    assert numbers == [sum(counts[name]) for name in FILES]


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with oxigraph_serve() as address:
        yield address


@pytest.mark.parametrize("name", FILES)
def test_oxigraph_serve(
    endpoint: str, files: Path, counts: dict[str, tuple[int, int]], name: str
) -> None:
    request = urllib.request.Request(
        f"{endpoint}/store" + ("" if name.startswith("all") else "?default"),
        data=(files / name).read_bytes(),
        method="PUT",
        headers={"Content-Type": FILES[name]},
    )
    urllib.request.urlopen(request, timeout=600).close()
    assert _ask(endpoint, COUNT % TRIPLES) == counts[name][0]
    if name.startswith("all"):
        assert _ask(endpoint, COUNT % QUADS) == counts[name][1]


def _ask(endpoint: str, query: str) -> int:
    url = f"{endpoint}/query?{urllib.parse.urlencode({'query': query})}"
    request = urllib.request.Request(url, headers={"Accept": "application/sparql-results+json"})
    with urllib.request.urlopen(request, timeout=600) as answer:
        return int(json.load(answer)["results"]["bindings"][0]["n"]["value"])


@pytest.fixture(scope="module")
def sql(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso"), files) as address:
        yield address


@pytest.mark.parametrize(
    ("name", "flags"), [("core.ttl", 0), ("evidence.ttl", 0), ("all.trig", 256), ("all.nq", 512)]
)
def test_virtuoso(
    sql: str, files: Path, counts: dict[str, tuple[int, int]], name: str, flags: int
) -> None:
    isql(sql, "RDF_GLOBAL_RESET ();")
    text = f"file_to_string_output('{files / name}')"
    isql(sql, f"DB.DBA.TTLP({text}, '', 'urn:default', {flags});")
    default = isql(sql, f"SPARQL SELECT COUNT(*) FROM <urn:default> WHERE {{ {TRIPLES} }};")
    assert int(default) == counts[name][0]
    named = f"{QUADS} FILTER(STRSTARTS(STR(?g), 'https://w3id.org/diplograph/id/graph/'))"
    assert int(isql(sql, f"SPARQL SELECT COUNT(*) WHERE {{ {named} }};")) == counts[name][1]


def test_citation(sample: GraphOnDisk, tmp_path: Path) -> None:
    """The citation of a release is what the Citation File Format's own tool takes."""
    program = shutil.which("cffconvert")
    if program is None:
        pytest.skip("cffconvert (PyPI) is not installed")
    made = release(sample.folder, "2025.1", tmp_path / "release", issued="2025-12-01")
    command = [program, "--validate", "--infile", str(made / "CITATION.cff")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
