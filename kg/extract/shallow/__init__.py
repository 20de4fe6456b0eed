"""A first reading without syntax, for English, Kazakh and Uzbek.

Known names are met as a known stem and an ending, persons also after a title; events are triggers
in a sentence, their roles go by the order and the endings of the names around them. All words lie
in ``data/lang/<xx>/reading.yaml``.

    read_figures → read_events → read_quantities → read_claims
"""

from __future__ import annotations

from kg.extract.quantities import read_quantities
from kg.extract.relevance import relevant
from kg.extract.shallow.claims import read_claims
from kg.extract.shallow.events import read_events
from kg.extract.shallow.figures import read_figures
from kg.model.document import Document
from kg.model.extraction import Extraction

#: Languages that are read in this way.
LANGUAGES = frozenset({"en", "kk", "uz"})


def read_shallow(document: Document) -> Extraction:
    """What an article in one of LANGUAGES says, as far as it can be told without syntax."""
    reading = read_figures(document)
    article = document.article
    return relevant(
        Extraction(
            id=article.id,
            lang=article.lang,
            published=article.published,
            title=article.title,
            entities=reading.entities,
            offices=reading.offices,
            events=read_events(reading),
            quantities=read_quantities(reading),
            claims=read_claims(reading),
        ),
        article.text,
    )
