"""What makes two tellings of acts that recur one act: a sum, a document, a date, a name, words.

The same two states sanction, aid, protest and sign again and again, so that sides and time alone
say nothing.
"""

from __future__ import annotations

from kg.resolve.clusters import Cluster, days_between, told_of
from kg.resolve.tellings import Telling
from kg.resolve.wording import shared

#: Kinds that happen so often between the same that both must tell one figure, document, or date
#: that is not just the day of the news, or be in like words in the same days.
_FREQUENT = frozenset({"Sanction", "Assistance", "Award", "Protest", "Signing", "Launch"})
_DATED_COST, _OTHER_SUM_COST = 0.05, 0.6
#: How far words must be alike where both give a date that fits, where articles are of the same
#: days, and elsewhere; where only one gives a figure, the next higher counts.
_DATED_ALIKE, _NEAR_ALIKE, _MUCH_ALIKE = 0.3, 0.5, 0.65
#: From where one telling repeats the other, if it has so many words.
_VERBATIM, _ENOUGH_WORDS = 0.8, 4
#: Days within which articles speak of the same news.
_SAME_NEWS = 7
#: Tellings of an event, the last ones, whose words are compared.
_LAST = 5


def cost(telling: Telling, cluster: Cluster) -> float | None:
    """What an event of a frequent kind must make up for; None where nothing particular agrees."""
    if cluster.kind not in _FREQUENT:
        return 0.0
    sums = {n for t in cluster.tellings for n in t.figures}
    documents = telling.fillers.get("document", frozenset())
    if not sums.isdisjoint(telling.figures) or documents & told_of(cluster, "document"):
        return 0.0
    if sums and telling.figures:
        return _OTHER_SUM_COST
    if repeats(telling, cluster):
        return 0.0
    return _DATED_COST if _is_of_one_act(telling, cluster, bool(sums)) else None


def _is_of_one_act(telling: Telling, cluster: Cluster, sums: bool) -> bool:
    """Whether date, names or words make it one act where no figure or document does."""
    date_, exact = telling.event.date, telling.window and telling.window.grain == "day"
    if exact and date_ in cluster.dates and date_ != telling.published:
        return True
    dated = (
        telling.window
        and cluster.window
        and "published" not in (telling.window.grain, cluster.window.grain)
    )
    if dated and _names_in_common(telling, cluster):
        return True
    near = days_between(telling, cluster.tellings[-1]) <= _SAME_NEWS
    bars = [bar for holds, bar in ((dated, _DATED_ALIKE), (near, _NEAR_ALIKE)) if holds]
    one_sided = bool(sums or telling.figures)
    needed = sorted((*bars, _MUCH_ALIKE))[min(one_sided, len(bars))]
    return words(telling, cluster) >= needed


def _names_in_common(telling: Telling, cluster: Cluster) -> bool:
    """Whether both name a person or body that few acts have to do with, as no state is."""
    named = (
        n
        for role in ("target", "institution")
        for n in telling.fillers.get(role, frozenset()) & told_of(cluster, role)
    )
    return any(not n.startswith("state/") for n in named)


def repeats(telling: Telling, cluster: Cluster) -> bool:
    """Whether the telling is in the very words of another."""
    return len(telling.stems) >= _ENOUGH_WORDS and words(telling, cluster) >= _VERBATIM


def alike(telling: Telling, cluster: Cluster) -> bool:
    """Whether the telling is in words like those of another."""
    return words(telling, cluster) >= _NEAR_ALIKE


def words(telling: Telling, cluster: Cluster) -> float:
    """How far the telling is in the words of one of the last tellings, from 0 to 1."""
    return shared(telling.stems, (t.stems for t in cluster.tellings[-_LAST:]))
