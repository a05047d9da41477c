"""The lexical index: BM25 over Snowball stems and SentencePiece subwords, kept beside the vectors."""

import json
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("DISABLE_TQDM", "1")

import bm25s
import numpy as np
import Stemmer
from bm25s.stopwords import STOPWORDS_EN, STOPWORDS_GERMAN
from numpy.typing import NDArray

_WORD = re.compile(r"\w+", re.UNICODE)
_STOPWORDS = frozenset(STOPWORDS_GERMAN) | frozenset(STOPWORDS_EN)
IDS_FILE = "passage_ids.json"
# An empty text would leave BM25 without a vocabulary; the marker matches no query term.
NO_TERM = "∅"

SubwordTokenizer = Callable[[str], list[str]]


class LexicalTokenizer:
    """Turns text into BM25 terms: `=stem` for each content word, `_piece` for each subword.

    The subwords split German compounds for free ("Partnerurkunde" shares pieces with "Urkunde"); the prefixes
    keep the two kinds of term apart.
    """

    def __init__(self, subwords: SubwordTokenizer, language: str = "german") -> None:
        self._subwords = subwords
        self._stemmer = Stemmer.Stemmer(language)

    def stems(self, text: str) -> list[str]:
        """Return the Snowball stems of the content words (stop words dropped, order kept)."""
        words = [w for w in _WORD.findall(text.lower()) if w not in _STOPWORDS]
        return list(self._stemmer.stemWords(words))

    def __call__(self, text: str) -> list[str]:
        pieces = (piece.strip("▁").lower() for piece in self._subwords(text.lower()))
        subwords = [f"_{p}" for p in pieces if len(p) > 1 and p not in _STOPWORDS]
        return [f"={stem}" for stem in self.stems(text)] + subwords


class LexicalIndex:
    """BM25 scores of all passages of one generation for a query."""

    def __init__(self, scorer: "bm25s.BM25", passage_ids: Sequence[str], tokenizer: LexicalTokenizer) -> None:
        self._scorer = scorer
        self.passage_ids = tuple(passage_ids)
        self.tokenizer = tokenizer

    @classmethod
    def build(cls, passage_ids: Sequence[str], texts: Sequence[str], tokenizer: LexicalTokenizer) -> "LexicalIndex":
        scorer = bm25s.BM25()
        scorer.index([tokenizer(text) or [NO_TERM] for text in texts], show_progress=False)
        return cls(scorer, passage_ids, tokenizer)

    def save(self, folder: Path) -> None:
        self._scorer.save(str(folder), show_progress=False)
        (folder / IDS_FILE).write_text(json.dumps(self.passage_ids), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, tokenizer: LexicalTokenizer) -> "LexicalIndex":
        scorer = bm25s.BM25.load(str(folder), show_progress=False)
        return cls(scorer, json.loads((folder / IDS_FILE).read_text(encoding="utf-8")), tokenizer)

    def frequency(self, stem: str) -> int:
        """Return how many passages hold the stem."""
        column = self._scorer.vocab_dict.get(f"={stem}")
        if column is None:
            return 0
        starts = self._scorer.scores["indptr"]
        return int(starts[column + 1] - starts[column])

    def scores(self, query: str) -> NDArray[np.float32]:
        """Return one BM25 score per passage, in the order of `passage_ids`; zeros when no term is known."""
        known = [t for t in self.tokenizer(query) if t in self._scorer.vocab_dict]
        if not known:
            return np.zeros(len(self.passage_ids), dtype=np.float32)
        return np.asarray(self._scorer.get_scores(known), dtype=np.float32)
