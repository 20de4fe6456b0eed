"""Reading speed beside natasha's own pipeline, on the same articles in the same run.

    export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
    python tests/benchmarks/reading.py ARTICLES.jsonl[.gz] [--count 200] [--rounds 3]

Both read the first COUNT articles, in turn, ROUNDS times; the figure is the median ratio of pairs.
natasha: segment, morphology, syntax, names, normalised. Ours: the language stage alone, and all of
``kg extract`` (language, entities, events, quantities, claims).
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from itertools import islice

from kg.extract import extract
from kg.ingest import read
from kg.language import analyse
from kg.model.article import Article
from kg.workers import BATCH

Reader = Callable[[list[Article]], object]


def natasha_reader() -> Reader:
    """natasha's documented pipeline."""
    import natasha

    segmenter, vocab = natasha.Segmenter(), natasha.MorphVocab()
    embedding = natasha.NewsEmbedding()
    morph = natasha.NewsMorphTagger(embedding)
    syntax = natasha.NewsSyntaxParser(embedding)
    ner = natasha.NewsNERTagger(embedding)

    def run(articles: list[Article]) -> None:
        for article in articles:
            doc = natasha.Doc(article.text)
            doc.segment(segmenter)
            doc.tag_morph(morph)
            doc.parse_syntax(syntax)
            doc.tag_ner(ner)
            for token in doc.tokens:
                token.lemmatize(vocab)
            for span in doc.spans:
                span.normalize(vocab)

    return run


def batched(stage: Callable[[list[Article]], object]) -> Reader:
    """Run a stage in the batches that a build uses."""

    def run(articles: list[Article]) -> None:
        for at in range(0, len(articles), BATCH):
            stage(articles[at : at + BATCH])

    return run


def seconds(reader: Reader, articles: list[Article]) -> float:
    """CPU seconds of one pass."""
    start = time.process_time()
    reader(articles)
    return time.process_time() - start


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    stream = (a for a in read([options.articles]) if isinstance(a, Article))
    articles = list(islice(stream, options.count))
    readers: dict[str, Reader] = {
        "natasha's pipeline": natasha_reader(),
        "language stage": batched(analyse),
        "kg extract": batched(lambda batch: [extract(d) for d in analyse(batch)]),
    }
    for reader in readers.values():
        reader(articles[:3])
    times = {name: [] for name in readers}
    for _ in range(options.rounds):
        for name, reader in readers.items():
            times[name].append(seconds(reader, articles))
    base = times["natasha's pipeline"]
    print("| reader | articles a CPU second (median) | times natasha's pipeline |\n|---|---|---|")
    for name, spent in times.items():
        ratio = statistics.median(b / s for b, s in zip(base, spent, strict=True))
        print(f"| {name} | {len(articles) / statistics.median(spent):.1f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
