"""The command as a user meets it: exit codes, one-line errors, bad input, interruptions."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from kg.cli import COMMANDS, main

VISIT = (
    "Президент Казахстана Касым-Жомарт Токаев 14 ноября 2025 года прибыл в Узбекистан "
    "с государственным визитом. Его встретил президент Узбекистана Шавкат Мирзиёев."
)


@dataclass(frozen=True)
class Done:
    """What a run of the command ended in."""

    returncode: int
    stdout: str
    stderr: str


def kg(*arguments: str, cwd: Path, stdin: bytes = b"") -> Done:
    """Run the command in this process, in the folder ``cwd``."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    with (
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch("sys.stdin", given),
        pytest.raises(SystemExit) as ended,
    ):
        main(list(arguments))
    texts = []
    for stream in (out, err):
        stream.seek(0)
        texts.append(stream.read())
    return Done(int(ended.value.code or 0), *texts)


def write_article(folder: Path, name: str, text: str = VISIT, day: str = "2025-11-14") -> None:
    folder.mkdir(exist_ok=True)
    head = f"---\ntitle: Визит {name}\npublished: {day}\nlang: ru\n---\n"
    (folder / f"{name}.md").write_text(head + text, encoding="utf-8")


def bytes_of(out: Path) -> dict[str, bytes]:
    return {n: (out / n).read_bytes() for n in ("core.ttl", "evidence.ttl", "all.trig")}


def test_help_is_quick() -> None:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "kg", "--help"], check=True, capture_output=True)
    assert time.perf_counter() - start < 0.6, "the bar is 0.3 s on an idle machine"


def test_every_command_has_help(tmp_path: Path) -> None:
    for name in COMMANDS:
        done = kg(name, "--help", cwd=tmp_path)
        assert done.returncode == 0
        assert done.stdout.startswith(f"Usage: kg {name}")


def test_build_query_export_view(tmp_path: Path) -> None:
    write_article(tmp_path / "in", "a")
    built = kg("build", "in", "-o", "out", cwd=tmp_path)
    assert (built.returncode, built.stderr) == (0, "")
    assert "1 articles (1 new" in built.stdout
    asked = kg("query", "-g", "out", "-e", "ASK { ?v a dip:StateVisit }", cwd=tmp_path)
    assert asked.stdout == "true\n"
    for fmt in ("ttl", "trig", "nq", "nt", "jsonld", "graphml", "gexf", "csv"):
        done = kg("export", "-g", "out", "--format", fmt, "-o", f"x.{fmt}", cwd=tmp_path)
        assert (done.returncode, (tmp_path / f"x.{fmt}").stat().st_size > 100) == (0, True), fmt
    assert kg("validate", "out", cwd=tmp_path).returncode == 0
    assert kg("view", "-g", "out", "-o", "x.html", cwd=tmp_path).returncode == 0
    assert (tmp_path / "x.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["query", "-g", "none", "-e", "ASK {}"], 3, "no graph here; build one with: kg build"),
        (["query", "-e", "ASK {}", "file.rq"], 2, "name a question or a file"),
        (["query", "missing.rq"], 2, "missing.rq: no such query file"),
        (["build", "missing.txt"], 3, "missing.txt"),
        (["build", "x", "--published", "2014-02-30"], 2, "2014-02-30"),
        (["nonsense"], 2, "No such command"),
    ],
)
def test_wrong_use_is_one_clear_line(
    tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    done = kg(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_input_is_named_and_the_rest_is_built(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_article(folder, "good")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (folder / "cp1251.txt").write_bytes(("Заголовок новости\n\n" + VISIT).encode("cp1251"))
    (folder / "huge.txt").write_bytes(("Заголовок\n\n" + VISIT * 10).encode() * 15_000)
    lines = [json.dumps({"id": "line", "title": "Т", "text": VISIT, "published": "2025-11-14"})]
    (folder / "lines.jsonl").write_text("\n".join([*lines, "{broken", "[]"]), encoding="utf-8")
    (tmp_path / "nothing").mkdir()
    done = kg("build", "in", "nothing", "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert "3 articles (3 new" in done.stdout
    for name in (
        "empty.txt",
        "binary.txt",
        "huge.txt",
        "lines.jsonl:2",
        "lines.jsonl:3",
        "nothing",
    ):
        assert sum(name in line for line in done.stderr.splitlines()) == 1, name
    asked = kg("query", "-g", "out", "-e", "SELECT ?t { ?a schema:headline ?t }", cwd=tmp_path)
    assert "Заголовок новости" in asked.stdout


def test_hostile_headlines_stay_harmless(tmp_path: Path) -> None:
    title = '=HYPERLINK("http://e.org")\x00\x0b <script>alert(1)</script> ]]> "quotes"'
    article = {"id": "h", "title": title, "text": VISIT, "published": "2025-11-14"}
    (tmp_path / "in.jsonl").write_text(json.dumps(article), encoding="utf-8")
    assert kg("build", "in.jsonl", "-o", "out", cwd=tmp_path).returncode == 0
    assert kg("validate", "out", cwd=tmp_path).returncode == 0
    import networkx as nx
    import rdflib

    rdflib.Graph().parse(tmp_path / "out" / "core.ttl")
    for fmt, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        kg("export", "-g", "out", "--format", fmt, "-o", f"x.{fmt}", cwd=tmp_path)
        assert len(read(tmp_path / f"x.{fmt}")) > 1
    kg("export", "-g", "out", "--format", "csv", "--excel", "-o", "x.csv", cwd=tmp_path)
    text = (tmp_path / "x.csv").read_text(encoding="utf-8")
    assert text.startswith("\ufeff")
    assert "'=HYPERLINK" in text


def test_the_same_again_changes_nothing_and_a_change_replaces(tmp_path: Path) -> None:
    write_article(tmp_path / "in", "a")
    kg("build", "in", "-o", "out", cwd=tmp_path)
    before = bytes_of(tmp_path / "out")
    again = kg("build", "in", "-o", "out", cwd=tmp_path)
    assert again.returncode == 0
    assert "(0 new, 0 changed, 1 unchanged" in again.stdout
    assert bytes_of(tmp_path / "out") == before
    write_article(tmp_path / "in", "a", VISIT.replace("Токаев", "Токаев (фото)"))
    assert "1 changed" in kg("build", "in", "-o", "out", cwd=tmp_path).stdout
    kg("build", "in", "-o", "fresh", cwd=tmp_path)
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "fresh")


def test_order_steps_and_workers_do_not_matter(tmp_path: Path) -> None:
    for n in range(4):
        write_article(tmp_path / "in", f"a{n}", VISIT.replace("14 ноября", f"1{n} ноября"))
    files = [f"in/a{n}.md" for n in range(4)]
    kg("build", *files, "-o", "one", cwd=tmp_path)
    kg("build", *reversed(files), "-o", "two", "--workers", "2", cwd=tmp_path)
    for file in reversed(files):
        kg("build", file, "-o", "three", cwd=tmp_path)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two") == bytes_of(tmp_path / "three")


def test_a_killed_build_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": f"n{n}", "title": f"Визит {n}", "text": VISIT, "published": "2025-11-14"})
        for n in range(80)
    ]
    with gzip.open(tmp_path / "in.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines))
    kg("build", "in.jsonl.gz", "-o", "calm", cwd=tmp_path)
    for seconds in (1.0, 2.0, 3.5):
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "build", "in.jsonl.gz", "-o", "killed"],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
    assert kg("build", "in.jsonl.gz", "-o", "killed", cwd=tmp_path).returncode == 0
    assert bytes_of(tmp_path / "killed") == bytes_of(tmp_path / "calm")


def test_standard_input_and_output(tmp_path: Path) -> None:
    line = json.dumps({"id": "s", "title": "Т", "text": VISIT, "published": "2025-11-14"})
    done = kg("extract", "-", "--format", "jsonl", cwd=tmp_path, stdin=line.encode())
    extraction = json.loads(done.stdout)
    assert (done.returncode, extraction["id"]) == (0, "s")
    assert any(e["type"] == "StateVisit" for e in extraction["events"])
    kg("build", "-", "-o", "out", cwd=tmp_path, stdin=line.encode())
    asked = kg("query", "-g", "out", "-", cwd=tmp_path, stdin=b"ASK { ?v a dip:StateVisit }")
    assert asked.stdout == "true\n"
