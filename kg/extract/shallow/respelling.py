"""Names of persons, places and states as Kazakh and Uzbek spell them, from how Russian does.

Kazakh news keeps the Russian spelling of a foreign name; Uzbek writes it in Latin letters by the
rules of 1995 (Cabinet of Ministers of Uzbekistan, decree 339): «Катрин Колонна» is Katrin Kolonna.
"""

from __future__ import annotations

import re

from kg.model.gazetteer import Entry, Names

_UZBEK = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdeziyklmnoprstufxie", strict=True))
    | {"ё": "yo", "ж": "j", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "ʼ", "ь": ""}
    | {"ю": "yu", "я": "ya", "ў": "oʻ", "қ": "q", "ғ": "gʻ", "ҳ": "h"}
)
_YE = re.compile(r"(?<![^\W\d_])е|(?<=[аеёиоуыэюяАЕЁИОУЫЭЮЯьъ])е|(?<![^\W\d_])Е")
#: «Ц» that is spoken as «с»: at the beginning, and beside a consonant.
_TS = re.compile(r"\b[цЦ]|(?<=[бвгджзйклмнпрстфхчшщ])ц")


def respelt(entry: Entry, lang: str) -> Names | None:
    """The names of a person, place or state in ``lang`` by its Russian ones, if it has any."""
    russian = entry.names.get("ru")
    if (
        russian is None
        or entry.type not in ("Person", "Place", "State")
        or lang not in ("kk", "uz")
    ):
        return None
    if lang == "kk":
        return russian
    return Names(
        main=to_uzbek(russian.main),
        strong=tuple(map(to_uzbek, russian.strong)),
        weak=tuple(map(to_uzbek, russian.weak)),
    )


def to_uzbek(name: str) -> str:
    """A Russian name in the Latin letters of Uzbek."""
    name = _TS.sub(lambda match: "С" if match.group().isupper() else "с", name)
    with_ye = _YE.sub(lambda match: "Ye" if match.group().isupper() else "ye", name)
    return "".join(
        letter.lower().translate(_UZBEK).capitalize()
        if letter.isupper()
        else letter.translate(_UZBEK)
        for letter in with_ye
    )
