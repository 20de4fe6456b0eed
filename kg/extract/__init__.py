"""From a document to what it says: entities, offices, events, quantities and claims with evidence.

    read_entities → read_events → read_quantities → read_claims → relevant

Each stage is one function over frozen values and is tested with a literal. Languages without a
parser (English, Kazakh, Uzbek) have a first reading of their own, ``kg.extract.shallow``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from kg.extract.relevance import relevant
from kg.extract.tenure import after_events
from kg.model.document import Document
from kg.model.extraction import Extraction


def extract(document: Document) -> Extraction:
    """All that the article says, with identifiers numbered by position in the text."""
    from kg.extract.claims import read_claims
    from kg.extract.entities import read_entities
    from kg.extract.events import read_events
    from kg.extract.quantities import read_quantities
    from kg.extract.shallow import LANGUAGES, read_shallow

    if document.article.lang in LANGUAGES:
        return read_shallow(document)
    reading = read_entities(document)
    events = read_events(reading)
    article = document.article
    return relevant(
        Extraction(
            id=article.id,
            lang=article.lang,
            published=article.published,
            title=article.title,
            entities=reading.entities,
            offices=after_events(reading.offices, events),
            events=events,
            quantities=read_quantities(reading),
            claims=read_claims(reading, events),
        ),
        article.text,
    )


class _Package(ModuleType):
    """This package when called: ``from kg import extract`` names the function of the Python API.

    Importing a subpackage binds its name in ``kg``, so the two share one object (Python data model,
    "Customizing module attribute access").
    """

    def __call__(self, *args: Any, **options: Any) -> Iterator[Extraction]:
        from kg.api import extract as read_and_extract

        return read_and_extract(*args, **options)


sys.modules[__name__].__class__ = _Package
