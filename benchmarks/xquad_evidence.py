"""The features from which benchmarks/xquad_abstention.py judges whether what was found answers the question."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.indexing.lexical import LexicalIndex, LexicalTokenizer
from gfa_assistant.retrieval.late_interaction import Match
from gfa_assistant.retrieval.retriever import Found

SCORES = ("dense", "lexical", "late", "sentence", "fused")
# Each score of the best hit, and how far it is above the best of the others.
PLAIN = tuple(f"{name}{part}" for name in SCORES for part in ("", " gap"))
_FROM_SCORES = tuple(f"{name} {part}" for name in SCORES for part in ("z", "above 2–10", "spread", "lead"))
_FROM_TOKENS = (
    "worst heavy token",
    "mean token",
    "token spread",
    "worst heavy token anywhere",
    "lost to other passages",
    "worst heavy token, sentence",
    "mean token, sentence",
    "heaviest token",
)
_FROM_WORDS = (
    "words covered",
    "words covered, sentence",
    "rarest uncovered",
    "words covered anywhere",
    "lexical share",
    "question words",
)
_FROM_ORDER = ("dense place", "lexical place", "late place", "sentence place")
FEATURES = (*PLAIN, *_FROM_SCORES, *_FROM_TOKENS, *_FROM_WORDS, *_FROM_ORDER)
_OTHERS = 10
Vector = NDArray[np.float64]


def features(found: Found, question: str, lexical: LexicalIndex) -> Vector:
    """Return one number for each of FEATURES; at least two passages must have been found."""
    matches = [found.matches[hit.passage.id] for hit in found.hits]
    columns: Mapping[str, Vector] = {
        "dense": np.array([hit.dense for hit in found.hits]),
        "lexical": np.array([hit.lexical for hit in found.hits]),
        "late": np.array([hit.late for hit in found.hits]),
        "sentence": np.array([match.sentence_score for match in matches]),
        "fused": np.array([hit.score for hit in found.hits]),
    }
    values = [number for name in SCORES for number in (columns[name][0], gap(columns[name]))]
    values += [number for name in SCORES for number in shape(columns[name])]
    values += token_features(matches)
    texts = [hit.passage.embedded_text for hit in found.hits]
    values += word_features(question, texts, matches[0], lexical, float(columns["lexical"].max()))
    values += [float((columns[name] > columns[name][0]).sum()) for name in SCORES[:4]]
    return np.array(values)


def gap(values: Vector) -> float:
    """How far the first value is above the highest of the others."""
    return float(values[0] - values[1:].max())


def shape(values: Vector) -> list[float]:
    """The first value's z-score; what it is above the mean of the next ones; the spread; the highest's lead."""
    spread = float(values.std()) or 1e-9
    highest = np.sort(values)[::-1]
    return [
        float((values[0] - values.mean()) / spread),
        float(values[0] - values[1:_OTHERS].mean()),
        spread,
        float((highest[0] - highest[1]) / spread),
    ]


def token_features(matches: Sequence[Match]) -> list[float]:
    """How well the best passage meets the question's tokens, above all those that tell passages apart."""
    maxima = np.stack([match.passage_maxima for match in matches])
    weights = matches[0].weights
    heavy = weights >= weights.mean()
    best = matches[0].sentence_maxima
    sentence = best[:, int((weights @ best).argmax())]
    return [
        float(maxima[0, heavy].min()),
        float(maxima[0].mean()),
        float(maxima.std(axis=0).mean()),
        float(maxima[:, heavy].max(axis=0).min()),
        float(weights @ (maxima.max(axis=0) - maxima[0])),
        float(sentence[heavy].min()),
        float(sentence.mean()),
        float(maxima[0, weights.argmax()]),
    ]


def word_features(
    question: str, passages: Sequence[str], best: Match, lexical: LexicalIndex, highest: float
) -> list[float]:
    """How much of the question's rare words stands, stem for stem, in the best passage and in its best sentence.

    `highest` is the passages' highest lexical score.
    """
    rarity = rarities(lexical.tokenizer.stems(question), lexical.frequency, len(lexical.passage_ids))
    stems = [_stems(lexical.tokenizer, text) for text in passages]
    text = passages[0]
    sentences = best.tokens.sentences
    in_sentences = [
        _stems(lexical.tokenizer, text[spans[:, 0].min() : spans[:, 1].max()])
        for spans in (best.tokens.spans[sentences == number] for number in np.unique(sentences))
    ]
    total = sum(rarity.values()) or 1.0
    return [
        covered(rarity, stems[0]),
        max(covered(rarity, there) for there in in_sentences),
        max((value for stem, value in rarity.items() if stem not in stems[0]), default=0.0),
        covered(rarity, set().union(*stems)),
        highest / total,
        float(len(rarity)),
    ]


def rarities(stems: Sequence[str], frequency: Callable[[str], int], passages: int) -> dict[str, float]:
    """Each stem's inverse document frequency, as BM25 counts it."""
    return {s: float(np.log(1 + (passages - frequency(s) + 0.5) / (frequency(s) + 0.5))) for s in dict.fromkeys(stems)}


def covered(rarity: Mapping[str, float], stems: Collection[str]) -> float:
    """The share of the rarity that these stems hold; all of it where nothing is asked for."""
    total = sum(rarity.values())
    return sum(value for stem, value in rarity.items() if stem in stems) / total if total else 1.0


@lru_cache(4096)
def _stems(tokenizer: LexicalTokenizer, text: str) -> frozenset[str]:
    return frozenset(tokenizer.stems(text))
