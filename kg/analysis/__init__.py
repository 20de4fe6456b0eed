"""Measures over a graph: who is in contact with whom, who stands where in the net of contacts."""

from __future__ import annotations

from kg.analysis.contacts import Contact, contacts, network
from kg.analysis.measures import (
    Burst,
    betweenness,
    brokerage,
    bursts,
    communities,
    degree,
    intensity,
    pagerank,
    reciprocity,
)
from kg.analysis.paths import Step, shortest_path
from kg.analysis.report import analyse

__all__ = [
    "Burst",
    "Contact",
    "Step",
    "analyse",
    "betweenness",
    "brokerage",
    "bursts",
    "communities",
    "contacts",
    "degree",
    "intensity",
    "network",
    "pagerank",
    "reciprocity",
    "shortest_path",
]
