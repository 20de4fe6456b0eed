"""The pages: path and parameters in, HTML out."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyoxigraph import Literal

from kg.errors import UsageError
from kg.questions import Question, bindings, questions
from kg.questions.question import Parameter
from kg.rdf.terms import PREFIXES, term
from kg.schema import vocabulary
from kg.schema.vocabulary import LANGUAGES
from kg.server.holdings import Holdings
from kg.server.jobs import Head, Job, RefusalError, checked
from kg.server.search import search as find_words
from kg.server.site import words
from kg.server.site.drawings import drawn_events
from kg.server.site.node import Happening, NodePages, Value
from kg.server.site.reader import Reader, path_of, shorten
from kg.server.site.words import Words
from kg.server.wire import Sink
from kg.store.binding import bind
from kg.store.protocol import Term

#: Rows of an answer that a page shows.
_ROWS = 200
#: Events of a list on the first page, and how many are looked at for it.
_NEWEST = 12
_LOOKED_AT = 200
#: From how many letters on a cell of an answer is folded.
_LONG = 240
#: Defaults of parameters that stand for no limit.
_NO_LIMIT = ("any", "0001-01-01", "9999-12-31")
#: What the editor opens with; xx stands for the reader's language.
_EXAMPLE = """SELECT ?visit ?label ?date WHERE {
  ?visit a dip:Visit ; dip:date ?date ; rdfs:label ?label
  FILTER(LANG(?label) = "xx")
} ORDER BY DESC(?date) LIMIT 50
"""
#: What the editor's own parts say.
_EDITOR_WORDS = ("table", "response", "chart", "network", "map", "found_drawn")
#: What drawings load, once for all workers.
_DRAWING = ("networkx", "kg.view.assembly", "kg.view.scope", "kg.view.sources", "viz.page")
#: What a page may load and do. Styles and scripts come from here only, none is inline.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'"
    " data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'self'"
)
#: The editor's own styles are set by its script.
EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(Path(__file__).with_name("templates"))
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip


def preload() -> None:
    """Read every file, and load every module, that pages need."""
    for module in _DRAWING:
        import_module(module)
    vocabulary()
    words.preload()
    questions()
    for name in _templates().list_templates():
        _templates().get_template(name)


class Site:
    """One request for a page."""

    def __init__(self, holdings: Holdings, job: Job) -> None:
        self.holdings = holdings
        self.job = job
        self.given: Mapping[str, str] = job["parameters"]
        self.lang = words.language(self.given.get("lang"), job["languages"])
        self.say = Words(self.lang)
        self.reader = Reader(holdings.raw, self.lang)
        self.nodes = NodePages(self.reader, self.say, holdings.index)

    def render(self, template: str, status: int = 200, **values: Any) -> tuple[int, str]:
        """A page out of a template."""
        return status, _templates().get_template(template).render(
            say=self.say,
            lang=self.lang,
            path=self.job["path"],
            languages=[(code, words.NAMES[code], self._in(code)) for code in LANGUAGES],
            link=self.link,
            **values,
        )

    def link(self, href: str, **parameters: str) -> str:
        """A link within the site that keeps the language, where one was chosen."""
        if "lang" in self.given:
            parameters["lang"] = self.lang
        return f"{href}?{urlencode(parameters)}" if parameters else href

    def _in(self, lang: str) -> str:
        return "?" + urlencode({**self.given, "lang": lang})


Rendered = tuple[int, str]


def home(site: Site) -> Rendered:
    """What the graph holds, and what is newest in it."""
    index = site.holdings.index
    if index is None:
        return site.render("home.html", counts=(), total=len(site.holdings.raw), events=(),
                           planned=(), articles=(), ready=False)  # fmt: skip
    overview = index.overview()
    counts = [(site.say(f"count_{name}"), count) for name, count in overview.counts.items()]
    today = overview.newest or "9999"
    happened, _ = index.shared([], "", today, _LOOKED_AT)
    announced, _ = index.shared([], today + "~", "9999~", _LOOKED_AT)
    return site.render(
        "home.html",
        counts=counts,
        total=overview.statements,
        events=_first(site, happened, ("held", "ongoing")),
        planned=_first(site, reversed(announced), ("planned",)),
        articles=[_dated(site, iri) for iri in overview.articles],
        ready=True,
    )


def _first(site: Site, events: Iterable[str], states: Container[str]) -> list[Happening]:
    """The first few of the events that are in one of some states."""
    lines = (site.nodes.happening(iri) for iri in events)
    return list(islice((line for line in lines if line.state in states), _NEWEST))


def _dated(site: Site, article: str) -> tuple[str, Value]:
    day = site.reader.one(article, "schema:datePublished") or ""
    return day, Value(site.reader.label(article), path_of(article))


def search(site: Site) -> Rendered:
    """What a few words find."""
    query = site.given.get("q", "").strip()[:200]
    index = site.holdings.index
    hits = find_words(index.database, query) if index and query else []
    groups: dict[str, list[Any]] = {"names": [], "events": [], "sentences": []}
    for hit in hits:
        value = Value(site.reader.label(hit.iri), path_of(hit.iri))
        if hit.kind == "sentence":
            source = Value(site.reader.label(hit.article or ""), path_of(hit.article or ""))
            groups["sentences"].append((hit.text, value, source))
        elif hit.kind == "Event":
            groups["events"].append(site.nodes.happening(hit.iri))
        else:
            kind = site.say.term(term(f"dip:{hit.kind}").value) or hit.kind
            groups["names"].append((value, hit.text if hit.text != value.text else "", kind))
    return site.render("search.html", query=query, groups=groups, ready=index is not None)


def node(site: Site) -> Rendered:
    """One entity, event or other node."""
    iri = checked(str(site.job["iri"])).value
    page = site.nodes.page(iri)
    if page is None:
        text = site.say("missing", iri=iri)
        return site.render("message.html", 404, title=site.say("not_found"), text=text)
    return site.render("node.html", page=page)


def ask(site: Site) -> Rendered:
    """The saved questions."""
    found = [(q.name, site.say.own(q.title)) for q in questions().values()]
    return site.render("questions.html", found=found)


def answer(site: Site) -> Rendered:
    """One saved question: its form and, once asked, the answer."""
    asked = _question(str(site.job["name"]))
    given = _given(asked, site.given)
    if "lang" in {p.name for p in asked.parameters}:
        given.setdefault("lang", site.lang)
    status, problem, table = 200, "", None
    wanting = [p.name for p in asked.parameters if p.default is None and p.name not in given]
    if not wanting:
        try:
            table = _table(site, asked, given)
        except UsageError as error:
            problem, status = str(error), 400
    elif any(name != "lang" for name in given):
        names = ", ".join(site.say.column(name) for name in wanting)
        problem, status = site.say("fill_in", names=names), 400
    return site.render(
        "question.html",
        status,
        question=asked,
        title=site.say.own(asked.title),
        given=given,
        hints={p.name: _hint(site, p.default) for p in asked.parameters},
        problem=problem,
        table=table,
        files=[(n, "?" + urlencode({**given, "format": n})) for n in ("csv", "json", "tsv", "xml")],
    )


def _hint(site: Site, default: str | None) -> str:
    if default in (None, *_NO_LIMIT):
        return site.say("any") if default == "any" else ""
    return str(default)


@dataclass(frozen=True, slots=True)
class Table:
    """An answer as a page shows it."""

    headings: tuple[str, ...]
    rows: list[list[Value | None]]
    total: int
    #: Letters of a cell that are shown unfolded.
    long: int = _LONG

    @property
    def shown(self) -> int:
        """Rows that are shown."""
        return len(self.rows)


def _table(site: Site, asked: Question, given: Mapping[str, str]) -> Table:
    """The answer to a question. Raises UsageError for a parameter that is none."""
    found = site.holdings.store.query(
        asked.sparql, bindings=bindings(asked, given, site.holdings.store)
    )
    names = found.variables
    leads = {name: _leads(name) for name in names if _leads(name) in names}
    kept = [name for name in names if name not in leads.values()]
    rows = []
    for row in found.rows[:_ROWS]:
        cells = dict(zip(names, row, strict=True))
        rows.append(
            [_cell(site, name, cells[name], cells.get(leads.get(name, ""))) for name in kept]
        )
    headings = tuple(site.say.column(name.removesuffix("Name")) for name in kept)
    return Table(headings, rows, len(found.rows))


def _leads(name: str) -> str:
    """The column that says where a column leads: x of xName, the url of a headline; else none."""
    if name == "headline":
        return "url"
    return name.removesuffix("Name") if name.endswith("Name") else ""


def _cell(site: Site, name: str, cell: Term | None, whither: Term | None) -> Value | None:
    """A cell of column ``name``, and where it leads."""
    end = site.nodes.value(whither) if whither else None
    if cell is None:
        return end
    value = site.nodes.value(cell)
    if isinstance(cell, Literal):
        text = site.say.coded(name, value.text) or value.text
        value = Value(site.say.date(text), value.href or (end.href if end else None))
    elif value.href and value.text == shorten(str(cell).strip("<>")):
        value = Value(site.say.column(name), value.href)
    return value


def _question(name: str) -> Question:
    if name not in questions():
        raise RefusalError(404, f"there is no question {name!r}; /ask lists them")
    return questions()[name]


def _given(asked: Question, parameters: Mapping[str, str]) -> dict[str, str]:
    names = {p.name for p in asked.parameters}
    return {n: v.strip() for n, v in parameters.items() if n in names and v.strip()}


def question_query(holdings: Holdings, name: str, parameters: Mapping[str, str]) -> str:
    """A saved question as SPARQL, its parameters bound. Raises RefusalError."""
    asked = _question(name)
    try:
        return bind(asked.sparql, bindings(asked, _given(asked, parameters), holdings.store))
    except UsageError as error:
        raise RefusalError(400, str(error)) from error


def editor(site: Site) -> Rendered:
    """The SPARQL editor."""
    data = {
        "prefixes": PREFIXES,
        "classes": words.terms("class"),
        "properties": words.terms("property"),
        "questions": [
            {"name": q.name, "parameters": [_field(site, p) for p in q.parameters]}
            for q in questions().values()
        ],
        "example": _EXAMPLE.replace('"xx"', f'"{site.lang}"'),
        "run": site.say("run"),
        "lang": site.lang,
        "languages": list(dict.fromkeys((site.lang, "en", "ru", *LANGUAGES))),
        "words": {name: site.say(name, n="{n}", of="{of}") for name in _EDITOR_WORDS},
    }
    return site.render("editor.html", questions=questions().values(), data=data)


def _field(site: Site, parameter: Parameter) -> dict[str, Any]:
    """A parameter as the editor's form shows it."""
    return {
        **parameter.model_dump(mode="json"),
        "label": site.say.column(parameter.name),
        "doc": site.say.doc(parameter.doc),
        "hint": _hint(site, parameter.default),
    }


def drawing(site: Site) -> Rendered:
    """A drawing in its frame, with the events that it shows as a list below."""
    try:
        events = drawn_events(site.holdings, site.given)
    except UsageError as error:
        raise RefusalError(400, str(error)) from error
    return site.render(
        "drawing.html",
        title=site.say(str(site.job["kind"])),
        frame="?" + urlencode({**site.given, "lang": site.lang, "frame": "1"}),
        events=[site.nodes.happening(event) for event in events],
    )


def api(site: Site) -> Rendered:
    """What the JSON API can be asked."""
    from kg.server.api import openapi

    return site.render("api.html", description=openapi(""))


_PAGES: Mapping[str, Callable[[Site], Rendered]] = {
    "home": home,
    "search": search,
    "node": node,
    "ask": ask,
    "answer": answer,
    "editor": editor,
    "drawing": drawing,
    "api": api,
}


def page(holdings: Holdings, job: Job, sink: Sink) -> Head:
    """The job ``page``: the page ``name`` of the site."""
    site = Site(holdings, job)
    status, html = _PAGES[job["page"]](site)
    sink.write(html.encode())
    policy = EDITOR_POLICY if job["page"] == "editor" else POLICY
    headers = {"Content-Security-Policy": policy, "Content-Language": site.lang}
    return {"status": status, "type": "text/html", "headers": headers}
