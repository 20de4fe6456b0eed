"""The graph as RDF, and back."""

from kg.model.graph import BASE
from kg.rdf.core import core
from kg.rdf.read import read
from kg.rdf.reports import reports
from kg.rdf.terms import PREFIXES
from kg.rdf.write import write

__all__ = ["BASE", "PREFIXES", "core", "read", "reports", "write"]
