import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from gfa_assistant.errors import ModelError
from gfa_assistant.indexing.embedding import SentenceEncoder, load_encoder
from gfa_assistant.settings import DEFAULT_MODEL

PASSAGES = [
    "Die Gemeinde meldet sich bei der Koordinierungsstelle ihres Bundeslandes und vereinbart ein Erstgespräch.",
    "Der Partnerprozess ist für die Kommunen kostenfrei.",
    "Die Bundeszentrale wurde im Februar 2025 umbenannt.",
]


@pytest.mark.model
@pytest.mark.parametrize(
    "question",
    ["Was kostet die Teilnahme?", "How much does it cost to take part?", "كم تكلفة المشاركة؟"],
    ids=["German", "English", "Arabic"],
)
def test_question_is_nearest_to_the_passage_that_answers_it(sentence_encoder: SentenceEncoder, question: str) -> None:
    scores = sentence_encoder.embed_passages(PASSAGES) @ sentence_encoder.embed_queries([question])[0]
    assert scores.argmax() == 1


@pytest.mark.model
def test_vectors_are_normalised_keep_the_order_and_report_progress(sentence_encoder: SentenceEncoder) -> None:
    texts = ["kurz", "Gesundheitsförderung in der Kommune " * 100, "", *PASSAGES]
    done: list[int] = []
    vectors = sentence_encoder.embed_passages(texts, progress=done.append)
    assert vectors.shape == (6, sentence_encoder.dimensions) == (6, 384)
    assert vectors.dtype == np.float32
    assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert sum(done) == 6
    assert_allclose(vectors, np.concatenate([sentence_encoder.embed_passages([text]) for text in texts]), atol=1e-5)
    assert sentence_encoder.embed_queries([]).shape == (0, 384)


@pytest.mark.model
def test_max_tokens_is_the_longest_text_embedded_whole(sentence_encoder: SentenceEncoder) -> None:
    assert sentence_encoder.name == DEFAULT_MODEL
    assert sentence_encoder.max_tokens == 507
    whole = "a" + " a" * 506
    assert sentence_encoder.count_tokens([whole, "Gesundheitsförderung", ""]) == [507, 2, 0]
    assert sentence_encoder.count_tokens([]) == []
    base, cut, replaced = sentence_encoder.embed_queries([whole, f"{whole} b", f"{whole[:-1]}b"])
    assert_allclose(base, cut, atol=1e-6)
    assert abs(base - replaced).max() > 1e-4


def test_model_of_ones_own_is_used_with_its_own_prompts(tmp_path: Path, write_small_model: Callable[..., Path]) -> None:
    folder = write_small_model(prompts={"query": "frage: ", "document": "text: "})
    encoder = load_encoder(str(folder), tmp_path / "cache")
    bare = load_encoder(str(folder), tmp_path / "cache")
    bare.model.prompts = {"query": "", "document": ""}
    assert encoder.name == str(folder)
    assert encoder.dimensions == 16
    assert encoder.max_tokens == 9
    assert_allclose(encoder.embed_queries(["stadt rat"]), bare.embed_queries(["frage: stadt rat"]), atol=1e-6)
    assert_allclose(encoder.embed_passages(["stadt rat"]), bare.embed_queries(["text: stadt rat"]), atol=1e-6)
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("model", ["nobody/no-such-model", "no-such-model", "./no/such/folder", "../.."])
def test_unknown_model_is_refused_in_one_line_and_soon(tmp_path: Path, model: str) -> None:
    # The first import of the libraries is not what is timed.
    import sentence_transformers  # noqa: F401, PLC0415

    start = time.monotonic()
    with pytest.raises(ModelError, match="GFA_EMBEDDING_MODEL") as raised:
        load_encoder(model, tmp_path)
    assert time.monotonic() - start < 10
    assert repr(model) in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.model
def test_loading_and_embedding_are_silent(model_cache: Path) -> None:
    program = (
        "import sys, pathlib; from gfa_assistant.indexing.embedding import load_encoder;"
        "assert 'torch' not in sys.modules;"
        f"load_encoder({DEFAULT_MODEL!r}, pathlib.Path(sys.argv[1])).embed_passages(['Hallo'] * 3)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(model_cache)], capture_output=True, text=True, check=True, timeout=200
    )
    assert (run.stdout, run.stderr) == ("", "")
