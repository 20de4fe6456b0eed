"""How much the words say that two tellings share."""

from __future__ import annotations

from kg.resolve.wording import Wording, telltale


def test_a_rare_word_tells_and_a_common_one_does_not() -> None:
    wording = Wording()
    for number in range(1000):
        wording.weigh([f"помощь Киеву {number}"])
    first = wording.weigh(["танки Abrams, помощь"])
    assert telltale(first, [wording.weigh(["помощь Киеву"])]) == 0
    assert telltale(first, [wording.weigh(["передача Abrams"])]) > 3


def test_among_few_tellings_no_word_is_rare() -> None:
    wording = Wording()
    first = wording.weigh(["танки Abrams"])
    assert telltale(first, [wording.weigh(["танки Abrams"])]) == 0


def test_models_of_arms_are_words() -> None:
    weights = Wording().weigh(["F-16 и МиГ-29, 31 самолет"])
    assert {"f16", "миг29"} <= weights.keys()
    assert "31" not in weights
