"""The real application as a process of its own on a free port, and a small corpus of PDFs to show pages with."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measured_process import ROOT, ProcessFailedError, run_process
from gfa_assistant.settings import Settings
from tests.reading.typeset import LAYOUTS

PDF_NAME = "arbeitshilfe-kommunen"
_CATALOG = f"""\
{PDF_NAME}.pdf:
  title: Arbeitshilfe für Kommunen (gesetztes Beispiel)
  publisher: gfa_assistant, Beispieldokument der Tests
  as_of: 2024-05
  rights: Beispieltext dieses Projekts.
"""


@dataclass(frozen=True, slots=True)
class RunningApp:
    """A started application."""

    url: str
    """Its address, without a slash at the end."""
    process_id: int

    def memory_mib(self) -> tuple[float, float]:
        """Its resident memory, where the system has /proc: all of it, and without the pages of mapped files."""
        status = Path(f"/proc/{self.process_id}/status").read_text(encoding="ascii")
        resident, own = (int(status.split(f"{name}:")[1].split()[0]) / 1024 for name in ("VmRSS", "RssAnon"))
        return resident, own

    def processor_seconds(self) -> float:
        """The processor time that it has used, on all cores, where the system has /proc."""
        fields = Path(f"/proc/{self.process_id}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running_app(settings: Settings, folder: Path, *, rate_limit: int = 0) -> Iterator[RunningApp]:
    """`app.py` with the corpus, index and model of `settings`, ended with the block; without a limit unless told.

    Feedback goes into `folder`, which must exist, so that no real feedback is touched.

    Raises:
        ProcessFailedError: it did not start; the message is its own line.
    """
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = int(listener.getsockname()[1])
    environment = {
        **_environment(settings, folder),
        "GFA_HOST": "127.0.0.1",
        "GFA_PORT": str(port),
        "GFA_RATE_LIMIT": str(rate_limit),
    }
    complaints = folder / "app.log"
    with (
        complaints.open("w", encoding="utf-8") as log,
        subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
        ) as process,
    ):
        try:
            ready = process.stdout.readline() if process.stdout else ""
            if not ready:
                lines = complaints.read_text(encoding="utf-8").strip().splitlines()
                raise ProcessFailedError(lines[-1] if lines else "app.py ended without a word")
            yield RunningApp(ready.split()[-1].rstrip("/"), process.pid)
        finally:
            process.terminate()


def pdf_settings(settings: Settings, folder: Path) -> Settings:
    """Write a corpus of one PDF below `folder`, index it, and return the settings that use it.

    Raises:
        ProcessFailedError: it could not be ingested.
    """
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / f"{PDF_NAME}.pdf").write_bytes(LAYOUTS["two_columns"]().data)
    (corpus / "catalog.yaml").write_text(_CATALOG, encoding="utf-8")
    own = settings.model_copy(update={"corpus_dir": corpus, "index_dir": folder / "index"})
    command = [sys.executable, "-m", "gfa_assistant", "ingest", "--json"]
    done = json.loads(run_process("ingest of the PDF", command, _environment(own, folder)).output)
    if done["added"] != [PDF_NAME]:
        raise ProcessFailedError(f"ingest of the PDF: {done}")
    return own


def _environment(settings: Settings, folder: Path) -> dict[str, str]:
    """The environment for these settings and no others of the developer's."""
    config = folder / "gfa.toml"
    config.touch()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GFA_")}
    token = settings.operator_token
    return {
        **kept,
        **({"GFA_OPERATOR_TOKEN": token.get_secret_value()} if token else {}),
        "GFA_CONFIG": str(config),
        "GFA_CORPUS_DIR": str(settings.corpus_dir.resolve()),
        "GFA_INDEX_DIR": str(settings.index_dir.resolve()),
        "GFA_CACHE_DIR": str(settings.cache_dir),
        "GFA_EMBEDDING_MODEL": settings.embedding_model,
        "GFA_FEEDBACK_URL": f"sqlite:///{(folder / 'feedback.sqlite').resolve()}",
    }
