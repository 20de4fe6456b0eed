"""The README's commands, run as they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: Commands that set up an environment or name files of the reader's own.
ELSEWHERE = re.compile(r"^(make |python3 -m venv|\.venv/|kg build articles/|kg serve|curl )")


def commands() -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    lines = [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [line for line in lines if not ELSEWHERE.match(line)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the commands name."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "data" / "articles", folder / "data" / "articles")
    shutil.copytree(ROOT / "docs" / "examples", folder / "docs" / "examples")
    return folder


def test_every_command_works(folder: Path) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    found = commands()
    assert len(found) > 8
    for command in found:
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, (command, done.stderr.decode())
        assert done.stdout or done.stderr, command


def test_the_python_examples_work(folder: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(blocks) == 2
    script = blocks[1] + blocks[0] + "\nassert len(list(rows)) > 3\n"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
