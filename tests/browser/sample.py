"""A small graph with names in four languages, a visit with talks inside it, and canaries."""

from __future__ import annotations

from viz.model import Article, Edge, Fact, Node, Sentence, ViewGraph

CANARY = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked=1'>"

TERMS = {
    "StateVisit": ("state visit", "государственный визит", "мемлекеттік сапар", "davlat tashrifi"),
    "Meeting": ("meeting", "встреча", "кездесу", "uchrashuv"),
    "Invitation": ("invitation", "приглашение", "шақыру", "taklif"),
    "Contact": ("contact", "контакт", "байланыс", "aloqa"),
    "State": ("state", "государство", "мемлекет", "davlat"),
    "Person": ("person", "персона", "тұлға", "shaxs"),
    "guest": ("guest", "гость", "қонақ", "mehmon"),
    "host": ("host", "хозяин", "қабылдаушы", "mezbon"),
    "planned": ("planned", "запланировано", "жоспарланған", "rejalashtirilgan"),
    "held": ("held", "состоялось", "өтті", "oʻtkazildi"),
}
_LANGS = ("en", "ru", "kk", "uz")


def _text(*words: str) -> dict[str, str]:
    return dict(zip(_LANGS, words, strict=True))


SENTENCE = "Президент Токаев 14 ноября посетит Узбекистан с государственным визитом."


def graph(*, canary: str = "") -> ViewGraph:
    """Tokayev's visit to Uzbekistan, talks, an invitation, and a lone meeting of two others."""
    base = "https://w3id.org/diplograph/id/"
    ids = {
        "kt": f"{base}person/kassym-jomart-tokayev",
        "sm": f"{base}person/shavkat-mirziyoyev",
        "vp": f"{base}person/someone-else",
        "kz": f"{base}state/KZ",
        "uz": f"{base}state/UZ",
        "tas": f"{base}place/tashkent",
        "visit": f"{base}event/0001",
        "talks": f"{base}event/0002",
        "inv": f"{base}event/0003",
        "far": f"{base}event/0004",
    }
    tokayev = _text(
        "Kassym-Jomart Tokayev",
        "Касым-Жомарт Токаев",
        "Қасым-Жомарт Тоқаев",
        "Qosim-Jomart Toqayev",
    )
    mirziyoyev = _text(
        "Shavkat Mirziyoyev", "Шавкат Мирзиёев", "Шавкат Мирзиёев", "Shavkat Mirziyoyev"
    )
    office = Fact(
        name="office",
        value=_text("president", "президент", "президент", "prezident"),
        start="2019",
        node=ids["kz"],
        sentences=(0,),
    )
    reported = [
        Fact(name="reported", value="planned", start="2025-11-14", end="2025-11-15", article=0),
        Fact(name="reported", value="held", start="2025-11-14", end="2025-11-15", article=1),
    ]
    start = SENTENCE.index("визитом")
    sentences = [
        Sentence(text=SENTENCE, mark_start=start, mark_end=start + 7, article=0),
        Sentence(
            text=f"𝒰 Стороны провели переговоры. {canary}", mark_start=18, mark_end=28, article=1
        ),
    ]
    articles = [
        Article(
            title=f"Визит в Ташкент {canary}",
            date="2025-11-12",
            url="https://example.org/1",
            publisher="Вестник",
        ),
        Article(
            title="Переговоры",
            date="2025-11-14",
            url="javascript:window.hacked=1",
            publisher=canary or "Вестник",
        ),
    ]
    told = (canary,) if canary else ()
    nodes = [
        Node(ids["kt"], "Person", "Person", tokayev, ("Токаев",), size=5, facts=(office,)),
        Node(ids["sm"], "Person", "Person", mirziyoyev, size=3),
        Node(
            ids["vp"],
            "Person",
            "Person",
            {"en": f"Someone Else {canary}", "ru": "Кто-то Другой"},
            names=(f"Else {canary}",) if canary else (),
            facts=tuple(
                Fact(name=f"told {c}", value=(c, c), start=c, sentences=(1,)) for c in told
            ),
        ),
        Node(
            ids["kz"],
            "State",
            "State",
            _text("Kazakhstan", "Казахстан", "Қазақстан", "Qozogʻiston"),
            lat=51.13,
            lon=71.43,
            size=4,
        ),
        Node(
            ids["uz"],
            "State",
            "State",
            _text("Uzbekistan", "Узбекистан", "Өзбекстан", "Oʻzbekiston"),
            lat=41.3,
            lon=69.27,
            size=4,
        ),
        Node(
            ids["tas"],
            "City",
            "Place",
            _text("Tashkent", "Ташкент", "Ташкент", "Toshkent"),
            lat=41.3,
            lon=69.27,
        ),
        Node(
            ids["visit"],
            "StateVisit",
            "Contact",
            status="held",
            start="2025-11-14",
            end="2025-11-15",
            size=2,
            states=(ids["kz"], ids["uz"]),
            guests=(ids["kz"],),
            hosts=(ids["uz"],),
            facts=tuple(reported),
        ),
        Node(
            ids["talks"],
            "Meeting",
            "Contact",
            status="planned",
            start="2025-11-14",
            end="2025-11-14",
        ),
        Node(ids["inv"], "Invitation", "Invitation", status="held", start="2025-10", end="2025-10"),
        Node(ids["far"], "Meeting", "Contact", status="held", start="2023-02-01", end="2023-02-01"),
    ]
    edges = [
        Edge(ids["visit"], ids["kt"], "guest", sentences=(0,)),
        Edge(ids["visit"], ids["uz"], "host", sentences=(0,)),
        Edge(ids["visit"], ids["tas"], "place"),
        Edge(ids["talks"], ids["visit"], "partOf"),
        Edge(ids["talks"], ids["kt"], "participant", sentences=(1,)),
        Edge(ids["talks"], ids["sm"], "participant", sentences=(1,)),
        Edge(ids["inv"], ids["sm"], "inviter"),
        Edge(ids["inv"], ids["kt"], "invitee"),
        Edge(ids["far"], ids["vp"], "participant"),
        Edge(ids["far"], ids["kz"], "participant"),
        Edge(ids["kt"], ids["kz"], "office", sentences=(0,)),
        Edge(ids["sm"], ids["uz"], "office"),
    ]
    return ViewGraph.of(
        nodes,
        edges,
        sentences=sentences,
        articles=articles,
        terms={name: _text(*(f"{w} {canary}".strip() for w in ws)) for name, ws in TERMS.items()},
        notes=[{"en": f"A note {canary}".strip()}] if canary else [],
    )
