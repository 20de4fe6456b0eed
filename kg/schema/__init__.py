"""The vocabulary: what may be said, and what is generated from it."""

from kg.schema.vocabulary import Vocabulary, vocabulary

__all__ = ["Vocabulary", "vocabulary"]
