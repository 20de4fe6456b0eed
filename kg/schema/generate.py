"""What is generated from ``schemas/``: written, or compared with what is there."""

from __future__ import annotations

from pathlib import Path

from kg.schema.context import context
from kg.schema.extraction import extraction_schema
from kg.schema.ontology import ontology
from kg.schema.reference import pages
from kg.schema.shapes import shapes
from kg.schema.source import Source, read

_REFERENCE = Path("docs/reference")


def generated(source: Source) -> dict[Path, str]:
    """All generated files by their path in a checkout."""
    schemas = Path("schemas")
    return {
        schemas / "ontology.ttl": ontology(source),
        schemas / "shapes.ttl": shapes(source),
        schemas / "context.jsonld": context(source),
        schemas / "extraction.schema.json": extraction_schema(source),
        **{_REFERENCE / path: text for path, text in pages(source).items()},
    }


def build(root: Path) -> list[Path]:
    """Generate all files of a checkout out of its ``schemas/``; the paths that were written.

    Pages of terms that are no more are removed. Raises VocabularyError where the source is broken.
    """
    files = generated(read(root / "schemas"))
    for stale in _pages(root) - set(files):
        (root / stale).unlink()
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return list(files)


def outdated(root: Path, source: Source) -> list[str]:
    """One line for each generated file that is not as its source would have it."""
    files = generated(source)
    if not (root / "docs").is_dir():  # installed: without the pages
        files = {p: text for p, text in files.items() if p.suffix != ".md"}
    wrong = [p for p, text in files.items() if _content(root / p) != text]
    lines = [f"{p}: not as generated; run `kg schema build`" for p in wrong]
    extra = sorted(_pages(root) - set(files))
    return lines + [f"{p}: generated from nothing; run `kg schema build`" for p in extra]


def _pages(root: Path) -> set[Path]:
    return {p.relative_to(root) for p in (root / _REFERENCE).rglob("*.md")}


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
