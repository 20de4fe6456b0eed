"""Saved questions: SPARQL files with a typed header, bound safely and asked by name."""

from __future__ import annotations

from kg.questions.parameters import bindings
from kg.questions.question import Question, load, question, questions

__all__ = ["Question", "bindings", "load", "question", "questions"]
