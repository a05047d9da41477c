"""Late interaction: how well the words of a question are met by the words of a passage, each in its own context.

MaxSim of ColBERT (Khattab and Zaharia 2020) over token vectors, with two changes that benchmarks/retrieval_variants.py
measures: a question token weighs as much as its best matches differ between the candidates (a stop word is met
everywhere and tells nothing), and a passage is also judged by its best single sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.indexing.token_index import PackedTokens


@dataclass(frozen=True, slots=True)
class Match:
    """The cosines of one passage's tokens with the question's: `similarities` (question tokens, passage tokens).

    `weights` (question tokens,) are the question's, and sum to 1; `tokens` are the passage's.
    """

    similarities: NDArray[np.float32]
    weights: NDArray[np.float32]
    tokens: PackedTokens

    @property
    def passage_score(self) -> float:
        """Weighted MaxSim over the whole passage."""
        return float(self.weights @ self.similarities.max(axis=1, initial=0))

    @property
    def sentence_score(self) -> float:
        """Weighted MaxSim of the best sentence alone."""
        if not self.similarities.shape[1]:
            return 0.0
        starts = np.flatnonzero(np.diff(self.tokens.sentences, prepend=-1))
        return float((self.weights @ np.maximum.reduceat(self.similarities, starts, axis=1)).max())

    def span_score(self, start: int, end: int) -> float:
        """Weighted MaxSim of the tokens that stand from `start` to `end` in the embedded text; 0 where none does."""
        return float(self.weights @ self.span_maxima(start, end))

    def span_maxima(self, start: int, end: int) -> NDArray[np.float32]:
        """Each question token's best cosine, (question tokens,), among the tokens from `start` to `end`."""
        inside = (self.tokens.spans[:, 1] > start) & (self.tokens.spans[:, 0] < end)
        maxima: NDArray[np.float32] = self.similarities[:, inside].max(axis=1, initial=0)
        return maxima


def match_passages(question: NDArray[np.float32], passages: Sequence[PackedTokens]) -> list[Match]:
    """Match the question's token vectors (question tokens, dimensions) with each passage's."""
    if not passages:
        return []
    codes = np.concatenate([p.codes for p in passages]).astype(np.float32)
    similarities = (question @ codes.T) * np.concatenate([p.scales for p in passages])
    parts = np.split(similarities, np.cumsum([len(p.codes) for p in passages])[:-1], axis=1)
    weights = _weights(np.stack([part.max(axis=1, initial=0) for part in parts], axis=1))
    return [Match(part, weights, tokens) for part, tokens in zip(parts, passages, strict=True)]


def _weights(maxima: NDArray[np.float32]) -> NDArray[np.float32]:
    """Weigh question tokens by the spread of their best matches, (question tokens, passages) → (question tokens,)."""
    spread = maxima.std(axis=1)
    total = float(spread.sum())
    if total <= 0:
        return np.full(len(maxima), 1 / max(len(maxima), 1), np.float32)
    weights: NDArray[np.float32] = spread / total
    return weights
