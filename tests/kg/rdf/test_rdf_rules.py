"""Each rule by itself: facts on the left, what follows from them on the right."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.rdf.rules import infer, rules
from kg.rdf.terms import PREFIXES

HEAD = "".join(f"@prefix {p}: <{i}> .\n" for p, i in PREFIXES.items()) + "@prefix : <urn:x:> .\n"

#: Rule → (facts, what the rule must give of them); what stands nowhere must not follow.
CASES = {
    "superclasses": (
        ":v a dip:StateVisit . :c a dip:City .",
        ":v a dip:Visit , dip:Contact , dip:Event . :c a dip:Place .",
    ),
    "involves": (
        ":v dip:guest :p ; dip:host :s ; dip:absent :q .",
        ":v dip:involves :p , :s .",
    ),
    "sub-events": (":talks dip:partOf :visit .", ":visit schema:subEvent :talks ."),
    "office-on-date": (
        """:v dip:involves :p ; dip:earliestStart "2022-05-01"^^xsd:date .
           :now dip:holder :p ; dip:from "2019-01-01"^^xsd:date .
           :gone dip:holder :p ; dip:from "2013-01-01"^^xsd:date ;
             dip:until "2018-12-31"^^xsd:date .
           :said dip:holder :p ; dip:attestedFrom "2022-04-01"^^xsd:date ;
             dip:attestedUntil "2022-04-01"^^xsd:date .""",
        ":v dip:capacity :now .",
    ),
    "involves-state": (
        """:v a dip:Visit ; dip:guest :p ; dip:host :ministry ; dip:capacity :h .
           :h dip:holder :p ; dip:office :o . :o dip:officeOf :a . :a a dip:State . :b a dip:State .
           :p a dip:Person . :ministry a dip:GovernmentBody ; dip:locatedIn :capital .
           :capital a dip:City ; dip:locatedIn :b .""",
        ":v dip:involvesState :a , :b ; dip:guestState :a ; dip:hostState :b .",
    ),
}


def triples(text: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(HEAD + text, format=ox.RdfFormat.TURTLE)}


def test_every_rule_has_a_test_and_says_what_it_does() -> None:
    assert [r.name for r in rules()] == list(CASES)
    assert all(len(r.says) > 40 for r in rules())


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str) -> None:
    told, expected = map(triples, CASES[name])
    given = [r for r in rules() if r.name == name]
    assert infer(told, using=given) == expected


def test_offices_that_articles_attest_count_where_no_term_is_known() -> None:
    told = triples(
        """:v dip:involves :p ; dip:earliestStart "2022-05-01"^^xsd:date .
           :near dip:holder :p ; dip:attestedFrom "2021-12-01"^^xsd:date ;
             dip:attestedUntil "2021-12-02"^^xsd:date .
           :far dip:holder :p ; dip:attestedFrom "2019-01-01"^^xsd:date ;
             dip:attestedUntil "2020-12-31"^^xsd:date ."""
    )
    (given,) = (r for r in rules() if r.name == "office-on-date")
    assert infer(told, using=[given]) == triples(":v dip:capacity :near .")


def test_of_an_event_without_a_date_the_day_of_its_article_counts() -> None:
    told = triples(
        """:v dip:involves :p ; dip:mentionedIn :a .
           :a schema:datePublished "2022-05-01"^^xsd:date .
           :now dip:holder :p ; dip:from "2019-01-01"^^xsd:date ."""
    )
    (given,) = (r for r in rules() if r.name == "office-on-date")
    assert infer(told, using=[given]) == triples(":v dip:capacity :now .")


def test_without_any_date_the_articles_own_word_counts() -> None:
    told = triples(
        ":v dip:involves :p ; dip:mentionedIn :a . :x dip:holder :p . :y dip:holder :p ."
    )
    beside = triples(
        """:r dip:article :a ; dip:ofHolding :x ; dip:holdingStatus holding-status:current .
           :s dip:article :a ; dip:ofHolding :y ; dip:holdingStatus holding-status:former ."""
    )
    (given,) = (r for r in rules() if r.name == "office-on-date")
    assert infer(told, beside, using=[given]) == triples(":v dip:capacity :x .")


def test_who_acts_on_behalf_of_somebody_stands_for_them_alone() -> None:
    told = triples(
        """:v a dip:Meeting ; dip:participant :p ; dip:capacity :h . :p a dip:Person .
           :h dip:holder :p ; dip:office :o . :o dip:officeOf :a .
           :a a dip:State . :b a dip:State ."""
    )
    beside = triples(":st rdf:subject :v ; rdf:object :p ; dip:onBehalfOf :b .")
    found = infer(told, beside)
    state = ox.NamedNode(PREFIXES["dip"] + "involvesState")
    assert {t for t in found if t.predicate == state} == triples(":v dip:involvesState :b .")


def test_rules_build_on_one_another() -> None:
    found = infer(triples(":v a dip:StateVisit ; dip:host :s . :s a dip:State ."))
    assert triples(":v dip:involvesState :s ; dip:hostState :s ; a dip:Visit .") <= found
