import json
import resource
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
import pytest
from numpy.typing import NDArray

from gfa_assistant.errors import (
    CorpusError,
    IndexMismatchError,
    IndexMissingError,
    IndexWriteError,
    SettingsError,
)
from gfa_assistant.indexing.generations import (
    current_generation,
    mark_in_use,
    new_generation,
    read_manifest,
    writer_lock,
)
from gfa_assistant.indexing.ingest import IngestReport, ingest
from gfa_assistant.indexing.lexical import LexicalIndex, LexicalTokenizer
from gfa_assistant.indexing.passages import split_passages
from gfa_assistant.indexing.stored import current_documents
from gfa_assistant.indexing.token_index import TokenIndex
from gfa_assistant.indexing.vectors import VectorIndex
from gfa_assistant.reading import READING_VERSION
from gfa_assistant.records import Passage
from gfa_assistant.settings import Settings
from tests.indexing.fake_encoder import FakeEncoder
from tests.reading.test_pdf_problems import with_pictures

BAVARIA = "# Bayern\n\nDie Teilnahme ist für Gemeinden kostenfrei.\n\n# Kontakt\n\nRufen Sie die KGC Bayern an.\n"
HESSE = "Hessische Städte melden sich bei der HAGE.\n"
BINARY = bytes(range(256)) * 20


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A corpus of two files, not yet ingested."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "bayern.md").write_text(BAVARIA, encoding="utf-8")
    (tmp_path / "corpus" / "hessen.txt").write_text(HESSE, encoding="utf-8")
    return Settings(
        corpus_dir=tmp_path / "corpus",
        index_dir=tmp_path / "index",
        cache_dir=tmp_path / "cache",
        embedding_model="fake",
        keep_generations=1,
    )


def run(settings: Settings, encoder: FakeEncoder | None = None, *, rebuild: bool = False) -> IngestReport:
    return ingest(settings, lambda: encoder or FakeEncoder(), rebuild=rebuild)


def no_encoder() -> FakeEncoder:
    raise AssertionError("no model is needed")


def outcome(report: IngestReport) -> dict[str, Any]:
    """What is not empty of added, changed, removed, unchanged and failed."""
    fields = ("added", "changed", "removed", "unchanged", "failed")
    return {name: getattr(report, name) for name in fields if getattr(report, name)}


def generations(settings: Settings) -> list[str]:
    return sorted(path.name for path in settings.index_dir.iterdir() if path.is_dir())


def stored_passages(settings: Settings) -> list[Passage]:
    """The passages of the current generation in order, from Chroma."""
    folder = current_generation(settings.index_dir)
    manifest = read_manifest(folder)
    ids = [key for entry in manifest.documents.values() for key in entry["passages"]]
    found = VectorIndex.open(folder / "chroma", None, manifest.generation).get(ids)
    return [found[key] for key in ids]


def expected_passages(settings: Settings) -> list[Passage]:
    documents = current_documents(settings.index_dir)
    count = FakeEncoder().count_tokens
    return [passage for d in documents for passage in split_passages(d, count, settings.passage_tokens)]


def test_first_ingest_writes_one_complete_generation(settings: Settings) -> None:
    encoder = FakeEncoder()
    report = run(settings, encoder)
    assert outcome(report) == {"added": ("bayern", "hessen")}
    assert report.passages == 3
    assert report.seconds > 0
    assert generations(settings) == [report.generation]
    folder = current_generation(settings.index_dir)
    assert folder.name == report.generation
    manifest = read_manifest(folder)
    passages = expected_passages(settings)
    assert stored_passages(settings) == passages
    assert sorted(encoder.embedded) == sorted(p.embedded_text for p in passages)
    assert asdict(manifest) == {
        "generation": report.generation,
        "created": manifest.created,
        "embedding_model": "fake",
        "dimensions": 16,
        "passage_tokens": 400,
        "chroma_url": None,
        "extras_sha256": manifest.extras_sha256,
        "documents": {
            d.id: {
                "path": d.path,
                "sha256": d.sha256,
                "passages": [p.id for p in passages if p.document_id == d.id],
                "problems": [],
            }
            for d in current_documents(settings.index_dir)
        },
        "reading": READING_VERSION,
        "format": 5,
    }
    store = VectorIndex.open(folder / "chroma", None, report.generation)
    assert store.count() == 3
    tokens = TokenIndex(folder / "tokens")
    for passage in passages:
        (vector,), (expected,) = FakeEncoder().embed_passages_with_tokens([passage.embedded_text])
        np.testing.assert_allclose(store.vectors([passage.id])[passage.id], vector, atol=1e-6)
        np.testing.assert_allclose(tokens[passage.id].vectors(), expected.vectors, atol=1e-6)
    lexical = LexicalIndex.load(folder / "lexical", LexicalTokenizer(FakeEncoder().tokenize))
    assert lexical.passage_ids == tuple(p.id for p in passages)


def test_second_run_changes_nothing_and_loads_no_model(settings: Settings) -> None:
    first = run(settings)
    before = {path: path.stat().st_mtime_ns for path in settings.index_dir.rglob("*")}
    second = ingest(settings, no_encoder)
    assert outcome(second) == {"unchanged": ("bayern", "hessen")}
    assert (second.generation, second.passages) == (first.generation, 3)
    changed = {path.name for path in settings.index_dir.rglob("*") if path.stat().st_mtime_ns != before.get(path)}
    assert changed <= {".lock", settings.index_dir.name}


def test_added_changed_removed_and_unchanged_files_are_told_apart(settings: Settings) -> None:
    first = run(settings)
    corpus = settings.corpus_dir
    (corpus / "hessen.txt").write_text(HESSE.replace("HAGE", "Koordinierungsstelle"), encoding="utf-8")
    (corpus / "neu.md").write_text("# Neu\n\nEin weiterer Text.\n", encoding="utf-8")
    report = run(settings)
    assert outcome(report) == {"added": ("neu",), "changed": ("hessen",), "unchanged": ("bayern",)}
    assert report.passages == 4
    (corpus / "bayern.md").unlink()
    last = run(settings)
    assert outcome(last) == {"removed": ("bayern",), "unchanged": ("hessen", "neu")}
    assert [d.id for d in current_documents(settings.index_dir)] == ["hessen", "neu"]
    assert [p.text for p in stored_passages(settings)] == [
        "Hessische Städte melden sich bei der Koordinierungsstelle.",
        "Ein weiterer Text.",
    ]
    assert generations(settings) == [last.generation]
    assert len({first.generation, report.generation, last.generation}) == 3


def test_changed_catalog_entry_changes_its_document_and_a_changed_note_the_generation(settings: Settings) -> None:
    run(settings)
    catalog = settings.corpus_dir / "catalog.yaml"
    catalog.write_text("bayern.md: {title: Broschüre, state: BY}\n", encoding="utf-8")
    assert outcome(run(settings)) == {"changed": ("bayern",), "unchanged": ("hessen",)}
    assert [p.state for p in stored_passages(settings)] == ["BY", "BY", None]
    (settings.corpus_dir / "notes.yaml").write_text("[]\n", encoding="utf-8")
    report = ingest(settings, FakeEncoder)
    assert outcome(report) == {"unchanged": ("bayern", "hessen")}
    folder = current_generation(settings.index_dir)
    assert folder.name == report.generation
    assert {p.name for p in folder.iterdir()} >= {"catalog.yaml", "notes.yaml"}
    assert (folder / "notes.yaml").read_bytes() == b"[]\n"


def test_only_new_text_is_embedded(settings: Settings) -> None:
    run(settings)
    encoder = FakeEncoder()
    # What stood below moves, so its passage gets another id, but not another vector.
    grown = BAVARIA.replace("kostenfrei.", "kostenfrei, und sie endet nie.")
    (settings.corpus_dir / "bayern.md").write_text(grown, encoding="utf-8")
    heard: list[tuple[str, int, int]] = []
    ingest(settings, lambda: encoder, progress=lambda *step: heard.append(step))
    assert encoder.embedded == ["Bayern\nDie Teilnahme ist für Gemeinden kostenfrei, und sie endet nie."]
    assert heard == [
        ("reading", 0, 2),
        ("reading", 1, 2),
        ("reading", 1, 2),
        ("embedding", 2, 3),
        ("embedding", 1, 3),
    ]
    assert stored_passages(settings) == expected_passages(settings)
    folder = current_generation(settings.index_dir)
    passages = stored_passages(settings)
    vectors = VectorIndex.open(folder / "chroma", None, folder.name).vectors([p.id for p in passages])
    for passage in passages:
        expected = FakeEncoder().embed_passages([passage.embedded_text])[0]
        np.testing.assert_allclose(vectors[passage.id], expected, atol=1e-6)


def test_rebuild_reads_and_embeds_everything_anew(settings: Settings) -> None:
    first = run(settings)
    encoder = FakeEncoder()
    report = run(settings, encoder, rebuild=True)
    assert outcome(report) == {"added": ("bayern", "hessen")}
    assert len(encoder.embedded) == 3
    assert generations(settings) == [report.generation] != [first.generation]


def test_documents_of_older_readers_are_read_anew(settings: Settings) -> None:
    run(settings)
    folder = current_generation(settings.index_dir)
    older = replace(read_manifest(folder), reading=READING_VERSION - 1)
    (folder / "manifest.json").write_text(json.dumps(asdict(older)), encoding="utf-8")
    assert outcome(run(settings)) == {"changed": ("bayern", "hessen")}
    assert outcome(ingest(settings, no_encoder)) == {"unchanged": ("bayern", "hessen")}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.md", BINARY, "'a.md' cannot be read: its content is binary, not text; remove it"),
        ("a.pdf", b"%PDF-1.7\nrubbish", None),
        ("a.txt", b"", "'a.txt' cannot be read: it is empty; add text or remove the file"),
        ("a.docx", b"PK", None),
    ],
    ids=["binary", "broken PDF", "empty", "unknown type"],
)
def test_file_that_cannot_be_read_is_reported_and_the_rest_goes_on(
    settings: Settings, name: str, content: bytes, reason: str | None
) -> None:
    (settings.corpus_dir / name).write_bytes(content)
    report = run(settings)
    assert report.added == ("bayern", "hessen")
    ((file, said),) = report.failed
    assert file == name
    assert said.startswith(f"{name!r} cannot be read: ")
    assert reason in (None, said)
    assert "\n" not in said
    again = ingest(settings, no_encoder)
    assert (again.generation, again.failed) == (report.generation, report.failed)


def test_changed_file_that_can_no_longer_be_read_keeps_its_last_version(settings: Settings) -> None:
    first = run(settings)
    (settings.corpus_dir / "bayern.md").write_bytes(BINARY)
    kept = "'bayern.md' cannot be read: its content is binary, not text; remove it; the version read earlier stays"
    again = ingest(settings, no_encoder)
    assert outcome(again) == {"unchanged": ("bayern", "hessen"), "failed": (("bayern.md", kept),)}
    assert again.generation == first.generation
    (settings.corpus_dir / "hessen.txt").unlink()
    last = run(settings)
    assert outcome(last) == {"removed": ("hessen",), "unchanged": ("bayern",), "failed": (("bayern.md", kept),)}
    assert [p.text for p in stored_passages(settings)] == [
        "Die Teilnahme ist für Gemeinden kostenfrei.",
        "Rufen Sie die KGC Bayern an.",
    ]
    (settings.corpus_dir / "bayern.md").write_text(BAVARIA, encoding="utf-8")
    assert outcome(ingest(settings, no_encoder)) == {"unchanged": ("bayern",)}


def test_pages_that_were_not_recognised_stand_in_every_report(settings: Settings) -> None:
    (settings.corpus_dir / "scan.pdf").write_bytes(with_pictures(pages=4, without=(1, 3)))
    report = run(settings)
    assert outcome(report) == {"added": ("bayern", "hessen", "scan")}
    ((file, line),) = report.problems
    assert file == "scan.pdf"
    assert line.startswith("'scan.pdf' was read, but 2 pages were not recognised: 2, 4; ")
    assert ingest(settings, no_encoder).problems == report.problems
    (settings.corpus_dir / "hessen.txt").unlink()
    assert run(settings).problems == report.problems
    assert [d.problems for d in current_documents(settings.index_dir)] == [(), (line,)]


def test_many_documents_are_written_one_after_another(settings: Settings) -> None:
    # Some texts stand in many documents, far from one another.
    for number in range(12):
        sections = "".join(f"\n## Teil {i}\n\nAngebot {number * i} für Gemeinden.\n" for i in range(40))
        (settings.corpus_dir / f"heft-{number:02}.md").write_text(f"# Heft\n{sections}", encoding="utf-8")
    encoder = FakeEncoder()
    heard: list[tuple[str, int, int]] = []
    report = ingest(settings, lambda: encoder, progress=lambda *step: heard.append(step))
    passages = expected_passages(settings)
    assert report.passages == len(passages) == 12 * 40 + 3
    assert stored_passages(settings) == passages
    assert len(encoder.embedded) == len(set(encoder.embedded)) == len({p.embedded_text for p in passages})
    assert sum(new for stage, new, _ in heard if stage == "embedding") == len(passages)
    # The first texts are embedded before the last file is read.
    stages = [stage for stage, _, _ in heard]
    assert stages.index("embedding") < len(stages) - 1 - stages[::-1].index("reading")
    folder = current_generation(settings.index_dir)
    store, tokens = VectorIndex.open(folder / "chroma", None, report.generation), TokenIndex(folder / "tokens")
    vectors = store.vectors([p.id for p in passages])
    for passage in passages:
        (vector,), (expected,) = FakeEncoder().embed_passages_with_tokens([passage.embedded_text])
        np.testing.assert_allclose(vectors[passage.id], vector, atol=1e-6)
        np.testing.assert_allclose(tokens[passage.id].vectors(), expected.vectors, atol=1e-6)
    again = FakeEncoder()
    assert run(settings, again, rebuild=False).passages == len(passages)
    (settings.corpus_dir / "hessen.txt").unlink()
    assert run(settings, again).passages == len(passages) - 1
    assert again.embedded == []
    assert stored_passages(settings) == expected_passages(settings)


def test_a_changed_file_is_read_though_those_before_it_cannot_be(settings: Settings) -> None:
    run(settings)
    (settings.corpus_dir / "bayern.md").write_bytes(BINARY)
    (settings.corpus_dir / "a.txt").write_bytes(b"")
    (settings.corpus_dir / "hessen.txt").write_text("Neuer Text aus Hessen.\n", encoding="utf-8")
    report = run(settings)
    assert (report.added, report.changed, report.unchanged) == ((), ("hessen",), ("bayern",))
    assert [file for file, _ in report.failed] == ["a.txt", "bayern.md"]
    assert [d.id for d in current_documents(settings.index_dir)] == ["bayern", "hessen"]


def empty(settings: Settings) -> None:
    for path in settings.corpus_dir.iterdir():
        path.unlink()


def only_broken(settings: Settings) -> None:
    empty(settings)
    (settings.corpus_dir / "a.md").write_bytes(BINARY)


def only_headings(settings: Settings) -> None:
    empty(settings)
    (settings.corpus_dir / "a.md").write_text("# Nur\n\n## Überschriften\n", encoding="utf-8")


def missing(settings: Settings) -> None:
    shutil.rmtree(settings.corpus_dir)


def broken_contacts(settings: Settings) -> None:
    (settings.corpus_dir / "contacts.yaml").write_text("kein: [Ende\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (empty, "the corpus folder {corpus!r} holds no documents; add a .md, .txt, .pdf, .docx, .odt or .html file"),
        (
            only_broken,
            "no file in {corpus!r} can be read; first reason: "
            "'a.md' cannot be read: its content is binary, not text; remove it",
        ),
        (only_headings, "the documents in {corpus!r} hold headings only; add text below them"),
        (missing, "corpus folder {corpus!r} does not exist; create it or correct GFA_CORPUS_DIR"),
        (
            broken_contacts,
            "contacts.yaml is not valid YAML (line 2: expected ',' or ']', but got '<stream end>'); correct it",
        ),
    ],
    ids=["empty", "only broken files", "only headings", "missing", "broken contacts"],
)
@pytest.mark.parametrize("earlier", [False, True], ids=["first ingest", "later ingest"])
def test_corpus_that_cannot_be_used_is_named_and_the_index_stays(
    settings: Settings, spoil: Callable[[Settings], None], message: str, earlier: bool
) -> None:
    serving = run(settings).generation if earlier else None
    spoil(settings)
    with pytest.raises(CorpusError) as raised:
        run(settings, rebuild=True)
    assert str(raised.value) == message.format(corpus=str(settings.corpus_dir))
    if serving:
        assert generations(settings) == [serving]
        assert len(stored_passages(settings)) == 3
    else:
        assert not settings.index_dir.exists() or generations(settings) == []


@pytest.mark.parametrize(
    "change",
    [{"embedding_model": "other"}, {"passage_tokens": 64}, {"chroma_url": "http://127.0.0.1:9"}],
    ids=lambda c: next(iter(c)),
)
def test_index_of_other_settings_is_refused_until_it_is_rebuilt(settings: Settings, change: dict[str, Any]) -> None:
    first = run(settings)
    other = settings.model_copy(update=change)
    ((key, wanted),) = change.items()
    with pytest.raises(IndexMismatchError) as raised:
        run(other)
    assert str(raised.value) == (
        f"the index was built with {key} {getattr(settings, key)!r}, the settings say {wanted!r}; "
        f"run `gfa-assistant ingest --rebuild` or set GFA_{key.upper()} back"
    )
    assert generations(settings) == [first.generation]
    if key != "chroma_url":
        rebuilt = run(other, rebuild=True)
        assert generations(other) == [rebuilt.generation]


def test_passages_longer_than_the_model_reads_are_refused(settings: Settings) -> None:
    with pytest.raises(SettingsError) as raised:
        run(settings, FakeEncoder(max_tokens=256))
    assert str(raised.value) == (
        "setting 'passage_tokens' has the value 400, but the model 'fake' reads 256 tokens at most; "
        "set GFA_PASSAGE_TOKENS to 256 or less"
    )
    assert generations(settings) == []


@pytest.mark.parametrize("name", ["manifest.json", "documents.jsonl"])
def test_damaged_generation_is_refused_until_it_is_rebuilt(settings: Settings, name: str) -> None:
    run(settings)
    (current_generation(settings.index_dir) / name).write_text("{", encoding="utf-8")
    with pytest.raises((IndexMismatchError, IndexMissingError), match=r"run `gfa-assistant ingest --rebuild`$"):
        run(settings)
    rebuilt = run(settings, rebuild=True)
    assert generations(settings) == [rebuilt.generation]
    assert len(stored_passages(settings)) == 3


@pytest.mark.parametrize("damage", ["pointer", "folder"])
def test_lost_generation_is_written_anew(settings: Settings, damage: str) -> None:
    first = run(settings)
    if damage == "pointer":
        (settings.index_dir / "CURRENT").write_text("")
    else:
        shutil.rmtree(settings.index_dir / first.generation)
    report = run(settings)
    assert outcome(report) == {"added": ("bayern", "hessen")}
    assert generations(settings) == [report.generation]


def test_lost_vectors_cost_only_their_embedding(settings: Settings, tmp_path: Path) -> None:
    first = run(settings)
    # Elsewhere, since Chroma keeps what it has opened once.
    settings = settings.model_copy(update={"index_dir": settings.index_dir.rename(tmp_path / "moved")})
    shutil.rmtree(settings.index_dir / first.generation / "chroma")
    (settings.corpus_dir / "neu.md").write_text("# Neu\n\nEin weiterer Text.\n", encoding="utf-8")
    encoder = FakeEncoder()
    assert outcome(run(settings, encoder)) == {"added": ("neu",), "unchanged": ("bayern", "hessen")}
    assert len(encoder.embedded) == 4


def test_what_a_killed_ingest_left_is_never_served_and_cleaned_up_by_the_next(settings: Settings) -> None:
    first = run(settings)
    _, half = new_generation(settings.index_dir)
    shutil.copytree(settings.index_dir / first.generation / "chroma", half / "chroma")
    assert current_generation(settings.index_dir).name == first.generation
    ingest(settings, no_encoder)
    assert generations(settings) == [first.generation]


class BrokenEncoder(FakeEncoder):
    """Fails in the middle of the work, as a pressed Ctrl-C does."""

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        raise KeyboardInterrupt


def test_interrupted_ingest_leaves_the_earlier_generation(settings: Settings) -> None:
    first = run(settings)
    with pytest.raises(KeyboardInterrupt):
        run(settings, BrokenEncoder(), rebuild=True)
    assert generations(settings) == [first.generation]
    assert len(stored_passages(settings)) == 3
    assert run(settings, rebuild=True).passages == 3


def test_generation_that_is_read_outlives_later_ingests(settings: Settings) -> None:
    first = run(settings)
    reading = mark_in_use(settings.index_dir / first.generation)
    assert reading is not None
    second, third = run(settings, rebuild=True), run(settings, rebuild=True)
    assert second.generation != third.generation
    assert generations(settings) == [first.generation, third.generation]
    reading.close()
    ingest(settings, no_encoder)
    assert generations(settings) == [third.generation]


def test_second_ingest_at_once_is_refused_in_one_line(settings: Settings) -> None:
    first = run(settings)
    with writer_lock(settings.index_dir), pytest.raises(IndexWriteError) as raised:
        run(settings, rebuild=True)
    assert str(raised.value) == (f"another ingest is writing {str(settings.index_dir)!r}; wait until it has finished")
    assert generations(settings) == [first.generation]


@pytest.mark.parametrize("place", ["file", "file/index", "/proc/index"], ids=["a file", "below a file", "read-only"])
def test_index_folder_that_cannot_be_written_is_named(settings: Settings, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexWriteError, match="correct its rights or choose another with --index") as raised:
        run(settings.model_copy(update={"index_dir": tmp_path / place}))
    assert repr(str(tmp_path / place)) in str(raised.value)
    assert "\n" not in str(raised.value)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond `size` bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 20_000, 200_000], ids=["nothing", "Chroma's tables", "the documents"])
def test_disk_that_runs_full_leaves_the_earlier_generation(settings: Settings, size: int) -> None:
    first = run(settings)
    (settings.corpus_dir / "lang.md").write_text("# Lang\n\n" + "Immer dasselbe Wort. " * 8000, encoding="utf-8")
    with largest_file(size), pytest.raises(IndexWriteError) as raised:
        run(settings)
    message = str(raised.value)
    assert f"the index in '{settings.index_dir}" in message
    assert message.endswith("an earlier index still serves")
    assert "\n" not in message
    assert generations(settings) == [first.generation]
    assert [d.id for d in current_documents(settings.index_dir)] == ["bayern", "hessen"]
    assert len(stored_passages(settings)) == 3
    assert outcome(run(settings)) == {"added": ("lang",), "unchanged": ("bayern", "hessen")}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MB; making one takes root."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("file systems cannot be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_full_file_system_leaves_the_earlier_generation(settings: Settings, small_disk: Path) -> None:
    settings = settings.model_copy(update={"index_dir": small_disk / "index"})
    first = run(settings)
    (small_disk / "filler").write_bytes(b"-" * (shutil.disk_usage(small_disk).free - 100_000))
    with pytest.raises(IndexWriteError) as raised:
        run(settings, rebuild=True)
    assert str(raised.value).endswith("an earlier index still serves")
    assert "\n" not in str(raised.value)
    assert generations(settings) == [first.generation]
    assert len(stored_passages(settings)) == 3
    (small_disk / "filler").unlink()
    assert run(settings, rebuild=True).passages == 3


def test_read_only_file_system_is_named(settings: Settings, small_disk: Path) -> None:
    run(settings)
    shutil.copytree(settings.index_dir, small_disk / "index")
    settings = settings.model_copy(update={"index_dir": small_disk / "index"})
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(IndexWriteError, match=r"cannot be written \(Read-only file system\); correct its rights"):
        run(settings)
    assert [d.id for d in current_documents(settings.index_dir)] == ["bayern", "hessen"]
    with pytest.raises(IndexWriteError, match="is read-only, and Chroma writes there even to read; correct its rights"):
        stored_passages(settings)


@contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """A Chroma server on a free port, for as long as the block runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(folder), "--port", str(port)]
    with (folder.parent / "chroma.log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 60
            while True:
                assert server.poll() is None, "the Chroma server did not start"
                assert time.monotonic() < deadline, "the Chroma server did not start in time"
                with socket.socket() as client:
                    if client.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def test_chroma_server_holds_one_collection_per_generation_that_is_kept(settings: Settings, tmp_path: Path) -> None:
    def collections(url: str) -> list[str]:
        host, port = url.removeprefix("http://").split(":")
        return sorted(c.name for c in chromadb.HttpClient(host=host, port=int(port)).list_collections())

    with chroma_server(tmp_path / "server") as url:
        settings = settings.model_copy(update={"chroma_url": url})
        first = run(settings)
        assert first.passages == 3
        assert collections(url) == [f"gfa-{first.generation}"]
        with pytest.raises(KeyboardInterrupt):
            run(settings, BrokenEncoder(), rebuild=True)
        assert collections(url) == [f"gfa-{first.generation}"]
        encoder = FakeEncoder()
        (settings.corpus_dir / "neu.md").write_text("# Neu\n\nEin weiterer Text.\n", encoding="utf-8")
        second = run(settings, encoder)
        assert encoder.embedded == ["Neu\nEin weiterer Text."]
        assert collections(url) == [f"gfa-{second.generation}"]
        store = VectorIndex.open(settings.index_dir, url, second.generation)
        assert store.count() == 4
    with pytest.raises(IndexMissingError) as raised:
        store.count()
    message = str(raised.value)
    assert message.startswith("the index's passages cannot be read (")
    assert message.endswith(f"); check the Chroma server {url!r} or run `gfa-assistant ingest --rebuild`")
