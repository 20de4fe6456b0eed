"""A resolved graph on disk: the files that users load, and the store that they ask."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from kg import rdf
from kg.ledger import Ledger
from kg.model.graph import Graph
from kg.store.oxigraph import OxigraphStore
from kg.store.snapshots import publish

#: The files of a build that users load.
FILES = ("core.ttl", "evidence.ttl", "all.trig")
#: Above this share of changed graphs a store is filled anew, which is faster than by transactions.
_REFILL = 0.2
