"""The interview that the project was created from: what must be in its graph, asked in rdflib."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

from kg.pipeline import build

SHARED = Path(__file__).parents[3] / "shared" / "gold" / "dev"
TEXT = SHARED / "txt" / "seed-interview.txt"
pytestmark = pytest.mark.skipif(not TEXT.is_file(), reason="the interview is not given here")

PREFIXES = """
PREFIX dip: <https://w3id.org/diplograph/ontology#>
PREFIX id: <https://w3id.org/diplograph/id/>
PREFIX status: <https://w3id.org/diplograph/scheme/status/>
PREFIX metric: <https://w3id.org/diplograph/scheme/metric/>
PREFIX unit: <https://w3id.org/diplograph/scheme/unit/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
TOKAYEV = "<https://w3id.org/diplograph/id/person/kassym-jomart-tokayev>"
MIRZIYOYEV = "<https://w3id.org/diplograph/id/person/shavkat-mirziyoyev>"
KZ, UZ = (f"<https://w3id.org/diplograph/id/state/{iso}>" for iso in ("KZ", "UZ"))
TASHKENT = "<https://w3id.org/diplograph/id/place/tashkent>"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    out = tmp_path_factory.mktemp("interview")
    assert build([str(TEXT)], out, published="2025-11-12").refusals == []
    return rdflib.Graph().parse(out / "core.ttl").parse(out / "evidence.ttl")


@pytest.mark.parametrize(
    "pattern",
    [
        f"""?v a dip:StateVisit ; dip:status status:planned ; dip:guest {TOKAYEV} ; dip:host {UZ} ;
            dip:earliestStart "2025-11-14"^^xsd:date ; dip:latestStart "2025-11-14"^^xsd:date ;
            dip:place ?place ;
            dip:earliestEnd "2025-11-15"^^xsd:date ; dip:latestEnd "2025-11-15"^^xsd:date .
            FILTER(?place IN ({TASHKENT}, {UZ}))""",
        f"""?s rdf:object {TOKAYEV} ; rdf:predicate dip:guest ; dip:inCapacity ?held .
            ?held dip:office ?office . ?office dip:officeOf {KZ} ; rdfs:label "president"@en""",
        f"""?talks a dip:Meeting ; dip:partOf ?v ; dip:participant {TOKAYEV} , {MIRZIYOYEV} ;
            dip:place {TASHKENT} . ?v a dip:StateVisit""",
        """?session a dip:Session ; dip:partOf ?v ; dip:ordinal 2 ; dip:organizer ?council .
            ?v a dip:StateVisit . ?council rdfs:label "Высший межгосударственный совет"@ru""",
        """?launch a dip:Launch ; dip:status status:planned ; dip:institution ?centre .
            ?centre rdfs:label|skos:altLabel "Международный центр промышленной кооперации"@ru""",
        f"?invitation a dip:Invitation ; dip:inviter {MIRZIYOYEV}",
        f"""?target a dip:Target ; dip:value ?value ; dip:unit unit:USD ; dip:between {KZ} , {UZ} ;
            dip:metric metric:trade_turnover FILTER(?value = 10000000000)""",
        """?figure a dip:Actual ; dip:value ?value ; dip:unit unit:people ;
            dip:metric metric:population FILTER(?value = 600000)""",
        """?figure a dip:Actual ; dip:value ?value ; dip:unit unit:people ;
            dip:metric metric:students FILTER(?value = 5000)""",
        """?claim a dip:Claim ; dip:speaker ?speaker . ?speaker rdfs:label "Санжар Саидов"@ru""",
    ],
    ids="visit capacity talks session launch invitation target people students claims".split(),
)
def test_holds(graph: rdflib.Graph, pattern: str) -> None:
    assert graph.query(f"{PREFIXES} ASK {{ {pattern} }}").askAnswer


def test_every_fact_has_evidence_that_cuts_its_words_out_of_the_article(
    graph: rdflib.Graph,
) -> None:
    text = TEXT.read_text(encoding="utf-8").rstrip("\n")
    facts = list(
        graph.query(f"""{PREFIXES}
        SELECT ?fact (COUNT(?evidence) AS ?n) {{
            VALUES ?class {{ dip:Event dip:Quantity dip:Claim }}
            ?fact a ?class OPTIONAL {{ ?fact dip:evidence ?evidence }}
        }} GROUP BY ?fact""")
    )
    assert len(facts) > 15
    assert all(int(n) > 0 for _, n in facts)
    cuts = list(
        graph.query(f"""{PREFIXES}
        SELECT ?exact ?start ?end {{
            ?e dip:exact ?exact ; dip:startOffset ?start ; dip:endOffset ?end }}""")
    )
    assert len(cuts) > 15
    for exact, start, end in cuts:
        assert text[int(start) : int(end)] == str(exact)
