"""No index at all: the texts through SentenceTransformer.encode with its defaults, the floor of every ingest."""

from pathlib import Path

from sentence_transformers import SentenceTransformer

from benchmarks.systems import Ingest


def load_ingest(model: Path) -> Ingest:
    encoder = SentenceTransformer(str(model), local_files_only=True)

    def encode(corpus: Path, _index: Path) -> int:
        texts = [path.read_text(encoding="utf-8") for path in sorted(corpus.iterdir())]
        return len(encoder.encode(texts, prompt_name="document", show_progress_bar=False))

    return encode
