"""All scores of all passages for many questions at once, from which benchmarks/retrieval_variants.py ranks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.xquad_data import Question
from benchmarks.xquad_index import documents_of_passages
from gfa_assistant.indexing.opened import OpenIndex
from gfa_assistant.retrieval.retriever import RESCORED, Weights, z_scores

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Corpus:
    """The passages of an index in the order of its lexical part.

    `tokens` (tokens, dimensions) are all passages' token vectors in a row; `sentences` are the rows at which sentences
    begin, `passages` those of the sentences at which passages begin.
    """

    documents: tuple[str, ...]
    vectors: Floats
    tokens: Floats
    sentences: NDArray[np.int64]
    passages: NDArray[np.int64]

    @classmethod
    def of(cls, index: OpenIndex, exact: bool = False) -> "Corpus":
        """`exact` encodes the passages again, for token vectors that were never rounded."""
        ids = index.lexical.passage_ids
        packed = [index.tokens[key] for key in ids]
        tokens = [part.vectors() for part in packed]
        if exact:
            stored = index.vectors.get(ids)
            tokens = [t.vectors for t in index.encoder.embed_passage_tokens([stored[key].embedded_text for key in ids])]
        sentences: list[int] = []
        passages = []
        row = 0
        for part in packed:
            passages.append(len(sentences))
            sentences.extend((row + np.flatnonzero(np.diff(part.sentences, prepend=-1))).tolist())
            row += len(part.codes)
        of_passage, vectors = documents_of_passages(index), index.vectors.vectors(ids)
        return cls(
            documents=tuple(of_passage[key] for key in ids),
            vectors=np.stack([vectors[key] for key in ids]),
            tokens=np.concatenate(tokens),
            sentences=np.array(sentences),
            passages=np.array(passages),
        )


@dataclass(frozen=True)
class Scored:
    """One question's scores of all passages: `maxima` (question tokens, sentences) are the best cosines there."""

    question: Question
    dense: NDArray[np.float64]
    lexical: NDArray[np.float64]
    maxima: Floats


@dataclass(frozen=True)
class Variant:
    """How passages are ranked: as the retriever does, but for what is given."""

    weights: Weights
    rescored: int = RESCORED
    spread: bool = True


def score_questions(index: OpenIndex, corpora: Sequence[Corpus], questions: Sequence[Question]) -> list[list[Scored]]:
    """Score every question on every corpus, encoding it once; the corpora differ in their token vectors alone."""
    found: list[list[Scored]] = [[] for _ in corpora]
    for question in questions:
        vector, tokens = index.encoder.embed_query_with_tokens(question.text)
        dense = (corpora[0].vectors @ vector).astype(np.float64)
        lexical = index.lexical.scores(question.text).astype(np.float64)
        for scored, corpus in zip(found, corpora, strict=True):
            maxima = np.maximum.reduceat(tokens.vectors @ corpus.tokens.T, corpus.sentences, axis=1)
            scored.append(Scored(question, dense, lexical, maxima))
    return found


def rank_gold(corpus: Corpus, scored: Scored, variant: Variant) -> int | None:
    """The gold document's rank among the documents of the passages re-scored; of all where none are."""
    weights = variant.weights
    first = weights.dense * z_scores(scored.dense) + weights.lexical * z_scores(scored.lexical)
    order = np.argsort(-first, kind="stable")
    if variant.rescored:
        kept = order[: variant.rescored]
        order = kept[np.argsort(-second_scores(corpus, scored, variant, first, kept), kind="stable")]
    documents = list(dict.fromkeys(corpus.documents[i] for i in order))
    return documents.index(scored.question.document) + 1 if scored.question.document in documents else None


def second_scores(
    corpus: Corpus, scored: Scored, variant: Variant, first: NDArray[np.float64], kept: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The score of each passage kept, as `HybridRetriever` fuses it."""
    ends = np.append(corpus.passages[1:], scored.maxima.shape[1])
    parts = [scored.maxima[:, corpus.passages[i] : ends[i]] for i in kept]
    maxima = np.stack([part.max(axis=1) for part in parts], axis=1)
    heavy = token_weights(maxima) if variant.spread else np.full(len(maxima), 1 / len(maxima))
    passage = heavy @ maxima
    sentence = np.array([(heavy @ part).max() for part in parts])
    weights = variant.weights
    fused: NDArray[np.float64] = (
        weights.first * z_scores(first[kept])
        + weights.passage * z_scores(passage)
        + weights.sentence * z_scores(sentence)
    )
    return fused


def token_weights(maxima: Floats) -> NDArray[np.float64]:
    """The spread of each question token's best cosines, (tokens, passages) → (tokens,), with sum 1."""
    spread = maxima.std(axis=1).astype(np.float64)
    total = spread.sum()
    return spread / total if total > 0 else np.full(len(maxima), 1 / len(maxima))
