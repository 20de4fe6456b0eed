"""What kind of statement a claim is, by its verb or by what is said; fitting the model."""

from __future__ import annotations

import pytest

from kg.extract.claims import drafts, read_claims
from kg.extract.claims_modality import features
from kg.extract.claims_training import Example, fit
from kg.extract.entities import read_entities
from tests.conftest import Analysed

BY_VERB = [
    ("Россия осудила удары по Дамаску.", "criticise"),
    ("Китай потребовал от Японии извинений.", "demand"),
    ("Турция предложила России и Украине новый план.", "propose"),
    ("Казахстан поддержал инициативу Китая.", "support"),
    ("Иран опроверг сообщения о переговорах.", "deny"),
    ("Германия пообещала Украине помощь.", "promise"),
    ("Сербия объявила о проведении саммита.", "announce"),
    ("Пекин не признает независимость Тайваня.", "deny"),
    ("Лондон не исключил новых переговоров.", "say"),
    ("Сергей Лавров заявил, что Россия не признает независимость Косово.", "deny"),
    ("Сергей Лавров заявил, что Россия не поддерживает введение санкций.", "criticise"),
    ("Владимир Зеленский заявил, что Украина отказывается от переговоров.", "deny"),
    ("Китай выразил протест в связи с учениями.", "criticise"),
    ("Индия заявила о поддержке расширения союза.", "support"),
    ("Сербия выступила против вступления Косово в ООН.", "criticise"),
    ("Германия назвала условием переговоров вывод войск.", "demand"),
]

BY_WORDS = [
    ("Сергей Лавров назвал действия США незаконными и опасными.", "criticise"),
    ("Сергей Лавров заявил, что Запад ведет агрессивную политику и лжет.", "criticise"),
    ("Сергей Лавров отметил, что отношения развивались не сразу.", "say"),
    ("В Кремле сообщили, что Владимир Путин планирует посетить Китай с визитом.", "announce"),
]


@pytest.mark.parametrize(("text", "expected"), BY_VERB + BY_WORDS)
def test_modality(analysed: Analysed, text: str, expected: str) -> None:
    # A sentence before it, as the first of an article is judged as its lead.
    body = f"Стороны встретились. Погода была хорошей. {text}"
    (claim,) = read_claims(read_entities(analysed(body)), ())
    assert claim.modality == expected


def test_medium_only_says(analysed: Analysed) -> None:
    body = "Как сообщает ТАСС, президент осудил агрессивную и незаконную политику."
    (claim,) = read_claims(read_entities(analysed(body)), ())
    assert claim.modality == "say"


def test_features_tell_whose_the_predicate_is(analysed: Analysed) -> None:
    reading = read_entities(
        analysed("Погода хорошая. Россия заявила, что она поможет Египту, а США уйдут.")
    )
    (draft,) = drafts(reading)
    found = features(reading, draft.frame, draft.spans, draft.speakers[0])
    assert found == sorted(set(found))
    assert {"bias", "speaker=State", "speech=заявить", "word=помочь"} <= set(found)
    assert "word=заявить" not in found


def _features(analysed: Analysed, text: str) -> set[str]:
    reading = read_entities(analysed(f"Погода хорошая. {text}", published="2023-05-17"))
    draft = drafts(reading)[0]
    return set(features(reading, draft.frame, draft.spans, draft.speakers[0]))


def test_features_leave_out_who_says_it_where(analysed: Analysed) -> None:
    found = _features(analysed, "Визит полезен, заявил дипломат Сергей Лавров на саммите в Тунисе.")
    assert "word=полезный" in found
    assert not {"word=дипломат", "word=саммит"} & found


def test_features_go_on_behind_the_telling_of_a_quotation(analysed: Analysed) -> None:
    found = _features(analysed, "«Визит полезен, — сказал Сергей Лавров. — Торговля растет».")
    assert {"word=визит", "word=полезный"} <= found


def test_features_tell_dates_and_subjects(analysed: Analysed) -> None:
    found = _features(analysed, "Россия сообщила, что Китай проведет саммит 20 июня 2023 года.")
    assert {"when=future", "subject=foreign-State", "subject=foreign-State&Fut"} <= found
    found = _features(analysed, "Россия сообщила, что Россия провела саммит 20 июня 2022 года.")
    assert {"when=past", "subject=own-State"} <= found


def test_compound_future(analysed: Analysed) -> None:
    assert "main=Fut&news" in _features(analysed, "Россия сообщила, что договор будет подписан.")


def test_fit_tells_apart_what_it_has_seen() -> None:
    examples = [
        Example("a", ["bias", f"word={word}"], modality, 1.0)
        for word, modality in (("должный", "demand"), ("ложь", "criticise"), ("быть", "say"))
        for _ in range(5)
    ]
    model = fit(examples)
    for word, modality in (("должный", "demand"), ("ложь", "criticise"), ("быть", "say")):
        weights = model[f"word={word}"]
        assert max(weights, key=lambda kind: weights[kind]) == modality
    assert fit(examples) == model


def test_fit_leaves_out_what_is_rare() -> None:
    examples = [Example("a", ["bias", "word=раз"], "say", 1.0), Example("b", ["bias"], "deny", 1.0)]
    assert "word=раз" not in fit(examples)
