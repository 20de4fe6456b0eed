"""A release: whole, described, checked, the same bytes every time."""

from __future__ import annotations

import csv
import datetime
import hashlib
import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from kg.errors import UsageError
from kg.graph import GraphOnDisk
from kg.ledger import Ledger
from kg.release import release
from kg.release.quotes import clause, shortened
from kg.release.tables import TABLES


@pytest.fixture(scope="module")
def made(sample: GraphOnDisk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("release") / "r"
    return release(sample.folder, "2025.1", to, issued="2025-12-01")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_same_bytes_again(made: Path, sample: GraphOnDisk, tmp_path: Path) -> None:
    again = release(sample.folder, "2025.1", tmp_path / "again", issued="2025-12-01")
    assert contents(again) == contents(made)


def test_checksums_cover_every_file(made: Path) -> None:
    lines = (made / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    files = {n: d for n, d in contents(made).items() if n != "SHA256SUMS"}
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def test_the_hash_is_that_of_the_facts_in_any_format(made: Path) -> None:
    cited = yaml.safe_load((made / "CITATION.cff").read_text(encoding="utf-8"))
    for name in ("all.nq", "all.trig"):
        store = ox.Store()
        store.load(path=made / "data" / name)
        lines = sorted(f"{quad} .\n" for quad in store)
        digest = hashlib.sha256("".join(lines).encode()).hexdigest()
        assert cited["identifiers"][0]["value"] == f"sha256:{digest}"
    assert str(cited["date-released"]) == "2025-12-01"


def test_tables_agree_with_their_description(made: Path) -> None:
    package = json.loads((made / "tables" / "datapackage.json").read_text(encoding="utf-8"))
    web = json.loads((made / "tables" / "csv-metadata.json").read_text(encoding="utf-8"))
    tables = {}
    for resource, described in zip(package["resources"], web["tables"], strict=True):
        with (made / "tables" / resource["path"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert names == [column["name"] for column in described["tableSchema"]["columns"]]
        assert rows, resource["path"]
        assert list(rows[0]) == names
        keys = [tuple(row[k] for k in resource["schema"]["primaryKey"]) for row in rows]
        assert len(keys) == len(set(keys))
        tables[resource["name"]] = rows
    for table in TABLES:
        for column in table.columns:
            if column.table:
                held = {row[column.name] for row in tables[table.name]} - {""}
                assert held <= {row["id"] for row in tables[column.table]}, (table.name, column)


def test_frictionless_finds_no_fault(made: Path) -> None:
    from frictionless import Package

    report = Package(str(made / "tables" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "message"])
    assert [task.name for task in report.tasks] == [table.name for table in TABLES]


def test_frictionless_finds_a_fault_that_is_there(made: Path, tmp_path: Path) -> None:
    from frictionless import Package

    shutil.copytree(made / "tables", tmp_path / "tables")
    with (tmp_path / "tables" / "participations.csv").open("a", encoding="utf-8") as file:
        file.write("event/nowhere,guest,state/KZ,Kazakhstan,\r\n")
    report = Package(str(tmp_path / "tables" / "datapackage.json")).validate()
    assert [kind for (kind,) in report.flatten(["type"])] == ["foreign-key"]


def test_csv_on_the_web(made: Path) -> None:
    import csvw

    group = csvw.TableGroup.from_file(made / "tables" / "csv-metadata.json")
    group.check_referential_integrity()
    events = list(group.tabledict["events.csv"])
    visit = next(e for e in events if e["type"] == "StateVisit" and e["date"] == "2022-12-21")
    assert visit["states"] == ["state/KZ", "state/UZ"]
    assert visit["cameo"] == ["042", "043"]
    assert visit["earliest_start"].date() == datetime.date(2022, 12, 21)


def test_the_citation_has_what_the_format_asks(made: Path) -> None:
    """Citation File Format 1.2.0: these keys are required, of these types."""
    cited = yaml.safe_load((made / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert all(isinstance(cited[key], str) and cited[key] for key in ("message", "title"))
    assert all(
        person.keys() <= {"name", "family-names", "given-names"} for person in cited["authors"]
    )
    assert cited["type"] in ("dataset", "software")
    assert isinstance(cited["date-released"], datetime.date)
    assert {i["type"] for i in cited["identifiers"]} <= {"doi", "other", "swh", "url"}


def test_a_row_that_was_checked_by_hand(made: Path) -> None:
    with (made / "tables" / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["date"] == "2025-11-14/2025-11-15"]
    (visit,) = [row for row in rows if row["type"] == "StateVisit"]
    assert (visit["guest_states"], visit["host_states"]) == ("state/KZ", "state/UZ")
    assert visit["latest_end"] == "2025-11-15"


def test_parquet_holds_the_same(made: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    table = parquet.read_table(made / "tables" / "events.parquet").to_pylist()
    with (made / "tables" / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in table] == [row["id"] for row in rows]
    assert [str(r["earliest_start"] or "") for r in table] == [r["earliest_start"] for r in rows]


def test_the_description_counts_what_is_there(made: Path) -> None:
    store = ox.Store()
    store.load(path=made / "data" / "all.nq")
    described = ox.Store()
    described.load(path=made / "description.ttl")
    void = "http://rdfs.org/ns/void#"
    query = f"SELECT ?n {{ ?d <{void}uriSpace> ?u ; <{void}triples> ?n }}"
    found = described.query(query)
    assert isinstance(found, ox.QuerySolutions)
    (row,) = found
    assert row["n"].value == str(len(store))


def test_quotes_none_and_sentence(sample: GraphOnDisk) -> None:
    quads = list(sample.store.quads())
    exact = "https://w3id.org/diplograph/ontology#exact"
    surfaces = {q.subject for q in quads if q.predicate.value.endswith("#surface")}
    bare = [q for q in shortened(quads, "none") if q.predicate.value == exact]
    assert {q.subject for q in bare} <= surfaces
    assert set(shortened(quads, "sentence")) == set(quads)


def test_a_clause_is_where_its_offsets_say(sample: GraphOnDisk) -> None:
    quads = ox.Store()
    quads.bulk_extend(shortened(sample.store.quads(), "clause"))
    with Ledger(sample.folder / "articles.sqlite") as ledger:
        texts = {article.id: article.text for article, _ in ledger.readings()}
    found = quads.query(
        """PREFIX dip: <https://w3id.org/diplograph/ontology#>
        SELECT ?name ?words ?from ?to ?trigger { GRAPH ?g { ?e dip:exact ?words ; dip:article ?a ;
          dip:startOffset ?from ; dip:endOffset ?to OPTIONAL { ?e dip:trigger ?trigger } }
          ?a <http://purl.org/dc/terms/identifier> ?name }"""
    )
    assert isinstance(found, ox.QuerySolutions)
    rows = list(found)
    assert len(rows) > 100
    for row in rows:
        text = texts[row["name"].value]
        assert text[int(row["from"].value) : int(row["to"].value)] == row["words"].value


@pytest.mark.parametrize(
    ("text", "trigger", "kept"),
    [
        ("Он сказал, что визит пройдёт в мае, и уехал.", "визит", "что визит пройдёт в мае"),
        ("Стороны подписали договор.", "подписали", "Стороны подписали договор"),
        ("Визит — в мае", None, "Визит"),
        (" ".join(map(str, range(40))), None, " ".join(map(str, range(15)))),
        (" ".join(map(str, range(40))), "30", " ".join(map(str, range(30, 40)))),
        ("", None, ""),
    ],
)
def test_clause(text: str, trigger: str | None, kept: str) -> None:
    assert text[slice(*clause(text, trigger))] == kept


def test_of_a_figure_the_clause_with_its_number_is_kept(made: Path) -> None:
    with (made / "tables" / "quantities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    told = {row["words"]: [r["value"] for r in rows if r["words"] == row["words"]] for row in rows}
    assert told
    for words, values in told.items():
        assert any(value.rstrip("0") in words.replace(",", "") for value in values), words


@pytest.mark.parametrize("version", ["", "../x", "a b"])
def test_an_unusable_version(sample: GraphOnDisk, tmp_path: Path, version: str) -> None:
    with pytest.raises(UsageError, match="--version"):
        release(sample.folder, version, tmp_path / "r")


def test_a_folder_with_something_in_it_is_left_alone(sample: GraphOnDisk, made: Path) -> None:
    with pytest.raises(UsageError, match="is there already"):
        release(sample.folder, "2", made)
