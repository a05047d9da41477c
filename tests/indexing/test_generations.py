import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from gfa_assistant.errors import IndexMismatchError, IndexMissingError, IndexWriteError
from gfa_assistant.indexing.generations import (
    FORMAT,
    Manifest,
    claim_current,
    current_generation,
    mark_in_use,
    new_generation,
    prune,
    read_manifest,
    switch_to,
    write_manifest,
    writer_lock,
)


def manifest(generation: str = "g") -> Manifest:
    return Manifest(
        generation=generation,
        created="2025-01-01T00:00:00+00:00",
        embedding_model="fake",
        dimensions=16,
        passage_tokens=400,
        chroma_url=None,
        extras_sha256="e",
        documents={"ä": {"path": "ä.md", "sha256": "1", "passages": ["p"]}},
        reading=1,
    )


def complete_generation(index_dir: Path) -> Path:
    """Write an empty generation and switch to it."""
    name, folder = new_generation(index_dir)
    write_manifest(folder, manifest(name))
    switch_to(index_dir, name)
    return folder


def test_manifest_comes_back_equal(tmp_path: Path) -> None:
    write_manifest(tmp_path, manifest())
    assert read_manifest(tmp_path) == manifest()
    assert [p.name for p in tmp_path.iterdir()] == ["manifest.json"]


def test_corpus_hash_changes_with_documents_and_extras_only() -> None:
    one = manifest()
    assert one.corpus_sha256 == replace(one, generation="h", created="later", passage_tokens=64).corpus_sha256
    assert one.corpus_sha256 != replace(one, extras_sha256="f").corpus_sha256
    assert one.corpus_sha256 != replace(one, documents={"ä": {**one.documents["ä"], "sha256": "2"}}).corpus_sha256
    both = {**one.documents, "b": {"sha256": "2"}}
    reversed_order = dict(reversed(both.items()))
    assert replace(one, documents=both).corpus_sha256 == replace(one, documents=reversed_order).corpus_sha256


SAME: dict[str, Any] = {"embedding_model": "fake", "passage_tokens": 400, "chroma_url": None}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            {"embedding_model": "other"},
            "the index was built with embedding_model 'fake', the settings say 'other'; "
            "run `gfa-assistant ingest --rebuild` or set GFA_EMBEDDING_MODEL back",
        ),
        (
            {"passage_tokens": 256},
            "the index was built with passage_tokens 400, the settings say 256; "
            "run `gfa-assistant ingest --rebuild` or set GFA_PASSAGE_TOKENS back",
        ),
        (
            {"chroma_url": "http://chroma:8000"},
            "the index was built with chroma_url None, the settings say 'http://chroma:8000'; "
            "run `gfa-assistant ingest --rebuild` or set GFA_CHROMA_URL back",
        ),
    ],
    ids=["model", "passage length", "server"],
)
def test_other_settings_are_refused_naming_both_sides_and_the_remedy(asked: dict[str, Any], message: str) -> None:
    manifest().require(**SAME)
    with pytest.raises(IndexMismatchError) as raised:
        manifest().require(**{**SAME, **asked})
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is not ours"),
        ('{"format": 1, "gener', "is not ours"),
        ("[]", "is not ours"),
        ('"text"', "is not ours"),
        ("\xff", "is not ours"),
        (json.dumps({"format": FORMAT, "name": "other program"}), "is not ours"),
        ('{"format": 99}', f"the index has format 99, this version reads format {FORMAT}"),
        ("{}", f"the index has format None, this version reads format {FORMAT}"),
    ],
    ids=["empty", "cut off", "list", "text", "not UTF-8", "foreign", "newer format", "no format"],
)
def test_foreign_manifest_is_refused_with_the_remedy(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "manifest.json").write_bytes(content.encode("latin-1"))
    with pytest.raises(IndexMismatchError) as raised:
        read_manifest(tmp_path)
    assert reason in str(raised.value)
    assert str(raised.value).endswith("; run `gfa-assistant ingest --rebuild`")
    assert "\n" not in str(raised.value)


def test_manifest_of_a_version_without_reading_number_can_be_read(tmp_path: Path) -> None:
    data = asdict(manifest())
    del data["reading"]
    (tmp_path / "manifest.json").write_text(json.dumps(data), encoding="utf-8")
    assert read_manifest(tmp_path) == replace(manifest(), reading=0)


def test_no_index_is_said_with_the_command_that_makes_one(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(IndexMissingError) as raised:
            current_generation(folder)
        assert str(raised.value) == f"no index in {str(folder)!r}; run `gfa-assistant ingest`"


def test_generation_is_invisible_until_it_is_switched_to(tmp_path: Path) -> None:
    first = complete_generation(tmp_path)
    name, folder = new_generation(tmp_path)
    assert current_generation(tmp_path) == first
    write_manifest(folder, manifest(name))
    assert current_generation(tmp_path) == first
    switch_to(tmp_path, name)
    assert current_generation(tmp_path) == folder != first
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([first.name, name, "CURRENT"])


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"2025", b"../elsewhere", b"\xff\xfe", b"."],
    ids=["empty", "blank", "cut off", "path", "binary", "dot"],
)
def test_damaged_pointer_is_named_with_the_remedy(tmp_path: Path, content: bytes) -> None:
    complete_generation(tmp_path)
    (tmp_path / "CURRENT").write_bytes(content)
    with pytest.raises(IndexMissingError, match=r"run `gfa-assistant ingest --rebuild`$") as raised:
        current_generation(tmp_path)
    assert repr(str(tmp_path)) in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("what", ["folder", "manifest"])
def test_deleted_generation_is_named_with_the_remedy(tmp_path: Path, what: str) -> None:
    folder = complete_generation(tmp_path)
    (folder / "manifest.json").unlink()
    if what == "folder":
        folder.rmdir()
    with pytest.raises(IndexMissingError) as raised:
        current_generation(tmp_path)
    assert str(raised.value) == (
        f"index generation {folder.name!r} in {str(tmp_path)!r} is incomplete; run `gfa-assistant ingest --rebuild`"
    )


def test_pointer_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").mkdir()
    with pytest.raises(IndexMissingError, match=r"cannot be read \(.*Is a directory.*\); run"):
        current_generation(tmp_path)


def test_prune_keeps_the_current_generation_those_in_use_and_what_is_not_ours(tmp_path: Path) -> None:
    folders = [complete_generation(tmp_path) for _ in range(3)]
    for name in ("2024-backup", "notes"):
        (tmp_path / name).mkdir()
    (tmp_path / "README.md").write_text("Generated.")
    in_use = mark_in_use(folders[0])
    assert in_use is not None
    assert prune(tmp_path, keep=folders[2].name) == [folders[1].name]
    kept = {folders[0].name, folders[2].name, "2024-backup", "notes", "README.md", "CURRENT"}
    assert {p.name for p in tmp_path.iterdir()} == kept
    in_use.close()
    assert prune(tmp_path, keep=folders[2].name) == [folders[0].name]
    assert {p.name for p in tmp_path.iterdir()} == kept - {folders[0].name}


def test_several_readers_hold_one_generation(tmp_path: Path) -> None:
    old, new = complete_generation(tmp_path), complete_generation(tmp_path)
    first, second = mark_in_use(old), mark_in_use(old)
    assert first is not None
    assert second is not None
    first.close()
    assert prune(tmp_path, keep=new.name) == []
    second.close()
    assert prune(tmp_path, keep=new.name) == [old.name]


def test_claim_takes_the_current_generation_and_holds_it(tmp_path: Path) -> None:
    old = complete_generation(tmp_path)
    folder, in_use = claim_current(tmp_path)
    assert folder == old
    new = complete_generation(tmp_path)
    assert prune(tmp_path, keep=new.name) == []
    assert in_use is not None
    in_use.close()


def test_claim_survives_ingests_that_switch_and_delete_meanwhile(tmp_path: Path) -> None:
    complete_generation(tmp_path)

    def write() -> None:
        for _ in range(50):
            prune(tmp_path, keep=complete_generation(tmp_path).name)

    with ThreadPoolExecutor() as pool:
        writing = pool.submit(write)
        while not writing.done():
            folder, in_use = claim_current(tmp_path)
            assert read_manifest(folder).generation == folder.name
            assert in_use is not None
            in_use.close()
        writing.result()


def test_second_writer_is_refused_until_the_first_has_finished(tmp_path: Path) -> None:
    with writer_lock(tmp_path / "index"):
        with pytest.raises(IndexWriteError) as raised, writer_lock(tmp_path / "index"):
            pass
        assert str(raised.value) == (
            f"another ingest is writing {str(tmp_path / 'index')!r}; wait until it has finished"
        )
    with writer_lock(tmp_path / "index"):
        pass


@pytest.mark.parametrize("place", ["file", "file/index"], ids=["a file", "below a file"])
def test_folder_that_cannot_be_written_is_named_with_the_remedy(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexWriteError) as raised, writer_lock(tmp_path / place):
        pass
    reason = "File exists" if place == "file" else "Not a directory"
    assert str(raised.value) == (
        f"the index folder {str(tmp_path / place)!r} cannot be written ({reason}); "
        "correct its rights or choose another with --index"
    )
