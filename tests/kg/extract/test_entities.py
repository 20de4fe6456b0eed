"""Entities of a sentence, drawn: each mention as a line under the text, with whom it means.

A mention's line has dashes under its words, then the entity's name, and its form if not a name.
"""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from kg.extract.entities import read_entities
from kg.extract.reading import Reading
from kg.model.document import Document

Analysed = Callable[..., Document]


def drawing(reading: Reading) -> str:
    """The last sentence with its mentions drawn under it."""
    last = len(reading.document.sentences) - 1
    sentence = reading.document.sentences[last]
    lines = [reading.text(sentence.start, sentence.end)]
    for mention in reading.mentions_in(last):
        dashes = " " * (mention.start - sentence.start) + "-" * (mention.end - mention.start)
        name = reading.entity(mention.entity).name
        form = "" if mention.form == "name" else f" ({mention.form})"
        lines.append(f"{dashes} {name}{form}")
    return "\n".join(lines)


DRAWN = [
    """
    Президент Казахстана Касым-Жомарт Токаев прибыл в Ташкент.
    ---------------------------------------- Касым-Жомарт Токаев (office)
              ---------- Казахстан
                         ------------------- Касым-Жомарт Токаев
                                                      ------- Ташкент
    """,
    """
    Москва заявила о готовности к переговорам с Киевом.
    ------ Россия (metonym)
                                                ------ Украина (metonym)
    """,
    """
    Немецкое Минобороны опровергло слова посольства Финляндии в Москве.
    ------------------- Минобороны Германии
    -------- Германия (adjective)
                                         ----------------------------- Посольство Финляндии в России
                                                    --------- Финляндия
                                                                ------ Москва
    """,
    """
    В Киеве считают это решение ошибкой.
      ----- Украина (metonym)
    """,
    """
    Саммит прошел в Киеве без журналистов.
                    ----- Киев
    """,
    """
    Киргизские власти опровергли сообщения о боях.
    ----------------- Киргизия (descriptor)
    ---------- Киргизия (adjective)
    """,
    """
    Заседание Высшего межгосударственного совета перенесли.
              ---------------------------------- Высший межгосударственный совет
    """,
    """
    Подписан меморандум о сотрудничестве в энергетике.
             ---------------------------------------- Меморандум о сотрудничестве в энергетике
    """,
]


@pytest.mark.parametrize("drawn", DRAWN, ids=[d.strip().splitlines()[0] for d in DRAWN])
def test_drawn(analysed: Analysed, drawn: str) -> None:
    expected = dedent(drawn).strip("\n")
    text = expected.splitlines()[0]
    assert drawing(read_entities(analysed(text))) == expected.rstrip()


def _entities(analysed: Analysed, text: str, **options: str) -> dict[str, tuple[str, ...]]:
    reading = read_entities(analysed(text, **options))
    return {entity.name: entity.surfaces for entity in reading.entities if entity.surfaces}


def test_every_mention_and_surface_is_cut_from_the_text(analysed: Analysed) -> None:
    text = "Глава МИД Индии приехал в Каир. Там его встретил египетский коллега Самех Шукри."
    reading = read_entities(analysed(text, title="Визит в Египет"))
    article = reading.document.article.text
    for entity in reading.entities:
        cut = {article[start:end] for start, end in entity.mentions}
        assert set(entity.surfaces) <= cut
    assert [m.start for m in reading.mentions] == sorted(m.start for m in reading.mentions)


def test_a_surname_finds_its_bearer_in_the_headline_too(analysed: Analysed) -> None:
    found = _entities(
        analysed,
        "Министр обороны Йоэль Берман прилетел в Берлин. Переговоры с Берманом шли два часа.",
        title="Берман прилетел в Германию",
    )
    assert found["Йоэль Берман"] == (
        "Берман",
        "Министр обороны Йоэль Берман",
        "Йоэль Берман",
        "Берманом",
    )


def test_first_name_and_patronymic_are_the_same_person(analysed: Analysed) -> None:
    found = _entities(analysed, "Об этом рассказал Санжар Саидов. Санжар Шавкатович доволен.")
    assert list(found) == ["Санжар Саидов"]


def test_two_people_of_one_surname(analysed: Analysed) -> None:
    found = _entities(analysed, "Рональд Клинтон поблагодарил Мэри Клинтон за гостеприимство.")
    assert list(found) == ["Рональд Клинтон", "Мэри Клинтон"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Письмо Байдена Пашиняну опубликовано.", ["Джо Байден", "Никол Пашинян"]),
        ("После встречи с Франциском Зеленский улетел.", ["Папа Франциск", "Владимир Зеленский"]),
        (
            "Рядом с Метте Фредериксен Зеленского слушали.",
            ["Метте Фредериксен", "Владимир Зеленский"],
        ),
        ("Спецпредставитель по делам Евразии Ли Хуэй улетел.", ["Ли Хуэй"]),
        ("Анналену Бербок встретил Анджей Дуда.", ["Анналена Бербок", "Анджей Дуда"]),
    ],
)
def test_names_side_by_side(analysed: Analysed, text: str, who: list[str]) -> None:
    assert list(_entities(analysed, text)) == who


def test_a_surname_that_the_tagger_takes_for_a_place(analysed: Analysed) -> None:
    text = (
        "Шавкат Саидов принял Рустама Ганиева. Дипломатия между Саидовым и Ганиевым приносит плоды."
    )
    found = _entities(analysed, text)
    assert "Саидовым" in found["Шавкат Саидов"]
    assert "Ганиевым" in found["Рустам Ганиев"]


def test_what_a_country_word_means(analysed: Analysed) -> None:
    text = (
        "Сербия попросила Россию о кредите. Бюджет страны приняли весной. В Сербии ждут инвесторов."
    )
    assert "страны" in _entities(analysed, text)["Сербия"]


def test_bodies_named_twice_are_one(analysed: Analysed) -> None:
    text = (
        "В МИД Норвегии вызвали посла. Позже министерство иностранных дел Норвегии опровергло это."
    )
    assert list(_entities(analysed, text)) == ["МИД Норвегии", "Норвегия"]


def test_a_body_without_its_state(analysed: Analysed) -> None:
    text = "Бразилия ждет выборов. Парламент уже распущен."
    assert "Парламент" in _entities(analysed, text)["Парламент Бразилии"]


@pytest.mark.parametrize(
    ("text", "embassies"),
    [
        ("Чехия вызвала турецкого посла. В посольстве получили ноту.", {"Посольство Турции"}),
        ("Посол Кубы в Индии Хуан Перес прибыл. Посольство рассказало о нем.", {"Посольство Кубы"}),
        (
            "В посольстве рассказали о погоде. Посольство Кубы в Чаде работает.",
            {"Посольство Кубы в Чаде"},
        ),
        ("В Судане идут бои. Посольство закрыли.", set()),
    ],
)
def test_an_embassy_without_its_state(analysed: Analysed, text: str, embassies: set[str]) -> None:
    assert {name for name in _entities(analysed, text) if "Посольство" in name} == embassies


def test_acronym_in_brackets(analysed: Analysed) -> None:
    text = "Саммит Шанхайской организации сотрудничества (ШОС) открылся. ШОС растет."
    found = _entities(analysed, text)["Шанхайская организация сотрудничества"]
    assert found == (
        "Шанхайской организации сотрудничества",
        "Шанхайской организации сотрудничества (ШОС)",
        "ШОС",
    )


def test_bodies_of_several_states(analysed: Analysed) -> None:
    found = _entities(analysed, "В МИД Франции, Германии и Польши ждут ответа.")
    assert {"МИД Франции", "МИД Германии", "МИД Польши"} <= found.keys()


def test_an_acronym_that_the_text_itself_gives(analysed: Analysed) -> None:
    text = "Доклад подготовила Ассоциация полярных станций (АПС). В АПС ждут ответа."
    found = _entities(analysed, text)
    assert found["Ассоциация полярных станций"][-1] == "АПС"


def test_a_quoted_format(analysed: Analysed) -> None:
    found = read_entities(analysed("Он выступил на «коалиции истребителей» в Вене.")).entities
    assert ("Коалиция истребителей", "format") in {(e.name, e.kind) for e in found}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Он поговорил с Шольцем.", "person/olaf-scholz"),
        ("«Меня ждет [Владимир] Путин», — сказал он.", "person/vladimir-putin"),
        ("Об этом рассказал Зеленский.", "person/volodymyr-zelensky"),
    ],
)
def test_known_persons_in_any_case(analysed: Analysed, text: str, who: str) -> None:
    assert [e.gazetteer for e in read_entities(analysed(text)).entities] == [who]


def test_a_region_without_its_noun(analysed: Analysed) -> None:
    found = _entities(analysed, "Бои идут в Тульской и Рязанской областях.")
    assert "Тульская область" in found


def test_a_common_noun_is_no_name(analysed: Analysed) -> None:
    assert _entities(analysed, "Истребители подняли утром.") == {}


def test_pronouns_are_mentions_but_no_surfaces(analysed: Analysed) -> None:
    text = "Мария Захарова ответила журналистам. Она назвала это ошибкой."
    reading = read_entities(analysed(text))
    forms = [m.form for m in reading.mentions if reading.text(m.start, m.end) == "Она"]
    assert forms == ["pronoun"]
    assert "Она" not in reading.entities[0].surfaces


def test_no_reading_of_captions(analysed: Analysed) -> None:
    text = "Встреча прошла в Каире.\n\nФото: Иван Петров, Россия\n\n#Иран"
    assert list(_entities(analysed, text)) == ["Каир"]


def test_a_text_without_names(analysed: Analysed) -> None:
    reading = read_entities(analysed("Ничего не произошло."))
    assert reading.entities == ()
    assert reading.offices == ()
