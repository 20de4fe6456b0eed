"""The vocabulary: what may be said, and what is generated from it.

``vocabulary()`` is what the stages use and loads quickly; ``build``, ``check`` and ``show`` stand
behind ``kg schema``.
"""

from __future__ import annotations

from pathlib import Path

from kg.schema.vocabulary import Vocabulary, vocabulary

__all__ = ["Vocabulary", "build", "check", "show", "vocabulary"]


def build(root: Path) -> list[Path]:
    """Generate all files of a checkout out of its ``schemas/``: see :mod:`kg.schema.generate`."""
    from kg.schema import generate

    return generate.build(root)


def check() -> list[str]:
    """What is wrong with the vocabulary or its generated files: see :mod:`kg.schema.lint`."""
    from kg.schema import lint

    return lint.check()


def show(term: str) -> str:
    """What a term means, for a terminal: see :mod:`kg.schema.explain`."""
    from kg.schema.explain import explain

    return explain(term)
