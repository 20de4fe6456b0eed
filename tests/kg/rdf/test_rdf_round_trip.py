"""From readings to RDF and back: nothing that an article says is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import rdf
from kg.dates import end_of, start_of
from kg.model.article import Article
from kg.model.extraction import Extraction
from kg.resolve import resolve
from kg.resolve.gazetteer import Gazetteer
from kg.schema import vocabulary
from tests.kg.annotated import gold
from tests.kg.rdf import sample
from tests.kg.rdf.normal import normal

Reading = tuple[Article, Extraction]


def there_and_back(readings: list[Reading]) -> list[Extraction]:
    graph = resolve(readings, gazetteer=Gazetteer({}))
    return rdf.read([*rdf.core(graph), *rdf.reports(graph)])


@pytest.mark.parametrize("split", ["dev", "train"])
def test_annotated_articles_come_back(split: str) -> None:
    readings = gold(split)
    back = {e.id: e for e in there_and_back(readings)}
    for _, extraction in readings:
        assert normal(back[extraction.id]) == normal(extraction)


def test_the_sample_comes_back() -> None:
    said = sorted((e for _, e in sample.readings()), key=lambda e: e.id)
    back = there_and_back(list(sample.readings()))
    assert [normal(e) for e in back] == [normal(e) for e in said]


def test_what_resolution_knows_is_filled_in() -> None:
    graph = sample.graph()
    before = next(e for e in rdf.read([*rdf.core(graph), *rdf.reports(graph)]) if e.id == "before")
    kazakhstan = next(e for e in before.entities if e.name == "Казахстан")
    assert kazakhstan.iri == rdf.BASE + "state/KZ"
    assert kazakhstan.wikidata == "Q232"
    assert all(e.iri and e.iri.startswith(rdf.BASE + "event/") for e in before.events)


# ------------------------------------------------------------------- made-up extractions

_TEXT = 'Он прибыл, "сказал" «да»\n\t\\ и\u00a0ушёл 🕊 = 1; ʻoʻ.\u2028Конец'
_words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
_share = st.integers(0, 1000).map(lambda n: n / 1000)
_DATES = (
    None,
    "2025-11-14",
    "2025-11-14/2025-11-15",
    "2023-10",
    "2022-03/..",
    "XXXX-11-14",
    "../2030",
)


def _optional(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


@st.composite
def _span(draw: st.DrawFn) -> tuple[int, int]:
    start = draw(st.integers(0, len(_TEXT) - 1))
    return start, draw(st.integers(start + 1, len(_TEXT)))


_fragment = _span().map(lambda s: {"text": _TEXT[s[0] : s[1]], "start": s[0], "end": s[1]})
_evidence = st.lists(_fragment, max_size=3, unique_by=lambda f: (f["start"], f["text"]))


@st.composite
def _extraction(draw: st.DrawFn) -> Extraction:
    entities = draw(_entities())
    ids = st.sampled_from([e["id"] for e in entities])
    offices = draw(_offices(entities))
    events = draw(_events(ids, [o["id"] for o in offices]))
    about = st.sampled_from([*(e["id"] for e in entities), *(e["id"] for e in events)])
    return Extraction.model_validate(
        {
            "id": draw(_words),
            "lang": draw(st.sampled_from(["ru", "kk", "uz", "en"])),
            "published": draw(_optional(st.sampled_from(["2023-01-01", "2025-11-14"]))),
            "title": draw(_words),
            "entities": entities,
            "offices": offices,
            "events": events,
            "quantities": _numbered("q", draw(st.lists(_quantity(ids), max_size=2))),
            "claims": _numbered("c", draw(st.lists(_claim(ids, about), max_size=2))),
        }
    )


def _numbered(letter: str, parts: list[dict[str, object]]) -> list[dict[str, object]]:
    """The parts under ids of their own, equal ones once."""
    unique = {repr(p): p for p in parts}.values()
    return [{**p, "id": f"{letter}{n}"} for n, p in enumerate(unique, 1)]


@st.composite
def _entities(draw: st.DrawFn) -> list[dict[str, object]]:
    kinds = vocabulary().kinds
    found = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        type_ = draw(st.sampled_from(["Person", "State", "Organization", "Place", "Agreement"]))
        found.append(
            {
                "id": f"e{number}",
                "type": type_,
                "kind": draw(_optional(st.sampled_from(sorted(kinds[type_]))))
                if type_ in kinds
                else None,
                "name": f"{number} {draw(_words)}",
                "name_en": draw(_optional(_words)),
                "iso": f"A{number}" if type_ == "State" else draw(_optional(st.just("KZ"))),
                "surfaces": draw(st.lists(_words, max_size=2, unique=True)),
                "mentions": draw(st.lists(_span(), max_size=2, unique=True)),
            }
        )
    return found


@st.composite
def _offices(draw: st.DrawFn, entities: list[dict[str, object]]) -> list[dict[str, object]]:
    ids = [e["id"] for e in entities]
    return [
        {
            "id": f"o{number}",
            "holder": draw(st.sampled_from(ids)),
            "title": f"титул {'абвг'[number]}",
            "title_en": draw(_optional(_words)),
            "of": draw(_optional(st.sampled_from(ids))),
            "status": draw(st.sampled_from(["current", "former", "acting", "designate"])),
            "evidence": draw(_evidence),
        }
        for number in range(1, draw(st.integers(0, 2)) + 1)
    ]


@st.composite
def _events(
    draw: st.DrawFn, ids: st.SearchStrategy[str], offices: list[str]
) -> list[dict[str, object]]:
    names = [f"v{n}" for n in range(1, draw(st.integers(0, 3)) + 1)]
    return [draw(_event(name, ids, offices, names)) for name in names]


@st.composite
def _event(
    draw: st.DrawFn,
    name: str,
    ids: st.SearchStrategy[str],
    offices: list[str],
    names: list[str],
) -> dict[str, object]:
    type_ = vocabulary().event_types[draw(st.sampled_from(sorted(vocabulary().event_types)))]
    date = draw(st.sampled_from(_DATES))
    another = _optional(st.sampled_from(names))
    participant = st.fixed_dictionaries(
        {
            "entity": ids,
            "role": st.sampled_from(sorted(type_.roles)),
            "capacity": _optional(st.sampled_from(offices)) if offices else st.none(),
            "on_behalf_of": _optional(ids),
            "assertion": st.sampled_from(sorted(vocabulary().assertions)),
            "confidence": _share,
            "rule": _optional(_words),
            "evidence": _evidence,
        }
    )
    return {
        "id": name,
        "type": type_.name,
        "status": draw(st.sampled_from(sorted(vocabulary().statuses))),
        "date": date,
        "start": start_of(date),
        "end": end_of(date),
        "date_text": draw(_optional(_words)),
        "place": draw(_optional(ids)),
        "part_of": draw(another),
        "ordinal": draw(_optional(st.integers(1, 99))),
        "salience": draw(st.sampled_from(["main", "background"])),
        "confidence": draw(_share),
        "rule": draw(_optional(_words)),
        "trigger": draw(_optional(_fragment)),
        "participants": draw(
            st.lists(participant, max_size=3, unique_by=lambda p: (p["entity"], p["role"]))
        ),
        "topics": draw(
            st.lists(st.sampled_from(sorted(vocabulary().topics)), unique=True, max_size=2)
        ),
        "resulted_in": draw(st.lists(ids, max_size=2, unique=True)),
        "invites_to": draw(another),
        "evidence": draw(_evidence),
    }


def _quantity(ids: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["target", "actual", "pledge"]),
            "metric": st.sampled_from(sorted(vocabulary().metrics)),
            "value": st.integers(0, 10**13) | st.integers(0, 10**6).map(lambda n: n / 100),
            "unit": st.sampled_from(sorted(vocabulary().units)),
            "period": _optional(st.just("2023")),
            "deadline": _optional(st.just("2030-12")),
            "between": st.lists(ids, max_size=2, unique=True),
            "evidence": _evidence,
        }
    )


def _claim(
    ids: st.SearchStrategy[str], about: st.SearchStrategy[str]
) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {
            "speaker": ids,
            "affiliation": _optional(ids),
            "modality": st.sampled_from(sorted(vocabulary().modalities)),
            "quote": _optional(_words),
            "about": st.lists(about, max_size=2, unique=True),
            "source": _optional(_words),
            "evidence": _evidence,
        }
    )


@settings(max_examples=60, deadline=None)
@given(_extraction())
def test_made_up_extractions_come_back(extraction: Extraction) -> None:
    article = Article(
        id=extraction.id,
        title=extraction.title,
        body=_TEXT,
        lang=extraction.lang,
        published=extraction.published,
    )
    (back,) = there_and_back([(article, extraction)])
    assert normal(back) == normal(extraction)
