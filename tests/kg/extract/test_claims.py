"""Who is said to say what: constructions of attribution, quotations, relays, interviews."""

from __future__ import annotations

import pytest

from kg.extract.claims import read_claims
from kg.extract.claims_interview import answers
from kg.extract.claims_lexicon import lexicon
from kg.extract.entities import read_entities
from kg.extract.reading import Reading
from kg.model.extraction import Claim
from tests.conftest import Analysed

#: Sentence, and its claims: speaker and the part of the sentence that tells it.
TOLD = [
    (
        "Президент Казахстана Касым-Жомарт Токаев заявил, что страны расширят торговлю.",
        [
            (
                "Касым-Жомарт Токаев",
                "Президент Казахстана Касым-Жомарт Токаев заявил, что страны расширят торговлю",
            )
        ],
    ),
    (
        "Страны расширят торговлю, сообщил министр иностранных дел России Сергей Лавров.",
        [
            (
                "Сергей Лавров",
                "Страны расширят торговлю, сообщил министр иностранных дел России Сергей Лавров",
            )
        ],
    ),
    (
        "По словам Владимира Путина, переговоры прошли успешно.",
        [("Владимир Путин", "По словам Владимира Путина, переговоры прошли успешно")],
    ),
    (
        "В Кремле подчеркнули, что визит состоится осенью.",
        [("Кремль", "В Кремле подчеркнули, что визит состоится осенью")],
    ),
    (
        "Как отметили в НАТО, учения пройдут в срок.",
        [("НАТО", "Как отметили в НАТО, учения пройдут в срок")],
    ),
    (
        "Москва осудила удары, а Анкара призвала стороны к переговорам.",
        [
            ("Россия", "Москва осудила удары"),
            ("Турция", "Анкара призвала стороны к переговорам"),
        ],
    ),
    (
        "Российский лидер Владимир Путин поблагодарил коллег, добавив, что работа продолжится.",
        [
            ("Владимир Путин", "Российский лидер Владимир Путин поблагодарил коллег"),
            ("Владимир Путин", "добавив, что работа продолжится"),
        ],
    ),
]

#: Two sentences, and who speaks in the second.
SPEAKERS = [
    (
        "Министр иностранных дел России Сергей Лавров прилетел в Тунис. "
        "«Переговоры были полезны», — сказал глава МИД России.",
        "Сергей Лавров",
    ),
    (
        "Пресс-секретарь президента России Дмитрий Песков сообщил о визите. "
        "«Дата известна», — добавил представитель Кремля.",
        "Дмитрий Песков",
    ),
    (
        "Погода хорошая. Об этом заявил глава передовой группы миссии ОДКБ в Армении "
        "генерал-полковник Анатолий Сидоров.",
        "Анатолий Сидоров",
    ),
    (
        "Александр Лукашенко поздравил Владимира Путина, заявил Сергей Лавров. "
        "Дипломат отметил, что ответил Лаврову его коллега Ван И.",
        None,
    ),
    (
        "Владимир Путин заявил, что визит пройдет осенью, а Реджеп Тайип Эрдоган подтвердил дату. "
        "По его словам, Эрдоган готов к переговорам.",
        "Владимир Путин",
    ),
]

#: What another says stays in the words of who tells it; a claim of its own ends them.
WHOLE = [
    "Помощник президента Юрий Ушаков сообщил, что Владимир Путин пообещал Турции газ.",
    "Как сообщал Кремль, на встрече президенты подтвердили договоренности.",
    "По словам Владимира Путина, США и НАТО прямо говорят о своих целях.",
]

#: Nouns that hold a claim: sentence, speaker, modality.
NOMINAL = [
    (
        "Захарова прокомментировала слова Джо Байдена о том, что переговоры сорваны.",
        "Джо Байден",
        "say",
    ),
    ("Стороны обсудили призыв Ватикана к прекращению огня.", "Ватикан", "demand"),
]

#: Sentences in which nobody named is said to say anything.
UNTOLD = [
    "Владимир Путин прибыл в Астану с государственным визитом.",
    "Владимир Путин не сообщил, когда состоится визит.",
    "Владимир Путин выступит на форуме и объявит о новых планах.",
    "По словам экспертов, цены вырастут.",
    "Россия передала Египту вертолеты.",
    "Журналист был объявлен персоной нон грата в России.",
]

INTERVIEW = """Политолог Санжар Саидов отметил, что отношения России и Узбекистана укрепляются.

- Как вы оцениваете торговлю двух стран?

- Торговля растет второй год подряд. Это заслуга правительств.

Обе стороны снижают барьеры.

- Что дальше?

- Дальше будут новые заводы."""


def read(analysed: Analysed, body: str, title: str = "") -> tuple[Reading, tuple[Claim, ...]]:
    reading = read_entities(analysed(body, title=title, published="2023-05-17"))
    return reading, read_claims(reading, ())


def told(reading: Reading, claims: tuple[Claim, ...]) -> list[tuple[str, str]]:
    return [
        (reading.entity(c.speaker).name, " | ".join(f.text for f in c.evidence)) for c in claims
    ]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_attribution(analysed: Analysed, text: str, expected: list[tuple[str, str]]) -> None:
    assert told(*read(analysed, text)) == expected


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_who_is_meant_by_a_title(analysed: Analysed, text: str, expected: str | None) -> None:
    speakers = [speaker for speaker, _ in told(*read(analysed, text))]
    assert (speakers[-1] == expected) if expected else ("Сергей Лавров" not in speakers[1:])


@pytest.mark.parametrize("text", WHOLE)
def test_what_another_says_stays_in_the_telling(analysed: Analysed, text: str) -> None:
    assert told(*read(analysed, text))[0][1] == text.rstrip(".")


def test_past_words_in_a_quotation_are_no_claim(analysed: Analysed) -> None:
    body = "По словам Марии Захаровой, США лгут и «сами заявили Киеву, что говорить рано»."
    assert [speaker for speaker, _ in told(*read(analysed, body))] == ["Мария Захарова"]


@pytest.mark.parametrize(("text", "speaker", "modality"), NOMINAL)
def test_nouns_that_hold_a_claim(
    analysed: Analysed, text: str, speaker: str, modality: str
) -> None:
    reading, claims = read(analysed, text)
    found = {(reading.entity(c.speaker).name, c.modality) for c in claims}
    assert (speaker, modality) in found


@pytest.mark.parametrize("text", UNTOLD)
def test_no_attribution(analysed: Analysed, text: str) -> None:
    assert told(*read(analysed, text)) == []


def test_evidence_is_cut_out_of_the_article(analysed: Analysed) -> None:
    reading, claims = read(analysed, " ".join(text for text, _ in TOLD), title="Визит")
    assert len(claims) >= len(TOLD)
    text = reading.document.article.text
    for claim in claims:
        assert all(text[f.start : f.end] == f.text for f in claim.evidence)
    assert [c.id for c in claims] == [f"c{n}" for n in range(1, len(claims) + 1)]


def test_quotation_over_sentences_is_one_claim(analysed: Analysed) -> None:
    body = (
        "Стороны обсудили торговлю. «Мы довольны итогами. Работа идет. "
        "Планы есть», — сказал министр иностранных дел России Сергей Лавров."
    )
    reading, claims = read(analysed, body)
    ((speaker, words),) = told(reading, claims)
    assert speaker == "Сергей Лавров"
    assert words.startswith("«Мы довольны итогами.")
    assert claims[0].quote == "Мы довольны итогами. Работа идет. Планы есть"


def test_quotation_behind_a_colon(analysed: Analysed) -> None:
    body = "Сергей Лавров подчеркнул: «Мы довольны. Работа идет». Стороны подписали план."
    ((speaker, words),) = told(*read(analysed, body))
    assert speaker == "Сергей Лавров"
    assert words.endswith("Работа идет».")


def test_statement_quoted_after_it_is_told_is_one_claim(analysed: Analysed) -> None:
    body = (
        "Россия готова поставлять зерно в Африку, заявил Сергей Лавров. "
        "«Мы готовы поставлять зерно в Африку бесплатно», — сказал Лавров."
    )
    ((speaker, words),) = told(*read(analysed, body))
    assert speaker == "Сергей Лавров"
    assert words.count("|") == 1


def test_words_of_the_sentence_before(analysed: Analysed) -> None:
    body = "Визит состоится осенью. Об этом сообщил Сергей Лавров."
    ((speaker, words),) = told(*read(analysed, body))
    assert speaker == "Сергей Лавров"
    assert words == "Визит состоится осенью. Об этом сообщил Сергей Лавров."


def test_such_an_opinion_stands_in_the_sentence_before(analysed: Analysed) -> None:
    body = "Визит состоится осенью. Такое мнение высказал Сергей Лавров."
    ((_, words),) = told(*read(analysed, body))
    assert words == "Визит состоится осенью. Такое мнение высказал Сергей Лавров."


def test_medium_that_relays_is_the_source(analysed: Analysed) -> None:
    body = "Визит состоится осенью, заявил Сергей Лавров, сообщает ТАСС."
    reading, (claim,) = read(analysed, body)
    assert reading.entity(claim.speaker).name == "Сергей Лавров"
    assert claim.source == "ТАСС"


def test_medium_that_refers_to_a_speaker(analysed: Analysed) -> None:
    body = "Визит состоится осенью, сообщает ТАСС со ссылкой на Кремль."
    reading, (claim,) = read(analysed, body)
    assert reading.entity(claim.speaker).name == "Кремль"
    assert claim.source == "ТАСС"


def test_medium_speaks_for_itself(analysed: Analysed) -> None:
    body = "Визит состоится осенью, сообщает ТАСС. По данным агентства, стороны готовят договор."
    reading, claims = read(analysed, body)
    assert [reading.entity(c.speaker).name for c in claims] == ["ТАСС", "ТАСС"]
    assert [c.source for c in claims] == [None, None]


def test_joint_statement_is_one_claim_of_each(analysed: Analysed) -> None:
    body = "Россия, Китай, Иран и Турция осудили удары по городу."
    reading, claims = read(analysed, body)
    assert [reading.entity(c.speaker).iso for c in claims] == ["RU", "CN", "IR"]
    assert len({c.evidence for c in claims}) == 1


def test_he_is_who_spoke_before(analysed: Analysed) -> None:
    body = (
        "Владимир Путин заявил, что встретится с Шавкатом Мирзиёевым. "
        "По его словам, встреча пройдет в Ташкенте. Он добавил, что тема — торговля."
    )
    reading, claims = read(analysed, body)
    assert [reading.entity(c.speaker).name for c in claims] == ["Владимир Путин"] * 3


def test_interview_answers_are_the_interviewees(analysed: Analysed) -> None:
    reading, claims = read(analysed, INTERVIEW)
    assert len(answers(reading.document)) == 2
    assert told(reading, claims)[1:] == [
        ("Санжар Саидов", "Торговля растет второй год подряд. | Обе стороны снижают барьеры."),
        ("Санжар Саидов", "Дальше будут новые заводы."),
    ]


def test_for_whom_and_about_what(analysed: Analysed) -> None:
    body = "Президент Узбекистана Шавкат Мирзиёев заявил, что посетит Китай."
    reading, (claim,) = read(analysed, body)
    assert claim.affiliation is not None
    assert reading.entity(claim.affiliation).iso == "UZ"
    assert "CN" in {reading.entity(e).iso for e in claim.about}
    assert claim.speaker not in claim.about


def test_title_makes_no_claim(analysed: Analysed) -> None:
    reading, claims = read(analysed, "Погода хорошая.", title="Путин заявил о визите в Китай")
    assert told(reading, claims) == []


def test_language_without_lexicon(analysed: Analysed) -> None:
    assert lexicon("xx") is None
    reading = read_entities(analysed("Визит состоится, заявил Сергей Лавров."))
    other = reading.document.article.model_copy(update={"lang": "xx"})
    document = type(reading.document)(other, reading.document.sentences, ())
    assert read_claims(Reading(document, reading.entities, reading.mentions, (), ()), ()) == ()
