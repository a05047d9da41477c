"""The real model for tests marked `model`, prepared once per machine in the user's cache, and small foreign models."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from gfa_assistant.indexing.embedding import SentenceEncoder, load_encoder
from gfa_assistant.indexing.encoder import Encoder
from gfa_assistant.indexing.onnx_encoder import load_exported_encoder
from gfa_assistant.settings import DEFAULT_MODEL, load_settings

WORDS = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "frage:", "text:", "gesund", "gemeinde", "stadt", "land", "rat", "hilfe"]


@pytest.fixture(scope="session")
def model_cache() -> Path:
    return load_settings().cache_dir


@pytest.fixture(scope="session")
def sentence_encoder(model_cache: Path) -> SentenceEncoder:
    return load_encoder(DEFAULT_MODEL, model_cache)


@pytest.fixture(scope="session")
def onnx_encoder(model_cache: Path) -> Encoder:
    return load_exported_encoder(DEFAULT_MODEL, model_cache)


@pytest.fixture
def write_small_model(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes an untrained sentence-transformers folder of two layers and twelve words."""

    def write(*, prompts: dict[str, str], dense: bool = False) -> Path:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415
        from sentence_transformers.base.modules import Dense, Transformer  # noqa: PLC0415
        from sentence_transformers.sentence_transformer.modules import Pooling  # noqa: PLC0415
        from transformers import BertConfig, BertModel, PreTrainedTokenizerFast  # noqa: PLC0415

        part = tmp_path / "transformer"
        shape = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
        BertModel(BertConfig(vocab_size=len(WORDS), max_position_embeddings=32, **shape)).save_pretrained(part)
        special = {"pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]", "unk_token": "[UNK]"}
        PreTrainedTokenizerFast(tokenizer_object=_word_tokenizer(), **special).save_pretrained(part)
        modules: list[Any] = [Transformer(str(part), max_seq_length=12), Pooling(16, pooling_mode="cls")]
        folder = tmp_path / "small model"
        SentenceTransformer(modules=[*modules, Dense(16, 8)] if dense else modules, prompts=prompts).save(str(folder))
        return folder

    return write


def _word_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    return tokenizer
