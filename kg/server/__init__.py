"""The graph over HTTP: a SPARQL service, pages and a JSON API that can face the public.

The web process (:mod:`app`, :mod:`pool`) holds no data and evaluates nothing. A *nursery* process
loads a snapshot and forks *workers* off it, each behind a wall (:mod:`wall`): no network, no files,
bounded memory, killed at the time limit. A new snapshot gets a new nursery (:mod:`generations`).
"""
