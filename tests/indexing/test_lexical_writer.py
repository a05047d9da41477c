"""The lexical index written passage by passage equals the one that bm25s builds at once."""

import random
from pathlib import Path

import numpy as np
import pytest

from gfa_assistant.indexing.lexical import LexicalIndex, LexicalTokenizer
from gfa_assistant.indexing.lexical_writer import LexicalWriter

WORDS = "Gemeinde Gesundheit Präventionskette Urkunde Landkreis Netzwerk Antrag Frist Beratung Kita".split()


def passages() -> dict[str, str]:
    """Forty passages of some to many words, one of them empty."""
    draw = random.Random(3)
    texts = {f"p{number}": " ".join(draw.choices(WORDS, k=draw.randrange(1, 40))) for number in range(40)}
    return {**texts, "leer": ""}


@pytest.mark.parametrize("at_once", [1, 7, 1000], ids=["term by term", "in pieces", "at once"])
def test_it_scores_as_an_index_that_was_built_at_once(tmp_path: Path, at_once: int) -> None:
    tokenizer = LexicalTokenizer(lambda text: text.split())
    texts = passages()
    writer = LexicalWriter(tmp_path / "lexical", tokenizer, entries_at_once=at_once)
    for key, text in texts.items():
        writer.add([(key, text)])
    writer.finish()
    built = LexicalIndex.build(list(texts), list(texts.values()), tokenizer)
    written = LexicalIndex.load(tmp_path / "lexical", tokenizer)
    assert written.passage_ids == built.passage_ids == tuple(texts)
    for query in ("Gemeinde", "Urkunde und Antrag", "Präventionsketten im Landkreis", "Quark", ""):
        np.testing.assert_allclose(written.scores(query), built.scores(query), rtol=1e-6)
    stems = [stem for word in WORDS for stem in tokenizer.stems(word)]
    assert [written.frequency(stem) for stem in stems] == [built.frequency(stem) for stem in stems]
    assert written.frequency("quark") == 0
    left = {path.name for path in (tmp_path / "lexical").iterdir()}
    built.save(tmp_path / "built")
    assert left == {path.name for path in (tmp_path / "built").iterdir()}
