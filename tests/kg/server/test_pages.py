from __future__ import annotations

import base64
import re
import zlib
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from kg.questions import bindings, questions
from kg.schema.vocabulary import LANGUAGES
from kg.server.api import openapi
from kg.server.site.words import Words
from kg.store.oxigraph import OxigraphStore
from tests.kg.server.conftest import Client, Reply, node, sample

HTML = "text/html,application/xhtml+xml,*/*;q=0.8"
BASE = "https://w3id.org/diplograph"
VISIT = node("dip:specificType", "StateVisit").removeprefix(BASE)
GUEST = node("skos:prefLabel", "Касым-Жомарт Токаев").removeprefix(BASE)
PAGES = [
    "/", "/search?q=%D0%B2%D0%B8%D0%B7%D0%B8%D1%82", "/id/state/KZ", VISIT, "/ask", "/ask/visits",
    "/sparql", "/api",
]  # fmt: skip


def page(client: Client, path: str, **headers: str) -> Reply:
    reply = client.get(path, Accept=HTML, **headers)
    assert reply.headers["content-type"] == "text/html; charset=utf-8", reply.text
    return reply


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def drawn(html: str) -> str:
    """The data of a drawing."""
    (packed,) = re.findall(r'id="graph"[^>]*>([^<]+)<', html)
    return zlib.decompress(base64.b64decode(packed), wbits=-15).decode()


class Outline(HTMLParser):
    """Headings, labelled fields and links of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.inline += [n for n in given if n.startswith("on") or n == "style"]
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "label":
            self.labelled.add(given["for"])
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            self.fields.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", ["en", "ru", "kk", "uz"])
def test_a_page_is_whole_in_each_language(client: Client, path: str, lang: str) -> None:
    reply = page(client, path, Accept_Language=f"{lang}, en;q=0.5")
    outline = Outline(reply.text)
    assert reply.status == 200
    assert f'<html lang="{lang}">' in reply.text
    assert outline.headings[0] == outline.headings.count(1) == 1
    assert set(outline.fields) <= outline.labelled
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.inline == []
    assert "unsafe-inline" not in reply.headers["content-security-policy"] or path == "/sparql"
    assert "None" not in text_of(reply.text)


@pytest.mark.parametrize("path", PAGES)
def test_links_within_the_site_lead_somewhere(client: Client, path: str) -> None:
    links = {link for link in Outline(page(client, path).text).links if link.startswith("/")}
    for link in sorted(links)[:25]:
        assert client.get(link.partition("#")[0], Accept=HTML).status == 200, link


def test_the_page_of_an_event_gives_its_words_marked(client: Client) -> None:
    html = page(client, VISIT, Accept_Language="ru").text
    text = text_of(html)
    assert "Государственный визит: Касым-Жомарт Токаев → Узбекистан" in text
    assert "<mark>" in html
    assert f'<dt>гость</dt><dd><a href="{GUEST}">' in html
    assert 'href="/id/article/before"' in html


def test_the_page_of_a_state_lists_its_events_newest_first(client: Client) -> None:
    html = page(client, "/id/state/UZ", Accept_Language="en").text
    dates = re.findall(r'<li><span class="date" title="([^"]+)">[^<]*\d{4}</span>', html)
    assert dates
    assert dates == sorted(dates, reverse=True)
    assert f'href="{VISIT}"' in html


@pytest.mark.parametrize(
    ("accept", "fmt"),
    [("text/turtle", ox.RdfFormat.TURTLE), ("application/ld+json", ox.RdfFormat.JSON_LD)],
)
def test_the_same_address_gives_data(client: Client, accept: str, fmt: ox.RdfFormat) -> None:
    reply = client.get(VISIT, Accept=accept)
    assert reply.headers["content-type"].startswith(accept)
    triples = [q.triple for q in ox.parse(reply.body, format=fmt)]
    visit = ox.NamedNode(BASE + VISIT)
    assert [t for t in triples if t.subject == visit]
    assert [t for t in triples if t.object == visit]
    assert (
        client.get(VISIT + "?format=ttl", Accept=HTML)
        .headers["content-type"]
        .startswith("text/turtle")
    )


def test_an_address_in_cyrillic_with_an_escape_is_found(client: Client) -> None:
    """The sample's second article has the IRI ``…/graph/день%201``."""
    iri = "https://w3id.org/diplograph/id/article/день%201"
    path = "/id/article/" + quote("день%201", safe="%")
    assert client.get(path, Accept="text/turtle").status == 200
    assert iri in unescape(page(client, path).text)


def test_what_is_not_there_is_404(client: Client) -> None:
    assert page(client, "/id/state/ZZ").status == 404
    assert client.get("/id/state/ZZ", Accept="text/turtle").status == 404
    assert client.get("/ask/nothing", Accept="text/csv").status == 404
    assert client.get("/nothing").status == 404


def test_a_saved_question_is_asked_by_its_form(client: Client) -> None:
    html = page(client, "/ask/visits?guest=Kazakhstan&lang=en").text
    assert f'href="{VISIT}?lang=en"' in html
    csv = client.get("/ask/visits?guest=KZ&format=csv")
    assert csv.headers["content-type"].startswith("text/csv")
    assert csv.text.count("\n") == 2
    json = client.get("/ask/visits?guest=KZ", Accept="application/sparql-results+json")
    assert len(json.json()["results"]["bindings"]) == 1


def test_a_wrong_parameter_is_told_on_the_page(client: Client) -> None:
    reply = page(client, "/ask/visits?" + urlencode({"from": "yesterday"}))
    assert reply.status == 400
    assert "is no date" in text_of(reply.text)
    assert client.get("/ask/visits?from=x&format=csv").status == 400


@pytest.mark.parametrize("canary", ['"><script>alert(1)</script>', "{{7*7}}", "'\"`<img src=x>"])
def test_what_people_type_never_becomes_markup(client: Client, canary: str) -> None:
    for path in ("/search?q=", "/ask/visits?guest=", "/id/", "/ask/", "/graph?about="):
        reply = client.get(path + quote(canary), Accept=HTML)
        if reply.headers["content-type"].startswith("text/html"):
            assert "<script>alert" not in reply.text
            assert "<img src=x" not in reply.text
        assert "49" not in reply.text or "{{" not in canary


def test_the_drawing_around_a_node_has_a_policy_of_its_own(client: Client) -> None:
    reply = page(client, "/graph?about=KZ&lang=ru&frame=1")
    policy = reply.headers["content-security-policy"]
    assert "sha256-" in policy
    assert "frame-ancestors 'self'" in policy
    assert '<html lang="ru">' in reply.text
    assert "Узбекистан" in drawn(reply.text)
    assert client.get("/graph?about=Nobody").status == 400


@pytest.mark.parametrize("kind", ["graph", "timeline", "map", "matrix", "entity"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_drawing_has_its_page(client: Client, kind: str, lang: str) -> None:
    reply = page(client, f"/{kind}?about=KZ&lang={lang}")
    name = "network" if kind == "graph" else kind
    assert reply.status == 200
    assert f'<h1 class="hidden">{Words(lang)(name)}</h1>' in reply.text


def test_a_drawing_lists_its_events_for_those_without_scripts(client: Client) -> None:
    html = page(client, f"/timeline?nodes={VISIT.removeprefix('/id/')}&lang=ru").text
    assert re.search(r'<iframe src="\?[^"]*nodes=event[^"]*frame=1"', html)
    (listed,) = re.findall(r"<details open>.*?</details>", html, re.DOTALL)
    assert re.findall(r'href="(/id/[^"?]*)', listed) == [VISIT]


def test_nodes_that_a_query_found_are_drawn_with_what_they_share(client: Client) -> None:
    nodes = " ".join(node.removeprefix("/id/") for node in (GUEST, "/id/state/UZ"))
    shared = drawn(page(client, "/graph?" + urlencode({"nodes": nodes, "frame": "1"})).text)
    assert VISIT.rpartition("/")[2] in shared
    assert client.get("/map?nodes=%3C&frame=1").status == 400


def test_an_article_lists_whole_sentences_and_what_it_names(client: Client) -> None:
    html = page(client, "/id/article/before?lang=ru").text
    assert f'href="{VISIT}?lang=ru"' in html
    quoted = [text_of(q).strip() for q in re.findall(r"<blockquote>.*?</blockquote>", html)]
    assert quoted
    assert not [(a, b) for a in quoted for b in quoted if a != b and a in b]


def test_forms_and_columns_of_questions_speak_the_readers_language(client: Client) -> None:
    html = page(client, "/ask/visits?lang=ru").text
    assert re.search(r'<label for="p-guest">гость</label>', html)
    assert "государство гостя" in html
    assert re.findall(r'<th scope="col">([^<]*)', html)[:2] == ["дата", "ранг"]
    assert "<td>государственный визит</td>" in html
    assert "StateVisit" not in html.partition("<details><summary>Текст")[0]


@pytest.mark.parametrize("lang", ["ru", "kk", "uz"])
def test_the_api_is_described_in_each_language(lang: str) -> None:
    say = Words(lang)
    calls = [methods["get"] for methods in openapi("")["paths"].values()]
    texts = {c["summary"] for c in calls} | {
        p["description"] for c in calls for p in c["parameters"]
    }
    assert [text for text in texts if say.doc(text) == text] == []


def test_a_headline_leads_to_its_article_instead_of_an_address_beside_it(client: Client) -> None:
    html = page(client, f"/ask/why?lang=ru&node={quote(BASE + VISIT)}").text
    assert '<th scope="col">заголовок</th>' in html
    assert '<th scope="col">адрес</th>' not in html


def test_a_question_that_lacks_a_parameter_says_which(client: Client) -> None:
    assert 'role="alert"' not in page(client, "/ask/path?lang=ru").text
    reply = client.get("/ask/path?lang=ru&a=" + quote("Токаев"), Accept=HTML)
    assert reply.status == 400
    assert "Заполните: вторая сторона." in reply.text


@pytest.mark.parametrize("lang", ["ru", "kk", "uz"])
def test_parameters_and_columns_of_questions_have_names_in_each_language(lang: str) -> None:
    say, store = Words(lang), OxigraphStore.memory(sample())
    some = {"date": "2025-11-14", "person": "Токаев"}
    for asked in questions().values():
        needed = {p.name: some.get(p.type, "KZ") for p in asked.parameters if p.default is None}
        columns = store.query(asked.sparql, bindings=bindings(asked, needed, store)).variables
        fields = [p for p in asked.parameters if p.name != "lang"]
        names = {p.name for p in fields} | {name.removesuffix("Name") for name in columns}
        assert [name for name in names if say.column(name) == name] == [], asked.name
        assert [p.doc for p in fields if say.doc(p.doc) == p.doc] == [], asked.name


def test_searching_by_page(client: Client) -> None:
    html = page(client, "/search?" + urlencode({"q": "Токаеву", "lang": "ru"})).text
    assert f'href="{GUEST}?lang=ru"' in html
    assert "Ничего" not in html
    assert "«qqqq»" in page(client, "/search?q=qqqq&lang=ru").text


def test_a_page_that_the_browser_has_is_not_sent_again(client: Client) -> None:
    tag = page(client, VISIT, Accept_Language="ru").headers["etag"]
    headers = {"Accept": HTML, "If_None_Match": tag}
    assert client.get(VISIT, Accept_Language="ru", **headers).status == 304
    assert client.get(VISIT, Accept_Language="kk", **headers).status == 200
