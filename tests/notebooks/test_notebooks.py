"""The notebooks run from first cell to last, and show what they promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "docs" / "notebooks"

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def shown(name: str) -> str:
    """Everything that the cells of a notebook give, as text and HTML."""
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed")
    pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    import nbformat

    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    nbclient.NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": str(ROOT)}}
    ).execute()
    outputs = (o for cell in notebook.cells for o in cell.get("outputs", ()))
    return "\n".join(str(o.get("data", o.get("text", ""))) for o in outputs)


def test_researcher() -> None:
    text = shown("researcher")
    assert "<p>Graph of 12 articles, published from 2022-12-22" in text, "a graph shows itself"
    assert ">date</th>" in text, "rows show themselves"
    assert "Казахстан" in text, "an answer in Russian"
    assert "государственным визитом" in text, "the words behind a number"
    assert "image/svg+xml" in text, "the figure"
    assert "label{tab:contacts}" in text, "its table"
    assert "cff-version" in text, "how to cite it"


def test_script() -> None:
    text = shown("script")
    assert "Kassym-Jomart Tokayev" in text
    assert re.search(r"Graph with \d+ nodes and \d+ edges", text)
    assert "государственным визитом" in text
    assert "denied" in text or "asserted" in text


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda p: p.stem)
def test_notebooks_are_kept_without_output(path: Path) -> None:
    import json

    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
