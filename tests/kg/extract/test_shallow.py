"""The first reading of English, Kazakh and Uzbek, on sentences written for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.evaluate import evaluate
from kg.extract.shallow import read_shallow
from kg.extract.shallow.lexicon import fold, lexicon, stems
from kg.extract.shallow.respelling import to_uzbek
from kg.ingest import read
from kg.language import analyse
from kg.model.article import Article
from kg.model.document import Document
from kg.model.extraction import Event, Extraction
from kg.schema import vocabulary

Analysed = Callable[..., Document]


@pytest.fixture
def reading(analysed: Analysed) -> Callable[[str, str], Extraction]:
    def run(lang: str, body: str) -> Extraction:
        return read_shallow(analysed(f"{body}\n", lang=lang, published="2025-11-13", title="—"))

    return run


def told(extraction: Extraction, event: Event) -> str:
    """``StateVisit planned 2025-11-14 @Ташкент: guest …, host …``."""
    names = {entity.id: entity.name_en or entity.name for entity in extraction.entities}
    roles = ", ".join(f"{p.role} {names[p.entity]}" for p in event.participants)
    place = f" @{names[event.place]}" if event.place else ""
    return f"{event.type} {event.status} {event.date}{place}: {roles}"


VISITS = {
    "en": "Kazakh President Kassym-Jomart Tokayev will pay a state visit to Uzbekistan on "
    "14-15 November at the invitation of President Shavkat Mirziyoyev.",
    "kk": "Қазақстан Президенті Қасым-Жомарт Тоқаев 14–15 қарашада Шавкат Мирзиёевтің "
    "шақыруымен мемлекеттік сапармен Өзбекстанға барады.",
    "uz": "Qozogʻiston Prezidenti Qosim-Jomart Toqayev 14–15-noyabr kunlari Shavkat "
    "Mirziyoyevning taklifiga binoan davlat tashrifi bilan Oʻzbekistonga keladi.",
}


@pytest.mark.parametrize("lang", VISITS)
def test_a_state_visit_and_its_invitation(
    reading: Callable[[str, str], Extraction], lang: str
) -> None:
    extraction = reading(lang, VISITS[lang])
    visit, invitation = extraction.events
    assert told(extraction, visit) == (
        "StateVisit planned 2025-11-14/2025-11-15 @Uzbekistan: "
        "guest Kassym-Jomart Tokayev, host Uzbekistan"
    )
    assert told(extraction, invitation).endswith(
        ": invitee Kassym-Jomart Tokayev, inviter Shavkat Mirziyoyev"
    )
    assert {e.gazetteer for e in extraction.entities} == {
        "person/kassym-jomart-tokayev", "person/shavkat-mirziyoyev", "state/KZ", "state/UZ",
    }  # fmt: skip


MEETINGS = {
    "en": ("Tokayev met Shavkat Mirziyoyev in Tashkent yesterday.", "met"),
    "kk": ("Тоқаев кеше Ташкентте Шавкат Мирзиёевпен кездесті.", "кездесті"),
    "uz": ("Toqayev kecha Toshkentda Shavkat Mirziyoyev bilan uchrashdi.", "uchrashdi"),
}


@pytest.mark.parametrize("lang", MEETINGS)
def test_a_meeting_with_the_inflected_names_as_surfaces(
    reading: Callable[[str, str], Extraction], lang: str
) -> None:
    text, trigger = MEETINGS[lang]
    extraction = reading(lang, text)
    [event] = extraction.events
    assert told(extraction, event) == (
        "Meeting held 2025-11-12 @Tashkent: "
        "participant Kassym-Jomart Tokayev, participant Shavkat Mirziyoyev"
    )
    assert event.trigger is not None
    assert event.trigger.text == trigger
    surfaces = {s for e in extraction.entities for s in e.surfaces}
    assert surfaces <= set(text.rstrip(".").replace("Shavkat ", "").split()) | {
        "Shavkat Mirziyoyev", "Шавкат Мирзиёевпен",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "text", "office"),
    [
        ("en", "Uzbekistan's foreign minister, Bakhtiyor Saidov, spoke.", "foreign minister"),
        ("en", "President Kassym-Jomart Tokayev of Kazakhstan spoke.", "president"),
        ("en", "Emomali Rahmon, the president of Tajikistan, spoke.", "president"),
        ("kk", "Өзбекстан Президенті Шавкат Мирзиёев сөз сөйледі.", "президент"),
        ("uz", "Xitoyning Oʻzbekistondagi elchisi Yuy Szyunni kutishdi.", "elchisi"),
        ("uz", "Tojikiston Prezidenti Emomali Rahmon soʻzga chiqdi.", "prezident"),
    ],
)
def test_offices(
    reading: Callable[[str, str], Extraction], lang: str, text: str, office: str
) -> None:
    extraction = reading(lang, text)
    [found] = extraction.offices
    types = {entity.id: entity.type for entity in extraction.entities}
    assert found.title == office
    assert (types[found.holder], types[found.of or ""]) == ("Person", "State")
    assert found.evidence[0].text in text


def test_a_person_whom_only_a_title_tells_is_known_by_surname_afterwards(
    reading: Callable[[str, str], Extraction],
) -> None:
    extraction = reading("en", "Turkish Prime Minister Zorban Quux spoke. Quux met Tokayev.")
    stranger = next(e for e in extraction.entities if e.gazetteer is None)
    assert (stranger.type, stranger.name) == ("Person", "Zorban Quux")
    assert stranger.surfaces[-1] == "Quux"
    assert told(extraction, extraction.events[0]).endswith(
        ": participant Zorban Quux, participant Kassym-Jomart Tokayev"
    )


@pytest.mark.parametrize(
    ("lang", "text", "surface"),
    [
        ("kk", "Ш.Мирзиёев Ташкентте сөз сөйледі.", "Ш.Мирзиёев"),
        ("uz", "Shavkat Mirziyoyev soʻzga chiqdi.", "Shavkat Mirziyoyev"),
        ("en", "Nursultan Tokayev spoke.", "Tokayev"),
    ],
)
def test_a_surname_takes_the_first_name_of_its_bearer_only(
    reading: Callable[[str, str], Extraction], lang: str, text: str, surface: str
) -> None:
    person = next(e for e in reading(lang, text).entities if e.type == "Person")
    assert person.surfaces == (surface,)


def test_presidents_in_the_plural_are_no_office(
    reading: Callable[[str, str], Extraction],
) -> None:
    assert reading("uz", "Qozogʻiston prezidentlari uchrashdi.").offices == ()
    assert reading("kk", "Қазақстан президенттері кездесті.").offices == ()


def test_what_the_guest_does_is_part_of_the_visit_and_he_is_the_one_before(
    reading: Callable[[str, str], Extraction],
) -> None:
    extraction = reading(
        "en",
        "Tokayev arrived in Tashkent, Uzbekistan, today. He held talks with Shavkat Mirziyoyev. "
        "Mirziyoyev said that trade would grow.",
    )
    visit, talks = extraction.events
    assert (visit.type, talks.type, talks.part_of) == ("Visit", "Meeting", visit.id)
    [claim] = extraction.claims
    assert claim.modality == "say"
    assert claim.evidence[0].text == "Mirziyoyev said that trade would grow."


def test_a_name_within_anothers_office_takes_no_part(
    reading: Callable[[str, str], Extraction],
) -> None:
    extraction = reading("en", "Tokayev signed a treaty with the president of Uzbekistan.")
    [signing] = extraction.events
    assert "Uzbekistan" not in told(extraction, signing)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "en",
            "The European Union imposed new sanctions on 12 Belarusian officials on Monday.",
            "Sanction held 2025-11-10: actor European Union, target Belarus",
        ),
        (
            "en",
            "Moscow expelled two British diplomats yesterday.",
            "Expulsion held 2025-11-12: actor Russia, target United Kingdom",
        ),
        (
            "en",
            "Emomali Rahmon has put off his trip to Ankara, which was planned for December 9.",
            "Visit postponed 2025-12-09 @Ankara: guest Emomali Rahmon, host Turkey",
        ),
        (
            "en",
            "Baku denied reports that Ilham Aliyev would visit Tehran in December.",
            "Visit unconfirmed 2025-12 @Tehran: guest Ilham Aliyev, host Iran",
        ),
        (
            "en",
            "Russian President Vladimir Putin is to host Tokayev for a state visit in December.",
            "StateVisit planned 2025-12 @Russia: "
            "guest Kassym-Jomart Tokayev, host Vladimir Putin, host Russia",
        ),
        (
            "en",
            "Shavkat Mirziyoyev appointed Zorban Quux as ambassador to Japan.",
            "Appointment held 2025-11-13: appointee Zorban Quux, appointer Shavkat Mirziyoyev",
        ),
        (
            "en",
            "Yoon Suk Yeol will pay visits to Turkmenistan, Kazakhstan and Uzbekistan from "
            "June 10 to 15.",
            "Visit planned 2026-06-10/2026-06-15 @Uzbekistan: guest Yoon Suk Yeol, host Uzbekistan",
        ),
        (
            "en",
            "Emomali Rahmon arrived in Dubai on Monday to attend the climate summit.",
            "Visit held 2025-11-10 @Dubai: guest Emomali Rahmon, host United Arab Emirates",
        ),
        (
            "en",
            "Murat Nurtleu was appointed by Tokayev.",
            "Appointment held 2025-11-13: appointee Murat Nurtleu, appointer Kassym-Jomart Tokayev",
        ),
        (
            "kk",
            "Тоқаев Ташкентте Шавкат Мирзиёевпен энергетика туралы меморандумға қол қойды.",
            "Signing held 2025-11-13 @Tashkent: document энергетика туралы меморандум, "
            "signatory Kassym-Jomart Tokayev, signatory Shavkat Mirziyoyev",
        ),
        (
            "uz",
            "Toqayev kecha oʻzbekistonlik hamkasbi bilan uchrashdi.",
            "Meeting held 2025-11-12: participant Kassym-Jomart Tokayev, "
            "participant Shavkat Mirziyoyev",
        ),
    ],
)
def test_roles_and_statuses(
    reading: Callable[[str, str], Extraction], lang: str, text: str, expected: str
) -> None:
    extraction = reading(lang, text)
    assert expected in [told(extraction, event) for event in extraction.events]


def test_clauses_have_parties_of_their_own(reading: Callable[[str, str], Extraction]) -> None:
    extraction = reading(
        "en",
        "President Tokayev spoke after he and Sadyr Japarov held talks, "
        "while Emomali Rahmon met Ilham Aliyev.",
    )
    first, second = (told(extraction, event) for event in extraction.events)
    assert first.endswith(": participant Kassym-Jomart Tokayev, participant Sadyr Japarov")
    assert second.endswith(": participant Emomali Rahmon, participant Ilham Aliyev")


def test_the_sides_are_those_told_of_before(reading: Callable[[str, str], Extraction]) -> None:
    extraction = reading(
        "en",
        "Sadyr Japarov met Emomali Rahmon in Bishkek. "
        "The two presidents signed a declaration on water and energy.",
    )
    signing = next(event for event in extraction.events if event.type == "Signing")
    assert told(extraction, signing).endswith(
        ": document declaration on water and energy, "
        "signatory Sadyr Japarov, signatory Emomali Rahmon"
    )


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "en",
            "Trade between Kazakhstan and Iran came to $1,250.5 million in 2024.",
            ("actual", "trade_turnover", 1_250_500_000, "USD", "2024"),
        ),
        (
            "kk",
            "Қазақстан мен Иран арасындағы тауар айналымы 301 млн доллардан асты.",
            ("actual", "trade_turnover", 301_000_000, "USD", None),
        ),
        (
            "uz",
            "Fransiya Oʻzbekistonga 1 milliard yevro sarmoya kiritishga tayyor.",
            ("pledge", "investment", 1_000_000_000, "EUR", None),
        ),
    ],
)
def test_quantities(
    reading: Callable[[str, str], Extraction], lang: str, text: str, expected: tuple[object, ...]
) -> None:
    [found] = reading(lang, text).quantities
    assert (found.kind, found.metric, found.value, found.unit, found.period) == expected
    assert len(found.between) == 2


@pytest.mark.parametrize(
    ("russian", "uzbek"),
    [
        ("Катрин Колонна", "Katrin Kolonna"),
        ("Ермек Кошербаев", "Yermek Kosherbayev"),
        ("Юлия Щукина", "Yuliya Shukina"),
        ("Григорьев", "Grigoryev"),
        ("Цинь Ган", "Sin Gan"),
    ],
)
def test_names_in_uzbek_letters(russian: str, uzbek: str) -> None:
    assert to_uzbek(russian) == uzbek


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("en", "Tokayev would meet Sadyr Japarov, the Kremlin said.", "Kremlin"),
        ("kk", "Тоқаев Мирзиёевке келіссөз туралы айтты.", "Kassym-Jomart Tokayev"),
        ("kk", "Тоқаевтың айтуынша, Шавкат Мирзиёев Астанаға келеді.", "Kassym-Jomart Tokayev"),
        ("uz", "Toqayev Oʻzbekistonga keladi, dedi Shavkat Mirziyoyev.", "Shavkat Mirziyoyev"),
    ],
)
def test_who_says_it(
    reading: Callable[[str, str], Extraction], lang: str, text: str, speaker: str
) -> None:
    extraction = reading(lang, text)
    names = {entity.id: entity.name_en for entity in extraction.entities}
    assert [names[claim.speaker] for claim in extraction.claims] == [speaker]


def test_initials_end_no_sentence(reading: Callable[[str, str], Extraction]) -> None:
    text = "Earlier U.S. President Donald Trump met Sadyr Japarov."
    [meeting] = reading("en", text).events
    assert meeting.evidence[0].text == text


@pytest.mark.parametrize(
    ("lang", "word", "stem"),
    [
        ("kk", "Өзбекстандағы", "өзбекстан"),
        ("kk", "ЕАЭО-ға", "еаэо"),
        ("kk", "Тоқаевтың", "тоқаев"),
        ("uz", "Oʻzbekistonning", "o'zbekiston"),
        ("uz", "Toshkentdagi", "toshkent"),
        ("en", "Kazakhstan’s", "kazakhstan"),
    ],
)
def test_stems(lang: str, word: str, stem: str) -> None:
    assert stem in {found for found, _ in stems(fold(word), lexicon(lang))}


def test_folding_keeps_offsets() -> None:
    assert fold("İSTANBUL Oʻzbekiston’s") == "İstanbul o'zbekiston's"


@pytest.mark.parametrize("lang", ["en", "kk", "uz"])
def test_triggers_and_speech_are_of_the_vocabulary(lang: str) -> None:
    words = lexicon(lang)
    assert words.events.keys() <= vocabulary().event_types.keys()
    assert words.status.keys() <= vocabulary().statuses.keys()
    assert words.speech.keys() <= vocabulary().modalities.keys()


GOLD = Path(__file__).parents[4] / "shared" / "gold" / "multi" / "dev"


@pytest.mark.skipif(not GOLD.is_dir(), reason="no annotated articles beside the checkout")
def test_the_annotated_articles_are_read_by_the_vocabulary_and_well_enough() -> None:
    articles = [a for a in read([str(GOLD / "articles.jsonl")]) if isinstance(a, Article)]
    found = [read_shallow(document) for document in analyse(articles)]
    assert [problem for e in found for problem in vocabulary().check(e)] == []
    scores = evaluate(GOLD, [e.model_dump() for e in found])
    assert scores.figures["offsets"].f1 == 1
    assert (
        scores.below(
            ["entity=0.85", "office=0.65", "event.family=0.75", "argument=0.5", "quantity=0.85"]
        )
        == []
    )
