"""Fixtures that tests share: analysed documents, the models being loaded once a session."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.language import analyse
from kg.model.article import Article, normalise
from kg.model.document import Document

Analysed = Callable[..., Document]


@pytest.fixture(scope="session")
def analysed() -> Analysed:
    """``analysed(body, title=…, published=…, lang=…)``: the document of a text literal."""

    def run(
        body: str, *, title: str = "", published: str | None = "2023-05-17", lang: str = "ru"
    ) -> Document:
        article = Article(
            id="test", title=normalise(title), body=normalise(body), published=published, lang=lang
        )
        return analyse([article])[0]

    return run
