"""A built graph as a Python value: ask it, walk it, draw it.

>>> g = open_graph("out")                                       # doctest: +SKIP
>>> g.query("SELECT ?v { ?v a dip:StateVisit }").dataframe()    # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.store.oxigraph import OxigraphStore
from kg.store.protocol import Results, Term
from kg.store.snapshots import current

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from kg.store.remote import RemoteStore


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one query: iterate over rows as dictionaries of plain strings."""

    results: Results

    def __iter__(self) -> Iterator[dict[str, str | None]]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def __repr__(self) -> str:
        """How many rows of which columns."""
        if self.results.form == "select":
            return f"<Answer: {len(self)} rows of {', '.join(self.results.variables)}>"
        return f"<Answer: {self.results.answer if self.results.form == 'ask' else len(self)}>"

    def __bool__(self) -> bool:
        """An ASK's answer; of other queries, whether there is any row."""
        return self.results.answer if self.results.form == "ask" else len(self.results) > 0

    def dataframe(self) -> pandas.DataFrame:
        """Rows as a pandas DataFrame of strings. Raises UsageError where pandas is missing."""
        try:
            import pandas
        except ImportError as error:
            from kg.errors import UsageError

            raise UsageError("dataframe() needs pandas: pip install pandas") from error
        return pandas.DataFrame(list(self.results), columns=list(self.results.variables))

    def graph(self) -> rdflib.Graph:
        """A CONSTRUCT's triples as an rdflib graph."""
        import pyoxigraph
        import rdflib

        data = pyoxigraph.serialize(self.results.triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
        assert data is not None
        return rdflib.Graph().parse(data=data, format="nt")

    def _repr_html_(self) -> str:
        from kg.rich_display import answer_html

        return answer_html(self.results)


class GraphOnDisk:
    """A graph that ``kg build`` made, opened to read."""

    def __init__(self, folder: Path, store: OxigraphStore | RemoteStore) -> None:
        self.folder = folder
        self.store = store

    def __repr__(self) -> str:
        """Where it lies."""
        return f"<GraphOnDisk: {self.folder}>"

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        timeout: float | None = None,
    ) -> Answer:
        """Answer a SPARQL 1.1 query over the union of all graphs; the project's prefixes are known.

        Raises QueryError for a query that does not parse or takes longer than ``timeout`` seconds.
        """
        return Answer(self.store.query(sparql, bindings=bindings, timeout=timeout))

    def ask(self, question: str, **parameters: str) -> Answer:
        """Answer a saved question; ``kg questions`` lists them with their parameters.

        >>> g.ask("visits", guest="KZ", from_="2023-01-01")             # doctest: +SKIP

        An underscore at the end of a parameter's name is dropped, as ``from`` is a word of Python.
        Raises UsageError for a question, a parameter or a name that is not known.
        """
        from kg.questions import bindings
        from kg.questions import question as saved

        asked = saved(question)
        given = {name.rstrip("_"): value for name, value in parameters.items()}
        return self.query(asked.sparql, bindings=bindings(asked, given, self.store))

    def _repr_html_(self) -> str:
        from kg.rich_display import graph_html

        return graph_html(self.store)

    def networkx(self) -> networkx.MultiDiGraph[str]:
        """Entities and events as nodes, roles as edges, with their properties as attributes."""
        from kg.export import to_networkx

        return to_networkx(self.store)

    def view(self, **options: Any) -> Drawing:
        """The drawing; in a notebook it shows itself. Options are those of :func:`kg.view.draw`."""
        from kg.view import draw

        return Drawing(draw(self.store, **options))


@dataclass(frozen=True, slots=True)
class Drawing:
    """One offline HTML page."""

    html: str

    def save(self, path: str | Path) -> Path:
        """Write the page as UTF-8 and return where it lies."""
        target = Path(path)
        target.write_text(self.html, encoding="utf-8", newline="\n")
        return target

    def _repr_html_(self) -> str:
        from html import escape

        return (
            f'<iframe srcdoc="{escape(self.html)}" width="100%" height="640" '
            'sandbox="allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox '
            'allow-modals" style="border:0" title="Drawing"></iframe>'
        )


def open_graph(folder: str | Path = "out") -> GraphOnDisk:
    """Open the graph that ``kg build`` made in ``folder``, or the store at ``sparql+http://…``.

    Raises StoreError where there is none.
    """
    path = Path(folder)
    if str(folder).startswith("sparql+"):
        from kg.store.remote import RemoteStore

        return GraphOnDisk(path, RemoteStore(folder))
    return GraphOnDisk(path, OxigraphStore.read_only(current(path)))
