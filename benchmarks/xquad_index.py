"""The German XQuAD paragraphs ingested as any corpus is, for the benchmarks that ask it questions."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.xquad_data import Question, read_xquad, write_corpus
from gfa_assistant.errors import IndexMissingError
from gfa_assistant.indexing.generations import current_generation
from gfa_assistant.indexing.ingest import ingest
from gfa_assistant.indexing.onnx_encoder import load_exported_encoder
from gfa_assistant.indexing.opened import OpenIndex
from gfa_assistant.settings import Settings, load_settings


def arguments_parser(description: str | None) -> argparse.ArgumentParser:
    """A parser of what every XQuAD benchmark takes; `description` is the module's docstring."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0] if description else None)
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(os.environ.get("XQUAD_DIR", "../shared/bench")),
        help="folder of the xquad.<language>.json files (default: $XQUAD_DIR or ../shared/bench)",
    )
    parser.add_argument(
        "--work", type=Path, help="folder that keeps the index for the next run (default: a temporary one)"
    )
    parser.add_argument("--every", type=int, default=1, help="ask only every n-th question")
    return parser


def data_file(arguments: argparse.Namespace, language: str = "de") -> Path:
    """The file of a language; without it the program ends with one line that says so."""
    file: Path = arguments.data / f"xquad.{language}.json"
    if not file.is_file():
        sys.exit(f"no {file}; give the folder of the XQuAD files with --data")
    return file


def asked(arguments: argparse.Namespace, language: str = "de") -> list[Question]:
    """The questions of a language, thinned by `--every`."""
    return read_xquad(data_file(arguments, language))[:: arguments.every]


@contextmanager
def xquad_settings(arguments: argparse.Namespace) -> Iterator[Settings]:
    """Settings whose index holds the German paragraphs; ingests them unless `--work` already has them."""
    file = data_file(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder: Path = arguments.work or Path(temporary)
        settings = load_settings(corpus_dir=folder / "corpus", index_dir=folder / "index")
        if not settings.corpus_dir.exists():
            write_corpus(file, settings.corpus_dir)
        if not _is_ingested(settings):
            started = time.perf_counter()
            report = ingest(settings, lambda: load_exported_encoder(settings.embedding_model, settings.cache_dir))
            seconds = time.perf_counter() - started
            print(f"ingest: {len(report.added)} documents, {report.passages} passages, {seconds:.1f} s\n")
        yield settings


def documents_of_passages(index: OpenIndex) -> Mapping[str, str]:
    """The id of the document each passage is of, by the passage's id."""
    return {key: name for name, entry in index.manifest.documents.items() for key in entry["passages"]}


def _is_ingested(settings: Settings) -> bool:
    try:
        current_generation(settings.index_dir)
    except IndexMissingError:
        return False
    return True
