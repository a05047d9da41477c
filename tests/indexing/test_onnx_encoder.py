import json
import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from gfa_assistant.errors import ModelError
from gfa_assistant.indexing.embedding import SentenceEncoder, load_encoder
from gfa_assistant.indexing.encoder import Encoder, TokenVectors
from gfa_assistant.indexing.onnx_encoder import OnnxEncoder, export_encoder, load_exported_encoder
from gfa_assistant.settings import DEFAULT_MODEL

REFERENCE = json.loads(Path(__file__).with_name("reference_vectors.json").read_text(encoding="utf-8"))
TEXTS = [
    "Wie kann unsere Gemeinde mitmachen?",
    "wer hilft uns im lk weiter",
    "Gesundheit für alle – ein Partnerprozess",
    "Kommunale Gesundheitsförderung: 1. Beschluss, 2. Steuerungsgruppe, 3. Bestandsaufnahme",
    "Fußgängerzone, Ämter, Öffentlichkeit, Übergänge",
    "How can our municipality join?",
    "Belediyemiz nasıl katılabilir? İstanbul'da sağlık",
    "Як наша громада може приєднатися? Здоров'я для всіх",
    "كيف يمكن لبلديتنا الانضمام؟",
    "健康促进与社区发展",
    "Αθήνα και υγεία",
    "ﬁnanzielle Förderung und ﬂächendeckende Öﬀentlichkeitsarbeit",
    "fu\u0308r a\u0308ltere Menschen",
    "😀 👩‍👩‍👧 🏥 Gesundheit",
    "https://www.example.org/pfad?a=1&b=2",
    "030 123456-78, info@example.org",
    "zwei  Leerzeichen,\nZeilen\tund\u00a0Tabs ",
    "",
    " \n ",
    "x",
    "Die Kommune stärkt die Gesundheit aller Menschen vor Ort. " * 60,
    "Donaudampfschifffahrtsgesellschaftskapitän" * 40,
]


@pytest.mark.model
def test_both_encoders_give_the_same_vectors(sentence_encoder: SentenceEncoder, onnx_encoder: Encoder) -> None:
    assert isinstance(onnx_encoder, OnnxEncoder)
    for embed in ("embed_queries", "embed_passages"):
        expected, got = getattr(sentence_encoder, embed)(TEXTS), getattr(onnx_encoder, embed)(TEXTS)
        assert got.shape == (len(TEXTS), 384)
        assert got.dtype == np.float32
        cosines = (expected * got).sum(axis=1)
        assert cosines.min() >= 0.9999, TEXTS[cosines.argmin()]
    assert onnx_encoder.count_tokens(TEXTS) == sentence_encoder.count_tokens(TEXTS)
    assert [onnx_encoder.tokenize(text) for text in TEXTS] == [sentence_encoder.tokenize(text) for text in TEXTS]
    for attribute in ("name", "dimensions", "max_tokens"):
        assert getattr(onnx_encoder, attribute) == getattr(sentence_encoder, attribute)


@pytest.mark.model
@pytest.mark.parametrize("embed", ["embed_query_tokens", "embed_passage_tokens"])
def test_both_encoders_give_the_same_token_vectors(
    sentence_encoder: SentenceEncoder, onnx_encoder: Encoder, embed: str
) -> None:
    expected, got = getattr(sentence_encoder, embed)(TEXTS), getattr(onnx_encoder, embed)(TEXTS)
    assert [tokens.spans for tokens in got] == [tokens.spans for tokens in expected]
    for text, ours, theirs in zip(TEXTS, got, expected, strict=True):
        assert ours.vectors.shape == (len(ours.spans), 384)
        assert_allclose(ours.vectors, theirs.vectors, atol=1e-3, err_msg=text)


@pytest.mark.model
@pytest.mark.parametrize("kind", ["sentence_encoder", "onnx_encoder"])
def test_one_pass_gives_what_two_give(request: pytest.FixtureRequest, kind: str) -> None:
    encoder: Encoder = request.getfixturevalue(kind)
    done: list[int] = []
    vectors, tokens = encoder.embed_passages_with_tokens(TEXTS, progress=done.append)
    assert_allclose(vectors, encoder.embed_passages(TEXTS), atol=1e-6)
    _assert_same_tokens(tokens, encoder.embed_passage_tokens(TEXTS))
    assert sum(done) == len(TEXTS)
    for text in TEXTS:
        vector, of_query = encoder.embed_query_with_tokens(text)
        assert_allclose(vector, encoder.embed_queries([text])[0], atol=1e-6)
        _assert_same_tokens([of_query], encoder.embed_query_tokens([text]))
    none, no_tokens = encoder.embed_passages_with_tokens([])
    assert (none.shape, no_tokens) == ((0, 384), [])


def _assert_same_tokens(got: list[TokenVectors], expected: list[TokenVectors]) -> None:
    assert [tokens.spans for tokens in got] == [tokens.spans for tokens in expected]
    for ours, theirs in zip(got, expected, strict=True):
        assert_allclose(ours.vectors, theirs.vectors, atol=1e-6)


@pytest.mark.model
def test_token_vectors_point_at_their_words_and_reach_as_far_as_the_model(onnx_encoder: Encoder) -> None:
    short, empty, long = onnx_encoder.embed_query_tokens(["Die Stadt 😀!", "", "a " * 600])
    assert ["Die Stadt 😀!"[start:end] for start, end in short.spans] == ["Die", "Stadt", "😀", "!"]
    assert_allclose(np.linalg.norm(short.vectors, axis=1), 1, atol=1e-6)
    assert empty.vectors.shape == (0, 384)
    assert len(long.spans) == onnx_encoder.max_tokens


@pytest.mark.model
def test_vectors_equal_those_of_the_weights_own_engine(onnx_encoder: Encoder) -> None:
    for kind, embed in (("query", onnx_encoder.embed_queries), ("passage", onnx_encoder.embed_passages)):
        expected = np.array([reference["vector"] for reference in REFERENCE[kind]])
        expected /= np.linalg.norm(expected, axis=1, keepdims=True)
        got = embed([reference["text"] for reference in REFERENCE[kind]])
        assert (expected * got).sum(axis=1).min() >= 0.999


@pytest.mark.model
def test_no_texts_and_progress(onnx_encoder: Encoder) -> None:
    done: list[int] = []
    assert onnx_encoder.embed_passages([], progress=done.append).shape == (0, 384)
    assert onnx_encoder.embed_query_tokens([]) == []
    assert onnx_encoder.count_tokens([]) == []
    onnx_encoder.embed_passages(TEXTS, progress=done.append)
    assert sum(done) == len(TEXTS)
    assert len(done) > 1


@pytest.mark.model
@pytest.mark.usefixtures("onnx_encoder")
def test_serving_imports_no_torch_and_is_silent(model_cache: Path) -> None:
    program = (
        "import sys, pathlib; from gfa_assistant.indexing.onnx_encoder import load_exported_encoder;"
        f"load_exported_encoder({DEFAULT_MODEL!r}, pathlib.Path(sys.argv[1])).embed_queries(['Hallo']);"
        "print([name for name in ('torch', 'transformers', 'sentence_transformers', 'onnx') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(model_cache)], capture_output=True, text=True, check=True, timeout=100
    )
    assert (run.stdout, run.stderr) == ("[]\n", "")


def test_model_of_ones_own_is_exported_once_and_anew_when_it_changes(
    tmp_path: Path, write_small_model: Callable[..., Path]
) -> None:
    cache = tmp_path / "cache"
    folder = write_small_model(prompts={"query": "frage: ", "document": "text: "})
    encoder = load_exported_encoder(str(folder), cache)
    assert isinstance(encoder, OnnxEncoder)
    assert encoder.name == str(folder)
    assert encoder.tokenize("gesund Stadt") == ["gesund", "[UNK]"]
    assert_allclose(np.linalg.norm(encoder.embed_queries(["stadt", "stadt land rat"]), axis=1), 1, atol=1e-6)
    exported = {path for path in (cache / "models").iterdir() if path.is_dir()}
    load_exported_encoder(str(folder), cache)
    assert {path for path in (cache / "models").iterdir() if path.is_dir()} == exported
    write_small_model(prompts={"query": "", "document": ""})
    load_exported_encoder(str(folder), cache)
    assert len([path for path in (cache / "models").iterdir() if path.is_dir()]) == 2


def test_model_that_cannot_be_exported_is_served_by_pytorch_with_one_warning(
    tmp_path: Path, write_small_model: Callable[..., Path], caplog: pytest.LogCaptureFixture
) -> None:
    folder = write_small_model(prompts={}, dense=True)
    with caplog.at_level(logging.WARNING):
        encoder = load_exported_encoder(str(folder), tmp_path / "cache")
    assert isinstance(encoder, SentenceEncoder)
    assert encoder.embed_queries(["stadt"]).shape == (1, 8)
    (record,) = caplog.records
    assert record.name == "gfa_assistant.indexing.onnx_encoder"
    assert "parts besides a transformer, pooling and normalisation" in record.getMessage()


def test_damaged_export_is_named_with_its_remedy(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    with pytest.raises(ModelError, match="delete that folder and try again") as raised:
        OnnxEncoder(folder)
    assert "\n" not in str(raised.value)


def test_damaged_graph_is_named_by_all_that_waits_for_it(
    tmp_path: Path, write_small_model: Callable[..., Path]
) -> None:
    folder = export_encoder(load_encoder(str(write_small_model(prompts={})), tmp_path), tmp_path / "export")
    (folder / "model.onnx").write_bytes(b"no graph")
    encoder = OnnxEncoder(folder)
    assert encoder.count_tokens(["gesund stadt"]) == [2]
    for use in (lambda: encoder.dimensions, lambda: encoder.embed_queries(["stadt"])):
        with pytest.raises(ModelError, match="delete that folder and try again") as raised:
            use()
        assert "\n" not in str(raised.value)
