"""Answer hit on German XQuAD: how often what is shown, at most 400 characters, holds a gold answer's very words.

    python -m benchmarks.xquad_answers [--data DIR] [--work DIR] [--json FILE]

First end to end, as a person who asks sees it; a refusal is a miss. Then the best sentences of the best passages
alone, which is what a choice of sentences could reach: its weights are found on every other article and judged on the
others.
"""

import argparse
import itertools
import json
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.xquad_data import Question
from benchmarks.xquad_index import arguments_parser, asked, xquad_settings
from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.answering.evidence import token_maxima, units_of
from gfa_assistant.answering.plain import without_markup
from gfa_assistant.indexing.lexical import LexicalIndex
from gfa_assistant.indexing.opened import OpenIndex, open_index
from gfa_assistant.records import ScoredPassage
from gfa_assistant.retrieval.retriever import HybridRetriever, z_scores

_MARKER = re.compile(r" ?(?<!\\)\[\d+\]")
LONGEST = 400
TARGET = 0.88
# Passages whose sentences are weighed against one another.
PASSAGES = 5
# What the sentence's score is made of, each as a z-score among the candidates.
PARTS = ("tokens of the sentence", "BM25 of the sentence", "score of its passage")
GRID: Mapping[str, Sequence[float]] = {
    PARTS[0]: (1.0,),
    PARTS[1]: (0.0, 0.25, 0.5, 0.75, 1.0),
    PARTS[2]: (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0),
}
EQUAL = (1.0, 1.0, 1.0)
Weighting = tuple[float, ...]


@dataclass(frozen=True)
class Shown:
    """What one question was answered with: `text` is "" for a refusal."""

    text: str
    gold: tuple[str, ...]

    @property
    def hit(self) -> bool:
        return 0 < len(self.text) <= LONGEST and any(plain(answer) in self.text for answer in self.gold)


@dataclass(frozen=True)
class Candidates:
    """The sentences of one question's best passages, in reading order, best passage first.

    `parts` is (PARTS, sentences), in z-scores.
    """

    question: Question
    sentences: tuple[str, ...]
    parts: NDArray[np.float64]


def main() -> int:
    arguments = _arguments()
    questions = asked(arguments)
    with xquad_settings(arguments) as settings:
        assistant = Assistant.open(settings)
        answers = [_shown_by(assistant, question) for question in questions]
        candidates = find_candidates(open_index(settings), questions)
    figures: dict[str, object] = {"end to end": end_to_end(answers)}
    print(f"{len(questions)} German questions, end to end (target: hit {TARGET})\n")
    print("| " + " | ".join(end_to_end(answers)) + " |\n" + "|---" * len(end_to_end(answers)) + "|")
    print("| " + " | ".join(f"{value:.3f}" for value in end_to_end(answers).values()) + " |")
    found = best_sentences(candidates)
    print(f"\nbest sentences of the {PASSAGES} best passages, weights in the order {', '.join(PARTS)}\n")
    print("| weights | hit, articles they were chosen on | hit, the other articles | hit, all | target |")
    print("|---|---|---|---|---|")
    for name, (tuned, judged, whole) in found.items():
        met = "met" if round(judged, 3) >= TARGET else "missed"
        print(f"| {name} | {tuned:.3f} | {judged:.3f} | {whole:.3f} | {met} ({TARGET}) |")
    figures["best sentences"] = found
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def end_to_end(answers: Sequence[Shown]) -> dict[str, float]:
    """The shares of hits, of answers, of hits among them, and of answers that are too long to count."""
    answered = [answer for answer in answers if answer.text]
    return {
        "hit": _share(answers),
        "answered": len(answered) / len(answers),
        "hit among answered": _share(answered),
        f"over {LONGEST} characters": sum(len(answer.text) > LONGEST for answer in answers) / len(answers),
    }


def best_sentences(candidates: Sequence[Candidates]) -> dict[str, tuple[float, float, float]]:
    """The hits of equal weights, of the passage's order alone, and of the best weights of every other article.

    Each with its share among the articles that weights were chosen on, the others, and all.
    """
    tuning = [c for c in candidates if c.question.article % 2 == 0]
    judging = [c for c in candidates if c.question.article % 2 == 1]
    best = max(itertools.product(*GRID.values()), key=lambda weights: hits(tuning, weights))
    chosen = {"equal": EQUAL, "tokens alone": (1.0, 0.0, 0.0), f"chosen: {' '.join(f'{w:g}' for w in best)}": best}
    return {name: (hits(tuning, w), hits(judging, w), hits(candidates, w)) for name, w in chosen.items()}


def hits(candidates: Sequence[Candidates], weights: Weighting) -> float:
    return _share(
        [Shown(plain(pick(c.sentences, np.array(weights) @ c.parts)), c.question.answers) for c in candidates]
    )


def pick(sentences: Sequence[str], scores: NDArray[np.float64], longest: int = LONGEST) -> str:
    """Join the best sentences that fit into `longest` characters, in reading order."""
    kept: list[int] = []
    length = -1
    for i in np.argsort(-scores, kind="stable"):
        if length + 1 + len(sentences[i]) <= longest:
            kept.append(int(i))
            length += 1 + len(sentences[i])
    return " ".join(sentences[i] for i in sorted(kept))


def as_read(markdown: str) -> str:
    """An answer's words alone, without citation markers and markup."""
    return plain(without_markup(_MARKER.sub("", markdown)))


def plain(text: str) -> str:
    """The text in NFC with single spaces, as the readers of documents leave it."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def find_candidates(index: OpenIndex, questions: Sequence[Question]) -> list[Candidates]:
    """Score the sentences of each question's best passages."""
    retriever = HybridRetriever(index)
    lexical, row_of = _sentence_index(index)
    found = []
    for question in questions:
        ranked = retriever.find(question.text, top_k=PASSAGES)
        units = [unit for unit in units_of(ranked.hits, index.documents) if unit.kind != "item"]
        words = lexical.scores(question.text)
        weights = ranked.matches[ranked.hits[0].passage.id].weights
        columns = (
            weights @ token_maxima(units, ranked.matches),
            np.array([words[row_of[unit.text]] for unit in units]),
            np.array([unit.score for unit in units]),
        )
        scores = np.stack([z_scores(column) for column in columns])
        found.append(Candidates(question, tuple(unit.text for unit in units), scores))
    return found


def _sentence_index(index: OpenIndex) -> tuple[LexicalIndex, Mapping[str, int]]:
    """BM25 over all sentences of the index, and the row of each by its text."""
    passages = index.vectors.get(index.lexical.passage_ids).values()
    units = units_of((ScoredPassage(passage, 0, 0, 0) for passage in passages), index.documents)
    texts = list(dict.fromkeys(unit.text for unit in units))
    return LexicalIndex.build(texts, texts, index.lexical.tokenizer), {text: row for row, text in enumerate(texts)}


def _shown_by(assistant: Assistant, question: Question) -> Shown:
    answer = assistant.ask(question.text)
    return Shown(as_read(answer.answer) if answer.status == "answered" else "", question.answers)


def _share(shown: Sequence[Shown]) -> float:
    return sum(answer.hit for answer in shown) / len(shown) if shown else 0.0


def _arguments() -> argparse.Namespace:
    parser = arguments_parser(__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
