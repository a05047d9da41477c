"""The hybrid retriever: dense and lexical scores of the best passages of either, fused by z-score."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.indexing.opened import OpenIndex
from gfa_assistant.indexing.vectors import where_filter
from gfa_assistant.records import ScoredPassage
from gfa_assistant.retrieval.states import FEDERAL

# Weights measured on XQuAD-de, see benchmarks/; the lexical part helps little across languages.
DENSE_WEIGHT = 0.7
DENSE_WEIGHT_FOREIGN = 0.95
# How many of each kind of neighbour are fused; z-scores need a tail to measure the best against.
POOL = 200


class HybridRetriever:
    """Ranks the passages of an index for a query."""

    def __init__(self, index: OpenIndex) -> None:
        self._index = index
        self._position = {key: i for i, key in enumerate(index.lexical.passage_ids)}

    def retrieve(
        self,
        query: str,
        *,
        top_k: int = 10,
        document: str | None = None,
        states: Sequence[str] | None = None,
        language: str = "de",
        lexical_query: str | None = None,
        always: Sequence[str] = (),
    ) -> list[ScoredPassage]:
        """Return the `top_k` best passages, best first.

        `states` keeps passages of these Länder, federal ones and those of none; `lexical_query`, where given, is what
        the lexical part searches instead (the query with shorthand spelled out); passages with the ids `always` are
        scored too and come after the best, wherever they rank.
        """
        index = self._index
        size = len(index.lexical.passage_ids)
        if size == 0:
            return []
        where = where_filter(document, [*states, FEDERAL, ""] if states is not None else None)
        vector = index.encoder.embed_queries([query])[0]
        dense = dict(index.vectors.nearest(vector, min(POOL, size), where))
        lexical = index.lexical.scores(lexical_query or query)
        best_lexical = [index.lexical.passage_ids[i] for i in np.argsort(-lexical)[:POOL] if lexical[i] > 0]
        missing = [key for key in dict.fromkeys((*best_lexical, *always)) if key not in dense]
        if where is not None and missing:
            allowed = set(index.vectors.matching(missing, where))
            missing = [key for key in missing if key in allowed]
        for key, stored in index.vectors.vectors(missing).items():
            dense[key] = float(stored @ vector)
        candidates = [key for key in dense if key in self._position]
        if not candidates:
            return []
        dense_scores = np.array([dense[key] for key in candidates])
        lexical_scores = np.array([float(lexical[self._position[key]]) for key in candidates])
        weight = DENSE_WEIGHT if language == "de" else DENSE_WEIGHT_FOREIGN
        fused = weight * z_scores(dense_scores) + (1 - weight) * z_scores(lexical_scores)
        ranked = np.argsort(-fused, kind="stable")
        wanted = set(always)
        order = [*ranked[:top_k], *(i for i in ranked[top_k:] if candidates[i] in wanted)]
        passages = index.vectors.get([candidates[i] for i in order])
        return [
            ScoredPassage(passages[candidates[i]], float(fused[i]), float(dense_scores[i]), float(lexical_scores[i]))
            for i in order
        ]


def z_scores(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the values with mean 0 and standard deviation 1; zeros when they are all alike."""
    # Rounding gives equal values a spread too.
    alike = float(np.ptp(values)) == 0
    return np.zeros_like(values) if alike else (values - values.mean()) / values.std()
