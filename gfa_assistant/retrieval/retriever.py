"""The hybrid retriever: dense and lexical scores fused by z-score, the best re-scored by late interaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.indexing.encoder import TokenVectors
from gfa_assistant.indexing.kept import Kept
from gfa_assistant.indexing.opened import OpenIndex
from gfa_assistant.indexing.vectors import where_filter
from gfa_assistant.records import ScoredPassage
from gfa_assistant.retrieval.late_interaction import Match, match_passages
from gfa_assistant.retrieval.states import FEDERAL


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each score counts: `dense` against `lexical` in the first ranking; in the second, that ranking against
    the late interaction of the passage and of its best sentence.
    """

    dense: float
    lexical: float
    first: float
    passage: float
    sentence: float


# Measured on XQuAD, see benchmarks/retrieval_variants.py; the lexical part helps little across languages.
GERMAN = Weights(dense=0.7, lexical=0.3, first=0.6, passage=1.0, sentence=0.4)
FOREIGN = Weights(dense=0.95, lexical=0.05, first=0.1, passage=1.0, sentence=0.4)
# How many of each kind of neighbour are fused; z-scores need a tail to measure the best against.
POOL = 200
# How many of the first ranking are re-scored: more cost time and gain nothing.
RESCORED = 30
# So many vectors are compared one and all, in less time than the graph of the vector store is searched.
COMPARED_EXACTLY = 4096


@dataclass(frozen=True, slots=True)
class Found:
    """Ranked passages with the token matches, by passage id, that ranked them.

    `tokens` are the query's (start, end) spans, in code points, in the order of the matches' rows.
    """

    hits: tuple[ScoredPassage, ...]
    matches: Mapping[str, Match]
    tokens: tuple[tuple[int, int], ...] = ()


class HybridRetriever:
    """Ranks the passages of an index for a query; up to `compared_exactly` of them without the store's own search."""

    def __init__(self, index: OpenIndex, compared_exactly: int = COMPARED_EXACTLY) -> None:
        self._index = index
        self._position = {key: i for i, key in enumerate(index.lexical.passage_ids)}
        self._passages = Kept(index.vectors.get)
        self._vectors = Kept(index.vectors.vectors)
        self._is_small = len(self._position) <= compared_exactly

    def retrieve(
        self,
        query: str,
        *,
        top_k: int = 10,
        documents: Collection[str] | None = None,
        states: Sequence[str] | None = None,
        language: str = "de",
        lexical_query: str | None = None,
    ) -> list[ScoredPassage]:
        """Return the `top_k` best passages, best first.

        `documents` keeps passages of these only (there must be one); `states` keeps passages of these Länder, federal
        ones and those of none; `lexical_query`, where given, is what the lexical part searches instead (the query with
        shorthand spelled out).
        """
        found = self.find(
            query, top_k=top_k, documents=documents, states=states, language=language, lexical_query=lexical_query
        )
        return list(found.hits)

    def find(
        self,
        query: str,
        *,
        top_k: int = 10,
        documents: Collection[str] | None = None,
        states: Sequence[str] | None = None,
        language: str = "de",
        lexical_query: str | None = None,
        always: Sequence[str] = (),
        without: Collection[str] = (),
        encoded: tuple[NDArray[np.float32], TokenVectors] | None = None,
    ) -> Found:
        """Return what `retrieve` does, with the matches.

        Passages with the ids `always` are scored too and come after the best, wherever they rank; those with the ids
        `without` are passed over, as if the index did not hold them. `encoded` is what the index's encoder makes of the
        query, where the caller has it already.
        """
        index = self._index
        size = len(index.lexical.passage_ids)
        if size == 0:
            return Found((), {})
        where = where_filter(documents, [*states, FEDERAL, ""] if states is not None else None)
        vector, tokens = encoded or index.encoder.embed_query_with_tokens(query)
        dense, lexical = self._candidates(vector, lexical_query or query, where, always)
        keys = [key for key in dense if key in self._position and key not in without]
        if not keys:
            return Found((), {})
        dense_scores = np.array([dense[key] for key in keys])
        lexical_scores = np.array([float(lexical[self._position[key]]) for key in keys])
        weights = GERMAN if language == "de" else FOREIGN
        first = weights.dense * z_scores(dense_scores) + weights.lexical * z_scores(lexical_scores)
        order = np.argsort(-first, kind="stable")
        wanted = set(always)
        kept = [*order[:RESCORED], *(i for i in order[RESCORED:] if keys[i] in wanted)]
        if top_k > RESCORED:
            kept = list(order[:top_k])
        matches = match_passages(tokens.vectors, [index.tokens[keys[i]] for i in kept])
        late = np.array([match.passage_score for match in matches])
        sentence = np.array([match.sentence_score for match in matches])
        second = (
            weights.first * z_scores(first[kept])
            + weights.passage * z_scores(late)
            + weights.sentence * z_scores(sentence)
        )
        ranked = np.argsort(-second, kind="stable")
        final = [i for n, i in enumerate(ranked) if n < top_k or keys[kept[i]] in wanted]
        passages = self._passages([keys[kept[i]] for i in final])
        return Found(
            tuple(
                ScoredPassage(
                    passages[keys[kept[i]]],
                    score=float(second[i]),
                    dense=float(dense_scores[kept[i]]),
                    lexical=float(lexical_scores[kept[i]]),
                    late=float(late[i]),
                )
                for i in final
            ),
            {keys[kept[i]]: matches[i] for i in final},
            tokens.spans,
        )

    def _candidates(
        self, vector: NDArray[np.float32], lexical_query: str, where: Mapping[str, object] | None, also: Sequence[str]
    ) -> tuple[dict[str, float], NDArray[np.float32]]:
        """Return the cosines by id of the best passages of either kind and those in `also`, and all BM25 scores."""
        index = self._index
        size = len(index.lexical.passage_ids)
        if where is None and self._is_small:
            dense = self._compare_all(vector)
        else:
            dense = dict(index.vectors.nearest(vector, min(POOL, size), where))
        lexical = index.lexical.scores(lexical_query)
        best_lexical = [index.lexical.passage_ids[i] for i in np.argsort(-lexical)[:POOL] if lexical[i] > 0]
        missing = [key for key in dict.fromkeys((*best_lexical, *also)) if key not in dense]
        if where is not None and missing:
            allowed = set(index.vectors.matching(missing, where))
            missing = [key for key in missing if key in allowed]
        for key, stored in self._vectors(missing).items():
            dense[key] = float(stored @ vector)
        return dense, lexical

    def _compare_all(self, vector: NDArray[np.float32]) -> dict[str, float]:
        """The cosines by id of the best passages of all."""
        ids, rows = self._all_vectors
        cosines = rows @ vector
        return {ids[i]: float(cosines[i]) for i in np.argsort(-cosines, kind="stable")[:POOL]}

    @cached_property
    def _all_vectors(self) -> tuple[tuple[str, ...], NDArray[np.float32]]:
        """The ids of all passages, and their vectors, (passages, dimensions); the passages are read along with them."""
        stored = self._index.vectors.vectors(self._index.lexical.passage_ids)
        self._passages(tuple(stored))
        return tuple(stored), np.stack(list(stored.values()))


def z_scores(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the values with mean 0 and standard deviation 1; zeros when they are all alike."""
    # Rounding gives equal values a spread too.
    alike = float(np.ptp(values)) == 0
    return np.zeros_like(values) if alike else (values - values.mean()) / values.std()
