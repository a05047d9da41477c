"""What each part of the retriever brings on the German XQuAD paragraphs: the choices its docstrings speak of.

    python -m benchmarks.retrieval_variants [--data DIR] [--work DIR] [--every N] [--languages de en …]

Questions and passages are encoded once; every variant is then arithmetic on the same scores. Each changes one thing of
the retriever as it is. The weights by language are found on every other article and judged on the others.
"""

import dataclasses
import itertools
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from benchmarks.xquad_index import arguments_parser, asked, xquad_settings
from benchmarks.xquad_retrieval import LANGUAGES, recall, reciprocal_rank
from benchmarks.xquad_scores import Corpus, Scored, Variant, rank_gold, score_questions
from gfa_assistant.indexing.lexical import LexicalIndex, LexicalTokenizer
from gfa_assistant.indexing.opened import OpenIndex, open_index
from gfa_assistant.retrieval.retriever import FOREIGN, GERMAN, RESCORED, Weights

NO_SPLITTER = (
    "stems + compound parts: not measured; install charsplit-fst (Python 3.12) or split-words, which split alike"
)
GRID: Mapping[str, Sequence[float]] = {
    "lexical": (0.0, 0.05, 0.1, 0.2, 0.3, 0.4),
    "first": (0.1, 0.3, 0.6, 1.0, 1.5),
    "sentence": (0.0, 0.4, 0.8),
}
# Of the points of the grid, how many are printed beside the chosen one.
SHOWN = 5


def main() -> int:
    parser = arguments_parser(__doc__)
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    arguments = parser.parse_args()
    with xquad_settings(arguments) as settings:
        index = open_index(settings)
        corpus = Corpus.of(index)
        for language in arguments.languages:
            questions = asked(arguments, language)
            started = time.perf_counter()
            print(f"\n## Questions: {language} ({len(questions)})\n")
            if language == "de":
                rounded, exact = score_questions(index, [corpus, Corpus.of(index, exact=True)], questions)
                print(table({"one byte a dimension (ours)": rounded, "32-bit floats": exact}, corpus))
                print(lexical_table(index, corpus, rounded))
            else:
                (rounded,) = score_questions(index, [corpus], questions)
            weights = GERMAN if language == "de" else FOREIGN
            print(variants_table(rounded, corpus, weights))
            print(grid_table(rounded, corpus, weights))
            print(f"{language}: {time.perf_counter() - started:.0f} s", file=sys.stderr)
    return 0


def table(scored: Mapping[str, Sequence[Scored]], corpus: Corpus) -> str:
    """The token vectors' rows."""
    return _table("token vectors", {name: ranks(found, corpus, Variant(GERMAN)) for name, found in scored.items()})


def variants_table(scored: Sequence[Scored], corpus: Corpus, weights: Weights) -> str:
    """The rows of what late interaction is made of, and of how many passages it re-scores."""
    no_sentence = dataclasses.replace(weights, sentence=0.0)
    variants = {
        "no late interaction": Variant(weights, rescored=0),
        "plain mean of the tokens, passage": Variant(no_sentence, spread=False),
        "plain mean, passage and best sentence": Variant(weights, spread=False),
        "weighted by spread, passage": Variant(no_sentence),
        "weighted by spread, passage and best sentence (ours)": Variant(weights),
    }
    for count in (10, 20, 30, 50):
        ours = " (ours)" if count == RESCORED else ""
        variants[f"{count} re-scored{ours}"] = Variant(weights, rescored=count)
    return _table("late interaction", {name: ranks(scored, corpus, v) for name, v in variants.items()})


def lexical_table(index: OpenIndex, corpus: Corpus, scored: Sequence[Scored]) -> str:
    """The rows of the terms that BM25 counts: alone, and in the retriever as it is."""
    subwords: dict[str, Callable[[str], list[str]] | None] = {
        "stems": lambda _: [],
        "stems + subwords (ours)": index.encoder.tokenize,
        "stems + compound parts": compound_parts(),
    }
    stored = index.vectors.get(index.lexical.passage_ids)
    texts = [stored[key].embedded_text for key in index.lexical.passage_ids]
    rows = {}
    for name, split in subwords.items():
        if split is None:
            continue
        lexical = LexicalIndex.build(index.lexical.passage_ids, texts, LexicalTokenizer(split))
        changed = [dataclasses.replace(s, lexical=lexical.scores(s.question.text).astype(np.float64)) for s in scored]
        alone = Variant(dataclasses.replace(GERMAN, dense=0.0, lexical=1.0), rescored=0)
        rows[f"{name}, alone"] = ranks(changed, corpus, alone)
        rows[f"{name}, with dense"] = ranks(changed, corpus, Variant(GERMAN, rescored=0))
        rows[f"{name}, with all"] = ranks(changed, corpus, Variant(GERMAN))
    return _table("lexical terms", rows) + ("" if subwords["stems + compound parts"] else f"\n{NO_SPLITTER}\n")


def grid_table(scored: Sequence[Scored], corpus: Corpus, chosen: Weights) -> str:
    """The best weights on even articles and the retriever's, each judged on the odd ones."""
    halves = [[s for s in scored if s.question.article % 2 == half] for half in (0, 1)]
    points = {chosen: ranks(halves[0], corpus, Variant(chosen))}
    for lexical, first, sentence in itertools.product(*GRID.values()):
        weights = Weights(round(1 - lexical, 2), lexical, first, 1.0, sentence)
        points.setdefault(weights, ranks(halves[0], corpus, Variant(weights)))
    best = sorted(points, key=lambda weights: -reciprocal_rank(points[weights]))
    lines = [
        "| dense, lexical; first, passage, sentence | R@1, even articles | MRR@10 | R@1, odd articles | MRR@10 |",
        "|---|---|---|---|---|",
    ]
    for weights in dict.fromkeys((*best[:SHOWN], chosen)):
        judged = ranks(halves[1], corpus, Variant(weights))
        name = f"{weights.dense:g}, {weights.lexical:g}; {weights.first:g}, {weights.passage:g}, {weights.sentence:g}"
        mark = f" **(ours, {best.index(chosen) + 1} of {len(best)} on the even ones)**" if weights == chosen else ""
        figures = [f(r) for r in (points[weights], judged) for f in (lambda r: recall(r, 1), reciprocal_rank)]
        lines.append(f"| {name}{mark} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |")
    return "\n".join(lines) + "\n"


def ranks(scored: Sequence[Scored], corpus: Corpus, variant: Variant) -> list[int | None]:
    return [rank_gold(corpus, one, variant) for one in scored]


def compound_parts() -> Callable[[str], list[str]] | None:
    """What cuts a text's long words into the parts of German compounds, None without a package for it."""
    try:
        from charsplit_fst import Splitter  # noqa: PLC0415
    except ImportError:
        try:
            from split_words import Splitter  # noqa: PLC0415
        except ImportError:
            return None
    split = lru_cache(None)(Splitter().split_compound)

    def parts(text: str) -> list[str]:
        # Each split is (score, front, back); one above 0 is more likely than none.
        splits = [split(word)[:1] for word in re.findall(r"\w{8,}", text)]
        return [part for best in splits for score, *halves in best if score > 0 for part in halves]

    return parts


def _table(heading: str, rows: Mapping[str, Sequence[int | None]]) -> str:
    lines = [f"| {heading} | R@1 | R@5 | MRR@10 |", "|---|---|---|---|"]
    for name, found in rows.items():
        known = list(found)
        lines.append(f"| {name} | {recall(known, 1):.3f} | {recall(known, 5):.3f} | {reciprocal_rank(known):.3f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
