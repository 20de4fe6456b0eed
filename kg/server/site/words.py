"""What pages say, in the reader's language: interface texts and the vocabulary's labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.rdf.terms import PREFIXES
from kg.resolve.labels import date_label
from kg.schema.source import read
from kg.schema.vocabulary import LANGUAGES

#: Names of the languages in themselves.
NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша", "uz": "Oʻzbekcha"}
_FALLBACK = "en"
#: One item of Accept-Language.
_TAG = re.compile(r"\b([A-Za-z]{2,3})(?:-\w+)*\s*(?:;\s*q=([01](?:\.\d{0,3})?))?(?=\s*(?:,|$))")


def _read(name: str) -> Any:
    return yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))


@cache
def _interface() -> Mapping[str, Mapping[str, str]]:
    return dict(_read("words.yaml"))


@cache
def _asked() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Texts of the saved questions: ``names`` and ``docs`` of parameters, ``values`` of columns."""
    return dict(_read("questions.yaml"))


@cache
def _terms() -> Mapping[str, Mapping[str, str]]:
    """IRI → label by language, of classes, roles, properties and controlled values."""
    source = read()
    dip, dips = PREFIXES["dip"], PREFIXES["dips"]
    found = {
        dip + name: file.label
        for group in (source.all_classes, source.roles, source.properties)
        for name, file in group.items()
    }
    for scheme, values in source.schemes.items():
        found |= {f"{dips}{scheme}/{name}": v.label for name, v in values.values.items()}
    return found


@cache
def terms(kind: str) -> list[str]:
    """IRIs of all classes, or of all properties (roles among them); sorted."""
    source = read()
    groups = (source.all_classes,) if kind == "class" else (source.roles, source.properties)
    return sorted(PREFIXES["dip"] + name for group in groups for name in group)


class Words:
    """Texts in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, name: str, **values: object) -> str:
        """The interface text ``name``, with ``{values}`` filled in."""
        return _interface()[name][self.lang].format(**values)

    def term(self, iri: str) -> str | None:
        """The label of a term of the vocabulary."""
        labels = _terms().get(iri)
        return None if labels is None else labels.get(self.lang) or labels[_FALLBACK]

    def column(self, name: str) -> str:
        """What a parameter or column of a saved question is called."""
        labels = _asked()["names"].get(name)
        return self.own(labels) if labels else self.term(PREFIXES["dip"] + name) or name

    def doc(self, text: str) -> str:
        """What is said of a parameter, given in English."""
        return _asked()["docs"].get(text, {}).get(self.lang, text)

    def coded(self, column: str, text: str) -> str | None:
        """The label of a class or controlled value that a column gives by its name alone."""
        if not text.isascii() or " " in text:
            return None
        if text[:1].isupper():
            return self.term(PREFIXES["dip"] + text)
        if labels := _asked()["values"].get(text):
            return self.own(labels)
        return self.term(f"{PREFIXES['dips']}{column}/{text}")

    def date(self, date: str | None) -> str:
        """An EDTF date as people write it."""
        try:
            return date_label(date, self.lang) if date else ""
        except ValueError:
            return str(date)

    def own(self, labels: Mapping[str, str]) -> str:
        """Out of labels by language, this one's."""
        return labels.get(self.lang) or labels.get(_FALLBACK) or next(iter(labels.values()), "")


def preload() -> None:
    """Read all texts."""
    _interface()
    _asked()
    _terms()
    for lang in LANGUAGES:
        Words(lang).date("2000-01-01/2000-03")
    terms("class")
    terms("property")


def language(wanted: str | None, accepted: str) -> str:
    """The language to answer in: the one asked for, else the best accepted."""
    if wanted in LANGUAGES:
        return str(wanted)
    liked = [
        (float(match[2] or 1), -match.start(), match[1].lower())
        for match in _TAG.finditer(accepted)
        if match[1].lower() in LANGUAGES
    ]
    return max(liked)[2] if liked else _FALLBACK
