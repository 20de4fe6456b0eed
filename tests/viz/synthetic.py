"""Made-up graphs of any size for tests and benchmarks: regions of states, their people and events.

Each node's region is known, so that a layout can be judged by how well it keeps a region together.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from viz.model import Article, Edge, Fact, Node, Sentence, ViewGraph

_EVENTS = {
    "StateVisit": ("Contact", ("guest", "host")),
    "WorkingVisit": ("Contact", ("guest", "host")),
    "Meeting": ("Contact", ("participant", "participant")),
    "Summit": ("Contact", ("organizer", "participant", "participant", "participant")),
    "Call": ("Contact", ("participant", "participant")),
    "Invitation": ("Invitation", ("inviter", "invitee")),
    "Signing": ("AgreementEvent", ("signatory", "signatory", "document")),
    "Launch": ("InstitutionEvent", ("actor", "institution")),
    "Appointment": ("PersonnelEvent", ("appointer", "appointee")),
    "Recall": ("RelationsEvent", ("actor", "target")),
    "Sanction": ("Coercion", ("actor", "target")),
    "Assistance": ("Cooperation", ("actor", "recipient")),
}
_STATUSES = ("held", "held", "held", "planned", "planned", "ongoing", "postponed", "cancelled")
_FIRST = ("Aldan", "Berik", "Chingiz", "Dilnoza", "Erlan", "Farida", "Gulnara", "Hasan", "Irina")
_LAST = ("Akhmetov", "Bekov", "Chary", "Dzhaksybekov", "Ermek", "Fayz", "Gafur", "Halil", "Ivanov")
_TERMS = {
    "StateVisit": ("State visit", "Государственный визит", "Мемлекеттік сапар", "Davlat tashrifi"),
    "Meeting": ("Meeting", "Встреча", "Кездесу", "Uchrashuv"),
    "Contact": ("Contacts", "Контакты", "Байланыстар", "Aloqalar"),
    "Person": ("Person", "Персона", "Тұлға", "Shaxs"),
    "State": ("State", "Государство", "Мемлекет", "Davlat"),
    "guest": ("guest", "гость", "қонақ", "mehmon"),
    "host": ("host", "принимающая сторона", "қабылдаушы", "mezbon"),
    "participant": ("participant", "участник", "қатысушы", "ishtirokchi"),
    "planned": ("planned", "планируется", "жоспарланған", "rejalashtirilgan"),
    "held": ("held", "состоялось", "өтті", "oʻtkazilgan"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """A graph and the region of each of its nodes, in the order of its columns."""

    view: ViewGraph
    regions: tuple[int, ...]


def make(n: int, *, seed: int = 1, quotes: bool = True) -> Made:
    """About ``n`` nodes (never more), three edges to each event on average."""
    rng = random.Random(seed)
    maker = _Maker(rng, n, quotes)
    maker.entities()
    maker.events()
    view = ViewGraph.of(
        maker.nodes,
        maker.edges,
        sentences=maker.sentences,
        articles=maker.articles,
        terms={t: dict(zip(("en", "ru", "kk", "uz"), w, strict=True)) for t, w in _TERMS.items()},
    )
    return Made(view, tuple(maker.region[i] for i in view.nodes.id))


class _Maker:
    def __init__(self, rng: random.Random, n: int, quotes: bool) -> None:
        self.rng, self.n, self.quotes = rng, n, quotes
        self.regions = max(2, min(40, n // 80))
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.sentences: list[Sentence] = []
        self.articles: list[Article] = []
        self.region: dict[str, int] = {}
        self.actors: list[list[str]] = [[] for _ in range(self.regions)]
        self.things: list[list[str]] = [[] for _ in range(self.regions)]
        self.places: list[list[str]] = [[] for _ in range(self.regions)]

    def add(self, region: int, node: Node) -> str:
        self.nodes.append(node)
        self.region[node.id] = region
        return node.id

    def entities(self) -> None:
        for k in range(max(12, int(self.n * 0.35))):
            region = k % self.regions
            kind = ("State", "Person", "Person", "Organization", "Place", "Person", "Agreement")[
                0 if k < self.regions * 2 else self.rng.randrange(7)
            ]
            node = self.add(region, self.entity(kind, k, region))
            pool = {"Place": self.places, "Agreement": self.things}.get(kind, self.actors)[region]
            pool.append(node)
            state = f"state/{region}"
            if kind in ("Person", "Organization", "Place") and state in self.region:
                role = "locatedIn" if kind == "Place" else "office"
                self.edges.append(Edge(node, state, role))

    def entity(self, kind: str, k: int, region: int) -> Node:
        name = f"{self.rng.choice(_FIRST)} {self.rng.choice(_LAST)} {k}"
        if kind != "Person":
            name = f"{kind} {k}"
        ident = f"state/{k}" if kind == "State" else f"{kind.lower()}/{k}"
        lat = lon = None
        if kind in ("Place", "State"):
            lat, lon = self.rng.uniform(-50, 65), self.rng.uniform(-120, 150)
        facts = (Fact(name="office", value={"en": "minister", "ru": "министр"}, start="2021-03"),)
        label = {"en": name, "ru": f"{name} (рус.)"}
        return Node(
            ident, kind, kind, label, lat=lat, lon=lon, facts=facts if kind == "Person" else ()
        )

    def events(self) -> None:
        while len(self.nodes) < self.n:
            self.event(self.rng.randrange(self.regions))

    def event(self, region: int) -> None:
        k = len(self.nodes)
        kind = self.rng.choice(list(_EVENTS))
        family, roles = _EVENTS[kind]
        year, month, day = (self.rng.randint(*r) for r in ((2020, 2024), (1, 12), (1, 28)))
        start = f"{year}-{month:02}-{day:02}"
        status = self.rng.choice(_STATUSES)
        article = self.article(k, start)
        facts = (Fact(name="reported", value=status, start=start, article=article),)
        event, cited = f"event/{k}", self.cite(kind, article)
        pools = [self.things if r in ("document", "institution") else self.actors for r in roles]
        ends = list(zip(roles, (self.pick(pool, region) for pool in pools), strict=True))
        if self.rng.random() < 0.4:
            ends.append(("place", self.pick(self.places, region)))
        self.edges += [Edge(event, end, role, start=start, sentences=cited) for role, end in ends]
        states = {role: self.state_of(end) for role, end in ends}
        node = Node(
            event,
            kind,
            family,
            status=status,
            start=start,
            end=start,
            states=tuple(sorted(set(states.values()))),
            guests=(states["guest"],) if "guest" in states else (),
            hosts=(states["host"],) if "host" in states else (),
            facts=facts,
        )
        self.add(region, node)

    def article(self, k: int, date: str) -> int:
        """A new article, or the last one again: an article tells of three events on average."""
        if not self.articles or self.rng.random() < 0.34:
            address = f"https://example.org/{k}"
            self.articles.append(
                Article(title=f"Article {k}", date=date, url=address, publisher="A")
            )
        return len(self.articles) - 1

    def state_of(self, entity: str) -> str:
        return entity if entity.startswith("state/") else f"state/{self.region[entity]}"

    def pick(self, pool: list[list[str]], region: int) -> str:
        """A node of the pool, the first ones far more often: real graphs have hubs."""
        if self.rng.random() < 0.12:
            region = self.rng.randrange(self.regions)
        choice = pool[region] or self.actors[region]
        return choice[int(len(choice) ** self.rng.random()) - 1]

    def cite(self, kind: str, article: int) -> tuple[int, ...]:
        if not self.quotes:
            return ()
        text = (
            f"По словам собеседника агентства, {kind} под номером {article} пройдёт в столице, "
            "где стороны обсудят торговлю и транспорт."
        )
        start = text.index(kind)
        self.sentences.append(
            Sentence(text=text, mark_start=start, mark_end=start + len(kind), article=article)
        )
        return (len(self.sentences) - 1,)
