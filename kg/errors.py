"""The exception tree.

DiplographError          anything we raise on purpose: one clear line for the user
├── UsageError           the call's own words are wrong (exit code 2)
├── SourceError          an input cannot be read: what, where, what to do
├── QueryError           a SPARQL query that does not parse or may not run
├── StoreError           a build folder that is missing, locked or broken
└── VocabularyError      a schema or gazetteer file that breaks its own rules
"""

from __future__ import annotations


class DiplographError(Exception):
    """Anything raised on purpose; ``str()`` is one line fit to show to a user."""

    exit_code = 3


class UsageError(DiplographError):
    """The call itself is wrong: an unknown name, a flag without its partner."""

    exit_code = 2


class SourceError(DiplographError):
    """An input that cannot be read; the message says which, where and what to do."""

    exit_code = 1


class QueryError(DiplographError):
    """A query that does not parse, or that may not run."""

    exit_code = 2


class StoreError(DiplographError):
    """A build folder that is missing, locked or broken."""


class VocabularyError(DiplographError):
    """A schema or gazetteer file that breaks the vocabulary's own rules."""
