"""Late interaction: how well the words of a question are met by the words of a passage, each in its own context.

MaxSim of ColBERT (Khattab and Zaharia 2020) over token vectors, with two changes that benchmarks/retrieval_variants.py
measures: a question token weighs as much as its best matches differ between the candidates (a stop word is met
everywhere and tells nothing), and a passage is also judged by its best single sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.indexing.token_index import PackedTokens


@dataclass(frozen=True, slots=True)
class Match:
    """The cosines of one passage's tokens with the question's: `similarities` (question tokens, passage tokens).

    `weights` (question tokens,) are the question's, and sum to 1; `tokens` are the passage's. `sentence_maxima`
    (question tokens, sentences) and `passage_maxima` (question tokens,) are the best cosines in each sentence and in
    the whole passage, 0 where all are below.
    """

    similarities: NDArray[np.float32]
    weights: NDArray[np.float32]
    tokens: PackedTokens
    sentence_maxima: NDArray[np.float32]
    passage_maxima: NDArray[np.float32]

    @property
    def passage_score(self) -> float:
        """Weighted MaxSim over the whole passage."""
        return float(self.weights @ self.passage_maxima)

    @property
    def sentence_score(self) -> float:
        """Weighted MaxSim of the best sentence alone."""
        return float((self.weights @ self.sentence_maxima).max(initial=0))

    def span_maxima(self, spans: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
        """Each question token's best cosine among the tokens in each span, (question tokens, spans)."""
        starts, ends = np.array(spans, np.int32).reshape(-1, 2).T
        firsts = np.searchsorted(self.tokens.spans[:, 1], starts, side="right")
        behind = np.searchsorted(self.tokens.spans[:, 0], ends, side="left")
        maxima = np.zeros((len(self.weights), len(spans)), np.float32)
        for i, (first, last) in enumerate(zip(firsts.tolist(), behind.tolist(), strict=True)):
            if first < last:
                self.similarities[:, first:last].max(axis=1, initial=0, out=maxima[:, i])
        return maxima


def match_passages(question: NDArray[np.float32], passages: Sequence[PackedTokens]) -> list[Match]:
    """Match the question's token vectors (question tokens, dimensions) with each passage's."""
    if not passages:
        return []
    bounds = np.cumsum([0, *(len(p.codes) for p in passages)])
    columns = np.empty((bounds[-1], len(question)), np.float32)
    # One passage after the other, since each then stays in the processor's cache.
    for tokens, (start, end) in zip(passages, pairwise(bounds), strict=True):
        np.matmul(tokens.codes.astype(np.float32), question.T, out=columns[start:end])
        columns[start:end] *= tokens.scales[:, None]
    similarities = columns.T
    sentences, sentence_bounds = _sentence_maxima(similarities, passages)
    maxima = [sentences[:, start:end].max(axis=1, initial=0) for start, end in pairwise(sentence_bounds)]
    weights = _weights(np.stack(maxima, axis=1))
    return [
        Match(
            similarities[:, bounds[i] : bounds[i + 1]],
            weights,
            tokens,
            sentences[:, sentence_bounds[i] : sentence_bounds[i + 1]],
            maxima[i],
        )
        for i, tokens in enumerate(passages)
    ]


def _sentence_maxima(
    similarities: NDArray[np.float32], passages: Sequence[PackedTokens]
) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """The best cosines in each sentence, (question tokens, sentences), and where each passage's begin."""
    lengths = [len(p.codes) for p in passages]
    numbers = np.concatenate([p.sentences for p in passages])
    of_passage = np.repeat(np.arange(len(passages)), lengths)
    begins = np.ones(len(numbers), bool)
    begins[1:] = (numbers[1:] != numbers[:-1]) | (of_passage[1:] != of_passage[:-1])
    starts = np.flatnonzero(begins)
    bounds = np.searchsorted(of_passage[starts], np.arange(len(passages) + 1))
    if not len(starts):
        return np.zeros((len(similarities), 0), np.float32), bounds
    return np.maximum(np.maximum.reduceat(similarities, starts, axis=1), 0), bounds


def _weights(maxima: NDArray[np.float32]) -> NDArray[np.float32]:
    """Weigh question tokens by the spread of their best matches, (question tokens, passages) → (question tokens,)."""
    spread = maxima.std(axis=1)
    total = float(spread.sum())
    if total <= 0:
        return np.full(len(maxima), 1 / max(len(maxima), 1), np.float32)
    weights: NDArray[np.float32] = spread / total
    return weights
