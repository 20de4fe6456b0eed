"""What makes two tellings of acts that recur one act: a sum, a document, a date, a name, words.

Words tell an act by how far they are the same, or by how rare those are that both share («Abrams»).

The same two states sanction, aid, protest and sign again and again, so that sides and time alone
say nothing.
"""

from __future__ import annotations

from kg.resolve.clusters import Cluster, cities, days_between, told_of
from kg.resolve.tellings import Telling
from kg.resolve.wording import shared, telltale

#: Kinds that happen so often between the same that both must tell one figure, document, or date
#: that is not just the day of the news, or be in like words in the same days.
FREQUENT = frozenset({"Sanction", "Assistance", "Award", "Protest", "Signing", "Launch"})
_DATED_COST, _OTHER_SUM_COST = 0.05, 0.6
#: How far words must be alike where both give a date that fits, where articles are of the same
#: days, and elsewhere; where only one gives a figure, the next higher counts.
_DATED_ALIKE, _NEAR_ACT, _MUCH_ALIKE = 0.3, 0.37, 0.65
#: How much the rare words in common must say, in the days in which articles speak of one act.
_TELLING, _SAME_ACT = 3.6, 45
#: From where tellings of other kinds are in like words.
_ALIKE = 0.5
#: From where one telling repeats the other, if it has so many words.
_VERBATIM, _ENOUGH_WORDS = 0.8, 4
#: Days within which articles speak of the same news.
_SAME_NEWS = 7
#: How far words must be alike within two days, when articles repeat the day's act in short.
_SAME_DAY, _SAME_DAY_ALIKE = 2, 0.3
#: So many signatories hardly sign twice at one time.
_MANY = 4
#: Tellings of an event, the last ones, whose words are compared.
_LAST = 5


def cost(telling: Telling, cluster: Cluster) -> float | None:
    """What an event of a frequent kind must make up for; None where nothing particular agrees."""
    if cluster.kind not in FREQUENT:
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
    if cluster.kind == "Signing" and telling.place in cities(cluster):
        return True
    dated = (
        telling.window
        and cluster.window
        and "published" not in (telling.window.grain, cluster.window.grain)
    )
    if dated and (_names_in_common(telling, cluster) or _many_in_common(telling, cluster)):
        return True
    since = days_between(telling, cluster.tellings[-1])
    if since <= _SAME_ACT and _rare_words(telling, cluster) >= _TELLING:
        return True
    likeness = words(telling, cluster)
    if since <= _SAME_DAY and likeness >= _SAME_DAY_ALIKE:
        return True
    near = since <= _SAME_NEWS
    bars = [bar for holds, bar in ((dated, _DATED_ALIKE), (near, _NEAR_ACT)) if holds]
    one_sided = bool(sums or telling.figures)
    needed = sorted((*bars, _MUCH_ALIKE))[min(one_sided, len(bars))]
    return likeness >= needed


def _names_in_common(telling: Telling, cluster: Cluster) -> bool:
    """Whether both name a person or body that few acts have to do with, as no state is."""
    named = (
        n
        for role in ("target", "institution")
        for n in telling.fillers.get(role, frozenset()) & told_of(cluster, role)
    )
    return any(not n.startswith("state/") for n in named)


def _many_in_common(telling: Telling, cluster: Cluster) -> bool:
    """Whether so many sign in both that they hardly do so twice."""
    signed = telling.fillers.get("signatory", frozenset()) & told_of(cluster, "signatory")
    return len(signed) >= _MANY


def repeats(telling: Telling, cluster: Cluster) -> bool:
    """Whether the telling is in the very words of another."""
    return len(telling.stems) >= _ENOUGH_WORDS and words(telling, cluster) >= _VERBATIM


def alike(telling: Telling, cluster: Cluster) -> bool:
    """Whether the telling is in words like those of another."""
    return words(telling, cluster) >= _ALIKE


def words(telling: Telling, cluster: Cluster) -> float:
    """How far the telling is in the words of one of the last tellings, from 0 to 1."""
    return shared(telling.stems, (t.stems for t in cluster.tellings[-_LAST:]))


def _rare_words(telling: Telling, cluster: Cluster) -> float:
    """How much the rare words say that one of the last tellings has, too."""
    return telltale(telling.stems, (t.stems for t in cluster.tellings[-_LAST:]))
