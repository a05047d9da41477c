"""Encoding without torch: the model exported once to ONNX, run by onnxruntime."""

import hashlib
import json
import logging
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from gfa_assistant.errors import ModelError
from gfa_assistant.indexing.embedding import ONNX_INPUTS, ONNX_OUTPUTS, SentenceEncoder, load_encoder
from gfa_assistant.indexing.encoder import Encoder, TokenVectors, batches_by_length, content_tokens
from gfa_assistant.indexing.model_folder import write_model_folder
from gfa_assistant.indexing.subwords import TOKENIZER, Subwords, SubwordTokenizer, move_vocabulary
from gfa_assistant.indexing.weights import default_model_folder
from gfa_assistant.settings import DEFAULT_MODEL

logger = logging.getLogger(__name__)

# Raised when the folder this module writes changes, so that an older one in a cache is not taken for it.
REVISION = 2
GRAPH, DESCRIPTION = "model.onnx", "encoder.json"
MAX_THREADS = 4
LOWEST_COSINE = 0.9999
# Short, long, accented, and of other scripts: what an export with a fixed shape or a wrong mask gets wrong.
CHECKED_TEXTS = ("a", "Wie kann unsere Gemeinde mitmachen?", "Здоров'я 健康 الصحة 😀", "Gesundheit für alle " * 60)


@dataclass(frozen=True, slots=True)
class _Description:
    """What `encoder.json` holds: all that the graph and the tokenizer do not say themselves."""

    model: str
    dimensions: int
    max_tokens: int
    sequence_tokens: int
    query_prefix: str
    document_prefix: str
    pad_id: int


class OnnxEncoder:
    """An `Encoder` that reads what `export_encoder` wrote; safe to share between threads.

    The graph loads beside what the caller does next; `dimensions` and every embedding wait for it.

    Raises:
        ModelError: the folder is incomplete or damaged; where the graph is, that which waits for it raises this.
    """

    def __init__(self, folder: Path) -> None:
        try:
            description = _Description(**json.loads((folder / DESCRIPTION).read_text(encoding="utf-8")))
            self._tokenizer = SubwordTokenizer(folder)
        # tokenizers raises bare Exception.
        except Exception as error:
            raise _damaged(folder) from error
        self._description = description
        self.name = description.model
        self.max_tokens = description.max_tokens
        beside = ThreadPoolExecutor(1)
        self._graph = beside.submit(_load_graph, folder)
        beside.shutdown(wait=False)

    @property
    def dimensions(self) -> int:
        self._graph.result()
        return self._description.dimensions

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed(texts, self._description.query_prefix, None)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        return self._embed(texts, self._description.document_prefix, progress)

    def embed_query_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        return self._embed_tokens(texts, self._description.query_prefix)

    def embed_passage_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        return self._embed_tokens(texts, self._description.document_prefix)

    def embed_query_with_tokens(self, text: str) -> tuple[NDArray[np.float32], TokenVectors]:
        vectors, tokens = self._embed_with_tokens([text], self._description.query_prefix, None)
        return vectors[0], tokens[0]

    def embed_passages_with_tokens(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        return self._embed_with_tokens(texts, self._description.document_prefix, progress)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._tokenizer.count(texts)

    def tokenize(self, text: str) -> list[str]:
        return self._tokenizer.tokens(text)

    def _embed(self, texts: Sequence[str], prefix: str, progress: Callable[[int], None] | None) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for indices, _, (rows,) in self._run_all(texts, prefix, ONNX_OUTPUTS[:1]):
            vectors[indices] = rows
            if progress:
                progress(len(indices))
        return vectors

    def _embed_tokens(self, texts: Sequence[str], prefix: str) -> list[TokenVectors]:
        return self._embed_with_tokens(texts, prefix, None)[1]

    def _embed_with_tokens(
        self, texts: Sequence[str], prefix: str, progress: Callable[[int], None] | None
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        found: dict[int, TokenVectors] = {}
        for indices, batch, (rows, token_rows) in self._run_all(texts, prefix, ONNX_OUTPUTS):
            vectors[indices] = rows
            for i, subwords, row in zip(indices, batch, token_rows, strict=True):
                kept = row[: len(subwords.ids)]
                found[i] = content_tokens(kept, subwords.offsets, subwords.special, len(prefix))
            if progress:
                progress(len(indices))
        return vectors, [found[i] for i in range(len(texts))]

    def _run_all(
        self, texts: Sequence[str], prefix: str, outputs: Sequence[str]
    ) -> Iterator[tuple[list[int], list[Subwords], list[NDArray[np.float32]]]]:
        """Run the graph on batches of like length; yield which texts each held, as subwords, and its `outputs`."""
        encoded = self._tokenizer.encode([prefix + text for text in texts], self._description.sequence_tokens)
        for indices in batches_by_length([len(subwords.ids) for subwords in encoded]):
            batch = [encoded[i] for i in indices]
            yield indices, batch, self._run(batch, outputs)

    def _run(self, batch: Sequence[Subwords], outputs: Sequence[str]) -> list[NDArray[np.float32]]:
        width = max(len(subwords.ids) for subwords in batch)
        ids = np.full((len(batch), width), self._description.pad_id, np.int64)
        mask = np.zeros_like(ids)
        for row, subwords in enumerate(batch):
            ids[row, : len(subwords.ids)] = subwords.ids
            mask[row, : len(subwords.ids)] = 1
        found = self._graph.result().run(list(outputs), dict(zip(ONNX_INPUTS, (ids, mask), strict=True)))
        return [np.asarray(rows, np.float32) for rows in found]


def load_exported_encoder(model: str, cache_dir: Path) -> Encoder:
    """The exported model, after exporting it where that has not been done (once, half a minute or more).

    A model that cannot be exported is returned as the `SentenceEncoder` it is, and a warning is logged.

    Raises:
        ModelError: the model cannot be prepared, found or loaded.
    """
    folder = _export_folder(model, cache_dir)
    if not folder.is_dir():
        encoder = load_encoder(model, cache_dir)
        try:
            export_encoder(encoder, folder)
        except ModelError as error:
            logger.warning("The model %r is served by PyTorch, slower and in more memory: %s", model, error)
            return encoder
    return OnnxEncoder(folder)


def export_encoder(encoder: SentenceEncoder, folder: Path) -> Path:
    """Write `encoder` as ONNX graph, tokenizer and description into `folder`, once, and check that they agree with it.

    Raises:
        ModelError: the model cannot be exported, or the folder cannot be written.
    """

    def fill(partial: Path) -> None:
        encoder.write_onnx(partial / GRAPH)
        encoder.write_tokenizer(partial / TOKENIZER)
        move_vocabulary(partial)
        description = _Description(
            model=encoder.name,
            dimensions=encoder.dimensions,
            max_tokens=encoder.max_tokens,
            sequence_tokens=encoder.sequence_tokens,
            query_prefix=encoder.query_prefix,
            document_prefix=encoder.document_prefix,
            pad_id=encoder.pad_id,
        )
        (partial / DESCRIPTION).write_text(json.dumps(asdict(description), indent=2) + "\n", encoding="utf-8")
        _check_agreement(encoder, OnnxEncoder(partial))

    return write_model_folder(folder, fill)


def _load_graph(folder: Path) -> onnxruntime.InferenceSession:
    try:
        return onnxruntime.InferenceSession(str(folder / GRAPH), _session_options(), providers=["CPUExecutionProvider"])
    # onnxruntime has its own kinds, one for each status code.
    except Exception as error:
        raise _damaged(folder) from error


def _damaged(folder: Path) -> ModelError:
    return ModelError(f"the exported model in {str(folder)!r} cannot be loaded; delete that folder and try again")


def _check_agreement(encoder: SentenceEncoder, exported: OnnxEncoder) -> None:
    expected, got = encoder.embed_passages(CHECKED_TEXTS), exported.embed_passages(CHECKED_TEXTS)
    worst = float((expected * got).sum(axis=1).min())
    # Written so that NaN fails too.
    if not worst >= LOWEST_COSINE:
        raise ModelError(f"its ONNX export gives other vectors (cosine {worst:.4f})")


def _export_folder(model: str, cache_dir: Path) -> Path:
    if model == DEFAULT_MODEL:
        return default_model_folder(cache_dir).with_name(f"{default_model_folder(cache_dir).name}-onnx-r{REVISION}")
    path = Path(model)
    identity = [model]
    if path.is_dir():
        # A model trained anew under the same path is another model.
        identity = [str(path.resolve())]
        for file in sorted(path.rglob("*")):
            status = file.stat()
            identity.append(f"{file.relative_to(path)} {status.st_size} {status.st_mtime_ns}")
    readable = re.sub(r"[^A-Za-z0-9.-]+", "-", path.name) or "model"
    digest = hashlib.sha256("\n".join(identity).encode()).hexdigest()[:8]
    return cache_dir / "models" / f"{readable}-{digest}-onnx-r{REVISION}"


def _session_options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    # Named, since onnxruntime otherwise pins threads to cores that a container may not have.
    options.intra_op_num_threads = min(MAX_THREADS, _usable_cores())
    options.inter_op_num_threads = 1
    # Threads that sleep between two operators make a query take half as long again; requests come seldom, so they
    # may spin within one, but not between two.
    options.add_session_config_entry("session.intra_op.allow_spinning", "1")
    options.add_session_config_entry("session.force_spinning_stop", "1")
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.log_severity_level = 3
    return options


def _usable_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
