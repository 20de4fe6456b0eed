"""Articles into documents: sentences, tokens, morphology, syntax and names.

One module per language with the same function ``analyse``; a language without one gets the plain
analysis (tokens only), so that no article is refused here.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module

from kg.model.article import Article
from kg.model.document import Document

# One thread a process: results are the same on every machine, and several processes do not fight.
# Set before numpy is imported, which happens inside the language modules.
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

#: Language tag → module with ``analyse_article``.
MODULES = {"ru": "kg.language.ru"}
PLAIN = "kg.language.plain"


def analyse(articles: Sequence[Article]) -> list[Document]:
    """Documents of the articles, in their order. Models are loaded at the first use of a language.

    What an article yields does not depend on the others of the batch.
    """
    return [
        import_module(MODULES.get(article.lang, PLAIN)).analyse_article(article)
        for article in articles
    ]
