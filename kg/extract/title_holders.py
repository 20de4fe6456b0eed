"""Whose a title is: the name after it, the name that it is an apposition of, the verb's subject."""

from __future__ import annotations

from kg.extract.cast import Spot
from kg.extract.lang import words
from kg.extract.syntax import governor
from kg.extract.title import Line, Title
from kg.language.ru_names import may_be_in


def find_holders(line: Line, title: Title, end: int) -> None:
    """Note the names of those who hold a title whose words end before token ``end``."""
    _after_title(line, title, end)
    if not title.names and not title.nested:
        _apposition(line, title)
    if not title.names and not title.nested:
        _predicate(line, title)


def _after_title(line: Line, title: Title, at: int) -> None:
    tokens = line.sentence.tokens
    at = _over_honorifics(line, at)
    while at < len(tokens) and (named := line.named(at)) and named[1].type == "Person":
        if not _may_hold(line, title, named[0]):
            return
        title.names.append(named)
        at = named[0].last + 1
        joined = at < len(tokens) and tokens[at].text in (",", "и")
        if not (joined and title.is_plural(line.cast)):
            return
        at += 1


def _over_honorifics(line: Line, at: int) -> int:
    """The token after «генерал» and the like, or inside a bracket, before a name."""
    tokens, honorifics = line.sentence.tokens, words(line.lang, "titles", "honorifics")
    start = at
    if at < len(tokens) and tokens[at].text in (",", "[", "("):
        at += 1
    opened = at > start
    while at < len(tokens) and tokens[at].lemma in honorifics and not line.named(at):
        at += 1
    named = [f for _, f in line.cast.at(line.number, at) if f.type == "Person"]
    described = named and not tokens[at].text[:1].isupper()
    if not opened or tokens[start].text != "," or at > start + 1 or described:
        return at
    return start


def _may_hold(line: Line, title: Title, spot: Spot) -> bool:
    """Whether the name after a title may be its holder's, by case and syntax."""
    head, name = line.sentence.tokens[title.head], line.sentence.tokens[spot.head]
    if title.nested:
        return name.feats.get("Case") == "Gen"
    case = head.feats.get("Case", "Nom")
    if name.feats.get("Case") == "Gen" != case and not may_be_in(name.text, case):
        return False
    if name.feats.get("Case") != "Nom" or case == "Nom" or not may_be_in(name.text, "Nom"):
        return True
    declines = name.feats.get("Gender") == "Masc" and name.text[-1] not in "аеиоуыэюя"
    return not name.rel.startswith("nsubj") and (not declines or may_be_in(name.text, case))


def _apposition(line: Line, title: Title) -> None:
    """«Джо Байден, президент США», «Лавров (глава МИД)», «Билл Клинтон — президент»."""
    tokens, at = line.sentence.tokens, title.first - 1
    if at < 1 or tokens[at].text not in (",", "(", "—", "–"):
        return
    found = [(s, f) for s, f in line.cast.at(line.number, at - 1) if f.type == "Person"]
    if found and _agrees(line, found[0][0], title):
        title.names.append(found[0])


def _predicate(line: Line, title: Title) -> None:
    """«Бернс был послом США», «Сунак стал премьером»: the subject of the verb."""
    tokens, case = line.sentence.tokens, line.sentence.tokens[title.head].feats.get("Case")
    above = governor(line.sentence, title.head)
    copula = [c for c in line.sentence.children(title.head) if tokens[c].rel == "cop"]
    if case == "Nom" or (above is None and not copula):
        return
    verb = title.head if copula else tokens[title.head].head
    lemma = tokens[copula[0]].lemma if copula else tokens[verb].lemma
    for status in ("current", "former"):
        if lemma not in words(line.lang, "titles", f"copulas.{status}"):
            continue
        for child in line.sentence.children(verb):
            people = [x for x in line.cast.at(line.number, child) if x[1].type == "Person"]
            if tokens[child].rel.startswith("nsubj") and people:
                title.names.append(people[-1])
                title.status = status


def _agrees(line: Line, spot: Spot, title: Title) -> bool:
    head = line.sentence.tokens[title.head].feats
    name = line.sentence.tokens[spot.head].feats
    after = title.last + 1
    closed = after >= len(line.sentence.tokens) or line.sentence.tokens[after].pos == "PUNCT"
    return closed and head.get("Case") == name.get("Case") and head.get("Number") != "Plur"
