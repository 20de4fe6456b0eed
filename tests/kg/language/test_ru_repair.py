"""Heads that the parser set wrong are set right; the rest is left alone."""

from __future__ import annotations

from kg.language.ru_repair import mended
from kg.model.document import Token

#: Token, part of speech, head (from 0, -1 for a root), relation, features.
Row = tuple[str, str, int, str, str]


def heads(*rows: Row) -> dict[str, str]:
    """Word → the word it hangs on after mending."""
    tokens = []
    for at, (text, pos, head, rel, feats) in enumerate(rows):
        given = dict(f.split("=") for f in feats.split("|") if f)
        tokens.append(Token(at, at, text, text.lower(), pos, given, head, rel))
    found = mended(tokens)
    return {t.text: found[t.head].text if t.head >= 0 else "" for t in found}


def test_phrase_of_a_trailing_clause() -> None:
    """«Войска отведут, договорились президенты на саммите»: on the verb it stands beside."""
    found = heads(
        ("Войска", "NOUN", 1, "nsubj", "Case=Nom"),
        ("отведут", "VERB", -1, "root", "VerbForm=Fin"),
        (",", "PUNCT", 3, "punct", ""),
        ("договорились", "VERB", -1, "root", "VerbForm=Fin"),
        ("президенты", "NOUN", 3, "nsubj", "Case=Nom"),
        ("на", "ADP", 6, "case", ""),
        ("саммите", "NOUN", 1, "obl", "Case=Loc"),
    )
    assert found["саммите"] == "договорились"
    assert found["Войска"] == "отведут"


def test_phrase_hung_beyond_its_verb() -> None:
    """«Путин по итогам допустил, что … готовы»: not on the last clause."""
    found = heads(
        ("Путин", "PROPN", 3, "nsubj", "Case=Nom"),
        ("по", "ADP", 2, "case", ""),
        ("итогам", "NOUN", 6, "obl", "Case=Dat"),
        ("допустил", "VERB", -1, "root", "VerbForm=Fin"),
        (",", "PUNCT", 6, "punct", ""),
        ("что", "SCONJ", 6, "mark", ""),
        ("готовы", "VERB", 3, "ccomp", "VerbForm=Fin"),
    )
    assert found["итогам"] == "допустил"


def test_name_of_the_nearer_title() -> None:
    """«встреча президента с главой Си»: the name goes with the title in its case."""
    found = heads(
        ("встреча", "NOUN", -1, "root", "Case=Nom"),
        ("президента", "NOUN", 0, "nmod", "Case=Gen|Animacy=Anim"),
        ("с", "ADP", 3, "case", ""),
        ("главой", "NOUN", 0, "nmod", "Case=Ins|Animacy=Anim"),
        ("Си", "PROPN", 1, "appos", "Case=Ins"),
    )
    assert found["Си"] == "главой"


def test_second_subject() -> None:
    """«прибыл в Сочи, где пройдет саммит»: a subject after the later verb is its own."""
    found = heads(
        ("Путин", "PROPN", 1, "nsubj", "Case=Nom"),
        ("прибыл", "VERB", -1, "root", "VerbForm=Fin"),
        (",", "PUNCT", 4, "punct", ""),
        ("где", "ADV", 4, "advmod", ""),
        ("пройдет", "VERB", 1, "acl:relcl", "VerbForm=Fin"),
        ("саммит", "NOUN", 1, "nsubj", "Case=Nom"),
    )
    assert found["саммит"] == "пройдет"
    assert found["Путин"] == "прибыл"


def test_no_cycles() -> None:
    """A head is not moved below its own dependent."""
    found = heads(
        ("визит", "NOUN", 3, "nsubj", "Case=Nom"),
        ("начат", "VERB", 0, "acl", "VerbForm=Part"),
        ("сегодня", "ADV", 1, "advmod", ""),
        ("завершен", "VERB", -1, "root", "VerbForm=Part"),
    )
    assert found == {"визит": "завершен", "начат": "визит", "сегодня": "начат", "завершен": ""}


def test_phrase_made_a_second_root() -> None:
    """«встретился с главкомом»: a phrase with a preposition belongs to the verb before it."""
    found = heads(
        ("Он", "PRON", 1, "nsubj", "Case=Nom"),
        ("встретился", "VERB", -1, "root", "VerbForm=Fin"),
        ("с", "ADP", 3, "case", ""),
        ("главкомом", "NOUN", -1, "root", "Case=Ins"),
    )
    assert found["главкомом"] == "встретился"


def test_genitive_of_a_phrase_of_time() -> None:
    """«визит с начала операции»: what begins is the operation."""
    found = heads(
        ("визит", "NOUN", -1, "root", "Case=Nom"),
        ("с", "ADP", 2, "case", ""),
        ("начало", "NOUN", 0, "nmod", "Case=Gen"),
        ("военной", "ADJ", 4, "amod", "Case=Gen"),
        ("операции", "NOUN", 0, "nmod", "Case=Gen"),
    )
    assert found["операции"] == "начало"
