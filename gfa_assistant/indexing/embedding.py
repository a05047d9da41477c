"""Embedding with sentence-transformers: the only module that imports it or torch, and not before a model is loaded."""

import copy
import logging
import os
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.errors import ModelError
from gfa_assistant.indexing.encoder import TokenVectors, batches_by_length, content_tokens, normalise
from gfa_assistant.indexing.weights import prepare_default_model
from gfa_assistant.settings import DEFAULT_MODEL

HUB_TIMEOUT_S = 5.0
ONNX_INPUTS = ("input_ids", "attention_mask")
ONNX_OUTPUTS = ("sentence_embedding", "token_embeddings")


class SentenceEncoder:
    """An `Encoder` around a sentence-transformers model, with that model's own prompts."""

    def __init__(self, name: str, model: Any) -> None:
        self.name = name
        self.model = model
        self.dimensions: int = model.get_embedding_dimension()
        self.query_prefix = _prefix(model, "query")
        self.document_prefix = _prefix(model, "document", "passage", "corpus")
        tokenizer = model.tokenizer
        limit: int = model.get_max_seq_length() or tokenizer.model_max_length
        self.sequence_tokens = limit - int(tokenizer.num_special_tokens_to_add())
        self.max_tokens = self.sequence_tokens - max(self.count_tokens([self.query_prefix, self.document_prefix]))

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed(texts, self.model.encode_query, None)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        return self._embed(texts, self.model.encode_document, progress)

    def embed_query_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        return self._embed_with_tokens(texts, self.query_prefix, self.model.encode_query, None)[1]

    def embed_passage_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        return self._embed_with_tokens(texts, self.document_prefix, self.model.encode_document, None)[1]

    def embed_query_with_tokens(self, text: str) -> tuple[NDArray[np.float32], TokenVectors]:
        vectors, tokens = self._embed_with_tokens([text], self.query_prefix, self.model.encode_query, None)
        return vectors[0], tokens[0]

    def embed_passages_with_tokens(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        return self._embed_with_tokens(texts, self.document_prefix, self.model.encode_document, progress)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        return [len(ids) for ids in self.model.tokenizer(list(texts), add_special_tokens=False)["input_ids"]]

    def tokenize(self, text: str) -> list[str]:
        tokens: list[str] = self.model.tokenizer.tokenize(text)
        return tokens

    @property
    def pad_id(self) -> int:
        """The id that fills the rows of a batch."""
        return int(self.model.tokenizer.pad_token_id or 0)

    def write_tokenizer(self, path: Path) -> None:
        """Write the tokenizer in the tokenizers library's form, without truncation and padding."""
        from tokenizers import Tokenizer  # noqa: PLC0415

        tokenizer = Tokenizer.from_str(self.model.tokenizer.backend_tokenizer.to_str())
        tokenizer.no_truncation()
        tokenizer.no_padding()
        tokenizer.save(str(path))

    def write_onnx(self, path: Path) -> None:
        """Write the model as an fp32 ONNX graph, its weights beside it in `<path>.data`.

        Inputs are `ONNX_INPUTS`, int64 (batch, tokens); outputs `sentence_embedding` (batch, dimensions) and
        `token_embeddings` (batch, tokens, width), both L2-normalised.

        Raises:
            ModelError: the model has other parts than a transformer, pooling and normalisation, or is not exportable.
            OSError: the file cannot be written.
        """
        import torch  # noqa: PLC0415

        _check_exportable(self.model)
        model = self.model
        if model.device.type != "cpu" or model.dtype != torch.float32:
            model = copy.deepcopy(model).to("cpu", torch.float32)
        features = model.preprocess(["a", "a longer example, so that one is padded"])
        axes = {0: "batch", 1: "tokens"}
        registration = logging.getLogger("torch.onnx._internal.exporter._registration")
        registration.setLevel(logging.ERROR)
        # The exporter warns of its own deprecations; what it writes is checked against this encoder.
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")
            try:
                torch.onnx.export(
                    _onnx_module(model),
                    tuple(features[name] for name in ONNX_INPUTS),
                    path,
                    input_names=ONNX_INPUTS,
                    output_names=ONNX_OUTPUTS,
                    dynamic_shapes=(axes, axes),
                    dynamo=True,
                    external_data=True,
                    verbose=False,
                )
            except OSError:
                raise
            # Any part of a foreign model can fail in the exporter, with any exception.
            except Exception as error:
                raise ModelError(f"the ONNX exporter does not know a part of it ({type(error).__name__})") from error

    def _embed(
        self, texts: Sequence[str], encode: Callable[..., Any], progress: Callable[[int], None] | None
    ) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for indices in batches_by_length(self.count_tokens(texts)):
            rows = encode([texts[i] for i in indices], show_progress_bar=False, convert_to_tensor=True)
            vectors[indices] = rows.float().cpu().numpy()
            if progress:
                progress(len(indices))
        return normalise(vectors)

    def _embed_with_tokens(
        self,
        texts: Sequence[str],
        prefix: str,
        encode: Callable[..., Any],
        progress: Callable[[int], None] | None,
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        found: dict[int, TokenVectors] = {}
        for indices in batches_by_length(self.count_tokens(texts)):
            batch = [texts[i] for i in indices]
            for i, row in zip(indices, encode(batch, show_progress_bar=False, output_value=None), strict=True):
                vectors[i] = row["sentence_embedding"].float().cpu().numpy()
                # The rows of a batch are padded to one length.
                rows = row["token_embeddings"][row["attention_mask"].bool()]
                found[i] = self._content_tokens(rows, prefix, texts[i])
            if progress:
                progress(len(indices))
        return normalise(vectors), [found[i] for i in range(len(texts))]

    def _content_tokens(self, rows: Any, prefix: str, text: str) -> TokenVectors:
        limit = self.model.get_max_seq_length()
        encoding = self.model.tokenizer(
            prefix + text,
            truncation=limit is not None,
            max_length=limit,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        vectors = normalise(rows.float().cpu().numpy())
        return content_tokens(vectors, encoding["offset_mapping"], encoding["special_tokens_mask"], len(prefix))


def load_encoder(model: str, cache_dir: Path) -> SentenceEncoder:
    """Load the default model from the cache (preparing it there first), or any other by name or path.

    Raises:
        ModelError: the model cannot be prepared, found or loaded.
    """
    folder = str(prepare_default_model(cache_dir)) if model == DEFAULT_MODEL else model
    sentence_transformers = _import_quietly()
    offline = Path(folder).exists() or _is_cached(folder) or not _hub_has(folder)
    try:
        return SentenceEncoder(model, sentence_transformers.SentenceTransformer(folder, local_files_only=offline))
    # Five libraries work on a foreign model, and each raises its own kinds.
    except Exception as error:
        raise ModelError(_explain(model, folder, error)) from error


def _explain(model: str, folder: str, error: Exception) -> str:
    if model == DEFAULT_MODEL:
        return f"the prepared model in {folder!r} cannot be loaded; delete that folder and try again"
    reason = next(iter(str(error).splitlines()), "").rstrip(".") or type(error).__name__
    return (
        f"the embedding model {model!r} cannot be loaded ({reason}); name a sentence-transformers folder in "
        f"GFA_EMBEDDING_MODEL, or unset it for the default {DEFAULT_MODEL!r}, which needs no download"
    )


def _prefix(model: Any, *names: str) -> str:
    """The prompt that encode_query or encode_document puts before a text: the first of `names` the model knows."""
    prompts: dict[str, str] = model.prompts
    default = prompts.get(model.default_prompt_name or "", "")
    return next((prompts[name] for name in names if name in prompts), default)


def _check_exportable(model: Any) -> None:
    from sentence_transformers.base.modules import Normalize, Transformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import Pooling  # noqa: PLC0415

    modules = list(model)
    known = isinstance(modules[0], Transformer) and all(isinstance(m, Pooling | Normalize) for m in modules[1:])
    if not known or not all(m.include_prompt for m in modules if isinstance(m, Pooling)):
        raise ModelError("it has parts besides a transformer, pooling and normalisation")
    if not getattr(model.tokenizer, "is_fast", False):
        raise ModelError("its tokenizer has no tokenizer.json form")


def _onnx_module(model: Any) -> Any:
    import torch  # noqa: PLC0415

    class SentenceAndTokens(torch.nn.Module):  # type: ignore[misc]
        """The model's modules in a row, with tensors for inputs and outputs."""

        def __init__(self) -> None:
            super().__init__()
            self.parts = torch.nn.ModuleList(model)

        def forward(self, input_ids: Any, attention_mask: Any) -> tuple[Any, ...]:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            for part in self.parts:
                features = part(features)
            return tuple(torch.nn.functional.normalize(features[name], dim=-1) for name in ONNX_OUTPUTS)

    return SentenceAndTokens().eval()


def _import_quietly() -> Any:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    import sentence_transformers  # noqa: PLC0415
    import transformers  # noqa: PLC0415

    transformers.utils.logging.disable_progress_bar()
    transformers.utils.logging.set_verbosity_error()
    for name in ("sentence_transformers", "huggingface_hub"):
        logging.getLogger(name).setLevel(logging.ERROR)
    return sentence_transformers


def _is_cached(model: str) -> bool:
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415

    try:
        return isinstance(try_to_load_from_cache(model, "modules.json"), str)
    except ValueError:
        return False


def _hub_has(model: str) -> bool:
    """Whether a hub answers for `model`: asked once, since the library itself would retry for more than a minute."""
    from huggingface_hub import HfApi  # noqa: PLC0415

    repository = model if "/" in model else f"sentence-transformers/{model}"
    try:
        HfApi().model_info(repository, timeout=HUB_TIMEOUT_S)
    # Whatever the HTTP client raises means the same here: load what is on this machine, or say that there is nothing.
    except Exception:
        return False
    return True
